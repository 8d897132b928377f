import { Duration, Size } from 'cdk8s';
import { ConfigMap, Cpu, EnvValue, HorizontalPodAutoscaler, Probe, Secret, Volume } from 'cdk8s-plus-27';
import { Probes, Resources, Run, SecretFiles, SecureWorkload, SecureWorkloadProps, VolumeClaim } from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { newChart, ofKind, only, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const worker = { image, probes: Probes.command(['/healthy']) };

function manifestsOf(props: Partial<SecureWorkloadProps> = {}, id = 'app'): any[] {
  const chart = newChart();
  new SecureWorkload(chart, id, { image, port: 8080, ...props });
  return synth(chart);
}

const podOf = (manifests: any[], kind = 'Deployment'): any => {
  const { spec } = only(manifests, kind);
  return (kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template).spec;
};

describe('a workload of which nothing but image and port is said', () => {
  const manifests = manifestsOf();
  const spec = podOf(manifests);

  test('is what the snapshots show', () => {
    expectSnapshot(ofKind(manifests, 'Deployment'), 'secure-workload/default-deployment.yaml');
    expectSnapshot(ofKind(manifests, 'ServiceAccount', 'Service', 'NetworkPolicy', 'PodDisruptionBudget'), 'secure-workload/default-around.yaml');
  });

  test('has an account of its own whose token nobody mounts', () => {
    expect(spec.serviceAccountName).toBe('app');
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(only(manifests, 'ServiceAccount')).toMatchObject({ metadata: { name: 'app' }, automountServiceAccountToken: false });
  });

  test('runs as nobody known to the node', () => {
    expect(spec.securityContext).toEqual({
      fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 10001, runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('gives its container nothing that it could misuse', () => {
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
    });
  });

  test('reserves and limits cpu, memory and ephemeral storage', () => {
    expect(spec.containers[0].resources).toEqual({
      limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '256Mi' },
      requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
    });
  });

  test('is probed at its port, liveness more patiently than readiness', () => {
    expect(spec.containers[0]).toMatchObject({
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10, failureThreshold: 3 },
      livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 20, failureThreshold: 6 },
    });
    expect(spec.containers[0].startupProbe).toBeUndefined();
  });

  test('has two replicas on different nodes, of which one may be away', () => {
    expect(only(manifests, 'Deployment').spec).toMatchObject({ replicas: 2, revisionHistoryLimit: 3 });
    expect(spec.topologySpreadConstraints).toEqual([{
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'app' } }, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway',
    }]);
    expect(only(manifests, 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': 'app' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('is reachable inside the cluster alone, and by nobody until an edge is added', () => {
    expect(only(manifests, 'Service').spec).toEqual({
      ports: [{ name: 'tcp-8080', port: 8080, protocol: 'TCP', targetPort: 8080 }], selector: { 'app.kubernetes.io/name': 'app' }, type: 'ClusterIP',
    });
    expect(only(manifests, 'NetworkPolicy').spec).toMatchObject({ ingress: [], policyTypes: ['Ingress', 'Egress'] });
    expect(only(manifests, 'NetworkPolicy').spec.egress).toHaveLength(1);
  });

  test('injects no service addresses, pulls its image each time and ends in 30 seconds', () => {
    expect(spec).toMatchObject({ enableServiceLinks: false, terminationGracePeriodSeconds: 30, hostNetwork: false });
    expect(spec.containers[0].imagePullPolicy).toBe('Always');
  });
});

