/*
 * What the API server refuses in a pod with `spec.os.name: windows`:
 * https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */

/** Fields of the pod spec that Windows pods must not have. */
export const POD_FIELDS_LINUX_ONLY: readonly string[] = [
  'hostPID',
  'hostIPC',
  'hostUsers',
  'resources',
  'shareProcessNamespace',
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'securityContext.seLinuxChangePolicy',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
];

/** Fields of a container that Windows pods must not have. */
export const CONTAINER_FIELDS_LINUX_ONLY: readonly string[] = [
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'securityContext.seccompProfile',
  'securityContext.capabilities',
  'securityContext.readOnlyRootFilesystem',
  'securityContext.privileged',
  'securityContext.allowPrivilegeEscalation',
  'securityContext.procMount',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
];
