import { findAt, groupKindOf, isMap, listOf, Manifest } from './manifest';

/** A pod, or the template of one, inside a manifest. */
export interface Pod {
  /** The field that holds `metadata` and `spec` of the pod: empty for a Pod itself. */
  readonly path: readonly string[];
  readonly template: Manifest;
  readonly spec: Manifest;
  readonly isWindows: boolean;
}

/** The lists of a pod spec that hold containers. */
export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

/** A container of any kind, with the place where it stands. */
export interface Container {
  readonly list: ContainerList;
  readonly index: number;
  readonly spec: Manifest;
}

const TEMPLATE = ['spec', 'template'];

/** Where each kind keeps its pod template; kinds share names across groups, so group and kind decide. */
const POD_PATHS: { readonly [groupKind: string]: readonly string[] } = {
  '/Pod': [],
  '/PodTemplate': ['template'],
  '/ReplicationController': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': TEMPLATE,
  'apps.openshift.io/DeploymentConfig': TEMPLATE,
  'argoproj.io/Rollout': TEMPLATE,
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'serving.knative.dev/Configuration': TEMPLATE,
  'serving.knative.dev/Service': TEMPLATE,
};

const CONTAINER_LISTS: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers'];

/** The pod that a manifest is, or makes; undefined where it makes none. */
export function findPod(manifest: Manifest): Pod | undefined {
  const groupKind = groupKindOf(manifest);
  if (!Object.hasOwn(POD_PATHS, groupKind)) { return undefined; }
  const path = POD_PATHS[groupKind];
  const template = findAt(manifest, path);
  if (!isMap(template) || !isMap(template.spec)) { return undefined; }
  return { path, template, spec: template.spec, isWindows: findAt(template.spec, ['os', 'name']) === 'windows' };
}

/** Every container of a pod: init containers with native sidecars, containers, ephemeral containers. */
export function containersOf(podSpec: Manifest): Container[] {
  return CONTAINER_LISTS.flatMap(list => listOf(podSpec[list])
    .map((spec, index) => ({ list, index, spec }))
    .filter(container => isMap(container.spec)));
}

/** Whether an init container goes on running beside the others (a native sidecar). */
export function isSidecar(container: Container): boolean {
  return container.list === 'initContainers' && container.spec.restartPolicy === 'Always';
}