describe('kinds of workloads', () => {
  test('a StatefulSet has a headless Service and a disk for each replica', () => {
    const claim = VolumeClaim.of('data', { mountPath: '/data', size: Size.gibibytes(10), storageClassName: 'fast' });
    const manifests = manifestsOf({ run: Run.statefulSet({ replicas: 3, volumeClaims: [claim] }), port: 5432 }, 'db');
    expect(only(manifests, 'Service').spec.clusterIP).toBe('None');
    expect(only(manifests, 'StatefulSet').spec.serviceName).toBe('db');
    expectSnapshot(ofKind(manifests, 'StatefulSet'), 'secure-workload/stateful-set.yaml');
  });

  test('a DaemonSet has neither replicas nor a budget', () => {
    const manifests = manifestsOf({ ...worker, port: undefined, run: Run.daemonSet() });
    expect(only(manifests, 'DaemonSet').spec.revisionHistoryLimit).toBe(3);
    expect(ofKind(manifests, 'PodDisruptionBudget', 'Service')).toEqual([]);
    expect(podOf(manifests, 'DaemonSet').topologySpreadConstraints).toBeUndefined();
  });

  test('a Job ends, is tried again three times and is cleaned up after a day', () => {
    const manifests = manifestsOf({ run: Run.job(), port: undefined });
    expect(only(manifests, 'Job').spec).toMatchObject({ activeDeadlineSeconds: 3600, backoffLimit: 3, ttlSecondsAfterFinished: 86400 });
    expect(podOf(manifests, 'Job').restartPolicy).toBe('Never');
  });

  test('a Job says for itself how long, how often and until when', () => {
    const run = Run.job({ activeDeadline: Duration.minutes(5), backoffLimit: 0, ttlAfterFinished: Duration.hours(1) });
    expect(only(manifestsOf({ run, port: undefined }), 'Job').spec).toMatchObject({ activeDeadlineSeconds: 300, backoffLimit: 0, ttlSecondsAfterFinished: 3600 });
  });

  test('a CronJob never runs twice at once', () => {
    const manifests = manifestsOf({ run: Run.cronJob({ schedule: '0 3 * * *', timeZone: 'Europe/Berlin' }), port: undefined }, 'night');
    expect(only(manifests, 'CronJob').spec).toMatchObject({ concurrencyPolicy: 'Forbid', schedule: '0 3 * * *', timeZone: 'Europe/Berlin', startingDeadlineSeconds: 300 });
    expectSnapshot(ofKind(manifests, 'CronJob', 'NetworkPolicy'), 'secure-workload/cron-job.yaml');
  });

  test.each([
    ['deployment', Run.deployment()], ['statefulSet', Run.statefulSet()], ['daemonSet', Run.daemonSet()],
    ['job', Run.job()], ['cronJob', Run.cronJob({ schedule: '@daily' })],
  ] as const)('the construct of cdk8s-plus stays reachable as %s', (kind, run) => {
    const workload = new SecureWorkload(newChart(), 'app', { image, port: 8080, run });
    const kinds = ['deployment', 'statefulSet', 'daemonSet', 'job', 'cronJob'] as const;
    expect(kinds.filter(other => workload[other] !== undefined)).toEqual([kind]);
    expect(workload[kind]).toBe(workload.workload);
  });
});

