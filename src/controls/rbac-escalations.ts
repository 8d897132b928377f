import { CheckId } from './check-id';

/** How bad a grant is; what is `info` needs no waiver. */
export type EscalationSeverity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Requests that a dangerous grant allows: each verb with each group and resource, or with each URL. See RequestSet of kubernetes/policy-rule. */
export interface GrantTuple {
  readonly verbs: readonly string[];
  readonly groups?: readonly string[];
  readonly resources?: readonly string[];
  readonly names?: readonly string[];
  readonly urls?: readonly string[];
}

/** A grant that gives its holder more than it seems to. */
export interface Escalation {
  /** The number of the escalation path; paths that are more than one control have more than one row. */
  readonly id: string;
  readonly check: CheckId;
  readonly severity: EscalationSeverity;
  readonly tuples: readonly GrantTuple[];
  /** Where it is dangerous: anywhere, in the whole cluster only, or in these namespaces (and so in the whole cluster). */
  readonly where: 'any' | 'cluster' | readonly string[];
  /** Whether naming the objects, in a role of one namespace, takes the danger away. */
  readonly isNarrowedByNames?: boolean;
  /** What the holder can do with it, after `because its holder`. */
  readonly why: string;
}

const CORE = [''];
const RBAC = ['rbac.authorization.k8s.io'];
const ADMISSION = ['admissionregistration.k8s.io'];
const CERTIFICATES = ['certificates.k8s.io'];
const AUTHENTICATION = ['authentication.k8s.io'];

const EDIT = ['update', 'patch'];
const WRITE = ['create', ...EDIT];
const DELETE = ['delete', 'deletecollection'];
const WRITE_OR_DELETE = [...WRITE, ...DELETE];
/** What the API server makes of HTTP methods where it only passes a request on. */
const PROXY = ['get', 'create', 'update', 'patch', 'delete'];
/** WebSocket clients send GET, others POST; before Kubernetes 1.35 each is enough alone: https://github.com/kubernetes/kubernetes/issues/78741 */
const STREAM = ['get', 'create'];

function tuple(groups: readonly string[], resources: readonly string[], verbs: readonly string[], names?: readonly string[]): GrantTuple {
  return { groups, resources, verbs, names };
}

function row(
  id: string, check: CheckId, severity: EscalationSeverity, why: string, tuples: readonly GrantTuple[], extra: Partial<Escalation> = {},
): Escalation {
  return { id, check, severity, why, tuples, where: 'any', ...extra };
}

const CLUSTER = { where: 'cluster' } as const;
const NAMED = { isNarrowedByNames: true } as const;

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks */
const WORKLOADS: readonly Escalation[] = [
  row('E-01', CheckId.RBAC_SECRETS_READ, 'high', 'reads every credential that is kept there', [tuple(CORE, ['secrets'], ['get'])], NAMED),
  row('E-02', CheckId.RBAC_SECRETS_READ, 'high', 'gets whole objects with a list, credentials included', [tuple(CORE, ['secrets'], ['list'])]),
  row('E-03', CheckId.RBAC_SECRETS_READ, 'high', 'gets whole objects with a watch, credentials included', [tuple(CORE, ['secrets'], ['watch'])]),
  row('E-04', CheckId.RBAC_SECRETS_WRITE, 'high', 'makes a Secret that Kubernetes fills with the token of any account', [tuple(CORE, ['secrets'], WRITE)], NAMED),
  row('E-05', CheckId.RBAC_WORKLOAD_CREATE, 'high', 'runs code as any account of the namespace, with any of its secrets mounted', [
    tuple(CORE, ['pods'], ['create']),
    tuple(CORE, ['replicationcontrollers'], WRITE),
    tuple(['apps'], ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], WRITE),
    tuple(['batch'], ['cronjobs', 'jobs'], WRITE),
  ]),
  row('E-06', CheckId.RBAC_PERSISTENT_VOLUME_CREATE, 'high', 'makes a volume of any directory of a node', [tuple(CORE, ['persistentvolumes'], ['create'])], CLUSTER),
  row('E-07', CheckId.RBAC_PERSISTENT_VOLUME_CLAIM_CREATE, 'info', 'makes a storage class provision volumes', [tuple(CORE, ['persistentvolumeclaims'], ['create'])]),
  row('E-11', CheckId.RBAC_POD_EXEC, 'high', 'runs commands in every container', [tuple(CORE, ['pods/exec'], STREAM)]),
  row('E-12', CheckId.RBAC_POD_ATTACH, 'high', 'types into the programs of every container', [tuple(CORE, ['pods/attach'], STREAM)]),
  row('E-12', CheckId.RBAC_PORT_FORWARD, 'medium', 'reaches every port of a pod, past all network policies', [tuple(CORE, ['pods/portforward'], STREAM)]),
  row('E-13', CheckId.RBAC_EPHEMERAL_CONTAINERS, 'high', 'puts a container of its own into running pods', [tuple(CORE, ['pods/ephemeralcontainers'], EDIT)]),
  row('E-14', CheckId.RBAC_WORKLOAD_CREATE, 'medium', 'replaces the image of running pods', [tuple(CORE, ['pods'], EDIT)]),
  row('E-15', CheckId.RBAC_POD_LOG_READ, 'low', 'reads what programs log, personal data and tokens among it', [tuple(CORE, ['pods/log'], ['get'])]),
  row('E-16', CheckId.RBAC_POD_BINDING, 'medium', 'puts pods on a node of its choice', [tuple(CORE, ['bindings', 'pods/binding'], ['create'])]),
  row('E-18', CheckId.RBAC_POD_EVICTION, 'low', 'moves pods to other nodes by removing them', [tuple(CORE, ['pods/eviction'], ['create']), tuple(CORE, ['pods'], DELETE)]),
  row('E-59', CheckId.RBAC_SCALE, 'low', 'stops workloads, or starts so many replicas that others find no room', [tuple(['*'], ['*/scale'], EDIT)], NAMED),
];

