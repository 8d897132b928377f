import { CheckId } from '../controls/check-id';
import { MUTABLE_TAGS } from '../controls/images';
import { CONTAINER_FIELDS, CONTAINER_ITEM_FIELDS, CONTAINER_LISTS } from '../controls/pod-security';
import { RESOURCE_DEFAULTS } from '../controls/resources';
import { parseImage } from '../kubernetes/image';
import { findAt, listOf } from '../kubernetes/manifest';
import { Container } from '../kubernetes/pods';
import { largerQuantity } from '../kubernetes/quantity';
import { hardenFields, hardenItems, hardenLists } from './field-rules';
import { Part } from './session';

function hardenImage(part: Part): void {
  const { image } = part.value;
  const reference = parseImage(image);
  const isFixed = reference !== undefined
    && (reference.digest !== undefined || (reference.tag !== undefined && !MUTABLE_TAGS.includes(reference.tag)));
  if (!isFixed) {
    part.refuse(CheckId.IMAGE_TAG, ['image'], 'image must have a fixed tag or a digest', image, 'Append the tag, or better @sha256:<digest>');
  }
}

/** Requests and limits that are missing; a limit is never below its request, and a request never takes a Guaranteed class away. */
function hardenResources(part: Part): void {
  for (const { resource, request, limit, requestCheck, limitCheck } of RESOURCE_DEFAULTS) {
    const limitPath = ['resources', 'limits', resource];
    const requestPath = ['resources', 'requests', resource];
    const given = findAt(part.value, requestPath);
    if (findAt(part.value, limitPath) === undefined && !part.isWaived(limitCheck)) {
      part.change(limitCheck, limitPath, given === undefined ? limit : largerQuantity(limit, given));
      if (given === undefined && !part.isWaived(requestCheck)) { part.change(requestCheck, requestPath, request); }
    } else if (given === undefined && !part.isWaived(requestCheck)) {
      part.change(requestCheck, requestPath, findAt(part.value, limitPath) ?? request);
    }
  }
}

function refuseSecretsInEnvironment(part: Part): void {
  const todo = 'Mount the key as a file';
  listOf(part.value.env).forEach((variable, index) => {
    const secret = findAt(variable, ['valueFrom', 'secretKeyRef', 'name']);
    if (secret !== undefined) {
      part.refuse(CheckId.SECRET_AS_ENV_VAR, [`env[${index}]`, 'valueFrom', 'secretKeyRef'], 'environment variables must not be filled from a secret', secret, todo);
    }
  });
  listOf(part.value.envFrom).forEach((source, index) => {
    const secret = findAt(source, ['secretRef', 'name']);
    if (secret !== undefined) {
      part.refuse(CheckId.SECRET_AS_ENV_VAR, [`envFrom[${index}]`, 'secretRef'], 'environment variables must not be filled from a secret', secret, todo);
    }
  });
}

/** The API server refuses containers that are privileged, or hold SYS_ADMIN, and rule out privilege escalation. */
function agreeOnEscalation(part: Part): void {
  const context = part.value.securityContext ?? {};
  const escalates = context.privileged === true || listOf(context.capabilities?.add).some(word => /^(CAP_)?SYS_ADMIN$/.test(word));
  if (escalates && context.allowPrivilegeEscalation === false) {
    part.change(CheckId.PRIVILEGED_CONTAINER, ['securityContext', 'allowPrivilegeEscalation'], true);
  }
}

/** Makes one container as strong as the controls ask. */
export function hardenContainer(part: Part, { list }: Container, isWindows: boolean): void {
  hardenFields(part, CONTAINER_FIELDS, isWindows);
  hardenLists(part, CONTAINER_LISTS, isWindows);
  hardenItems(part, CONTAINER_ITEM_FIELDS);
  if (!isWindows) { agreeOnEscalation(part); }
  hardenImage(part);
  // Ephemeral containers may not have resources of their own.
  if (list !== 'ephemeralContainers') { hardenResources(part); }
  refuseSecretsInEnvironment(part);
}
