import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { RBAC_GROUP } from '../controls/rbac-subjects';
import { PolicyRule } from '../kubernetes/policy-rule';
import { annotationsOf } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { markForeign } from './foreign-objects';
import { shapeJson } from './json-hook';
import { Subject } from './subject';

/** A role and whom it is bound to. */
export interface BoundRoleOptions {
  readonly name: string;
  /** The namespace in which it counts; the whole cluster where it is undefined. */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  readonly subjects: readonly Subject[];
  /** The exceptions that stand on the role. */
  readonly waivers: readonly Waiver[];
  /** What is added to the ids of role and binding, where the scope has more than one. */
  readonly suffix?: string;
}

/** A chart gives its namespace to every object, and an object of the cluster has none. */
function withoutNamespace(json: any): any {
  delete json.metadata.namespace;
  return json;
}

/** Adds a role and its binding, both of one name. Raw objects, because cdk8s-plus-27 cannot name the objects of a rule. */
export function addBoundRole(scope: Construct, options: BoundRoleOptions): void {
  const { name, namespace, rules, subjects, waivers, suffix = '' } = options;
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const apiVersion = `${RBAC_GROUP}/v1`;
  const objects = [
    new ApiObject(scope, `${kind}${suffix}`, {
      apiVersion, kind, metadata: { name, namespace, ...waivers.length > 0 ? { annotations: annotationsOf(waivers) } : {} }, rules,
    }),
    new ApiObject(scope, `${kind}Binding${suffix}`, {
      apiVersion,
      kind: `${kind}Binding`,
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC_GROUP, kind, name },
      subjects: subjects.map(subject => subject._toKube()),
    }),
  ];
  // The caller asked for that namespace by name; a tenant around would otherwise take it for a mistake.
  objects.forEach(markForeign);
  if (namespace === undefined) {
    for (const object of objects) { shapeJson(object, withoutNamespace); }
  }
}
