import { Chart, Size } from 'cdk8s';
import { ApiResource, Cpu, Probe, Secret } from 'cdk8s-plus-27';
import {
  CheckId, GuaranteedQoS, Hardening, LeastPrivilegeServiceAccount, NetworkPeer, Permission, Port, Priority, Probes, Resources, Run, SecretFiles,
  SecureWorkload, TenantNamespace, TenantSize, VolumeClaim, Waiver,
} from '../../src';
import { newApp, newChart, synth } from './synth';

type Use = (props: any) => any[];

const image = 'registry.example.com/app:1.4';
const probe = Probe.fromCommand(['/healthy']);

function synthWith(build: (chart: Chart) => unknown): any[] {
  const chart = newChart();
  build(chart);
  return synth(chart);
}

/** The manifests of a workload with these props; what is made of options may be asked of a chart. */
export function workload(props: any = {}): any[] {
  return synthWith(chart => new SecureWorkload(chart, 'app', { image, port: 8080, ...props }));
}

const secretIn = (chart: Chart) => Secret.fromSecretName(chart, 'secret', 'database');
const withPeer = (options: any): any[] => synthWith(chart =>
  new SecureWorkload(chart, 'app', { image, port: 8080 }).allowFrom(NetworkPeer.namespace('data'), options));
const job = { port: undefined };

/** What each struct of the public API is for: manifests made with these properties, besides those that it must have. */
export const USES: { readonly [struct: string]: Use } = {
  CidrOptions: props => synthWith(chart =>
    new SecureWorkload(chart, 'app', { image, port: 8080 }).allowFrom(NetworkPeer.cidr('10.1.0.0/16', props))),
  CronJobOptions: props => workload({ ...job, run: Run.cronJob({ schedule: '@daily', ...props }) }),
  EdgeOptions: withPeer,
  GuaranteedQoSProps: props => synthWith(chart => {
    const app = new SecureWorkload(chart, 'app', { image, port: 8080 });
    new GuaranteedQoS(chart, 'critical', { workloads: [app], ...props });
  }),
  HardeningProps: props => synthWith(chart => Hardening.of(chart, props)),
  HttpProbesOptions: props => workload({ probes: Probes.http('/healthz', props) }),
  IngressExposure: props => synthWith(chart => new SecureWorkload(chart, 'app', { image, port: 8080 }).exposeViaIngress({
    host: 'shop.example.com', tls: secretIn(chart), controller: NetworkPeer.namespace('ingress-nginx'), ...props,
  })),
  JobOptions: props => workload({ ...job, run: Run.job(props) }),
  LeastPrivilegeServiceAccountProps: props => synthWith(chart => new LeastPrivilegeServiceAccount(chart, 'cart', props)),
  PermissionOptions: props => synthWith(chart =>
    new LeastPrivilegeServiceAccount(chart, 'cart', { permissions: [Permission.of(ApiResource.custom({ apiGroup: 'example.com', resourceType: 'widgets' }), ['get' as any], props)] })),
  PortOptions: props => workload({ port: undefined, ports: [Port.tcp(8080, props)] }),
  PriorityOptions: props => synthWith(chart => {
    const app = new SecureWorkload(chart, 'app', { image, port: 8080 });
    new GuaranteedQoS(chart, 'critical', { workloads: [app], priority: Priority.high(props) });
  }),
  ProbesByPurpose: props => workload({ probes: Probes.of({ readiness: probe, liveness: probe, ...props }) }),
  ProbesOptions: props => workload({ probes: Probes.tcp(props) }),
  ReplicasOptions: props => workload({ run: Run.deployment(props) }),
  ResourceAmounts: props => workload({ resources: Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(64), ...props }) }),
  ResourceQuantities: props => workload({ resources: Resources.quantities({ requests: { cpu: '100m', memory: '64Mi' }, ...props }) }),
  SeLinuxOptions: props => workload({ seLinuxOptions: props }),
  SecretFilesOptions: props => synthWith(chart => new SecureWorkload(chart, 'app', {
    image, port: 8080, secrets: [SecretFiles.of(secretIn(chart), { mountPath: '/etc/database', keys: ['password'], ...props })],
  })),
  SecureContainerProps: props => synthWith(chart => new SecureWorkload(chart, 'app', { image, port: 8080 }).addContainer('other', { image, port: 9000, ...props })),
  SecureWorkloadProps: workload,
  StatefulSetOptions: props => workload({ run: Run.statefulSet(props) }),
  TenantAmounts: props => synth(new TenantNamespace(newApp(), 'shop', {
    owner: 'shop', size: TenantSize.of({ cpu: Cpu.units(4), memory: Size.gibibytes(8), storage: Size.gibibytes(50), pods: 40, ...props }),
  })),
  TenantNamespaceProps: props => synth(new TenantNamespace(newApp(), 'shop', { owner: 'shop', ...props })),
  TopologySpread: props => workload({ topologySpread: [{ topologyKey: 'topology.kubernetes.io/zone', ...props }] }),
  VolumeClaimOptions: props => workload({ run: Run.statefulSet({ volumeClaims: [VolumeClaim.of('data', { mountPath: '/data', size: Size.gibibytes(10), ...props })] }) }),
  WaiverOptions: props => workload({ waivers: [Waiver.of(CheckId.HOST_PID, { reason: 'debugs the node', expires: '2027-06-30', ...props })] }),
};
