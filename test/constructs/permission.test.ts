import { App, Chart } from 'cdk8s';
import { ApiResource, ConfigMap, Deployment, IApiResource, Secret } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { HttpVerb, Permission, Verb } from '../../src/constructs/permission';
import { API_RESOURCES } from '../../src/kubernetes/api-resources.data';

const custom = (apiGroup: string, resourceType: string): IApiResource => ApiResource.custom({ apiGroup, resourceType });
const EVERY_VERB = 'get, list, watch, create, update, patch, delete, deletecollection';

describe('a permission becomes one rule', () => {
  test.each<[string, Permission, object]>([
    ['to read every object', Permission.read(ApiResource.CONFIG_MAPS), { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
    ['to read some objects, where list and watch would be of no use', Permission.read(ApiResource.CONFIG_MAPS, { names: ['a'] }),
      { apiGroups: [''], resourceNames: ['a'], resources: ['configmaps'], verbs: ['get'] }],
    ['to read what cannot be watched', Permission.read(ApiResource.COMPONENT_STATUSES), { apiGroups: [''], resources: ['componentstatuses'], verbs: ['get', 'list'] }],
    ['to read a subresource', Permission.read(ApiResource.PODS, { subresource: 'log' }), { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] }],
    ['of a subresource in the name of the resource', Permission.read(custom('', 'pods/log')), { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] }],
    ['of a custom resource', Permission.read(custom('example.com', 'widgets')), { apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get', 'list', 'watch'] }],
    ['of a subresource of a custom resource', Permission.of(custom('example.com', 'widgets'), [Verb.UPDATE], { subresource: 'status' }),
      { apiGroups: ['example.com'], resources: ['widgets/status'], verbs: ['update'] }],
    ['of a verb that is authorised and no operation', Permission.of(ApiResource.CLUSTER_ROLES, [Verb.BIND], { names: ['view'] }),
      { apiGroups: ['rbac.authorization.k8s.io'], resourceNames: ['view'], resources: ['clusterroles'], verbs: ['bind'] }],
    ['to create by name where the request names its object', Permission.of(ApiResource.SERVICE_ACCOUNTS, [Verb.CREATE], { subresource: 'token', names: ['cart'] }),
      { apiGroups: [''], resourceNames: ['cart'], resources: ['serviceaccounts/token'], verbs: ['create'] }],
    ['on the finalizers of an owner', Permission.of(ApiResource.DEPLOYMENTS, [Verb.UPDATE], { subresource: 'finalizers' }),
      { apiGroups: ['apps'], resources: ['deployments/finalizers'], verbs: ['update'] }],
    ['on a part of the kubelet', Permission.read(ApiResource.NODES, { subresource: 'metrics' }), { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] }],
    ['on a user extra of any key', Permission.of(custom('authentication.k8s.io', 'userextras'), [Verb.IMPERSONATE], { subresource: 'example.com/team' }),
      { apiGroups: ['authentication.k8s.io'], resources: ['userextras/example.com/team'], verbs: ['impersonate'] }],
    ['on a path', Permission.url(['/healthz', '/livez']), { nonResourceURLs: ['/healthz', '/livez'], verbs: ['get'] }],
    ['on a path with other methods', Permission.url(['/hook'], [HttpVerb.POST]), { nonResourceURLs: ['/hook'], verbs: ['post'] }],
  ])('%s', (_, permission, expected) => {
    expect(permission._rule).toEqual(expected);
  });

  test('that names the object where the resource is a construct', () => {
    const chart = new Chart(new App({ outdir: 'unused' }), 'shop');
    const settings = new ConfigMap(chart, 'settings', { metadata: { name: 'cart-settings' } });
    expect(Permission.read(settings)._rule).toEqual({ apiGroups: [''], resourceNames: ['cart-settings'], resources: ['configmaps'], verbs: ['get'] });
    expect(Permission.read(settings, { names: ['other'] })._rule.resourceNames).toEqual(['other']);
    const imported = Secret.fromSecretName(chart, 'imported', 'password');
    expect(Permission.read(imported)._rule).toEqual({ apiGroups: [''], resourceNames: ['password'], resources: ['secrets'], verbs: ['get'] });
    const api = new Deployment(chart, 'api', { metadata: { name: 'api' } });
    expect(Permission.of(api, [Verb.PATCH], { subresource: 'scale' })._rule)
      .toEqual({ apiGroups: ['apps'], resourceNames: ['api'], resources: ['deployments/scale'], verbs: ['patch'] });
  });

  test('that later changes to the given lists do not reach', () => {
    const names = ['a'];
    const verbs = [Verb.GET];
    const permission = Permission.of(ApiResource.CONFIG_MAPS, verbs, { names });
    names.push('b');
    verbs.push(Verb.DELETE);
    expect(permission._rule).toEqual({ apiGroups: [''], resourceNames: ['a'], resources: ['configmaps'], verbs: ['get'] });
  });
});

describe('a permission is refused', () => {
  const STAR = 'A star grants what nobody has thought of yet: name each';
  const NAMELESS = (verb: string, why: string) => `Permission configmaps: names must not go with ${verb}, because ${why} (got ["a"]). `
    + `Grant ${verb} without names in a permission of its own, or leave it out.`;
  const NO_NAME = (verb: string) => `a request to ${verb} names no object, and would never be allowed`;
  const ALL_OBJECTS = (verb: string) => `a ${verb} is of all objects, and only one with a field selector on metadata.name would be allowed`;
  const named = (verb: Verb) => () => Permission.of(ApiResource.CONFIG_MAPS, [verb], { names: ['a'] });

  test.each<[string, () => Permission, string]>([
    ['with a star as group', () => Permission.read(custom('*', 'pods')), `Permission: apiGroup must not be a wildcard (got "*"). ${STAR} resource.`],
    ['with a star as resource', () => Permission.read(custom('', '*')), `Permission: resourceType must not be a wildcard (got "*"). ${STAR} resource.`],
    ['with a star before the slash', () => Permission.read(custom('', '*/log')), `Permission: resourceType must not be a wildcard (got "*/log"). ${STAR} resource.`],
    ['with a star behind the slash', () => Permission.read(custom('', 'pods/*')), `Permission: resourceType must not be a wildcard (got "pods/*"). ${STAR} resource.`],
    ['with a star as subresource', () => Permission.read(ApiResource.PODS, { subresource: '*' }),
      `Permission: subresource must not be a wildcard (got "*"). ${STAR} resource.`],
    ['with a star as verb', () => Permission.of(ApiResource.PODS, ['*' as Verb]), `Permission pods: verb must not be a wildcard (got "*"). ${STAR} verb.`],
    ['with a star as name', () => Permission.read(ApiResource.PODS, { names: ['*'] }),
      'Permission pods: a name must not have a wildcard (got "*"). In names a star stands for itself: write each name, or leave names out for every object.'],
    ['with a star at the end of a name', () => Permission.of(custom('certificates.k8s.io', 'signers'), [Verb.APPROVE], { names: ['kubernetes.io/*'] }),
      'Permission signers.certificates.k8s.io: a name must not have a wildcard (got "kubernetes.io/*"). '
      + 'In names a star stands for itself: write each name, or leave names out for every object.'],
    ['without verbs', () => Permission.of(ApiResource.PODS, []), `Permission pods: verbs must not be empty (got []). Take some of ${EVERY_VERB}.`],
    ['with a verb that nobody knows', () => Permission.of(ApiResource.PODS, ['read' as Verb]),
      `Permission pods: verb must be one of ${EVERY_VERB} (got "read"). Take only verbs that the program uses.`],
    ['with a verb that the resource does not have', () => Permission.of(ApiResource.NAMESPACES, [Verb.DELETE_COLLECTION]),
      'Permission namespaces: verb must be one of get, list, watch, create, update, patch, delete (got "deletecollection"). Take only verbs that the program uses.'],
    ['with a verb that the subresource does not have', () => Permission.of(ApiResource.PODS, [Verb.LIST], { subresource: 'log' }),
      'Permission pods/log: verb must be one of get (got "list"). Take only verbs that the program uses.'],
    ['to bind a binding, where bind is checked on the role', () => Permission.of(ApiResource.CLUSTER_ROLE_BINDINGS, [Verb.BIND]),
      `Permission clusterrolebindings.rbac.authorization.k8s.io: verb must be one of ${EVERY_VERB} (got "bind"). Take only verbs that the program uses.`],
    ['to impersonate uids in the core group, where they are not', () => Permission.of(custom('', 'uids'), [Verb.IMPERSONATE]),
      'Permission uids: resourceType must be one of the core group (got "uids"). It is in the API group authentication.k8s.io.'],
    ['to use a custom resource in a way that cannot be checked', () => Permission.of(custom('security.openshift.io', 'securitycontextconstraints'), [Verb.USE]),
      `Permission securitycontextconstraints.security.openshift.io: verb must be one of ${EVERY_VERB} (got "use"). Take only verbs that the program uses.`],
    ['to read what can only be created', () => Permission.read(ApiResource.TOKEN_REVIEWS),
      'Permission tokenreviews.authentication.k8s.io: cannot be read (got "tokenreviews"). Take Permission.of with some of create.'],
    ['of a resource that is misspelt', () => Permission.read(custom('', 'configmap')),
      'Permission configmap: resourceType must be one of the core group (got "configmap"). Did you mean configmaps?'],
    ['of a resource by its kind', () => Permission.read(custom('apps', 'Deployment')),
      'Permission Deployment.apps: resourceType must be one of the API group apps (got "Deployment"). Did you mean deployments?'],
    ['of a resource in a group that does not have it', () => Permission.read(custom('', 'deployments')),
      'Permission deployments: resourceType must be one of the core group (got "deployments"). It is in the API group apps.'],
    ['of a resource that nobody has', () => Permission.read(custom('', 'frobnicators')),
      'Permission frobnicators: resourceType must be one of the core group (got "frobnicators"). Write its plural name, as kubectl api-resources does.'],
    ['of a group with a version', () => Permission.read(custom('apps/v1', 'deployments')),
      'Permission deployments.apps/v1: apiGroup must be that of Kubernetes or a domain, without a version (got "apps/v1"). '
      + 'Write the group alone, such as apps or example.com.'],
    ['of a group that is gone', () => Permission.read(custom('extensions', 'ingresses')),
      'Permission ingresses.extensions: apiGroup must be that of Kubernetes or a domain, without a version (got "extensions"). '
      + 'Write the group alone, such as apps or example.com.'],
    ['of a custom resource by its kind', () => Permission.read(custom('example.com', 'Widget')),
      'Permission Widget.example.com: resourceType must be a plural name in lower case (got "Widget"). Write it as kubectl api-resources does, such as widgets.'],
    ['of a subresource that is misspelt', () => Permission.read(ApiResource.SERVICE_ACCOUNTS, { subresource: 'tokens' }),
      'Permission serviceaccounts/tokens: subresource must be one of finalizers, token (got "tokens"). Did you mean token?'],
    ['of a subresource that is nowhere near', () => Permission.read(custom('', 'configmaps/status')),
      'Permission configmaps/status: subresource must be one of finalizers (got "status"). Name one that the resource has.'],
    ['of a resource that has subresources only', () => Permission.of(custom('authentication.k8s.io', 'userextras'), [Verb.IMPERSONATE]),
      'Permission userextras.authentication.k8s.io: subresource must be named (got nothing). Name one that the resource has.'],
    ['with an empty subresource', () => Permission.read(custom('example.com', 'widgets/')),
      'Permission widgets.example.com/: subresource must not be empty (got ""). Name it, or leave it out for the resource itself.'],
    ['with the subresource named twice', () => Permission.read(custom('', 'pods/log'), { subresource: 'log' }),
      'Permission pods/log: subresource must not be named twice (got "log"). Name it in the resource or in the options.'],
    ['with no name in names, which would mean all', () => Permission.read(ApiResource.PODS, { names: [] }),
      'Permission pods: names must not be empty (got []). A rule without names is for every object: name some, or leave names out.'],
    ['with an empty name', () => Permission.read(ApiResource.PODS, { names: ['a', ' '] }),
      'Permission pods: a name must not be empty (got " "). Write the whole name of an object.'],
    ['to create by name', named(Verb.CREATE), NAMELESS('create', NO_NAME('create'))],
    ['to delete a collection by name', named(Verb.DELETE_COLLECTION), NAMELESS('deletecollection', NO_NAME('delete a collection'))],
    ['to list by name', named(Verb.LIST), NAMELESS('list', ALL_OBJECTS('list'))],
    ['to watch by name', named(Verb.WATCH), NAMELESS('watch', ALL_OBJECTS('watch'))],
    ['of no path', () => Permission.url([]), 'Permission.url: paths and verbs must not be empty (got {"paths":[],"verbs":["get"]}). Name each path, such as /healthz.'],
    ['of a path with a star', () => Permission.url(['/logs/*']),
      'Permission.url: a path must start with / and have no wildcard (got "/logs/*"). Name each path, such as /healthz.'],
    ['of every path', () => Permission.url(['*']), 'Permission.url: a path must start with / and have no wildcard (got "*"). Name each path, such as /healthz.'],
    ['of a path with a verb of resources', () => Permission.url(['/healthz'], ['list' as HttpVerb]),
      'Permission.url: verb must be one of get, head, post, put, patch, delete, options (got "list"). Take HttpVerb.GET to read.'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

test('every resource that cdk8s-plus-27 knows, and that Kubernetes serves, can be named', () => {
  const known = Object.values(ApiResource).filter(value => value instanceof ApiResource);
  expect(known.length).toBeGreaterThan(50);
  for (const resource of known) {
    const row = API_RESOURCES.find(({ group, resource: name }) => group === resource.apiGroup && name === resource.resourceType)!;
    expect(Permission.of(resource, row.verbs as Verb[])._rule.verbs).toEqual(row.verbs);
  }
});

test('exactly the verbs that Kubernetes serves are accepted, for every resource and subresource of its own', () => {
  const resources = API_RESOURCES.flatMap(({ group, resource, verbs, subresources }) => [
    { group, combined: resource, verbs },
    ...Object.entries(subresources).map(([name, its]) => ({ group, combined: `${resource}/${name}`, verbs: its })),
  ]);
  const standard = EVERY_VERB.split(', ');
  fc.assert(fc.property(fc.constantFrom(...resources), fc.constantFrom(...standard), ({ group, combined, verbs }, verb) => {
    const make = () => Permission.of(custom(group, combined), [verb as Verb]);
    // The kubelet and the certificate controllers authorise what the API does not serve; none of it is in the data.
    if (verbs.includes(verb)) { expect(make).not.toThrow(); } else { expect(make).toThrow(/verb must be one of/); }
  }), { numRuns: 500 });
});

test('no text with a star gets into a rule', () => {
  const text = fc.oneof(fc.constantFrom('pods', 'apps', 'log', 'a'), fc.string({ maxLength: 5 }).map(s => `${s}*`), fc.constant('*'));
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  fc.assert(fc.property(text, text, maybe(text), maybe(fc.array(text)), (group, resource, subresource, names) => {
    try {
      const { _rule } = Permission.read(custom(group, resource), { subresource, names });
      expect(JSON.stringify(_rule)).not.toContain('*');
    } catch (error) {
      expect((error as Error).message).toMatch(/^Permission.*: .+ \(got .+\)\. .+\.?$/s);
    }
  }), { numRuns: 500 });
});
