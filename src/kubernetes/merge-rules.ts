import { STANDARD_VERBS } from './api-resource-catalogue';
import { listOf } from './manifest';
import { PolicyRule } from './policy-rule';

/** One verb on one resource; no names stand for every object. */
interface Grant {
  readonly group: string;
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/** One HTTP method on one path. */
interface UrlGrant {
  readonly urls: readonly string[];
  readonly verbs: readonly string[];
}

/** By code unit, so that the order is the same on every machine. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rank = (verb: string): number => (STANDARD_VERBS.includes(verb) ? STANDARD_VERBS.indexOf(verb) : STANDARD_VERBS.length);

const unique = (words: readonly string[]): string[] => [...new Set(words)].sort(byText);

const uniqueVerbs = (verbs: readonly string[]): string[] => unique(verbs).sort((a, b) => rank(a) - rank(b));

/** What has the same key becomes one. */
function joinBy<T>(items: readonly T[], keyOf: (item: T) => unknown, join: (same: readonly T[]) => T): T[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return [...groups.values()].map(join);
}

function grantsOf(rule: PolicyRule): Grant[] {
  return listOf(rule.apiGroups).flatMap(group => listOf(rule.resources).flatMap(resource => listOf(rule.verbs).map(verb =>
    ({ group, resources: [resource], names: listOf(rule.resourceNames), verbs: [verb] }))));
}

function mergeGrants(grants: readonly Grant[]): Grant[] {
  const byObject = joinBy(grants, ({ group, resources, verbs }) => [group, resources, verbs], same =>
    ({ ...same[0], names: same.some(({ names }) => names.length === 0) ? [] : unique(same.flatMap(({ names }) => names)) }));
  const byVerb = joinBy(byObject, ({ group, resources, names }) => [group, resources, names], same =>
    ({ ...same[0], verbs: uniqueVerbs(same.flatMap(({ verbs }) => verbs)) }));
  return joinBy(byVerb, ({ group, verbs, names }) => [group, verbs, names], same =>
    ({ ...same[0], resources: unique(same.flatMap(({ resources }) => resources)) }));
}

function mergeUrls(grants: readonly UrlGrant[]): UrlGrant[] {
  const byVerb = joinBy(grants, ({ urls }) => urls, same => ({ ...same[0], verbs: uniqueVerbs(same.flatMap(({ verbs }) => verbs)) }));
  return joinBy(byVerb, ({ verbs }) => verbs, same => ({ ...same[0], urls: unique(same.flatMap(({ urls }) => urls)) }));
}

/** The fewest plain rules that allow exactly what the given ones allow together, in an order that does not depend on theirs. */
export function mergeRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const resourceRules = mergeGrants(rules.flatMap(grantsOf)).map(({ group, resources, names, verbs }) =>
    ({ apiGroups: [group], resources, ...names.length > 0 ? { resourceNames: names } : {}, verbs }));
  const urlGrants = rules.flatMap(({ nonResourceURLs, verbs }) => listOf(nonResourceURLs).map(url => ({ urls: [url], verbs: listOf(verbs) })));
  const urlRules = mergeUrls(urlGrants).map(({ urls, verbs }) => ({ nonResourceURLs: urls, verbs }));
  const sorted = <T>(list: readonly T[]): T[] => [...list].sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)));
  return [...sorted<PolicyRule>(resourceRules), ...sorted<PolicyRule>(urlRules)];
}
