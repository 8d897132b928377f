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

const SHA256 = /^sha256:[0-9a-f]{64}$/;

/** The parts of an image reference; undefined where it is none. */
export function parseImage(text: unknown): ImageReference | undefined {
  if (typeof text !== 'string' || text.length > 1024) { return undefined; }
  const match = REFERENCE.exec(text);
  if (!match) { return undefined; }
  const [, name, tag, digest] = match;
  if (digest?.startsWith('sha256:') && !SHA256.test(digest)) { return undefined; }
  return { name, tag, digest };
}
