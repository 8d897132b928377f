import { findAt, isMap, Manifest } from './manifest';
import { Container, containersOf, isSidecar } from './pods';
import { parseQuantity } from './quantity';

/** The class of a pod, which decides in which order a full node evicts. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The resources that decide the class; ephemeral storage and extended resources do not. */
const DECIDING = ['cpu', 'memory'];

/** What is no quantity, or none that the API server takes, counts as nothing. */
function amount(quantity: unknown): bigint {
  const given = parseQuantity(quantity) ?? 0n;
  return given > 0n ? given : 0n;
}

const limitOf = (resources: unknown, name: string): bigint => amount(findAt(resources, ['limits', name]));

/**
 * What is requested of one resource. Where the key is missing, the API server takes the limit before it computes the
 * class; null is no missing key but zero.
 */
function requestOf(resources: unknown, name: string): bigint | undefined {
  const [request, limit] = ['requests', 'limits'].map(list => findAt(resources, [list, name]));
  const given = request === undefined ? limit : request;
  return given === undefined ? undefined : amount(given);
}

function classOf(request: bigint, limit: bigint): QosClass {
  if (request !== limit) { return 'Burstable'; }
  return request === 0n ? 'BestEffort' : 'Guaranteed';
}

function combined(classes: readonly QosClass[]): QosClass {
  if (classes.length === 0) { return 'BestEffort'; }
  return classes.every(c => c === classes[0]) ? classes[0] : 'Burstable';
}

/** The class that the resources of one container, or of a whole pod, amount to. */
export function qosClassOfResources(resources: unknown): QosClass {
  return combined(DECIDING.map(name => classOf(requestOf(resources, name) ?? 0n, limitOf(resources, name))));
}

/** Whether the pod as a whole sets resources, which then decide alone (Kubernetes 1.34 and later). */
function setsPodResources(podSpec: Manifest): boolean {
  const { requests, limits } = isMap(podSpec.resources) ? podSpec.resources : {} as Manifest;
  return [requests, limits].some(list => isMap(list)
    && Object.keys(list).some(name => DECIDING.includes(name) || name.startsWith('hugepages-')));
}

/** What the containers request together at most: sidecars and containers, or an init container beside the sidecars before it. */
function requestOfContainers(containers: readonly Container[], name: string): bigint | undefined {
  const requests = containers.map(container => ({ container, request: requestOf(container.spec.resources, name) }));
  if (requests.every(({ request }) => request === undefined)) { return undefined; }
  let [running, highest] = [0n, 0n];
  for (const { container, request = 0n } of requests) {
    const together = running + request;
    if (container.list === 'containers' || isSidecar(container)) { running = together; }
    if (together > highest) { highest = together; }
  }
  return highest;
}

/** Beside limits, a request that the pod leaves out is what its containers request, and its limit only where they say nothing. */
function qosClassOfPodResources(resources: Manifest, containers: readonly Container[]): QosClass {
  const hasLimits = Object.keys(resources.limits ?? {}).length > 0;
  return combined(DECIDING.map(name => {
    const takesSum = hasLimits && findAt(resources, ['requests', name]) === undefined;
    const request = (takesSum ? requestOfContainers(containers, name) : undefined) ?? requestOf(resources, name) ?? 0n;
    return classOf(request, limitOf(resources, name));
  }));
}

/**
 * The class that the API server computes for a pod, unless a LimitRange or an injected container changes the pod.
 * Init containers and sidecars count, ephemeral containers do not:
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
 */
export function qosClassOf(podSpec: Manifest): QosClass {
  const containers = containersOf(podSpec).filter(({ list }) => list !== 'ephemeralContainers');
  if (setsPodResources(podSpec)) { return qosClassOfPodResources(podSpec.resources, containers); }
  return combined(containers.map(({ spec }) => qosClassOfResources(spec.resources)));
}