const NODES: readonly Escalation[] = [
  row('E-08', CheckId.RBAC_NODES_PROXY, 'critical', 'runs commands in every container of the node; get alone is enough', [tuple(CORE, ['nodes/proxy'], PROXY)], CLUSTER),
  row('E-09', CheckId.RBAC_SERVICE_PROXY, 'medium', 'reaches programs as the API server does, past all network policies', [tuple(CORE, ['pods/proxy', 'services/proxy'], PROXY)]),
  row('E-10', CheckId.RBAC_KUBELET_READ, 'medium', 'reads what the kubelet knows of every pod, and with checkpoint its memory', [
    tuple(CORE, ['configz', 'healthz', 'log', 'metrics', 'pods', 'spec', 'stats', 'statusz'].map(name => `nodes/${name}`), ['get']),
    // The kubelet serves it by POST only.
    tuple(CORE, ['nodes/checkpoint'], ['get', 'create']),
  ], CLUSTER),
  row('E-16', CheckId.RBAC_NODE_POD_STATUS, 'medium', 'steers scheduling and traffic by what it reports', [tuple(CORE, ['nodes/status', 'pods/status'], EDIT)]),
  row('E-16', CheckId.RBAC_SERVICE_STATUS, 'medium', 'draws the traffic of any address to a Service (CVE-2020-8554)', [tuple(CORE, ['services/status'], EDIT)]),
  row('E-17', CheckId.RBAC_NODE_WRITE, 'high', 'moves pods to a node under its control by labels and taints', [tuple(CORE, ['nodes'], [...EDIT, ...DELETE])], CLUSTER),
];

