import { ApiObject, App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  CheckId, LeastPrivilegeServiceAccount, Resources, SecureWorkload, Subject, TenantAccess, TenantAmounts, TenantNamespace, TenantNamespaceProps,
  TenantSize, UidRange, Waiver,
} from '../../src';
import { eachIsRefused, reported } from '../support/bad-input';
import { newApp, newChart, synth } from '../support/synth';

const owner = 'team-shop@example.com';
const image = 'registry.example.com/app:1.4';

function tenant(props: Partial<TenantNamespaceProps> = {}, id = 'shop', app: App = newApp()): TenantNamespace {
  return new TenantNamespace(app, id, { owner, ...props });
}

describe('a tenant is refused with a name', () => {
  eachIsRefused([
    ['that is empty', () => tenant({ name: '' }), 'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got ""). Set name, or change the id.'],
    ['in upper case', () => tenant({ name: 'Shop' }), 'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got "Shop"). Set name, or change the id.'],
    ['of 64 letters', () => tenant({ name: 's'.repeat(64) }), 'shop: name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends (got "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"). Set name, or change the id.'],
    ['that the cluster has', () => tenant({}, 'default'), 'default: name must not be that of a namespace of the cluster (got "default"). Choose a name other than default, and not beginning with kube- or openshift-.'],
    ['that begins as those of the cluster do', () => tenant({}, 'kube-shop'), 'kube-shop: name must not be that of a namespace of the cluster (got "kube-shop"). Choose a name other than default, and not beginning with kube- or openshift-.'],
    ['that begins as those of OpenShift do', () => tenant({}, 'openshift-shop'), 'openshift-shop: name must not be that of a namespace of the cluster (got "openshift-shop"). Choose a name other than default, and not beginning with kube- or openshift-.'],
  ]);
});

describe('a tenant is refused', () => {
  const size = (changed: Partial<TenantAmounts>): unknown =>
    TenantSize.of({ cpu: Cpu.units(4), memory: Size.gibibytes(8), storage: Size.gibibytes(50), pods: 40, ...changed });
  eachIsRefused([
    ['that nobody answers for', () => tenant({ owner: '' }), 'shop: owner must be a name or an address in one line (got ""). Write who answers for the tenant, such as team-shop@example.com.'],
    ['that two lines answer for', () => tenant({ owner: 'shop\r\nbank' }), 'shop: owner must be a name or an address in one line (got "shop\\r\\nbank"). Write who answers for the tenant, such as team-shop@example.com.'],
    ['inside a Chart', () => new TenantNamespace(newChart(), 'shop', { owner }), 'test/shop: must not be inside a Chart, because a tenant is one itself (got "test"). Create it in the App.'],
    ['inside another tenant', () => new TenantNamespace(tenant(), 'bank', { owner }), 'shop/bank: must not be inside a Chart, because a tenant is one itself (got "shop"). Create it in the App.'],
    ['outside of an App', () => new TenantNamespace(new Construct(undefined as any, ''), 'shop', { owner }), 'shop: must be in an App (got "Construct"). Pass the App, or a Construct in it, as scope.'],
    ['with labels that the cluster reads', () => tenant({ labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } }), 'shop: labels must not set this one, which the cluster, Argo CD or this library reads (got "pod-security.kubernetes.io/enforce"). Choose a key of your own.'],
    ['with a priority of the cluster', () => tenant({ priorityClasses: ['system-cluster-critical'] }), 'shop: priorityClasses must not name a class of the cluster itself (got "system-cluster-critical"). Make a PriorityClass for the tenant.'],
    ['with a waiver of what its workloads must have', () => tenant({ waivers: [Waiver.of(CheckId.HOST_NETWORK, { reason: 'x', expires: '2027-06-30' })] }), 'shop: a tenant can waive namespace-psa-privileged alone, and once (got "host-network"). Give other waivers to the workloads that they concern.'],
    ['with a role for nobody', () => tenant({ access: [TenantAccess.admins()] }), "TenantAccess admin: must name at least one subject (got []). Name who has the role, such as Subject.group('shop-devs')."],
    ['with ids of the host', () => tenant({ uidRange: UidRange.of(1000, 10_000) }), 'UidRange.of: start must be a whole number from 10001 (got 1000). Ids below may be those of accounts of the host.'],
    ['with ids below one', () => tenant({ uidRange: UidRange.of(0, 10_000) }), 'UidRange.of: start must be a whole number from 10001 (got 0). Ids below may be those of accounts of the host.'],
    ['with one id', () => tenant({ uidRange: UidRange.of(200_000, 1) }), 'UidRange.of: size must be a whole number from 2 (got 1). The first id is the group, the others are users; take 10000.'],
    ['with ids above what the API server takes', () => tenant({ uidRange: UidRange.of(2_147_483_000, 10_000) }), 'UidRange.of: the last id must not be above 2147483647 (got 2147492999). Start lower, or take fewer.'],
    ['with a container larger than the tenant', () => size({ maxContainerCpu: Cpu.units(5) }), 'TenantSize: maxContainerCpu must not be above cpu, which is 4 (got "5"). Lower the one, or raise the other.'],
    ['with a disk larger than all of them', () => size({ maxVolume: Size.gibibytes(51) }), 'TenantSize: maxVolume must not be above storage, which is 50Gi (got "51Gi"). Lower the one, or raise the other.'],
    ['with a default larger than a container may have', () => size({
      maxContainerMemory: Size.mebibytes(64), containerDefaults: Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(128) }),
    }), 'TenantSize: containerDefaults limits.memory must not be above maxContainerMemory, which is 64Mi (got "128Mi"). Lower the one, or raise the other.'],
    ['without pods', () => size({ pods: 0 }), 'TenantSize: pods must be a whole number from 1 (got 0). Say how many pods the tenant may have.'],
  ]);
});

