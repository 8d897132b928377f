/** The controls by name: what a waiver names, what a finding names, what a docs page is called. */
export enum CheckId {
  /** Containers must not run privileged. */
  PRIVILEGED_CONTAINER = 'privileged-container',
  /** Pods must not share the host network namespace. */
  HOST_NETWORK = 'host-network',
  /** Pods must not share the host PID namespace. */
  HOST_PID = 'host-pid',
  /** Pods must not share the host IPC namespace. */
  HOST_IPC = 'host-ipc',
  /** Containers must not bind host ports. */
  HOST_PORT = 'host-port',
  /** The volumes of a pod must not be hostPath volumes. */
  HOST_PATH_VOLUME = 'host-path-volume',
  /** Only the volume types of the restricted standard may be used. */
  VOLUME_TYPES_RESTRICTED = 'volume-types-restricted',
  /** The mask over /proc must stay as it is. */
  PROC_MOUNT_UNMASKED = 'proc-mount-unmasked',
  /** Only safe sysctls may be set. */
  UNSAFE_SYSCTLS = 'unsafe-sysctls',
  /** Probes and lifecycle hooks must not name a host. */
  HOST_PROBE_LIFECYCLE = 'host-probe-lifecycle',
  /** Windows HostProcess containers must not be used. */
  WINDOWS_HOST_PROCESS = 'windows-host-process',
  /** Windows containers must run as ContainerUser. */
  WINDOWS_RUN_AS_USER = 'windows-run-as-user',
  /** SELinux type, user and role must stay within the allowed set. */
  SELINUX_CUSTOM_OPTIONS = 'selinux-custom-options',
  /** AppArmor must not be disabled. */
  APPARMOR_UNCONFINED = 'apparmor-unconfined',
  /** Seccomp must not be disabled. */
  SECCOMP_UNCONFINED = 'seccomp-unconfined',
  /** A seccomp profile must be declared. */
  SECCOMP_PROFILE_MISSING = 'seccomp-profile-missing',
  /** All capabilities must be dropped. */
  CAPABILITIES_DROP_ALL = 'capabilities-drop-all',
  /** No capability beyond the allowed set may be added. */
  CAPABILITIES_ADDED = 'capabilities-added',
  /** Privilege escalation must be ruled out. */
  ALLOW_PRIVILEGE_ESCALATION = 'allow-privilege-escalation',
  /** Containers must declare that they do not run as root. */
  RUN_AS_NON_ROOT = 'run-as-non-root',
  /** The user must not be root. */
  RUN_AS_USER_ROOT = 'run-as-user-root',
  /** No group may be the root group. */
  ROOT_GROUP = 'root-group',
  /** The root filesystem must be read-only. */
  READ_ONLY_ROOT_FS = 'read-only-root-fs',
  /** Service account tokens must not be mounted automatically. */
  SA_TOKEN_AUTOMOUNT = 'sa-token-automount',
  /** ServiceAccount objects must not have their tokens mounted automatically. */
  SA_OBJECT_AUTOMOUNT = 'sa-object-automount',
  /** Standard input and a terminal must not be attached. */
  INTERACTIVE_CONTAINER = 'interactive-container',
  /** Service addresses must not be injected as environment variables. */
  SERVICE_LINKS = 'service-links',
  /** Containers of a pod must not see each other's processes. */
  SHARE_PROCESS_NAMESPACE = 'share-process-namespace',
  /** Mounts must not propagate back to the host. */
  MOUNT_PROPAGATION = 'mount-propagation',
  /** Images must have a fixed tag or a digest. */
  IMAGE_TAG = 'image-tag',
  /** Images must be pulled anew, so that pull credentials are checked each time. */
  IMAGE_PULL_POLICY = 'image-pull-policy',
  /** Environment variables must not be filled from secrets. */
  SECRET_AS_ENV_VAR = 'secret-as-env-var',
  /** Containers must request cpu. */
  CPU_REQUEST = 'cpu-request',
  /** Containers must limit cpu. */
  CPU_LIMIT = 'cpu-limit',
  /** Containers must request memory. */
  MEMORY_REQUEST = 'memory-request',
  /** Containers must limit memory. */
  MEMORY_LIMIT = 'memory-limit',
  /** Containers must request and limit ephemeral storage. */
  EPHEMERAL_STORAGE = 'ephemeral-storage',
  /** The emptyDir volumes of a pod must be limited in size. */
  EMPTY_DIR_SIZE_LIMIT = 'empty-dir-size-limit',
  /** Finished Jobs must be cleaned up. */
  JOB_TTL = 'job-ttl',
  /** Jobs must have a deadline. */
  POD_DEADLINE = 'pod-deadline',
  /** CronJobs must not run twice at a time. */
  CRONJOB_CONCURRENCY = 'cronjob-concurrency',
  /** Long-running workloads must have at least two replicas. */
  REPLICAS_MIN = 'replicas-min',
  /** Long-running containers must have a liveness probe. */
  LIVENESS_PROBE = 'liveness-probe',
  /** Long-running containers must have a readiness probe. */
  READINESS_PROBE = 'readiness-probe',
  /** Services must not open ports on every node. */
  SERVICE_NODE_PORT = 'service-node-port',
  /** Services must not be exposed by a load balancer. */
  SERVICE_LOAD_BALANCER = 'service-load-balancer',
  /** Services must not claim external addresses. */
  SERVICE_EXTERNAL_IPS = 'service-external-ips',
  /** The cloud metadata service must be out of reach. */
  CLOUD_METADATA_ACCESS = 'cloud-metadata-access',
  /** Network policies must not allow every address. */
  NETWORK_POLICY_BROAD_CIDR = 'network-policy-broad-cidr',
}
