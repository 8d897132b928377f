import { Chart } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-27';
import {
  ClusterDns, LeastPrivilegeServiceAccount, LeastPrivilegeServiceAccountProps, Permission, Port, Probes, Run, SecureWorkload, SecureWorkloadProps,
  TenantNamespace, TenantNamespaceProps, UidRange, WorkloadIdentity,
} from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, ofKind, only, synth } from '../support/synth';

const image = 'registry.example.com/cart:1.4';
const settings = Permission.read(ApiResource.CONFIG_MAPS, { names: ['cart-settings'] });
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

function tenant(props: Partial<TenantNamespaceProps> = {}, id = 'shop', app = newApp()): TenantNamespace {
  return new TenantNamespace(app, id, { owner: `team-${id}@example.com`, uidRange: UidRange.of(200_000, 10_000), ...props });
}

function workload(chart: Chart, props: Partial<SecureWorkloadProps> = {}, id = 'cart'): SecureWorkload {
  return new SecureWorkload(chart, id, { image, port: 8080, ...props });
}

/** The objects of the workload itself, without those of the tenant around it. */
const ownOf = (chart: Chart, name = 'cart'): any[] => synth(chart).filter(({ metadata }) => metadata.name === name);
const podOf = (chart: Chart, name = 'cart'): any => only(synth(chart), 'Deployment', name).spec.template;

describe('a workload in a tenant', () => {
  test('is in its namespace, with everything around it', () => {
    const shop = tenant();
    workload(shop);
    expect(ownOf(shop).map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['ServiceAccount', 'shop'], ['Service', 'shop'], ['Deployment', 'shop'], ['NetworkPolicy', 'shop'], ['PodDisruptionBudget', 'shop'],
    ]);
  });

  test.each([['Deployment', Run.deployment()], ['StatefulSet', Run.statefulSet()], ['DaemonSet', Run.daemonSet()], ['Job', Run.job()], ['CronJob', Run.cronJob({ schedule: '@daily' })]])(
    'carries the labels of the tenant on every object and on the pods of a %s', (kind, run) => {
      const shop = tenant({ labels: { 'cost-center': '4711' } });
      workload(shop, { run });
      const labels = { 'cdk8s-hardened/owner': 'team-shop.example.com', 'cdk8s-hardened/tenant': 'shop', 'cost-center': '4711' };
      for (const { metadata } of ownOf(shop)) { expect(metadata.labels).toMatchObject({ ...labels, 'app.kubernetes.io/name': 'cart' }); }
      const { spec } = only(ownOf(shop), kind);
      expect((spec.jobTemplate ? spec.jobTemplate.spec : spec).template.metadata.labels).toMatchObject({ ...labels, 'app.kubernetes.io/name': 'cart' });
    });

  test('may name an owner of its own', () => {
    const shop = tenant();
    workload(shop, { owner: 'team-cart@example.com' });
    const labels = { 'cdk8s-hardened/owner': 'team-cart.example.com', 'cdk8s-hardened/tenant': 'shop' };
    for (const { metadata } of ownOf(shop)) { expect(metadata.labels).toMatchObject(labels); }
    expect(podOf(shop).metadata.labels).toMatchObject(labels);
  });

  test('runs as a user of the tenant that no other workload has, in the group of the tenant', () => {
    const shop = tenant();
    workload(shop);
    workload(shop, {}, 'checkout');
    const [cart, checkout] = ['cart', 'checkout'].map(name => podOf(shop, name).spec.securityContext);
    for (const { runAsUser, runAsGroup, fsGroup, runAsNonRoot } of [cart, checkout]) {
      expect({ runAsGroup, fsGroup, runAsNonRoot }).toEqual({ runAsGroup: 200_000, fsGroup: 200_000, runAsNonRoot: true });
      expect(runAsUser).toBeGreaterThan(200_000);
      expect(runAsUser).toBeLessThan(210_000);
    }
    expect(cart.runAsUser).not.toBe(checkout.runAsUser);
  });

  test('runs as the user that it names, and in the group of the tenant all the same', () => {
    const shop = tenant();
    workload(shop, { user: 70 });
    expect(podOf(shop).spec.securityContext).toMatchObject({ runAsUser: 70, runAsGroup: 200_000, fsGroup: 200_000 });
  });

  test('has no user, group or label of a tenant outside of one', () => {
    const chart = newChart();
    workload(chart);
    expect(podOf(chart).spec.securityContext).toMatchObject({ runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 });
    expect(podOf(chart).metadata.labels).not.toHaveProperty(['cdk8s-hardened/tenant']);
  });

  test('asks for names where the tenant does, unless it says otherwise', () => {
    const shop = tenant({ dns: ClusterDns.openShift() });
    workload(shop);
    workload(shop, { dns: ClusterDns.kubeDns() }, 'legacy');
    const portOf = (name: string): number => only(synth(shop), 'NetworkPolicy', name).spec.egress[0].ports[0].port;
    expect([portOf('allow-dns'), portOf('cart'), portOf('legacy')]).toEqual([5353, 5353, 53]);
  });
});

