import { API_RESOURCES } from './api-resources.data';
import { splitResource } from './policy-rule';

/** The verbs that the API server makes of HTTP requests for resources, in the order in which roles list them. */
export const STANDARD_VERBS: readonly string[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** What is authorised under the name of a resource. */
interface Offer {
  readonly group: string;
  readonly resource: string;
  /** Whether a role of one namespace can grant it. */
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** The verbs of each subresource; the key `*` stands for any. */
  readonly subresources: { readonly [name: string]: readonly string[] };
}

const RBAC = 'rbac.authorization.k8s.io';
const USER_INFO = ['impersonate', 'impersonate:user-info'];

function offer(group: string, resource: string, scope: 'namespace' | 'cluster', verbs: readonly string[], subresources: Offer['subresources'] = {}): Offer {
  return { group, resource, namespaced: scope === 'namespace', verbs, subresources };
}

/** What is authorised and yet no operation of the API. */
const VIRTUAL: readonly Offer[] = [
  // A binding of one namespace asks for bind in that namespace, of cluster roles too:
  // https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/registry/rbac/escalation_check.go
  offer(RBAC, 'roles', 'namespace', ['bind', 'escalate']),
  offer(RBAC, 'clusterroles', 'namespace', ['bind']),
  offer(RBAC, 'clusterroles', 'cluster', ['escalate']),
  // A request for one namespace counts as made in it:
  // https://github.com/kubernetes/kubernetes/blob/v1.37.1/staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go
  offer('', 'namespaces', 'namespace', ['get', 'update', 'patch', 'delete'], { status: ['get', 'update', 'patch'], finalize: ['update'] }),
  // https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
  offer('', 'users', 'cluster', ['impersonate']),
  offer('', 'groups', 'cluster', ['impersonate']),
  offer('', 'serviceaccounts', 'namespace', ['impersonate']),
  offer('authentication.k8s.io', 'uids', 'cluster', USER_INFO),
  offer('authentication.k8s.io', 'userextras', 'cluster', [], { '*': USER_INFO }),
  // https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/5284-constrained-impersonation
  offer('authentication.k8s.io', 'users', 'cluster', ['impersonate:user-info']),
  offer('authentication.k8s.io', 'groups', 'cluster', ['impersonate:user-info']),
  offer('authentication.k8s.io', 'serviceaccounts', 'namespace', ['impersonate:serviceaccount']),
  offer('authentication.k8s.io', 'nodes', 'cluster', ['impersonate:arbitrary-node', 'impersonate:associated-node']),
  // https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization
  offer('certificates.k8s.io', 'signers', 'cluster', ['approve', 'sign', 'attest']),
  // https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#approval
  offer('certificates.k8s.io', 'certificatesigningrequests', 'cluster', [], { nodeclient: ['create'], selfnodeclient: ['create'] }),
  // https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
  offer('', 'nodes', 'cluster', [], {
    checkpoint: ['create', 'get'],
    configz: ['get'],
    healthz: ['get'],
    log: ['get'],
    metrics: ['get'],
    pods: ['get'],
    spec: ['get'],
    stats: ['get'],
    statusz: ['get'],
  }),
  // Gone since 1.25, and still found in roles: https://kubernetes.io/docs/concepts/security/pod-security-policy/
  offer('policy', 'podsecuritypolicies', 'namespace', ['use']),
];

/** Owners that block deletion ask for it, whatever the owner is: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement */
const FINALIZERS: { readonly [name: string]: readonly string[] } = { finalizers: ['update'] };

const OFFERS: readonly Offer[] = [...API_RESOURCES.map(row => ({ ...row, subresources: { ...FINALIZERS, ...row.subresources } })), ...VIRTUAL];

function offersOf(group: string, resource: string): readonly Offer[] {
  return OFFERS.filter(row => row.group === group && row.resource === resource);
}

function verbsIn(row: Offer, subresource: string | undefined): readonly string[] {
  if (subresource === undefined) { return row.verbs; }
  return (Object.hasOwn(row.subresources, subresource) ? row.subresources[subresource] : row.subresources['*']) ?? [];
}

/** Whether Kubernetes itself serves an API group, so that all its resources are known. */
export function isBuiltInGroup(group: string): boolean {
  return OFFERS.some(row => row.group === group);
}

/** The resources of a built-in group. */
export function resourcesOf(group: string): string[] {
  return [...new Set(OFFERS.filter(row => row.group === group).map(row => row.resource))].sort();
}

/** The built-in groups that have a resource of this name. */
export function groupsOf(resource: string): string[] {
  return [...new Set(OFFERS.filter(row => row.resource === resource).map(row => row.group))].sort();
}

/** The subresources of a built-in resource. */
export function subresourcesOf(group: string, resource: string): string[] {
  return [...new Set(offersOf(group, resource).flatMap(row => Object.keys(row.subresources)))].sort();
}

/** The verbs of a resource, or of a subresource (`pods/exec`); none where Kubernetes has no such thing. */
export function verbsOf(group: string, combined: string): string[] {
  const [resource, subresource] = splitResource(combined);
  return [...new Set(offersOf(group, resource).flatMap(row => verbsIn(row, subresource)))];
}

/** Whether a role of one namespace can grant a verb; of resources that are not built in, nobody knows, so it may. */
export function isGrantableInNamespace(group: string, combined: string, verb: string): boolean {
  const [resource, subresource] = splitResource(combined);
  return !isBuiltInGroup(group)
    || offersOf(group, resource).some(row => row.namespaced && verbsIn(row, subresource).includes(verb));
}
