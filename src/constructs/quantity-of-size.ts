import { Size, SizeRoundingBehavior } from 'cdk8s';
import { canonicalQuantity } from '../kubernetes/canonical-quantity';

/** A size as the API server keeps it: `64Mi`, `1536Mi`, `2Gi`. Parts of a kibibyte are rounded up. */
export function quantityOfSize(size: Size): string {
  const kibibytes = Math.ceil(size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }));
  // A size of NaN is no quantity: whoever takes the text says so.
  return Number.isFinite(kibibytes) ? canonicalQuantity(`${kibibytes}Ki`) : `${kibibytes}`;
}
