import { IApiResource } from 'cdk8s-plus-27';
import { groupsOf, isBuiltInGroup, resourcesOf, STANDARD_VERBS, subresourcesOf, verbsOf } from '../kubernetes/api-resource-catalogue';
import { invalid } from '../kubernetes/invalid';
import { isDnsSubdomain } from '../kubernetes/names';
import { nearestWord } from '../kubernetes/nearest-word';
import { describeResource, splitResource } from '../kubernetes/policy-rule';

/** What a permission is about, checked. */
export interface PermissionTarget {
  readonly group: string;
  /** Resource and subresource, as in a rule: `pods/log`. */
  readonly combined: string;
  readonly names?: readonly string[];
  /** How messages name it. */
  readonly subject: string;
  /** The verbs that there are. */
  readonly verbs: readonly string[];
}

/** Verbs of requests that name no object: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
const NAMELESS: { readonly [verb: string]: string } = {
  create: 'a request to create names no object, and would never be allowed',
  deletecollection: 'a request to delete a collection names no object, and would never be allowed',
  list: 'a list is of all objects, and only one with a field selector on metadata.name would be allowed',
  watch: 'a watch is of all objects, and only one with a field selector on metadata.name would be allowed',
};

const suggestion = (word: string, words: readonly string[], otherwise: string): string => {
  const near = nearestWord(word, words);
  return near === undefined ? otherwise : `Did you mean ${near}?`;
};

const nameOfGroup = (group: string): string => (group === '' ? 'the core group' : `the API group ${group}`);

function plain(field: string, text: unknown): string {
  if (typeof text !== 'string' || text.includes('*')) {
    throw invalid('Permission', `${field} must not be a wildcard`, text, 'A star grants what nobody has thought of yet: name each resource.');
  }
  return text;
}

/** Group, resource and subresource as they stand in a rule. */
function combine(resource: IApiResource, subresource: string | undefined): [group: string, combined: string] {
  // Constructs say core where a rule leaves the group empty.
  const group = resource.apiGroup === 'core' ? '' : plain('apiGroup', resource.apiGroup);
  const type = plain('resourceType', resource.resourceType);
  if (subresource === undefined) { return [group, type]; }
  if (type.includes('/')) {
    throw invalid(`Permission ${describeResource(group, type)}`, 'subresource must not be named twice', subresource, 'Name it in the resource or in the options.');
  }
  return [group, `${type}/${plain('subresource', subresource)}`];
}

function checkCustom(group: string, resource: string, subject: string): void {
  if (!isDnsSubdomain(group) || !group.includes('.')) {
    throw invalid(subject, 'apiGroup must be that of Kubernetes or a domain, without a version', group, 'Write the group alone, such as apps or example.com.');
  }
  if (!isDnsSubdomain(resource)) {
    throw invalid(subject, 'resourceType must be a plural name in lower case', resource, 'Write it as kubectl api-resources does, such as widgets.');
  }
}

function checkBuiltIn(group: string, combined: string, subject: string): void {
  const [resource, subresource] = splitResource(combined);
  const resources = resourcesOf(group);
  if (!resources.includes(resource)) {
    const groups = groupsOf(resource).map(nameOfGroup);
    throw invalid(subject, `resourceType must be one of ${nameOfGroup(group)}`, resource, groups.length > 0
      ? `It is in ${groups.join(' and in ')}.`
      : suggestion(resource, resources, 'Write its plural name, as kubectl api-resources does.'));
  }
  if (verbsOf(group, combined).length > 0) { return; }
  const subresources = subresourcesOf(group, resource).filter(name => name !== '*');
  const problem = subresources.length > 0 ? `subresource must be one of ${subresources.join(', ')}` : 'subresource must be named';
  throw invalid(subject, problem, subresource, suggestion(subresource ?? '', subresources, 'Name one that the resource has.'));
}

function checkNames(subject: string, names: readonly string[] | undefined): void {
  if (names === undefined) { return; }
  if (names.length === 0) {
    throw invalid(subject, 'names must not be empty', names, 'A rule without names is for every object: name some, or leave names out.');
  }
  for (const name of names) {
    if (typeof name !== 'string' || name.trim() === '') {
      throw invalid(subject, 'a name must not be empty', name, 'Write the whole name of an object.');
    }
    if (name.includes('*')) {
      throw invalid(subject, 'a name must not have a wildcard', name, 'In names a star stands for itself: write each name, or leave names out for every object.');
    }
  }
}

/** Reads what a permission is about, and refuses what no API server knows. */
export function targetOf(resource: IApiResource, options: { readonly names?: readonly string[]; readonly subresource?: string }): PermissionTarget {
  const [group, combined] = combine(resource, options.subresource);
  const subject = `Permission ${describeResource(group, combined)}`;
  const [plural, subresource] = splitResource(combined);
  if (subresource !== undefined && !/^\S+$/.test(subresource)) {
    throw invalid(subject, 'subresource must not be empty', subresource, 'Name it, or leave it out for the resource itself.');
  }
  const isBuiltIn = isBuiltInGroup(group);
  if (isBuiltIn) {
    checkBuiltIn(group, combined, subject);
  } else {
    checkCustom(group, plural, subject);
  }
  const names = options.names ?? (resource.resourceName === undefined ? undefined : [resource.resourceName]);
  checkNames(subject, names);
  return { group, combined, names, subject, verbs: isBuiltIn ? verbsOf(group, combined) : STANDARD_VERBS };
}

/** Refuses verbs that the resource does not have, and names with verbs that have none. */
export function checkVerbs(target: PermissionTarget, verbs: readonly string[]): void {
  const { subject, combined, names } = target;
  if (verbs.length === 0) {
    throw invalid(subject, 'verbs must not be empty', verbs, `Take some of ${target.verbs.join(', ')}.`);
  }
  for (const verb of verbs) {
    if (verb === '*') {
      throw invalid(subject, 'verb must not be a wildcard', verb, 'A star grants what nobody has thought of yet: name each verb.');
    }
    if (!target.verbs.includes(verb)) {
      throw invalid(subject, `verb must be one of ${target.verbs.join(', ')}`, verb, 'Take only verbs that the program uses.');
    }
    // Requests for a subresource always name its object: POST .../serviceaccounts/cart/token.
    if (names !== undefined && !combined.includes('/') && Object.hasOwn(NAMELESS, verb)) {
      throw invalid(subject, `names must not go with ${verb}, because ${NAMELESS[verb]}`, names, `Grant ${verb} without names in a permission of its own, or leave it out.`);
    }
  }
}
