import { parseQuantity } from './quantity';

type Unit = readonly [suffix: string, billionths: bigint];

const EXPONENT = /[eE][+-]?\d/;
const DECIMAL: readonly Unit[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
  .map((suffix, index): Unit => [suffix, 1_000n ** BigInt(index)])
  .reverse();
const KIBI = 1_024n * 1_000_000_000n;
const BINARY: readonly Unit[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
  .map((suffix, index): Unit => [suffix, KIBI * 1_024n ** BigInt(index)])
  .reverse();

/**
 * A quantity as the API server keeps it (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/),
 * so that applying it again changes nothing: `1000m` is `1`, `1.5Gi` is `1536Mi`. What has an exponent stays, or is no quantity.
 */
export function canonicalQuantity(text: string): string {
  const amount = parseQuantity(text);
  if (amount === undefined || EXPONENT.test(text)) { return text; }
  if (amount === 0n) { return '0'; }
  // Bytes that are no whole kibibytes have no suffix, and what has none is decimal.
  const isBinary = text.endsWith('i') && amount % KIBI === 0n;
  const [suffix, billionths] = (isBinary ? BINARY : DECIMAL).find(([, unit]) => amount % unit === 0n)!;
  return `${amount / billionths}${suffix}`;
}
