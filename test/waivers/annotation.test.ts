import * as fc from 'fast-check';
import { CheckId } from '../../src/controls/check-id';
import { annotationsOf, covers, formatWaiver, parseWaiver, waiverAnnotation, waiversIn } from '../../src/waivers/annotation';
import { Waiver } from '../../src/waivers/waiver';

const CHECK = CheckId.HOST_PID;
/** Also halves of characters, which JSON has to escape. */
const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)), fc.constantFrom('"', '\\', ' ', '\ud800', '\udfff', 'a'));
const line = fc.string({ unit, minLength: 1, maxLength: 40 }).filter(text => /[^\p{Cc}\p{Cf}\p{Z}]/u.test(text) && !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text));
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10));
const waivers = fc.tuple(fc.constantFrom(...Object.values(CheckId)), fc.record({ reason: line, expires: day, owner: line, container: line }, { requiredKeys: ['reason', 'expires'] }))
  .map(([check, options]) => Waiver.of(check, options));

describe('the annotation of a waiver', () => {
  test.each(Object.values(CheckId))('for %s has a key that Kubernetes takes', check => {
    const [prefix, name, ...more] = waiverAnnotation(check).split('/');
    expect(more).toEqual([]);
    expect(prefix).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    expect(prefix.length).toBeLessThanOrEqual(253);
    expect(name).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
  });

  test('has one form: reason, owner, expires, container, without spaces', () => {
    const options = { container: 'agent', expires: '2027-06-30', owner: 'sre@example.com', reason: 'scrapes "node" metrics' };
    expect(formatWaiver(Waiver.of(CHECK, options)))
      .toBe('{"reason":"scrapes \\"node\\" metrics","owner":"sre@example.com","expires":"2027-06-30","container":"agent"}');
    expect(formatWaiver(Waiver.of(CHECK, { reason: 'r', expires: '2027-06-30' }))).toBe('{"reason":"r","expires":"2027-06-30"}');
  });

  test('stands under the control that it waives', () => {
    const [a, b] = [CheckId.HOST_PID, CheckId.HOST_IPC].map(check => Waiver.of(check, { reason: 'r', expires: '2027-06-30' }));
    expect(annotationsOf([a, b])).toEqual({
      'waiver.cdk8s-hardened/host-pid': '{"reason":"r","expires":"2027-06-30"}',
      'waiver.cdk8s-hardened/host-ipc': '{"reason":"r","expires":"2027-06-30"}',
    });
    expect(annotationsOf([])).toEqual({});
  });

  test('gives back the waiver that it was made of', () => {
    fc.assert(fc.property(waivers, waiver => {
      expect(parseWaiver(waiver.check, formatWaiver(waiver))).toEqual(waiver);
    }), { numRuns: 500 });
  });

  test('of an accepted text is that text', () => {
    const field = fc.oneof(fc.constantFrom('reason', 'owner', 'expires', 'container', 'check', '__proto__', 'toString'), fc.string({ maxLength: 3 }));
    const value = fc.oneof(fc.constantFrom<unknown>('2027-06-30', 'r', '', ' ', null, 1, true, ['r'], {}), fc.string({ maxLength: 3 }));
    const text = fc.tuple(fc.array(fc.tuple(field, value), { maxLength: 5 }), fc.constantFrom('', ' ', '\n'))
      .map(([entries, space]) => `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${space}${JSON.stringify(v)}`).join(',')}}`);
    const good = waivers.map(formatWaiver);
    const edited = fc.tuple(good, fc.nat(), fc.constantFrom(' ', '"', ',', '\\', '0', 'x', '')).map(([its, at, put]) => {
      const place = at % its.length;
      return its.slice(0, place) + put + its.slice(place + (put === '' ? 1 : 0));
    });
    fc.assert(fc.property(fc.oneof(text, edited, good), its => {
      const waiver = parseWaiver(CHECK, its);
      if (waiver) { expect(formatWaiver(waiver)).toBe(its); }
    }), { numRuns: 1000 });
  });

  test.each<[string, unknown]>([
    ['a space after a colon', '{"reason": "r","expires":"2027-06-30"}'],
    ['a space after a comma', '{"reason":"r", "expires":"2027-06-30"}'],
    ['a space before it', ' {"reason":"r","expires":"2027-06-30"}'],
    ['a line end after it', '{"reason":"r","expires":"2027-06-30"}\n'],
    ['its keys in another order', '{"expires":"2027-06-30","reason":"r"}'],
    ['the owner after the date', '{"reason":"r","expires":"2027-06-30","owner":"o"}'],
    ['the container before the date', '{"reason":"r","container":"c","expires":"2027-06-30"}'],
    ['an unknown key', '{"reason":"r","expires":"2027-06-30","ticket":"7"}'],
    ['a key in another case', '{"Reason":"r","expires":"2027-06-30"}'],
    ['a key twice', '{"reason":"x","reason":"r","expires":"2027-06-30"}'],
    ['a key named __proto__', '{"reason":"r","expires":"2027-06-30","__proto__":{}}'],
    ['the fields in __proto__', '{"__proto__":{"reason":"r","expires":"2027-06-30"}}'],
    ['a needless escape', '{"reason":"\\u0072","expires":"2027-06-30"}'],
    ['an escaped slash', '{"reason":"a\\/b","expires":"2027-06-30"}'],
    ['no reason', '{"expires":"2027-06-30"}'],
    ['no date', '{"reason":"r"}'],
    ['an empty reason', '{"reason":"","expires":"2027-06-30"}'],
    ['two lines as reason', '{"reason":"a\\nb","expires":"2027-06-30"}'],
    ['an empty owner', '{"reason":"r","owner":"","expires":"2027-06-30"}'],
    ['null as owner', '{"reason":"r","owner":null,"expires":"2027-06-30"}'],
    ['a list as reason', '{"reason":["r"],"expires":"2027-06-30"}'],
    ['a number as date', '{"reason":"r","expires":20270630}'],
    ['a day that is none', '{"reason":"r","expires":"2027-02-29"}'],
    ['nothing in it', '{}'],
    ['a list', '[{"reason":"r","expires":"2027-06-30"}]'],
    ['a text', '"r"'],
    ['null', 'null'],
    ['a comma too many', '{"reason":"r","expires":"2027-06-30",}'],
    ['YAML', 'reason: r\nexpires: 2027-06-30'],
    ['an empty value', ''],
    ['a map in place of a text', { reason: 'r', expires: '2027-06-30' }],
    ['no value', undefined],
    ['true', true],
  ])('is malformed with %s', (_, value) => {
    expect(parseWaiver(CHECK, value)).toBeUndefined();
  });

  test('is malformed for a control that does not exist', () => {
    for (const check of ['host', '', 'Host-Pid', 'host-pid/x', '__proto__']) { expect(parseWaiver(check, '{"reason":"r","expires":"2027-06-30"}')).toBeUndefined(); }
  });

  test('is read from any value without an error', () => {
    fc.assert(fc.property(fc.anything(), fc.json(), (thing, json) => {
      expect(() => [parseWaiver(CHECK, thing), parseWaiver(CHECK, json)]).not.toThrow();
    }));
  });
});

describe('the waivers that an object carries', () => {
  const text = '{"reason":"r","expires":"2027-06-30"}';
  const checksIn = (annotations: unknown) => waiversIn({ metadata: { annotations } }).map(({ check }) => check);

  test('are those of its annotations, without the malformed ones and without other annotations', () => {
    expect(checksIn({
      'waiver.cdk8s-hardened/host-pid': text,
      'waiver.cdk8s-hardened/host-ipc': ` ${text}`,
      'waiver.cdk8s-hardened/unknown': text,
      'waiver.cdk8s-hardened/': text,
      'waiver.cdk8s-hardened': text,
      'cdk8s-hardened/host-network': text,
      'x.waiver.cdk8s-hardened/host-port': text,
      'Waiver.cdk8s-hardened/host-port': text,
      'waiver.cdk8s-hardened/host-network': text,
    })).toEqual(['host-pid', 'host-network']);
  });

  test.each<[unknown]>([[undefined], [null], ['text'], [[]], [{}], [['waiver.cdk8s-hardened/host-pid']], [{ 'waiver.cdk8s-hardened/host-pid': { reason: 'r', expires: '2027-06-30' } }]])(
    'are none with annotations %j', annotations => {
      expect(checksIn(annotations)).toEqual([]);
    });

  test('are none where there is no metadata', () => {
    expect([{}, { metadata: null }, { metadata: 'text' }, { metadata: [] }].map(waiversIn)).toEqual([[], [], [], []]);
  });

  test('are those that were written there', () => {
    fc.assert(fc.property(fc.uniqueArray(waivers, { selector: ({ check }) => check, maxLength: 5 }), list => {
      expect(waiversIn({ metadata: { annotations: { other: 'x', ...annotationsOf(list) } } })).toEqual(list);
    }));
  });
});

describe('waivers cover', () => {
  const whole = Waiver.of(CheckId.HOST_PORT, { reason: 'r', expires: '2027-06-30' });
  const one = Waiver.of(CheckId.IMAGE_TAG, { reason: 'r', expires: '2027-06-30', container: 'agent' });
  const both = [whole, one];

  test('their control, in the whole object and in every container', () => {
    expect([covers(both, CheckId.HOST_PORT), covers(both, CheckId.HOST_PORT, 'agent'), covers(both, CheckId.HOST_PORT, 'other'), covers(both, CheckId.HOST_PORT, '')])
      .toEqual([true, true, true, true]);
  });

  test('one container only where they name it', () => {
    expect([covers(both, CheckId.IMAGE_TAG, 'agent'), covers(both, CheckId.IMAGE_TAG, 'Agent'), covers(both, CheckId.IMAGE_TAG, 'agent2'), covers(both, CheckId.IMAGE_TAG)])
      .toEqual([true, false, false, false]);
  });

  test('no other control', () => {
    expect([covers(both, CheckId.HOST_PID), covers(both, 'host'), covers(both, ''), covers([], CheckId.HOST_PORT)]).toEqual([false, false, false, false]);
  });
});
