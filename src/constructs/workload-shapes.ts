import { CONTAINER_LISTS } from '../controls/pod-security';
import { isMap } from '../kubernetes/manifest';
import { Waiver } from '../waivers/waiver';
import { AppArmorProfile } from './app-armor-profile';
import { ClusterDns } from './cluster-dns';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { Port } from './port';
import { Probes } from './probes';
import { DURATION, FLAG, given, listMade, listOf, made, mapOf, NAMED_SECRET, oneOf, Shapes, SIZE, text, texts } from './prop-shapes';
import { Resources } from './resources';
import { Run } from './run';
import { SecretFiles } from './secret-files';
import { OperatingSystem } from './secure-workload-props';

const isText = (value: unknown): boolean => typeof value === 'string';

/** What every container must have. */
export const IMAGE: Shapes = { image: given('registry.example.com/cart:1.4') };

/** The props of a container whose own checks would stumble over a value of another type. */
export const CONTAINER_SHAPES: Shapes = {
  command: texts('serve'),
  args: texts('--verbose'),
  workingDir: text('/srv'),
  ports: listMade(Port, 'Port.tcp(8080)'),
  envVariables: mapOf('EnvValue', "{ LEVEL: EnvValue.fromValue('info') }", value => isMap(value) && 'valueFrom' in value),
  probes: made(Probes, "Probes.http('/healthz')"),
  resources: made(Resources, 'Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(64) })'),
  writablePaths: texts('/tmp'),
  writablePathSize: SIZE,
  secrets: listMade(SecretFiles, "SecretFiles.of(secret, { mountPath: '/etc/database', keys: ['password'] })"),
  volumeMounts: listOf('mounts', "{ path: '/data', volume }", value => isText(value?.path) && isText(value.volume?.name)),
  addCapabilities: texts(...CONTAINER_LISTS.flatMap(({ control }) => control.mayContain ?? [])),
};

/** The same of a workload. */
export const WORKLOAD_SHAPES: Shapes = {
  run: made(Run, 'Run.deployment()'),
  serviceAccount: made(LeastPrivilegeServiceAccount, "new LeastPrivilegeServiceAccount(this, 'cart')"),
  waivers: listMade(Waiver, "Waiver.of(CheckId.HOST_NETWORK, { reason: '...', expires: '2027-06-30' })"),
  owner: text('team-shop@example.com'),
  labels: mapOf('texts', "{ tier: 'web' }"),
  terminationGracePeriod: DURATION,
  dns: made(ClusterDns, 'ClusterDns.kubeDns()'),
  imagePullSecrets: listOf('Secrets', NAMED_SECRET.example, NAMED_SECRET.accepts),
  userNamespace: FLAG,
  appArmorProfile: made(AppArmorProfile, 'AppArmorProfile.runtimeDefault()'),
  seLinuxOptions: mapOf('texts', "{ level: 's0:c123,c456' }", value => value === undefined || isText(value)),
  localhostSeccompProfile: text('profiles/audit.json'),
  runtimeClassName: text('gvisor'),
  priorityClassName: text('important'),
  hostAliases: listOf('aliases', "{ ip: '10.0.0.1', hostnames: ['legacy'] }", value => isText(value?.ip) && Array.isArray(value.hostnames)),
  os: oneOf(OperatingSystem, 'OperatingSystem.WINDOWS'),
  topologySpread: listOf('spreads', "{ topologyKey: 'topology.kubernetes.io/zone' }", value => isText(value?.topologyKey)),
};
