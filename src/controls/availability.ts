/** Two replicas: one may be away for an upgrade of its node while the other answers. */
export const REPLICAS_MINIMUM = 2;

/** Old ReplicaSets that are kept to roll back to. */
export const REVISION_HISTORY_LIMIT = 3;

/** How long a pod has to end its work after SIGTERM, in seconds. */
export const TERMINATION_GRACE_SECONDS = 30;

/** The disruption budget: one pod at a time, which any two replicas can satisfy; broken pods never block a node drain. */
export const DISRUPTION = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' } as const;

/** Replicas are spread over nodes as far as there are nodes. */
export const SPREAD = { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' } as const;

/** The limits of a Job: how long it may run, how often it is tried again, and how late a CronJob may start. */
export const JOB = { activeDeadlineSeconds: 3_600, backoffLimit: 3, startingDeadlineSeconds: 300 } as const;

/** How a port is probed where the workload says nothing else; liveness waits longer than readiness, so that slow is not dead. */
export const PROBE = {
  readiness: { periodSeconds: 10, failureThreshold: 3 },
  liveness: { periodSeconds: 20, failureThreshold: 6 },
  startup: { periodSeconds: 5 },
} as const;
