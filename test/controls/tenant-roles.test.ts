import { RoleRule, rulesOf, TenantRole } from '../../src/controls/tenant-roles';
import { API_RESOURCES } from '../../src/kubernetes/api-resources.data';

const ROLES: TenantRole[] = ['viewer', 'developer', 'admin', 'deployer', 'ci'];
/** Every verb that the API server knows, and those that only RBAC knows. */
const VERBS = [
  'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'bind', 'escalate', 'impersonate', 'use', 'approve', 'sign', 'proxy',
];
const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const RBAC = 'rbac.authorization.k8s.io';

/** As the API server decides: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
function may(role: TenantRole, verb: string, group: string, resource: string): boolean {
  const [, subresource] = resource.split('/');
  const covers = (words: readonly string[], word: string): boolean => words.includes('*') || words.includes(word);
  return rulesOf(role).some(rule => covers(rule.verbs, verb) && covers(rule.apiGroups, group)
    && (covers(rule.resources, resource) || (subresource !== undefined && rule.resources.includes(`*/${subresource}`))));
}

const verbsOf = (role: TenantRole, group: string, resource: string): string[] => VERBS.filter(verb => may(role, verb, group, resource));

/** One grant: a group, a resource and a verb. */
function grantsOf(role: TenantRole): { group: string; resource: string; verb: string }[] {
  return rulesOf(role).flatMap(({ apiGroups, resources, verbs }: RoleRule) =>
    apiGroups.flatMap(group => resources.flatMap(resource => verbs.map(verb => ({ group, resource, verb })))));
}

describe.each(ROLES)('the role %s', role => {
  test.each([
    ['reads or writes secrets', '', 'secrets', VERBS],
    ['enters a container', '', 'pods/exec', VERBS],
    ['attaches to a container', '', 'pods/attach', VERBS],
    ['forwards a port of a pod', '', 'pods/portforward', VERBS],
    ['talks with a pod through the API server', '', 'pods/proxy', VERBS],
    ['talks with a service through the API server', '', 'services/proxy', VERBS],
    ['adds a container to a running pod', '', 'pods/ephemeralcontainers', VERBS],
    ['places pods', '', 'pods/binding', VERBS],
    ['changes a pod that is there, or makes one without a workload', '', 'pods', ['create', 'update', 'patch']],
    ['changes the status of a service', '', 'services/status', VERBS],
    ['makes a token', '', 'serviceaccounts/token', VERBS],
    ['acts as another account', '', 'serviceaccounts', ['impersonate']],
    ['acts as another user', '', 'users', VERBS],
    ['acts as a group', '', 'groups', VERBS],
    ['acts with other extra fields', 'authentication.k8s.io', 'userextras/scopes', VERBS],
    ['binds roles that it does not have', RBAC, 'roles', ['bind', 'escalate']],
    ['binds cluster roles', RBAC, 'clusterroles', VERBS],
    ['binds in the whole cluster', RBAC, 'clusterrolebindings', VERBS],
    ['changes quotas', '', 'resourcequotas', WRITES],
    ['changes limits', '', 'limitranges', WRITES],
    ['changes network policies', 'networking.k8s.io', 'networkpolicies', WRITES],
    ['sees or changes namespaces', '', 'namespaces', VERBS],
    ['finalizes namespaces', '', 'namespaces/finalize', VERBS],
    ['sees nodes', '', 'nodes', VERBS],
    ['reaches the kubelet', '', 'nodes/proxy', VERBS],
    ['sees or makes volumes of the cluster', '', 'persistentvolumes', VERBS],
    ['redirects traffic', 'discovery.k8s.io', 'endpointslices', WRITES],
    ['redirects traffic the old way', '', 'endpoints', VERBS],
    ['hides its tracks', '', 'events', WRITES],
    ['elects leaders', 'coordination.k8s.io', 'leases', VERBS],
    ['deletes whole collections', '', 'pods', ['deletecollection']],
  ])('never %s', (_, group, resource, verbs) => {
    expect(verbs.filter(verb => may(role, verb, group, resource))).toEqual([]);
  });

  test('has no wildcard, no rule without a word, and no list of names', () => {
    for (const rule of rulesOf(role)) {
      expect(Object.keys(rule).sort()).toEqual(['apiGroups', 'resources', 'verbs']);
      for (const words of [rule.apiGroups, rule.resources, rule.verbs]) {
        expect(words.length).toBeGreaterThan(0);
        expect(words.join(' ')).not.toContain('*');
      }
    }
  });

  test('grants nothing in the cluster, and only what the API server has', () => {
    const unknown = grantsOf(role).filter(({ group, resource, verb }) => {
      const [name, subresource] = resource.split('/');
      const found = API_RESOURCES.find(row => row.group === group && row.resource === name);
      const verbs = subresource === undefined ? found?.verbs : found?.subresources[subresource];
      return !found?.namespaced || !verbs?.includes(verb);
    });
    expect(unknown).toEqual([]);
  });

  test('says nothing twice', () => {
    const grants = grantsOf(role).map(({ group, resource, verb }) => `${group}/${resource}/${verb}`);
    expect(new Set(grants).size).toBe(grants.length);
  });

  test('is a copy that nobody can change for others', () => {
    (rulesOf(role)[0].verbs as string[]).push('escalate');
    expect(rulesOf(role)[0].verbs).not.toContain('escalate');
  });
});

/** The letters of the verbs, in their order: get list watch create update patch delete. */
const LETTERS: { [verb: string]: string } = { get: 'g', list: 'l', watch: 'w', create: 'c', update: 'u', patch: 'p', delete: 'd' };

describe('what each role may do, and nothing else', () => {
  // columns: viewer, developer, admin, deployer, ci
  test.each([
    ['', 'configmaps', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', ''],
    ['', 'persistentvolumeclaims', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', ''],
    ['', 'services', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', ''],
    ['', 'serviceaccounts', 'glw', 'glw', 'glwcupd', 'glwcupd', ''],
    ['', 'pods', 'glw', 'glwd', 'glwd', 'glw', 'glw'],
    ['', 'pods/log', 'g', 'g', 'g', '', 'g'],
    ['', 'events', 'glw', 'glw', 'glw', 'glw', 'glw'],
    ['', 'limitranges', 'glw', 'glw', 'glw', '', ''],
    ['', 'resourcequotas', 'glw', 'glw', 'glw', '', ''],
    ['apps', 'daemonsets', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', 'glwup'],
    ['apps', 'deployments', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', 'glwup'],
    ['apps', 'statefulsets', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', 'glwup'],
    ['apps', 'deployments/scale', '', 'gup', 'gup', '', ''],
    ['apps', 'statefulsets/scale', '', 'gup', 'gup', '', ''],
    ['apps', 'controllerrevisions', 'glw', 'glw', 'glw', 'glw', 'glw'],
    ['apps', 'replicasets', 'glw', 'glw', 'glw', 'glw', 'glw'],
    ['autoscaling', 'horizontalpodautoscalers', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', ''],
    ['batch', 'cronjobs', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', 'glwup'],
    ['batch', 'jobs', 'glw', 'glwcupd', 'glwcupd', 'glwcupd', 'glw'],
    ['discovery.k8s.io', 'endpointslices', 'glw', 'glw', 'glw', '', ''],
    ['networking.k8s.io', 'ingresses', 'glw', 'glw', 'glwcupd', 'glwcupd', ''],
    ['networking.k8s.io', 'networkpolicies', 'glw', 'glw', 'glw', '', ''],
    ['policy', 'poddisruptionbudgets', 'glw', 'glw', 'glwcupd', 'glwcupd', ''],
    [RBAC, 'rolebindings', '', '', 'glwcupd', '', ''],
    [RBAC, 'roles', '', '', 'glwcupd', '', ''],
  ])('with %s/%s: viewer %p, developer %p, admin %p, deployer %p, CI %p', (group, resource, ...letters) => {
    expect(ROLES.map(role => verbsOf(role, group, resource).map(verb => LETTERS[verb] ?? verb).join(''))).toEqual(letters);
  });

  test('no role touches a resource that the table above does not name', () => {
    const counts = ROLES.map(role => new Set(grantsOf(role).map(({ group, resource }) => `${group}/${resource}`)).size);
    expect(counts).toEqual([21, 23, 25, 16, 10]);
  });

  test('the admin has all that the others have, so that the API server lets it grant their roles', () => {
    const missing = ROLES.flatMap(grantsOf).filter(({ group, resource, verb }) => !may('admin', verb, group, resource));
    expect(missing).toEqual([]);
  });

  test('only the admin grants anything', () => {
    expect(ROLES.filter(role => verbsOf(role, RBAC, 'rolebindings').length > 0)).toEqual(['admin']);
  });
});
