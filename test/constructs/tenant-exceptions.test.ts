import { ApiObject } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-27';
import { CheckId, Hardening, LeastPrivilegeServiceAccount, Permission, Probes, Run, SecureWorkload, TenantNamespace, Waiver } from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, only, synth } from '../support/synth';

const until = { reason: 'agents read the network of their nodes', owner: 'sre@example.com', expires: '2027-06-30' };
const hostNetwork = Waiver.of(CheckId.HOST_NETWORK, until);
const agent = { image: 'registry.example.com/agent:1', probes: Probes.command(['/healthy']), run: Run.daemonSet(), waivers: [hostNetwork] };

const tenantOf = (...waivers: Waiver[]) => new TenantNamespace(newApp(), 'agents', { owner: 'sre@example.com', waivers });

test('a workload that waives Pod Security is refused in a namespace that enforces it', () => {
  const tenant = tenantOf();
  new SecureWorkload(tenant, 'agent', agent);
  expect(messageOf(() => synth(tenant))).toBe('Validation failed with the following errors:\n'
    + '  [agents/agent] DaemonSet agent must not waive Pod Security in a namespace that enforces it (got "host-network"). '
    + 'Put it into a TenantNamespace of its own that waives namespace-psa-privileged.');
});

test('waivers of other controls are welcome there', () => {
  const tenant = tenantOf();
  new SecureWorkload(tenant, 'agent', { ...agent, waivers: [Waiver.of(CheckId.READ_ONLY_ROOT_FS, until)] });
  expect(only(synth(tenant), 'DaemonSet').spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
});

test('a tenant that waives Pod Security lets such workloads in, and goes on auditing them', () => {
  const tenant = tenantOf(Waiver.of(CheckId.NAMESPACE_PSA_PRIVILEGED, until));
  new SecureWorkload(tenant, 'agent', agent);
  const manifests = synth(tenant);
  expect(only(manifests, 'DaemonSet').spec.template.spec.hostNetwork).toBe(true);
  expectSnapshot([only(manifests, 'Namespace')], 'tenant-namespace/privileged-by-waiver.yaml');
});

test('what others wrote is held to the same', () => {
  const tenant = tenantOf();
  new ApiObject(tenant, 'pod', { apiVersion: 'v1', kind: 'Deployment', metadata: { name: 'old' } });
  const spec = { selector: {}, template: { metadata: {}, spec: { hostPID: true, containers: [{ name: 'app', image: 'app:1' }] } } };
  new ApiObject(tenant, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
  Hardening.of(tenant).waive('Deployment/web', Waiver.of(CheckId.HOST_PID, until));
  expect(messageOf(() => synth(tenant))).toContain('Deployment web must not waive Pod Security in a namespace that enforces it (got "host-pid").');
});

test.each([
  ['of another control', [hostNetwork], 'host-network'],
  ['given twice', [1, 2].map(() => Waiver.of(CheckId.NAMESPACE_PSA_PRIVILEGED, until)), 'namespace-psa-privileged'],
])('a waiver %s is no waiver of a tenant', (_, waivers, got) => {
  expect(messageOf(() => tenantOf(...waivers))).toBe(
    `agents: a tenant can waive namespace-psa-privileged alone, and once (got "${got}"). Give other waivers to the workloads that they concern.`);
});

test('an account of a tenant may be granted something in another namespace', () => {
  const tenant = tenantOf();
  const account = new LeastPrivilegeServiceAccount(tenant, 'reader');
  account.grantIn('shared', [Permission.read(ApiResource.CONFIG_MAPS)]);
  expect(only(synth(tenant), 'RoleBinding')).toMatchObject({ metadata: { namespace: 'shared' }, subjects: [{ name: 'reader', namespace: 'agents' }] });
});