describe('containers', () => {
  test('init containers and native sidecars are as hardened as the main one', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
    workload.addInitContainer('migrate', { image: 'registry.example.com/migrate:2', command: ['migrate'] });
    expectSnapshot(ofKind(synth(chart), 'Deployment'), 'secure-workload/init-container.yaml');
    workload.addSidecar('proxy', { image: 'registry.example.com/proxy:3', port: 9000, writablePaths: ['/tmp'] });
    workload.addContainer('exporter', { image: 'registry.example.com/exporter:4', port: 9100 });
    const spec = podOf(synth(chart));
    expect(spec.initContainers.map((c: any) => [c.name, c.restartPolicy])).toEqual([['migrate', undefined], ['proxy', 'Always']]);
    for (const container of [...spec.initContainers, ...spec.containers]) {
      expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
      expect(Object.keys(container.resources.limits)).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    }
    expect(spec.initContainers[0].livenessProbe).toBeUndefined();
    expect(spec.initContainers[1].readinessProbe).toMatchObject({ tcpSocket: { port: 9000 } });
  });

  test('each declared path is writable, limited in size, and its own', () => {
    const spec = podOf(manifestsOf({ writablePaths: ['/tmp', '/var/cache/nginx'], writablePathSize: Size.mebibytes(10) }));
    expect(spec.volumes).toEqual([{ emptyDir: { sizeLimit: '10Mi' }, name: 'main-tmp' }, { emptyDir: { sizeLimit: '10Mi' }, name: 'main-var-cache-nginx' }]);
    expect(spec.containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'main-tmp' }, { mountPath: '/var/cache/nginx', name: 'main-var-cache-nginx' }]);
  });

  test('the keys of a secret that are named, and no others, are files that only their owner reads', () => {
    const chart = newChart();
    const secret = Secret.fromSecretName(chart, 'secret', 'database');
    new SecureWorkload(chart, 'app', { image, port: 8080, secrets: [SecretFiles.of(secret, { mountPath: '/etc/database', keys: ['user', 'password'] })] });
    const spec = podOf(synth(chart));
    expect(spec.volumes[0].secret).toEqual({
      defaultMode: 0o400, items: [{ key: 'password', path: 'password' }, { key: 'user', path: 'user' }], secretName: 'database',
    });
    expect(spec.containers[0].volumeMounts[0]).toMatchObject({ mountPath: '/etc/database', readOnly: true });
  });

  test('what cdk8s-plus knows of containers goes on working', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080, envVariables: { LEVEL: EnvValue.fromValue('info') }, args: ['serve'] });
    const settings = new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { a: 'b' } });
    workload.container.env.addVariable('MORE', EnvValue.fromConfigMap(settings, 'a'));
    workload.container.mount('/etc/settings', Volume.fromConfigMap(chart, 'volume', settings));
    const [container] = podOf(synth(chart)).containers;
    expect(container.env.map((variable: any) => variable.name)).toEqual(['LEVEL', 'MORE']);
    expect(container).toMatchObject({ args: ['serve'], volumeMounts: [{ mountPath: '/etc/settings' }] });
  });

  test('an autoscaler of cdk8s-plus decides about replicas', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
    new HorizontalPodAutoscaler(chart, 'scaler', { target: workload.deployment!, maxReplicas: 5 });
    expect(only(synth(chart), 'Deployment').spec.replicas).toBeUndefined();
  });

  test('probes by HTTP, gRPC, command and those of cdk8s-plus', () => {
    const probesOf = (probes: Probes) => podOf(manifestsOf({ probes })).containers[0];
    expect(probesOf(Probes.http('/healthz', { port: 9090, headers: { Cookie: 'x' } })).readinessProbe.httpGet)
      .toEqual({ httpHeaders: [{ name: 'Cookie', value: 'x' }], path: '/healthz', port: 9090 });
    expect(probesOf(Probes.grpc({ initialDelay: Duration.seconds(15), period: Duration.seconds(5) })).livenessProbe)
      .toEqual({ grpc: { port: 8080 }, failureThreshold: 6, initialDelaySeconds: 15, periodSeconds: 10 });
    expect(probesOf(Probes.command(['/healthy'])).livenessProbe.exec).toEqual({ command: ['/healthy'] });
    expect(probesOf(Probes.tcp({ slowStart: Duration.seconds(121) })).startupProbe)
      .toEqual({ failureThreshold: 25, periodSeconds: 5, tcpSocket: { port: 8080 } });
    expect(probesOf(Probes.of({ readiness: Probe.fromHttpGet('/ready', { port: 8080 }), liveness: Probe.fromTcpSocket() })))
      .toMatchObject({ readinessProbe: { httpGet: { path: '/ready' } }, livenessProbe: { tcpSocket: { port: 8080 } } });
  });

  test('limits are as large as requests unless they are named', () => {
    const resources = Resources.of({
      cpu: Cpu.millis(200), cpuLimit: Cpu.units(1), memory: Size.mebibytes(1536), ephemeralStorage: Size.mebibytes(500),
    });
    expect(podOf(manifestsOf({ resources })).containers[0].resources).toEqual({
      limits: { 'cpu': '1', 'ephemeral-storage': '500Mi', 'memory': '1536Mi' },
      requests: { 'cpu': '200m', 'ephemeral-storage': '500Mi', 'memory': '1536Mi' },
    });
  });
});
