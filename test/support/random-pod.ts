import * as fc from 'fast-check';

type Arbitrary = fc.Arbitrary<any>;

/** What stands in real YAML where something else should. `toString` as a key breaks programs that make texts of maps. */
const MESS = fc.constantFrom<unknown>(null, null, '', 'text', 0, -1, 1.5, true, [], {}, [null], [[]], { toString: 'x' }, JSON.parse('{"__proto__":{"privileged":true}}'));

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Random specs of pods, and annotations, in which anything may stand anywhere. */
function podArbitraries(): { readonly spec: Arbitrary; readonly annotations: Arbitrary } {
  const or = (arbitrary: Arbitrary): Arbitrary => fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: MESS });
  const some = (...values: unknown[]): Arbitrary => or(fc.constantFrom(...values));
  const map = (fields: { [field: string]: Arbitrary }): Arbitrary => or(fc.record(fields, { requiredKeys: [] }));
  const list = (item: Arbitrary): Arbitrary => or(fc.array(item, { maxLength: 2 }));
  const words = (...values: string[]): Arbitrary => list(some(...values));

  const flag = some(true, false);
  const id = some(0, 1, 1000, 10001);
  const profile = or(fc.constantFrom({ type: 'RuntimeDefault' }, { type: 'Unconfined' }, { type: 'Localhost', localhostProfile: 'a.json' }));
  const quantity = some('0', '1m', '50m', '1', 2, '64Mi', '1Gi', '1e3');
  const amounts = map({ 'cpu': quantity, 'memory': quantity, 'ephemeral-storage': quantity });
  const resources = map({ limits: amounts, requests: amounts });

  const shared = {
    runAsNonRoot: flag,
    runAsUser: id,
    runAsGroup: id,
    seccompProfile: profile,
    appArmorProfile: profile,
    seLinuxOptions: map({ type: some('', 'container_t', 'spc_t'), user: some('', 'u'), role: some('', 'r'), level: some('s0') }),
    windowsOptions: map({ hostProcess: flag, runAsUserName: some('ContainerUser', 'ContainerAdministrator') }),
  };

  const handler = map({
    httpGet: map({ port: some(80), host: some('', 'example.com') }),
    tcpSocket: map({ port: some(80), host: some('', '10.0.0.1') }),
  });
  const mount = map({ name: some('data'), mountPath: some('/tmp', '/data'), mountPropagation: some('None', 'HostToContainer', 'Bidirectional') });

  const container = map({
    name: some('app', 'agent', 'proxy'),
    image: some('app:1', 'app', 'app:latest', 'host:443/app', `app@sha256:${'a'.repeat(64)}`),
    imagePullPolicy: some('Always', 'IfNotPresent', 'Never'),
    restartPolicy: some('Always'),
    stdin: flag,
    tty: flag,
    resources,
    securityContext: map({
      ...shared,
      privileged: flag,
      allowPrivilegeEscalation: flag,
      readOnlyRootFilesystem: flag,
      procMount: some('Default', 'Unmasked'),
      capabilities: map({ add: words('NET_BIND_SERVICE', 'CHOWN', 'SYS_ADMIN', 'CAP_SYS_ADMIN'), drop: words('ALL', 'all', 'NET_RAW') }),
    }),
    livenessProbe: handler,
    startupProbe: handler,
    lifecycle: map({ postStart: handler, preStop: handler }),
    ports: list(map({ containerPort: some(80), hostPort: some(0, 80) })),
    volumeMounts: list(mount),
    env: list(or(fc.constantFrom({ name: 'A', value: 'a' }, { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }))),
    envFrom: list(or(fc.constantFrom({ configMapRef: { name: 'c' } }, { secretRef: { name: 's' } }))),
  });

  const source = or(fc.constantFrom(
    {}, { emptyDir: {} }, { emptyDir: { sizeLimit: '1Mi' } }, { emptyDir: { medium: 'Memory', sizeLimit: 0 } }, { configMap: { name: 'c' } },
    { hostPath: { path: '/' } }, { nfs: { server: 's', path: '/' } }, { projected: { sources: [] } },
  ));
  const volume = fc.tuple(map({ name: some('data', 'app-tmp') }), source).map(([name, its]) => isPlain(name) && isPlain(its) ? { ...name, ...its } : its);

  const spec = map({
    hostNetwork: flag,
    hostPID: flag,
    hostIPC: flag,
    shareProcessNamespace: flag,
    automountServiceAccountToken: flag,
    enableServiceLinks: flag,
    os: map({ name: some('linux', 'windows') }),
    resources,
    securityContext: map({
      ...shared,
      fsGroup: id,
      fsGroupChangePolicy: some('OnRootMismatch', 'Always'),
      supplementalGroups: list(id),
      sysctls: list(map({ name: some('kernel.shm_rmid_forced', 'net.ipv4.tcp_rmem', 'kernel.msgmax', 'net.core.somaxconn'), value: some('1') })),
    }),
    containers: list(container),
    initContainers: list(container),
    ephemeralContainers: list(container),
    volumes: list(volume),
  });
  const annotations = map({
    'container.apparmor.security.beta.kubernetes.io/app': some('runtime/default', 'unconfined', 'localhost/a', ''),
    'note': some('text'),
    'waiver.cdk8s-hardened/host-pid': some('malformed'),
    // Of a control that the Pod Security Standards do not have.
    'waiver.cdk8s-hardened/service-links': some('malformed', '{"reason":"r","expires":"2027-06-30"}'),
  });
  return { spec, annotations };
}

/** Where each kind keeps its pod, by the fields on the way. */
const KINDS: readonly (readonly [apiVersion: string, kind: string, path: readonly string[]])[] = [
  ['v1', 'Pod', []], ['v1', 'PodTemplate', ['template']], ['v1', 'ReplicationController', ['spec', 'template']], ['apps/v1', 'Deployment', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', ['spec', 'template']], ['apps/v1', 'DaemonSet', ['spec', 'template']], ['batch/v1', 'Job', ['spec', 'template']],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']], ['argoproj.io/v1alpha1', 'Rollout', ['spec', 'template']],
  ['keda.sh/v1alpha1', 'ScaledJob', ['spec', 'jobTargetRef', 'template']], ['serving.knative.dev/v1', 'Service', ['spec', 'template']],
];

/** A workload, and where its pod is. */
export interface RandomWorkload {
  readonly manifest: any;
  readonly path: readonly string[];
}

const messy = podArbitraries();
const metadata = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: fc.constant('web'), annotations: messy.annotations }, { requiredKeys: ['name'] }) },
  { weight: 1, arbitrary: MESS },
);

/** Workloads as real YAML has them: wrong types, nulls and texts anywhere, Windows pods, containers of all kinds. */
export const messyWorkloads: fc.Arbitrary<RandomWorkload> =
  fc.tuple(fc.constantFrom(...KINDS), metadata, fc.option(metadata, { nil: undefined }), messy.spec).map(([row, own, inner, spec]) => {
    const [apiVersion, kind, path] = row;
    const template = inner === undefined ? { spec } : { metadata: inner, spec };
    const inObject = path.length === 0 ? { spec } : path.reduceRight<any>((value, key) => ({ [key]: value }), template);
    return { manifest: { apiVersion, kind, metadata: own, ...inObject }, path };
  });

/** The pod of a workload; undefined where it has none. */
export function podOf({ manifest, path }: RandomWorkload): any {
  return path.reduce((value, key) => value?.[key], manifest);
}
