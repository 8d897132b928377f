import * as fc from 'fast-check';
import { removeAt, setAt, setSorted, sortedCopyOf } from '../../src/hardening/sorted-map';

/** Keys that are whole numbers stand first in every JavaScript object. */
const key = fc.stringMatching(/^[A-Za-z_.\/-]{1,4}$/).filter(text => text !== '__proto__');
const map = fc.dictionary(key, fc.integer());
const isSorted = (keys: string[]): boolean => JSON.stringify(keys) === JSON.stringify([...keys].sort());

describe('setting a key', () => {
  test('keeps sorted keys sorted', () => {
    fc.assert(fc.property(map, key, fc.integer(), (its, name, value) => {
      const sorted = sortedCopyOf(its);
      setSorted(sorted, name, value);
      expect(isSorted(Object.keys(sorted))).toBe(true);
      expect(sorted).toEqual({ ...its, [name]: value });
    }));
  });

  test('keeps the order of keys that are not sorted, and the place of a key that is there', () => {
    const its = { z: 1, a: 2, m: 3 };
    setSorted(its, 'a', 4);
    setSorted(its, 'b', 5);
    expect(Object.entries(its)).toEqual([['b', 5], ['z', 1], ['a', 4], ['m', 3]]);
  });
});

describe('setting a key of an object', () => {
  const keysAfter = (object: any, name: string): string[] => {
    setSorted(object, name, 1);
    return Object.keys(object);
  };

  test('puts it behind apiVersion, kind and metadata', () => {
    expect(keysAfter({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: {}, secrets: [] }, 'automountServiceAccountToken'))
      .toEqual(['apiVersion', 'kind', 'metadata', 'automountServiceAccountToken', 'secrets']);
    expect(keysAfter({ apiVersion: 'v1', kind: 'ServiceAccount' }, 'automountServiceAccountToken')).toEqual(['apiVersion', 'kind', 'automountServiceAccountToken']);
  });

  test('keeps those three in their order where one of them is new', () => {
    expect(keysAfter({ apiVersion: 'v1', kind: 'Pod', spec: {} }, 'metadata')).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });

  test('sorts the keys of a map that is no object, whatever they are called', () => {
    expect(keysAfter({ apiVersion: 'v1', metadata: {} }, 'a')).toEqual(['a', 'apiVersion', 'metadata']);
  });
});

describe('setting a path', () => {
  test.each<[any, string[], any]>([
    [{}, ['a', 'b', 'c'], { a: { b: { c: 1 } } }],
    [{ a: { x: 2 } }, ['a', 'b'], { a: { b: 1, x: 2 } }],
    [{ a: 'text' }, ['a', 'b'], { a: { b: 1 } }],
    [{ a: null }, ['a', 'b'], { a: { b: 1 } }],
    [{ a: [2] }, ['a', 'b'], { a: { b: 1 } }],
    [{ a: { b: { c: 2 } } }, ['a', 'b'], { a: { b: 1 } }],
  ])('in %j at %j makes the maps that are missing', (its, path, expected) => {
    setAt(its, path, 1);
    expect(its).toEqual(expected);
  });
});

describe('removing a path', () => {
  test.each<[any, string[], any]>([
    [{ a: { b: { c: 1 } } }, ['a', 'b', 'c'], {}],
    [{ a: { b: { c: 1 }, d: 2 } }, ['a', 'b', 'c'], { a: { d: 2 } }],
    [{ a: { b: { c: null } }, e: 1 }, ['a', 'b', 'c'], { e: 1 }],
    [{ a: {} }, ['a', 'b'], { a: {} }],
    [{ a: { b: {} } }, ['a', 'b', 'c'], { a: { b: {} } }],
    [{ a: 'text' }, ['a', 'b'], { a: 'text' }],
    [{ a: null }, ['a', 'b'], { a: null }],
    [{ a: 1 }, ['b'], { a: 1 }],
    [{ a: [1] }, ['a', '0'], { a: [1] }],
  ])('from %j at %j takes away the maps that it leaves empty, and no others', (its, path, expected) => {
    removeAt(its, path);
    expect(its).toEqual(expected);
  });

  test('gives back what was there before it was set', () => {
    fc.assert(fc.property(fc.dictionary(key, fc.dictionary(key, fc.integer(), { minKeys: 1 })), fc.tuple(key, key, key), (its, [a, b, c]) => {
      const before = sortedCopyOf(its);
      if (before[a]?.[b] !== undefined) { return; }
      const after: any = sortedCopyOf(its);
      setAt(after, [a, b, c], 1);
      removeAt(after, [a, b, c]);
      expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    }));
  });
});

describe('a sorted copy', () => {
  test('is equal, sorted at every depth, and shares nothing', () => {
    const inner = { z: 1, a: { y: 2, b: [{ d: 3, c: 4 }] } };
    const copy: any = sortedCopyOf({ list: [inner], text: 'x', nothing: null });
    expect(JSON.stringify(copy)).toBe('{"list":[{"a":{"b":[{"c":4,"d":3}],"y":2},"z":1}],"nothing":null,"text":"x"}');
    expect(copy.list[0]).not.toBe(inner);
    expect(copy.list[0].a.b).not.toBe(inner.a.b);
  });
});