test('an edge between tenants opens both network policies, each for the one workload of the other', () => {
  const app = newApp();
  const [shop, bank] = [tenant({}, 'shop', app), tenant({ uidRange: UidRange.of(300_000, 10_000) }, 'bank', app)];
  const ledger = workload(bank, { port: 5432 }, 'ledger');
  ledger.allowFrom(workload(shop));
  const peer = (namespace: string, name: string) => [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
  }];
  const ports = [{ port: 5432, protocol: 'TCP' }];
  expect(only(synth(bank), 'NetworkPolicy', 'ledger').spec.ingress).toEqual([{ from: peer('shop', 'cart'), ports }]);
  expect(only(synth(shop), 'NetworkPolicy', 'cart').spec.egress[1]).toEqual({ to: peer('bank', 'ledger'), ports });
  expect(only(synth(shop), 'NetworkPolicy', 'cart').spec.ingress).toEqual([]);
});

describe('the token of a workload', () => {
  function withAccount(props: LeastPrivilegeServiceAccountProps) {
    const chart = tenant();
    const account = new LeastPrivilegeServiceAccount(chart, 'cart-access', props);
    return { chart, account, cart: workload(chart, { serviceAccount: account }) };
  }
  const tokensIn = (spec: any): any[] => (spec.volumes ?? []).filter(({ projected }: any) => projected)
    .flatMap(({ projected }: any) => projected.sources).filter(({ serviceAccountToken }: any) => serviceAccountToken);
  const mountsOf = (container: any): string[] => (container.volumeMounts ?? []).map(({ mountPath }: any) => mountPath);

  test('is what the snapshot shows', () => {
    const { chart } = withAccount({ permissions: [settings] });
    expectSnapshot(ofKind(ownOf(chart), 'Deployment'), 'secure-workload/with-token.yaml');
  });

  test('is good for an hour, and stands where every client looks for it', () => {
    const { spec } = podOf(withAccount({ permissions: [settings] }).chart);
    expect(tokensIn(spec)).toEqual([{ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } }]);
    expect(spec.containers[0].volumeMounts).toEqual([{ mountPath: TOKEN_PATH, name: 'kube-api-access', readOnly: true }]);
    expect(spec).toMatchObject({ automountServiceAccountToken: false, serviceAccountName: 'cart-access' });
  });

  test('is mounted by no other container than the main one', () => {
    const { chart, cart } = withAccount({ permissions: [settings] });
    cart.addContainer('exporter', { image, port: 9100 });
    cart.addInitContainer('migrate', { image });
    cart.addSidecar('proxy', { image, port: 9000 });
    const { containers: [main, ...others], initContainers } = podOf(chart).spec;
    expect(mountsOf(main)).toEqual([TOKEN_PATH]);
    expect([...others, ...initContainers].flatMap(mountsOf)).toEqual([]);
  });

  test('is for whom the account says', () => {
    const { spec } = podOf(withAccount({ permissions: [settings], tokenAudience: 'https://api.example.com' }).chart);
    expect(tokensIn(spec)[0].serviceAccountToken.audience).toBe('https://api.example.com');
  });

  test('is there for permissions in the whole cluster too', () => {
    const { spec } = podOf(withAccount({ clusterPermissions: [Permission.read(ApiResource.NAMESPACES)] }).chart);
    expect(tokensIn(spec)).toHaveLength(1);
  });

  test('is not there where the account may do nothing, or is the own one of the workload', () => {
    const { chart } = withAccount({});
    workload(chart, {}, 'checkout');
    for (const name of ['cart', 'checkout']) {
      const { spec } = podOf(chart, name);
      expect(spec).toMatchObject({ automountServiceAccountToken: false });
      expect(spec.volumes).toBeUndefined();
      expect(mountsOf(spec.containers[0])).toEqual([]);
    }
  });

  test('comes with permissions that were granted after the workload was made', () => {
    const { chart, account } = withAccount({});
    expect(tokensIn(podOf(chart).spec)).toEqual([]);
    account.grantIn('orders', [settings]);
    const { spec } = podOf(chart);
    expect(tokensIn(spec)).toHaveLength(1);
    expect(mountsOf(spec.containers[0])).toEqual([TOKEN_PATH]);
  });

  test.each([['StatefulSet', Run.statefulSet()], ['DaemonSet', Run.daemonSet()], ['Job', Run.job()], ['CronJob', Run.cronJob({ schedule: '@daily' })]])(
    'is in the pods of a %s too', (kind, run) => {
      const shop = tenant();
      workload(shop, { run, serviceAccount: new LeastPrivilegeServiceAccount(shop, 'access', { permissions: [settings] }) });
      const { spec } = only(synth(shop), kind, 'cart');
      expect(tokensIn((spec.jobTemplate ? spec.jobTemplate.spec : spec).template.spec)).toHaveLength(1);
    });

  test('stands beside the directories that the container writes to', () => {
    const shop = tenant();
    workload(shop, { writablePaths: ['/tmp'], serviceAccount: new LeastPrivilegeServiceAccount(shop, 'access', { permissions: [settings] }) });
    const { containers, volumes } = podOf(shop).spec;
    expect(mountsOf(containers[0])).toEqual(['/tmp', TOKEN_PATH]);
    expect(volumes.map(({ name }: any) => name)).toEqual(['main-tmp', 'kube-api-access']);
  });
});

