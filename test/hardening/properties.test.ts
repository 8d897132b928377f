import * as fc from 'fast-check';
import { CheckId } from '../../src/controls/check-id';
import { harden, HardeningOptions } from '../../src/hardening/harden';
import { Waiver } from '../../src/waivers/waiver';
import { brokenControls, VOLUME_CONTROLS } from '../support/pod-security-oracle';
import { messyWorkloads, podOf, RandomWorkload } from '../support/random-pod';
import { strengthOf } from '../support/strength';
import { frozen } from './strong-pod';

const isMap = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Waivers of a few controls, of containers too, also two of one control. */
const waivers = fc.array(fc.tuple(fc.constantFrom(...Object.values(CheckId).slice(0, 44)), fc.constantFrom(undefined, 'app', 'agent'))
  .map(([check, container]) => Waiver.of(check, { reason: 'r', expires: '2027-06-30', container })), { maxLength: 6 });
const options: fc.Arbitrary<HardeningOptions> = fc.record(
  { waivers, setsWaivedValues: fc.boolean(), writablePaths: fc.subarray(['/tmp', '/var/cache', '/var-cache', '/']) }, { requiredKeys: [] },
);

const runs = { numRuns: 150 };
const isWindows = (workload: RandomWorkload): boolean => podOf(workload)?.spec?.os?.name === 'windows';

