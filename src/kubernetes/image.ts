/** An image reference in its parts. */
export interface ImageReference {
  /** Registry and repository, as written. */
  readonly name: string;
  readonly tag?: string;
  /** `sha256:` and 64 hex digits, or another algorithm's. */
  readonly digest?: string;
}

/** https://github.com/distribution/reference, without its limit of 255 characters on the name. */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const REFERENCE = new RegExp(`^((?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*)(?::([\\w][\\w.-]{0,127}))?(?:@([a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,}))?$`);

/** The hex digits of a digest, by algorithm; of other algorithms nothing is known. */
const DIGITS: { readonly [algorithm: string]: number } = { sha256: 64, sha384: 96, sha512: 128 };

function isWhole(digest: string): boolean {
  const [algorithm, hex] = digest.split(':');
  return !Object.hasOwn(DIGITS, algorithm) || hex.length === DIGITS[algorithm];
}

/** The parts of an image reference; undefined where it is none. */
export function parseImage(text: unknown): ImageReference | undefined {
  if (typeof text !== 'string' || text.length > 1024) { return undefined; }
  const match = REFERENCE.exec(text);
  if (!match) { return undefined; }
  const [, name, tag, digest] = match;
  if (digest !== undefined && !isWhole(digest)) { return undefined; }
  return { name, tag, digest };
}
