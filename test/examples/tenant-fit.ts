import { parseQuantity } from '../../src/kubernetes/quantity';
import { containersIn, templateOf } from './synthesise';

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

const amountOf = (container: any, list: string, resource: string): bigint => parseQuantity(container.resources[list][resource])!;
const sum = (amounts: bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const largest = (amounts: bigint[]): bigint => amounts.reduce((a, b) => (b > a ? b : a), 0n);

/** What a pod counts for: its containers together, or its largest init container where that is more. */
function ofPod(spec: any, list: string, resource: string): bigint {
  const init = (spec.initContainers ?? []).map((container: any) => amountOf(container, list, resource));
  return largest([sum(spec.containers.map((container: any) => amountOf(container, list, resource))), ...init]);
}

/** The most pods that there are at once: while a new version rolls out, a quarter more, rounded up. */
function podsOf({ kind, spec }: any): number {
  if (kind === 'Deployment') {
    expect(spec.strategy.rollingUpdate.maxSurge).toBe('25%');
    return spec.replicas + Math.ceil(spec.replicas / 4);
  }
  return spec.replicas ?? 1;
}

/** What the workloads of a namespace count for at the most, by the name that the quota has for it. */
export function demandOf(workloads: any[]): { [counted: string]: bigint } {
  const demand: { [counted: string]: bigint } = { pods: sum(workloads.map(each => BigInt(podsOf(each)))) * 1_000_000_000n };
  for (const list of ['requests', 'limits']) {
    for (const resource of RESOURCES) {
      demand[`${list}.${resource}`] = sum(workloads.map(each => BigInt(podsOf(each)) * ofPod(templateOf(each).spec, list, resource)));
    }
  }
  return demand;
}

/** What of a demand is more than a quota has; nothing where all fits. */
export function excessOf(demand: { [counted: string]: bigint }, { spec }: any): string[] {
  return Object.entries(demand).filter(([counted, amount]) => amount > parseQuantity(spec.hard[counted])!).map(([counted]) => counted);
}

/** The pods and containers that a LimitRange refuses. */
export function refusedBy({ spec }: any, workloads: any[]): string[] {
  const boundsOf = (type: string): any => spec.limits.find((limits: any) => limits.type === type);
  return workloads.flatMap(each => {
    const pod = templateOf(each).spec;
    const containers = containersIn(templateOf(each));
    const isTooMuch = RESOURCES.some(resource => ofPod(pod, 'limits', resource) > parseQuantity(boundsOf('Pod').max[resource])!
      || containers.some(container => amountOf(container, 'limits', resource) > parseQuantity(boundsOf('Container').max[resource])!));
    const isTooLittle = RESOURCES.some(resource => containers.some(container => amountOf(container, 'requests', resource) < parseQuantity(boundsOf('Container').min[resource])!));
    return isTooMuch || isTooLittle ? [each.metadata.name] : [];
  });
}
