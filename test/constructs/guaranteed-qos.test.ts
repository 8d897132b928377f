import { ApiObject, Chart, Size } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import { CheckId, GuaranteedQoS, GuaranteedQoSProps, Priority, Resources, Run, SecureWorkload, Waiver } from '../../src';
import { qosClassOf } from '../../src/kubernetes/qos-class';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, only, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const amounts = { cpu: Cpu.millis(250), memory: Size.mebibytes(64) };

interface Guaranteed {
  readonly chart: Chart;
  readonly workload: SecureWorkload;
  readonly qos: GuaranteedQoS;
}

function guaranteed(props: Partial<GuaranteedQoSProps> = {}, chart: Chart = newChart()): Guaranteed {
  const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
  return { chart, workload, qos: new GuaranteedQoS(chart, 'critical', { workloads: [workload], ...props }) };
}

const podOf = (chart: Chart, kind = 'Deployment') => only(synth(chart), kind).spec.template.spec;

describe('GuaranteedQoS', () => {
  test('makes requests and limits of every container equal', () => {
    const { chart, workload } = guaranteed(amounts);
    workload.addSidecar('proxy', { image, port: 9000, resources: Resources.of({ cpu: Cpu.millis(10), cpuLimit: Cpu.millis(50), memory: Size.mebibytes(16) }) });
    workload.addInitContainer('migrate', { image });
    const spec = podOf(chart);
    expect(qosClassOf(spec)).toBe('Guaranteed');
    expect(spec.containers[0].resources).toMatchObject({ limits: { cpu: '250m', memory: '64Mi' }, requests: { cpu: '250m', memory: '64Mi' } });
    expect(spec.initContainers[0].resources).toMatchObject({ limits: { cpu: '50m' }, requests: { cpu: '50m' } });
  });

  test('is what the snapshot shows, with a priority of its own', () => {
    const { chart } = guaranteed({ ...amounts, priority: Priority.high({ preempts: false }) });
    expectSnapshot([only(synth(chart), 'PriorityClass'), only(synth(chart), 'Deployment')], 'guaranteed-qos/with-priority.yaml');
  });

  test('covers pods that others wrote, and containers added later', () => {
    const chart = newChart();
    const plus = new Deployment(chart, 'plus', { containers: [{ image }] });
    const qos = new GuaranteedQoS(chart, 'critical', { workloads: [plus, chart] });
    new ApiObject(chart, 'late', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'late' },
      spec: { containers: [{ name: 'app', image, resources: { limits: { cpu: '1', memory: '1Gi' } } }] },
    });
    expect(qos.priorityClass).toBeUndefined();
    expect(qosClassOf(podOf(chart))).toBe('Guaranteed');
    expect(only(synth(chart), 'Pod').spec.containers[0].resources.requests).toEqual({ cpu: '1', memory: '1Gi' });
  });

  test('fails the synthesis for each container that has no limits to be equal to', () => {
    const chart = newChart();
    const pod = new ApiObject(chart, 'raw', {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'raw' }, spec: { containers: [{ name: 'app', image }], initContainers: [{ name: 'first', image }] },
    });
    new GuaranteedQoS(chart, 'critical', { workloads: [pod], ...amounts });
    expect(messageOf(() => synth(chart))).toBe('Validation failed with the following errors:\n'
      + '  [test/critical] Pod shop/raw container "first" must limit cpu and memory, and request as much (got nothing). Give the container limits of both.');
  });

  test('fails the synthesis where a waiver took the limit away', () => {
    const chart = newChart();
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080, waivers: [Waiver.of(CheckId.CPU_LIMIT, { reason: 'bursts', expires: '2027-06-30' })] });
    new GuaranteedQoS(chart, 'critical', { workloads: [workload] });
    expect(messageOf(() => synth(chart))).toContain('[test/critical] Deployment shop/app container "main" must limit cpu and memory');
  });

  test('wants whole cores for exclusive cpus, whoever set them', () => {
    expect(messageOf(() => guaranteed({ ...amounts, exclusiveCpus: true })))
      .toBe('test/critical: cpu must be whole cores where exclusiveCpus is set (got "250m"). Take Cpu.units(1) or more.');
    expect(messageOf(() => synth(guaranteed({ exclusiveCpus: true }).chart))).toContain('cpu of the first container must be whole cores (got "500m")');
    expect(podOf(guaranteed({ cpu: Cpu.millis(2000), exclusiveCpus: true }).chart).containers[0].resources.requests.cpu).toBe('2000m');
  });

  test.each<[string, { [key: string]: string }, any]>([
    ['Istio by label', { 'sidecar.istio.io/inject': 'true' }, undefined],
    ['Linkerd by annotation', {}, { 'linkerd.io/inject': 'enabled' }],
  ])('fails the synthesis where a mesh puts a sidecar in: %s', (_, labels, annotations) => {
    const chart = newChart();
    const pod = new ApiObject(chart, 'raw', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'raw', labels, annotations },
      spec: { containers: [{ name: 'app', image, resources: { limits: { cpu: '1', memory: '1Gi' } } }] },
    });
    new GuaranteedQoS(chart, 'critical', { workloads: [pod] });
    expect(messageOf(() => synth(chart))).toMatch(/Pod shop\/raw gets a sidecar of (Istio|Linkerd), whose requests and limits must be equal/);
  });

  test('accepts a mesh whose sidecar has equal requests and limits, and sees namespaces that inject', () => {
    const chart = newChart();
    new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } });
    const { workload } = guaranteed({}, chart);
    expect(messageOf(() => synth(chart))).toContain('gets a sidecar of Istio');
    for (const field of ['proxyCPU', 'proxyCPULimit']) { workload.workload.podMetadata.addAnnotation(`sidecar.istio.io/${field}`, '100m'); }
    for (const field of ['proxyMemory', 'proxyMemoryLimit']) { workload.workload.podMetadata.addAnnotation(`sidecar.istio.io/${field}`, '128Mi'); }
    expect(qosClassOf(podOf(chart))).toBe('Guaranteed');
  });

  test('the priority class has no namespace, and a name that two tenants do not share', () => {
    const { chart, qos } = guaranteed({ priority: Priority.of(-5) });
    expect(qos.priorityClass!.name).toBe('shop-critical');
    expect(only(synth(chart), 'PriorityClass')).toEqual({
      apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'shop-critical' }, preemptionPolicy: 'PreemptLowerPriority', value: -5,
    });
    expect(podOf(chart).priorityClassName).toBe('shop-critical');
    expect(podOf(guaranteed({ priority: Priority.existing('gold') }).chart).priorityClassName).toBe('gold');
  });

  test('works on StatefulSets, DaemonSets and Jobs', () => {
    for (const [kind, run] of [['StatefulSet', Run.statefulSet()], ['DaemonSet', Run.daemonSet()], ['Job', Run.job()]] as const) {
      const chart = new Chart(newApp(), 'test');
      const workload = new SecureWorkload(chart, 'app', { image, port: 8080, run });
      new GuaranteedQoS(chart, 'critical', { workloads: [workload], ...amounts });
      expect(qosClassOf(podOf(chart, kind))).toBe('Guaranteed');
    }
  });

  test('has pods to cover, and says so where it has none', () => {
    const chart = newChart();
    new GuaranteedQoS(chart, 'critical', { workloads: [chart] });
    expect(messageOf(() => synth(chart))).toContain('[test/critical] workloads must have pods (got ["test"]).');
    expect(messageOf(() => new GuaranteedQoS(chart, 'none', { workloads: [] }))).toBe(
      'test/none: workloads must not be empty (got []). Name the workloads whose pods are to be guaranteed.');
  });
});
