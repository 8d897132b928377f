import { CheckId } from '../controls/check-id';
import { concernsScope, Escalation, ESCALATIONS, needsWaiver } from '../controls/rbac-escalations';
import { invalid, problemOf } from '../kubernetes/invalid';
import { listOf } from '../kubernetes/manifest';
import { allowsSome, describeResource, PolicyRule } from '../kubernetes/policy-rule';
import { Waiver } from '../waivers/waiver';

/** Where the rules of a role count: in one namespace, or in the whole cluster where it is undefined. */
export interface RoleRules {
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
}

/** Each verb on each resource or path of a rule, as a rule of its own. */
function singleRules(rule: PolicyRule): PolicyRule[] {
  return listOf(rule.verbs).flatMap(verb => [
    ...listOf(rule.resources).map(resource => ({ ...rule, verbs: [verb], resources: [resource] })),
    ...listOf(rule.nonResourceURLs).map(url => ({ nonResourceURLs: [url], verbs: [verb] })),
  ]);
}

function describeRule({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const what = resources ? describeResource(listOf(apiGroups)[0], resources[0]) : listOf(nonResourceURLs)[0];
  return `${listOf(verbs)[0]} ${what}${resourceNames ? ` named ${resourceNames.join(', ')}` : ''}`;
}

/** What in the rules of a role an escalation is about. */
function grantsOf(escalation: Escalation, { namespace, rules }: RoleRules): string[] {
  return rules
    .filter(rule => concernsScope(escalation, namespace, listOf(rule.resourceNames).length > 0))
    .flatMap(singleRules)
    .filter(rule => escalation.tuples.some(tuple => allowsSome(rule, tuple)))
    .map(describeRule);
}

/** The name of a check in code. */
const memberOf = (check: CheckId): string => Object.entries(CheckId).find(([, value]) => value === check)![0];

function narrowing({ isNarrowedByNames, where }: Escalation, namespace: string | undefined): string {
  if (namespace === undefined && (isNarrowedByNames || Array.isArray(where))) { return 'Grant it in the namespaces that need it'; }
  return isNarrowedByNames ? 'Name the objects' : 'Leave it out';
}

/**
 * The exceptions of one account, which let its roles grant what gains more than it says.
 * Throws where a control is waived twice, or a waiver names a container.
 */
export class RoleWaivers {
  private readonly used = new Set<CheckId>();

  public constructor(private readonly path: string, private readonly waivers: readonly Waiver[]) {
    const seen = new Set<CheckId>();
    for (const { check, container } of waivers) {
      if (seen.has(check)) {
        throw invalid(path, 'a control must not be waived twice', check, 'A role has one annotation for each control: keep one waiver.');
      }
      if (container !== undefined) {
        throw invalid(path, `the waiver of ${check} must not name a container`, container, 'Roles have none: leave container out.');
      }
      seen.add(check);
    }
  }

  /** What the rules of a role grant beyond what they say and nobody has waived; the waivers that cover the rest count as used. */
  public problemsOf(role: RoleRules): string[] {
    return ESCALATIONS.flatMap(escalation => {
      const grants = grantsOf(escalation, role);
      if (grants.length === 0) { return []; }
      if (this.waivers.some(({ check }) => check === escalation.check)) {
        this.used.add(escalation.check);
        return [];
      }
      return needsWaiver(escalation) ? [this.messageOf(escalation, grants, role.namespace)] : [];
    });
  }

  /** The waivers that are written on a role. */
  public concerning(role: RoleRules): Waiver[] {
    return this.waivers.filter(({ check }) => ESCALATIONS.some(escalation => escalation.check === check && grantsOf(escalation, role).length > 0));
  }

  /** The waivers that no role asked for. */
  public unusedProblems(): string[] {
    return this.waivers.filter(({ check }) => !this.used.has(check)).map(({ check }) =>
      problemOf('a waiver must concern a grant, and this one waives nothing here', check, 'Take it away, or name the control of the grant.', this.path));
  }

  private messageOf(escalation: Escalation, grants: readonly string[], namespace: string | undefined): string {
    const { id, check, why } = escalation;
    const where = namespace === undefined ? 'the whole cluster' : `namespace ${namespace}`;
    return problemOf(`${id} must not be granted in ${where}, because its holder ${why}`, grants.join('; '),
      `${narrowing(escalation, namespace)}, or waive it with Waiver.of(CheckId.${memberOf(check)}, ...).`, this.path);
  }
}
