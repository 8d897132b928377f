import { Chart } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-27';
import {
  CheckId, LeastPrivilegeServiceAccount, LeastPrivilegeServiceAccountProps, Permission, SecureWorkload, Subject, TenantAccess, TenantNamespace, Verb,
  Waiver, WorkloadIdentity,
} from '../../src';
import { eachIsRefused, reported } from '../support/bad-input';
import { newApp, newChart, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const settings = Permission.read(ApiResource.CONFIG_MAPS, { names: ['cart-settings'] });
const until = { reason: 'the operator needs it', expires: '2027-06-30' };

function account(props: LeastPrivilegeServiceAccountProps = {}, chart: Chart = newChart(), id = 'cart'): LeastPrivilegeServiceAccount {
  return new LeastPrivilegeServiceAccount(chart, id, props);
}

const tenant = (): TenantNamespace => new TenantNamespace(newApp(), 'shop', {
  owner: 'team-shop@example.com', access: [TenantAccess.viewers(Subject.group('shop'))],
});

describe('an account is refused with a name', () => {
  eachIsRefused([
    ['that is empty', () => account({ name: '' }), 'test/cart: name must be a DNS-1123 name of a-z, 0-9, - and . (got ""). Set name, such as cart.'],
    ['with a space', () => account({ name: 'my cart' }), 'test/cart: name must be a DNS-1123 name of a-z, 0-9, - and . (got "my cart"). Set name, such as cart.'],
    ['of 254 letters', () => account({ name: 'a'.repeat(254) }), 'test/cart: name must be a DNS-1123 name of a-z, 0-9, - and . (got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...). Set name, such as cart.'],
    ['that is the default account', () => account({}, newChart(), 'default'), 'test/default: name must not be this one, because every pod that names no account runs as it (got "default"). Take a name of its own, such as cart.'],
    ['that another account of the namespace has', () => {
      const chart = newChart();
      account({}, chart);
      account({ name: 'cart', permissions: [settings] }, chart, 'other');
      synth(chart);
    }, reported('[test/other] the name of the ServiceAccount must not be used twice in namespace shop; test/cart has it (got "cart"). Give one of the two another id or name.')],
    ['that the account of a workload has', () => {
      const chart = newChart();
      new SecureWorkload(chart, 'cart', { image, port: 8080 });
      account({ name: 'cart', permissions: [settings] }, chart, 'reader');
      synth(chart);
    }, reported('[test/reader] the name of the ServiceAccount must not be used twice in namespace shop; test/cart has it (got "cart"). Give one of the two another id or name.')],
    ['of a role of the tenant', () => {
      const shop = tenant();
      account({ permissions: [settings] }, shop, 'tenant-viewer');
      synth(shop);
    }, reported('[shop/tenant-viewer] the name of the Role must not be used twice in namespace shop; shop has it (got "tenant-viewer"). Give one of the two another id or name.')],
    ['in no chart', () => new LeastPrivilegeServiceAccount(newApp(), 'cart'), 'cart: must be in a Chart (got "App"). Create it in a Chart, or in a TenantNamespace.'],
  ]);
});

describe('a permission is refused', () => {
  eachIsRefused([
    ['of a verb that nobody knows', () => Permission.of(ApiResource.PODS, ['read' as Verb]), 'Permission pods: verb must be one of get, list, watch, create, update, patch, delete, deletecollection (got "read"). Take only verbs that the program uses.'],
    ['of a verb that the resource lacks', () => Permission.of(ApiResource.TOKEN_REVIEWS, [Verb.GET]), 'Permission tokenreviews.authentication.k8s.io: verb must be one of create (got "get"). Take only verbs that the program uses.'],
    ['of every verb', () => Permission.of(ApiResource.PODS, ['*' as Verb]), 'Permission pods: verb must not be a wildcard (got "*"). A star grants what nobody has thought of yet: name each verb.'],
    ['of no verb', () => Permission.of(ApiResource.PODS, []), 'Permission pods: verbs must not be empty (got []). Take some of get, list, watch, create, update, patch, delete, deletecollection.'],
    ['of every resource', () => Permission.read(ApiResource.custom({ apiGroup: '', resourceType: '*' })), 'Permission: resourceType must not be a wildcard (got "*"). A star grants what nobody has thought of yet: name each resource.'],
    ['of names that are listed', () => Permission.of(ApiResource.PODS, [Verb.LIST], { names: ['a'] }), 'Permission pods: names must not go with list, because a list is of all objects, and only one with a field selector on metadata.name would be allowed (got ["a"]). Grant list without names in a permission of its own, or leave it out.'],
    ['of names that are made', () => Permission.of(ApiResource.PODS, [Verb.CREATE], { names: ['a'] }), 'Permission pods: names must not go with create, because a request to create names no object, and would never be allowed (got ["a"]). Grant create without names in a permission of its own, or leave it out.'],
    ['of a subresource that there is not', () => Permission.read(ApiResource.PODS, { subresource: 'logs' }), 'Permission pods/logs: subresource must be one of attach, binding, ephemeralcontainers, eviction, exec, finalizers, log, portforward, proxy, resize, status (got "logs"). Did you mean log?'],
    ['for an account that would escalate by it', () => account({ permissions: [Permission.of(ApiResource.PODS, [Verb.CREATE], { subresource: 'exec' })] }), 'test/cart: E-11 must not be granted in namespace shop, because its holder runs commands in every container (got "create pods/exec"). Leave it out, or waive it with Waiver.of(CheckId.RBAC_POD_EXEC, ...).'],
    ['for an account elsewhere that would escalate by it', () => account().grantIn('orders', [Permission.of(ApiResource.SECRETS, [Verb.GET])]), 'test/cart: E-01 must not be granted in namespace orders, because its holder reads every credential that is kept there (got "get secrets"). Name the objects, or waive it with Waiver.of(CheckId.RBAC_SECRETS_READ, ...).'],
    ['with a waiver that nothing needs', () => account({ permissions: [settings], waivers: [Waiver.of(CheckId.RBAC_SECRETS_READ, until)] }), 'test/cart: a waiver must concern a grant, and this one waives nothing here (got "rbac-secrets-read"). Take it away, or name the control of the grant.'],
    ['where nobody knows the namespace', () => account({ permissions: [settings] }, newChart({})), 'test/cart: namespace must be known where anything is bound (got nothing). Create it in a TenantNamespace, or set the namespace of the chart.'],
  ]);
});

describe('a subject is refused', () => {
  eachIsRefused([
    ['that bypasses every check', () => Subject.group('system:masters'), 'Subject.group: name must not be this one, because its members bypass every check, and no binding can take that back (got "system:masters"). Name the users, the group or the account that need the access.'],
    ['that is everyone', () => Subject.user('system:anonymous'), 'Subject.user: name must not be this one, because it stands for everyone who shows no credential (got "system:anonymous"). Name the users, the group or the account that need the access.'],
    ['that is everyone with a credential', () => Subject.group('system:authenticated'), 'Subject.group: name must not be this one, because it stands for everyone with a credential of any kind, every pod among them (got "system:authenticated"). Name the users, the group or the account that need the access.'],
    ['that is every account of a namespace', () => Subject.group('system:serviceaccounts:shop'), 'Subject.group: name must not be this one, because it stands for every account of the namespace or the cluster, those made later among them (got "system:serviceaccounts:shop"). Name the users, the group or the account that need the access.'],
    ['that is the default account', () => Subject.serviceAccount('default', 'shop'), 'Subject.serviceAccount: name must not be this one, because every pod that names no account runs as it (got "default"). Name the users, the group or the account that need the access.'],
    ['that is an account under the name of a user', () => Subject.user('system:serviceaccount:shop:cart'), 'Subject.user: name must not be that of a service account (got "system:serviceaccount:shop:cart"). Write Subject.serviceAccount(\'cart\', \'shop\').'],
    ['that nobody is', () => Subject.user(' '), 'Subject.user: name must not be empty (got " "). Name whom the role is bound to.'],
  ]);
});

describe('an identity is refused', () => {
  eachIsRefused([
    ['that is no role', () => WorkloadIdentity.aws('cart'), 'WorkloadIdentity.aws: must be the ARN of an IAM role (got "cart"). Write arn:aws:iam::<account of 12 digits>:role/<name>.'],
    ['that is the default account of a project', () => WorkloadIdentity.gcp('1234-compute@developer.gserviceaccount.com'), 'WorkloadIdentity.gcp: must be the address of a service account made for the workload (got "1234-compute@developer.gserviceaccount.com"). Write <name>@<project>.iam.gserviceaccount.com; the default accounts of a project may do too much.'],
    ['that is no client id', () => WorkloadIdentity.azure('cart'), 'WorkloadIdentity.azure: must be the client id of an identity (got "cart"). Write its UUID, as 01234567-89ab-cdef-0123-456789abcdef.'],
  ]);
});

test('a token for nobody who may do anything is reported at synthesis', () => {
  const chart = newChart();
  account({ tokenAudience: 'vault' }, chart);
  expect(() => synth(chart)).toThrow(new Error(reported(
    '[test/cart] tokenAudience must go with permissions (got "vault"). A token for the API server is of no use to who may do nothing there: leave tokenAudience out.',
  )));
});
