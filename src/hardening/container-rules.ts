import { CheckId } from '../controls/check-id';
import { CONTAINER_FIELDS, CONTAINER_ITEM_FIELDS, CONTAINER_LISTS } from '../controls/pod-security';
import { findAt, isMap, listOf } from '../kubernetes/manifest';
import { Container } from '../kubernetes/pods';
import { hardenFields, hardenItems, hardenLists } from './field-rules';
import { FIX_IMAGE, hasFixedVersion } from './image-version';
import { hardenContainerResources } from './resource-rules';
import { Part } from './session';

const ESCALATION = CONTAINER_FIELDS.filter(({ check }) => check === CheckId.ALLOW_PRIVILEGE_ESCALATION);
const OTHER_FIELDS = CONTAINER_FIELDS.filter(row => !ESCALATION.includes(row));

function hardenImage(part: Part): void {
  const { image } = part.value;
  if (!hasFixedVersion(image)) {
    part.refuse(CheckId.IMAGE_TAG, ['image'], 'image must have a fixed tag or a digest', image, FIX_IMAGE);
  }
}

function refuseSecret(part: Part, path: readonly string[], reference: unknown): void {
  if (!isMap(reference)) { return; }
  part.refuse(CheckId.SECRET_AS_ENV_VAR, path, 'environment variables must not be filled from a secret', reference.name, 'Mount the key as a file');
}

function refuseSecretsInEnvironment(part: Part): void {
  listOf(part.value.env).forEach((variable, index) =>
    refuseSecret(part, [`env[${index}]`, 'valueFrom', 'secretKeyRef'], findAt(variable, ['valueFrom', 'secretKeyRef'])));
  listOf(part.value.envFrom).forEach((source, index) =>
    refuseSecret(part, [`envFrom[${index}]`, 'secretRef'], findAt(source, ['secretRef'])));
}

/** What makes the API server refuse a container that rules out privilege escalation; undefined where nothing does. */
function findEscalation(part: Part): CheckId | undefined {
  if (findAt(part.value, ['securityContext', 'privileged']) === true) { return CheckId.PRIVILEGED_CONTAINER; }
  const added = listOf(findAt(part.value, ['securityContext', 'capabilities', 'add']));
  return added.includes('CAP_SYS_ADMIN') ? CheckId.CAPABILITIES_ADDED : undefined;
}

/** Rules out privilege escalation, or, where that would be refused, says that it is possible. */
function hardenEscalation(part: Part, isWindows: boolean): void {
  const reason = isWindows ? undefined : findEscalation(part);
  if (reason === undefined) {
    hardenFields(part, ESCALATION, isWindows);
    return;
  }
  for (const { path } of ESCALATION) {
    if (findAt(part.value, path) !== true) { part.change(reason, path, true); }
  }
}

/** Makes one container as strong as the controls ask. */
export function hardenContainer(pod: Part, part: Part, { list }: Container, isWindows: boolean): void {
  hardenFields(part, OTHER_FIELDS, isWindows);
  hardenLists(part, CONTAINER_LISTS, isWindows);
  hardenItems(part, CONTAINER_ITEM_FIELDS);
  hardenEscalation(part, isWindows);
  hardenImage(part);
  // Ephemeral containers may not have resources of their own.
  if (list !== 'ephemeralContainers') { hardenContainerResources(pod, part); }
  refuseSecretsInEnvironment(part);
}
