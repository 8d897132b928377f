/** The class that GuaranteedQoS promises, and the annotation of the pod that says so. */
export const GUARANTEED = 'Guaranteed';
export const QOS_ANNOTATION = 'cdk8s-hardened/qos-class';

/** The values that PriorityClasses of users may have: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
export const USER_PRIORITY = { minimum: -2_147_483_648, maximum: 1_000_000_000, high: 1_000_000, reservedPrefix: 'system-' } as const;

/** How a service mesh is told to put a container into a pod, and to give that container equal requests and limits. */
export interface SidecarInjector {
  readonly name: string;
  /** Labels and annotations of pods and namespaces that switch it on, with their value. */
  readonly switches: readonly { readonly key: string; readonly value: string }[];
  /** Annotations of the pod that must be there, and be equal, two by two. */
  readonly equal: readonly (readonly [request: string, limit: string])[];
}

/** https://istio.io/latest/docs/reference/config/annotations/ and https://linkerd.io/2/reference/proxy-configuration/ */
export const SIDECAR_INJECTORS: readonly SidecarInjector[] = [
  {
    name: 'Istio',
    switches: [{ key: 'istio-injection', value: 'enabled' }, { key: 'sidecar.istio.io/inject', value: 'true' }],
    equal: [
      ['sidecar.istio.io/proxyCPU', 'sidecar.istio.io/proxyCPULimit'],
      ['sidecar.istio.io/proxyMemory', 'sidecar.istio.io/proxyMemoryLimit'],
    ],
  },
  {
    name: 'Linkerd',
    switches: [{ key: 'linkerd.io/inject', value: 'enabled' }],
    equal: [
      ['config.linkerd.io/proxy-cpu-request', 'config.linkerd.io/proxy-cpu-limit'],
      ['config.linkerd.io/proxy-memory-request', 'config.linkerd.io/proxy-memory-limit'],
    ],
  },
];
