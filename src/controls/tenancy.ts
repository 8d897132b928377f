import { DEFAULT_ID } from './pod-security';

// What the namespace of a tenant is: https://kubernetes.io/docs/concepts/security/multi-tenancy/
// MTB: https://github.com/kubernetes-sigs/multi-tenancy/tree/master/benchmarks

/** The label that names who answers for an object. */
export const OWNER_LABEL = 'cdk8s-hardened/owner';

/** The label by which everything of a tenant is found. */
export const TENANT_LABEL = 'cdk8s-hardened/tenant';

/** The annotation of a Namespace that says which user ids its pods have: first id and number of ids. */
export const UID_RANGE_ANNOTATION = 'cdk8s-hardened/uid-range';

/** Labels with these names, or names that begin so, mean something to the cluster, to Argo CD or to this library. */
export const RESERVED_LABELS: readonly string[] = [
  'app.kubernetes.io/instance', 'cdk8s-hardened/', 'kubernetes.io/metadata.name', 'pod-security.kubernetes.io/',
];

/** Namespaces that belong to the cluster: `default`, and those that begin so. */
export const RESERVED_NAMESPACES = { names: ['default'], prefixes: ['kube-', 'openshift-'] } as const;

/**
 * The Pod Security labels of a namespace: https://kubernetes.io/docs/concepts/security/pod-security-admission/
 * The version is pinned, because `latest` changes with every upgrade of the cluster, and to 1.34, because from 1.35 on
 * `restricted` lets a pod with `hostUsers: false` run as root.
 */
export const POD_SECURITY = {
  prefix: 'pod-security.kubernetes.io/',
  modes: ['enforce', 'audit', 'warn'],
  level: 'restricted',
  /** What is enforced where that is waived; audit and warnings go on naming what breaks the standard. */
  waivedLevel: 'privileged',
  version: 'v1.34',
} as const;

/** What no tenant has: ports on every node (MTB-PL1-BC-HI-1) and load balancers of its own. */
export const DENIED_COUNTS: readonly string[] = ['services.loadbalancers', 'services.nodeports'];

/** Priorities of the cluster's own pods; a pod that takes one evicts every tenant. */
export const SYSTEM_PRIORITY_CLASSES: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

/** Pods of which a tenant has none, as scopes of a quota: https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes */
export const DENIED_POD_SCOPES: readonly { readonly name: string; readonly scopeName: string }[] = [
  { name: 'no-best-effort-pods', scopeName: 'BestEffort' },
  // A pod that repels those of other namespaces can keep whole nodes to itself.
  { name: 'no-cross-namespace-affinity', scopeName: 'CrossNamespacePodAffinity' },
];

/** The name of the quota that keeps pods from priorities which the tenant may not use, and the scope that it counts. */
export const PRIORITY_SCOPE = { name: 'no-foreign-priority', scopeName: 'PriorityClass' } as const;

/** The ids of a tenant: above those of a host's accounts, and never above what the API server takes (2^31 - 1). */
export const UID_RANGE = { minimum: DEFAULT_ID, derivedFrom: 100_000, maximum: 2_147_483_647, size: 10_000, minimumSize: 2 } as const;

/** The least that a container may ask for: with nothing at all it would be BestEffort. */
export const CONTAINER_MINIMUM: { readonly [resource: string]: string } = { 'cpu': '1m', 'memory': '8Mi', 'ephemeral-storage': '1Mi' };

/** What a tenant may have altogether, and the largest container, pod and volume in it; quantities as in YAML. */
export interface TenantNumbers {
  readonly cpu: string;
  readonly cpuLimit?: string;
  readonly memory: string;
  readonly ephemeralStorage?: string;
  readonly storage: string;
  readonly storageClasses?: { readonly [storageClass: string]: string };
  readonly maxContainerCpu?: string;
  readonly maxContainerMemory?: string;
  readonly maxPodCpu?: string;
  readonly maxPodMemory?: string;
  readonly maxPodEphemeralStorage?: string;
  readonly maxVolume?: string;
  readonly pods: number;
  readonly counts?: { readonly [option in ObjectCount]?: number };
}

export type ObjectCount = 'services' | 'ingresses' | 'configMaps' | 'secrets' | 'volumeClaims' | 'jobs' | 'cronJobs';

/** How a quota names what an option counts, and how many there may be where nobody says. */
export const OBJECT_COUNTS: { readonly [option in ObjectCount]: { readonly resource: string; readonly count: number } } = {
  services: { resource: 'services', count: 50 },
  ingresses: { resource: 'count/ingresses.networking.k8s.io', count: 20 },
  configMaps: { resource: 'configmaps', count: 100 },
  secrets: { resource: 'secrets', count: 100 },
  volumeClaims: { resource: 'persistentvolumeclaims', count: 20 },
  jobs: { resource: 'count/jobs.batch', count: 50 },
  cronJobs: { resource: 'count/cronjobs.batch', count: 20 },
};

// Each size is four times the one before, and has room for all its pods with the default container (RESOURCE_DEFAULTS):
// limits of cpu add up to five times the requests, because cpu is throttled where memory kills.
export const TENANT_SIZES: { readonly [size in 'SMALL' | 'MEDIUM' | 'LARGE']: TenantNumbers } = {
  SMALL: {
    cpu: '4',
    cpuLimit: '20',
    memory: '8Gi',
    ephemeralStorage: '10Gi',
    storage: '50Gi',
    maxContainerCpu: '2',
    maxContainerMemory: '2Gi',
    maxPodCpu: '4',
    maxPodMemory: '4Gi',
    maxPodEphemeralStorage: '2Gi',
    maxVolume: '20Gi',
    pods: 40,
  },
  MEDIUM: {
    cpu: '16',
    cpuLimit: '80',
    memory: '32Gi',
    ephemeralStorage: '40Gi',
    storage: '200Gi',
    maxContainerCpu: '4',
    maxContainerMemory: '8Gi',
    maxPodCpu: '8',
    maxPodMemory: '16Gi',
    maxPodEphemeralStorage: '8Gi',
    maxVolume: '100Gi',
    pods: 160,
    counts: { services: 100, ingresses: 50, configMaps: 200, secrets: 200, volumeClaims: 40, jobs: 100, cronJobs: 40 },
  },
  LARGE: {
    cpu: '64',
    cpuLimit: '320',
    memory: '128Gi',
    ephemeralStorage: '160Gi',
    storage: '800Gi',
    maxContainerCpu: '16',
    maxContainerMemory: '32Gi',
    maxPodCpu: '32',
    maxPodMemory: '64Gi',
    maxPodEphemeralStorage: '32Gi',
    maxVolume: '400Gi',
    pods: 640,
    counts: { services: 400, ingresses: 200, configMaps: 800, secrets: 800, volumeClaims: 160, jobs: 400, cronJobs: 160 },
  },
};
