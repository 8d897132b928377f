/*
 * How strong a Linux pod is, as numbers that must not fall. It shares no code with src, so that it can judge it.
 * What stands in a wrong type counts as not being there.
 */

type Yaml = any;

const at = (value: Yaml, ...path: string[]): Yaml => path.reduce((its, key) => typeof its === 'object' && its !== null && Object.keys(its).includes(key) ? its[key] : undefined, value);
const many = (value: Yaml): Yaml[] => Array.isArray(value) ? value : [];
const is = (condition: boolean): number => condition ? 1 : 0;

/** Of two values the one that counts: a container's own, else the pod's. */
const effective = (container: Yaml, pod: Yaml, ...path: string[]): Yaml => at(container, 'securityContext', ...path) ?? at(pod, 'securityContext', ...path);

/** An id that is set counts more than that of the image, which may be root, and root counts least. */
function strengthOfId(id: Yaml): number {
  if (typeof id !== 'number') { return 1; }
  return id === 0 ? 0 : 2;
}

const strengthOfSeLinux = (part: Yaml): number => -['type', 'user', 'role'].filter(field => {
  const value = at(part, 'securityContext', 'seLinuxOptions', field);
  return typeof value === 'string' && value !== '' && !(field === 'type' && value.startsWith('container_'));
}).length;

function strengthOfContainer(container: Yaml, pod: Yaml): { [aspect: string]: number } {
  const own = (...path: string[]): Yaml => at(container, 'securityContext', ...path);
  const dropped = many(own('capabilities', 'drop'));
  const handlers = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']];
  return {
    notPrivileged: is(own('privileged') !== true),
    noEscalation: is(own('allowPrivilegeEscalation') === false),
    readOnlyRoot: is(own('readOnlyRootFilesystem') === true),
    procMasked: is(own('procMount') !== 'Unmasked'),
    noHostProcess: is(effective(container, pod, 'windowsOptions', 'hostProcess') !== true),
    nonRoot: is(effective(container, pod, 'runAsNonRoot') === true),
    user: strengthOfId(effective(container, pod, 'runAsUser')),
    group: strengthOfId(effective(container, pod, 'runAsGroup')),
    seccomp: is(['RuntimeDefault', 'Localhost'].includes(effective(container, pod, 'seccompProfile', 'type'))),
    appArmor: is(effective(container, pod, 'appArmorProfile', 'type') !== 'Unconfined'),
    seLinux: strengthOfSeLinux(container),
    dropped: dropped.includes('ALL') ? 1000 : dropped.length,
    added: -many(own('capabilities', 'add')).length,
    hostPorts: -many(at(container, 'ports')).filter(port => typeof at(port, 'hostPort') === 'number' && at(port, 'hostPort') !== 0).length,
    propagation: -many(at(container, 'volumeMounts')).filter(mount => at(mount, 'mountPropagation') === 'Bidirectional').length,
    hosts: -handlers.flatMap(path => ['httpGet', 'tcpSocket'].map(action => at(container, ...path, action, 'host'))).filter(host => typeof host === 'string' && host !== '').length,
    pulled: is(at(container, 'imagePullPolicy') === 'Always'),
    notInteractive: is(at(container, 'stdin') !== true) + is(at(container, 'tty') !== true),
    limited: ['cpu', 'memory', 'ephemeral-storage'].filter(name => at(container, 'resources', 'limits', name) !== undefined).length,
  };
}

/** The strength of a pod spec and of each of its containers, by aspect. */
export function strengthOf(pod: Yaml): { [aspect: string]: number } {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap(list => many(at(pod, list)).flatMap((container, index) =>
    Object.entries(strengthOfContainer(container, pod)).map(([aspect, value]) => [`${list}[${index}] ${aspect}`, value])));
  return {
    ...Object.fromEntries(['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'].map(field => [field, is(at(pod, field) !== true)])),
    noToken: is(at(pod, 'automountServiceAccountToken') === false),
    noServiceLinks: is(at(pod, 'enableServiceLinks') === false),
    fsGroup: strengthOfId(at(pod, 'securityContext', 'fsGroup')),
    groups: -many(at(pod, 'securityContext', 'supplementalGroups')).filter(group => group === 0).length,
    sysctls: -many(at(pod, 'securityContext', 'sysctls')).length,
    seLinux: strengthOfSeLinux(pod),
    volumesLimited: many(at(pod, 'volumes')).filter(volume => at(volume, 'emptyDir', 'sizeLimit') !== undefined).length,
    ...Object.fromEntries(containers),
  };
}
