import { strongPod, strongWindowsPod, withItems, withValue } from '../hardening/strong-pod';
import { WEAK_CONTAINER_FIELDS, WEAK_CONTAINER_LISTS, WEAK_ITEM_FIELDS, WEAK_POD_FIELDS, WeakField } from '../hardening/weak-fields';
import { brokenControls } from './pod-security-oracle';

/** What the standard calls the controls that it has in common with the library; the library's others are its own. */
const NAMES: { readonly [check: string]: string } = {
  'windows-host-process': 'HostProcess',
  'host-network': 'Host Namespaces',
  'host-pid': 'Host Namespaces',
  'host-ipc': 'Host Namespaces',
  'privileged-container': 'Privileged Containers',
  'host-port': 'Host Ports',
  'host-probe-lifecycle': 'Host Probes / Lifecycle Hooks',
  'apparmor-unconfined': 'AppArmor',
  'selinux-custom-options': 'SELinux',
  'proc-mount-unmasked': '/proc Mount Type',
  'allow-privilege-escalation': 'Privilege Escalation',
  'run-as-non-root': 'Running as Non-root',
  'seccomp-unconfined': 'Seccomp',
  'seccomp-profile-missing': 'Seccomp',
  'capabilities-drop-all': 'Capabilities',
  'capabilities-added': 'Capabilities',
};

/** The standard leaves the user of the image alone, and only root is refused. */
const nameOf = ({ check, weak }: WeakField): string | undefined => check === 'run-as-user-root' && weak === 0 ? 'Running as Non-root user' : NAMES[check];

const rows: [string, string, WeakField][] = [
  ...WEAK_POD_FIELDS.map((row): [string, WeakField] => ['', row]),
  ...[...WEAK_CONTAINER_FIELDS, ...WEAK_CONTAINER_LISTS, ...WEAK_ITEM_FIELDS].map((row): [string, WeakField] => ['containers[0].', row]),
].map(([part, row]) => [`${part}${row.path}=${JSON.stringify(row.weak) ?? 'nothing'}`, part, row]);

describe('the oracle of the restricted standard', () => {
  test.each(rows)('tells weak from strong: %s', (_, part, row) => {
    const strong = withItems(row.os === 'windows' ? strongWindowsPod() : strongPod());
    const broken = (value: unknown): string[] => brokenControls(withValue(strong, `spec.${part}${row.path}`, value));
    expect(brokenControls(strong)).toEqual([]);
    expect(broken(row.weak)).toEqual([nameOf(row)].filter(name => name !== undefined));
    expect(row.good.flatMap(broken)).toEqual([]);
  });

  test('knows volumes, sysctls and the annotations of AppArmor', () => {
    const broken = (path: string, value: unknown): string[] => brokenControls(withValue(strongPod(), path, value));
    expect(broken('spec.volumes', [{ name: 'a', hostPath: {} }])).toEqual(['HostPath Volumes', 'Volume Types']);
    expect(broken('spec.volumes', [{ name: 'a', nfs: {} }, { name: 'b', emptyDir: {} }])).toEqual(['Volume Types']);
    expect(broken('spec.volumes', [{ name: 'a', emptyDir: {} }, { name: 'b', secret: {} }, { name: 'c' }])).toEqual([]);
    expect(broken('spec.securityContext.sysctls', [{ name: 'kernel.msgmax' }])).toEqual(['Sysctls']);
    expect(broken('spec.securityContext.sysctls', [{ name: 'net.ipv4.tcp_rmem' }])).toEqual([]);
    const annotations = (profile: string) => ({ 'container.apparmor.security.beta.kubernetes.io/app': profile });
    expect(broken('metadata.annotations', annotations('unconfined'))).toEqual(['AppArmor']);
    expect(broken('metadata.annotations', annotations('runtime/default'))).toEqual([]);
  });

  test('asks every container for a value that the pod leaves out', () => {
    const bare = ['runAsNonRoot', 'seccompProfile'].reduce((pod, field) => withValue(pod, `spec.securityContext.${field}`, undefined), strongPod());
    expect(brokenControls(bare)).toEqual(['Running as Non-root', 'Seccomp']);
    const own = { runAsNonRoot: true, seccompProfile: { type: 'Localhost' } };
    const lists = ['containers', 'initContainers', 'ephemeralContainers'];
    const whole = lists.reduce((pod, list) => withValue(pod, `spec.${list}[0].securityContext`, { ...pod.spec[list][0].securityContext, ...own }), bare);
    expect(brokenControls(whole)).toEqual([]);
    expect(brokenControls(withValue(whole, 'spec.ephemeralContainers[0].securityContext.runAsNonRoot', undefined))).toEqual(['Running as Non-root']);
  });
});
