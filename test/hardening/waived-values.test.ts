import { CheckId } from '../../src/controls/check-id';
import { harden } from '../../src/hardening/harden';
import { Waiver } from '../../src/waivers/waiver';
import { frozen, strongPod, valueAt, withValue } from './strong-pod';

const waive = (check: string, container?: string) => Waiver.of(check as CheckId, { reason: 'r', expires: '2027-06-30', container });
const hardenAsConstruct = (manifest: any, ...waivers: Waiver[]) => harden(frozen(manifest), { waivers, setsWaivedValues: true });

/** Fields of each container, by the value that a waiver sets there. */
const CONTAINERS = ['initContainers[0]', 'containers[0]', 'ephemeralContainers[0]'];
const everywhere = (path: string, value: unknown): [string, unknown][] => ['', ...CONTAINERS].map(part => [`spec.${part === '' ? '' : `${part}.`}${path}`, value]);
const inContainers = (path: string, value: unknown): [string, unknown][] => everywhere(path, value).slice(1);

/** What each waiver asks for, by path. */
const SET: { readonly [check: string]: [string, unknown][] } = {
  'host-network': [['spec.hostNetwork', true]],
  'host-pid': [['spec.hostPID', true]],
  'host-ipc': [['spec.hostIPC', true]],
  'share-process-namespace': [['spec.shareProcessNamespace', true]],
  'sa-token-automount': [['spec.automountServiceAccountToken', true]],
  'service-links': [['spec.enableServiceLinks', true]],
  'run-as-non-root': everywhere('securityContext.runAsNonRoot', false),
  'run-as-user-root': everywhere('securityContext.runAsUser', 0),
  'root-group': [['spec.securityContext.fsGroup', 0], ...everywhere('securityContext.runAsGroup', 0)],
  'seccomp-unconfined': everywhere('securityContext.seccompProfile.type', 'Unconfined'),
  'apparmor-unconfined': everywhere('securityContext.appArmorProfile.type', 'Unconfined'),
  'windows-host-process': everywhere('securityContext.windowsOptions.hostProcess', true),
  // The API server refuses a privileged container that rules out privilege escalation.
  'privileged-container': [...inContainers('securityContext.privileged', true), ...inContainers('securityContext.allowPrivilegeEscalation', true)],
  'allow-privilege-escalation': inContainers('securityContext.allowPrivilegeEscalation', true),
  'read-only-root-fs': inContainers('securityContext.readOnlyRootFilesystem', false),
  'image-pull-policy': inContainers('imagePullPolicy', 'IfNotPresent'),
  'interactive-container': [...inContainers('stdin', true), ...inContainers('tty', true)],
};

