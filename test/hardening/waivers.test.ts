import { CheckId } from '../../src/controls/check-id';
import { harden } from '../../src/hardening/harden';
import { Waiver } from '../../src/waivers/waiver';
import { frozen, inDeployment, strongPod, strongWindowsPod, valueAt, withItems, withValue } from './strong-pod';
import { WEAK_CONTAINER_FIELDS, WEAK_CONTAINER_LISTS, WEAK_ITEM_FIELDS, WEAK_OBJECT_FIELDS, WEAK_POD_FIELDS, WeakField } from './weak-fields';

const TEXT = '{"reason":"r","expires":"2027-06-30"}';
const waive = (check: string, container?: string) => Waiver.of(check as CheckId, { reason: 'r', expires: '2027-06-30', container });
const annotated = (object: any, check: string, text = TEXT): any =>
  ({ ...object, metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, [`waiver.cdk8s-hardened/${check}`]: text } } });
const named = (rows: readonly WeakField[]): [string, WeakField][] => rows.map(row => [`${row.path}=${JSON.stringify(row.weak) ?? 'nothing'} (${row.check})`, row]);

const baseOf = ({ os }: WeakField): any => os === 'windows' ? strongWindowsPod() : strongPod();
const weakPod = (row: WeakField, part: string): any => withValue(withItems(baseOf(row)), `spec.${part}${row.path}`, row.weak);

/** Whether the weak value stays, at its path in a Pod or in a Deployment. */
function stays(manifest: any, part: string, { path, weak }: WeakField, waivers: Waiver[] = []): boolean {
  const full = `${manifest.kind === 'Pod' ? '' : 'spec.template.'}spec.${part}${path}`;
  const result = harden(frozen(manifest), { waivers });
  const isUntouched = result.changes.every(change => change.path !== full);
  expect(JSON.stringify(valueAt(result.manifest, full)) === JSON.stringify(weak)).toBe(isUntouched);
  return isUntouched;
}

const CONTAINER_ROWS = [...WEAK_CONTAINER_FIELDS, ...WEAK_CONTAINER_LISTS, ...WEAK_ITEM_FIELDS];
const OTHER = CheckId.LIVENESS_PROBE;

describe('a waiver leaves what is weak', () => {
  test.each([...named(WEAK_POD_FIELDS), ...named(CONTAINER_ROWS).map(([name, row]): [string, WeakField] => [`container ${name}`, row])])('in %s', (name, row) => {
    const part = name.startsWith('container ') ? 'containers[0].' : '';
    const pod = weakPod(row, part);
    const deployment = inDeployment(pod);
    expect(stays(pod, part, row, [waive(row.check)])).toBe(true);
    expect(stays(annotated(pod, row.check), part, row)).toBe(true);
    expect(stays(deployment, part, row, [waive(row.check)])).toBe(true);
    expect(stays(annotated(deployment, row.check), part, row)).toBe(true);
    expect(stays(inDeployment(annotated(pod, row.check)), part, row)).toBe(true);
  });

  test.each(named(CONTAINER_ROWS))('of one container in that container only: %s', (_, row) => {
    const pod = weakPod(row, 'containers[0].');
    const text = '{"reason":"r","expires":"2027-06-30","container":"app"}';
    expect(stays(pod, 'containers[0].', row, [waive(row.check, 'app')])).toBe(true);
    expect(stays(annotated(pod, row.check, text), 'containers[0].', row)).toBe(true);
    expect(stays(pod, 'containers[0].', row, [waive(row.check, 'other')])).toBe(false);
    expect(stays(withValue(pod, 'spec.containers[0].name', undefined), 'containers[0].', row, [waive(row.check, 'app')])).toBe(false);
  });

  test.each(WEAK_OBJECT_FIELDS.map((row): [string, typeof row] => [`${row.kind} ${row.path}=${row.weak}`, row]))('in an object around pods: %s', (_, { apiVersion, kind, path, weak, check }) => {
    const object = withValue({ apiVersion, kind, metadata: { name: 'it' }, spec: { suspend: false } }, path, weak);
    const kept = annotated(object, check);
    expect(harden(frozen(object), { waivers: [waive(check)] })).toEqual({ manifest: kept, changes: [], refusals: [] });
    expect(harden(frozen(kept))).toEqual({ manifest: kept, changes: [], refusals: [] });
    expect(harden(frozen(annotated(object, OTHER))).changes).toHaveLength(1);
    expect(harden(frozen(object), { waivers: [waive(check, 'app')] }).changes).toHaveLength(1);
  });

  test.each<[string, any, string]>([
    ['unsafe-sysctls', [{ name: 'kernel.msgmax', value: '1' }], 'securityContext.sysctls'],
    ['root-group', [0], 'securityContext.supplementalGroups'],
    ['empty-dir-size-limit', [{ emptyDir: {}, name: 'a' }], 'volumes'],
  ])('in a list of the pod: %s', (check, weak, path) => {
    const row = { check, path, weak, after: undefined, good: [] };
    const pod = withValue(strongPod(), `spec.${path}`, weak);
    expect(stays(pod, '', row, [waive(check)])).toBe(true);
    expect(harden(frozen(pod), { waivers: [waive(OTHER)] }).changes).toHaveLength(1);
  });

  test('in an annotation of AppArmor, for the container that the annotation names', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/app';
    const pod = { ...strongPod(), metadata: { annotations: { [key]: 'unconfined' } } };
    const isLeft = (container?: string) => key in (harden(frozen(pod), { waivers: [waive('apparmor-unconfined', container)] }).manifest.metadata.annotations);
    expect([isLeft(), isLeft('app'), isLeft('other')]).toEqual([true, true, false]);
  });
});

