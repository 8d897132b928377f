/*
 * The Pod Security Standards, profile restricted in version v1.34, control by control as they are published:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * It shares no code with src, so that it can judge it. It reads YAML as it comes: a field of a wrong type is no value of the standard.
 */

type Yaml = any;

interface JudgedPod {
  readonly metadata: Yaml;
  readonly spec: Yaml;
  readonly containers: readonly Yaml[];
  readonly isWindows: boolean;
}

/** A field below a value; nothing where the way there is missing. */
function at(value: Yaml, path: string): Yaml {
  return path.split('.').reduce((its, key) => typeof its === 'object' && its !== null && Object.keys(its).includes(key) ? its[key] : undefined, value) ?? undefined;
}

const isMap = (value: Yaml): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const many = (value: Yaml): Yaml[] => Array.isArray(value) ? value : [];
const isOneOf = (...allowed: Yaml[]) => (value: Yaml): boolean => allowed.includes(value);

/** A field of the pod and of every container, each with its own value. */
const everywhere = ({ spec, containers }: JudgedPod, path: string): Yaml[] => [spec, ...containers].map(part => at(part, path));
const inContainers = ({ containers }: JudgedPod, path: string): Yaml[] => containers.map(part => at(part, path));

/** Whether every container has a good value of its own, or the pod has one for it; no part may have a bad one. */
function isSetForAll(pod: JudgedPod, path: string, isGood: (value: Yaml) => boolean): boolean {
  const ofPod = at(pod.spec, path);
  return everywhere(pod, path).every(value => value === undefined || isGood(value))
    && (ofPod !== undefined || inContainers(pod, path).every(value => value !== undefined));
}

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
];

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

const sourcesOf = ({ spec }: JudgedPod): string[] => many(at(spec, 'volumes')).filter(isMap)
  .flatMap(volume => Object.keys(volume).filter(key => key !== 'name' && at(volume, key) !== undefined));

/** The controls that nobody repairs: there is no other volume that the program would do with. */
export const VOLUME_CONTROLS = ['HostPath Volumes', 'Volume Types'];

/** The controls by the names that the standard gives them, with whether a pod keeps to them. */
const CONTROLS: { readonly [name: string]: (pod: JudgedPod) => boolean } = {
  // Baseline
  'HostProcess': pod => everywhere(pod, 'securityContext.windowsOptions.hostProcess').every(isOneOf(undefined, false)),
  'Host Namespaces': ({ spec }) => ['hostNetwork', 'hostPID', 'hostIPC'].every(field => isOneOf(undefined, false)(at(spec, field))),
  'Privileged Containers': pod => inContainers(pod, 'securityContext.privileged').every(isOneOf(undefined, false)),
  'HostPath Volumes': pod => !sourcesOf(pod).includes('hostPath'),
  'Host Ports': ({ containers }) => containers.flatMap(container => many(at(container, 'ports'))).map(port => at(port, 'hostPort')).every(isOneOf(undefined, 0)),
  'Host Probes / Lifecycle Hooks': pod => HANDLERS.flatMap(handler => ['httpGet', 'tcpSocket'].map(action => `${handler}.${action}.host`))
    .flatMap(path => inContainers(pod, path)).every(isOneOf(undefined, '')),
  'AppArmor': pod => everywhere(pod, 'securityContext.appArmorProfile.type').every(isOneOf(undefined, 'RuntimeDefault', 'Localhost'))
    && Object.entries(at(pod.metadata, 'annotations') ?? {}).filter(([key]) => key.startsWith(APPARMOR))
      .every(([, value]) => value === '' || value === 'runtime/default' || (typeof value === 'string' && value.startsWith('localhost/'))),
  'SELinux': pod => everywhere(pod, 'securityContext.seLinuxOptions.type')
    .every(isOneOf(undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'))
    && ['user', 'role'].every(field => everywhere(pod, `securityContext.seLinuxOptions.${field}`).every(isOneOf(undefined, ''))),
  '/proc Mount Type': pod => inContainers(pod, 'securityContext.procMount').every(isOneOf(undefined, 'Default')),
  'Sysctls': ({ spec }) => many(at(spec, 'securityContext.sysctls')).every(sysctl => SYSCTLS.includes(at(sysctl, 'name'))),
  // Restricted
  'Volume Types': pod => sourcesOf(pod).every(isOneOf(...VOLUMES)),
  'Privilege Escalation': pod => pod.isWindows || inContainers(pod, 'securityContext.allowPrivilegeEscalation').every(isOneOf(false)),
  'Running as Non-root': pod => isSetForAll(pod, 'securityContext.runAsNonRoot', isOneOf(true)),
  'Running as Non-root user': pod => everywhere(pod, 'securityContext.runAsUser').every(id => id === undefined || (typeof id === 'number' && id !== 0)),
  'Seccomp': pod => pod.isWindows || isSetForAll(pod, 'securityContext.seccompProfile.type', isOneOf('RuntimeDefault', 'Localhost')),
  'Capabilities': pod => pod.isWindows || pod.containers.every(container =>
    many(at(container, 'securityContext.capabilities.drop')).includes('ALL')
    && many(at(container, 'securityContext.capabilities.add')).every(isOneOf('NET_BIND_SERVICE'))),
};

/** The controls of the restricted profile that a pod, or the template of one, breaks. */
export function brokenControls({ metadata, spec }: { readonly metadata?: Yaml; readonly spec: Yaml }): string[] {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap(list => many(at(spec, list)))
    .filter(isMap);
  const pod: JudgedPod = { metadata, spec, containers, isWindows: at(spec, 'os.name') === 'windows' };
  return Object.keys(CONTROLS).filter(name => !CONTROLS[name](pod));
}
