import * as fc from 'fast-check';
import { cloneOf, describe as nameOf, findAt, groupKindOf, isMap, listOf } from '../../src/kubernetes/manifest';

/** JSON as YAML readers give it, with the keys that JavaScript treats in a way of its own. */
const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'metadata', 'name', 'kind', '0'));
const json = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 0, 'text', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`)),
  ),
})).value;

function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

describe('a map', () => {
  test.each<[unknown, boolean]>([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['text', false], [1, false], [true, false]])('is %p: %s', (value, expected) => {
    expect(isMap(value)).toBe(expected);
  });
});

describe('a list', () => {
  test('is what it is, and empty in place of anything else', () => {
    const list = [1, null];
    expect(listOf(list)).toBe(list);
    for (const other of [undefined, null, 'text', 1, {}, { length: 1, 0: 'a' }]) { expect(listOf(other)).toEqual([]); }
  });
});

describe('the value at a path', () => {
  const manifest = { a: { b: [{ c: 1 }], n: null, z: 0 } };
  test.each<[string[], unknown]>([
    [[], manifest], [['a', 'b'], [{ c: 1 }]], [['a', 'n'], null], [['a', 'z'], 0],
    [['a', 'x'], undefined], [['x', 'y'], undefined], [['a', 'n', 'x'], undefined], [['a', 'z', 'x'], undefined], [['a', 'b', '0'], undefined], [['a', 'b', 'length'], undefined],
    [['toString'], undefined], [['constructor', 'name'], undefined], [['__proto__'], undefined], [['a', 'hasOwnProperty'], undefined],
  ])('%j is found, or nothing', (path, expected) => {
    expect(findAt(manifest, path)).toEqual(expected);
  });

  test('is not looked for in what is no map', () => {
    for (const nothing of [undefined, null, 'text', 1, [], [{ a: 1 }]]) { expect(findAt(nothing, ['a'])).toBeUndefined(); }
  });

  test('may have a key that JavaScript treats in a way of its own', () => {
    expect(findAt(JSON.parse('{"__proto__":{"a":1}}'), ['__proto__', 'a'])).toBe(1);
  });

  test('is found in anything without an error', () => {
    fc.assert(fc.property(json, fc.array(key), (value, path) => {
      expect(() => findAt(value, path)).not.toThrow();
    }));
  });
});

describe('group and kind', () => {
  test.each<[unknown, unknown, string]>([
    ['v1', 'Pod', '/Pod'], ['apps/v1', 'Deployment', 'apps/Deployment'], ['serving.knative.dev/v1', 'Service', 'serving.knative.dev/Service'], ['apps/v1/x', 'Deployment', 'apps/Deployment'],
    ['', 'Pod', '/Pod'], [undefined, 'Pod', '/Pod'], [null, 'Pod', '/Pod'], [1, 'Pod', '/Pod'], ['v1', undefined, '/'], ['v1', null, '/'], ['v1', { toString: 1 }, '/'], ['v1', ['Pod'], '/'],
  ])('of %p and %p are %s', (apiVersion, kind, expected) => {
    expect(groupKindOf({ apiVersion, kind })).toBe(expected);
  });
});

describe('the name of an object in a message', () => {
  test.each<[unknown, string]>([
    [{ namespace: 'shop', name: 'cart' }, 'Deployment shop/cart'], [{ name: 'cart' }, 'Deployment cart'], [{ generateName: 'cart-' }, 'Deployment cart-'], [{ name: 7 }, 'Deployment 7'],
    [{ name: '', generateName: 'cart-' }, 'Deployment cart-'], [{ namespace: 'shop' }, 'Deployment shop/(no name)'], [{ namespace: '', name: 'cart' }, 'Deployment cart'],
    [{ name: { toString: 1 }, namespace: ['x'] }, 'Deployment (no name)'], [null, 'Deployment (no name)'], ['text', 'Deployment (no name)'], [undefined, 'Deployment (no name)'],
  ])('with metadata %j is %s', (metadata, expected) => {
    expect(nameOf({ kind: 'Deployment', metadata })).toBe(expected);
  });

  test('says so where there is no kind', () => {
    expect(nameOf({ metadata: { name: 'cart' } })).toBe('(no kind) cart');
  });
});

describe('a copy', () => {
  test('is equal, has the same keys in the same order, and shares nothing', () => {
    fc.assert(fc.property(json, value => {
      const copy = cloneOf(value);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
      const shared = new Set(objectsIn(value));
      expect(objectsIn(copy).filter(object => shared.has(object))).toEqual([]);
    }), { numRuns: 300 });
  });

  test('keeps a key named __proto__, and no prototype comes of it', () => {
    const copy: any = cloneOf(JSON.parse('{"labels":{"__proto__":{"privileged":true},"a":"b"}}'));
    expect(Object.keys(copy.labels)).toEqual(['__proto__', 'a']);
    expect(copy.labels.privileged).toBeUndefined();
    expect(Object.getPrototypeOf(copy.labels)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(copy.labels, '__proto__')).toMatchObject({ configurable: true, writable: true });
  });
});
