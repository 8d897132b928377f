import { Chart, Duration } from 'cdk8s';
import { ApiResource } from 'cdk8s-plus-27';
import { ClusterDns, LeastPrivilegeServiceAccount, OperatingSystem, Permission, Run, SecureWorkload, TenantNamespace, UidRange } from '../../src';
import { DocumentedDefaults, mainOf, podOf, sameAs, templateOf } from './documented-default';
import { USES, workload } from './public-structs';
import { newApp, newChart, ofKind, only, synth } from './synth';

const image = 'registry.example.com/app:1.4';
const NAME = 'app.kubernetes.io/name';
const pod = (props: any = {}): any => podOf(workload(props));

function inTenant(props: any = {}, tenant: any = {}): any[] {
  const shop = new TenantNamespace(newApp(), 'shop', { owner: 'team-shop@example.com', uidRange: UidRange.of(200_000, 10_000), ...tenant });
  new SecureWorkload(shop, 'app', { image, port: 8080, ...props });
  return synth(shop);
}

/** An id outside of a tenant, and in one whose ids are 200000 to 209999. */
function ids(field: 'runAsUser' | 'runAsGroup' | 'fsGroup'): [number, number] {
  return [pod().securityContext[field], podOf(inTenant()).securityContext[field]];
}

const job = { port: undefined };
const jobOf = (options: any = {}): any => only(workload({ ...job, run: Run.job(options) }), 'Job').spec;
const cronJobOf = (): any => only(workload({ ...job, run: Run.cronJob({ schedule: '@daily' }) }), 'CronJob').spec;

