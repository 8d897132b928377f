import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as api from '../../src';
import { isStruct, STRUCTS, StructProperty } from '../support/assembly';
import { BadInput, eachIsRefused } from '../support/bad-input';
import { USES, workload } from '../support/public-structs';
import { messageOf, newApp, newChart } from '../support/synth';

/** JavaScript, to which no compiler says a word. */
const js: any = api;
const { CheckId, Hardening, NetworkPeer, SecureWorkload } = api;
const image = 'registry.example.com/app:1.4';
const app = (): any => new SecureWorkload(newChart(), 'app', { image, port: 8080 });

describe('JavaScript is told what is wrong where it passes', () => {
  const inputs: BadInput[] = [
    ['no props', () => new js.SecureWorkload(newChart(), 'app'), "test/app: props must be an object (got nothing). Write { image: 'registry.example.com/cart:1.4' }."],
    ['null for props', () => new js.SecureWorkload(newChart(), 'app', null), "test/app: props must be an object (got null). Write { image: 'registry.example.com/cart:1.4' }."],
    ['no image', () => new js.SecureWorkload(newChart(), 'app', {}), 'test/app container "main": image must have a fixed tag or a digest (got nothing). Append the tag, or better @sha256:<digest>.'],
    ['a construct for an image', () => workload({ image: newChart() }), 'test/app container "main": image must have a fixed tag or a digest (got [object Object]). Append the tag, or better @sha256:<digest>.'],
    ['a list for an image', () => workload({ image: [image] }), 'test/app container "main": image must have a fixed tag or a digest (got ["registry.example.com/app:1.4"]). Append the tag, or better @sha256:<digest>.'],
    ['a number for a name', () => workload({ name: 5 }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got 5). Use a-z, 0-9 and -, or set name.'],
    ['a list for a name', () => workload({ name: ['app'] }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got ["app"]). Use a-z, 0-9 and -, or set name.'],
    ['a text for a port', () => workload({ port: '8080' }), 'Port: must be a whole number from 1 to 65535 (got "8080"). Take the port on which the program listens.'],
    ['null for a port', () => workload({ port: null }), 'Port: must be a whole number from 1 to 65535 (got null). Take the port on which the program listens.'],
    ['a number for ports', () => workload({ port: undefined, ports: 8080 }), 'test/app container "main": ports must be a list of Port (got 8080). Write it as [Port.tcp(8080)], or leave it out.'],
    ['numbers for ports', () => workload({ port: undefined, ports: [8080] }), 'test/app container "main": ports must be a list of Port (got [8080]). Write it as [Port.tcp(8080)], or leave it out.'],
    ['a text for arguments', () => workload({ args: 'serve --verbose' }), 'test/app container "main": args must be a list of texts (got "serve --verbose"). Write it as [\'--verbose\'], or leave it out.'],
    ['a text for a variable', () => workload({ envVariables: { LEVEL: 'info' } }), 'test/app container "main": envVariables must be a map of EnvValue (got {"LEVEL":"info"}). Write it as { LEVEL: EnvValue.fromValue(\'info\') }, or leave it out.'],
    ['YAML for resources', () => workload({ resources: { limits: { cpu: '1' } } }), 'test/app container "main": resources must be of class Resources (got {"limits":{"cpu":"1"}}). Write it as Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(64) }), or leave it out.'],
    ['YAML for probes', () => workload({ probes: { httpGet: { path: '/' } } }), 'test/app container "main": probes must be of class Probes (got {"httpGet":{"path":"/"}}). Write it as Probes.http(\'/healthz\'), or leave it out.'],
    ['a text for a kind', () => workload({ run: 'DaemonSet' }), 'test/app: run must be of class Run (got "DaemonSet"). Write it as Run.deployment(), or leave it out.'],
    ['a text for a size', () => workload({ writablePaths: ['/tmp'], writablePathSize: '64Mi' }), 'test/app container "main": writablePathSize must be a Size (got "64Mi"). Write it as Size.mebibytes(64), or leave it out.'],
    ['a number for a duration', () => workload({ terminationGracePeriod: 30 }), 'test/app: terminationGracePeriod must be a Duration (got 30). Write it as Duration.seconds(30), or leave it out.'],
    ['a name for an account', () => workload({ serviceAccount: 'cart' }), 'test/app: serviceAccount must be of class LeastPrivilegeServiceAccount (got "cart"). Write it as new LeastPrivilegeServiceAccount(this, \'cart\'), or leave it out.'],
    ['the ids of controls for waivers', () => workload({ waivers: [CheckId.HOST_PID] }), 'test/app: waivers must be a list of Waiver (got ["host-pid"]). Write it as [Waiver.of(CheckId.HOST_NETWORK, { reason: \'...\', expires: \'2027-06-30\' })], or leave it out.'],
    ['a name for a secret', () => workload({ imagePullSecrets: ['registry'] }), 'test/app: imagePullSecrets must be a list of Secrets (got ["registry"]). Write it as [Secret.fromSecretName(this, \'secret\', \'name\')], or leave it out.'],
    ['a yes for a switch', () => workload({ userNamespace: 'yes' }), 'test/app: userNamespace must be true or false (got "yes"). Write it as true, or leave it out.'],
    ['another system', () => workload({ os: 'plan9' }), 'test/app: os must be one of linux, windows (got "plan9"). Write it as OperatingSystem.WINDOWS, or leave it out.'],
    ['numbers for labels', () => workload({ labels: { year: 2027 } }), 'test/app: labels must be a map of texts (got {"year":2027}). Write it as { tier: \'web\' }, or leave it out.'],
    ['a text for a user', () => workload({ user: '1000' }), 'test/app: user must be a whole number from 1 to 2147483647 (got "1000"). Leave user out, or take the id that the image was built for.'],
    ['no props for a container', () => app().addContainer('other'), 'test/app container "other": props must be an object (got nothing). Write { image: \'registry.example.com/cart:1.4\' }.'],
    ['a name for a peer', () => app().allowFrom('cart'), 'test/app: the peer must be a workload or a NetworkPeer (got "cart"). Pass the SecureWorkload, or NetworkPeer.namespace(\'monitoring\').'],
    ['no peer', () => app().allowTo(undefined), "test/app: the peer must be a workload or a NetworkPeer (got nothing). Pass the SecureWorkload, or NetworkPeer.namespace('monitoring')."],
    ['a number for the port of an edge', () => app().allowFrom(NetworkPeer.namespace('shop'), { ports: [8080] }), 'test/app: ports must be a list of Port (got [8080]). Write it as [Port.tcp(443)], or leave it out.'],
    ['no way in', () => app().exposeViaIngress(), "test/app: props must be an object (got nothing). Write { host: 'shop.example.com', tls: Secret.fromSecretName(this, 'secret', 'name') }."],
    ['a name for the certificate', () => app().exposeViaIngress({ host: 'shop.example.com', tls: 'shop-tls' }), 'test/app: tls must be a Secret (got "shop-tls"). Write it as Secret.fromSecretName(this, \'secret\', \'name\').'],
    ['no schedule', () => js.Run.cronJob(), "Run.cronJob: props must be an object (got nothing). Write { schedule: '0 3 * * *' }."],
    ['seconds for a deadline', () => js.Run.job({ activeDeadline: 60 }), 'Run.job: activeDeadline must be a Duration (got 60). Write it as Duration.seconds(30), or leave it out.'],
    ['null for replicas', () => js.Run.deployment({ replicas: null }), 'Run: replicas must be a whole number from 0 (got null). Take 2 or more.'],
    ['no amounts', () => js.Resources.of(), 'Resources.of: props must be an object (got nothing). Write { cpu: Cpu.millis(100), memory: Size.mebibytes(64) }.'],
    ['quantities for amounts', () => js.Resources.of({ cpu: '100m', memory: '64Mi' }), 'Resources.of: cpu must be a Cpu (got "100m"). Write it as Cpu.millis(100).'],
    ['no memory', () => js.Resources.of({ cpu: Cpu.units(1) }), 'Resources.of: memory must be a Size (got nothing). Write it as Size.mebibytes(64).'],
    ['no path to probe', () => js.Probes.http(), 'Probes.http: path must begin with / (got nothing). Write the path that the program answers, such as /healthz.'],
    ['a text for a command', () => js.Probes.command('/healthy'), 'Probes.command: command must be a list of texts, and not empty (got "/healthy"). Name the program and its arguments, as [\'/healthy\', \'--quick\'].'],
    ['no secret', () => js.SecretFiles.of(undefined, { mountPath: '/etc/database', keys: ['password'] }), "SecretFiles: secret must be a Secret (got nothing). Write it as Secret.fromSecretName(this, 'secret', 'name')."],
    ['no options of a secret', () => js.SecretFiles.of({ name: 'database' }), "SecretFiles: mountPath must be a text (got nothing). Write it as '/etc/database'."],
    ['no block', () => js.NetworkPeer.cidr(), 'NetworkPeer.cidr: must be a block of addresses (got nothing). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['no namespace', () => js.NetworkPeer.namespace(), 'NetworkPeer: namespace must be a DNS-1123 label (got nothing). Write the name of the namespace.'],
    ['no options of a waiver', () => js.Waiver.of(CheckId.HOST_PID), 'Waiver host-pid: reason must not be empty (got nothing). Say the reason in one line.'],
    ['a Date for a date', () => js.Waiver.of(CheckId.HOST_PID, { reason: 'x', expires: new Date(0) }), 'Waiver host-pid: expires must be a day of the calendar (got "1970-01-01T00:00:00.000Z"). Write the last day on which it counts, as 2027-06-30.'],
    ['a name for a resource', () => js.Permission.read('pods'), 'Permission: resource must be an ApiResource (got "pods"). Write it as ApiResource.PODS.'],
    ['a name for a permission', () => new js.LeastPrivilegeServiceAccount(newChart(), 'cart', { permissions: ['read pods'] }), 'test/cart: permissions must be a list of Permission (got ["read pods"]). Write it as [Permission.read(ApiResource.CONFIG_MAPS)], or leave it out.'],
    ['one workload for several', () => new js.GuaranteedQoS(newChart(), 'critical', { workloads: app() }), 'test/critical: workloads must be a list of constructs (got [object Object]). Write it as [cart].'],
    ['nothing to harden', () => js.Hardening.of(), 'Hardening: scope must be a construct (got nothing). Write it as this.'],
    ['nothing for a waiver', () => Hardening.of(newChart()).waive('Pod/web', undefined as any), "test Hardening: waiver must be of class Waiver (got nothing). Write it as Waiver.of(CheckId.HOST_NETWORK, { reason: '...', expires: '2027-06-30' })."],
    ['no props of a tenant', () => new js.TenantNamespace(newApp(), 'shop'), "shop: props must be an object (got nothing). Write { owner: 'team-shop@example.com' }."],
    ['no App', () => new js.TenantNamespace(undefined, 'shop', { owner: 'shop' }), 'TenantNamespace: scope must be a construct (got nothing). Write it as this.'],
    ['the name of a size', () => new js.TenantNamespace(newApp(), 'shop', { owner: 'shop', size: 'SMALL' }), 'shop: size must be of class TenantSize (got "SMALL"). Write it as TenantSize.SMALL, or leave it out.'],
    ['a name for a subject', () => js.TenantAccess.viewers('shop-devs'), 'TenantAccess viewer: subjects must be a list of Subject (got ["shop-devs"]). Write it as [Subject.group(\'shop-devs\')].'],
    ['no amounts of a tenant', () => js.TenantSize.of(), 'TenantSize: props must be an object (got nothing). Write { cpu: Cpu.millis(100), memory: Size.mebibytes(64), storage: Size.mebibytes(64) }.'],
    ['numbers for amounts of a tenant', () => js.TenantSize.of({ cpu: 4, memory: Size.gibibytes(8), storage: Size.gibibytes(50), pods: 40 }), 'TenantSize: cpu must be a Cpu (got 4). Write it as Cpu.millis(100).'],
    ['an App for a Chart', () => new js.SecureWorkload(newApp(), 'app', { image }), 'app: must be in a Chart (got "App"). Create it in a Chart, or in a TenantNamespace.'],
  ];
  eachIsRefused(inputs);
});

/** Values that no property of a type can have. */
function wrongValues({ type: { primitive, collection, fqn } }: StructProperty): unknown[] {
  const objects = [{ some: 'object' }, ['list'], () => 'function', Symbol('symbol'), 10n];
  if (primitive === 'string') { return [5, true, ...objects]; }
  if (primitive === 'number') { return ['5', true, ...objects]; }
  if (primitive === 'boolean') { return ['yes', 1, ...objects]; }
  if (collection?.kind === 'array') { return ['text', 5, true, { some: 'object' }, [undefined], [null], [Symbol('symbol')]]; }
  if (collection?.kind === 'map') { return ['text', 5, true, ['list'], { key: null }, { key: Symbol('symbol') }]; }
  return ['text', 5, true, ...isStruct(fqn) ? objects.slice(1) : objects];
}

/** What Hardening answers, and nobody writes. */
const ANSWER = 'HardeningChange';

const properties = STRUCTS.filter(({ name }) => name !== ANSWER)
  .flatMap(({ name, properties: own }) => own.map((property): [string, string, StructProperty] => [`${name}.${property.name}`, name, property]));

const SAYS_WHAT_TO_DO = /^[^]+: [^]+ \(got [^]*\)\. [^]+[.?]$|^Validation failed with the following errors:\n {2}\[[^]+\] [^]+ \(got [^]*\)\. [^]+[.?]$/;

test.each(properties)('%s of another type is refused with what to do, and no stack of ours', (_, name, property) => {
  for (const value of wrongValues(property)) {
    expect(messageOf(() => USES[name]({ [property.name]: value }))).toMatch(SAYS_WHAT_TO_DO);
  }
});

test.each(properties)('null for %s is refused with what to do, or is as good as nothing', (_, name, property) => {
  let manifests: any[];
  try {
    manifests = USES[name]({ [property.name]: null });
  } catch (error) {
    expect((error as Error).message).toMatch(SAYS_WHAT_TO_DO);
    return;
  }
  expect(manifests).toEqual(USES[name]({ [property.name]: undefined }));
});

test('every struct that users write is tried', () => {
  expect(Object.keys(USES).sort()).toEqual(STRUCTS.map(({ name }) => name).filter(name => name !== ANSWER));
});

describe('a value in a message', () => {
  const got = (image_: unknown): string => /\(got ([^]*)\)\. Append/.exec(messageOf(() => workload({ image: image_ })))![1];

  test('is cut where it is long', () => {
    expect(got('x'.repeat(100_000))).toBe(`"${'x'.repeat(119)}...`);
    expect(got(Array.from({ length: 100_000 }, (_, index) => index)).length).toBe(123);
  });

  test('is of one line, and cannot command a terminal', () => {
    expect(got('a\nb\r\n\u001b[2Jc')).toBe('"a\\nb\\r\\n\\u001b[2Jc"');
    expect(got('a\u009b2J\u2028b\u202ec')).toBe('"a\\u009b2J\\u2028b\\u202ec"');
  });

  test('may hold itself, or throw when it is asked for its text', () => {
    const circular: any = {};
    circular.self = circular;
    expect(got(circular)).toBe('[object Object]');
    expect(got({ toJSON: () => { throw new Error('no'); } })).toBe('[object Object]');
    expect(got(Object.create(null))).toBe('{}');
    expect(got(NaN)).toBe('NaN');
  });
});
