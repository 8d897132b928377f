/** Pods that are as strong as they can be, written by hand: nothing of the library made them. */

const container = (name: string): any => ({
  name,
  image: 'registry.example.com/app:1.4',
  imagePullPolicy: 'Always',
  resources: { limits: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '1Gi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
});

/** A pod for Linux with one container of each kind. */
export function strongPod(): any {
  const { resources: _, ...ephemeral } = container('debugger');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      automountServiceAccountToken: false,
      containers: [container('app')],
      enableServiceLinks: false,
      ephemeralContainers: [ephemeral],
      initContainers: [container('setup')],
      securityContext: { fsGroup: 2000, runAsGroup: 2000, runAsNonRoot: true, runAsUser: 2000, seccompProfile: { type: 'RuntimeDefault' } },
    },
  };
}

/** A pod for Windows, which knows few of the fields. */
export function strongWindowsPod(): any {
  const { securityContext: _, ...app } = container('app');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      automountServiceAccountToken: false,
      containers: [app],
      enableServiceLinks: false,
      os: { name: 'windows' },
      securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
    },
  };
}

/** The same pod as the template of a Deployment. */
export function inDeployment({ metadata: { name, ...metadata }, spec }: any): any {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { template: { metadata, spec } } };
}

const stepsOf = (path: string): string[] => path.replaceAll('[', '.').replaceAll(']', '').split('.');

/** The value at a path such as `spec.containers[0].image`. */
export function valueAt(manifest: any, path: string): any {
  return stepsOf(path).reduce((value, key) => value?.[key], manifest);
}

/** A copy with a value at a path; undefined takes away what stands there, and maps that this leaves empty. */
export function withValue(manifest: any, path: string, value: unknown): any {
  const [key, ...rest] = stepsOf(path);
  const copy = Array.isArray(manifest) ? [...manifest] : { ...manifest };
  const its = rest.length === 0 ? value : withValue(copy[key] ?? {}, rest.join('.'), value);
  if (its === undefined || (value === undefined && typeof its === 'object' && its !== null && Object.keys(its).length === 0)) {
    delete copy[key];
  } else {
    copy[key] = its;
  }
  return copy;
}

/** A pod with a port and a mount in each container, for the fields of their items. */
export function withItems(pod: any): any {
  const places = ['containers', 'initContainers', 'ephemeralContainers'].filter(list => pod.spec[list]).map(list => `spec.${list}[0]`);
  const withPorts = places.reduce((its, place) => withValue(its, `${place}.ports`, [{ containerPort: 8080 }]), pod);
  return places.reduce((its, place) => withValue(its, `${place}.volumeMounts`, [{ mountPath: '/data', name: 'data' }]), withPorts);
}

/** The value, which throws from now on where somebody changes it. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) { Object.values(Object.freeze(value)).forEach(frozen); }
  return value;
}
