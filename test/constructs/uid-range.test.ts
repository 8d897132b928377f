import * as fc from 'fast-check';
import { stableHash } from '../../src/constructs/stable-hash';
import { UidRange } from '../../src/constructs/uid-range';

describe('ids that are chosen', () => {
  test('are those from the first one on', () => {
    expect(UidRange.of(200000, 10000)).toMatchObject({ start: 200000, size: 10000 });
  });

  test('may be the lowest, the highest and the fewest that there are', () => {
    expect(UidRange.of(10001, 2)).toMatchObject({ start: 10001, size: 2 });
    expect(UidRange.of(2147483646, 2)).toMatchObject({ start: 2147483646, size: 2 });
  });

  test.each([
    [0, 10, 'UidRange.of: start must be a whole number from 10001 (got 0). Ids below may be those of accounts of the host.'],
    [-1, 10, 'UidRange.of: start must be a whole number from 10001 (got -1). Ids below may be those of accounts of the host.'],
    [1000, 10, 'UidRange.of: start must be a whole number from 10001 (got 1000). Ids below may be those of accounts of the host.'],
    [10000, 10, 'UidRange.of: start must be a whole number from 10001 (got 10000). Ids below may be those of accounts of the host.'],
    [200000.5, 10, 'UidRange.of: start must be a whole number from 10001 (got 200000.5). Ids below may be those of accounts of the host.'],
    ['200000', 10, 'UidRange.of: start must be a whole number from 10001 (got "200000"). Ids below may be those of accounts of the host.'],
    [200000, 0, 'UidRange.of: size must be a whole number from 2 (got 0). The first id is the group, the others are users; take 10000.'],
    [200000, 1, 'UidRange.of: size must be a whole number from 2 (got 1). The first id is the group, the others are users; take 10000.'],
    [200000, 1.5, 'UidRange.of: size must be a whole number from 2 (got 1.5). The first id is the group, the others are users; take 10000.'],
    [200000, undefined, 'UidRange.of: size must be a whole number from 2 (got nothing). The first id is the group, the others are users; take 10000.'],
    [2147483647, 2, 'UidRange.of: the last id must not be above 2147483647 (got 2147483648). Start lower, or take fewer.'],
    [100000, 2147483647, 'UidRange.of: the last id must not be above 2147483647 (got 2147583646). Start lower, or take fewer.'],
  ])('are refused from %p on, %p of them', (start, size, message) => {
    expect(() => UidRange.of(start as number, size as number)).toThrow(new Error(message));
  });

  test.each([
    [UidRange.of(200000, 10000), UidRange.of(210000, 10000), false],
    [UidRange.of(200000, 10000), UidRange.of(209999, 2), true],
    [UidRange.of(200000, 10000), UidRange.of(203000, 5), true],
    [UidRange.of(200000, 10000), UidRange.of(150000, 50001), true],
    [UidRange.of(200000, 10000), UidRange.of(150000, 50000), false],
  ])('overlap where one id is in both: %p and %p', (a, b, overlap) => {
    expect([a._overlaps(b), b._overlaps(a)]).toEqual([overlap, overlap]);
  });
});

describe('ids that are derived from a name', () => {
  test('are the same today and tomorrow', () => {
    expect(['shop', 'bank', 'a'].map(name => UidRange._derive(name)._show())).toEqual(['1223810000-1223819999', '271550000-271559999', '152840000-152849999']);
  });

  test('are 10000, from 100000 up, and never above what the API server takes', () => {
    fc.assert(fc.property(fc.string(), name => {
      const { start, size } = UidRange._derive(name);
      expect(size).toBe(10_000);
      expect(start).toBeGreaterThanOrEqual(100_000);
      expect(start + size - 1).toBeLessThanOrEqual(2_147_483_647);
      expect(start % 10_000).toBe(0);
    }));
  });

  test('seldom collide: two of 200 ordinary names may', () => {
    const names = Array.from({ length: 200 }, (_, index) => `team-${index}`);
    expect(new Set(names.map(name => UidRange._derive(name).start)).size).toBeGreaterThanOrEqual(198);
  });
});

describe('the hash behind them', () => {
  // http://www.isthe.com/chongo/tech/comp/fnv/, test vectors of 32-bit FNV-1a
  test.each([['', 0x811c9dc5], ['a', 0xe40c292c], ['b', 0xe70c2de5], ['foobar', 0xbf9cf968]])('of %p is that of the specification', (text, hash) => {
    expect(stableHash(text)).toBe(hash);
  });
});
