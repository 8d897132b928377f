import { RESOURCE_DEFAULTS, ResourceDefault } from '../controls/resources';
import { findAt } from '../kubernetes/manifest';
import { containersOf } from '../kubernetes/pods';
import { isNoQuantity, largerQuantity } from '../kubernetes/quantity';
import { Part } from './session';

/** Where the limit, or the request, of a resource stands. */
const LIMITS = ['resources', 'limits'];
const REQUESTS = ['resources', 'requests'];

/** What a pod can set as a whole: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification */
const POD_LEVEL = ['cpu', 'memory'];

/** Whether the pod as a whole sets a resource: a container must not ask for more than that, and is bounded by it. */
function isSetByPod(pod: Part, resource: string): boolean {
  return POD_LEVEL.includes(resource) && [LIMITS, REQUESTS].some(list => findAt(pod.value, [...list, resource]) !== undefined);
}

/** The limit of a pod that only requests: no smaller than that, nor than what a container is limited to. */
function hardenPodLimit(pod: Part, { resource, limit, limitCheck }: ResourceDefault): void {
  const path = [...LIMITS, resource];
  if (isNoQuantity(findAt(pod.value, path)) && !pod.isWaived(limitCheck)) {
    const given = containersOf(pod.value).map(({ spec }) => findAt(spec, path));
    pod.change(limitCheck, path, [findAt(pod.value, [...REQUESTS, resource]), ...given].reduce(largerQuantity, limit));
  }
}

/** Limits of the resources that the pod sets as a whole (Kubernetes 1.34 and later); its containers need none of their own. */
export function hardenPodResources(pod: Part): void {
  RESOURCE_DEFAULTS.filter(({ resource }) => isSetByPod(pod, resource)).forEach(row => hardenPodLimit(pod, row));
}

/** Requests and limits that are missing; a limit is never below its request, and a request never takes a Guaranteed class away. */
export function hardenContainerResources(pod: Part, container: Part): void {
  for (const { resource, request, limit, requestCheck, limitCheck } of RESOURCE_DEFAULTS.filter(row => !isSetByPod(pod, row.resource))) {
    const [limitPath, requestPath] = [[...LIMITS, resource], [...REQUESTS, resource]];
    const [givenLimit, givenRequest] = [limitPath, requestPath].map(path => findAt(container.value, path) ?? undefined);
    const isLimited = !isNoQuantity(givenLimit) || container.isWaived(limitCheck);
    if (!isLimited) { container.change(limitCheck, limitPath, largerQuantity(limit, givenRequest)); }
    if (givenRequest === undefined && !container.isWaived(requestCheck)) {
      container.change(requestCheck, requestPath, (isLimited ? givenLimit : undefined) ?? request);
    }
  }
}
