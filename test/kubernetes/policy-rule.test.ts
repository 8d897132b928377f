import * as fc from 'fast-check';
import { mergeRules } from '../../src/kubernetes/merge-rules';
import { allowsResource, allowsSome, allowsUrl, describeResource, PolicyRule, RequestSet, splitResource } from '../../src/kubernetes/policy-rule';

const rule = (resources: string[], verbs: string[] = ['get'], extra: PolicyRule = {}): PolicyRule => ({ apiGroups: [''], resources, verbs, ...extra });

describe('a rule allows a request for a resource', () => {
  const getPods = { verb: 'get', group: '', resource: 'pods' };
  const exec = { verb: 'create', group: '', resource: 'pods', subresource: 'exec', name: 'a' };

  test.each<[string, PolicyRule, Parameters<typeof allowsResource>[1], boolean]>([
    ['by the exact verb, group and resource', rule(['pods']), getPods, true],
    ['not by another verb', rule(['pods'], ['list']), getPods, false],
    ['not by another group', rule(['pods'], ['get'], { apiGroups: ['metrics.k8s.io'] }), getPods, false],
    ['not in the group that is literally called core', rule(['pods'], ['get'], { apiGroups: ['core'] }), getPods, false],
    ['by a star as verb', rule(['pods'], ['*']), getPods, true],
    ['by a star as group', rule(['pods'], ['get'], { apiGroups: ['*'] }), getPods, true],
    ['by a star as resource, subresources included', rule(['*'], ['create']), exec, true],
    ['not for a subresource by its resource', rule(['pods'], ['create']), exec, false],
    ['for a subresource by its exact name', rule(['pods/exec'], ['create']), exec, true],
    ['for a subresource of any resource', rule(['*/exec'], ['create']), exec, true],
    ['not by a star behind the slash', rule(['pods/*'], ['create']), exec, false],
    ['not by stars on both sides of the slash', rule(['*/*'], ['create']), exec, false],
    ['not by a subresource for its resource', rule(['pods/exec']), getPods, false],
    ['by its name', rule(['pods'], ['get'], { resourceNames: ['a', 'b'] }), { ...getPods, name: 'b' }, true],
    ['not by another name', rule(['pods'], ['get'], { resourceNames: ['a'] }), { ...getPods, name: 'b' }, false],
    ['not by a star as name', rule(['pods'], ['get'], { resourceNames: ['*'] }), { ...getPods, name: 'b' }, false],
    ['not without a name by a rule with names', rule(['pods'], ['create'], { resourceNames: ['a'] }), { ...getPods, verb: 'create' }, false],
    ['of any name by a rule whose list of names is empty', rule(['pods'], ['get'], { resourceNames: [] }), { ...getPods, name: 'b' }, true],
    ['of a user extra whose key has a slash', rule(['userextras/example.com/team'], ['impersonate'], { apiGroups: ['authentication.k8s.io'] }),
      { verb: 'impersonate', group: 'authentication.k8s.io', resource: 'userextras', subresource: 'example.com/team' }, true],
    ['never where the rule has nothing in it', {}, getPods, false],
  ])('%s', (_, given, request, expected) => {
    expect(allowsResource(given, request)).toBe(expected);
  });
});

describe('a rule allows a request for a path', () => {
  test.each([
    ['that it names', '/healthz', '/healthz', true],
    ['below its prefix', '/logs/*', '/logs/kube-apiserver.log', true],
    ['that begins like its prefix', '/debug*', '/debug/pprof/heap', true],
    ['of any name', '*', '/metrics', true],
    ['not above its prefix', '/logs/*', '/logs', false],
    ['not below the path that it names', '/metrics', '/metrics/slis', false],
    ['not with a star inside', '/a*/b', '/ax/b', false],
  ])('%s', (_, url, path, expected) => {
    expect(allowsUrl({ nonResourceURLs: [url], verbs: ['get'] }, 'get', path)).toBe(expected);
    expect(allowsUrl({ nonResourceURLs: [url], verbs: ['post'] }, 'get', path)).toBe(false);
  });
});

