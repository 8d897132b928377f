import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CheckId } from '../../src/controls/check-id';
import { accepts, acceptsWord, Control, ListControl, missingFrom } from '../../src/controls/control';

interface Found<T> {
  readonly where: string;
  readonly control: T;
}

const folder = join(__dirname, '..', '..', 'src', 'controls');
const modules = readdirSync(folder).filter(file => file.endsWith('.ts')).sort();

/** Everything below the exports of a module that has a shape. */
function found<T>(isOne: (value: any) => boolean): Found<T>[] {
  const walk = (where: string, value: any): Found<T>[] => {
    if (typeof value !== 'object' || value === null) { return []; }
    if (isOne(value)) { return [{ where, control: value }]; }
    return Object.entries(value).flatMap(([key, its]) => walk(`${where} ${(its as any)?.path?.join('.') ?? key}`, its));
  };
  return modules.flatMap(file => walk(file, { ...jest.requireActual(join(folder, file)) }));
}

const controls = found<Control<any>>(value => 'unsetIsSafe' in value);
const lists = found<ListControl>(value => 'mustContain' in value);

describe('a control', () => {
  test('is found in the tables of pods, containers, items and objects', () => {
    const tables = new Set([...controls, ...lists].map(({ where }) => where.split(' ').slice(0, 2).join(' ')));
    expect([...tables]).toEqual(expect.arrayContaining([
      'objects.ts OBJECT_FIELDS', 'pod-security.ts CONTAINER_FIELDS', 'pod-security.ts CONTAINER_ITEM_FIELDS', 'pod-security.ts CONTAINER_LISTS', 'pod-security.ts POD_FIELDS',
    ]));
    expect(controls.length).toBeGreaterThan(50);
  });

  test.each(controls)('accepts its own hardened value: $where', ({ control }) => {
    expect(accepts(control, control.hardened)).toBe(true);
  });

  test.each(controls)('accepts what it allows: $where', ({ control }) => {
    const values = 'minimum' in control.allowed ? [control.allowed.minimum, control.allowed.minimum + 1, Number.MAX_SAFE_INTEGER] : control.allowed;
    expect(values.filter(value => !accepts(control, value))).toEqual([]);
  });

  test.each(controls.filter(({ control }) => control.waived !== undefined))('does not accept what it is waived for: $where', ({ control }) => {
    expect(accepts(control, control.waived)).toBe(false);
    expect(typeof control.waived).toBe(typeof control.hardened);
  });

  test.each(controls)('takes null for unset, as the API server does: $where', ({ control }) => {
    expect([accepts(control, undefined), accepts(control, null)]).toEqual([control.unsetIsSafe, control.unsetIsSafe]);
  });

  test.each(controls)('accepts nothing of another type: $where', ({ control }) => {
    const others = [[], {}, ['ALL'], { type: 'RuntimeDefault' }, 'true', 'false', '1', 'x', NaN, -1].filter(value => !(control.allowed as any[]).includes?.(value));
    expect(others.filter(value => accepts(control, value))).toEqual([]);
  });

  test('of a list misses the words that must be there, and takes no other than may be there', () => {
    for (const { control } of lists) {
      expect(missingFrom(control, control.mustContain)).toEqual([]);
      expect(missingFrom(control, [])).toEqual(control.mustContain);
      expect(control.mustContain.every(word => acceptsWord(control, word))).toBe(true);
      expect(['SYS_ADMIN', null, 7, { ALL: true }].every(word => acceptsWord(control, word))).toBe(control.mayContain === undefined);
    }
    expect(lists).toHaveLength(2);
  });

  test('of capabilities knows ALL in capital letters only', () => {
    const drop = lists.find(({ control }) => control.mustContain.length > 0)!.control;
    expect(['all', 'All', 'CAP_ALL', 'ALL '].map(word => missingFrom(drop, [word]))).toEqual([['ALL'], ['ALL'], ['ALL'], ['ALL']]);
    expect(missingFrom(drop, ['NET_RAW', 'ALL'])).toEqual([]);
  });

  test('of a user or group takes every number from 1, and no text that looks like one', () => {
    const id = controls.find(({ where }) => /runAsUser /.test(where))!.control;
    expect([1, 999, 10001, 65534].filter(value => !accepts(id, value))).toEqual([]);
    expect([0, -1, '0', '1000', NaN, true, [1000]].filter(value => accepts(id, value))).toEqual([]);
  });
});

describe('the id of a control', () => {
  const ids = Object.entries(CheckId);

  test.each(ids)('%s is its name in kebab case, at most 63 characters', (name, id) => {
    expect(id).toBe(name.toLowerCase().replaceAll('_', '-'));
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(id.length).toBeLessThanOrEqual(63);
  });

  test('is used once', () => {
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
  });
});