const ACCESS: readonly Escalation[] = [
  row('E-19', CheckId.RBAC_BIND_ESCALATE, 'critical', 'writes roles that grant more than it has', [tuple(RBAC, ['clusterroles', 'roles'], ['escalate'])]),
  row('E-20', CheckId.RBAC_BIND_ESCALATE, 'critical', 'binds itself to any role', [tuple(RBAC, ['clusterroles', 'roles'], ['bind'])]),
  row('E-21', CheckId.RBAC_CREATE_BINDINGS, 'high', 'gives what it has to others, and more together with bind', [tuple(RBAC, ['clusterrolebindings', 'rolebindings'], WRITE)]),
  row('E-22', CheckId.RBAC_ROLE_WRITE, 'medium', 'changes what others may do', [tuple(RBAC, ['clusterroles', 'roles'], WRITE)]),
  row('E-23', CheckId.RBAC_ROLE_WRITE, 'high', 'adds rules to admin, edit and view by a label', [tuple(RBAC, ['clusterroles'], WRITE)], CLUSTER),
  row('E-24', CheckId.RBAC_IMPERSONATE, 'critical', 'acts as anyone else', [
    tuple(CORE, ['groups', 'serviceaccounts', 'users'], ['impersonate']),
    tuple(AUTHENTICATION, ['uids', 'userextras/*'], ['impersonate']),
  ]),
  // Constrained impersonation also asks for impersonate-on:<mode>:<verb> on what is done; that alone gives nothing.
  row('E-25', CheckId.RBAC_IMPERSONATE, 'high', 'acts as somebody else in one mode', [
    tuple(AUTHENTICATION, ['groups', 'uids', 'userextras/*', 'users'], ['impersonate:user-info']),
    tuple(AUTHENTICATION, ['serviceaccounts'], ['impersonate:serviceaccount']),
    tuple(AUTHENTICATION, ['nodes'], ['impersonate:arbitrary-node', 'impersonate:associated-node']),
  ]),
  // Who only creates requests gets nothing until somebody approves them.
  row('E-26', CheckId.RBAC_CSR_APPROVAL, 'critical', 'has certificates made out to any user', [
    tuple(CERTIFICATES, ['certificatesigningrequests/approval'], EDIT),
    tuple(CERTIFICATES, ['signers'], ['approve']),
  ], CLUSTER),
  row('E-27', CheckId.RBAC_CSR_APPROVAL, 'critical', 'signs certificates that the cluster trusts', [
    tuple(CERTIFICATES, ['certificatesigningrequests/status'], EDIT),
    tuple(CERTIFICATES, ['signers'], ['attest', 'sign']),
  ], CLUSTER),
  row('E-28', CheckId.RBAC_TOKEN_REQUEST, 'critical', 'gets the token of any account', [tuple(CORE, ['serviceaccounts/token'], ['create'])]),
  row('E-29', CheckId.RBAC_SERVICE_ACCOUNT_WRITE, 'medium', 'changes accounts, their pull secrets and their cloud identities', [tuple(CORE, ['serviceaccounts'], WRITE)]),
];

