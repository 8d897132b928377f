import { CheckId } from './check-id';

/** How bad it is where a control does not hold. */
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** A control, as it is listed and explained. */
export interface CatalogueEntry {
  readonly id: CheckId;
  readonly severity: Severity;
  /** The state that is right. */
  readonly title: string;
  /** Where standards ask for it: `pss:<level>/<check>`, `cis:<number>` of the CIS benchmark 1.12, `nsa:<number>` of the NSA and CISA guidance. */
  readonly standards: readonly string[];
}

function entry(id: CheckId, severity: Severity, title: string, standards: readonly string[] = []): CatalogueEntry {
  return { id, severity, title, standards };
}

/** Every control that a waiver can name. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  entry(CheckId.PRIVILEGED_CONTAINER, 'critical', 'Containers must not run privileged', ['pss:baseline/privileged', 'cis:5.2.2', 'nsa:1.2']),
  entry(CheckId.HOST_NETWORK, 'high', 'Pods must not share the host network namespace', ['pss:baseline/hostNamespaces', 'cis:5.2.5', 'nsa:1.5']),
  entry(CheckId.HOST_PID, 'high', 'Pods must not share the host PID namespace', ['pss:baseline/hostNamespaces', 'cis:5.2.3', 'nsa:1.4']),
  entry(CheckId.HOST_IPC, 'high', 'Pods must not share the host IPC namespace', ['pss:baseline/hostNamespaces', 'cis:5.2.4', 'nsa:1.3']),
  entry(CheckId.HOST_PORT, 'medium', 'Containers must not bind host ports', ['pss:baseline/hostPorts', 'cis:5.2.12']),
  entry(CheckId.HOST_PATH_VOLUME, 'high', 'The volumes of a pod must not be hostPath volumes', ['pss:baseline/hostPathVolumes', 'cis:5.2.11']),
  entry(CheckId.VOLUME_TYPES_RESTRICTED, 'medium', 'Only the volume types of the restricted standard may be used', ['pss:restricted/restrictedVolumes']),
  entry(CheckId.PROC_MOUNT_UNMASKED, 'medium', 'The mask over /proc must stay as it is', ['pss:baseline/procMount', 'pss:restricted/procMount_restricted']),
  entry(CheckId.UNSAFE_SYSCTLS, 'medium', 'Only safe sysctls may be set', ['pss:baseline/sysctls']),
  entry(CheckId.HOST_PROBE_LIFECYCLE, 'medium', 'Probes and lifecycle hooks must not name a host', ['pss:baseline/hostProbesAndHostLifecycle']),
  entry(CheckId.WINDOWS_HOST_PROCESS, 'high', 'Windows HostProcess containers must not be used', ['pss:baseline/windowsHostProcess', 'cis:5.2.10']),
  entry(CheckId.WINDOWS_RUN_AS_USER, 'medium', 'Windows containers must run as ContainerUser'),
  entry(CheckId.SELINUX_CUSTOM_OPTIONS, 'medium', 'SELinux type, user and role must stay within the allowed set', ['pss:baseline/seLinuxOptions', 'nsa:1.8']),
  entry(CheckId.APPARMOR_UNCONFINED, 'medium', 'AppArmor must not be disabled', ['pss:baseline/appArmorProfile', 'nsa:1.9']),
  entry(CheckId.SECCOMP_UNCONFINED, 'medium', 'Seccomp must not be disabled', ['pss:baseline/seccompProfile_baseline']),
  entry(CheckId.SECCOMP_PROFILE_MISSING, 'medium', 'A seccomp profile must be declared', ['pss:restricted/seccompProfile_restricted', 'cis:5.6.2', 'nsa:1.10']),
  entry(CheckId.CAPABILITIES_DROP_ALL, 'medium', 'All capabilities must be dropped', ['pss:restricted/capabilities_restricted', 'cis:5.2.9']),
  entry(CheckId.CAPABILITIES_ADDED, 'medium', 'No capability beyond the allowed set may be added', ['pss:baseline/capabilities_baseline']),
  entry(CheckId.ALLOW_PRIVILEGE_ESCALATION, 'high', 'Privilege escalation must be ruled out', ['pss:restricted/allowPrivilegeEscalation', 'cis:5.2.6', 'nsa:1.7']),
  entry(CheckId.RUN_AS_NON_ROOT, 'high', 'Containers must declare that they do not run as root', ['pss:restricted/runAsNonRoot', 'cis:5.2.7', 'nsa:1.0']),
  entry(CheckId.RUN_AS_USER_ROOT, 'high', 'The user must not be root', ['pss:restricted/runAsUser']),
  entry(CheckId.ROOT_GROUP, 'low', 'No group may be the root group', ['nsa:1.6']),
  entry(CheckId.READ_ONLY_ROOT_FS, 'medium', 'The root filesystem must be read-only', ['nsa:1.1']),
  entry(CheckId.SA_TOKEN_AUTOMOUNT, 'medium', 'Service account tokens must not be mounted automatically', ['cis:5.1.6', 'nsa:1.11']),
  entry(CheckId.SA_OBJECT_AUTOMOUNT, 'medium', 'ServiceAccount objects must not mount their tokens automatically'),
  entry(CheckId.INTERACTIVE_CONTAINER, 'low', 'Standard input and a terminal must not be attached'),
  entry(CheckId.SERVICE_LINKS, 'low', 'Service addresses must not be injected as environment variables'),
  entry(CheckId.SHARE_PROCESS_NAMESPACE, 'low', 'Containers of a pod must not see each other\'s processes'),
  entry(CheckId.MOUNT_PROPAGATION, 'high', 'Mounts must not propagate back to the host'),
  entry(CheckId.IMAGE_TAG, 'medium', 'Images must have a fixed tag or a digest'),
  entry(CheckId.IMAGE_PULL_POLICY, 'low', 'Images must be pulled anew, so that credentials are checked each time'),
  entry(CheckId.SECRET_AS_ENV_VAR, 'low', 'Environment variables must not be filled from secrets', ['cis:5.4.1']),
  entry(CheckId.CPU_REQUEST, 'low', 'Containers must request cpu'),
  entry(CheckId.CPU_LIMIT, 'low', 'Containers must limit cpu'),
  entry(CheckId.MEMORY_REQUEST, 'low', 'Containers must request memory'),
  entry(CheckId.MEMORY_LIMIT, 'medium', 'Containers must limit memory'),
  entry(CheckId.EPHEMERAL_STORAGE, 'low', 'Containers must request and limit ephemeral storage'),
  entry(CheckId.EMPTY_DIR_SIZE_LIMIT, 'low', 'The emptyDir volumes of a pod must be limited in size'),
  entry(CheckId.JOB_TTL, 'low', 'Finished Jobs must be cleaned up'),
  entry(CheckId.POD_DEADLINE, 'low', 'Jobs must have a deadline'),
  entry(CheckId.CRONJOB_CONCURRENCY, 'low', 'CronJobs must not run twice at a time'),
  entry(CheckId.REPLICAS_MIN, 'low', 'Long-running workloads must have at least two replicas'),
  entry(CheckId.LIVENESS_PROBE, 'low', 'Long-running containers must have a liveness probe'),
  entry(CheckId.READINESS_PROBE, 'low', 'Long-running containers must have a readiness probe'),
  entry(CheckId.SERVICE_NODE_PORT, 'medium', 'Services must not open ports on every node'),
  entry(CheckId.SERVICE_LOAD_BALANCER, 'medium', 'Services must not be exposed by a load balancer'),
  entry(CheckId.SERVICE_EXTERNAL_IPS, 'high', 'Services must not claim external addresses'),
  entry(CheckId.CLOUD_METADATA_ACCESS, 'high', 'The cloud metadata service must be out of reach'),
  entry(CheckId.NETWORK_POLICY_BROAD_CIDR, 'medium', 'Network policies must not allow every address'),
  entry(CheckId.NAMESPACE_PSA_PRIVILEGED, 'high', 'Namespaces must enforce a Pod Security level that refuses something'),
  entry(CheckId.RBAC_SECRETS_READ, 'high', 'Roles must not read Secrets broadly', ['cis:5.1.2']),
  entry(CheckId.RBAC_SECRETS_WRITE, 'high', 'Roles must not write Secrets broadly'),
  entry(CheckId.RBAC_WORKLOAD_CREATE, 'high', 'Roles must not create or change pods and workloads', ['cis:5.1.4']),
  entry(CheckId.RBAC_PERSISTENT_VOLUME_CREATE, 'high', 'Roles must not create PersistentVolumes', ['cis:5.1.9']),
  entry(CheckId.RBAC_PERSISTENT_VOLUME_CLAIM_CREATE, 'info', 'Roles that create PersistentVolumeClaims are worth a look'),
  entry(CheckId.RBAC_NODES_PROXY, 'critical', 'Roles must not reach the kubelet through the API server', ['cis:5.1.10']),
  entry(CheckId.RBAC_SERVICE_PROXY, 'medium', 'Roles must not reach pods and services through the API server'),
  entry(CheckId.RBAC_KUBELET_READ, 'medium', 'Roles must not read from the kubelet'),
  entry(CheckId.RBAC_POD_EXEC, 'high', 'Roles must not run commands in containers'),
  entry(CheckId.RBAC_POD_ATTACH, 'high', 'Roles must not attach to containers'),
  entry(CheckId.RBAC_PORT_FORWARD, 'medium', 'Roles must not forward ports of pods'),
  entry(CheckId.RBAC_EPHEMERAL_CONTAINERS, 'high', 'Roles must not add containers to running pods'),
  entry(CheckId.RBAC_POD_LOG_READ, 'low', 'Roles must not read the logs of pods'),
  entry(CheckId.RBAC_POD_BINDING, 'medium', 'Roles must not choose the node of a pod'),
  entry(CheckId.RBAC_NODE_POD_STATUS, 'medium', 'Roles must not write the status of nodes or pods'),
  entry(CheckId.RBAC_SERVICE_STATUS, 'medium', 'Roles must not write the status of Services'),
  entry(CheckId.RBAC_NODE_WRITE, 'high', 'Roles must not change or delete nodes'),
  entry(CheckId.RBAC_POD_EVICTION, 'low', 'Roles must not evict or delete pods'),
  entry(CheckId.RBAC_BIND_ESCALATE, 'critical', 'Roles must not grant what their holders do not have themselves', ['cis:5.1.8']),
  entry(CheckId.RBAC_CREATE_BINDINGS, 'high', 'Roles must not create or change role bindings'),
  entry(CheckId.RBAC_ROLE_WRITE, 'high', 'Roles must not create or change roles'),
  entry(CheckId.RBAC_IMPERSONATE, 'critical', 'Roles must not act as somebody else', ['cis:5.1.8']),
  entry(CheckId.RBAC_CSR_APPROVAL, 'critical', 'Roles must not approve or sign certificates', ['cis:5.1.11']),
  entry(CheckId.RBAC_TOKEN_REQUEST, 'critical', 'Roles must not create tokens of service accounts', ['cis:5.1.13']),
  entry(CheckId.RBAC_SERVICE_ACCOUNT_WRITE, 'medium', 'Roles must not create or change service accounts'),
  entry(CheckId.RBAC_WEBHOOK_CONFIG, 'critical', 'Roles must not write admission webhook configurations', ['cis:5.1.12']),
  entry(CheckId.RBAC_ADMISSION_POLICY_WRITE, 'critical', 'Roles must not write admission policies'),
  entry(CheckId.RBAC_API_SERVICE_WRITE, 'high', 'Roles must not redirect API groups to other servers'),
  entry(CheckId.RBAC_CUSTOM_RESOURCE_DEFINITION_WRITE, 'high', 'Roles must not write CustomResourceDefinitions'),
  entry(CheckId.RBAC_NAMESPACE_PATCH, 'critical', 'Roles must not create or change namespaces'),
  entry(CheckId.RBAC_NAMESPACE_DELETE, 'high', 'Roles must not delete namespaces'),
  entry(CheckId.RBAC_QUOTA_WRITE, 'medium', 'Roles must not write ResourceQuotas and LimitRanges'),
  entry(CheckId.RBAC_NETWORK_WRITE, 'high', 'Roles must not write network policies, ingresses, gateways and routes'),
  entry(CheckId.RBAC_ENDPOINT_EDIT, 'high', 'Roles must not write endpoints'),
  entry(CheckId.RBAC_CONFIGMAP_WRITE, 'critical', 'Roles must not change ConfigMaps of the cluster\'s own services'),
  entry(CheckId.RBAC_EKS_AWS_AUTH, 'critical', 'Roles must not write the map from cloud users to cluster users'),
  entry(CheckId.RBAC_PRIORITY_CLASS_WRITE, 'medium', 'Roles must not write PriorityClasses'),
  entry(CheckId.RBAC_STORAGE_WRITE, 'medium', 'Roles must not write the objects of storage drivers'),
  entry(CheckId.RBAC_SYSTEM_LEASE_WRITE, 'medium', 'Roles must not write the leases of the cluster\'s own components'),
  entry(CheckId.RBAC_DELETE_EVENTS, 'low', 'Roles must not delete events'),
  entry(CheckId.RBAC_POD_SECURITY_POLICY_USE, 'info', 'Roles that name PodSecurityPolicies are stale'),
  entry(CheckId.RBAC_NON_RESOURCE_URLS, 'high', 'Roles must not read the internals of the API server'),
  entry(CheckId.RBAC_GITOPS_WRITE, 'high', 'Roles must not write what a deployment controller applies'),
  entry(CheckId.RBAC_POLICY_ENGINE_WRITE, 'high', 'Roles must not write the rules of a policy engine'),
  entry(CheckId.RBAC_EXTERNAL_SECRETS_WRITE, 'high', 'Roles must not fetch secrets from an external store'),
  entry(CheckId.RBAC_SCALE, 'low', 'Roles must not scale workloads broadly'),
  entry(CheckId.RBAC_SYSTEM_MASTERS, 'critical', 'Nothing may be bound to the superusers that no binding can take back', ['cis:5.1.7']),
  entry(CheckId.RBAC_ANONYMOUS_BINDING, 'critical', 'Nothing may be bound to those who show no credential'),
  entry(CheckId.RBAC_AUTHENTICATED_BINDING, 'critical', 'Nothing may be bound to everyone with a credential'),
  entry(CheckId.RBAC_SERVICE_ACCOUNTS_GROUP, 'high', 'Nothing may be bound to all service accounts at once'),
  entry(CheckId.RBAC_DEFAULT_SA_BINDING, 'medium', 'Nothing may be bound to the account of pods that name none', ['cis:5.1.5']),
];

/** Whether the Pod Security Standards ask for a control, so that a namespace which enforces them refuses its waivers. */
export function isPodSecurity(check: CheckId): boolean {
  return CATALOGUE.some(({ id, standards }) => id === check && standards.some(standard => standard.startsWith('pss:')));
}
