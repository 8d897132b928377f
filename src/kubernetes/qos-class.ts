import { findAt, isMap, listOf, Manifest } from './manifest';
import { parseQuantity } from './quantity';

/** The class of a pod, which decides in which order a full node evicts. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The resources that decide the class; ephemeral storage and extended resources do not. */
const DECIDING = ['cpu', 'memory'];

const amount = (quantity: unknown): bigint => parseQuantity(quantity) ?? 0n;

/** Of one resource: requests left out are set to the limit, as the API server does before it computes the class. */
function classOfResource(resources: unknown, name: string): QosClass {
  const limit = amount(findAt(resources, ['limits', name]));
  const given = findAt(resources, ['requests', name]);
  const request = given === undefined || given === null ? limit : amount(given);
  if (request !== limit) { return 'Burstable'; }
  return request === 0n ? 'BestEffort' : 'Guaranteed';
}

function combined(classes: readonly QosClass[]): QosClass {
  if (classes.length === 0) { return 'BestEffort'; }
  return classes.every(c => c === classes[0]) ? classes[0] : 'Burstable';
}

/** The class that the resources of one container, or of a whole pod, amount to. */
export function qosClassOfResources(resources: unknown): QosClass {
  return combined(DECIDING.map(name => classOfResource(resources, name)));
}

/** Whether the pod as a whole sets resources, which then decide alone (Kubernetes 1.34 and later). */
function setsPodResources(podSpec: Manifest): boolean {
  const { requests, limits } = isMap(podSpec.resources) ? podSpec.resources : {} as Manifest;
  return [requests, limits].some(list => isMap(list)
    && Object.keys(list).some(name => DECIDING.includes(name) || name.startsWith('hugepages-')));
}

/**
 * The class that the API server computes for a pod, unless a LimitRange or an injected container changes the pod.
 * Init containers and sidecars count, ephemeral containers do not:
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
 */
export function qosClassOf(podSpec: Manifest): QosClass {
  if (setsPodResources(podSpec)) { return qosClassOfResources(podSpec.resources); }
  const containers = [...listOf(podSpec.initContainers), ...listOf(podSpec.containers)].filter(isMap);
  return combined(containers.map(container => qosClassOfResources(container.resources)));
}
