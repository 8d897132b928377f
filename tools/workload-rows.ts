import { findAt, listOf, Manifest } from '../src/kubernetes/manifest';
import { findPod, Pod } from '../src/kubernetes/pods';
import { qosClassOf } from '../src/kubernetes/qos-class';
import { waiversIn } from '../src/waivers/annotation';

/** What is worth knowing of a workload at a glance. */
export interface WorkloadRow {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  /** How many pods; undefined where the cluster decides. */
  readonly replicas?: number;
  readonly qosClass: string;
  readonly account: string;
  readonly hasToken: boolean;
  /** The directions in which a network policy closes its pods. */
  readonly isolated: readonly ('in' | 'out')[];
  readonly waivers: readonly string[];
}

/** The workloads among manifests, by namespace and name. */
export function workloadRows(manifests: readonly Manifest[]): WorkloadRow[] {
  return manifests
    .flatMap(manifest => {
      const pod = findPod(manifest);
      return pod ? [rowOf(manifest, pod, manifests)] : [];
    })
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function rowOf(manifest: Manifest, pod: Pod, manifests: readonly Manifest[]): WorkloadRow {
  const namespace = namespaceOf(manifest);
  const neighbours = manifests.filter(other => namespaceOf(other) === namespace);
  const account = pod.spec.serviceAccountName ?? 'default';
  return {
    namespace,
    name: manifest.metadata.name,
    kind: manifest.kind,
    replicas: findAt(manifest, ['spec', 'replicas']),
    qosClass: qosClassOf(pod.spec),
    account,
    hasToken: hasToken(pod.spec, neighbours.find(other => other.kind === 'ServiceAccount' && other.metadata.name === account)),
    isolated: isolationOf(pod, neighbours),
    waivers: [...new Set([...waiversIn(manifest), ...waiversIn(pod.template)].map(({ check }) => check))].sort(),
  };
}

const namespaceOf = (manifest: Manifest): string => findAt(manifest, ['metadata', 'namespace']) ?? 'default';

/** The field of the pod decides before that of the account; either way, a projected volume may bring a token. */
function hasToken(spec: Manifest, account: Manifest | undefined): boolean {
  const isAutomounted = spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true;
  const sources = listOf(spec.volumes).flatMap(volume => listOf(findAt(volume, ['projected', 'sources'])));
  return isAutomounted || sources.some(source => source.serviceAccountToken !== undefined);
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/; pods in the network of their node know no policy. */
function isolationOf(pod: Pod, neighbours: readonly Manifest[]): ('in' | 'out')[] {
  const labels = findAt(pod.template, ['metadata', 'labels']) ?? {};
  const types = neighbours
    .filter(({ kind, spec }) => kind === 'NetworkPolicy' && matches(spec.podSelector, labels))
    .flatMap(({ spec }) => spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])]);
  if (pod.spec.hostNetwork === true) { return []; }
  return [...(types.includes('Ingress') ? ['in' as const] : []), ...(types.includes('Egress') ? ['out' as const] : [])];
}

/** Whether a label selector chooses labels: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
function matches(selector: Manifest = {}, labels: Manifest): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && listOf(selector.matchExpressions).every(({ key, operator, values }) => {
    const has = Object.hasOwn(labels, key);
    const isIn = has && listOf(values).includes(labels[key]);
    return ({ In: isIn, NotIn: !isIn, Exists: has, DoesNotExist: !has } as Manifest)[operator] === true;
  });
}
