import { Chart } from 'cdk8s';
import { ApiResource, IApiResource } from 'cdk8s-plus-27';
import { LeastPrivilegeServiceAccount } from '../../src/constructs/least-privilege-service-account';
import { HttpVerb, Permission, Verb } from '../../src/constructs/permission';
import { CheckId } from '../../src/controls/check-id';
import { Escalation, ESCALATIONS, GrantTuple, needsWaiver } from '../../src/controls/rbac-escalations';
import { isBuiltInGroup, isGrantableInNamespace, verbsOf } from '../../src/kubernetes/api-resource-catalogue';
import { Waiver } from '../../src/waivers/waiver';
import { messageOf, newChart, ofKind, synth } from '../support/synth';

const custom = (apiGroup: string, resourceType: string): IApiResource => ApiResource.custom({ apiGroup, resourceType });
const waiverOf = (check: CheckId): Waiver => Waiver.of(check, { reason: 'the operator needs it', expires: '2027-06-30' });
const memberOf = (check: CheckId): string => Object.entries(CheckId).find(([, value]) => value === check)![0];

type Where = 'namespace' | 'cluster' | 'kube-system';

/** Grants something to an account, in its namespace, in the whole cluster, or in kube-system. */
function granting(permission: Permission, where: Where, waivers: Waiver[] = []): LeastPrivilegeServiceAccount {
  const chart = newChart({ namespace: where === 'kube-system' ? where : 'shop' });
  return new LeastPrivilegeServiceAccount(chart, 'cart', { [where === 'cluster' ? 'clusterPermissions' : 'permissions']: [permission], waivers });
}

