import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { setAt } from '../hardening/sorted-map';
import { invalid, problemOf } from '../kubernetes/invalid';
import { isClusterScoped } from '../kubernetes/kind-scope';
import { findAt, groupKindOf, Manifest } from '../kubernetes/manifest';
import { findPod } from '../kubernetes/pods';
import { isForeign } from './foreign-objects';
import { shapeJson } from './json-hook';

const NAMESPACE = '/Namespace';
const OWN_NAMESPACE = ['must be in the namespace', 'Leave metadata.namespace out, or create the object in the tenant of that namespace.'] as const;

/** What every object in a tenant has to be. */
export interface Membership {
  readonly tenant: IConstruct;
  readonly namespace: string;
  readonly labels: { readonly [label: string]: string };
  /** The one Namespace object. */
  readonly namespaceObject: ApiObject;
}

const kindOf = (object: ApiObject): string => groupKindOf({ apiVersion: object.apiVersion, kind: object.kind });

/** The labels of the tenant on the pods that an object makes; cdk8s labels only the object itself. */
function labelPods(json: Manifest, labels: { readonly [label: string]: string }): void {
  const pod = findPod(json);
  for (const [key, value] of Object.entries(pod ? labels : {})) {
    if (findAt(pod!.template, ['metadata', 'labels', key]) === undefined) { setAt(pod!.template, ['metadata', 'labels', key], value); }
  }
}

function join(object: ApiObject, { namespace, labels }: Membership): void {
  shapeJson(object, json => {
    if (isClusterScoped(groupKindOf(json))) {
      delete json.metadata?.namespace;
    } else if (object.metadata.namespace === namespace && json.metadata?.namespace !== namespace) {
      // A patch: what the object itself says is reported with all other problems.
      throw invalid(object.node.path, `${OWN_NAMESPACE[0]} ${namespace}`, json.metadata?.namespace, OWN_NAMESPACE[1]);
    }
    labelPods(json, labels);
    return json;
  });
}

function problemsOf(object: ApiObject, { tenant, namespace, namespaceObject }: Membership): string[] {
  const subject = `${object.kind} ${object.node.path}`;
  if (object.chart !== tenant) {
    return [problemOf(`${subject} must not be in a Chart inside the tenant`, object.chart.node.path, 'Create it in the tenant: another Chart does not pass the namespace on.')];
  }
  if (kindOf(object) === NAMESPACE && object !== namespaceObject) {
    return [problemOf(`${subject} must not be in the tenant, which has its own Namespace`, object.name, 'Create another TenantNamespace in the App.')];
  }
  if (!isClusterScoped(kindOf(object)) && !isForeign(object) && object.metadata.namespace !== namespace) {
    return [problemOf(`${subject} ${OWN_NAMESPACE[0]} ${namespace}`, object.metadata.namespace, OWN_NAMESPACE[1])];
  }
  return [];
}

/**
 * Makes the objects of a tenant what they have to be, those that are created later too: cdk8s validates each time before it
 * writes, and knows no other moment when all objects are there.
 */
export function keepMembers(membership: Membership): void {
  const joined = new WeakSet<ApiObject>();
  const validate = (): string[] => membership.tenant.node.findAll().filter(ApiObject.isApiObject).flatMap(object => {
    if (!joined.has(object)) {
      joined.add(object);
      join(object, membership);
    }
    return problemsOf(object, membership);
  });
  membership.tenant.node.addValidation({ validate });
}
