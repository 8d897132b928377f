import { findAt, isMap, Manifest } from '../kubernetes/manifest';

/** An object begins with these, whatever the order of the others is. */
const HEAD = ['apiVersion', 'kind', 'metadata'];

/**
 * Sets a key of a map. A new key goes before the first greater one, so that what was sorted stays sorted
 * and what its author left unsorted (CDK8S_DISABLE_SORT) keeps its order.
 */
export function setSorted(map: Manifest, key: string, value: unknown): void {
  const keys = Object.hasOwn(map, key) ? [] : Object.keys(map);
  const next = keys.findIndex(other => other > key && !(HEAD.includes(other) && map.kind !== undefined));
  const tail = next < 0 ? [] : keys.slice(next).map(other => [other, map[other]]);
  for (const [other] of tail) { delete map[other]; }
  map[key] = value;
  for (const [other, its] of tail) { map[other] = its; }
}

/** Sets the value at a path; whatever is no map on the way gives place to one. */
export function setAt(map: Manifest, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (rest.length === 0) {
    setSorted(map, key, value);
    return;
  }
  if (!isMap(map[key])) { setSorted(map, key, {}); }
  setAt(map[key], rest, value);
}

/** Removes the value at a path, and maps that this leaves empty. */
export function removeAt(map: Manifest, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (rest.length === 0) {
    delete map[key];
    return;
  }
  if (findAt(map, path) === undefined) { return; }
  removeAt(map[key], rest);
  if (Object.keys(map[key]).length === 0) { delete map[key]; }
}

/** A copy of plain data with the keys of all its maps sorted. */
export function sortedCopyOf<T>(value: T): T {
  if (Array.isArray(value)) { return value.map(sortedCopyOf) as T; }
  if (!isMap(value)) { return value; }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sortedCopyOf((value as Manifest)[key])])) as T;
}