function objectsIn(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

function sorted(value: any): any {
  if (Array.isArray(value)) { return value.map(sorted); }
  return isMap(value) ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value;
}

describe('hardening any workload', () => {
  test('never throws, and never changes what it was given', () => {
    fc.assert(fc.property(messyWorkloads, options, ({ manifest }, given) => {
      expect(isMap(harden(frozen(manifest), frozen(given)).manifest)).toBe(true);
    }), runs);
  });

  test('changes nothing the second time, with the same waivers or without, because the manifest carries them', () => {
    fc.assert(fc.property(messyWorkloads, options, ({ manifest }, given) => {
      const once = harden(manifest, given);
      const again = { manifest: once.manifest, changes: [], refusals: once.refusals };
      expect(harden(frozen(once.manifest))).toEqual(again);
      expect(harden(frozen(once.manifest), given)).toEqual(again);
    }), runs);
  });

  test('says what it changes, and changes nothing where it says nothing', () => {
    fc.assert(fc.property(messyWorkloads.filter(workload => !isWindows(workload)), ({ manifest }) => {
      const result = harden(manifest);
      const isSame = JSON.stringify(result.manifest) === JSON.stringify(manifest);
      expect(result.changes.length === 0).toBe(isSame);
      for (const { before, after } of result.changes) { expect(after).not.toEqual(before); }
    }), runs);
  });

  test('with given waivers does what it does with those waivers on the object and on its template', () => {
    const hasMapOrNothing = (value: any, field: string): boolean => value?.[field] === undefined || isMap(value[field]);
    const isTidy = (object: any): boolean => hasMapOrNothing(object, 'metadata') && hasMapOrNothing(object?.metadata, 'annotations');
    const tidy = messyWorkloads.filter(workload => isTidy(workload.manifest) && isTidy(podOf(workload)));
    const annotate = ({ metadata, ...object }: any, annotations: any): any =>
      ({ ...object, metadata: { ...metadata, annotations: { ...metadata?.annotations, ...annotations } } });
    fc.assert(fc.property(tidy, waivers, ({ manifest, path }, given) => {
      const { annotations } = harden({ metadata: {} }, { waivers: given }).manifest.metadata;
      const set = (value: any, [key, ...rest]: readonly string[]): any =>
        key === undefined ? annotate(value, annotations) : { ...value, [key]: set(value[key], rest) };
      const carrying = annotate(set(manifest, path), annotations);
      const [asked, carried] = [harden(manifest, { waivers: given }), harden(carrying)];
      expect(asked.changes).toEqual(carried.changes);
      expect(asked.refusals).toEqual(carried.refusals);
    }), runs);
  });

  test('shares nothing with what it was given', () => {
    fc.assert(fc.property(messyWorkloads, options, ({ manifest }, given) => {
      const its = new Set(objectsIn(manifest));
      expect(objectsIn(harden(manifest, given)).filter(object => its.has(object))).toEqual([]);
    }), runs);
  });

  test('keeps sorted keys sorted', () => {
    fc.assert(fc.property(messyWorkloads, options, ({ manifest }, given) => {
      const result = harden(sorted(manifest), given).manifest;
      expect(JSON.stringify(result)).toBe(JSON.stringify(sorted(result)));
    }), runs);
  });

  test('keeps unsorted keys in their order', () => {
    fc.assert(fc.property(messyWorkloads, ({ manifest }) => {
      const after = harden(manifest).manifest;
      const kept = Object.keys(after).filter(key => key in manifest);
      expect(kept).toEqual(Object.keys(manifest).filter(key => key in after));
    }), runs);
  });

  test('never makes anything weaker', () => {
    fc.assert(fc.property(messyWorkloads.filter(workload => !isWindows(workload)), waivers, fc.boolean(), (workload, given, isWaived) => {
      const before: { [aspect: string]: number } = strengthOf(podOf(workload)?.spec);
      const after = strengthOf(podOf({ ...workload, manifest: harden(workload.manifest, { waivers: isWaived ? given : [] }).manifest })?.spec);
      // The API server refuses a container that is privileged, or holds CAP_SYS_ADMIN, and rules this out.
      const isForced = (aspect: string) => isWaived && aspect.endsWith(' noEscalation');
      expect(Object.keys(before).filter(aspect => after[aspect] < before[aspect] && !isForced(aspect))).toEqual([]);
    }), runs);
  });

  test('makes pods that the restricted standard takes, but for volumes, which it refuses', () => {
    const judged = messyWorkloads.filter(workload => isMap(podOf(workload)?.spec));
    fc.assert(fc.property(judged, workload => {
      const { manifest, refusals } = harden(workload.manifest);
      const broken = brokenControls(podOf({ ...workload, manifest }));
      const isRefused = refusals.some(({ check }) => ['host-path-volume', 'volume-types-restricted'].includes(check));
      expect(broken.filter(control => !VOLUME_CONTROLS.includes(control))).toEqual([]);
      expect(broken.length > 0).toBe(isRefused);
    }), runs);
  });

  test('never takes a pod that the standard takes for one that is not', () => {
    fc.assert(fc.property(messyWorkloads.filter(workload => isMap(podOf(workload)?.spec)), waivers, (workload, given) => {
      const before = brokenControls(podOf(workload));
      const after = brokenControls(podOf({ ...workload, manifest: harden(workload.manifest, { waivers: given }).manifest }));
      expect(after.filter(control => !before.includes(control) && control !== 'Privilege Escalation')).toEqual([]);
    }), runs);
  });
});

describe('hardening what is no workload', () => {
  test('leaves any value of any type as it is', () => {
    const word = fc.constantFrom(undefined, 'v1', 'apps/v1', 'ConfigMap', 'Namespace', null, 1, { toString: 'Pod' });
    const object = fc.record({ apiVersion: word, kind: word, metadata: fc.anything(), spec: fc.anything() });
    fc.assert(fc.property(fc.oneof(fc.anything(), object), value => {
      expect(harden(value as any)).toEqual({ manifest: value, changes: [], refusals: [] });
    }));
  });

  test.each(['v1 ConfigMap', 'v1 Secret', 'example.com/v1 Pod', 'v1 Deployment', 'rbac.authorization.k8s.io/v1 Role', 'serving.knative.dev/v2 Thing'])('leaves a pod inside a %s as it is', text => {
    const [apiVersion, kind] = text.split(' ');
    const manifest = { apiVersion, kind, spec: { hostPID: true, containers: [{ image: 'app' }], template: { spec: { hostPID: true } } } };
    expect(harden(frozen(manifest))).toEqual({ manifest, changes: [], refusals: [] });
  });
});
