import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { ClusterRole, ConfigMap, CronJob, Deployment, Namespace, PersistentVolumeAccessMode, PersistentVolumeClaim, ServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { markForeign } from '../../src/constructs/foreign-objects';
import { TenantNamespace } from '../../src/constructs/tenant-namespace';
import { messageOf, newApp, only, synth } from '../support/synth';

const tenantOf = (id = 'shop'): TenantNamespace => new TenantNamespace(newApp(), id, { owner: 'team-shop@example.com' });
const LABELS = { 'cdk8s-hardened/owner': 'team-shop.example.com', 'cdk8s-hardened/tenant': 'shop' };

/** The messages that cdk8s collects. */
function problemsOf(tenant: TenantNamespace): string[] {
  const [first, ...problems] = messageOf(() => synth(tenant)).split('\n  ');
  expect(first).toBe('Validation failed with the following errors:');
  return problems;
}

describe('what is created in a tenant', () => {
  test('is in its namespace and has its labels, at any depth', () => {
    const tenant = tenantOf();
    new ConfigMap(new Construct(tenant, 'cart'), 'settings');
    new ApiObject(tenant, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget' });
    for (const kind of ['ConfigMap', 'Widget']) {
      expect(only(synth(tenant), kind).metadata).toMatchObject({ namespace: 'shop', labels: LABELS });
    }
  });

  test('may say that namespace itself', () => {
    const tenant = tenantOf();
    new ConfigMap(tenant, 'settings', { metadata: { namespace: 'shop' } });
    expect(only(synth(tenant), 'ConfigMap').metadata.namespace).toBe('shop');
  });

  test('has no namespace where its kind is of the cluster', () => {
    const tenant = tenantOf();
    const clusterScoped: [string, string][] = [
      ['scheduling.k8s.io/v1', 'PriorityClass'], ['v1', 'PersistentVolume'], ['storage.k8s.io/v1', 'StorageClass'], ['node.k8s.io/v1', 'RuntimeClass'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'], ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'], ['cert-manager.io/v1', 'ClusterIssuer'],
    ];
    for (const [apiVersion, kind] of clusterScoped) { new ApiObject(tenant, kind, { apiVersion, kind }); }
    new ClusterRole(tenant, 'role');
    const manifests = synth(tenant);
    for (const kind of [...clusterScoped.map(([, each]) => each), 'ClusterRole', 'Namespace']) {
      expect(only(manifests, kind).metadata).not.toHaveProperty('namespace');
      expect(only(manifests, kind).metadata.labels).toMatchObject(LABELS);
    }
  });

  test('labels the pods that it makes, and leaves the labels that they have', () => {
    const tenant = tenantOf();
    const deployment = new Deployment(tenant, 'web', { containers: [{ image: 'web:1' }] });
    deployment.podMetadata.addLabel('cdk8s-hardened/owner', 'somebody');
    new CronJob(tenant, 'nightly', { containers: [{ image: 'job:1' }], schedule: { expressionString: '@daily' } as any });
    const manifests = synth(tenant);
    expect(only(manifests, 'Deployment').spec.template.metadata.labels)
      .toEqual({ ...deployment.matchLabels, 'cdk8s-hardened/owner': 'somebody', 'cdk8s-hardened/tenant': 'shop' });
    const { labels } = only(manifests, 'CronJob').spec.jobTemplate.spec.template.metadata;
    expect(labels).toMatchObject(LABELS);
    expect(Object.keys(labels)).toEqual(Object.keys(labels).sort());
  });

  test('is kept apart from the selector, which cannot change', () => {
    const tenant = tenantOf();
    const { matchLabels } = new Deployment(tenant, 'web', { containers: [{ image: 'web:1' }] });
    expect(only(synth(tenant), 'Deployment').spec.selector).toEqual({ matchLabels });
  });

  test('is seen by cdk8s-plus-27 in its namespace', () => {
    const account = new ServiceAccount(new Construct(tenantOf(), 'cart'), 'account');
    expect(account.toSubjectConfiguration().namespace).toBe('shop');
  });

  test('may have the ids that the tenant uses for its own objects', () => {
    const tenant = tenantOf();
    for (const id of ['Namespace', 'limits', 'default-deny', 'ResourceQuota', 'shop']) { new ConfigMap(tenant, id); }
    expect(synth(tenant)).toHaveLength(14);
  });

  test('after it was rendered once is treated like the rest', () => {
    const tenant = tenantOf();
    synth(tenant);
    new ClusterRole(tenant, 'role');
    expect(only(synth(tenant), 'ClusterRole').metadata).not.toHaveProperty('namespace');
  });
});

describe('what does not belong into a tenant', () => {
  test('is reported all at once, with the place and what to do', () => {
    const tenant = tenantOf();
    new ConfigMap(tenant, 'settings', { metadata: { namespace: 'bank' } });
    new PersistentVolumeClaim(new Construct(tenant, 'db'), 'data', { metadata: { namespace: 'default' }, accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE] });
    new Namespace(tenant, 'second', { metadata: { name: 'bank' } });
    new Namespace(tenant, 'twin', { metadata: { name: 'shop' } });
    new ConfigMap(new Chart(tenant, 'nested'), 'settings');
    expect(problemsOf(tenant)).toEqual([
      '[shop] ConfigMap shop/settings/Resource must be in the namespace shop (got "bank"). Leave metadata.namespace out, or create the object in the tenant of that namespace.',
      '[shop] PersistentVolumeClaim shop/db/data/Resource must be in the namespace shop (got "default"). Leave metadata.namespace out, or create the object in the tenant of that namespace.',
      '[shop] Namespace shop/second/Resource must not be in the tenant, which has its own Namespace (got "bank"). Create another TenantNamespace in the App.',
      '[shop] Namespace shop/twin/Resource must not be in the tenant, which has its own Namespace (got "shop"). Create another TenantNamespace in the App.',
      '[shop] ConfigMap shop/nested/settings/Resource must not be in a Chart inside the tenant (got "shop/nested"). Create it in the tenant: another Chart does not pass the namespace on.',
    ]);
  });

  test.each([
    ['moves it', JsonPatch.replace('/metadata/namespace', 'bank'), '"bank"'],
    ['takes its namespace away', JsonPatch.remove('/metadata/namespace'), 'nothing'],
  ])('is refused when it is written, where a patch %s', (_, patch, got) => {
    const tenant = tenantOf();
    ApiObject.of(new ConfigMap(tenant, 'settings')).addJsonPatch(patch);
    expect(messageOf(() => synth(tenant)))
      .toContain(`shop/settings/Resource: must be in the namespace shop (got ${got}). Leave metadata.namespace out, or create the object in the tenant of that namespace.`);
  });

  test('but what a construct puts elsewhere because it was asked to, may be there', () => {
    const tenant = tenantOf();
    const role = new ApiObject(tenant, 'role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { namespace: 'monitoring' } });
    markForeign(role);
    expect(only(synth(tenant), 'Role').metadata).toMatchObject({ namespace: 'monitoring', labels: LABELS });
  });
});
