import { CheckId } from '../../src/controls/check-id';
import { concernsScope, ESCALATIONS, needsWaiver } from '../../src/controls/rbac-escalations';
import { findRefusedSubject } from '../../src/controls/rbac-subjects';
import { allowsSome, PolicyRule } from '../../src/kubernetes/policy-rule';

/** The escalation paths that rules in a namespace, or in the whole cluster, open. */
function pathsOf(rules: PolicyRule[], namespace?: string): string[] {
  return ESCALATIONS.filter(escalation => rules.some(rule =>
    concernsScope(escalation, namespace, (rule.resourceNames ?? []).length > 0) && escalation.tuples.some(tuple => allowsSome(rule, tuple))))
    .map(({ id, check }) => `${id} ${check}`);
}

const rule = (group: string, resource: string, verb: string, extra: PolicyRule = {}): PolicyRule =>
  ({ apiGroups: [group], resources: [resource], verbs: [verb], ...extra });

describe('the table', () => {
  test('has each path that a tuple can say, and none of the others', () => {
    const said = new Set(ESCALATIONS.map(({ id }) => id));
    const others = [47, 48, 49, 50, 51, 52, 53, 54, 55, 60];
    const expected = Array.from({ length: 60 }, (_, index) => index + 1).filter(number => !others.includes(number)).map(number => `E-${String(number).padStart(2, '0')}`);
    expect([...said]).toEqual(expected);
  });

  test('has one row for each path and control, with a control of RBAC and a reason in one line', () => {
    const keys = ESCALATIONS.map(({ id, check }) => `${id} ${check}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { check, why, tuples } of ESCALATIONS) {
      expect(check).toMatch(/^rbac-/);
      expect(why).toMatch(/^[^\n]+[^.\n]$/);
      expect(tuples.length).toBeGreaterThan(0);
    }
  });

  test('asks for a waiver for all but information', () => {
    expect(ESCALATIONS.filter(escalation => !needsWaiver(escalation)).map(({ id }) => id)).toEqual(['E-07', 'E-45']);
  });

  test('leaves the controls of subjects to the table of subjects', () => {
    const subjects = [
      CheckId.RBAC_SYSTEM_MASTERS, CheckId.RBAC_ANONYMOUS_BINDING, CheckId.RBAC_AUTHENTICATED_BINDING, CheckId.RBAC_SERVICE_ACCOUNTS_GROUP,
      CheckId.RBAC_DEFAULT_SA_BINDING,
    ];
    const grants = new Set(ESCALATIONS.map(({ check }) => check));
    for (const check of subjects) { expect(grants.has(check)).toBe(false); }
  });

  test.each([
    ['Group', 'system:masters', CheckId.RBAC_SYSTEM_MASTERS],
    ['User', 'system:anonymous', CheckId.RBAC_ANONYMOUS_BINDING],
    ['Group', 'system:unauthenticated', CheckId.RBAC_ANONYMOUS_BINDING],
    ['Group', 'system:authenticated', CheckId.RBAC_AUTHENTICATED_BINDING],
    ['Group', 'system:serviceaccounts:shop', CheckId.RBAC_SERVICE_ACCOUNTS_GROUP],
    ['ServiceAccount', 'default', CheckId.RBAC_DEFAULT_SA_BINDING],
    ['User', 'default', undefined],
    ['ServiceAccount', 'system:masters', undefined],
  ])('of subjects refuses %s %s as %s', (kind, name, check) => {
    expect(findRefusedSubject(kind, name)?.check).toBe(check);
  });
});

describe('what other tools miss is found', () => {
  test.each<[string, PolicyRule, string | undefined, string]>([
    ['secrets of a Role with a star as resource', rule('', '*', 'get'), 'shop', 'E-01 rbac-secrets-read'],
    ['a watch of secrets', rule('', 'secrets', 'watch'), 'shop', 'E-03 rbac-secrets-read'],
    ['impersonation in the core group, without a star as group', rule('', 'groups', 'impersonate'), undefined, 'E-24 rbac-impersonate'],
    ['uids in authentication.k8s.io', rule('authentication.k8s.io', 'uids', 'impersonate'), undefined, 'E-24 rbac-impersonate'],
    ['user extras by key', rule('authentication.k8s.io', 'userextras/scopes', 'impersonate'), undefined, 'E-24 rbac-impersonate'],
    ['get of nodes/proxy, without create', rule('', 'nodes/proxy', 'get'), undefined, 'E-08 rbac-nodes-proxy'],
    ['the proxy of every resource', rule('', '*/proxy', 'get'), undefined, 'E-08 rbac-nodes-proxy'],
    ['every resource, the proxy among them', rule('*', '*', 'get'), undefined, 'E-08 rbac-nodes-proxy'],
    ['escalate on cluster roles', rule('rbac.authorization.k8s.io', 'clusterroles', 'escalate'), undefined, 'E-19 rbac-bind-escalate'],
    ['bind on roles without names', rule('rbac.authorization.k8s.io', 'roles', 'bind'), 'shop', 'E-20 rbac-bind-escalate'],
    ['bind on cluster roles in one namespace', rule('rbac.authorization.k8s.io', 'clusterroles', 'bind'), 'shop', 'E-20 rbac-bind-escalate'],
    ['bindings without names', rule('rbac.authorization.k8s.io', 'rolebindings', 'create'), 'shop', 'E-21 rbac-create-bindings'],
    ['aws-auth among all ConfigMaps', rule('', 'configmaps', 'patch'), undefined, 'E-40 rbac-eks-aws-auth'],
    ['aws-auth that is not there yet', rule('', 'configmaps', 'create'), 'kube-system', 'E-40 rbac-eks-aws-auth'],
    ['workloads of the group apps', rule('apps', 'deployments', 'create'), 'shop', 'E-05 rbac-workload-create'],
    ['cron jobs', rule('batch', 'cronjobs', 'create'), 'shop', 'E-05 rbac-workload-create'],
    ['patch of pods', rule('', 'pods', 'patch'), 'shop', 'E-14 rbac-workload-create'],
    ['exec by get, which opens a web socket', rule('', 'pods/exec', 'get'), 'shop', 'E-11 rbac-pod-exec'],
    ['exec on every resource', rule('', '*/exec', 'create'), 'shop', 'E-11 rbac-pod-exec'],
    ['attach in the core group', rule('', 'pods/attach', 'create'), 'shop', 'E-12 rbac-pod-attach'],
    ['patch of the approval of a certificate', rule('certificates.k8s.io', 'certificatesigningrequests/approval', 'patch'), undefined, 'E-26 rbac-csr-approval'],
    ['ephemeral containers', rule('', 'pods/ephemeralcontainers', 'patch'), 'shop', 'E-13 rbac-ephemeral-containers'],
    ['labels of the own namespace by a Role', rule('', 'namespaces', 'patch'), 'shop', 'E-34 rbac-namespace-patch'],
    ['a checkpoint, which is a POST', rule('', 'nodes/checkpoint', 'create'), undefined, 'E-10 rbac-kubelet-read'],
    ['whole collections of events', rule('events.k8s.io', 'events', 'deletecollection'), 'shop', 'E-44 rbac-delete-events'],
    ['scale of a custom resource', rule('example.com', 'widgets/scale', 'update'), 'shop', 'E-59 rbac-scale'],
    ['one verb in one rule and the other in the next', rule('', 'pods/exec', '*'), 'shop', 'E-11 rbac-pod-exec'],
  ])('%s', (_, given, namespace, path) => {
    expect(pathsOf([given], namespace)).toContain(path);
  });
});

describe('what other tools report by mistake is not', () => {
  test.each<[string, PolicyRule, string | undefined]>([
    ['pods/*, which is no wildcard', rule('', 'pods/*', '*'), 'shop'],
    ['*/*, which is none either', rule('*', '*/*', '*'), undefined],
    ['bind on bindings, where nobody looks for it', rule('rbac.authorization.k8s.io', 'clusterrolebindings', 'bind'), undefined],
    ['secrets in a group of another name', rule('core', 'secrets', 'get'), 'shop'],
    ['uids in the core group', rule('', 'uids', 'impersonate'), undefined],
    ['deletion of logs, which nobody can delete', rule('', 'pods/log', 'delete'), 'shop'],
    ['one named Secret in one namespace', rule('', 'secrets', 'get', { resourceNames: ['a'] }), 'shop'],
    ['ConfigMaps of a namespace of tenants', rule('', 'configmaps', 'patch'), 'shop'],
    ['leases of a namespace of tenants', rule('coordination.k8s.io', 'leases', 'update'), 'shop'],
    ['cluster-scoped objects in a Role, which grants nothing of them', rule('', 'persistentvolumes', 'create'), 'shop'],
    ['deletion of named collections, which no request asks for', rule('', 'events', 'deletecollection', { resourceNames: ['a'] }), 'shop'],
    ['health of the API server', { nonResourceURLs: ['/healthz', '/readyz/*'], verbs: ['get'] }, undefined],
    ['requests for certificates', rule('certificates.k8s.io', 'certificatesigningrequests', 'create'), undefined],
  ])('%s', (_, given, namespace) => {
    expect(pathsOf([given], namespace)).toEqual([]);
  });
});

describe('names take the danger away only where they do', () => {
  test.each<[string, PolicyRule, string | undefined, string[]]>([
    ['a named Secret in the whole cluster is one in every namespace', rule('', 'secrets', 'get', { resourceNames: ['a'] }), undefined, ['E-01 rbac-secrets-read']],
    ['a star as name is a name', rule('', 'secrets', 'get', { resourceNames: ['*'] }), 'shop', []],
    ['an empty list of names is no list', rule('', 'secrets', 'get', { resourceNames: [] }), 'shop', ['E-01 rbac-secrets-read']],
    ['a named workload runs as any account', rule('apps', 'deployments', 'patch', { resourceNames: ['a'] }), 'shop', ['E-05 rbac-workload-create']],
    ['a named account is still somebody else', rule('', 'serviceaccounts/token', 'create', { resourceNames: ['a'] }), 'shop', ['E-28 rbac-token-request']],
    ['a named role may be the strongest', rule('rbac.authorization.k8s.io', 'clusterroles', 'bind', { resourceNames: ['cluster-admin'] }), 'shop', ['E-20 rbac-bind-escalate']],
    ['another ConfigMap than aws-auth', rule('', 'configmaps', 'update', { resourceNames: ['a'] }), 'kube-system', ['E-40 rbac-configmap-write']],
    ['aws-auth by its name', rule('', 'configmaps', 'update', { resourceNames: ['aws-auth'] }), 'kube-system', ['E-40 rbac-configmap-write', 'E-40 rbac-eks-aws-auth']],
  ])('%s', (_, given, namespace, paths) => {
    expect(pathsOf([given], namespace)).toEqual(paths);
  });
});
