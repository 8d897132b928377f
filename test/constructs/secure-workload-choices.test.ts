import { Chart, Duration } from 'cdk8s';
import { EnvValue, Secret, Volume } from 'cdk8s-plus-27';
import { AppArmorProfile, CheckId, OperatingSystem, Port, Probes, Run, SecureWorkload, SecureWorkloadProps, Waiver } from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, ofKind, only, synth } from '../support/synth';

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

describe('opt-in by one prop', () => {
  test.each<[string, Partial<SecureWorkloadProps>, any]>([
    ['user namespaces', { userNamespace: true }, { hostUsers: false }],
    ['AppArmor', { appArmorProfile: AppArmorProfile.localhost('k8s-app') }, { securityContext: { appArmorProfile: { localhostProfile: 'k8s-app', type: 'Localhost' } } }],
    ['the AppArmor profile of the runtime', { appArmorProfile: AppArmorProfile.runtimeDefault() }, { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }],
    ['SELinux', { seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } }, { securityContext: { seLinuxOptions: { level: 's0:c1,c2', type: 'container_t' } } }],
    ['a seccomp profile of the node', { localhostSeccompProfile: 'profiles/audit.json' }, { securityContext: { seccompProfile: { localhostProfile: 'profiles/audit.json', type: 'Localhost' } } }],
    ['a sandbox', { runtimeClassName: 'gvisor' }, { runtimeClassName: 'gvisor' }],
    ['a priority', { priorityClassName: 'important' }, { priorityClassName: 'important' }],
    ['host aliases', { hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }] }, { hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }] }],
    ['a user', { user: 4000, group: 4001, fsGroup: 4002 }, { securityContext: { runAsUser: 4000, runAsGroup: 4001, fsGroup: 4002 } }],
    ['a spread', { topologySpread: [{ topologyKey: 'topology.kubernetes.io/zone', required: true }] },
      { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 }] }],
    ['a longer end', { terminationGracePeriod: Duration.minutes(2) }, { terminationGracePeriodSeconds: 120 }],
  ])('%s', (_, props, expected) => {
    expect(podOf(manifestsOf(props))).toMatchObject(expected);
  });

  test('NET_BIND_SERVICE may come back, and nothing else', () => {
    expect(podOf(manifestsOf({ addCapabilities: ['NET_BIND_SERVICE'] })).containers[0].securityContext.capabilities).toEqual({ add: ['NET_BIND_SERVICE'], drop: ['ALL'] });
    expect(messageOf(() => manifestsOf({ addCapabilities: ['NET_ADMIN'] }))).toBe(
      'test/app container "main": addCapabilities must be NET_BIND_SERVICE (got "NET_ADMIN"). Leave it out, or waive capabilities-added.');
    expect(messageOf(() => manifestsOf({ seLinuxOptions: { type: 'spc_t' } }))).toBe('test/app: seLinuxOptions.type must be one of '
      + 'container_t, container_init_t, container_kvm_t, container_engine_t (got "spc_t"). Leave it out, or waive selinux-custom-options.');
    expect(messageOf(() => manifestsOf({ priorityClassName: 'system-node-critical' }))).toBe(
      'test/app: priorityClassName must not begin with system- (got "system-node-critical"). System classes belong to the cluster: take a class of its users.');
  });

  test('a Windows pod has none of the fields that Linux alone knows', () => {
    const manifests = manifestsOf({ os: OperatingSystem.WINDOWS, writablePaths: ['/tmp'] });
    expectSnapshot(ofKind(manifests, 'Deployment'), 'secure-workload/windows-deployment.yaml');
    expect(podOf(manifests)).toMatchObject({ os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } });
    expect(podOf(manifests).containers[0].securityContext).toEqual({ runAsNonRoot: true });
  });
});

