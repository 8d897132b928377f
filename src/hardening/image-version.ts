import { MUTABLE_TAGS } from '../controls/images';
import { parseImage } from '../kubernetes/image';

/** Whether an image reference names one version for good: by its digest, or by a tag that is not meant to move. */
export function hasFixedVersion(image: unknown): boolean {
  const reference = parseImage(image);
  if (reference === undefined) { return false; }
  return reference.digest !== undefined || (reference.tag !== undefined && !MUTABLE_TAGS.includes(reference.tag));
}

/** What to do about an image without one. */
export const FIX_IMAGE = 'Append the tag, or better @sha256:<digest>';
