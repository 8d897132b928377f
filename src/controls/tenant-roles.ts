import { RBAC_GROUP } from './rbac-subjects';

/** The roles of the people and machines of a tenant. */
export type TenantRole = 'admin' | 'ci' | 'deployer' | 'developer' | 'viewer';

/** A rule of a role, as it stands in YAML. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Resources, and what each role may do with them: nothing where it is not named. */
interface Grant {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly verbs: { readonly [role in TenantRole]?: readonly string[] };
}

const READ = ['get', 'list', 'watch'];
const CHANGE = [...READ, 'create', 'update', 'patch', 'delete'];
/** Change the image of a workload that is there. */
const ROLL_OUT = [...READ, 'update', 'patch'];
const REPLACE = [...READ, 'delete'];
const SCALE = ['get', 'update', 'patch'];
const LOG = ['get'];

/**
 * What the roles may do, in the namespace of the tenant only. Against the cluster roles `admin` and `edit` of Kubernetes, none
 * reads secrets, enters or forwards to pods, makes tokens or impersonates, and quotas, limits and network policies are read
 * only: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 * The Namespace itself is cluster-scoped and granted to nobody (MTB-PL1-CC-CPI-1). Whoever changes workloads can mount
 * every secret of the namespace in one: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
 */
const GRANTS: readonly Grant[] = [
  {
    apiGroup: '',
    resources: ['configmaps', 'persistentvolumeclaims', 'services'],
    verbs: { viewer: READ, developer: CHANGE, admin: CHANGE, deployer: CHANGE },
  },
  { apiGroup: '', resources: ['serviceaccounts'], verbs: { viewer: READ, developer: READ, admin: CHANGE, deployer: CHANGE } },
  { apiGroup: '', resources: ['pods'], verbs: { viewer: READ, developer: REPLACE, admin: REPLACE, deployer: READ, ci: READ } },
  { apiGroup: '', resources: ['pods/log'], verbs: { viewer: LOG, developer: LOG, admin: LOG, ci: LOG } },
  { apiGroup: '', resources: ['events'], verbs: { viewer: READ, developer: READ, admin: READ, deployer: READ, ci: READ } },
  { apiGroup: '', resources: ['limitranges', 'resourcequotas'], verbs: { viewer: READ, developer: READ, admin: READ } },
  {
    apiGroup: 'apps',
    resources: ['daemonsets', 'deployments', 'statefulsets'],
    verbs: { viewer: READ, developer: CHANGE, admin: CHANGE, deployer: CHANGE, ci: ROLL_OUT },
  },
  { apiGroup: 'apps', resources: ['deployments/scale', 'statefulsets/scale'], verbs: { developer: SCALE, admin: SCALE } },
  {
    apiGroup: 'apps',
    resources: ['controllerrevisions', 'replicasets'],
    verbs: { viewer: READ, developer: READ, admin: READ, deployer: READ, ci: READ },
  },
  {
    apiGroup: 'autoscaling',
    resources: ['horizontalpodautoscalers'],
    verbs: { viewer: READ, developer: CHANGE, admin: CHANGE, deployer: CHANGE },
  },
  { apiGroup: 'batch', resources: ['cronjobs'], verbs: { viewer: READ, developer: CHANGE, admin: CHANGE, deployer: CHANGE, ci: ROLL_OUT } },
  { apiGroup: 'batch', resources: ['jobs'], verbs: { viewer: READ, developer: CHANGE, admin: CHANGE, deployer: CHANGE, ci: READ } },
  { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'], verbs: { viewer: READ, developer: READ, admin: READ } },
  { apiGroup: 'networking.k8s.io', resources: ['ingresses'], verbs: { viewer: READ, developer: READ, admin: CHANGE, deployer: CHANGE } },
  { apiGroup: 'networking.k8s.io', resources: ['networkpolicies'], verbs: { viewer: READ, developer: READ, admin: READ } },
  { apiGroup: 'policy', resources: ['poddisruptionbudgets'], verbs: { viewer: READ, developer: READ, admin: CHANGE, deployer: CHANGE } },
  // Bounded: the API server lets nobody grant what they do not have, unless they hold bind or escalate.
  { apiGroup: RBAC_GROUP, resources: ['rolebindings', 'roles'], verbs: { admin: CHANGE } },
];

/** The rules of a role; resources of one group with the same verbs share a rule. */
export function rulesOf(role: TenantRole): RoleRule[] {
  const rules = new Map<string, RoleRule>();
  for (const { apiGroup, resources, verbs } of GRANTS) {
    const granted = verbs[role];
    if (granted === undefined) { continue; }
    const key = [apiGroup, ...granted].join(' ');
    const merged = [...rules.get(key)?.resources ?? [], ...resources].sort();
    rules.set(key, { apiGroups: [apiGroup], resources: merged, verbs: [...granted] });
  }
  return [...rules.values()];
}