describe('waivers', () => {
  const until = { reason: 'measures the node', owner: 'sre@example.com', expires: '2027-06-30' };

  test('stand on the object and on its pod template, and set what they waive', () => {
    const manifests = manifestsOf({ ...worker, run: Run.daemonSet(), waivers: [Waiver.of(CheckId.HOST_NETWORK, until)] }, 'agent');
    expectSnapshot(ofKind(manifests, 'DaemonSet'), 'secure-workload/waived-host-network.yaml');
    const key = 'waiver.cdk8s-hardened/host-network';
    const { metadata, spec } = only(manifests, 'DaemonSet');
    expect(metadata.annotations[key]).toBe('{"reason":"measures the node","owner":"sre@example.com","expires":"2027-06-30"}');
    expect(spec.template.metadata.annotations[key]).toBe(metadata.annotations[key]);
    expect(spec.template.spec).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  });

  test.each<[CheckId, any]>([
    [CheckId.READ_ONLY_ROOT_FS, { readOnlyRootFilesystem: false }],
    [CheckId.PRIVILEGED_CONTAINER, { privileged: true, allowPrivilegeEscalation: true }],
    [CheckId.ALLOW_PRIVILEGE_ESCALATION, { allowPrivilegeEscalation: true }],
    [CheckId.RUN_AS_NON_ROOT, { runAsNonRoot: false }],
    [CheckId.SECCOMP_UNCONFINED, { seccompProfile: { type: 'Unconfined' } }],
  ])('of %s may concern one container alone', (check, expected) => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080, waivers: [Waiver.of(check, { ...until, container: 'probe' })] });
    workload.addContainer('probe', { image, port: 9000 });
    const [main, probe] = podOf(synth(chart)).containers;
    expect(probe.securityContext).toMatchObject(expected);
    expect(main.securityContext).toEqual(podOf(manifestsOf()).containers[0].securityContext);
  });

  test('of the number of replicas leaves no budget that one pod could never satisfy', () => {
    const manifests = manifestsOf({ run: Run.deployment({ replicas: 1 }), waivers: [Waiver.of(CheckId.REPLICAS_MIN, until)] });
    expect(only(manifests, 'Deployment').spec.replicas).toBe(1);
    expect(ofKind(manifests, 'PodDisruptionBudget')).toEqual([]);
  });

  test('of capabilities, of cpu limits and of secrets in the environment let them through', () => {
    const chart = newChart();
    const secret = Secret.fromSecretName(chart, 'secret', 'database');
    new SecureWorkload(chart, 'app', {
      image,
      port: 8080,
      addCapabilities: ['SYS_PTRACE'],
      envVariables: { PASSWORD: EnvValue.fromSecretValue({ secret, key: 'password' }) },
      waivers: [CheckId.CAPABILITIES_ADDED, CheckId.CPU_LIMIT, CheckId.SECRET_AS_ENV_VAR].map(check => Waiver.of(check, until)),
    });
    const [container] = podOf(synth(chart)).containers;
    expect(container.securityContext.capabilities).toEqual({ add: ['SYS_PTRACE'], drop: ['ALL'] });
    expect(container.resources.limits.cpu).toBeUndefined();
    expect(container.env[0].valueFrom.secretKeyRef).toEqual({ key: 'password', name: 'database' });
  });
});

describe('what users change behind our back', () => {
  test('a patch that weakens is hardened again, one that does not is kept', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
    workload.addOverride('spec.template.spec.hostPID', true);
    workload.addOverride('spec.minReadySeconds', 10);
    workload.addOverride('spec.template.spec.securityContext.supplementalGroupsPolicy', 'Strict');
    const { spec } = only(synth(chart), 'Deployment');
    expect(spec.template.spec.hostPID).toBe(false);
    expect(spec.minReadySeconds).toBe(10);
    expect(spec.template.spec.securityContext.supplementalGroupsPolicy).toBe('Strict');
  });

  test('what nobody can repair fails the synthesis, with all of it at once', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
    workload.container.mount('/host', Volume.fromHostPath(chart, 'host', 'host', { path: '/' }));
    workload.container.env.addVariable('TOKEN', EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'api'), key: 'token' }));
    expect(() => synth(chart)).toThrow(/volume "host" must be one of .*waive host-path-volume[^]*must not be filled from a secret.*waive secret-as-env-var/);
    expect(() => workload.deployment!.node.defaultChild && (workload.deployment!.node.defaultChild as any).toJson()).toThrow(/test\/app: Deployment app .*hostPath/);
  });
});

describe('labels and names', () => {
  test('the owner is a label of every object and pod', () => {
    const manifests = manifestsOf({ owner: 'team-shop@example.com', labels: { tier: 'web' } });
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({ 'cdk8s-hardened/owner': 'team-shop.example.com', 'tier': 'web', 'app.kubernetes.io/name': 'app' });
    }
    expect(only(manifests, 'Deployment').spec.template.metadata.labels).toMatchObject({ 'cdk8s-hardened/owner': 'team-shop.example.com' });
  });

  test('a name stands on every object, and ports keep theirs', () => {
    const manifests = manifestsOf({ name: 'cart', port: undefined, ports: [Port.tcp(8080, { name: 'http', servicePort: 80 }), Port.udp(5353)] });
    expect(manifests.map(({ metadata }) => metadata.name)).toEqual(manifests.map(() => 'cart'));
    expect(only(manifests, 'Service').spec.ports).toEqual([
      { name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }, { name: 'udp-5353', port: 5353, protocol: 'UDP', targetPort: 5353 },
    ]);
  });
});

describe('addresses', () => {
  test('are short in the own namespace, and name it for others', () => {
    const app = newApp();
    const [shop, data] = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'data', { namespace: 'data' })];
    const cart = new SecureWorkload(shop, 'cart', { image, ports: [Port.tcp(8080, { servicePort: 80 })] });
    expect(cart.addressFor(shop)).toBe('cart:80');
    expect(cart.addressFor(new SecureWorkload(data, 'db', { image, port: 5432 }))).toBe('cart.shop:80');
  });
});
