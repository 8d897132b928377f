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
  /** ServiceAccount objects must not mount their tokens automatically. */
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
  /** Images must be pulled anew, so that credentials are checked each time. */
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
  /** Namespaces must enforce a Pod Security level that refuses something. */
  NAMESPACE_PSA_PRIVILEGED = 'namespace-psa-privileged',
  /** Roles must not read Secrets broadly. */
  RBAC_SECRETS_READ = 'rbac-secrets-read',
  /** Roles must not write Secrets broadly. */
  RBAC_SECRETS_WRITE = 'rbac-secrets-write',
  /** Roles must not create or change pods and workloads. */
  RBAC_WORKLOAD_CREATE = 'rbac-workload-create',
  /** Roles must not create PersistentVolumes. */
  RBAC_PERSISTENT_VOLUME_CREATE = 'rbac-persistent-volume-create',
  /** Roles that create PersistentVolumeClaims are worth a look. */
  RBAC_PERSISTENT_VOLUME_CLAIM_CREATE = 'rbac-persistent-volume-claim-create',
  /** Roles must not reach the kubelet through the API server. */
  RBAC_NODES_PROXY = 'rbac-nodes-proxy',
  /** Roles must not reach pods and services through the API server. */
  RBAC_SERVICE_PROXY = 'rbac-service-proxy',
  /** Roles must not read from the kubelet. */
  RBAC_KUBELET_READ = 'rbac-kubelet-read',
  /** Roles must not run commands in containers. */
  RBAC_POD_EXEC = 'rbac-pod-exec',
  /** Roles must not attach to containers. */
  RBAC_POD_ATTACH = 'rbac-pod-attach',
  /** Roles must not forward ports of pods. */
  RBAC_PORT_FORWARD = 'rbac-port-forward',
  /** Roles must not add containers to running pods. */
  RBAC_EPHEMERAL_CONTAINERS = 'rbac-ephemeral-containers',
  /** Roles must not read the logs of pods. */
  RBAC_POD_LOG_READ = 'rbac-pod-log-read',
  /** Roles must not choose the node of a pod. */
  RBAC_POD_BINDING = 'rbac-pod-binding',
  /** Roles must not write the status of nodes or pods. */
  RBAC_NODE_POD_STATUS = 'rbac-node-pod-status',
  /** Roles must not write the status of Services. */
  RBAC_SERVICE_STATUS = 'rbac-service-status',
  /** Roles must not change or delete nodes. */
  RBAC_NODE_WRITE = 'rbac-node-write',
  /** Roles must not evict or delete pods. */
  RBAC_POD_EVICTION = 'rbac-pod-eviction',
  /** Roles must not grant what their holders do not have themselves. */
  RBAC_BIND_ESCALATE = 'rbac-bind-escalate',
  /** Roles must not create or change role bindings. */
  RBAC_CREATE_BINDINGS = 'rbac-create-bindings',
  /** Roles must not create or change roles. */
  RBAC_ROLE_WRITE = 'rbac-role-write',
  /** Roles must not act as somebody else. */
  RBAC_IMPERSONATE = 'rbac-impersonate',
  /** Roles must not approve or sign certificates. */
  RBAC_CSR_APPROVAL = 'rbac-csr-approval',
  /** Roles must not create tokens of service accounts. */
  RBAC_TOKEN_REQUEST = 'rbac-token-request',
  /** Roles must not create or change service accounts. */
  RBAC_SERVICE_ACCOUNT_WRITE = 'rbac-service-account-write',
  /** Roles must not write admission webhook configurations. */
  RBAC_WEBHOOK_CONFIG = 'rbac-webhook-config',
  /** Roles must not write admission policies. */
  RBAC_ADMISSION_POLICY_WRITE = 'rbac-admission-policy-write',
  /** Roles must not redirect API groups to other servers. */
  RBAC_API_SERVICE_WRITE = 'rbac-api-service-write',
  /** Roles must not write CustomResourceDefinitions. */
  RBAC_CUSTOM_RESOURCE_DEFINITION_WRITE = 'rbac-custom-resource-definition-write',
  /** Roles must not create or change namespaces. */
  RBAC_NAMESPACE_PATCH = 'rbac-namespace-patch',
  /** Roles must not delete namespaces. */
  RBAC_NAMESPACE_DELETE = 'rbac-namespace-delete',
  /** Roles must not write ResourceQuotas and LimitRanges. */
  RBAC_QUOTA_WRITE = 'rbac-quota-write',
  /** Roles must not write network policies, ingresses, gateways and routes. */
  RBAC_NETWORK_WRITE = 'rbac-network-write',
  /** Roles must not write endpoints. */
  RBAC_ENDPOINT_EDIT = 'rbac-endpoint-edit',
  /** Roles must not change ConfigMaps of the cluster's own services. */
  RBAC_CONFIGMAP_WRITE = 'rbac-configmap-write',
  /** Roles must not write the map from cloud users to cluster users. */
  RBAC_EKS_AWS_AUTH = 'rbac-eks-aws-auth',
  /** Roles must not write PriorityClasses. */
  RBAC_PRIORITY_CLASS_WRITE = 'rbac-priority-class-write',
  /** Roles must not write the objects of storage drivers. */
  RBAC_STORAGE_WRITE = 'rbac-storage-write',
  /** Roles must not write the leases of the cluster's own components. */
  RBAC_SYSTEM_LEASE_WRITE = 'rbac-system-lease-write',
  /** Roles must not delete events. */
  RBAC_DELETE_EVENTS = 'rbac-delete-events',
  /** Roles that name PodSecurityPolicies are stale. */
  RBAC_POD_SECURITY_POLICY_USE = 'rbac-pod-security-policy-use',
  /** Roles must not read the internals of the API server. */
  RBAC_NON_RESOURCE_URLS = 'rbac-non-resource-urls',
  /** Roles must not write what a deployment controller applies. */
  RBAC_GITOPS_WRITE = 'rbac-gitops-write',
  /** Roles must not write the rules of a policy engine. */
  RBAC_POLICY_ENGINE_WRITE = 'rbac-policy-engine-write',
  /** Roles must not fetch secrets from an external store. */
  RBAC_EXTERNAL_SECRETS_WRITE = 'rbac-external-secrets-write',
  /** Roles must not scale workloads broadly. */
  RBAC_SCALE = 'rbac-scale',
  /** Nothing may be bound to the superusers that no binding can take back. */
  RBAC_SYSTEM_MASTERS = 'rbac-system-masters',
  /** Nothing may be bound to those who show no credential. */
  RBAC_ANONYMOUS_BINDING = 'rbac-anonymous-binding',
  /** Nothing may be bound to everyone with a credential. */
  RBAC_AUTHENTICATED_BINDING = 'rbac-authenticated-binding',
  /** Nothing may be bound to all service accounts at once. */
  RBAC_SERVICE_ACCOUNTS_GROUP = 'rbac-service-accounts-group',
  /** Nothing may be bound to the account of pods that name none. */
  RBAC_DEFAULT_SA_BINDING = 'rbac-default-sa-binding',
}
