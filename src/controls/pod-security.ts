import { CheckId } from './check-id';
import { AtLeast, Control } from './control';
import { FieldControl, FieldListControl, FieldOs, ItemFieldControl } from './field-control';

/*
 * What a hardened pod is, field by field. The rules marked PSS are those of the Pod Security Standards:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */

/** The user and group of a pod that names none: above 10000, where no account of a host usually is. */
const UNPRIVILEGED_ID = 10001;
/** Every user and group but root. */
const NOT_ROOT: AtLeast = { minimum: 1 };

/** The user of Windows containers without rights on the node. */
const WINDOWS_USER = 'ContainerUser';
const containerUser: Control<string> = { hardened: WINDOWS_USER, allowed: [WINDOWS_USER], unsetIsSafe: false };

const off: Control<boolean> = { hardened: false, allowed: [false], unsetIsSafe: true, waived: true };
const absent: Control<never> = { hardened: undefined, allowed: [], unsetIsSafe: true };
const mustBeFalse: Control<boolean> = { hardened: false, allowed: [false], unsetIsSafe: false, waived: true };
const mustBeTrue: Control<boolean> = { hardened: true, allowed: [true], unsetIsSafe: false, waived: false };
const unsetOr = <T>(control: Control<T>): Control<T> => ({ ...control, unsetIsSafe: true });

/** The type of the profile that the container runtime brings along. */
export const RUNTIME_DEFAULT_PROFILE = 'RuntimeDefault';

/** The type of a profile that stands in a file of the node. */
export const LOCALHOST_PROFILE = 'Localhost';

/** Seccomp (PSS restricted): https://kubernetes.io/docs/tutorials/security/seccomp/ */
const seccomp: Control<string> = {
  hardened: RUNTIME_DEFAULT_PROFILE,
  allowed: [RUNTIME_DEFAULT_PROFILE, LOCALHOST_PROFILE],
  unsetIsSafe: false,
  waived: 'Unconfined',
};

/** AppArmor (PSS baseline): unset means the runtime's own profile where the host has AppArmor. */
const appArmor: Control<string> = { ...seccomp, unsetIsSafe: true };

/** Users (PSS restricted) and groups, which the standard leaves open. */
const id: Control<number> = { hardened: UNPRIVILEGED_ID, allowed: NOT_ROOT, unsetIsSafe: false, waived: 0 };

/** SELinux (PSS baseline, types of v1.31 and later). */
export const SELINUX_TYPE: Control<string> = {
  hardened: undefined,
  allowed: ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'],
  unsetIsSafe: true,
};
const seLinuxEmpty: Control<string> = { hardened: undefined, allowed: [''], unsetIsSafe: true };

const field = (check: CheckId, path: string, control: Control<any>, os: FieldOs = 'linux', checkWhenUnset?: CheckId): FieldControl =>
  ({ check, checkWhenUnset, path: path.split('.'), control, os });

/** Fields that pods and containers share; a container's own value replaces the pod's. */
const sharedFields = (whereUnset: <T>(control: Control<T>) => Control<T>): FieldControl[] => [
  field(CheckId.RUN_AS_NON_ROOT, 'securityContext.runAsNonRoot', whereUnset(mustBeTrue), 'any'),
  field(CheckId.RUN_AS_USER_ROOT, 'securityContext.runAsUser', whereUnset(id)),
  field(CheckId.ROOT_GROUP, 'securityContext.runAsGroup', whereUnset(id)),
  field(CheckId.SECCOMP_UNCONFINED, 'securityContext.seccompProfile.type', whereUnset(seccomp), 'linux', CheckId.SECCOMP_PROFILE_MISSING),
  field(CheckId.APPARMOR_UNCONFINED, 'securityContext.appArmorProfile.type', appArmor),
  field(CheckId.SELINUX_CUSTOM_OPTIONS, 'securityContext.seLinuxOptions.type', SELINUX_TYPE),
  field(CheckId.SELINUX_CUSTOM_OPTIONS, 'securityContext.seLinuxOptions.user', seLinuxEmpty),
  field(CheckId.SELINUX_CUSTOM_OPTIONS, 'securityContext.seLinuxOptions.role', seLinuxEmpty),
  field(CheckId.WINDOWS_HOST_PROCESS, 'securityContext.windowsOptions.hostProcess', off, 'any'),
];

