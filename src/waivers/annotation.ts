import { CheckId } from '../controls/check-id';
import { findAt, isMap, Manifest } from '../kubernetes/manifest';
import { Waiver } from './waiver';

/** The annotations of waivers: one for each control, so that `grep` finds all of one. */
const PREFIX = 'waiver.cdk8s-hardened/';

/** The annotation that carries the waiver of a control. */
export function waiverAnnotation(check: string): string {
  return `${PREFIX}${check}`;
}

/**
 * The value of the annotation. There is one canonical form, keys in this order and no spaces,
 * because admission policies match it by a regular expression.
 */
export function formatWaiver(waiver: Waiver): string {
  const { reason, owner, expires, container } = waiver;
  return JSON.stringify({ reason, owner, expires, container });
}

/** The waiver of an annotation; undefined where the value is not in the canonical form. The inverse of `formatWaiver`. */
export function parseWaiver(check: string, value: unknown): Waiver | undefined {
  if (typeof value !== 'string') { return undefined; }
  try {
    const options = JSON.parse(value);
    if (!isMap(options)) { return undefined; }
    const waiver = Waiver.of(check as CheckId, options as any);
    return formatWaiver(waiver) === value ? waiver : undefined;
  } catch {
    return undefined;
  }
}

/** The waivers that an object, or a pod template, carries. Malformed ones are left out: they waive nothing. */
export function waiversIn(object: Manifest): Waiver[] {
  const annotations = findAt(object, ['metadata', 'annotations']);
  if (!isMap(annotations)) { return []; }
  return Object.keys(annotations)
    .filter(key => key.startsWith(PREFIX))
    .map(key => parseWaiver(key.slice(PREFIX.length), annotations[key]))
    .filter(waiver => waiver !== undefined);
}

/** The annotations that carry waivers. */
export function annotationsOf(waivers: readonly Waiver[]): { [key: string]: string } {
  return Object.fromEntries(waivers.map(waiver => [waiverAnnotation(waiver.check), formatWaiver(waiver)]));
}

/** Whether one of the waivers covers a control, of a container or of the whole object. */
export function covers(waivers: readonly Waiver[], check: string, container?: string): boolean {
  return waivers.some(waiver => waiver.check === check && (waiver.container === undefined || waiver.container === container));
}
