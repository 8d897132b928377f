import * as fc from 'fast-check';
import { isNoQuantity, isWholeQuantity, largerQuantity, parseQuantity, sameQuantity } from '../../src/kubernetes/quantity';

const NANO = 10n ** 9n;

/** The suffixes as the documentation defines them: a power of ten, or of two. */
const SUFFIXES: { readonly [suffix: string]: readonly [base: bigint, exponent: number] } = {
  ...Object.fromEntries(['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [suffix, [10n, 3 * index - 9]])),
  ...Object.fromEntries(['Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((suffix, index) => [suffix, [2n, 10 * index + 10]])),
  ...Object.fromEntries(['e3', 'E-4', 'e+2', 'e-10', 'E012'].map(suffix => [suffix, [10n, Number(suffix.slice(1))]])),
};

/** The amount that the parts of a quantity say, without reading its text. */
function amountOf(sign: string, whole: string, fraction: string, suffix: string): bigint {
  const [base, exponent] = SUFFIXES[suffix];
  const up = exponent > 0 ? base ** BigInt(exponent) : 1n;
  const down = (exponent < 0 ? base ** BigInt(-exponent) : 1n) * 10n ** BigInt(fraction.length);
  const scaled = BigInt(`${whole}${fraction}`) * up * NANO;
  const rounded = scaled / down + (scaled % down > 0n ? 1n : 0n);
  return sign === '-' ? -rounded : rounded;
}

const digits = (minLength: number, maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

describe('a quantity', () => {
  test.each<[unknown, bigint]>([
    ['0', 0n], ['1', NANO], ['+1', NANO], ['-1', -NANO], ['1000m', NANO], ['0.5', NANO / 2n], ['.5', NANO / 2n], ['1.', NANO], ['007', 7n * NANO],
    ['100m', NANO / 10n], ['1n', 1n], ['1u', 1000n], ['1k', 1000n * NANO], ['1Ki', 1024n * NANO], ['0.5Ki', 512n * NANO], ['1.5Gi', 1536n * 1024n ** 2n * NANO],
    ['1e3', 1000n * NANO], ['1E3', 1000n * NANO], ['1E', 10n ** 18n * NANO], ['1e-3', NANO / 1000n], ['1E+2', 100n * NANO],
    [0, 0n], [2, 2n * NANO], [0.25, NANO / 4n], [1e21, 10n ** 21n * NANO], [1e-7, 100n], [-3, -3n * NANO],
  ])('of %p is %s billionths', (text, amount) => {
    expect(parseQuantity(text)).toBe(amount);
  });

  test.each(['0.1n', '0.0000000001', '1e-10', '0.9n'])('below a billionth is rounded up, as %s is', text => {
    expect(parseQuantity(text)).toBe(1n);
    expect(parseQuantity(`-${text}`)).toBe(-1n);
  });

  test('may have spaces around it, which the API server takes away', () => {
    expect(parseQuantity(' 100m\n')).toBe(NANO / 10n);
    expect(parseQuantity('100 m')).toBeUndefined();
  });

  test('has at most 100 characters, so that no text takes long', () => {
    expect(parseQuantity('1'.padStart(100, '0'))).toBe(NANO);
    expect(parseQuantity('1'.padStart(101, '0'))).toBeUndefined();
  });

  test('in a binary unit is cut at 2^63 - 1, and in a decimal one is not', () => {
    expect(parseQuantity('7Ei')).toBe(7n * 2n ** 60n * NANO);
    expect([parseQuantity('8Ei'), parseQuantity('-16Ei')]).toEqual([(2n ** 63n - 1n) * NANO, (1n - 2n ** 63n) * NANO]);
    expect(parseQuantity('16E')).toBe(16n * 10n ** 18n * NANO);
  });

  test.each<[unknown]>([
    [''], [' '], ['m'], ['.'], ['+'], ['-'], ['1i'], ['1K'], ['1ki'], ['1mi'], ['1mm'], ['1m5'], ['1.1.1'], ['1,5'], ['1_000'], ['0x10'], ['1e'], ['1e+'], ['1e1.5'],
    ['--1'], ['+-1'], ['1 Gi'], ['Gi'], ['NaN'], ['Infinity'], ['1Gib'], ['1GB'], ['１'], ['1\n2'], [NaN], [Infinity], [null], [undefined], [true], [{}], [[]], [['1']], [1n],
  ])('is not %p', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test('is what its parts say', () => {
    const parts = fc.tuple(fc.constantFrom('', '+', '-'), digits(1, 25), digits(0, 12), fc.constantFrom(...Object.keys(SUFFIXES)))
      .filter(([, whole, , suffix]) => !suffix.endsWith('i') || whole.length < (suffix === 'Pi' ? 4 : 7));
    fc.assert(fc.property(parts, fc.boolean(), ([sign, whole, fraction, suffix], dot) => {
      const text = `${sign}${whole}${fraction === '' && !dot ? '' : `.${fraction}`}${suffix}`;
      expect([text, parseQuantity(text)]).toEqual([text, amountOf(sign, whole, fraction, suffix)]);
    }), { numRuns: 500 });
  });

  test('never throws, whatever it is read from', () => {
    fc.assert(fc.property(fc.anything(), fc.string(), (thing, text) => {
      for (const value of [thing, text]) { expect(['bigint', 'undefined']).toContain(typeof parseQuantity(value)); }
    }));
  });

  test.each([
    ['digits', '9'.repeat(1_000_000)], ['zeros', '0'.repeat(1_000_000)], ['a fraction', `0.${'1'.repeat(1_000_000)}`], ['digits and a wrong end', `${'1'.repeat(99)}x`],
    ['a large exponent', '1e999'], ['a small exponent', '1e-999'], ['spaces', ' '.repeat(1_000_000)],
  ])('takes no time where there are many %s', (_, text) => {
    const start = performance.now();
    parseQuantity(text);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('equal amounts', () => {
  /** Ways to write a number of thousandths. */
  const NOTATIONS: readonly ((thousandths: number) => string)[] = [
    n => `${n}m`, n => `${n * 1000}u`, n => `${n}000000n`, n => `${n}e-3`, n => `+${n}.0m`,
    n => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`, n => `0.${String(n).padStart(6, '0')}k`,
  ];
  const notation = fc.constantFrom(...NOTATIONS);

  test('are the same in every notation', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), notation, notation, (n, write, writeOther) => {
      expect(sameQuantity(write(n), writeOther(n))).toBe(true);
      expect(sameQuantity(write(n), writeOther(n + 1))).toBe(false);
    }));
  });

  test('have equal sums in every notation', () => {
    const sum = (texts: string[]) => texts.reduce((total, text) => total + parseQuantity(text)!, 0n);
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 999_999 }), notation)), list => {
      expect(sum(list.map(([n, write]) => write(n)))).toBe(sum(list.map(([n]) => `${n}m`)));
    }));
  });

  test('are nothing and zero, so that what is left out counts as zero', () => {
    for (const nothing of [undefined, null, 0, '0', '0Gi', '0.000', '-0', 'no quantity']) {
      expect([sameQuantity(nothing, undefined), sameQuantity(undefined, nothing)]).toEqual([true, true]);
    }
    expect(sameQuantity('1n', undefined)).toBe(false);
  });
});

describe('of two quantities', () => {
  test.each<[unknown, unknown, unknown]>([
    ['128Mi', '1Gi', '1Gi'], ['1Gi', '128Mi', '1Gi'], ['500m', 2, 2], ['500m', undefined, '500m'], ['500m', 'lots', '500m'], ['1', '1000m', '1'], ['100m', { cpu: 1 }, '100m'], ['0', 'lots', '0'], ['lots', '1n', '1n'],
  ])('%p and %p, the larger is %p, as it was written', (a, b, larger) => {
    expect(largerQuantity(a, b)).toBe(larger);
  });
});

describe('a quantity is whole', () => {
  test.each<[unknown, boolean]>([['2', true], [2, true], ['2000m', true], ['0', true], ['1Ki', true], ['1500m', false], ['0.5', false], ['1n', false], ['', false], [undefined, false]])(
    'for %p: %s', (text, expected) => {
      expect(isWholeQuantity(text)).toBe(expected);
    });
});

describe('a quantity is none', () => {
  test.each<[unknown, boolean]>([[undefined, true], [null, true], ['0', true], [0, true], ['0Mi', true], ['1n', false], ['-1', false], ['lots', false], [{}, false]])(
    'for %p: %s', (value, expected) => {
      expect(isNoQuantity(value)).toBe(expected);
    });
});
