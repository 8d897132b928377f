import { ApiObject, App, Chart, Size } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { SecureWorkload } from '../src';

const IMAGE = 'registry.example.com/shop/cart:1.4';
const WORKLOADS_PER_CHART = 10;
/** ServiceAccount, Deployment, Service, NetworkPolicy, PodDisruptionBudget. */
const OBJECTS_PER_WORKLOAD = 5;

function perChart(app: App, objects: number, add: (chart: Chart, name: string) => void): void {
  const workloads = objects / OBJECTS_PER_WORKLOAD;
  for (let i = 0; i * WORKLOADS_PER_CHART < workloads; i++) {
    const chart = new Chart(app, `chart-${i}`, { namespace: `namespace-${i}` });
    for (let j = 0; j < WORKLOADS_PER_CHART; j++) { add(chart, `workload-${j}`); }
  }
}

/** The Deployment, as far as cdk8s-plus-27 can say the same. */
function addPlusDeployment(chart: Chart, name: string): plus.Deployment {
  const serviceAccount = new plus.ServiceAccount(chart, `${name}-account`, { metadata: { name } });
  const volume = plus.Volume.fromEmptyDir(chart, `${name}-tmp`, 'main-tmp', { sizeLimit: Size.mebibytes(64) });
  return new plus.Deployment(chart, `${name}-deployment`, {
    metadata: { name },
    serviceAccount,
    replicas: 2,
    securityContext: { user: 10001, group: 10001, fsGroup: 10001, fsGroupChangePolicy: plus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    containers: [{
      image: IMAGE,
      ports: [{ number: 8080, name: 'tcp-8080', protocol: plus.Protocol.TCP }],
      liveness: plus.Probe.fromTcpSocket({ port: 8080, failureThreshold: 6 }),
      readiness: plus.Probe.fromTcpSocket({ port: 8080, failureThreshold: 3 }),
      resources: {
        cpu: { request: plus.Cpu.millis(100), limit: plus.Cpu.millis(500) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
      },
      securityContext: { readOnlyRootFilesystem: true },
      volumeMounts: [{ path: '/tmp', volume }],
    }],
  });
}

/** A workload with everything around it, written with cdk8s-plus-27. */
function addPlusWorkload(chart: Chart, name: string): void {
  const deployment = addPlusDeployment(chart, name);
  new plus.Service(chart, `${name}-service`, { metadata: { name }, selector: deployment, ports: [{ port: 8080, name: 'tcp-8080' }] });
  const namespaces = plus.Namespaces.select(chart, `${name}-namespaces`, { labels: { 'kubernetes.io/metadata.name': 'kube-system' } });
  const dns = plus.Pods.select(chart, `${name}-dns`, { labels: { 'k8s-app': 'kube-dns' }, namespaces });
  new plus.NetworkPolicy(chart, `${name}-policy`, {
    metadata: { name },
    selector: deployment,
    ingress: { default: plus.NetworkPolicyTrafficDefault.DENY },
    egress: {
      default: plus.NetworkPolicyTrafficDefault.DENY,
      rules: [{ peer: dns, ports: [plus.NetworkPolicyPort.tcp(53)] }],
    },
  });
  new ApiObject(chart, `${name}-budget`, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { maxUnavailable: 1, selector: { matchLabels: deployment.matchLabels } },
  });
}

export function plusWorkloads(app: App, objects: number): void {
  perChart(app, objects, addPlusWorkload);
}

export function secureWorkloads(app: App, objects: number): void {
  perChart(app, objects, (chart, name) => new SecureWorkload(chart, name, { image: IMAGE, port: 8080, writablePaths: ['/tmp'] }));
}