describe('a grant that gains more than it says needs a waiver', () => {
  // Written from the list of escalation paths, not from the table in the code.
  test.each<[string, string, string, string, CheckId[], Where]>([
    ['E-01', '', 'secrets', 'get', [CheckId.RBAC_SECRETS_READ], 'namespace'],
    ['E-02', '', 'secrets', 'list', [CheckId.RBAC_SECRETS_READ], 'namespace'],
    ['E-03', '', 'secrets', 'watch', [CheckId.RBAC_SECRETS_READ], 'cluster'],
    ['E-04', '', 'secrets', 'create', [CheckId.RBAC_SECRETS_WRITE], 'namespace'],
    ['E-04', '', 'secrets', 'patch', [CheckId.RBAC_SECRETS_WRITE], 'namespace'],
    ['E-05', '', 'pods', 'create', [CheckId.RBAC_WORKLOAD_CREATE], 'namespace'],
    ['E-05', 'apps', 'daemonsets', 'create', [CheckId.RBAC_WORKLOAD_CREATE], 'namespace'],
    ['E-05', 'apps', 'statefulsets', 'patch', [CheckId.RBAC_WORKLOAD_CREATE], 'namespace'],
    ['E-05', 'batch', 'cronjobs', 'update', [CheckId.RBAC_WORKLOAD_CREATE], 'namespace'],
    ['E-06', '', 'persistentvolumes', 'create', [CheckId.RBAC_PERSISTENT_VOLUME_CREATE], 'cluster'],
    ['E-08', '', 'nodes/proxy', 'get', [CheckId.RBAC_NODES_PROXY], 'cluster'],
    ['E-09', '', 'services/proxy', 'create', [CheckId.RBAC_SERVICE_PROXY], 'namespace'],
    ['E-10', '', 'nodes/stats', 'get', [CheckId.RBAC_KUBELET_READ], 'cluster'],
    ['E-11', '', 'pods/exec', 'get', [CheckId.RBAC_POD_EXEC], 'namespace'],
    ['E-11', '', 'pods/exec', 'create', [CheckId.RBAC_POD_EXEC], 'cluster'],
    ['E-12', '', 'pods/attach', 'create', [CheckId.RBAC_POD_ATTACH], 'namespace'],
    ['E-12', '', 'pods/portforward', 'get', [CheckId.RBAC_PORT_FORWARD], 'namespace'],
    ['E-13', '', 'pods/ephemeralcontainers', 'update', [CheckId.RBAC_EPHEMERAL_CONTAINERS], 'namespace'],
    ['E-14', '', 'pods', 'patch', [CheckId.RBAC_WORKLOAD_CREATE], 'namespace'],
    ['E-15', '', 'pods/log', 'get', [CheckId.RBAC_POD_LOG_READ], 'namespace'],
    ['E-16', '', 'pods/binding', 'create', [CheckId.RBAC_POD_BINDING], 'namespace'],
    ['E-16', '', 'nodes/status', 'patch', [CheckId.RBAC_NODE_POD_STATUS], 'cluster'],
    ['E-16', '', 'services/status', 'update', [CheckId.RBAC_SERVICE_STATUS], 'namespace'],
    ['E-17', '', 'nodes', 'patch', [CheckId.RBAC_NODE_WRITE], 'cluster'],
    ['E-18', '', 'pods/eviction', 'create', [CheckId.RBAC_POD_EVICTION], 'namespace'],
    ['E-18', '', 'pods', 'deletecollection', [CheckId.RBAC_POD_EVICTION], 'namespace'],
    ['E-19', 'rbac.authorization.k8s.io', 'clusterroles', 'escalate', [CheckId.RBAC_BIND_ESCALATE], 'cluster'],
    ['E-20', 'rbac.authorization.k8s.io', 'clusterroles', 'bind', [CheckId.RBAC_BIND_ESCALATE], 'namespace'],
    ['E-21', 'rbac.authorization.k8s.io', 'rolebindings', 'create', [CheckId.RBAC_CREATE_BINDINGS], 'namespace'],
    ['E-22', 'rbac.authorization.k8s.io', 'roles', 'update', [CheckId.RBAC_ROLE_WRITE], 'namespace'],
    ['E-23', 'rbac.authorization.k8s.io', 'clusterroles', 'create', [CheckId.RBAC_ROLE_WRITE], 'cluster'],
    ['E-24', '', 'users', 'impersonate', [CheckId.RBAC_IMPERSONATE], 'cluster'],
    ['E-24', '', 'serviceaccounts', 'impersonate', [CheckId.RBAC_IMPERSONATE], 'namespace'],
    ['E-24', 'authentication.k8s.io', 'userextras/scopes', 'impersonate', [CheckId.RBAC_IMPERSONATE], 'cluster'],
    ['E-25', 'authentication.k8s.io', 'nodes', 'impersonate:arbitrary-node', [CheckId.RBAC_IMPERSONATE], 'cluster'],
    ['E-26', 'certificates.k8s.io', 'signers', 'approve', [CheckId.RBAC_CSR_APPROVAL], 'cluster'],
    ['E-27', 'certificates.k8s.io', 'signers', 'sign', [CheckId.RBAC_CSR_APPROVAL], 'cluster'],
    ['E-28', '', 'serviceaccounts/token', 'create', [CheckId.RBAC_TOKEN_REQUEST], 'namespace'],
    ['E-29', '', 'serviceaccounts', 'patch', [CheckId.RBAC_SERVICE_ACCOUNT_WRITE], 'namespace'],
    ['E-30', 'admissionregistration.k8s.io', 'validatingwebhookconfigurations', 'delete', [CheckId.RBAC_WEBHOOK_CONFIG], 'cluster'],
    ['E-31', 'admissionregistration.k8s.io', 'validatingadmissionpolicybindings', 'delete', [CheckId.RBAC_ADMISSION_POLICY_WRITE], 'cluster'],
    ['E-32', 'apiregistration.k8s.io', 'apiservices', 'patch', [CheckId.RBAC_API_SERVICE_WRITE], 'cluster'],
    ['E-33', 'apiextensions.k8s.io', 'customresourcedefinitions', 'update', [CheckId.RBAC_CUSTOM_RESOURCE_DEFINITION_WRITE], 'cluster'],
    ['E-34', '', 'namespaces', 'patch', [CheckId.RBAC_NAMESPACE_PATCH], 'namespace'],
    ['E-35', '', 'namespaces', 'delete', [CheckId.RBAC_NAMESPACE_DELETE], 'cluster'],
    ['E-36', '', 'resourcequotas', 'delete', [CheckId.RBAC_QUOTA_WRITE], 'namespace'],
    ['E-36', 'networking.k8s.io', 'networkpolicies', 'create', [CheckId.RBAC_NETWORK_WRITE], 'namespace'],
    ['E-37', 'cilium.io', 'ciliumclusterwidenetworkpolicies', 'create', [CheckId.RBAC_NETWORK_WRITE], 'cluster'],
    ['E-38', 'discovery.k8s.io', 'endpointslices', 'patch', [CheckId.RBAC_ENDPOINT_EDIT], 'namespace'],
    ['E-39', 'gateway.networking.k8s.io', 'httproutes', 'create', [CheckId.RBAC_NETWORK_WRITE], 'namespace'],
    ['E-40', '', 'configmaps', 'patch', [CheckId.RBAC_CONFIGMAP_WRITE, CheckId.RBAC_EKS_AWS_AUTH], 'kube-system'],
    ['E-41', 'scheduling.k8s.io', 'priorityclasses', 'create', [CheckId.RBAC_PRIORITY_CLASS_WRITE], 'cluster'],
    ['E-42', 'storage.k8s.io', 'storageclasses', 'update', [CheckId.RBAC_STORAGE_WRITE], 'cluster'],
    ['E-43', 'coordination.k8s.io', 'leases', 'update', [CheckId.RBAC_SYSTEM_LEASE_WRITE], 'kube-system'],
    ['E-44', '', 'events', 'delete', [CheckId.RBAC_DELETE_EVENTS], 'namespace'],
    ['E-56', 'argoproj.io', 'applications', 'create', [CheckId.RBAC_GITOPS_WRITE], 'namespace'],
    ['E-57', 'kyverno.io', 'clusterpolicies', 'delete', [CheckId.RBAC_POLICY_ENGINE_WRITE], 'cluster'],
    ['E-58', 'external-secrets.io', 'externalsecrets', 'create', [CheckId.RBAC_EXTERNAL_SECRETS_WRITE], 'namespace'],
    ['E-59', 'apps', 'deployments/scale', 'update', [CheckId.RBAC_SCALE], 'namespace'],
  ])('%s: group "%s", %s, %s', (id, group, resource, verb, checks, where) => {
    const permission = Permission.of(custom(group, resource), [verb as Verb]);
    expect(messageOf(() => granting(permission, where))).toContain(`: ${id} must not be granted in `);
    const roles = ofKind(synth(Chart.of(granting(permission, where, checks.map(waiverOf)))), 'Role', 'ClusterRole');
    expect(Object.keys(roles[0].metadata.annotations)).toEqual(checks.map(check => `waiver.cdk8s-hardened/${check}`));
  });

  test.each([
    ['E-46', '/metrics'], ['E-46', '/logs/kube-apiserver.log'], ['E-46', '/debug/pprof/heap'],
  ])('%s: path %s', (id, path) => {
    expect(messageOf(() => granting(Permission.url([path]), 'cluster'))).toContain(`: ${id} must not be granted in the whole cluster`);
    expect(() => granting(Permission.url([path]), 'cluster', [waiverOf(CheckId.RBAC_NON_RESOURCE_URLS)])).not.toThrow();
  });

  test.each([
    ['E-07', Permission.of(ApiResource.PERSISTENT_VOLUME_CLAIMS, [Verb.CREATE])],
    ['E-45', Permission.of(custom('policy', 'podsecuritypolicies'), [Verb.USE])],
  ])('but not %s, which is worth knowing only', (_, permission) => {
    expect(() => granting(permission, 'namespace')).not.toThrow();
  });
});

