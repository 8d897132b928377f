import * as fc from 'fast-check';
import { Cidr, contains, isEverything, overlaps, parseCidr } from '../../src/kubernetes/cidr';

const LAST_V6 = 2n ** 128n - 1n;

/** A block as its prefix: the bits that all its addresses share. */
interface Block {
  readonly text: string;
  readonly bits: string;
  readonly family: 4 | 6;
}

const binary = (numbers: readonly number[], width: number): string => numbers.map(number => number.toString(2).padStart(width, '0')).join('');

/** Few different bytes and lengths, so that blocks do meet. */
const many = (length: number, ...numbers: number[]) => fc.array(fc.constantFrom(...numbers), { minLength: length, maxLength: length });
const v4: fc.Arbitrary<Block> = fc.tuple(many(4, 0, 10, 128, 255), fc.integer({ min: 0, max: 32 }))
  .map(([bytes, length]) => ({ text: `${bytes.join('.')}/${length}`, bits: binary(bytes, 8).slice(0, length), family: 4 }));
const v6: fc.Arbitrary<Block> = fc.tuple(many(8, 0, 1, 0xfd00, 0xffff), fc.integer({ min: 0, max: 128 }))
  .map(([groups, length]) => ({ text: `${groups.map(group => group.toString(16)).join(':')}/${length}`, bits: binary(groups, 16).slice(0, length), family: 6 }));
const block = fc.oneof(v4, v6);
const parsed = ({ text }: Block): Cidr => parseCidr(text)!;

describe('a block of addresses', () => {
  test.each<[string, 32 | 128, bigint, bigint]>([
    ['10.0.0.0/8', 32, 0x0a000000n, 0x0affffffn],
    ['10.1.2.3/8', 32, 0x0a000000n, 0x0affffffn],
    ['0.0.0.0/0', 32, 0n, 0xffffffffn],
    ['169.254.169.254/32', 32, 0xa9fea9fen, 0xa9fea9fen],
    ['255.255.255.255/1', 32, 0x80000000n, 0xffffffffn],
    ['::/0', 128, 0n, LAST_V6],
    ['::1/128', 128, 1n, 1n],
    ['fd00:ec2::254/128', 128, 0xfd000ec2_00000000_00000000_00000254n, 0xfd000ec2_00000000_00000000_00000254n],
    ['FD00::/8', 128, 0xfdn << 120n, (0xfen << 120n) - 1n],
    ['1:2:3:4:5:6:7:8/128', 128, 0x00010002_00030004_00050006_00070008n, 0x00010002_00030004_00050006_00070008n],
    ['1:2:3:4:5:6:7::/128', 128, 0x00010002_00030004_00050006_00070000n, 0x00010002_00030004_00050006_00070000n],
    ['::2:3:4:5:6:7:8/128', 128, 0x00000002_00030004_00050006_00070008n, 0x00000002_00030004_00050006_00070008n],
  ])('%s goes from its first to its last address', (text, bits, first, last) => {
    expect(parseCidr(text)).toEqual({ bits, first, last });
  });

  test.each([
    '', '/', '/8', '10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/ 8', '10.0.0.0/8.0', '10.0.0.0/x', '10.0.0/8', '10.0.0.0.0/8', '256.0.0.0/8',
    '010.0.0.0/8', '10.0.0.-1/8', '1e1.0.0.0/8', '0x0a.0.0.0/8', ' 10.0.0.0/8', '10.0.0.0/8\n', '10.0.0.0/255.0.0.0', '::/129', ':/0', ':::/0', '1::2::3/64', '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7:8:9/64', '1:2:3:4:5:6:7:8::/64', '12345::/64', 'g::/64', '::%eth0/64', '::ffff:10.0.0.0/104', '[::]/0', 'fd00:/8', ':fd00::/8', 'localhost/8',
  ])('is not %j', text => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test('is as large as its length says', () => {
    fc.assert(fc.property(block, its => {
      const { bits, first, last } = parsed(its);
      expect(last - first + 1n).toBe(2n ** BigInt(bits - its.bits.length));
      expect(first.toString(2).padStart(bits, '0').slice(0, its.bits.length)).toBe(its.bits);
    }));
  });

  test('is the same in short and in long IPv6 notation, and in upper case', () => {
    const groups = fc.array(fc.constantFrom('0', '1', '00ab', 'fd00'), { maxLength: 3 });
    fc.assert(fc.property(groups, groups, fc.integer({ min: 0, max: 128 }), (head, tail, length) => {
      const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0000');
      const short = `${head.join(':')}::${tail.join(':')}/${length}`;
      expect(parseCidr(short)).toEqual(parseCidr(`${[...head, ...zeros, ...tail].join(':')}/${length}`));
      expect(parseCidr(short.toUpperCase())).toEqual(parseCidr(short));
    }));
  });

  test('is everything with length 0, and only then', () => {
    fc.assert(fc.property(block, its => {
      expect(isEverything(parsed(its))).toBe(its.bits === '');
    }));
  });

  test('never throws, and takes no time, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0129af:./') })), text => {
      expect(['object', 'undefined']).toContain(typeof parseCidr(text));
    }));
    const start = performance.now();
    for (const text of ['1.'.repeat(100_000), '1:'.repeat(100_000), `${'1'.repeat(100_000)}.0.0.0/8`, `::${'/1'.repeat(100_000)}`]) { parseCidr(text); }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('two blocks', () => {
  test('contain one another exactly where the prefix of one begins with that of the other', () => {
    fc.assert(fc.property(block, block, (outer, inner) => {
      expect(contains(parsed(outer), parsed(inner))).toBe(outer.family === inner.family && inner.bits.startsWith(outer.bits));
    }), { numRuns: 1000 });
  });

  test('overlap exactly where one contains the other', () => {
    fc.assert(fc.property(block, block, (a, b) => {
      const expected = a.family === b.family && (a.bits.startsWith(b.bits) || b.bits.startsWith(a.bits));
      expect([overlaps(parsed(a), parsed(b)), overlaps(parsed(b), parsed(a))]).toEqual([expected, expected]);
    }), { numRuns: 1000 });
  });

  test('contain and overlap themselves', () => {
    fc.assert(fc.property(block, its => {
      expect([contains(parsed(its), parsed(its)), overlaps(parsed(its), parsed(its))]).toEqual([true, true]);
    }));
  });

  test('of different families have nothing in common, even where their numbers are equal', () => {
    const [everyV4, everyV6] = [parseCidr('0.0.0.0/0')!, parseCidr('::/0')!];
    expect([contains(everyV6, everyV4), contains(everyV4, everyV6), overlaps(everyV4, everyV6), overlaps(parseCidr('0.0.0.1/32')!, parseCidr('::1/128')!)])
      .toEqual([false, false, false, false]);
  });

  test('that lie side by side do not overlap', () => {
    expect(overlaps(parseCidr('10.0.0.0/9')!, parseCidr('10.128.0.0/9')!)).toBe(false);
  });
});
