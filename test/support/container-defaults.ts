import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { CheckId, NetworkPeer, Port, Probes, Resources, Run, SecureWorkload, Waiver } from '../../src';
import { DocumentedDefaults, mainOf, podOf, sameAs } from './documented-default';
import { USES, workload } from './public-structs';
import { messageOf, newChart, ofKind, only, synth } from './synth';

const image = 'registry.example.com/app:1.4';
const main = (props: any = {}): any => mainOf(workload(props));
const otherOf = (manifests: any[]): any => podOf(manifests).containers[1];

const amounts = (changed: any = {}): any =>
  main({ resources: Resources.of({ cpu: Cpu.millis(300), memory: Size.mebibytes(96), ...changed }) }).resources;

export const CONTAINER_DEFAULTS: DocumentedDefaults = {
  'SecureContainerProps.command': { text: '- the entrypoint of the image', behaves: () => expect(main().command).toBeUndefined() },
  'SecureContainerProps.args': { text: '- those of the image', behaves: () => expect(main().args).toBeUndefined() },
  'SecureContainerProps.workingDir': { text: '- that of the image', behaves: () => expect(main().workingDir).toBeUndefined() },
  'SecureContainerProps.port': {
    text: '- none',
    behaves: () => {
      const manifests = workload({ port: undefined, probes: Probes.command(['/healthy']) });
      expect(mainOf(manifests).ports).toBeUndefined();
      expect(ofKind(manifests, 'Service')).toEqual([]);
    },
  },
  'SecureContainerProps.ports': {
    text: '- none', behaves: sameAs('SecureContainerProps.ports', [], manifests => expect(otherOf(manifests).ports).toHaveLength(1)),
  },
  'SecureContainerProps.envVariables': {
    text: '- none', behaves: sameAs('SecureContainerProps.envVariables', {}, manifests => expect(otherOf(manifests).env).toBeUndefined()),
  },
  'SecureContainerProps.probes': {
    text: '- the first TCP port is opened; without one, a long-running container must say how',
    behaves: () => {
      const { readinessProbe, livenessProbe, startupProbe } = main({ port: undefined, ports: [Port.udp(53), Port.tcp(8053), Port.tcp(9000)] });
      expect([readinessProbe.tcpSocket, livenessProbe.tcpSocket, startupProbe]).toEqual([{ port: 8053 }, { port: 8053 }, undefined]);
      for (const run of [Run.deployment(), Run.daemonSet()]) {
        expect(messageOf(() => workload({ port: undefined, run }))).toMatch(/probes must say how to tell that it is well/);
      }
      for (const run of [Run.job(), Run.cronJob({ schedule: '@daily' })]) {
        expect(mainOf(workload({ port: undefined, run }), run.kind)).not.toHaveProperty('livenessProbe');
      }
    },
  },
  'SecureContainerProps.resources': {
    text: '- 100m to 500m cpu, 128 MiB memory, 64 MiB to 256 MiB ephemeral storage',
    behaves: () => expect(main().resources).toEqual({
      limits: { 'cpu': '500m', 'ephemeral-storage': '256Mi', 'memory': '128Mi' }, requests: { 'cpu': '100m', 'ephemeral-storage': '64Mi', 'memory': '128Mi' },
    }),
  },
  'SecureContainerProps.writablePaths': {
    text: '- none',
    behaves: sameAs('SecureContainerProps.writablePaths', [], manifests => {
      expect(podOf(manifests).volumes).toBeUndefined();
      expect(otherOf(manifests).securityContext.readOnlyRootFilesystem).toBe(true);
    }),
  },
  'SecureContainerProps.writablePathSize': {
    text: '- 64 MiB', behaves: () => expect(podOf(workload({ writablePaths: ['/tmp'] })).volumes[0].emptyDir).toEqual({ sizeLimit: '64Mi' }),
  },
  'SecureContainerProps.secrets': {
    text: '- none', behaves: sameAs('SecureContainerProps.secrets', [], manifests => expect(podOf(manifests).volumes).toBeUndefined()),
  },
  'SecureContainerProps.volumeMounts': {
    text: '- none', behaves: sameAs('SecureContainerProps.volumeMounts', [], manifests => expect(otherOf(manifests).volumeMounts).toBeUndefined()),
  },
  'SecureContainerProps.addCapabilities': {
    text: '- none',
    behaves: sameAs('SecureContainerProps.addCapabilities', [], manifests => expect(otherOf(manifests).securityContext.capabilities).toEqual({ drop: ['ALL'] })),
  },
  'PortOptions.name': {
    text: '- protocol and number, such as tcp-8080',
    behaves: () => expect([Port.tcp(8080), Port.udp(53), Port.sctp(65535)].map(({ name }) => name)).toEqual(['tcp-8080', 'udp-53', 'sctp-65535']),
  },
  'PortOptions.servicePort': {
    text: '- the number of the port itself',
    behaves: sameAs('PortOptions.servicePort', 8080, manifests => expect(only(manifests, 'Service').spec.ports[0]).toMatchObject({ port: 8080, targetPort: 8080 })),
  },
  'ProbesOptions.port': {
    text: '- the first TCP port of the container',
    behaves: () => {
      const ports = [Port.udp(53), Port.tcp(8053), Port.tcp(9000)];
      expect(main({ port: undefined, ports, probes: Probes.http('/healthz') }).readinessProbe.httpGet.port).toBe(8053);
      expect(main({ port: undefined, ports, probes: Probes.grpc() }).livenessProbe.grpc.port).toBe(8053);
    },
  },
  'ProbesOptions.initialDelay': { text: '- no wait', behaves: () => expect(main({ probes: Probes.tcp() }).readinessProbe.initialDelaySeconds).toBeUndefined() },
  'ProbesOptions.period': {
    text: '- 10 seconds',
    behaves: () => expect(main({ probes: Probes.tcp() }))
      .toMatchObject({ readinessProbe: { periodSeconds: 10 }, livenessProbe: { periodSeconds: 20 } }),
  },
  'ProbesOptions.slowStart': { text: '- no startup probe', behaves: () => expect(main({ probes: Probes.http('/healthz') }).startupProbe).toBeUndefined() },
  'HttpProbesOptions.headers': {
    text: '- none',
    behaves: sameAs('HttpProbesOptions.headers', {}, manifests => expect(mainOf(manifests).readinessProbe.httpGet).toEqual({ path: '/healthz', port: 8080 })),
  },
  'ProbesByPurpose.startup': { text: '- no startup probe', behaves: () => expect(mainOf(USES.ProbesByPurpose({})).startupProbe).toBeUndefined() },
  'ResourceAmounts.cpuLimit': { text: '- as much as is reserved', behaves: () => expect(amounts().limits.cpu).toBe('300m') },
  'ResourceAmounts.memoryLimit': { text: '- as much as is reserved', behaves: () => expect(amounts().limits.memory).toBe('96Mi') },
  'ResourceAmounts.ephemeralStorage': {
    text: '- 64 MiB, or the limit where that is less',
    behaves: () => {
      const requested = (limit?: number): string =>
        amounts(limit === undefined ? {} : { ephemeralStorageLimit: Size.mebibytes(limit) }).requests['ephemeral-storage'];
      expect([requested(), requested(64), requested(63), requested(1000)]).toEqual(['64Mi', '64Mi', '63Mi', '64Mi']);
    },
  },
  'ResourceAmounts.ephemeralStorageLimit': {
    text: '- as much as is reserved, and 256 MiB where ephemeralStorage is left out',
    behaves: () => {
      const limited = (request?: number): string =>
        amounts(request === undefined ? {} : { ephemeralStorage: Size.mebibytes(request) }).limits['ephemeral-storage'];
      expect([limited(), limited(1), limited(256), limited(257)]).toEqual(['256Mi', '1Mi', '256Mi', '257Mi']);
    },
  },
  'ResourceQuantities.limits': {
    text: '- for each resource, as much as is reserved',
    behaves: () => {
      const resources = Resources.quantities({ requests: { 'cpu': '200m', 'memory': '1Gi', 'nvidia.com/gpu': '1' }, limits: { cpu: '1' } });
      expect(main({ resources }).resources.limits).toEqual({ 'cpu': '1', 'ephemeral-storage': '256Mi', 'memory': '1Gi', 'nvidia.com/gpu': '1' });
    },
  },
  'VolumeClaimOptions.storageClassName': {
    text: '- the default class of the cluster',
    behaves: () => expect(only(USES.VolumeClaimOptions({}), 'StatefulSet').spec.volumeClaimTemplates[0].spec).not.toHaveProperty('storageClassName'),
  },
  'VolumeClaimOptions.accessMode': {
    text: 'PersistentVolumeAccessMode.READ_WRITE_ONCE_POD',
    behaves: sameAs('VolumeClaimOptions.accessMode', 'ReadWriteOncePod', manifests =>
      expect(only(manifests, 'StatefulSet').spec.volumeClaimTemplates[0].spec.accessModes).toEqual(['ReadWriteOncePod'])),
  },
  'StatefulSetOptions.volumeClaims': {
    text: '- none', behaves: sameAs('StatefulSetOptions.volumeClaims', [], manifests => expect(only(manifests, 'StatefulSet').spec.volumeClaimTemplates).toBeUndefined()),
  },
  'EdgeOptions.ports': {
    text: '- the ports of the main container of the workload that listens',
    behaves: () => {
      const chart = newChart();
      const server = new SecureWorkload(chart, 'server', { image, ports: [Port.tcp(8080), Port.udp(53)] });
      server.addContainer('exporter', { image, port: 9100 });
      server.allowFrom(NetworkPeer.namespace('monitoring'));
      new SecureWorkload(chart, 'client', { image, port: 7070 }).allowTo(server);
      const ports = [{ port: 8080, protocol: 'TCP' }, { port: 53, protocol: 'UDP' }];
      expect(only(synth(chart), 'NetworkPolicy', 'server').spec.ingress.map((rule: any) => rule.ports)).toEqual([ports, ports]);
      expect(only(synth(chart), 'NetworkPolicy', 'client').spec.egress[1].ports).toEqual(ports);
    },
  },
  'WaiverOptions.container': {
    text: '- the whole object',
    behaves: () => {
      const chart = newChart();
      const waivers = [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { reason: 'x', expires: '2027-06-30' })];
      new SecureWorkload(chart, 'app', { image, port: 8080, waivers }).addInitContainer('first', { image });
      const { containers, initContainers } = podOf(synth(chart));
      expect([...containers, ...initContainers].map(({ securityContext }) => securityContext.readOnlyRootFilesystem)).toEqual([false, false]);
    },
  },
  'WaiverOptions.owner': {
    text: '- nobody is named',
    behaves: () => expect(only(USES.WaiverOptions({}), 'Deployment').metadata.annotations)
      .toEqual({ 'waiver.cdk8s-hardened/host-pid': '{"reason":"debugs the node","expires":"2027-06-30"}' }),
  },
};