describe('a grant that gains nothing needs none', () => {
  test.each<[string, Permission, Where]>([
    ['to read one Secret by its name', Permission.read(ApiResource.SECRETS, { names: ['password'] }), 'namespace'],
    ['to change one Secret by its name', Permission.of(ApiResource.SECRETS, [Verb.UPDATE], { names: ['certificate'] }), 'namespace'],
    ['to change ConfigMaps', Permission.of(ApiResource.CONFIG_MAPS, [Verb.CREATE, Verb.UPDATE, Verb.PATCH]), 'namespace'],
    ['to elect a leader', Permission.of(ApiResource.LEASES, [Verb.GET, Verb.CREATE, Verb.UPDATE]), 'namespace'],
    ['to write events', Permission.of(ApiResource.EVENTS, [Verb.CREATE, Verb.PATCH]), 'namespace'],
    ['to see pods', Permission.read(ApiResource.PODS), 'cluster'],
    ['to see roles', Permission.read(ApiResource.CLUSTER_ROLES), 'cluster'],
    ['to see its own namespace', Permission.of(ApiResource.NAMESPACES, [Verb.GET]), 'namespace'],
    ['to scale one workload by its name', Permission.of(ApiResource.DEPLOYMENTS, [Verb.PATCH], { subresource: 'scale', names: ['cart'] }), 'namespace'],
    ['to ask whether the API server is well', Permission.url(['/livez', '/readyz'], [HttpVerb.GET, HttpVerb.HEAD]), 'cluster'],
    ['to own custom resources', Permission.of(custom('example.com', 'widgets'), [Verb.GET, Verb.LIST, Verb.WATCH, Verb.UPDATE]), 'cluster'],
  ])('%s', (_, permission, where) => {
    expect(() => granting(permission, where)).not.toThrow();
  });
});