describe('what is reported when a tenant is written', () => {
  eachIsRefused([
    ['two tenants of one name', () => {
      const app = newApp();
      tenant({}, 'shop', app);
      synth(tenant({ name: 'shop' }, 'bank', app));
    }, reported('[bank] name must not be that of the tenant shop (got "shop"). Set name: two tenants of one name would share a namespace.')],
    ['two tenants that share ids', () => {
      const app = newApp();
      tenant({ uidRange: UidRange.of(200_000, 10_000) }, 'shop', app);
      synth(tenant({ uidRange: UidRange.of(209_999, 10_000) }, 'bank', app));
    }, reported('[bank] uidRange must not overlap 200000-209999 of the tenant shop (got "209999-219998"). Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).')],
    ['a workload in the place of the default deny', () => {
      const shop = tenant();
      new SecureWorkload(shop, 'default-deny', { image, port: 8080 });
      synth(shop);
    }, reported('[shop/default-deny] the name of the NetworkPolicy must not be used twice in namespace shop; shop has it (got "default-deny"). Give one of the two another id or name.')],
    ['a workload in the place of the policy for names', () => {
      const shop = tenant();
      new SecureWorkload(shop, 'allow-dns', { image, port: 8080, serviceAccount: new LeastPrivilegeServiceAccount(shop, 'dns') });
      synth(shop);
    }, reported('[shop/allow-dns] the name of the NetworkPolicy must not be used twice in namespace shop; shop has it (got "allow-dns"). Give one of the two another id or name.')],
    ['a chart in the tenant', () => {
      const shop = tenant();
      new ApiObject(new Chart(shop, 'inner', { namespace: 'shop' }), 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
      synth(shop);
    }, reported('[shop] ConfigMap shop/inner/settings must not be in a Chart inside the tenant (got "shop/inner"). Create it in the tenant: another Chart does not pass the namespace on.')],
  ]);

  test('is nothing where another app has tenants of the same names and ids', () => {
    const both = [tenant(), tenant()];
    expect(() => both.map(synth)).not.toThrow();
  });

  test('is everything at once', () => {
    const app = newApp();
    tenant({ uidRange: UidRange.of(200_000, 10_000) }, 'shop', app);
    const bank = tenant({ uidRange: UidRange.of(200_000, 10_000), access: [TenantAccess.viewers(Subject.group('bank'))] }, 'bank', app);
    for (const id of ['a', 'b']) { new SecureWorkload(bank, id, { image, port: 8080, name: 'web' }); }
    expect(() => synth(bank)).toThrow(new Error(reported(
      '[bank] uidRange must not overlap 200000-209999 of the tenant shop (got "200000-209999"). '
      + 'Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).',
      '[bank/b] name must not be used twice in namespace bank; bank/a has it (got "web"). Give one of the two another id or name.',
    )));
  });
});