/** The fields of a pod spec. */
export const POD_FIELDS: readonly FieldControl[] = [
  field(CheckId.HOST_NETWORK, 'hostNetwork', off, 'any'),
  field(CheckId.HOST_PID, 'hostPID', off),
  field(CheckId.HOST_IPC, 'hostIPC', off),
  field(CheckId.SHARE_PROCESS_NAMESPACE, 'shareProcessNamespace', off),
  field(CheckId.SA_TOKEN_AUTOMOUNT, 'automountServiceAccountToken', mustBeFalse, 'any'),
  field(CheckId.SERVICE_LINKS, 'enableServiceLinks', mustBeFalse, 'any'),
  field(CheckId.ROOT_GROUP, 'securityContext.fsGroup', id),
  field(CheckId.WINDOWS_RUN_AS_USER, 'securityContext.windowsOptions.runAsUserName', containerUser, 'windows'),
  ...sharedFields(control => control),
];

/** The fields of a container, an init container, a sidecar or an ephemeral container. */
export const CONTAINER_FIELDS: readonly FieldControl[] = [
  field(CheckId.PRIVILEGED_CONTAINER, 'securityContext.privileged', off),
  field(CheckId.ALLOW_PRIVILEGE_ESCALATION, 'securityContext.allowPrivilegeEscalation', mustBeFalse),
  field(CheckId.READ_ONLY_ROOT_FS, 'securityContext.readOnlyRootFilesystem', mustBeTrue),
  field(CheckId.PROC_MOUNT_UNMASKED, 'securityContext.procMount', { hardened: undefined, allowed: ['Default'], unsetIsSafe: true }),
  field(CheckId.IMAGE_PULL_POLICY, 'imagePullPolicy', { hardened: 'Always', allowed: ['Always'], unsetIsSafe: false, waived: 'IfNotPresent' }, 'any'),
  field(CheckId.INTERACTIVE_CONTAINER, 'stdin', off, 'any'),
  field(CheckId.INTERACTIVE_CONTAINER, 'tty', off, 'any'),
  field(CheckId.WINDOWS_RUN_AS_USER, 'securityContext.windowsOptions.runAsUserName', { ...unsetOr(containerUser), hardened: undefined }, 'windows'),
  ...sharedFields(unsetOr),
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'].flatMap(handler =>
    ['httpGet', 'tcpSocket'].map(action => field(CheckId.HOST_PROBE_LIFECYCLE, `${handler}.${action}.host`, { ...absent, allowed: [''] as never[] }, 'any'))),
];

/** The capabilities that every container gives up, and those that it may have back (PSS restricted). */
export const CONTAINER_LISTS: readonly FieldListControl[] = [
  { check: CheckId.CAPABILITIES_DROP_ALL, path: ['securityContext', 'capabilities', 'drop'], control: { mustContain: ['ALL'] }, os: 'linux' },
  {
    check: CheckId.CAPABILITIES_ADDED,
    path: ['securityContext', 'capabilities', 'add'],
    control: { mustContain: [], mayContain: ['NET_BIND_SERVICE'] },
    os: 'linux',
  },
];

/** Fields of the ports and mounts of a container. */
export const CONTAINER_ITEM_FIELDS: readonly ItemFieldControl[] = [
  { check: CheckId.HOST_PORT, list: ['ports'], path: ['hostPort'], control: { ...absent, allowed: [0] as never[] }, os: 'any' },
  {
    check: CheckId.MOUNT_PROPAGATION,
    list: ['volumeMounts'],
    path: ['mountPropagation'],
    control: { hardened: undefined, allowed: ['None', 'HostToContainer'], unsetIsSafe: true },
    os: 'any',
  },
];

/** The sysctls that are namespaced and safe (PSS baseline, v1.32: the newest of the pinned version). */
export const SAFE_SYSCTLS: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

/** The annotations that set AppArmor profiles before Kubernetes 1.30, and the values that do not switch it off (PSS baseline). */
export const APPARMOR_ANNOTATION = {
  prefix: 'container.apparmor.security.beta.kubernetes.io/',
  allowed: /^(|runtime\/default|localhost\/.*)$/,
} as const;

/** The volume types that a pod may use (PSS restricted). */
export const VOLUME_TYPES: readonly string[] = [
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret',
];

/** Who a workload runs as where nobody says otherwise: user, group and owner of its volumes. */
export const DEFAULT_ID = UNPRIVILEGED_ID;

/** A volume's files change owner only where its root directory says that they must. */
export const FS_GROUP_CHANGE_POLICY = 'OnRootMismatch';

/** Files of secrets are readable by their owner alone (0400). */
export const SECRET_FILE_MODE = 0o400;
