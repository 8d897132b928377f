import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { REPLICAS_MINIMUM } from '../controls/availability';
import { CheckId } from '../controls/check-id';
import { OWNER_LABEL, TENANT_LABEL } from '../controls/tenancy';
import { invalid, problemOf } from '../kubernetes/invalid';
import { isDnsLabel, isLabelKey, isLabelValue, toLabelValue } from '../kubernetes/names';
import { Run } from './run';
import { takeName, WORKLOAD } from './workload-names';
import { WorkloadWaivers } from './workload-waivers';

/** The label that tells the pods of a workload from all others in its namespace. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** Labels by which policies and people find a workload. */
const OWN_LABELS: readonly string[] = [NAME_LABEL, OWNER_LABEL, TENANT_LABEL];

/** The name of a workload and all its objects, taken in its namespace. */
export function checkName(construct: IConstruct, name: string, run: Run, hasAccount: boolean): string {
  if (!isDnsLabel(name, run.maxNameLength)) {
    throw invalid(construct.node.path, `the name of a ${run.kind} must be a DNS-1123 label of at most ${run.maxNameLength} characters`, name, 'Use a-z, 0-9 and -, or set name.');
  }
  takeName(construct, Chart.of(construct).namespace, name, [WORKLOAD, 'NetworkPolicy', ...hasAccount ? [] : ['ServiceAccount']]);
  return name;
}

/** A long-running workload with fewer than two replicas is down whenever its node is. */
export function checkReplicas(construct: IConstruct, { replicas }: Run, waivers: WorkloadWaivers): void {
  if (replicas !== undefined && replicas < REPLICAS_MINIMUM && !waivers.isWaived(CheckId.REPLICAS_MIN)) {
    throw invalid(construct.node.path, `replicas must be ${REPLICAS_MINIMUM} or more`, replicas, `Leave replicas out, or waive ${CheckId.REPLICAS_MIN}.`);
  }
}

/** The labels of all objects and pods of a workload, without those that its chart adds to objects. */
export function labelsOf(construct: IConstruct, name: string, given: { [label: string]: string } = {}, owner?: string): { [label: string]: string } {
  const { path } = construct.node;
  for (const [label, value] of Object.entries(given)) {
    if (!isLabelKey(label)) {
      throw invalid(path, 'labels must have keys of at most 63 letters, digits, -, _ and ., with or without a domain before a slash', label, 'Write them as tier or example.com/tier.');
    }
    if (OWN_LABELS.includes(label)) {
      throw invalid(path, 'labels must leave this one to the library', label, 'Set name or owner; a tenant sets its own.');
    }
    if (!isLabelValue(value)) {
      throw invalid(path, `the value of label ${label} must be at most 63 letters, digits, -, _ and .`, value, 'Shorten it, or write it as an annotation.');
    }
  }
  if (owner !== undefined && (/\p{Cc}/u.test(owner) || toLabelValue(owner) === '')) {
    throw invalid(path, 'owner must be a name or an address in one line', owner, 'Write who answers for the workload, such as team-shop@example.com.');
  }
  return { ...given, ...(owner === undefined ? {} : { [OWNER_LABEL]: toLabelValue(owner) }), [NAME_LABEL]: name };
}

/** The containers that waivers name and that are not there. */
export function missingContainers(waivers: WorkloadWaivers, containers: readonly string[]): string[] {
  return waivers.containers
    .filter(name => !containers.includes(name))
    .map(name => problemOf('a waiver must name a container of the workload', name, `It has ${containers.join(', ')}.`));
}
