/** A Kubernetes object as it stands in YAML. Nothing is known of its shape until it is looked at. */
export type Manifest = { [field: string]: any };

/** Whether a value is a map, and no list. */
export function isMap(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list, or an empty one in place of anything else. */
export function listOf(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : [];
}

/** The value at a path; undefined where any part of the way is missing or no map. */
export function findAt(value: unknown, path: readonly string[]): any {
  let at: any = value;
  for (const key of path) {
    if (!isMap(at)) { return undefined; }
    at = Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

/** Group and kind, as `group/Kind`; the core group is empty, so a Pod is `/Pod`. */
export function groupKindOf(manifest: Manifest): string {
  const apiVersion = typeof manifest.apiVersion === 'string' ? manifest.apiVersion : '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${group}/${textOf(manifest.kind) ?? ''}`;
}

/** A text, or a number as text; undefined for anything else, which may have no text at all. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;
}

/** How messages name an object: `Deployment shop/cart`. */
export function describe(manifest: Manifest): string {
  const [namespace, name, generateName] = ['namespace', 'name', 'generateName'].map(field => textOf(findAt(manifest, ['metadata', field])));
  return `${textOf(manifest.kind) ?? '(no kind)'} ${namespace ? `${namespace}/` : ''}${name || generateName || '(no name)'}`;
}

/** A copy that shares nothing with the original, of plain data only. */
export function cloneOf<T>(value: T): T {
  if (Array.isArray(value)) { return value.map(cloneOf) as T; }
  if (typeof value !== 'object' || value === null) { return value; }
  const copy: Manifest = {};
  for (const key of Object.keys(value)) {
    const its = cloneOf((value as Manifest)[key]);
    if (key === '__proto__') {
      // An assignment would make it the prototype.
      Object.defineProperty(copy, key, { value: its, configurable: true, enumerable: true, writable: true });
    } else {
      copy[key] = its;
    }
  }
  return copy as T;
}
