import { GUARANTEED, SIDECAR_INJECTORS } from '../controls/qos';
import { problemOf } from '../kubernetes/invalid';
import { describe, findAt, Manifest } from '../kubernetes/manifest';
import { containersOf, findPod } from '../kubernetes/pods';
import { qosClassOf, qosClassOfResources } from '../kubernetes/qos-class';
import { isWholeQuantity, sameQuantity } from '../kubernetes/quantity';

/** Why a pod is not of the class Guaranteed, container by container. */
export function guaranteedProblems(manifest: Manifest, exclusiveCpus: boolean): string[] {
  const pod = findPod(manifest)!;
  const subject = describe(manifest);
  const containers = containersOf(pod.spec).filter(({ list }) => list !== 'ephemeralContainers');
  const weak = containers.filter(({ spec }) => qosClassOfResources(spec.resources) !== GUARANTEED);
  const problems = qosClassOf(pod.spec) === GUARANTEED ? [] : weak.map(({ spec }) =>
    problemOf(`${subject} container "${spec.name}" must limit cpu and memory, and request as much`, spec.resources, 'Give the container limits of both.'));
  const cpu = findAt(pod.spec.containers?.[0], ['resources', 'requests', 'cpu']);
  if (exclusiveCpus && !isWholeQuantity(cpu)) {
    problems.push(problemOf(`${subject} cpu of the first container must be whole cores`, cpu, 'Set cpu: Cpu.units(1) or more.'));
  }
  return problems;
}

/** Service meshes that will put a container without equal requests and limits into a pod, as far as labels and annotations tell. */
export function injectedSidecars(manifest: Manifest, namespaces: readonly Manifest[]): string[] {
  const { template } = findPod(manifest)!;
  const own = namespaces.filter(namespace => findAt(namespace, ['metadata', 'name']) === findAt(manifest, ['metadata', 'namespace']));
  const marksOf = (object: Manifest): Manifest => ({ ...findAt(object, ['metadata', 'annotations']), ...findAt(object, ['metadata', 'labels']) });
  const pod = marksOf(template);
  return SIDECAR_INJECTORS
    .filter(({ switches }) => switches.some(({ key, value }) => (pod[key] ?? own.map(marksOf).map(marks => marks[key]).find(mark => mark)) === value))
    .filter(({ equal }) => !equal.every(([request, limit]) => pod[request] !== undefined && sameQuantity(pod[request], pod[limit])))
    .map(({ name, equal }) => problemOf(`${describe(manifest)} gets a sidecar of ${name}, whose requests and limits must be equal`,
      equal.map(([request]) => pod[request]), `Set the annotations ${equal.flat().join(', ')} on the pod, or switch the injection off.`));
}
