import { Chart } from 'cdk8s';
import { CheckId, LeastPrivilegeServiceAccount, OperatingSystem, Run, SecureWorkload, SecureWorkloadProps, Waiver } from '../../src';
import { eachIsRefused, reported } from '../support/bad-input';
import { newApp, newChart, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const until = { reason: 'measures the node', expires: '2027-06-30' };
const waived = (...checks: CheckId[]): Waiver[] => checks.map(check => Waiver.of(check, until));

function made(props: Partial<SecureWorkloadProps>, id = 'app', chart = newChart()): Chart {
  new SecureWorkload(chart, id, { image, port: 8080, ...props });
  return chart;
}

/** A Job needs neither port nor probes. */
const job = { port: undefined, run: Run.job() };
const cronJob = { port: undefined, run: Run.cronJob({ schedule: '@daily' }) };

describe('a workload is refused with an image', () => {
  eachIsRefused([
    ['that is empty', () => made({ image: '' }), 'test/app container "main": image must have a fixed tag or a digest (got ""). Append the tag, or better @sha256:<digest>.'],
    ['that has no tag', () => made({ image: 'registry.example.com/app' }), 'test/app container "main": image must have a fixed tag or a digest (got "registry.example.com/app"). Append the tag, or better @sha256:<digest>.'],
    ['that is latest', () => made({ image: 'registry.example.com/app:latest' }), 'test/app container "main": image must have a fixed tag or a digest (got "registry.example.com/app:latest"). Append the tag, or better @sha256:<digest>.'],
    ['whose port of the registry looks like a tag', () => made({ image: 'registry.example.com:5000/app' }), 'test/app container "main": image must have a fixed tag or a digest (got "registry.example.com:5000/app"). Append the tag, or better @sha256:<digest>.'],
    ['whose digest is too short', () => made({ image: 'registry.example.com/app@sha256:abc' }), 'test/app container "main": image must have a fixed tag or a digest (got "registry.example.com/app@sha256:abc"). Append the tag, or better @sha256:<digest>.'],
    ['whose digest is in upper case', () => made({ image: `registry.example.com/app@sha256:${'A'.repeat(64)}` }), 'test/app container "main": image must have a fixed tag or a digest (got "registry.example.com/app@sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"). Append the tag, or better @sha256:<digest>.'],
    ['that is a URL', () => made({ image: 'https://registry.example.com/app:1' }), 'test/app container "main": image must have a fixed tag or a digest (got "https://registry.example.com/app:1"). Append the tag, or better @sha256:<digest>.'],
    ['that has a space before it', () => made({ image: ' registry.example.com/app:1' }), 'test/app container "main": image must have a fixed tag or a digest (got " registry.example.com/app:1"). Append the tag, or better @sha256:<digest>.'],
    ['that is empty even where tags are waived', () => made({ image: '', waivers: waived(CheckId.IMAGE_TAG) }), 'test/app container "main": image must have a fixed tag or a digest (got ""). Append the tag, or better @sha256:<digest>.'],
  ]);
});

describe('a workload is refused with a name', () => {
  eachIsRefused([
    ['that is empty', () => made({ name: '' }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got ""). Use a-z, 0-9 and -, or set name.'],
    ['in upper case', () => made({}, 'App'), 'test/App: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got "App"). Use a-z, 0-9 and -, or set name.'],
    ['with a dot', () => made({ name: 'app.web' }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got "app.web"). Use a-z, 0-9 and -, or set name.'],
    ['with an underscore', () => made({ name: 'my_app' }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got "my_app"). Use a-z, 0-9 and -, or set name.'],
    ['that ends with a dash', () => made({ name: 'app-' }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got "app-"). Use a-z, 0-9 and -, or set name.'],
    ['of 64 letters', () => made({ name: 'a'.repeat(64) }), 'test/app: the name of a Deployment must be a DNS-1123 label of at most 63 characters (got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"). Use a-z, 0-9 and -, or set name.'],
    ['of 53 letters for a CronJob', () => made({ ...cronJob, name: 'a'.repeat(53) }), 'test/app: the name of a CronJob must be a DNS-1123 label of at most 52 characters (got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"). Use a-z, 0-9 and -, or set name.'],
    ['of 53 letters for a StatefulSet', () => made({ run: Run.statefulSet(), name: 'a'.repeat(53) }), 'test/app: the name of a StatefulSet must be a DNS-1123 label of at most 52 characters (got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"). Use a-z, 0-9 and -, or set name.'],
    ['that begins with a digit where a Service gets it', () => made({ name: '1-app' }), 'test/app: the name of a workload with a port must begin with a letter (got "1-app"). Set name: it is that of the Service too, which must be a DNS-1035 label.'],
    ['which every pod without an account runs as', () => made({}, 'default'), 'test/default: the account of a workload must not have this name, because every pod that names no account runs as it (got "default"). Set name, or serviceAccount.'],
    ['that another workload of the namespace has', () => synth(made({ name: 'web' }, 'b', made({}, 'web'))), reported('[test/b] name must not be used twice in namespace shop; test/web has it (got "web"). Give one of the two another id or name.')],
    ['that an account with permissions of its own has', () => {
      const chart = newChart();
      new LeastPrivilegeServiceAccount(chart, 'reader', { name: 'web' });
      synth(made({}, 'web', chart));
    }, reported('[test/web] the name of the ServiceAccount must not be used twice in namespace shop; test/reader has it (got "web"). Give one of the two another id or name.')],
  ]);

  test('while a Job may begin with a digit, and two namespaces may have the same', () => {
    expect(() => synth(made({ ...job, name: '1-app' }))).not.toThrow();
    const app = newApp();
    const charts = ['shop', 'bank'].map(namespace => made({}, 'web', new Chart(app, namespace, { namespace })));
    expect(() => charts.map(synth)).not.toThrow();
  });
});

describe('a workload is refused with labels and an owner', () => {
  eachIsRefused([
    ['with a space in the key', () => made({ labels: { 'my tier': 'web' } }), 'test/app: labels must have keys of at most 63 letters, digits, -, _ and ., with or without a domain before a slash (got "my tier"). Write them as tier or example.com/tier.'],
    ['with an empty key', () => made({ labels: { '': 'web' } }), 'test/app: labels must have keys of at most 63 letters, digits, -, _ and ., with or without a domain before a slash (got ""). Write them as tier or example.com/tier.'],
    ['with two slashes in the key', () => made({ labels: { 'example.com/a/b': 'web' } }), 'test/app: labels must have keys of at most 63 letters, digits, -, _ and ., with or without a domain before a slash (got "example.com/a/b"). Write them as tier or example.com/tier.'],
    ['with a domain that is none', () => made({ labels: { 'Example/tier': 'web' } }), 'test/app: labels must have keys of at most 63 letters, digits, -, _ and ., with or without a domain before a slash (got "Example/tier"). Write them as tier or example.com/tier.'],
    ['that take another name than that of the workload', () => made({ labels: { 'app.kubernetes.io/name': 'other' } }), 'test/app: labels must leave this one to the library (got "app.kubernetes.io/name"). Set name or owner; a tenant sets its own.'],
    ['that claim another tenant', () => made({ labels: { 'cdk8s-hardened/tenant': 'bank' } }), 'test/app: labels must leave this one to the library (got "cdk8s-hardened/tenant"). Set name or owner; a tenant sets its own.'],
    ['with a space in the value', () => made({ labels: { tier: 'front end' } }), 'test/app: the value of label tier must be at most 63 letters, digits, -, _ and . (got "front end"). Shorten it, or write it as an annotation.'],
    ['with a value of 64 letters', () => made({ labels: { tier: 'w'.repeat(64) } }), 'test/app: the value of label tier must be at most 63 letters, digits, -, _ and . (got "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"). Shorten it, or write it as an annotation.'],
    ['that is empty', () => made({ owner: '' }), 'test/app: owner must be a name or an address in one line (got ""). Write who answers for the workload, such as team-shop@example.com.'],
    ['of signs only', () => made({ owner: '???' }), 'test/app: owner must be a name or an address in one line (got "???"). Write who answers for the workload, such as team-shop@example.com.'],
    ['of two lines', () => made({ owner: 'shop\nbank' }), 'test/app: owner must be a name or an address in one line (got "shop\\nbank"). Write who answers for the workload, such as team-shop@example.com.'],
  ]);
});

describe('a workload is refused that runs', () => {
  eachIsRefused([
    ['no replica', () => made({ run: Run.deployment({ replicas: 0 }) }), 'test/app: replicas must be 2 or more (got 0). Leave replicas out, or waive replicas-min.'],
    ['one replica', () => made({ run: Run.deployment({ replicas: 1 }) }), 'test/app: replicas must be 2 or more (got 1). Leave replicas out, or waive replicas-min.'],
    ['one replica of a StatefulSet', () => made({ run: Run.statefulSet({ replicas: 1 }) }), 'test/app: replicas must be 2 or more (got 1). Leave replicas out, or waive replicas-min.'],
    ['less than no replica', () => Run.deployment({ replicas: -1 }), 'Run: replicas must be a whole number from 0 (got -1). Take 2 or more.'],
    ['a replica and a half', () => Run.statefulSet({ replicas: 1.5 }), 'Run: replicas must be a whole number from 0 (got 1.5). Take 2 or more.'],
    ['any number of replicas', () => Run.deployment({ replicas: Infinity }), 'Run: replicas must be a whole number from 0 (got Infinity). Take 2 or more.'],
    ['a StatefulSet without a port', () => made({ ...job, run: Run.statefulSet(), waivers: waived(CheckId.LIVENESS_PROBE, CheckId.READINESS_PROBE) }), 'test/app: a StatefulSet must have a port (got nothing). Give it a port: its pods are named by a Service.'],
    ['a Job that is tried again half a time', () => Run.job({ backoffLimit: 0.5 }), 'Run.job: backoffLimit must be a whole number from 0 (got 0.5). Take 0 to try once.'],
    ['a Job that is tried again less than never', () => Run.job({ backoffLimit: -1 }), 'Run.job: backoffLimit must be a whole number from 0 (got -1). Take 0 to try once.'],
    ['at an empty schedule', () => Run.cronJob({ schedule: '' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got ""). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['at a schedule of four fields', () => Run.cronJob({ schedule: '0 3 * *' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "0 3 * *"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['at a schedule of six fields', () => Run.cronJob({ schedule: '0 0 3 * * *' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "0 0 3 * * *"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['at minute 60', () => Run.cronJob({ schedule: '60 3 * * *' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "60 3 * * *"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['on weekday 8', () => Run.cronJob({ schedule: '0 3 * * 8' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "0 3 * * 8"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['at a range that ends before it starts', () => Run.cronJob({ schedule: '0 9-5 * * *' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "0 9-5 * * *"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['at a descriptor that there is not', () => Run.cronJob({ schedule: '@nightly' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "@nightly"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['in a time zone inside the schedule', () => Run.cronJob({ schedule: 'TZ=Europe/Berlin 0 3 * * *' }), 'Run.cronJob: schedule must be five cron fields or a descriptor (got "TZ=Europe/Berlin 0 3 * * *"). Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.'],
    ['in a time zone without a name', () => Run.cronJob({ schedule: '@daily', timeZone: '' }), 'Run.cronJob: timeZone must be the name of a time zone (got ""). Write it as Europe/Berlin or Etc/UTC.'],
    ['in the time zone of whichever machine', () => Run.cronJob({ schedule: '@daily', timeZone: 'Local' }), 'Run.cronJob: timeZone must be the name of a time zone (got "Local"). Write it as Europe/Berlin or Etc/UTC.'],
    ['in a time zone that is an offset', () => Run.cronJob({ schedule: '@daily', timeZone: '+02:00' }), 'Run.cronJob: timeZone must be the name of a time zone (got "+02:00"). Write it as Europe/Berlin or Etc/UTC.'],
  ]);
});

describe('a workload is refused whose pods', () => {
  eachIsRefused([
    ['run as root', () => made({ user: 0 }), 'test/app: user must be a whole number from 1 to 2147483647 (got 0). 0 is root: leave user out; it is set by waivers of run-as-user-root and run-as-non-root.'],
    ['run as a user below zero', () => made({ user: -1 }), 'test/app: user must be a whole number from 1 to 2147483647 (got -1). Leave user out, or take the id that the image was built for.'],
    ['run as half a user', () => made({ user: 1.5 }), 'test/app: user must be a whole number from 1 to 2147483647 (got 1.5). Leave user out, or take the id that the image was built for.'],
    ['run as a user above what the API server takes', () => made({ user: 2 ** 31 }), 'test/app: user must be a whole number from 1 to 2147483647 (got 2147483648). Leave user out, or take the id that the image was built for.'],
    ['run in the root group', () => made({ group: 0 }), 'test/app: group must be a whole number from 1 to 2147483647 (got 0). 0 is root: leave group out; it is set by waivers of root-group.'],
    ['have volumes of the root group', () => made({ fsGroup: 0 }), 'test/app: fsGroup must be a whole number from 1 to 2147483647 (got 0). 0 is root: leave fsGroup out; it is set by waivers of root-group.'],
    ['run as root by one waiver of two', () => made({ waivers: waived(CheckId.RUN_AS_USER_ROOT) }), 'test/app: a waiver of run-as-user-root must have one of run-as-non-root beside it (got "one waiver"). Nodes refuse root in a pod that rules root out: waive both.'],
    ['share the network of the node out of a user namespace', () => made({ userNamespace: true, waivers: waived(CheckId.HOST_NETWORK) }), 'test/app: userNamespace must not be combined with a namespace of the host (got "waiver of host-network"). Leave one of the two out: the API server refuses both together.'],
    ['run on Windows as a user of Linux', () => made({ os: OperatingSystem.WINDOWS, user: 1000 }), 'test/app: user must not be set for a Windows pod (got 1000). Leave it out: Windows knows no such thing.'],
    ['run on Windows in a user namespace', () => made({ os: OperatingSystem.WINDOWS, userNamespace: true }), 'test/app: userNamespace must not be set for a Windows pod (got true). Leave it out: Windows knows no such thing.'],
    ['run on Windows with a seccomp profile', () => made({ os: OperatingSystem.WINDOWS, localhostSeccompProfile: 'audit.json' }), 'test/app: localhostSeccompProfile must not be set for a Windows pod (got "audit.json"). Leave it out: Windows knows no such thing.'],
    ['have an empty seccomp profile', () => made({ localhostSeccompProfile: '' }), 'test/app: localhostSeccompProfile must be a path below the kubelet\'s seccomp directory (got ""). Write it as profiles/audit.json.'],
    ['have a seccomp profile from anywhere on the node', () => made({ localhostSeccompProfile: '/etc/passwd' }), 'test/app: localhostSeccompProfile must be a path below the kubelet\'s seccomp directory (got "/etc/passwd"). Write it as profiles/audit.json.'],
    ['have a seccomp profile from above its directory', () => made({ localhostSeccompProfile: 'profiles/../../audit.json' }), 'test/app: localhostSeccompProfile must be a path below the kubelet\'s seccomp directory (got "profiles/../../audit.json"). Write it as profiles/audit.json.'],
    ['have a RuntimeClass without a name', () => made({ runtimeClassName: '' }), 'test/app: runtimeClassName must be a DNS-1123 name (got ""). Write metadata.name of the class.'],
    ['have a PriorityClass with a space', () => made({ priorityClassName: 'very high' }), 'test/app: priorityClassName must be a DNS-1123 name (got "very high"). Write metadata.name of the class.'],
    ['are spread over no label', () => made({ topologySpread: [{ topologyKey: '' }] }), 'test/app: topologyKey must be the key of a label of nodes (got ""). Write it as topology.kubernetes.io/zone.'],
    ['may differ in number by nothing', () => made({ topologySpread: [{ topologyKey: 'zone', maxSkew: 0 }] }), 'test/app: maxSkew must be a whole number from 1 (got 0). Take 1.'],
    ['run as an account of another namespace', () => {
      const app = newApp();
      const account = new LeastPrivilegeServiceAccount(new Chart(app, 'bank', { namespace: 'bank' }), 'reader');
      made({ serviceAccount: account }, 'app', new Chart(app, 'shop', { namespace: 'shop' }));
    }, 'shop/app: serviceAccount must be in the namespace of the workload, shop (got "bank"). Create the account in the same tenant or chart.'],
  ]);
});

describe('a workload is refused with waivers', () => {
  eachIsRefused([
    ['of one control twice', () => made({ waivers: waived(CheckId.HOST_PID, CheckId.HOST_PID) }), 'test/app: a control must not be waived twice (got "host-pid"). An object has one annotation for each control: keep one waiver, for the object or for one container.'],
    ['of one control for two containers', () => made({
      waivers: ['main', 'proxy'].map(container => Waiver.of(CheckId.READ_ONLY_ROOT_FS, { ...until, container })),
    }), 'test/app: a control must not be waived twice (got "read-only-root-fs"). An object has one annotation for each control: keep one waiver, for the object or for one container.'],
    ['for a container that is not there', () => synth(made({ waivers: [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { ...until, container: 'proxy' })] })), reported('[test/app] a waiver must name a container of the workload (got "proxy"). It has main.')],
  ]);

  test('and all that only the whole app shows is reported at once', () => {
    const chart = made({ waivers: [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { ...until, container: 'proxy' })] }, 'a', made({}, 'b', made({}, 'c')));
    new SecureWorkload(chart, 'd', { image, port: 8080, name: 'b' });
    expect(() => synth(chart)).toThrow(new Error(reported(
      '[test/a] a waiver must name a container of the workload (got "proxy"). It has main.',
      '[test/d] name must not be used twice in namespace shop; test/b has it (got "b"). Give one of the two another id or name.',
    )));
  });
});

describe('a workload is refused that overrides', () => {
  const overridden = (field: string): void => new SecureWorkload(newChart(), 'app', { image, port: 8080 }).addOverride(field, 1);
  eachIsRefused([
    ['no field', () => overridden(''), 'test/app: an override must name a field (got ""). Write it as spec.minReadySeconds.'],
    ['a field without a name', () => overridden('spec..replicas'), 'test/app: an override must name a field (got "spec..replicas"). Write it as spec.minReadySeconds.'],
    ['what all objects inherit', () => overridden('__proto__.polluted'), 'test/app: an override must name a field (got "__proto__.polluted"). Write it as spec.minReadySeconds.'],
    ['its kind, by which it is hardened', () => overridden('kind'), 'test/app: an override must not make another kind of object of it (got "kind"). Take run to choose the kind.'],
  ]);

  test('and a value never changes what all objects inherit', () => {
    const chart = newChart();
    new SecureWorkload(chart, 'app', { image, port: 8080 }).addOverride('metadata.annotations', JSON.parse('{"__proto__": {"polluted": "yes"}}'));
    synth(chart);
    expect(({} as any).polluted).toBeUndefined();
  });
});