const WORKLOAD: DocumentedDefaults = {
  'SecureWorkloadProps.name': {
    text: '- the id of the construct',
    behaves: () => {
      const manifests = workload();
      expect(manifests.map(({ metadata }) => metadata.name)).toEqual(manifests.map(() => 'app'));
    },
  },
  'SecureWorkloadProps.run': { text: '- Run.deployment()', behaves: sameAs('SecureWorkloadProps.run', Run.deployment(), manifests => { only(manifests, 'Deployment'); }) },
  'SecureWorkloadProps.containerName': {
    text: 'main', behaves: sameAs('SecureWorkloadProps.containerName', 'main', manifests => expect(mainOf(manifests).name).toBe('main')),
  },
  'SecureWorkloadProps.serviceAccount': {
    text: '- an account of its own that may do nothing',
    behaves: () => {
      const manifests = workload();
      expect(only(manifests, 'ServiceAccount')).toMatchObject({ metadata: { name: 'app' }, automountServiceAccountToken: false });
      expect(ofKind(manifests, 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding')).toEqual([]);
      expect(podOf(manifests)).toMatchObject({ serviceAccountName: 'app', automountServiceAccountToken: false });
      expect(podOf(manifests).volumes).toBeUndefined();
    },
  },
  'SecureWorkloadProps.waivers': {
    text: '- none',
    behaves: sameAs('SecureWorkloadProps.waivers', [], manifests => {
      for (const { metadata } of [...manifests, templateOf(manifests)]) { expect(metadata.annotations).toBeUndefined(); }
    }),
  },
  'SecureWorkloadProps.owner': {
    text: '- the owner of the tenant, and outside of one nobody',
    behaves: () => {
      const owners = (manifests: any[]): unknown[] => ['Deployment', 'Service', 'NetworkPolicy'].map(kind =>
        only(manifests.filter(({ metadata }) => metadata.name === 'app'), kind).metadata.labels['cdk8s-hardened/owner']);
      expect(owners(inTenant())).toEqual(['team-shop.example.com', 'team-shop.example.com', 'team-shop.example.com']);
      expect(templateOf(inTenant()).metadata.labels['cdk8s-hardened/owner']).toBe('team-shop.example.com');
      expect(owners(workload())).toEqual([undefined, undefined, undefined]);
    },
  },
  'SecureWorkloadProps.labels': {
    text: '- app.kubernetes.io/name, and those of the chart',
    behaves: () => {
      const chart = new Chart(newApp(), 'test', { labels: { stage: 'live' } });
      new SecureWorkload(chart, 'app', { image, port: 8080 });
      for (const { metadata } of synth(chart)) { expect(metadata.labels).toEqual({ [NAME]: 'app', stage: 'live' }); }
      expect(templateOf(synth(chart)).metadata.labels).toMatchObject({ [NAME]: 'app', stage: 'live' });
      sameAs('SecureWorkloadProps.labels', {})();
    },
  },
  'SecureWorkloadProps.user': {
    text: "- 10001, or one of the tenant's range",
    behaves: () => {
      const [outside, inside] = ids('runAsUser');
      expect([outside, inside > 200_000, inside < 210_000]).toEqual([10_001, true, true]);
    },
  },
  'SecureWorkloadProps.group': { text: "- 10001, or the first of the tenant's range", behaves: () => expect(ids('runAsGroup')).toEqual([10_001, 200_000]) },
  'SecureWorkloadProps.fsGroup': { text: "- 10001, or the first of the tenant's range", behaves: () => expect(ids('fsGroup')).toEqual([10_001, 200_000]) },
  'SecureWorkloadProps.terminationGracePeriod': {
    text: '- 30 seconds',
    behaves: sameAs('SecureWorkloadProps.terminationGracePeriod', Duration.seconds(30), manifests => expect(podOf(manifests).terminationGracePeriodSeconds).toBe(30)),
  },
  'SecureWorkloadProps.dns': {
    text: '- that of the tenant, or ClusterDns.kubeDns()',
    behaves: () => {
      sameAs('SecureWorkloadProps.dns', ClusterDns.kubeDns())();
      expect(inTenant({}, { dns: ClusterDns.openShift() })).toEqual(inTenant({ dns: ClusterDns.openShift() }, { dns: ClusterDns.openShift() }));
      expect(only(inTenant({}, { dns: ClusterDns.openShift() }), 'NetworkPolicy', 'app').spec.egress[0].ports[0].port).toBe(5353);
    },
  },
  'SecureWorkloadProps.imagePullSecrets': {
    text: '- none', behaves: sameAs('SecureWorkloadProps.imagePullSecrets', [], manifests => expect(podOf(manifests).imagePullSecrets).toBeUndefined()),
  },
  'SecureWorkloadProps.userNamespace': {
    text: 'false', behaves: sameAs('SecureWorkloadProps.userNamespace', false, manifests => expect(podOf(manifests).hostUsers).toBeUndefined()),
  },
  // Where the field is unset, the container runtime takes its own profile on nodes that have AppArmor; where it is set, other nodes refuse the pod.
  'SecureWorkloadProps.appArmorProfile': {
    text: '- that of the container runtime, where nodes have AppArmor',
    behaves: () => {
      for (const { securityContext } of [pod(), mainOf(workload())]) { expect(securityContext).not.toHaveProperty('appArmorProfile'); }
    },
  },
  'SecureWorkloadProps.seLinuxOptions': {
    text: '- chosen by the container runtime', behaves: sameAs('SecureWorkloadProps.seLinuxOptions', {}, manifests => expect(podOf(manifests).securityContext.seLinuxOptions).toBeUndefined()),
  },
  'SecureWorkloadProps.localhostSeccompProfile': {
    text: '- that of the container runtime', behaves: () => expect(pod().securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' }),
  },
  'SecureWorkloadProps.runtimeClassName': { text: '- that of the cluster', behaves: () => expect(pod().runtimeClassName).toBeUndefined() },
  'SecureWorkloadProps.priorityClassName': { text: '- that of the cluster', behaves: () => expect(pod().priorityClassName).toBeUndefined() },
  'SecureWorkloadProps.hostAliases': {
    text: '- none', behaves: sameAs('SecureWorkloadProps.hostAliases', [], manifests => expect(podOf(manifests).hostAliases).toBeUndefined()),
  },
  'SecureWorkloadProps.topologySpread': {
    text: '- those of a Deployment or StatefulSet over nodes, as far as there are nodes',
    behaves: () => {
      const spread = [{ labelSelector: { matchLabels: { [NAME]: 'app' } }, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }];
      const spreadOf = (run: Run): unknown => podOf(workload({ run }), run.kind).topologySpreadConstraints;
      expect([Run.deployment(), Run.statefulSet()].map(spreadOf)).toEqual([spread, spread]);
      expect([Run.daemonSet(), Run.job(), Run.cronJob({ schedule: '@daily' })].map(spreadOf)).toEqual([undefined, undefined, undefined]);
    },
  },
  'SecureWorkloadProps.os': {
    text: 'OperatingSystem.LINUX',
    behaves: sameAs('SecureWorkloadProps.os', OperatingSystem.LINUX, manifests => expect(podOf(manifests).securityContext).toHaveProperty('fsGroup')),
  },
  'SeLinuxOptions.type': { text: '- chosen by the container runtime', behaves: () => expect(podOf(USES.SeLinuxOptions({ level: 's0' })).securityContext.seLinuxOptions).toEqual({ level: 's0' }) },
  'SeLinuxOptions.level': {
    text: '- chosen by the container runtime',
    behaves: () => expect(podOf(USES.SeLinuxOptions({ type: 'container_t' })).securityContext.seLinuxOptions).toEqual({ type: 'container_t' }),
  },
  'TopologySpread.maxSkew': {
    text: '1', behaves: sameAs('TopologySpread.maxSkew', 1, manifests => expect(podOf(manifests).topologySpreadConstraints[0].maxSkew).toBe(1)),
  },
  'TopologySpread.required': {
    text: 'false',
    behaves: sameAs('TopologySpread.required', false, manifests => expect(podOf(manifests).topologySpreadConstraints[0].whenUnsatisfiable).toBe('ScheduleAnyway')),
  },
  'ReplicasOptions.replicas': {
    text: '2',
    behaves: () => {
      sameAs('ReplicasOptions.replicas', 2)();
      for (const run of [Run.deployment(), Run.statefulSet()]) {
        expect(run.replicas).toBe(2);
        expect(only(workload({ run }), run.kind).spec.replicas).toBe(2);
      }
    },
  },
  'JobOptions.activeDeadline': {
    text: '- 1 hour',
    behaves: () => expect([jobOf().activeDeadlineSeconds, cronJobOf().jobTemplate.spec.activeDeadlineSeconds]).toEqual([3600, 3600]),
  },
  'JobOptions.backoffLimit': { text: '3', behaves: () => expect([jobOf().backoffLimit, cronJobOf().jobTemplate.spec.backoffLimit]).toEqual([3, 3]) },
  'JobOptions.ttlAfterFinished': {
    text: '- 1 day',
    behaves: () => {
      expect(jobOf().ttlSecondsAfterFinished).toBe(86_400);
      // The property says so itself: the history of a CronJob takes the place of the TTL.
      expect(cronJobOf()).toMatchObject({ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
      expect(cronJobOf().jobTemplate.spec.ttlSecondsAfterFinished).toBeUndefined();
    },
  },
  'CronJobOptions.timeZone': { text: '- that of the kube-controller-manager', behaves: () => expect(cronJobOf().timeZone).toBeUndefined() },
};

/** The roles of an account that was made with these properties. */
function accountOf(props: any = {}): any[] {
  const chart = newChart();
  new LeastPrivilegeServiceAccount(chart, 'cart', props);
  return synth(chart);
}

const ACCOUNT: DocumentedDefaults = {
  'LeastPrivilegeServiceAccountProps.name': {
    text: '- the id of the construct',
    behaves: () => expect(accountOf({ permissions: [Permission.read(ApiResource.CONFIG_MAPS)] }).map(({ metadata }) => metadata.name)).toEqual(['cart', 'cart', 'cart']),
  },
  'LeastPrivilegeServiceAccountProps.permissions': {
    text: '- nothing', behaves: sameAs('LeastPrivilegeServiceAccountProps.permissions', [], manifests => expect(ofKind(manifests, 'Role', 'RoleBinding')).toEqual([])),
  },
  'LeastPrivilegeServiceAccountProps.clusterPermissions': {
    text: '- nothing',
    behaves: sameAs('LeastPrivilegeServiceAccountProps.clusterPermissions', [], manifests => expect(ofKind(manifests, 'ClusterRole', 'ClusterRoleBinding')).toEqual([])),
  },
  'LeastPrivilegeServiceAccountProps.identity': { text: '- nobody', behaves: () => expect(only(accountOf(), 'ServiceAccount').metadata.annotations).toBeUndefined() },
  'LeastPrivilegeServiceAccountProps.waivers': {
    text: '- none', behaves: sameAs('LeastPrivilegeServiceAccountProps.waivers', [], manifests => expect(manifests).toHaveLength(1)),
  },
  'LeastPrivilegeServiceAccountProps.tokenAudience': {
    text: "- the API server's own, which differs between clusters",
    behaves: () => {
      const chart = newChart();
      const serviceAccount = new LeastPrivilegeServiceAccount(chart, 'access', { permissions: [Permission.read(ApiResource.CONFIG_MAPS)] });
      new SecureWorkload(chart, 'app', { image, port: 8080, serviceAccount });
      expect(podOf(synth(chart)).volumes[0].projected.sources[0].serviceAccountToken).toEqual({ expirationSeconds: 3600, path: 'token' });
    },
  },
};

export const WORKLOAD_DEFAULTS: DocumentedDefaults = { ...WORKLOAD, ...ACCOUNT };
