import { listOf } from './manifest';

/** A rule of a role, as it stands in YAML. */
export interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** One request for a resource, as the API server puts it to the authorizer. */
export interface ResourceRequest {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** The object; nothing for create, deletecollection, and most of list and watch. */
  readonly name?: string;
}

const ALL = '*';

const matches = (words: unknown, word: string): boolean => listOf(words).some(own => own === ALL || own === word);

/** Resource and subresource; the subresource may hold slashes of its own. */
export function splitResource(combined: string): [resource: string, subresource?: string] {
  const slash = combined.indexOf('/');
  return slash < 0 ? [combined] : [combined.slice(0, slash), combined.slice(slash + 1)];
}

/** How messages name a resource, as kubectl does: `pods/exec`, `deployments.apps/scale`. */
export function describeResource(group: string, combined: string): string {
  const [resource, subresource] = splitResource(combined);
  return `${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

/** Prefix of a URL that ends in stars; undefined where it stands for itself alone. */
const prefixOf = (url: string): string | undefined => (url.endsWith(ALL) ? url.replace(/\*+$/, '') : undefined);

/**
 * Whether a rule allows a request for a resource. `pods` is not `pods/exec`, `pods/*` is not a wildcard, and neither are stars in names:
 * https://github.com/kubernetes/kubernetes/blob/v1.37.1/pkg/apis/rbac/v1/evaluation_helpers.go
 */
export function allowsResource(rule: PolicyRule, request: ResourceRequest): boolean {
  const { verb, group, resource, subresource, name = '' } = request;
  const combined = subresource ? `${resource}/${subresource}` : resource;
  const names = listOf(rule.resourceNames);
  return matches(rule.verbs, verb)
    && matches(rule.apiGroups, group)
    && (matches(rule.resources, combined) || (!!subresource && listOf(rule.resources).includes(`*/${subresource}`)))
    && (names.length === 0 || names.includes(name));
}

/** Whether a rule allows a request for a path of the API server that is no resource; the verb is the HTTP method in lower case. */
export function allowsUrl(rule: PolicyRule, verb: string, path: string): boolean {
  return matches(rule.verbs, verb) && listOf(rule.nonResourceURLs).some(url => {
    const prefix = prefixOf(url);
    return url === path || (prefix !== undefined && path.startsWith(prefix));
  });
}

/**
 * Many requests at once: each verb with each group, resource and name, or with each URL.
 * As a resource, `*` stands for all of its group, `x/*` for every subresource of x, and `*` before a slash for that subresource of all;
 * as a group, `*` stands for all, and at the end of a URL for any rest.
 */
export interface RequestSet {
  readonly verbs: readonly string[];
  readonly groups?: readonly string[];
  readonly resources?: readonly string[];
  /** Some objects only; every object where it is missing. */
  readonly names?: readonly string[];
  readonly urls?: readonly string[];
}

/** Whether the resource of a rule and that of a set have a request in common. */
function sharesResource(own: string, asked: string): boolean {
  const [ownResource, ownSub] = splitResource(own);
  // To the authorizer, only a star in front of the slash is a wildcard.
  if (ownSub === ALL) { return false; }
  if (own === ALL || asked === ALL || own === asked) { return true; }
  const [resource, sub] = splitResource(asked);
  if (ownSub === undefined || sub === undefined) { return false; }
  return (ownResource === ALL || resource === ALL || ownResource === resource) && (sub === ALL || ownSub === sub);
}

function sharesUrl(own: string, asked: string): boolean {
  const [prefix, askedPrefix] = [prefixOf(own), prefixOf(asked)];
  if (prefix !== undefined && askedPrefix !== undefined) { return prefix.startsWith(askedPrefix) || askedPrefix.startsWith(prefix); }
  if (prefix !== undefined) { return asked.startsWith(prefix); }
  return askedPrefix === undefined ? own === asked : own.startsWith(askedPrefix);
}

const sharesAny = (own: unknown, asked: readonly string[] | undefined, shares: (a: string, b: string) => boolean): boolean =>
  listOf(own).some(mine => listOf(asked).some(theirs => shares(mine, theirs)));

/** Whether a rule allows at least one request of a set. */
export function allowsSome(rule: PolicyRule, requests: RequestSet): boolean {
  const verbs = requests.verbs.filter(verb => matches(rule.verbs, verb));
  if (verbs.length === 0) { return false; }
  if (requests.urls) { return sharesAny(rule.nonResourceURLs, requests.urls, sharesUrl); }
  const names = listOf(rule.resourceNames);
  // Requests to delete a collection never have a name, so rules with names never allow them.
  const isNamed = names.length === 0 || (verbs.some(verb => verb !== 'deletecollection') && (requests.names ?? names).some(name => names.includes(name)));
  return isNamed
    && sharesAny(rule.apiGroups, requests.groups, (own, asked) => own === ALL || asked === ALL || own === asked)
    && sharesAny(rule.resources, requests.resources, sharesResource);
}
