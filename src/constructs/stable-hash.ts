/* eslint-disable no-bitwise -- FNV is defined by exclusive or and by 32 bits that wrap around */

/**
 * A number from 0 to 2^32 - 1 that a text always gets, on every machine and in every version: FNV-1a of its UTF-16 code units.
 * http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
