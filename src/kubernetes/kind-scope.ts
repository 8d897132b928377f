import { API_RESOURCES } from './api-resources.data';

/** Cluster-scoped kinds that Kubernetes itself does not serve: well-known custom resources, and what is gone since 1.25. */
const CUSTOM_CLUSTER_SCOPED: readonly string[] = [
  'capsule.clastix.io/Tenant',
  'cert-manager.io/ClusterIssuer',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass',
  'karpenter.sh/NodePool',
  'keda.sh/ClusterTriggerAuthentication',
  'kyverno.io/ClusterPolicy',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy',
  'policy/PodSecurityPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'security.openshift.io/SecurityContextConstraints',
  'snapshot.storage.k8s.io/VolumeSnapshotClass',
  'snapshot.storage.k8s.io/VolumeSnapshotContent',
  'templates.gatekeeper.sh/ConstraintTemplate',
];

const CLUSTER_SCOPED = new Set([
  ...API_RESOURCES.filter(resource => !resource.namespaced).map(({ group, kind }) => `${group}/${kind}`),
  ...CUSTOM_CLUSTER_SCOPED,
]);

/** Whether objects of a kind, given as `group/Kind`, are in no namespace. Custom kinds that nobody told us of count as namespaced. */
export function isClusterScoped(groupKind: string): boolean {
  return CLUSTER_SCOPED.has(groupKind);
}
