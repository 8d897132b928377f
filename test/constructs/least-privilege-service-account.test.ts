import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { ApiResource, ConfigMap } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { LeastPrivilegeServiceAccount, LeastPrivilegeServiceAccountProps } from '../../src/constructs/least-privilege-service-account';
import { Permission, Verb } from '../../src/constructs/permission';
import { enterTenancy } from '../../src/constructs/tenancy';
import { WorkloadIdentity } from '../../src/constructs/workload-identity';
import { CheckId } from '../../src/controls/check-id';
import { ESCALATIONS } from '../../src/controls/rbac-escalations';
import { API_RESOURCES } from '../../src/kubernetes/api-resources.data';
import { allowsResource } from '../../src/kubernetes/policy-rule';
import { Waiver } from '../../src/waivers/waiver';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newChart, ofKind, only, synth } from '../support/synth';

const waiverOf = (check: CheckId): Waiver => Waiver.of(check, { reason: 'the operator needs it', owner: 'sre@example.com', expires: '2027-06-30' });
const account = (props: LeastPrivilegeServiceAccountProps, chart = newChart(), id = 'cart') => new LeastPrivilegeServiceAccount(chart, id, props);
const settings = () => Permission.read(ApiResource.CONFIG_MAPS, { names: ['cart-settings'] });

/** The manifests of the chart around an account. */
const manifestsOf = (made: LeastPrivilegeServiceAccount): any[] => synth(Chart.of(made));

describe('an account without permissions', () => {
  test('is bound to nothing, mounts no token by itself, and gives its pods none', () => {
    const made = account({});
    expectSnapshot(manifestsOf(made), 'least-privilege-service-account/no-permissions.yaml');
    expect(made.hasPermissions).toBe(false);
    expect(made._token()).toBeUndefined();
    expect(made._podLabels()).toEqual({});
  });

  test('needs no namespace, which is then that of whoever applies it', () => {
    const made = account({ permissions: [], clusterPermissions: [] }, newChart({}));
    expect(made.namespace).toBeUndefined();
    expect(manifestsOf(made).map(({ kind }) => kind)).toEqual(['ServiceAccount']);
  });

  test('does not mount a token either where a patch asks for it', () => {
    const made = account({});
    ApiObject.of(made.serviceAccount).addJsonPatch(JsonPatch.replace('/automountServiceAccountToken', true));
    expect(only(manifestsOf(made), 'ServiceAccount').automountServiceAccountToken).toBe(false);
  });
});

