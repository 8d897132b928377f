/*
 * Fields, what is weak in them and what becomes of it, in the words of the Pod Security Standards and of the catalogue of controls.
 * Written by hand, so that a row that the library's own tables get wrong is seen.
 */

/** One field, and what may and may not stand there. */
export interface WeakField {
  readonly check: string;
  /** From the pod spec, the container or the object. */
  readonly path: string;
  /** A weak value; undefined where the field has to be there. */
  readonly weak: unknown;
  /** What stands there afterwards; undefined where the field is gone. */
  readonly after: unknown;
  /** What is strong enough, and stays. */
  readonly good: readonly unknown[];
  readonly os?: 'windows';
}

const weak = (check: string, path: string, value: unknown, after: unknown, ...good: readonly unknown[]): WeakField =>
  ({ check, path, weak: value, after, good });

/** Fields of pods and containers alike. */
const shared: readonly WeakField[] = [
  weak('run-as-non-root', 'securityContext.runAsNonRoot', false, true, true),
  weak('run-as-user-root', 'securityContext.runAsUser', 0, 10001, 1, 999, 10001),
  weak('root-group', 'securityContext.runAsGroup', 0, 10001, 1, 999, 10001),
  weak('seccomp-unconfined', 'securityContext.seccompProfile.type', 'Unconfined', 'RuntimeDefault', 'RuntimeDefault', 'Localhost'),
  weak('apparmor-unconfined', 'securityContext.appArmorProfile.type', 'Unconfined', 'RuntimeDefault', undefined, 'RuntimeDefault', 'Localhost'),
  weak('selinux-custom-options', 'securityContext.seLinuxOptions.type', 'spc_t', undefined,
    undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'),
  weak('selinux-custom-options', 'securityContext.seLinuxOptions.user', 'system_u', undefined, undefined, ''),
  weak('selinux-custom-options', 'securityContext.seLinuxOptions.role', 'sysadm_r', undefined, undefined, ''),
  weak('windows-host-process', 'securityContext.windowsOptions.hostProcess', true, false, undefined, false),
];

const windows = (row: WeakField): WeakField => ({ ...row, os: 'windows' });

export const WEAK_POD_FIELDS: readonly WeakField[] = [
  ...shared,
  weak('run-as-non-root', 'securityContext.runAsNonRoot', undefined, true),
  weak('run-as-user-root', 'securityContext.runAsUser', undefined, 10001),
  weak('root-group', 'securityContext.runAsGroup', undefined, 10001),
  weak('root-group', 'securityContext.fsGroup', undefined, 10001),
  weak('seccomp-profile-missing', 'securityContext.seccompProfile.type', undefined, 'RuntimeDefault'),
  weak('root-group', 'securityContext.fsGroup', 0, 10001, 1, 999, 10001),
  weak('host-network', 'hostNetwork', true, false, undefined, false),
  weak('host-pid', 'hostPID', true, false, undefined, false),
  weak('host-ipc', 'hostIPC', true, false, undefined, false),
  weak('share-process-namespace', 'shareProcessNamespace', true, false, undefined, false),
  weak('sa-token-automount', 'automountServiceAccountToken', true, false, false),
  weak('sa-token-automount', 'automountServiceAccountToken', undefined, false),
  weak('service-links', 'enableServiceLinks', true, false, false),
  weak('service-links', 'enableServiceLinks', undefined, false),
  windows(weak('windows-run-as-user', 'securityContext.windowsOptions.runAsUserName', 'ContainerAdministrator', 'ContainerUser', 'ContainerUser')),
  windows(weak('windows-run-as-user', 'securityContext.windowsOptions.runAsUserName', undefined, 'ContainerUser')),
  windows(weak('windows-host-process', 'securityContext.windowsOptions.hostProcess', true, false, undefined, false)),
  windows(weak('host-network', 'hostNetwork', true, false, undefined, false)),
  windows(weak('run-as-non-root', 'securityContext.runAsNonRoot', undefined, true, true)),
];

export const WEAK_CONTAINER_FIELDS: readonly WeakField[] = [
  ...shared.map(row => ({ ...row, good: [undefined, ...row.good] })),
  weak('privileged-container', 'securityContext.privileged', true, false, undefined, false),
  weak('allow-privilege-escalation', 'securityContext.allowPrivilegeEscalation', true, false, false),
  weak('allow-privilege-escalation', 'securityContext.allowPrivilegeEscalation', undefined, false),
  weak('read-only-root-fs', 'securityContext.readOnlyRootFilesystem', false, true, true),
  weak('read-only-root-fs', 'securityContext.readOnlyRootFilesystem', undefined, true),
  weak('proc-mount-unmasked', 'securityContext.procMount', 'Unmasked', undefined, undefined, 'Default'),
  weak('image-pull-policy', 'imagePullPolicy', 'IfNotPresent', 'Always', 'Always'),
  weak('image-pull-policy', 'imagePullPolicy', 'Never', 'Always'),
  weak('image-pull-policy', 'imagePullPolicy', undefined, 'Always'),
  weak('interactive-container', 'stdin', true, false, undefined, false),
  weak('interactive-container', 'tty', true, false, undefined, false),
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap(handler =>
    ['httpGet', 'tcpSocket'].map(action => weak('host-probe-lifecycle', `${handler}.${action}.host`, 'example.com', undefined, undefined, ''))),
  windows(weak('windows-run-as-user', 'securityContext.windowsOptions.runAsUserName', 'NT AUTHORITY\\SYSTEM', undefined, undefined, 'ContainerUser')),
  windows(weak('windows-host-process', 'securityContext.windowsOptions.hostProcess', true, false, undefined, false)),
];

/** Lists of words; the weak words stand beside strong ones. */
export const WEAK_CONTAINER_LISTS: readonly WeakField[] = [
  weak('capabilities-drop-all', 'securityContext.capabilities.drop', undefined, ['ALL'], ['ALL'], ['ALL', 'NET_RAW']),
  weak('capabilities-drop-all', 'securityContext.capabilities.drop', [], ['ALL']),
  weak('capabilities-drop-all', 'securityContext.capabilities.drop', ['NET_RAW', 'all'], ['ALL']),
  weak('capabilities-added', 'securityContext.capabilities.add', ['NET_BIND_SERVICE', 'SYS_ADMIN'], ['NET_BIND_SERVICE'], undefined, [], ['NET_BIND_SERVICE']),
  weak('capabilities-added', 'securityContext.capabilities.add', ['CHOWN', 'ALL', 'net_bind_service'], undefined),
];

/** Fields of the first item of a list. */
export const WEAK_ITEM_FIELDS: readonly WeakField[] = [
  weak('host-port', 'ports[0].hostPort', 8080, undefined, undefined, 0),
  weak('mount-propagation', 'volumeMounts[0].mountPropagation', 'Bidirectional', undefined, undefined, 'None', 'HostToContainer'),
];

/** Fields of objects around pods, by apiVersion and kind. */
export const WEAK_OBJECT_FIELDS: readonly (WeakField & { readonly apiVersion: string; readonly kind: string })[] = [
  { ...weak('sa-object-automount', 'automountServiceAccountToken', true, false, false), apiVersion: 'v1', kind: 'ServiceAccount' },
  { ...weak('sa-object-automount', 'automountServiceAccountToken', undefined, false), apiVersion: 'v1', kind: 'ServiceAccount' },
  { ...weak('cronjob-concurrency', 'spec.concurrencyPolicy', 'Allow', 'Forbid', 'Forbid', 'Replace'), apiVersion: 'batch/v1', kind: 'CronJob' },
  { ...weak('cronjob-concurrency', 'spec.concurrencyPolicy', undefined, 'Forbid'), apiVersion: 'batch/v1', kind: 'CronJob' },
  { ...weak('job-ttl', 'spec.ttlSecondsAfterFinished', undefined, 86400, 0, 60, 604800), apiVersion: 'batch/v1', kind: 'Job' },
];
