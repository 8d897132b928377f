import { isMap, Manifest } from '../kubernetes/manifest';

/**
 * Sets a key of a map. A new key goes before the first greater one, so that what was sorted stays sorted
 * and what its author left unsorted (CDK8S_DISABLE_SORT) keeps its order.
 */
export function setSorted(map: Manifest, key: string, value: unknown): void {
  const keys = Object.hasOwn(map, key) ? [] : Object.keys(map);
  const next = keys.findIndex(other => other > key);
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
  if (!isMap(map[key])) { return; }
  removeAt(map[key], rest);
  if (Object.keys(map[key]).length === 0) { delete map[key]; }
}
