import { App, Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ClusterDns } from '../../src/constructs/cluster-dns';
import { Subject } from '../../src/constructs/subject';
import { findTenancy } from '../../src/constructs/tenancy';
import { TenantAccess } from '../../src/constructs/tenant-access';
import { TenantNamespace, TenantNamespaceProps } from '../../src/constructs/tenant-namespace';
import { TenantSize } from '../../src/constructs/tenant-size';
import { UidRange } from '../../src/constructs/uid-range';
import { METADATA_ADDRESSES } from '../../src/controls/network';
import { overlaps, parseCidr } from '../../src/kubernetes/cidr';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, ofKind, only, synth } from '../support/synth';

const owner = 'team-shop@example.com';
const tenantOf = (props: Partial<TenantNamespaceProps> = {}, id = 'shop'): TenantNamespace => new TenantNamespace(newApp(), id, { owner, ...props });
const manifestsOf = (props: Partial<TenantNamespaceProps> = {}): any[] => synth(tenantOf(props));

describe('a tenant of which nothing but the owner is said', () => {
  const manifests = manifestsOf();

  test('is what the snapshots show', () => {
    expectSnapshot(ofKind(manifests, 'Namespace', 'ServiceAccount'), 'tenant-namespace/namespace.yaml');
    expectSnapshot(ofKind(manifests, 'ResourceQuota'), 'tenant-namespace/quotas.yaml');
    expectSnapshot(ofKind(manifests, 'LimitRange'), 'tenant-namespace/limits.yaml');
    expectSnapshot(ofKind(manifests, 'NetworkPolicy'), 'tenant-namespace/network.yaml');
  });

  test('consists of these objects, and the Namespace comes first', () => {
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'ServiceAccount default',
      'ResourceQuota compute-and-objects',
      'ResourceQuota no-best-effort-pods',
      'ResourceQuota no-cross-namespace-affinity',
      'ResourceQuota no-foreign-priority',
      'LimitRange limits',
      'NetworkPolicy default-deny',
      'NetworkPolicy allow-dns',
    ]);
  });

  test('has the restricted standard enforced, audited and warned of, at the last version without an exception for user namespaces', () => {
    const { labels } = only(manifests, 'Namespace').metadata;
    for (const mode of ['enforce', 'audit', 'warn']) {
      expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe('restricted');
      expect(labels[`pod-security.kubernetes.io/${mode}-version`]).toBe('v1.34');
    }
  });

  test('is small, and derives its ids from its name', () => {
    expect(only(manifests, 'ResourceQuota', 'compute-and-objects').spec.hard).toEqual(TenantSize.SMALL._toHard());
    expect(only(manifests, 'Namespace').metadata.annotations['cdk8s-hardened/uid-range']).toBe('1223810000/10000');
  });

  test('mounts no token of the account that pods get by default', () => {
    expect(only(manifests, 'ServiceAccount', 'default').automountServiceAccountToken).toBe(false);
  });

  test('carries its owner and its name on everything, and nothing that Argo CD takes for its own', () => {
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({ 'cdk8s-hardened/owner': 'team-shop.example.com', 'cdk8s-hardened/tenant': 'shop' });
      expect(metadata.labels).not.toHaveProperty(['app.kubernetes.io/instance']);
    }
    expect(only(manifests, 'Namespace').metadata.annotations['cdk8s-hardened/owner']).toBe(owner);
  });

  test('is the same in every synthesis', () => {
    const tenant = tenantOf();
    expect(synth(tenant)).toEqual(synth(tenant));
    expect(synth(tenant)).toEqual(manifests);
  });
});

