import { cloneOf, isMap, Manifest } from '../kubernetes/manifest';
import { findPod } from '../kubernetes/pods';
import { formatWaiver, waiverAnnotation, waiversIn } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { HardenedValues } from './field-rules';
import { hardenObject } from './object-rules';
import { hardenPod } from './pod-rules';
import { Change, Part, Refusal, Session } from './session';
import { setAt } from './sorted-map';

/** What the caller knows beyond the manifest. */
export interface HardeningOptions {
  /** Waivers besides those that the manifest carries; they are written on the object and on its pod template. */
  readonly waivers?: readonly Waiver[];
  /** Whether a waiver sets the weaker value (constructs) or only permits one that stands there (what others wrote). */
  readonly setsWaivedValues?: boolean;
  /** Values of pod fields that replace the hardened ones where a field is weak, by path. */
  readonly values?: HardenedValues;
}

/** A hardened manifest, what was changed for it, and what could not be. */
export interface Hardened {
  readonly manifest: Manifest;
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

function annotate(manifest: Manifest, path: readonly string[], waivers: readonly Waiver[]): void {
  for (const waiver of waivers) {
    setAt(manifest, [...path, 'metadata', 'annotations', waiverAnnotation(waiver.check)], formatWaiver(waiver));
  }
}

/**
 * The one hardening: a manifest in, a manifest out that is nowhere weaker than the controls ask and nowhere weaker than
 * it was. Pure, total and idempotent; whatever is waived, on the manifest or by the caller, stays as it is.
 */
export function harden(manifest: Manifest, options: HardeningOptions = {}): Hardened {
  if (!isMap(manifest)) { return { manifest, changes: [], refusals: [] }; }
  const copy = cloneOf(manifest);
  const pod = findPod(copy);
  const given = options.waivers ?? [];
  const waivers = [...given, ...waiversIn(copy), ...(pod && pod.path.length > 0 ? waiversIn(pod.template) : [])];
  const session = new Session(waivers, options.setsWaivedValues ?? false);
  const object = new Part(session, copy, '');
  hardenObject(object);
  if (pod) { hardenPod(object, pod, options.values ?? {}); }
  annotate(copy, [], given);
  if (pod && pod.path.length > 0) { annotate(copy, pod.path, given); }
  return { manifest: copy, changes: session.changes, refusals: session.refusals };
}