describe('a waiver does not help', () => {
  test.each(named(WEAK_POD_FIELDS))('the pod where it is for another control, or for one container: %s', (_, row) => {
    const pod = weakPod(row, '');
    expect(stays(pod, '', row, [waive(OTHER)])).toBe(false);
    expect(stays(annotated(pod, OTHER), '', row)).toBe(false);
    expect(stays(pod, '', row, [waive(row.check, 'app')])).toBe(false);
  });

  test.each(named(CONTAINER_ROWS))('a container where it is for another control: %s', (_, row) => {
    expect(stays(weakPod(row, 'containers[0].'), 'containers[0].', row, [waive(OTHER), waive(OTHER, 'app')])).toBe(false);
  });

  test('where it is malformed, or on another part of the object', () => {
    const row = WEAK_POD_FIELDS.find(({ check }) => check === 'host-pid')!;
    const pod = weakPod(row, '');
    expect(stays(annotated(pod, 'host-pid', ` ${TEXT}`), '', row)).toBe(false);
    expect(stays(annotated(pod, 'host-pid', '{"reason":"r"}'), '', row)).toBe(false);
    expect(stays({ ...pod, metadata: { labels: annotated(pod, 'host-pid').metadata.annotations } }, '', row)).toBe(false);
    expect(stays(withValue(pod, 'spec.annotations', annotated(pod, 'host-pid').metadata.annotations), '', row)).toBe(false);
  });
});

describe('a given waiver', () => {
  const pod = strongPod();

  test('is written on the object and on its pod template, beside what stands there', () => {
    const deployment = inDeployment({ ...pod, metadata: { name: 'web', annotations: { a: '1', z: '2' } } });
    const { manifest } = harden(frozen(deployment), { waivers: [waive('host-pid'), waive('host-ipc', 'app')] });
    const written = { 'waiver.cdk8s-hardened/host-ipc': '{"reason":"r","expires":"2027-06-30","container":"app"}', 'waiver.cdk8s-hardened/host-pid': TEXT };
    expect(manifest.metadata.annotations).toEqual(written);
    expect(manifest.spec.template.metadata.annotations).toEqual({ a: '1', ...written, z: '2' });
    expect(Object.keys(manifest.spec.template.metadata.annotations)).toEqual(['a', 'waiver.cdk8s-hardened/host-ipc', 'waiver.cdk8s-hardened/host-pid', 'z']);
  });

  test('is written on a Pod once, and on an object without a pod too', () => {
    expect(harden(frozen(pod), { waivers: [waive('host-pid')] }).manifest).toEqual(annotated(pod, 'host-pid'));
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: {} };
    expect(harden(frozen(service), { waivers: [waive('host-pid')] }).manifest).toEqual(annotated(service, 'host-pid'));
  });

  test('is never in force unseen: of two for one control the last counts, which is the one that is written', () => {
    const weak = ['containers[0]', 'initContainers[0]'].reduce((its, part) => withValue(its, `spec.${part}.tty`, true), pod);
    const { manifest } = harden(frozen(weak), { waivers: [waive('interactive-container', 'app'), waive('interactive-container', 'setup')] });
    expect([manifest.spec.containers[0].tty, manifest.spec.initContainers[0].tty]).toEqual([false, true]);
    expect(harden(frozen(manifest))).toEqual({ manifest, changes: [], refusals: [] });
  });

  test('replaces the one that the object carries for the same control', () => {
    const weak = annotated(withValue(pod, 'spec.containers[0].tty', true), 'interactive-container');
    const { manifest } = harden(frozen(weak), { waivers: [waive('interactive-container', 'setup')] });
    expect(manifest.spec.containers[0].tty).toBe(false);
    expect(manifest.metadata.annotations['waiver.cdk8s-hardened/interactive-container']).toContain('"container":"setup"');
  });
});