describe('an account with permissions', () => {
  test('gets a role and a binding of its own name in its own namespace', () => {
    const made = account({ permissions: [settings(), Permission.read(ApiResource.PODS)] });
    expectSnapshot(manifestsOf(made), 'least-privilege-service-account/permissions.yaml');
    expect(made.hasPermissions).toBe(true);
  });

  test('gets a cluster role and a binding, without a namespace, named after its namespace and itself', () => {
    const made = account({ clusterPermissions: [Permission.read(ApiResource.NODES), Permission.url(['/healthz'])] });
    expectSnapshot(ofKind(manifestsOf(made), 'ClusterRole', 'ClusterRoleBinding'), 'least-privilege-service-account/cluster-permissions.yaml');
  });

  test('gets a role and a binding in each namespace that it is granted something in, bound to the account of its own', () => {
    const made = account({});
    made.grantIn('orders', [Permission.read(ApiResource.SERVICES)]);
    made.grantIn('stock', [settings()]);
    expectSnapshot(ofKind(manifestsOf(made), 'Role', 'RoleBinding'), 'least-privilege-service-account/grant-in.yaml');
    expect(made.hasPermissions).toBe(true);
  });

  test('carries its waivers on the one role that needs them', () => {
    const made = account({
      permissions: [settings()],
      clusterPermissions: [Permission.read(ApiResource.PODS, { subresource: 'log' })],
      waivers: [waiverOf(CheckId.RBAC_POD_LOG_READ)],
    });
    expectSnapshot(ofKind(manifestsOf(made), 'Role', 'ClusterRole'), 'least-privilege-service-account/waiver.yaml');
  });

  test('belongs to the namespace of the tenant before that of the chart', () => {
    const chart = newChart({ namespace: 'elsewhere' });
    enterTenancy(chart, { namespace: 'tenant' } as any);
    const made = account({ permissions: [settings()] }, chart);
    expect(made.namespace).toBe('tenant');
    for (const { metadata } of manifestsOf(made)) { expect(metadata.namespace).toBe('tenant'); }
  });

  test('may be named otherwise than its construct', () => {
    const made = account({ name: 'cart-reader', permissions: [settings()] }, newChart(), 'Access');
    expect(made.name).toBe('cart-reader');
    expect(manifestsOf(made).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['ServiceAccount cart-reader', 'Role cart-reader', 'RoleBinding cart-reader']);
  });

  test('of the same name in two namespaces does not share a cluster role, however the names are cut', () => {
    const names = [['a-b', 'c'], ['a', 'b-c']].map(([namespace, name]) =>
      only(manifestsOf(account({ name, clusterPermissions: [Permission.read(ApiResource.NODES)] }, newChart({ namespace }))), 'ClusterRole').metadata.name);
    expect(names).toEqual(['a-b.c', 'a.b-c']);
  });

  test('gets the same rules whatever the order of its permissions, without doubles', () => {
    const permissions = [
      Permission.read(ApiResource.PODS), Permission.read(ApiResource.SERVICES), settings(), Permission.of(ApiResource.PODS, [Verb.GET, Verb.GET]),
      Permission.read(ApiResource.PODS, { names: ['cart-0'] }), Permission.read(ApiResource.CONFIG_MAPS, { names: ['cart-flags', 'cart-settings'] }),
    ];
    const rules = [
      { apiGroups: [''], resourceNames: ['cart-flags', 'cart-settings'], resources: ['configmaps'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
    ];
    fc.assert(fc.property(fc.shuffledSubarray(permissions, { minLength: permissions.length }), shuffled => {
      expect(only(manifestsOf(account({ permissions: shuffled })), 'Role').rules).toEqual(rules);
    }), { numRuns: 20 });
  });

  test('may read the construct that it is given, by its name', () => {
    const chart = newChart();
    const map = new ConfigMap(chart, 'settings', { metadata: { name: 'cart-settings' } });
    expect(only(manifestsOf(account({ permissions: [Permission.read(map)] }, chart)), 'Role').rules)
      .toEqual([{ apiGroups: [''], resourceNames: ['cart-settings'], resources: ['configmaps'], verbs: ['get'] }]);
  });
});

describe('the token of a workload', () => {
  const sources = (audience: object) => [
    { serviceAccountToken: { ...audience, expirationSeconds: 3600, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] } },
  ];

  test('is of an hour, for the API server, where client libraries look for it', () => {
    expect(account({ permissions: [settings()] })._token()).toEqual({
      volume: { name: 'kube-api-access', projected: { defaultMode: 0o400, sources: sources({}) } },
      mount: { name: 'kube-api-access', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
    });
  });

  test('is for the audience that is named', () => {
    const made = account({ permissions: [settings()], tokenAudience: 'https://kubernetes.example.com' });
    expect(made._token()?.volume.projected.sources).toEqual(sources({ audience: 'https://kubernetes.example.com' }));
  });

  test('is there from the first grant on, which may come late', () => {
    const made = account({});
    expect(made._token()).toBeUndefined();
    made.grantIn('orders', [settings()]);
    expect(made._token()).toBeDefined();
  });

  test('is not shared between pods', () => {
    const made = account({ permissions: [settings()] });
    expect(made._token()!.volume).not.toBe(made._token()!.volume);
  });

  test('has no audience where there is none, which synthesis says', () => {
    const made = account({ tokenAudience: 'vault' });
    expect(messageOf(() => manifestsOf(made))).toContain('[test/cart] tokenAudience must go with permissions (got "vault"). '
      + 'A token for the API server is of no use to who may do nothing there: leave tokenAudience out.');
    made.grantIn('orders', [settings()]);
    expect(() => manifestsOf(made)).not.toThrow();
  });
});

test('an identity of a cloud stands on the account, and asks its pods for their label', () => {
  const made = account({ identity: WorkloadIdentity.azure('01234567-89ab-cdef-0123-456789abcdef') });
  expectSnapshot(manifestsOf(made), 'least-privilege-service-account/identity.yaml');
  expect(made._podLabels()).toEqual({ 'azure.workload.identity/use': 'true' });
  expect(made._token()).toBeUndefined();
});

describe('an account is refused', () => {
  const ELSEWHERE = 'It counts in the whole cluster: put it into clusterPermissions.';
  const NAMESPACE = 'test/cart: namespace must be known where anything is bound (got nothing). Create it in a TenantNamespace, or set the namespace of the chart.';

  test.each<[string, () => unknown, string]>([
    ['whose name has capitals', () => account({ name: 'Cart' }), 'test/cart: name must be a DNS-1123 name of a-z, 0-9, - and . (got "Cart"). Set name, such as cart.'],
    ['whose id can be no name', () => account({}, newChart(), 'CartAccess'),
      'test/CartAccess: name must be a DNS-1123 name of a-z, 0-9, - and . (got "CartAccess"). Set name, such as cart.'],
    ['that is the account of pods that name none', () => account({ name: 'default' }),
      'test/cart: name must not be this one, because every pod that names no account runs as it (got "default"). Take a name of its own, such as cart.'],
    ['with permissions and no namespace', () => account({ permissions: [settings()] }, newChart({})), NAMESPACE],
    ['with cluster permissions and no namespace', () => account({ clusterPermissions: [settings()] }, newChart({})), NAMESPACE],
    ['with a grant and no namespace', () => account({}, newChart({})).grantIn('orders', [settings()]), NAMESPACE],
    ['with an empty audience', () => account({ tokenAudience: '' }),
      'test/cart: tokenAudience must not be empty (got ""). Name the audience, or leave it out for the API server.'],
    ['with a cluster-scoped resource in a namespace', () => account({ permissions: [Permission.read(ApiResource.NODES)] }),
      `test/cart: Permission nodes: a role of one namespace cannot grant it (got "get"). ${ELSEWHERE}`],
    ['with all namespaces in a namespace', () => account({ permissions: [Permission.read(ApiResource.NAMESPACES)] }),
      `test/cart: Permission namespaces: a role of one namespace cannot grant it (got "list"). ${ELSEWHERE}`],
    ['with a path of the API server in a namespace', () => account({ permissions: [Permission.url(['/healthz'])] }),
      `test/cart: Permission /healthz: a role of one namespace cannot grant it (got "get"). ${ELSEWHERE}`],
    ['with a grant in no namespace', () => account({}).grantIn('', [settings()]), 'test/cart: grantIn must name a namespace (got ""). Write its name alone.'],
    ['with a grant in every namespace', () => account({}).grantIn('*', [settings()]), 'test/cart: grantIn must name a namespace (got "*"). Write its name alone.'],
    ['with a grant in its own namespace', () => account({}).grantIn('shop', [settings()]),
      'test/cart: grantIn must name another namespace than its own (got "shop"). Put these into permissions.'],
    ['with a grant of nothing', () => account({}).grantIn('orders', []),
      'test/cart: permissions must not be empty (got []). Name what the account may do there, or leave grantIn out.'],
    ['with two grants in one namespace', () => {
      const made = account({});
      made.grantIn('orders', [settings()]);
      made.grantIn('orders', [Permission.read(ApiResource.PODS)]);
    }, 'test/cart: grantIn must be called once for each namespace (got "orders"). Name all permissions in one call.'],
    ['with a waiver of what it does not grant', () => account({ permissions: [settings()], waivers: [waiverOf(CheckId.RBAC_POD_EXEC)] }),
      'test/cart: a waiver must concern a grant, and this one waives nothing here (got "rbac-pod-exec"). Take it away, or name the control of the grant.'],
    ['with a waiver of another kind of control', () => account({ waivers: [waiverOf(CheckId.HOST_NETWORK)] }),
      'test/cart: a waiver must concern a grant, and this one waives nothing here (got "host-network"). Take it away, or name the control of the grant.'],
    ['with a waiver for what another grant needs', () => account({ waivers: [waiverOf(CheckId.RBAC_SECRETS_READ)] })
      .grantIn('orders', [Permission.read(ApiResource.SECRETS)]),
    'test/cart: a waiver must concern a grant, and this one waives nothing here (got "rbac-secrets-read"). Take it away, or name the control of the grant.'],
    ['with two waivers of one control', () => account({ waivers: [waiverOf(CheckId.RBAC_POD_EXEC), waiverOf(CheckId.RBAC_POD_EXEC)] }),
      'test/cart: a control must not be waived twice (got "rbac-pod-exec"). A role has one annotation for each control: keep one waiver.'],
    ['with a waiver for a container', () => account({ waivers: [Waiver.of(CheckId.RBAC_POD_EXEC, { reason: 'x', expires: '2027-06-30', container: 'app' })] }),
      'test/cart: the waiver of rbac-pod-exec must not name a container (got "app"). Roles have none: leave container out.'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('with everything that it escalates, told at once, with the reason and the way out', () => {
    const make = () => account({
      permissions: [Permission.read(ApiResource.SECRETS), Permission.of(ApiResource.CONFIG_MAPS, [Verb.UPDATE])],
      clusterPermissions: [Permission.of(ApiResource.CONFIG_MAPS, [Verb.UPDATE], { names: ['a'] }), Permission.url(['/metrics'])],
      waivers: [waiverOf(CheckId.RBAC_POD_EXEC)],
    });
    expect(messageOf(make).split('\n')).toEqual([
      'test/cart: E-01 must not be granted in namespace shop, because its holder reads every credential that is kept there (got "get secrets"). '
      + 'Name the objects, or waive it with Waiver.of(CheckId.RBAC_SECRETS_READ, ...).',
      'test/cart: E-02 must not be granted in namespace shop, because its holder gets whole objects with a list, credentials included (got "list secrets"). '
      + 'Leave it out, or waive it with Waiver.of(CheckId.RBAC_SECRETS_READ, ...).',
      'test/cart: E-03 must not be granted in namespace shop, because its holder gets whole objects with a watch, credentials included (got "watch secrets"). '
      + 'Leave it out, or waive it with Waiver.of(CheckId.RBAC_SECRETS_READ, ...).',
      'test/cart: E-40 must not be granted in the whole cluster, because its holder changes how the cluster itself works, its DNS answers among it '
      + '(got "update configmaps named a"). Grant it in the namespaces that need it, or waive it with Waiver.of(CheckId.RBAC_CONFIGMAP_WRITE, ...).',
      'test/cart: E-46 must not be granted in the whole cluster, because its holder reads logs, metrics and memory profiles of the API server (got "get /metrics"). '
      + 'Leave it out, or waive it with Waiver.of(CheckId.RBAC_NON_RESOURCE_URLS, ...).',
      'test/cart: a waiver must concern a grant, and this one waives nothing here (got "rbac-pod-exec"). Take it away, or name the control of the grant.',
    ]);
  });

  test('whole, so that a grant that is refused leaves nothing behind', () => {
    const made = account({});
    expect(() => made.grantIn('orders', [Permission.read(ApiResource.SECRETS)])).toThrow(/E-01 must not be granted in namespace orders/);
    expect(made.hasPermissions).toBe(false);
    expect(manifestsOf(made).map(({ kind }) => kind)).toEqual(['ServiceAccount']);
    made.grantIn('orders', [Permission.read(ApiResource.SECRETS)], [waiverOf(CheckId.RBAC_SECRETS_READ)]);
    expect(only(manifestsOf(made), 'Role').metadata.annotations)
      .toEqual({ 'waiver.cdk8s-hardened/rbac-secrets-read': '{"reason":"the operator needs it","owner":"sre@example.com","expires":"2027-06-30"}' });
  });
});

test('whatever is asked for: nothing more is granted, and nothing less', () => {
  const rows = API_RESOURCES.filter(({ namespaced, group, resource }) => namespaced && !ESCALATIONS.some(({ tuples }) =>
    tuples.some(({ groups = [], resources = [] }) => groups.includes(group) && resources.includes(resource))));
  const grants = fc.record({ row: fc.constantFrom(...rows), verb: fc.nat(), name: fc.constantFrom('a', 'b', undefined) });
  fc.assert(fc.property(fc.array(grants, { minLength: 1, maxLength: 6 }), asked => {
    const requests = asked.map(({ row, verb, name }) => {
      const chosen = row.verbs[verb % row.verbs.length];
      return { group: row.group, resource: row.resource, verb: chosen, name: ['get', 'update', 'patch', 'delete'].includes(chosen) ? name : undefined };
    });
    const permissions = requests.map(({ group, resource, verb, name }) =>
      Permission.of(ApiResource.custom({ apiGroup: group, resourceType: resource }), [verb as Verb], name === undefined ? {} : { names: [name] }));
    const { rules } = only(manifestsOf(account({ permissions })), 'Role');
    const near = requests.flatMap(({ group, resource }) => ['get', 'list', 'create', 'delete'].flatMap(verb => ['a', 'b'].map(name => ({ group, resource, verb, name }))));
    for (const request of near) {
      const isAsked = requests.some(({ group, resource, verb, name }) =>
        group === request.group && resource === request.resource && verb === request.verb && (name === undefined || name === request.name));
      expect(rules.some((rule: any) => allowsResource(rule, request))).toBe(isAsked);
    }
  }), { numRuns: 100 });
});
