import { CheckId } from '../controls/check-id';
import { CONTAINER_FIELDS_LINUX_ONLY, POD_FIELDS_LINUX_ONLY } from '../controls/pod-linux-fields';
import { APPARMOR_ANNOTATION, POD_FIELDS, SAFE_SYSCTLS, VOLUME_TYPES } from '../controls/pod-security';
import { EMPTY_DIR_SIZE_LIMIT } from '../controls/resources';
import { findAt, isMap, listOf, Manifest } from '../kubernetes/manifest';
import { containersOf, Pod } from '../kubernetes/pods';
import { isNoQuantity } from '../kubernetes/quantity';
import { hardenContainer } from './container-rules';
import { hardenFields, HardenedValues } from './field-rules';
import { hardenPodResources } from './resource-rules';
import { Part } from './session';
import { removeAt } from './sorted-map';
import { keepWritable } from './writable-paths';

/** What the caller knows about the pod. */
export interface PodOptions {
  /** Values of pod fields that replace the hardened ones where a field is weak, by path. */
  readonly values?: HardenedValues;
  /** Directories that stay writable in containers whose root filesystem becomes read-only. */
  readonly writablePaths?: readonly string[];
}

function hardenVolumes(part: Part): void {
  for (const volume of part.items(['volumes'])) {
    const { name, ...sources } = volume.value;
    const subject = typeof name === 'string' ? `volume "${name}"` : 'volume';
    const types = Object.keys(sources).filter(type => sources[type] !== undefined && sources[type] !== null);
    for (const type of types.filter(t => !VOLUME_TYPES.includes(t))) {
      const check = type === 'hostPath' ? CheckId.HOST_PATH_VOLUME : CheckId.VOLUME_TYPES_RESTRICTED;
      volume.refuse(check, [type], `${subject} must be one of ${VOLUME_TYPES.join(', ')}`, type,
        'Take a persistentVolumeClaim, or a CSI driver');
    }
    const isEmptyDir = types.length === 0 || types.includes('emptyDir');
    if (isEmptyDir && isNoQuantity(findAt(volume.value, ['emptyDir', 'sizeLimit'])) && !volume.isWaived(CheckId.EMPTY_DIR_SIZE_LIMIT)) {
      volume.change(CheckId.EMPTY_DIR_SIZE_LIMIT, ['emptyDir', 'sizeLimit'], EMPTY_DIR_SIZE_LIMIT);
    }
  }
}

/** Keeps what a list may hold, and takes the list away where nothing is left. */
function keepItems(part: Part, check: CheckId, path: readonly string[], isKept: (item: any) => boolean): void {
  const items = listOf(findAt(part.value, path));
  const kept = items.filter(isKept);
  if (kept.length < items.length && !part.isWaived(check)) {
    part.change(check, path, kept.length > 0 ? kept : undefined);
  }
}

const isAllowedAppArmor = (profile: unknown): boolean => typeof profile === 'string' && APPARMOR_ANNOTATION.allowed.test(profile);

function hardenAppArmorAnnotations(template: Part): void {
  const annotations = findAt(template.value, ['metadata', 'annotations']);
  if (!isMap(annotations)) { return; }
  for (const key of Object.keys(annotations).filter(name => name.startsWith(APPARMOR_ANNOTATION.prefix))) {
    const container = key.slice(APPARMOR_ANNOTATION.prefix.length);
    const part = template.at([], template.value, container);
    if (!isAllowedAppArmor(annotations[key]) && !part.isWaived(CheckId.APPARMOR_UNCONFINED)) {
      part.change(CheckId.APPARMOR_UNCONFINED, ['metadata', 'annotations', key], undefined);
    }
  }
}

/** Takes out what the API server refuses in a Windows pod; no strength is lost, Windows knows none of these fields. */
function removeLinuxFields(part: Part, fields: readonly string[]): void {
  for (const field of fields) { removeAt(part.value, field.split('.')); }
}

function isReadOnly(container: Manifest): boolean {
  return findAt(container, ['securityContext', 'readOnlyRootFilesystem']) === true;
}

/** Makes a pod and all its containers as strong as the controls ask. */
export function hardenPod(object: Part, pod: Pod, { values, writablePaths = [] }: PodOptions): void {
  const template = object.at(pod.path, pod.template);
  const part = template.at(['spec'], pod.spec);
  if (pod.isWindows) { removeLinuxFields(part, POD_FIELDS_LINUX_ONLY); }
  hardenFields(part, POD_FIELDS, pod.isWindows, values);
  keepItems(part, CheckId.UNSAFE_SYSCTLS, ['securityContext', 'sysctls'], sysctl => SAFE_SYSCTLS.includes(sysctl?.name));
  keepItems(part, CheckId.ROOT_GROUP, ['securityContext', 'supplementalGroups'], group => group !== 0);
  hardenAppArmorAnnotations(template);
  hardenVolumes(part);
  hardenPodResources(part);
  for (const container of containersOf(pod.spec)) {
    const name = typeof container.spec.name === 'string' ? container.spec.name : undefined;
    const containerPart = part.at([`${container.list}[${container.index}]`], container.spec, name);
    if (pod.isWindows) { removeLinuxFields(containerPart, CONTAINER_FIELDS_LINUX_ONLY); }
    const wasWritable = !isReadOnly(container.spec);
    hardenContainer(part, containerPart, container, pod.isWindows);
    if (wasWritable && isReadOnly(container.spec)) { keepWritable(part, containerPart, writablePaths); }
  }
}