describe('the account of a workload', () => {
  test('is used by its name, and no second one is made', () => {
    const shop = tenant();
    const account = new LeastPrivilegeServiceAccount(shop, 'cart-access', { permissions: [settings] });
    expect(workload(shop, { serviceAccount: account }).serviceAccount).toBe(account.serviceAccount);
    expect(ofKind(synth(shop), 'ServiceAccount').map(({ metadata }) => metadata.name)).toEqual(['default', 'cart-access']);
  });

  test('may have the name of the workload', () => {
    const shop = tenant();
    workload(shop, { serviceAccount: new LeastPrivilegeServiceAccount(shop, 'access', { name: 'cart', permissions: [settings] }) });
    expect(podOf(shop).spec.serviceAccountName).toBe('cart');
    expect(ofKind(synth(shop), 'ServiceAccount')).toHaveLength(2);
  });

  test('is refused where it belongs to another namespace', () => {
    const app = newApp();
    const bank = tenant({ uidRange: UidRange.of(300_000, 10_000) }, 'bank', app);
    const account = new LeastPrivilegeServiceAccount(bank, 'ledger', { permissions: [settings] });
    expect(messageOf(() => workload(tenant({}, 'shop', app), { serviceAccount: account }))).toBe(
      'shop/cart: serviceAccount must be in the namespace of the workload, shop (got "bank"). Create the account in the same tenant or chart.');
  });

  test('puts the label that Azure looks for on the pods, and on nothing else', () => {
    const shop = tenant();
    const identity = WorkloadIdentity.azure('01234567-89ab-cdef-0123-456789abcdef');
    workload(shop, { serviceAccount: new LeastPrivilegeServiceAccount(shop, 'access', { identity }), port: undefined, ports: [Port.udp(53)], probes: Probes.command(['/ok']) });
    const label = ['azure.workload.identity/use'];
    expect(podOf(shop).metadata.labels).toHaveProperty(label, 'true');
    expect(only(synth(shop), 'ServiceAccount', 'access').metadata.annotations).toEqual({ 'azure.workload.identity/client-id': '01234567-89ab-cdef-0123-456789abcdef' });
    for (const { metadata } of ownOf(shop)) { expect(metadata.labels).not.toHaveProperty(label); }
    expect(podOf(shop).spec.volumes).toBeUndefined();
  });

  test('of AWS and Google asks the pods for nothing', () => {
    for (const identity of [WorkloadIdentity.aws('arn:aws:iam::123456789012:role/cart'), WorkloadIdentity.gcp('cart-prod@shop-prod.iam.gserviceaccount.com')]) {
      const [plain, known] = [tenant(), tenant()];
      workload(plain, { serviceAccount: new LeastPrivilegeServiceAccount(plain, 'access') });
      workload(known, { serviceAccount: new LeastPrivilegeServiceAccount(known, 'access', { identity }) });
      expect(ownOf(known)).toEqual(ownOf(plain));
    }
  });
});
