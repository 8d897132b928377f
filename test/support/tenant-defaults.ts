import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ClusterDns, TenantNamespace, TenantSize } from '../../src';
import { DocumentedDefaults, sameAs } from './documented-default';
import { USES } from './public-structs';
import { newApp, ofKind, only, synth } from './synth';

const amounts = (props: any = {}): any[] => USES.TenantAmounts(props);
const hard = (props: any = {}): any => only(amounts(props), 'ResourceQuota', 'compute-and-objects').spec.hard;
const limitOf = (type: string, props: any = {}): any => only(amounts(props), 'LimitRange').spec.limits.find((limit: any) => limit.type === type);

function count(property: string, value: number, resource: string): () => void {
  return sameAs(`TenantAmounts.${property}`, value, manifests =>
    expect(only(manifests, 'ResourceQuota', 'compute-and-objects').spec.hard[resource]).toBe(`${value}`));
}

export const TENANT_DEFAULTS: DocumentedDefaults = {
  'TenantNamespaceProps.name': {
    text: '- the id of the construct',
    behaves: () => {
      const tenant = new TenantNamespace(newApp(), 'shop', { owner: 'shop' });
      expect(tenant.name).toBe('shop');
      expect(only(synth(tenant), 'Namespace').metadata.name).toBe('shop');
    },
  },
  'TenantNamespaceProps.size': { text: 'TenantSize.SMALL', behaves: sameAs('TenantNamespaceProps.size', TenantSize.SMALL) },
  'TenantNamespaceProps.access': {
    text: '- nobody but the administrators of the cluster',
    behaves: sameAs('TenantNamespaceProps.access', [], manifests => expect(ofKind(manifests, 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding')).toEqual([])),
  },
  'TenantNamespaceProps.dns': { text: 'ClusterDns.kubeDns()', behaves: sameAs('TenantNamespaceProps.dns', ClusterDns.kubeDns()) },
  'TenantNamespaceProps.uidRange': {
    text: '- 10000 ids from 100000 up that the name always gets',
    behaves: () => {
      const rangeOf = (name: string, id = name) => new TenantNamespace(newApp(), id, { owner: 'x', name }).uidRange;
      for (const name of ['shop', 'bank', 'a']) {
        expect(rangeOf(name).size).toBe(10_000);
        expect(rangeOf(name).start).toBeGreaterThanOrEqual(100_000);
        expect(rangeOf(name)).toEqual(rangeOf(name, 'other'));
      }
      expect(rangeOf('shop').start).toBe(1_223_810_000);
    },
  },
  'TenantNamespaceProps.priorityClasses': {
    text: '- all but system-cluster-critical and system-node-critical',
    behaves: () => expect(only(USES.TenantNamespaceProps({}), 'ResourceQuota', 'no-foreign-priority').spec).toEqual({
      hard: { pods: '0' },
      scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: ['system-cluster-critical', 'system-node-critical'] }] },
    }),
  },
  'TenantNamespaceProps.labels': {
    text: '- none',
    behaves: sameAs('TenantNamespaceProps.labels', {}, manifests =>
      expect(only(manifests, 'LimitRange').metadata.labels).toEqual({ 'cdk8s-hardened/owner': 'shop', 'cdk8s-hardened/tenant': 'shop' })),
  },
  'TenantNamespaceProps.waivers': {
    text: '- none',
    behaves: sameAs('TenantNamespaceProps.waivers', [], manifests =>
      expect(only(manifests, 'Namespace').metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted')),
  },
  'TenantAmounts.cpuLimit': { text: '- as much as may be requested', behaves: () => expect(hard()).toMatchObject({ 'requests.cpu': '4', 'limits.cpu': '4' }) },
  'TenantAmounts.ephemeralStorage': {
    text: '- 256 MiB for each pod',
    behaves: () => {
      for (const [pods, quantity] of [[1, '256Mi'], [3, '768Mi'], [40, '10Gi']] as const) {
        expect(hard({ pods })).toMatchObject({ 'requests.ephemeral-storage': quantity, 'limits.ephemeral-storage': quantity });
      }
    },
  },
  'TenantAmounts.storageClasses': {
    text: '- every class up to all of the storage',
    behaves: sameAs('TenantAmounts.storageClasses', {}, manifests => {
      const quota = only(manifests, 'ResourceQuota', 'compute-and-objects').spec.hard;
      expect(quota['requests.storage']).toBe('50Gi');
      expect(Object.keys(quota).filter(key => key.includes('storageclass'))).toEqual([]);
    }),
  },
  'TenantAmounts.services': { text: '50', behaves: count('services', 50, 'services') },
  'TenantAmounts.ingresses': { text: '20', behaves: count('ingresses', 20, 'count/ingresses.networking.k8s.io') },
  'TenantAmounts.configMaps': { text: '100', behaves: count('configMaps', 100, 'configmaps') },
  'TenantAmounts.secrets': { text: '100', behaves: count('secrets', 100, 'secrets') },
  'TenantAmounts.volumeClaims': {
    text: '- 20, and 0 where there is no storage',
    behaves: () => {
      count('volumeClaims', 20, 'persistentvolumeclaims')();
      expect(hard({ storage: Size.gibibytes(0) }).persistentvolumeclaims).toBe('0');
    },
  },
  'TenantAmounts.jobs': { text: '50', behaves: count('jobs', 50, 'count/jobs.batch') },
  'TenantAmounts.cronJobs': { text: '20', behaves: count('cronJobs', 20, 'count/cronjobs.batch') },
  'TenantAmounts.containerDefaults': {
    text: '- 100m to 500m cpu, 128 MiB memory, 64 MiB to 256 MiB ephemeral storage, and less where a container may not have that',
    behaves: () => {
      expect(limitOf('Container')).toMatchObject({
        default: { 'cpu': '500m', 'ephemeral-storage': '256Mi', 'memory': '128Mi' },
        defaultRequest: { 'cpu': '100m', 'ephemeral-storage': '64Mi', 'memory': '128Mi' },
      });
      expect(limitOf('Container', { maxContainerCpu: Cpu.millis(50), maxContainerMemory: Size.mebibytes(64) })).toMatchObject({
        default: { 'cpu': '50m', 'ephemeral-storage': '256Mi', 'memory': '64Mi' }, defaultRequest: { 'cpu': '50m', 'ephemeral-storage': '64Mi', 'memory': '64Mi' },
      });
    },
  },
  'TenantAmounts.maxContainerCpu': { text: '- that of a pod', behaves: () => expect(limitOf('Container', { maxPodCpu: Cpu.units(3) }).max.cpu).toBe('3') },
  'TenantAmounts.maxContainerMemory': {
    text: '- that of a pod', behaves: () => expect(limitOf('Container', { maxPodMemory: Size.gibibytes(3) }).max.memory).toBe('3Gi'),
  },
  'TenantAmounts.maxPodCpu': { text: '- all that the tenant has', behaves: () => expect(limitOf('Pod', { cpuLimit: Cpu.units(9) }).max.cpu).toBe('9') },
  'TenantAmounts.maxPodMemory': { text: '- all that the tenant has', behaves: () => expect(limitOf('Pod').max.memory).toBe('8Gi') },
  'TenantAmounts.maxPodEphemeralStorage': {
    text: '- all that the tenant has', behaves: () => expect(limitOf('Pod', { ephemeralStorage: Size.gibibytes(7) }).max['ephemeral-storage']).toBe('7Gi'),
  },
  'TenantAmounts.maxVolume': { text: '- all the storage that the tenant has', behaves: () => expect(limitOf('PersistentVolumeClaim').max.storage).toBe('50Gi') },
};
