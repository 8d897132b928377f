/**
 * Quantities, as the API server reads them, counted in billionths so that 0.5m and 1Ei compare exactly.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,3})?$/;

const BILLION = 1_000_000_000n;
/** The API server cuts binary quantities here: 2^63 - 1. */
const MAX_BINARY = ((1n << 63n) - 1n) * BILLION;
/** A factor, as [numerator, denominator]. */
type Factor = readonly [bigint, bigint];

const SUFFIXES: { readonly [suffix: string]: Factor } = {
  n: [1n, BILLION],
  u: [1n, 1_000_000n],
  m: [1n, 1_000n],
  k: [1_000n, 1n],
  M: [1_000_000n, 1n],
  G: [BILLION, 1n],
  T: [10n ** 12n, 1n],
  P: [10n ** 15n, 1n],
  E: [10n ** 18n, 1n],
  Ki: [1n << 10n, 1n],
  Mi: [1n << 20n, 1n],
  Gi: [1n << 30n, 1n],
  Ti: [1n << 40n, 1n],
  Pi: [1n << 50n, 1n],
  Ei: [1n << 60n, 1n],
};

function factorOf(suffix: string | undefined): Factor {
  if (suffix === undefined) { return [1n, 1n]; }
  if (Object.hasOwn(SUFFIXES, suffix)) { return SUFFIXES[suffix]; }
  const exponent = Number(suffix.slice(1));
  return exponent < 0 ? [1n, 10n ** BigInt(-exponent)] : [10n ** BigInt(exponent), 1n];
}

/** The billionths of a quantity, rounded away from zero as the API server rounds; undefined where it is none. */
export function parseQuantity(text: unknown): bigint | undefined {
  if (typeof text !== 'string' && typeof text !== 'number') { return undefined; }
  const source = String(text).trim();
  const match = source.length > 100 ? null : QUANTITY.exec(source);
  if (!match) { return undefined; }
  const [, sign, digits, suffix] = match;
  const [whole, fraction = ''] = digits.split('.');
  const [numerator, denominator] = factorOf(suffix);
  const amount = BigInt(whole + fraction) * numerator * BILLION;
  const divisor = 10n ** BigInt(fraction.length) * denominator;
  const rounded = (amount + divisor - 1n) / divisor;
  const size = suffix?.endsWith('i') && rounded > MAX_BINARY ? MAX_BINARY : rounded;
  return sign === '-' ? -size : size;
}

/** Whether two quantities are the same amount: `1` and `1000m` are. Not set counts as zero. */
export function sameQuantity(a: unknown, b: unknown): boolean {
  return (parseQuantity(a ?? 0) ?? 0n) === (parseQuantity(b ?? 0) ?? 0n);
}

/** The larger of two quantities, as it was written. */
export function largerQuantity<T>(a: T, b: T): T {
  return (parseQuantity(b) ?? 0n) > (parseQuantity(a) ?? 0n) ? b : a;
}

/** Whether a quantity is left out, or zero, which as a limit limits nothing. */
export function isNoQuantity(quantity: unknown): boolean {
  return quantity === undefined || quantity === null || parseQuantity(quantity) === 0n;
}

/** Whether a quantity is a whole number of units: `2` and `2000m` cores are. */
export function isWholeQuantity(text: unknown): boolean {
  const amount = parseQuantity(text);
  return amount !== undefined && amount % BILLION === 0n;
}