describe('every row of the table is enforced', () => {
  /** The permissions that a tuple forbids; where it says any resource, some. */
  function permissionsOf({ groups = [], resources = [], verbs, urls }: GrantTuple): { permission: Permission; inNamespace: boolean }[] {
    if (urls) { return urls.map(url => ({ permission: Permission.url([url.replace('*', '/x')], [verbs[0] as HttpVerb]), inNamespace: false })); }
    return groups.flatMap(given => resources.flatMap(pattern => verbs.map(verb => {
      const group = given === '*' ? 'apps' : given;
      const resource = pattern.replace('*/', 'deployments/').replace('/*', '/scopes').replace(/^\*$/, 'things');
      // A tuple may name more verbs than a release of Kubernetes serves.
      if (isBuiltInGroup(group) && !verbsOf(group, resource).includes(verb)) { return undefined; }
      return { permission: Permission.of(custom(group, resource), [verb as Verb]), inNamespace: isGrantableInNamespace(group, resource, verb) };
    }))).filter(one => one !== undefined);
  }

  /** The control of the row, and those of rows that concern the same grants. */
  const waivers = ({ check }: Escalation): CheckId[] =>
    [...new Set([check, CheckId.RBAC_ROLE_WRITE, CheckId.RBAC_CONFIGMAP_WRITE, CheckId.RBAC_EKS_AWS_AUTH])];

  test.each(ESCALATIONS.filter(needsWaiver).map(row => [row.id, row.check, row] as const))('%s %s', (id, check, row) => {
    const permissions = row.tuples.flatMap(permissionsOf);
    expect(permissions.length).toBeGreaterThan(0);
    for (const { permission, inNamespace } of permissions) {
      const where = !inNamespace || row.where === 'cluster' ? 'cluster' : Array.isArray(row.where) ? 'kube-system' : 'namespace';
      const message = messageOf(() => granting(permission, where));
      expect(message).toContain(`: ${id} must not be granted in `);
      const needed = waivers(row).filter(one => one === check || message.includes(`CheckId.${memberOf(one)},`));
      expect(() => granting(permission, where, needed.map(waiverOf))).not.toThrow();
    }
  });
});
