import { ISOLATED } from '../controls/network';
import { RBAC_GROUP } from '../controls/rbac-subjects';
import { DENIED_POD_SCOPES, POD_SECURITY, PRIORITY_SCOPE, SYSTEM_PRIORITY_CLASSES } from '../controls/tenancy';
import { rulesOf } from '../controls/tenant-roles';
import { Manifest } from '../kubernetes/manifest';
import { ClusterDns } from './cluster-dns';
import { TenantAccess } from './tenant-access';
import { TenantSize } from './tenant-size';

const NETWORKING = 'networking.k8s.io/v1';
const RBAC = `${RBAC_GROUP}/v1`;

const object = (apiVersion: string, kind: string, name: string, rest: Manifest): Manifest => ({ apiVersion, kind, metadata: { name }, ...rest });

/** The Pod Security labels: https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/ */
export function podSecurityLabels(isEnforced: boolean): { [label: string]: string } {
  const { prefix, modes, level, waivedLevel, version } = POD_SECURITY;
  const levelOf = (mode: string): string => mode === 'enforce' && !isEnforced ? waivedLevel : level;
  return Object.fromEntries(modes.flatMap(mode => [[`${prefix}${mode}`, levelOf(mode)], [`${prefix}${mode}-version`, version]]));
}

/** Which pods the last quota counts: those with a priority of the cluster, or with any but those that are named. */
function priorityScope(allowed?: readonly string[]): Manifest[] {
  const { scopeName } = PRIORITY_SCOPE;
  if (allowed === undefined) { return [{ scopeName, operator: 'In', values: [...SYSTEM_PRIORITY_CLASSES] }]; }
  // NotIn alone would count the pods without a class too.
  const others = allowed.length > 0 ? [{ scopeName, operator: 'NotIn', values: [...allowed] }] : [];
  return [{ scopeName, operator: 'Exists' }, ...others];
}

/** The quotas: what there may be, and the pods that there may not be. */
export function quotasOf(size: TenantSize, priorityClasses?: readonly string[]): Manifest[] {
  const none = { pods: '0' };
  const quota = (name: string, spec: Manifest): Manifest => object('v1', 'ResourceQuota', name, { spec });
  return [
    quota('compute-and-objects', { hard: size._toHard() }),
    ...DENIED_POD_SCOPES.map(({ name, scopeName }) => quota(name, { hard: none, scopes: [scopeName] })),
    quota(PRIORITY_SCOPE.name, { hard: none, scopeSelector: { matchExpressions: priorityScope(priorityClasses) } }),
  ];
}

/** The defaults and bounds of single containers, pods and volumes. */
export function limitRangeOf(size: TenantSize): Manifest {
  return object('v1', 'LimitRange', 'limits', { spec: { limits: size._toLimits() } });
}

/** Nothing in, nothing out, but names are resolved. The cloud metadata addresses stay as closed as everything else. */
export function networkPoliciesOf(dns: ClusterDns): Manifest[] {
  return [
    object(NETWORKING, 'NetworkPolicy', 'default-deny', { spec: { podSelector: {}, policyTypes: [...ISOLATED] } }),
    object(NETWORKING, 'NetworkPolicy', 'allow-dns', { spec: { podSelector: {}, policyTypes: ['Egress'], egress: dns._toEgress() } }),
  ];
}

function subjectsOf(access: readonly TenantAccess[]): Manifest[] {
  const subjects = access.flatMap(each => each._subjects).map(subject => subject._toKube());
  return [...new Map(subjects.map(subject => [JSON.stringify(subject), subject])).values()];
}

/** A role and its binding for each kind of access that somebody has. */
export function rolesOf(access: readonly TenantAccess[]): Manifest[] {
  const roles = [...new Set(access.map(({ _role }) => _role))].sort();
  return roles.flatMap(role => {
    const name = `tenant-${role}`;
    return [
      object(RBAC, 'Role', name, { rules: rulesOf(role) }),
      object(RBAC, 'RoleBinding', name, {
        roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name },
        subjects: subjectsOf(access.filter(({ _role }) => _role === role)),
      }),
    ];
  });
}