const CLUSTER_RULES: readonly Escalation[] = [
  row('E-30', CheckId.RBAC_WEBHOOK_CONFIG, 'critical', 'reads and changes everything that is written to the cluster',
    [tuple(ADMISSION, ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'], WRITE_OR_DELETE)], CLUSTER),
  row('E-31', CheckId.RBAC_ADMISSION_POLICY_WRITE, 'critical', 'takes guards away, or changes what is written to the cluster', [tuple(ADMISSION,
    ['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings'], WRITE_OR_DELETE)], CLUSTER),
  row('E-32', CheckId.RBAC_API_SERVICE_WRITE, 'high', 'sends requests for whole API groups to a server of its own',
    [tuple(['apiregistration.k8s.io'], ['apiservices'], WRITE)], CLUSTER),
  row('E-33', CheckId.RBAC_CUSTOM_RESOURCE_DEFINITION_WRITE, 'high', 'breaks operators, deletes all their objects, or converts them as it likes',
    [tuple(['apiextensions.k8s.io'], ['customresourcedefinitions'], WRITE_OR_DELETE)], CLUSTER),
  row('E-34', CheckId.RBAC_NAMESPACE_PATCH, 'critical', 'sets the labels that choose the Pod Security level and the network policies', [tuple(CORE, ['namespaces'], WRITE)]),
  row('E-35', CheckId.RBAC_NAMESPACE_DELETE, 'high', 'deletes everything in a namespace', [tuple(CORE, ['namespaces'], DELETE)]),
  row('E-36', CheckId.RBAC_QUOTA_WRITE, 'medium', 'lifts the limits that keep tenants from starving each other', [tuple(CORE, ['limitranges', 'resourcequotas'], WRITE_OR_DELETE)]),
  row('E-36', CheckId.RBAC_NETWORK_WRITE, 'medium', 'opens the network of the namespace', [tuple(['networking.k8s.io'], ['networkpolicies'], WRITE_OR_DELETE)]),
  row('E-37', CheckId.RBAC_NETWORK_WRITE, 'high', 'changes the network rules of the whole cluster', [
    tuple(['policy.networking.k8s.io'], ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies'], WRITE_OR_DELETE),
    tuple(['cilium.io', 'crd.projectcalico.org', 'projectcalico.org'], ['*'], WRITE_OR_DELETE),
  ]),
  row('E-38', CheckId.RBAC_ENDPOINT_EDIT, 'high', 'sends the traffic of a Service where it likes', [
    tuple(CORE, ['endpoints'], WRITE),
    tuple(['discovery.k8s.io'], ['endpointslices'], WRITE),
  ]),
  row('E-39', CheckId.RBAC_NETWORK_WRITE, 'medium', 'takes over the host names of others', [
    tuple(['networking.k8s.io'], ['ingresses'], WRITE),
    tuple(['gateway.networking.k8s.io'], ['gateways', 'grpcroutes', 'httproutes', 'tcproutes', 'tlsroutes', 'udproutes'], WRITE),
  ]),
  row('E-40', CheckId.RBAC_CONFIGMAP_WRITE, 'critical', 'changes how the cluster itself works, its DNS answers among it', [tuple(CORE, ['configmaps'], EDIT)], { where: ['kube-system'] }),
  // Where the ConfigMap is not there yet, creating it is enough; rules without names allow both.
  row('E-40', CheckId.RBAC_EKS_AWS_AUTH, 'critical', 'makes itself an administrator of clusters on EKS',
    [tuple(CORE, ['configmaps'], WRITE, ['aws-auth'])], { where: ['kube-system'] }),
  row('E-41', CheckId.RBAC_PRIORITY_CLASS_WRITE, 'medium', 'has pods of its own evict those of others', [tuple(['scheduling.k8s.io'], ['priorityclasses'], WRITE)], CLUSTER),
  row('E-42', CheckId.RBAC_STORAGE_WRITE, 'medium', 'has volumes of others attached, or made by a driver of its own',
    [tuple(['storage.k8s.io'], ['csidrivers', 'csinodes', 'storageclasses', 'volumeattachments'], WRITE_OR_DELETE)], CLUSTER),
  row('E-43', CheckId.RBAC_SYSTEM_LEASE_WRITE, 'medium', 'takes the lead from controllers, or reports nodes as alive or dead',
    [tuple(['coordination.k8s.io'], ['leases'], WRITE_OR_DELETE)], { where: ['kube-node-lease', 'kube-system'] }),
  row('E-44', CheckId.RBAC_DELETE_EVENTS, 'low', 'removes the traces of what happened', [tuple(['', 'events.k8s.io'], ['events'], DELETE)]),
  row('E-45', CheckId.RBAC_POD_SECURITY_POLICY_USE, 'info', 'gets nothing by it: the API is gone since Kubernetes 1.25', [tuple(['policy'], ['podsecuritypolicies'], ['use'])]),
  row('E-46', CheckId.RBAC_NON_RESOURCE_URLS, 'high', 'reads logs, metrics and memory profiles of the API server',
    [{ urls: ['/debug*', '/logs*', '/metrics', '/metrics/*'], verbs: ['get', 'post'] }], CLUSTER),
];

const OPERATORS: readonly Escalation[] = [
  row('E-56', CheckId.RBAC_GITOPS_WRITE, 'high', 'has a controller with the rights of the cluster apply what it likes', [
    tuple(['argoproj.io'], ['applications', 'applicationsets', 'appprojects'], WRITE),
    tuple(['kustomize.toolkit.fluxcd.io'], ['kustomizations'], WRITE),
    tuple(['helm.toolkit.fluxcd.io'], ['helmreleases'], WRITE),
  ]),
  row('E-57', CheckId.RBAC_POLICY_ENGINE_WRITE, 'high', 'takes the policies away that guard the cluster',
    [tuple(['constraints.gatekeeper.sh', 'kyverno.io', 'policies.kyverno.io', 'templates.gatekeeper.sh'], ['*'], WRITE_OR_DELETE)]),
  row('E-58', CheckId.RBAC_EXTERNAL_SECRETS_WRITE, 'high', 'has any secret of the external store brought into the cluster',
    [tuple(['external-secrets.io', 'secrets-store.csi.x-k8s.io'], ['*'], WRITE)]),
];

/**
 * The grants that let their holder gain more than they say. Not here, because no tuple of one rule says it:
 * E-47 to E-50 are about subjects (rbac-subjects), E-51 about roles that do not exist, E-52 and E-54 about stars, E-53 about names
 * with verbs that have none (none of which a Permission can express), E-55 about aggregation, E-60 about cloud identities.
 */
export const ESCALATIONS: readonly Escalation[] = [...WORKLOADS, ...NODES, ...ACCESS, ...CLUSTER_RULES, ...OPERATORS]
  .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Whether an escalation concerns rules that count in a namespace (in the whole cluster where it is undefined), with or without names of objects. */
export function concernsScope(escalation: Escalation, namespace: string | undefined, isNamed: boolean): boolean {
  const { where, isNarrowedByNames } = escalation;
  if (namespace === undefined) { return true; }
  return where !== 'cluster'
    && (where === 'any' || where.includes(namespace))
    && !(isNamed && isNarrowedByNames === true);
}

/** Whether an escalation is bad enough to ask for a waiver. */
export function needsWaiver(escalation: Escalation): boolean {
  return escalation.severity !== 'info';
}