describe('what is said of a tenant', () => {
  test('is what constructs in it inherit', () => {
    const dns = ClusterDns.openShift();
    const tenant = tenantOf({ name: 'web-shop', dns, uidRange: UidRange.of(200000, 1000) });
    expect(findTenancy(new Construct(tenant, 'cart'))).toEqual({ namespace: 'web-shop', owner, uids: { start: 200000, size: 1000 }, dns, enforcesPodSecurity: true });
    expect(tenant).toMatchObject({ name: 'web-shop', namespace: 'web-shop', owner, uidRange: { start: 200000, size: 1000 } });
    expect(tenant.namespaceObject.name).toBe('web-shop');
  });

  test('is in quota and limits, where the numbers are own ones', () => {
    const size = TenantSize.of({ cpu: Cpu.units(20), memory: Size.gibibytes(40), storage: Size.gibibytes(100), pods: 50 });
    const manifests = manifestsOf({ size });
    expect(only(manifests, 'ResourceQuota', 'compute-and-objects').spec.hard).toMatchObject({ 'requests.cpu': '20', 'limits.memory': '40Gi', 'pods': '50' });
    expect(only(manifests, 'LimitRange').spec.limits.map(({ type }: any) => type)).toEqual(['Container', 'Pod', 'PersistentVolumeClaim']);
  });

  test('is on everything, where it is a label', () => {
    for (const { metadata } of manifestsOf({ labels: { 'cost-center': '4711', 'example.com/stage': 'prod' } })) {
      expect(metadata.labels).toMatchObject({ 'cost-center': '4711', 'example.com/stage': 'prod', 'cdk8s-hardened/tenant': 'shop' });
    }
  });

  test.each([
    ['all but those of the cluster', undefined, [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-cluster-critical', 'system-node-critical'] }]],
    ['none', [], [{ scopeName: 'PriorityClass', operator: 'Exists' }]],
    ['two', ['gold', 'silver'], [
      { scopeName: 'PriorityClass', operator: 'Exists' }, { scopeName: 'PriorityClass', operator: 'NotIn', values: ['gold', 'silver'] },
    ]],
  ])('decides which priorities its pods may have: %s', (_, priorityClasses, matchExpressions) => {
    expect(only(manifestsOf({ priorityClasses }), 'ResourceQuota', 'no-foreign-priority').spec)
      .toEqual({ hard: { pods: '0' }, scopeSelector: { matchExpressions } });
  });
});

describe('the network of a tenant', () => {
  const platforms: [string, ClusterDns, any[]][] = [
    ['kube-dns', ClusterDns.kubeDns(), [53]],
    ['NodeLocal DNSCache', ClusterDns.nodeLocalDnsCache(), [53]],
    ['OpenShift', ClusterDns.openShift(), [5353]],
  ];

  test('is closed for every pod in both directions', () => {
    expect(only(manifestsOf(), 'NetworkPolicy', 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test.each(platforms)('with %s is open for DNS, over UDP and TCP', (_, dns, ports) => {
    const { spec } = only(manifestsOf({ dns }), 'NetworkPolicy', 'allow-dns');
    expect(spec).toMatchObject({ podSelector: {}, policyTypes: ['Egress'] });
    expect(spec).not.toHaveProperty('ingress');
    for (const rule of spec.egress) {
      expect(rule.ports).toEqual(['UDP', 'TCP'].map(protocol => ({ port: ports[0], protocol })));
      expect(rule.to.length).toBeGreaterThan(0);
    }
  });

  test.each(platforms)('with %s leads to no cloud metadata address', (_, dns) => {
    const policies = ofKind(manifestsOf({ dns }), 'NetworkPolicy');
    const blocks = policies.flatMap(({ spec }) => spec.egress ?? []).flatMap((rule: any) => rule.to).flatMap((peer: any) => peer.ipBlock ?? []);
    const reached = METADATA_ADDRESSES.filter(({ cidr }) => blocks.some((block: any) => overlaps(parseCidr(block.cidr)!, parseCidr(cidr)!)));
    expect(reached).toEqual([]);
  });

  test('on OpenShift and with NodeLocal DNSCache is what the snapshots show', () => {
    expectSnapshot([only(manifestsOf({ dns: ClusterDns.nodeLocalDnsCache() }), 'NetworkPolicy', 'allow-dns')], 'tenant-namespace/allow-dns-node-local.yaml');
    expectSnapshot([only(manifestsOf({ dns: ClusterDns.openShift() }), 'NetworkPolicy', 'allow-dns')], 'tenant-namespace/allow-dns-open-shift.yaml');
  });
});

describe('a tenant inside something', () => {
  test('is found by everything in it', () => {
    const tenant = tenantOf();
    const deep = new Construct(new Construct(tenant, 'cart'), 'pod');
    expect(TenantNamespace.enclosing(deep)).toBe(tenant);
    expect(TenantNamespace.enclosing(tenant)).toBe(tenant);
  });

  test('is not found by what is in another Chart', () => {
    const chart = newChart();
    expect(messageOf(() => TenantNamespace.enclosing(new Construct(chart, 'cart'))))
      .toBe('test/cart: must be inside a TenantNamespace (got "App > Chart > Construct"). Create it in the tenant that it belongs to.');
  });

  test('may stand in a construct of the App, and is a chart with a file of its own', () => {
    const app = newApp();
    const tenant = new TenantNamespace(new Construct(app, 'tenants'), 'shop', { owner });
    expect(app.charts).toEqual([tenant]);
    expect(only(synth(tenant), 'Namespace').metadata.name).toBe('shop');
  });
});

const wrong: [string, Partial<TenantNamespaceProps>, string][] = [
  ['an upper-case name', { name: 'Shop' },
    'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got "Shop"). Set name, or change the id.'],
  ['a name with a dot', { name: 'shop.prod' },
    'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got "shop.prod"). Set name, or change the id.'],
  ['a name of 64 letters', { name: 'a'.repeat(64) },
    `shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got "${'a'.repeat(64)}"). Set name, or change the id.`],
  ['an empty name', { name: '' },
    'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got ""). Set name, or change the id.'],
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease', 'openshift-dns'].map((name): [string, Partial<TenantNamespaceProps>, string] => [
    `the name ${name}`, { name },
    `shop: name must not be that of a namespace of the cluster (got "${name}"). Choose a name other than default, and not beginning with kube- or openshift-.`,
  ]),
  ['no owner', { owner: undefined }, 'shop: owner must be a name or an address in one line (got nothing). Write who answers for the tenant, such as team-shop@example.com.'],
  ['an empty owner', { owner: '' }, 'shop: owner must be a name or an address in one line (got ""). Write who answers for the tenant, such as team-shop@example.com.'],
  ['an owner of signs', { owner: '@' }, 'shop: owner must be a name or an address in one line (got "@"). Write who answers for the tenant, such as team-shop@example.com.'],
  ['an owner of two lines', { owner: 'a\nb' }, 'shop: owner must be a name or an address in one line (got "a\\nb"). Write who answers for the tenant, such as team-shop@example.com.'],
  ['a label of Pod Security', { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    'shop: labels must not set this one, which the cluster, Argo CD or this library reads (got "pod-security.kubernetes.io/enforce"). Choose a key of your own.'],
  ['the label by which Argo CD tracks', { labels: { 'app.kubernetes.io/instance': 'shop' } },
    'shop: labels must not set this one, which the cluster, Argo CD or this library reads (got "app.kubernetes.io/instance"). Choose a key of your own.'],
  ['another owner as label', { labels: { 'cdk8s-hardened/owner': 'me' } },
    'shop: labels must not set this one, which the cluster, Argo CD or this library reads (got "cdk8s-hardened/owner"). Choose a key of your own.'],
  ['a label without a key', { labels: { 'example.com/': 'x' } },
    'shop: labels must have keys of at most 63 letters, digits, "-", "_" and ".", with or without a domain before a slash (got "example.com/"). Write them as cost-center or example.com/cost-center.'],
  ['a label of two slashes', { labels: { 'a/b/c': 'x' } },
    'shop: labels must have keys of at most 63 letters, digits, "-", "_" and ".", with or without a domain before a slash (got "a/b/c"). Write them as cost-center or example.com/cost-center.'],
  ['a label with a space', { labels: { stage: 'pre prod' } }, 'shop: label stage must have at most 63 letters, digits, "-", "_" and "." (got "pre prod"). Shorten it.'],
  ['a label that is a number', { labels: { year: 2027 as any } }, 'shop: label year must have at most 63 letters, digits, "-", "_" and "." (got 2027). Shorten it.'],
  ['a priority of the cluster', { priorityClasses: ['system-node-critical'] },
    'shop: priorityClasses must not name a class of the cluster itself (got "system-node-critical"). Make a PriorityClass for the tenant.'],
  ['a priority that is none', { priorityClasses: ['Gold!'] }, 'shop: priorityClasses must be names of PriorityClasses (got "Gold!"). Write metadata.name of the class.'],
];

test.each(wrong)('a tenant with %s is refused, and leaves nothing behind', (_, props, message) => {
  const app = newApp();
  expect(messageOf(() => new TenantNamespace(app, 'shop', { owner, ...props } as TenantNamespaceProps))).toBe(message);
  expect(app.node.children).toEqual([]);
});

describe('a tenant is refused', () => {
  test('inside a Chart', () => {
    const chart = newChart();
    expect(messageOf(() => new TenantNamespace(chart, 'shop', { owner })))
      .toBe('test/shop: must not be inside a Chart, because a tenant is one itself (got "test"). Create it in the App.');
  });

  test('inside another tenant, at any depth', () => {
    const scope = new Construct(tenantOf(), 'team');
    expect(messageOf(() => new TenantNamespace(scope, 'bank', { owner })))
      .toBe('shop/team/bank: must not be inside a Chart, because a tenant is one itself (got "shop"). Create it in the App.');
  });

  test('in a tree that no App writes', () => {
    class Tree extends Construct {
      public constructor() { super(undefined as any, ''); }
    }
    expect(messageOf(() => new TenantNamespace(new Construct(new Tree(), 'a'), 'shop', { owner })))
      .toBe('a/shop: must be in an App (got "Tree"). Pass the App, or a Construct in it, as scope.');
  });
});

describe('access to a tenant', () => {
  const devs = Subject.group('shop-devs');
  const argo = Subject.serviceAccount('argocd-application-controller', 'argocd');

  test('is a role and its binding, as the snapshots show', () => {
    const manifests = manifestsOf({ access: [TenantAccess.viewers(Subject.user('vic@example.com')), TenantAccess.ci(argo, devs)] });
    expectSnapshot(ofKind(manifests, 'Role', 'RoleBinding').filter(({ metadata }) => metadata.name === 'tenant-ci'), 'tenant-namespace/access-ci.yaml');
    expectSnapshot(ofKind(manifests, 'Role', 'RoleBinding').filter(({ metadata }) => metadata.name === 'tenant-viewer'), 'tenant-namespace/access-viewer.yaml');
  });

  test('makes only the roles that somebody has', () => {
    const names = (props: Partial<TenantNamespaceProps>): string[] => ofKind(manifestsOf(props), 'Role', 'RoleBinding')
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names({})).toEqual([]);
    expect(names({ access: [TenantAccess.developers(devs)] })).toEqual(['Role tenant-developer', 'RoleBinding tenant-developer']);
    expect(names({
      access: [
        TenantAccess.viewers(devs), TenantAccess.admins(devs), TenantAccess.deployers(argo), TenantAccess.ci(argo), TenantAccess.developers(devs),
      ],
    })).toEqual(['admin', 'ci', 'deployer', 'developer', 'viewer'].flatMap(role => [`Role tenant-${role}`, `RoleBinding tenant-${role}`]));
  });

  test('of one kind that is given twice is one binding, in which nobody is twice', () => {
    const access = [TenantAccess.developers(devs, argo), TenantAccess.developers(argo, Subject.user('ann'))];
    const { roleRef, subjects } = only(manifestsOf({ access }), 'RoleBinding');
    expect(roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'tenant-developer' });
    expect(subjects).toEqual([
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'shop-devs' },
      { kind: 'ServiceAccount', name: 'argocd-application-controller', namespace: 'argocd' },
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' },
    ]);
  });

  test('of nobody is refused', () => {
    expect(messageOf(() => TenantAccess.developers()))
      .toBe("TenantAccess developer: must name at least one subject (got []). Name who has the role, such as Subject.group('shop-devs').");
  });
});

test('a tenant is written to a file of its own name', () => {
  const app = new App({ outdir: newApp().outdir });
  const tenants = ['shop', 'bank'].map(id => new TenantNamespace(app, id, { owner }));
  new Chart(app, 'cluster');
  expect(tenants.map(tenant => Testing.synth(tenant).length)).toEqual([9, 9]);
  expect(tenants.flatMap(tenant => tenant.node.dependencies)).toEqual([]);
});
