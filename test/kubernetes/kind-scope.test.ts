import { API_RESOURCES } from '../../src/kubernetes/api-resources.data';
import { isClusterScoped } from '../../src/kubernetes/kind-scope';

describe('the scope of a kind', () => {
  test.each([
    '/Namespace', '/Node', '/PersistentVolume', 'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'apiextensions.k8s.io/CustomResourceDefinition', 'networking.k8s.io/IngressClass', 'node.k8s.io/RuntimeClass',
    'rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding',
    'scheduling.k8s.io/PriorityClass', 'storage.k8s.io/StorageClass',
    'cert-manager.io/ClusterIssuer', 'policy.networking.k8s.io/ClusterNetworkPolicy', 'policy/PodSecurityPolicy',
  ])('of %s is the cluster', kind => {
    expect(isClusterScoped(kind)).toBe(true);
  });

  test.each([
    '/ConfigMap', '/PersistentVolumeClaim', '/Pod', '/ServiceAccount', 'apps/Deployment', 'networking.k8s.io/NetworkPolicy',
    'rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/RoleBinding',
  ])('of %s is a namespace', kind => {
    expect(isClusterScoped(kind)).toBe(false);
  });

  test.each(['example.com/Widget', 'example.com/Namespace', 'postgresql.cnpg.io/Cluster', 'cluster.x-k8s.io/Cluster', '/Anything', ''])(
    'of %p, which nobody told us of, is a namespace', kind => {
      expect(isClusterScoped(kind)).toBe(false);
    });

  test('is what the API server says, for every kind that it serves', () => {
    const wrong = API_RESOURCES.filter(({ group, kind, namespaced }) => isClusterScoped(`${group}/${kind}`) === namespaced);
    expect(wrong).toEqual([]);
  });
});
