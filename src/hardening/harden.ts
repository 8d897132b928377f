import { cloneOf, isMap, Manifest } from '../kubernetes/manifest';
import { findPod } from '../kubernetes/pods';
import { annotationsOf, waiversIn } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { hardenObject } from './object-rules';
import { hardenPod, PodOptions } from './pod-rules';
import { Change, Part, Refusal, Session } from './session';
import { setAt } from './sorted-map';

/** What the caller knows beyond the manifest. */
export interface HardeningOptions extends PodOptions {
  /** Waivers besides those that the manifest carries; they are written on the object and on its pod template. */
  readonly waivers?: readonly Waiver[];
  /** Whether a waiver sets the weaker value (constructs) or only permits one that stands there (what others wrote). */
  readonly setsWaivedValues?: boolean;
}

/**
 * A hardened manifest, what was made stronger in it, and what could not be. Two things go without a word, because they
 * make nothing stronger: the annotations of given waivers, and what a Windows pod has to do without.
 */
export interface Hardened {
  readonly manifest: Manifest;
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

function annotate(manifest: Manifest, path: readonly string[], waivers: readonly Waiver[]): void {
  for (const [key, value] of Object.entries(annotationsOf(waivers))) {
    setAt(manifest, [...path, 'metadata', 'annotations', key], value);
  }
}

/** An object has one annotation for each control, so the last waiver of a control counts: none is in force unseen. */
function onePerControl(waivers: readonly Waiver[]): Waiver[] {
  return [...new Map(waivers.map(waiver => [waiver.check, waiver])).values()];
}

/**
 * The one hardening: a manifest in, a manifest out that is nowhere weaker than the controls ask and nowhere weaker than
 * it was. Pure, total and idempotent; whatever is waived, on the manifest or by the caller, stays as it is.
 */
export function harden(manifest: Manifest, options: HardeningOptions = {}): Hardened {
  if (!isMap(manifest)) { return { manifest, changes: [], refusals: [] }; }
  const copy = cloneOf(manifest);
  const pod = findPod(copy);
  const given = onePerControl(options.waivers ?? []);
  const carried = [...waiversIn(copy), ...(pod && pod.path.length > 0 ? waiversIn(pod.template) : [])];
  // What is given replaces what is carried, as its annotation does.
  const waivers = [...given, ...carried.filter(({ check }) => given.every(other => other.check !== check))];
  const session = new Session(waivers, options.setsWaivedValues ?? false);
  const object = new Part(session, copy, '');
  hardenObject(object);
  if (pod) { hardenPod(object, pod, options); }
  annotate(copy, [], given);
  if (pod && pod.path.length > 0) { annotate(copy, pod.path, given); }
  return { manifest: copy, changes: session.changes, refusals: session.refusals };
}