describe('in a construct, a waiver', () => {
  test.each(Object.entries(SET))('of %s sets the weaker value, and nothing else', (check, values) => {
    const { manifest, changes, refusals } = hardenAsConstruct(strongPod(), waive(check));
    const expected = values.reduce((pod, [path, value]) => withValue(pod, path, value), strongPod());
    expect(manifest).toEqual({ ...expected, metadata: { ...expected.metadata, annotations: { [`waiver.cdk8s-hardened/${check}`]: '{"reason":"r","expires":"2027-06-30"}' } } });
    expect(changes.map(({ path, after }) => [path, after]).sort()).toEqual([...values].sort());
    expect(new Set(changes.map(change => change.check))).toEqual(new Set([check]));
    expect(refusals).toEqual([]);
  });

  test.each(Object.entries(SET))('of %s sets it where nothing stands, and leaves it the next time', (check, values) => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{}], ephemeralContainers: [{}], initContainers: [{}] } };
    const { manifest } = hardenAsConstruct(bare, waive(check));
    expect(values.map(([path]) => [path, valueAt(manifest, path)])).toEqual(values);
    expect(hardenAsConstruct(manifest, waive(check)).changes).toEqual([]);
    expect(harden(frozen(manifest))).toMatchObject({ manifest, changes: [] });
  });

  test.each(Object.values(CheckId).filter(check => !(check in SET)))('of %s only permits what stands there', check => {
    expect(hardenAsConstruct(strongPod(), waive(check)).changes).toEqual([]);
  });

  test('of one container sets it in that container alone', () => {
    for (const [check, values] of Object.entries(SET)) {
      const paths = hardenAsConstruct(strongPod(), waive(check, 'app')).changes.map(({ path }) => path);
      expect(paths.sort()).toEqual(values.map(([path]) => path).filter(path => path.startsWith('spec.containers[0].')).sort());
    }
  });

  test('of a missing seccomp profile leaves it missing, and does not switch seccomp off', () => {
    const path = 'spec.securityContext.seccompProfile';
    const { manifest, changes } = hardenAsConstruct(withValue(strongPod(), path, undefined), waive('seccomp-profile-missing'));
    expect(changes).toEqual([]);
    expect(valueAt(manifest, path)).toBeUndefined();
    expect(valueAt(hardenAsConstruct(withValue(strongPod(), `${path}.type`, 'Unconfined'), waive('seccomp-profile-missing')).manifest, path)).toEqual({ type: 'RuntimeDefault' });
  });

  test('of a profile takes the file of a Localhost profile away, which the API server refuses beside another type', () => {
    const path = 'spec.securityContext.seccompProfile';
    const { manifest } = hardenAsConstruct(withValue(strongPod(), path, { localhostProfile: 'a.json', type: 'Localhost' }), waive('seccomp-unconfined'));
    expect(valueAt(manifest, path)).toEqual({ type: 'Unconfined' });
  });

  test('keeps a weak value that is another one than its own', () => {
    const pod = withValue(strongPod(), 'spec.containers[0].imagePullPolicy', 'Never');
    expect(hardenAsConstruct(pod, waive('image-pull-policy')).manifest.spec.containers[0].imagePullPolicy).toBe('Never');
  });

  test.each<[string, string, string, string, unknown]>([
    ['sa-object-automount', 'v1', 'ServiceAccount', 'automountServiceAccountToken', true],
    ['cronjob-concurrency', 'batch/v1', 'CronJob', 'spec.concurrencyPolicy', 'Allow'],
  ])('of %s sets it on the object too', (check, apiVersion, kind, path, value) => {
    const object = { apiVersion, kind, metadata: { name: 'it' }, spec: {} };
    const { manifest, changes } = hardenAsConstruct(object, waive(check));
    expect(changes).toEqual([{ check, path, before: undefined, after: value }]);
    expect(valueAt(manifest, path)).toBe(value);
    expect(hardenAsConstruct(manifest, waive(check)).changes).toEqual([]);
  });
});

describe('privilege escalation', () => {
  const containerOf = (securityContext: any, ...checks: string[]) =>
    harden(frozen(withValue(strongPod(), 'spec.containers[0].securityContext', securityContext)), { waivers: checks.map(check => waive(check)) });
  const valueIn = (securityContext: any, ...checks: string[]): unknown =>
    containerOf(securityContext, ...checks).manifest.spec.containers[0].securityContext.allowPrivilegeEscalation;

  test('is possible in a container that is privileged under a waiver, as it is anyway', () => {
    expect([undefined, null, false, true].map(allowPrivilegeEscalation => valueIn({ privileged: true, allowPrivilegeEscalation }, 'privileged-container'))).toEqual([true, true, true, true]);
  });

  test('that is possible so is no change where it was before', () => {
    const strong = strongPod().spec.containers[0].securityContext;
    expect(containerOf({ ...strong, privileged: true, allowPrivilegeEscalation: true }, 'privileged-container').changes).toEqual([]);
  });

  test('is possible with CAP_SYS_ADMIN under a waiver, because the API server refuses the two together', () => {
    const strong = strongPod().spec.containers[0].securityContext;
    const { changes } = containerOf({ ...strong, capabilities: { add: ['CAP_SYS_ADMIN'], drop: ['ALL'] } }, 'capabilities-added');
    expect(changes).toEqual([{ check: 'capabilities-added', path: 'spec.containers[0].securityContext.allowPrivilegeEscalation', before: false, after: true }]);
  });

  test('stays ruled out with other capabilities, SYS_ADMIN without the prefix among them', () => {
    for (const word of ['SYS_ADMIN', 'NET_ADMIN', 'cap_sys_admin', { toString: 'CAP_SYS_ADMIN' }]) { expect(valueIn({ capabilities: { add: [word] } }, 'capabilities-added')).toBe(false); }
  });

  test('is ruled out where the capability, or the privilege, is not waived', () => {
    expect([valueIn({ privileged: true }), valueIn({ capabilities: { add: ['CAP_SYS_ADMIN'] } }), valueIn({ privileged: 'true' }, 'privileged-container')]).toEqual([false, false, false]);
  });
});