describe('a rule and a set of requests have something in common', () => {
  const set = (resources: string[], verbs = ['get'], extra: Partial<RequestSet> = {}): RequestSet => ({ groups: [''], resources, verbs, ...extra });

  test.each<[string, PolicyRule, RequestSet, boolean]>([
    ['where one of many verbs and resources is in both', rule(['pods', 'secrets'], ['get', 'list']), set(['secrets'], ['list', 'watch']), true],
    ['not where verb and resource are in both, but apart', rule(['pods'], ['list']), set(['secrets'], ['list']), false],
    ['where the rule is all stars', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, set(['nodes/proxy']), true],
    ['where the rule names the subresource of every resource', rule(['*/proxy']), set(['nodes/proxy']), true],
    ['not where the rule names every subresource of the resource, which allows nothing', rule(['nodes/*']), set(['nodes/proxy']), false],
    ['where the set has every resource of a group', rule(['policies']), set(['*']), true],
    ['not where the rule has a dead resource of that group', rule(['policies/*']), set(['*']), false],
    ['where the set has every subresource of a resource', rule(['userextras/scopes']), set(['userextras/*']), true],
    ['not where the rule has that very star, which it takes for a name', rule(['userextras/*']), set(['userextras/*']), false],
    ['not where the set has only the subresources', rule(['userextras']), set(['userextras/*']), false],
    ['where the set has one subresource of every resource', rule(['deployments/scale']), set(['*/scale']), true],
    ['not for another subresource', rule(['deployments/status']), set(['*/scale']), false],
    ['where the set has every group', rule(['deployments/scale'], ['get'], { apiGroups: ['apps'] }), set(['*/scale'], ['get'], { groups: ['*'] }), true],
    ['where the rule names objects and the set does not', rule(['configmaps'], ['get'], { resourceNames: ['a'] }), set(['configmaps']), true],
    ['where the set names objects and the rule does not', rule(['configmaps']), set(['configmaps'], ['get'], { names: ['aws-auth'] }), true],
    ['not where both name others', rule(['configmaps'], ['get'], { resourceNames: ['a'] }), set(['configmaps'], ['get'], { names: ['aws-auth'] }), false],
    ['not where a rule with names is for whole collections', rule(['events'], ['deletecollection'], { resourceNames: ['a'] }),
      set(['events'], ['delete', 'deletecollection']), false],
    ['where a path is in both', { nonResourceURLs: ['/metrics'], verbs: ['get'] }, { urls: ['/metrics'], verbs: ['get'] }, true],
    ['where the prefix of the set holds the path of the rule', { nonResourceURLs: ['/logs/a'], verbs: ['get'] }, { urls: ['/logs*'], verbs: ['get'] }, true],
    ['where the prefix of the rule holds the path of the set', { nonResourceURLs: ['/m*'], verbs: ['get'] }, { urls: ['/metrics'], verbs: ['get'] }, true],
    ['where one prefix holds the other', { nonResourceURLs: ['*'], verbs: ['*'] }, { urls: ['/debug*'], verbs: ['get'] }, true],
    ['not where paths differ', { nonResourceURLs: ['/healthz'], verbs: ['get'] }, { urls: ['/metrics', '/logs*'], verbs: ['get'] }, false],
    ['not where a rule of resources meets a set of paths', rule(['*'], ['*']), { urls: ['/metrics'], verbs: ['get'] }, false],
  ])('%s', (_, given, requests, expected) => {
    expect(allowsSome(given, requests)).toBe(expected);
  });
});

const words = (...list: string[]) => fc.constantFrom(...list);
const some = (...list: string[]) => fc.uniqueArray(words(...list), { minLength: 1, maxLength: 3 });
const resourceRules = fc.record({
  apiGroups: some('', 'apps', '*'),
  resources: some('pods', 'pods/exec', 'secrets', '*', '*/exec', 'pods/*'),
  verbs: some('get', 'create', 'deletecollection', '*'),
  resourceNames: fc.oneof(fc.constant([]), some('a', 'b', '*')),
});
const requests = fc.record({
  verb: words('get', 'create'),
  group: words('', 'apps'),
  resource: words('pods', 'secrets'),
  subresource: fc.option(words('exec', 'log'), { nil: undefined }),
  name: words('a', 'c'),
});

describe('the two ways to ask agree', () => {
  test('what a rule allows, it also shares with the set of that one request', () => {
    fc.assert(fc.property(resourceRules, requests, (given, request) => {
      const { verb, group, resource, subresource, name } = request;
      const set = { verbs: [verb], groups: [group], resources: [subresource ? `${resource}/${subresource}` : resource], names: [name] };
      expect(allowsSome(given, set)).toBe(allowsResource(given, request));
    }), { numRuns: 500 });
  });

  test('merged rules allow exactly what the rules allow', () => {
    fc.assert(fc.property(fc.array(resourceRules, { maxLength: 4 }), requests, (rules, request) => {
      expect(mergeRules(rules).some(one => allowsResource(one, request))).toBe(rules.some(one => allowsResource(one, request)));
    }), { numRuns: 500 });
  });

  test('merged rules do not depend on the order of the rules, nor on doubles', () => {
    fc.assert(fc.property(fc.array(resourceRules, { maxLength: 4 }), rules => {
      expect(mergeRules([...rules].reverse().concat(rules))).toEqual(mergeRules(rules));
      expect(mergeRules(mergeRules(rules))).toEqual(mergeRules(rules));
    }));
  });
});

test('rules of paths are merged apart from those of resources, and come last', () => {
  expect(mergeRules([
    { nonResourceURLs: ['/readyz'], verbs: ['get'] },
    rule(['pods'], ['list', 'get']),
    { nonResourceURLs: ['/livez'], verbs: ['get'] },
    { nonResourceURLs: ['/livez'], verbs: ['get', 'head'] },
  ])).toEqual([
    rule(['pods'], ['get', 'list']),
    { nonResourceURLs: ['/livez'], verbs: ['get', 'head'] },
    { nonResourceURLs: ['/readyz'], verbs: ['get'] },
  ]);
});

test('messages name resources as kubectl does', () => {
  expect(describeResource('', 'pods/exec')).toBe('pods/exec');
  expect(describeResource('apps', 'deployments/scale')).toBe('deployments.apps/scale');
  expect(splitResource('userextras/example.com/team')).toEqual(['userextras', 'example.com/team']);
});
