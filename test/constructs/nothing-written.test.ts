import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { EnvValue, Secret, Volume } from 'cdk8s-plus-27';
import {
  CheckId, GuaranteedQoS, HardenedApp, Hardening, LeastPrivilegeServiceAccount, Run, SecureWorkload, SecureWorkloadProps, TenantNamespace, UidRange,
  Waiver,
} from '../../src';
import { filesIn, inTemporaryFolder } from '../app/written-files';
import { messageOf } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const until = { reason: 'debugs the node', expires: '2027-06-30' };

type Fill = (app: App) => void;

/** A chart whose file comes before that of the chart that fails. */
function good(app: App): void {
  new SecureWorkload(new Chart(app, 'a-good', { namespace: 'good' }), 'web', { image, port: 8080 });
}

const inChart = (fill: (chart: Chart) => void): Fill => app => fill(new Chart(app, 'b-bad', { namespace: 'bad' }));
const web = (chart: Chart, props: Partial<SecureWorkloadProps> = {}, id = 'web') => new SecureWorkload(chart, id, { image, port: 8080, ...props });
const raw = (chart: Chart, spec: any, kind = 'Pod') => new ApiObject(chart, 'raw', { apiVersion: 'v1', kind, metadata: { name: 'raw' }, spec });

/** What validation sees: any App knows of it before it writes. */
const SEEN: [string, Fill, RegExp][] = [
  ['two workloads of one name', inChart(chart => ['a', 'b'].forEach(id => web(chart, { name: 'web' }, id))), /name must not be used twice/],
  ['an account in the place of another', inChart(chart => {
    web(chart);
    new LeastPrivilegeServiceAccount(chart, 'account', { name: 'web' });
  }), /the name of the ServiceAccount must not be used twice/],
  ['a waiver for a container that is not there', inChart(chart => {
    web(chart, { waivers: [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { ...until, container: 'proxy' })] });
  }), /a waiver must name a container of the workload/],
  ['a workload that was given a disk of the node', inChart(chart =>
    web(chart).container.mount('/host', Volume.fromHostPath(chart, 'host', 'host', { path: '/' }))), /volume "host" must be one of/],
  ['a workload that was given a secret in its environment', inChart(chart =>
    web(chart).container.env.addVariable('TOKEN', EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'api'), key: 'token' }))),
  /must not be filled from a secret/],
  ['an image of others that nobody can repair', inChart(chart => {
    raw(chart, { containers: [{ name: 'app', image: 'app:latest' }] });
    Hardening.of(chart);
  }), /image must have a fixed tag or a digest/],
  ['a waiver for an object that is not there', inChart(chart => {
    Hardening.of(chart).waive('Pod/wbe', Waiver.of(CheckId.HOST_PID, until));
  }), /a waiver must name an object of the scope/],
  ['a pod that cannot be guaranteed', inChart(chart => {
    new GuaranteedQoS(chart, 'critical', { workloads: [raw(chart, { containers: [{ name: 'app', image }] })] });
  }), /must limit cpu and memory, and request as much/],
  ['a guarantee for nothing', inChart(chart => { new GuaranteedQoS(chart, 'critical', { workloads: [chart] }); }), /workloads must have pods/],
  ['a token for who may do nothing', inChart(chart => { new LeastPrivilegeServiceAccount(chart, 'cart', { tokenAudience: 'vault' }); }), /must go with permissions/],
  ['two tenants that share ids', app => {
    for (const id of ['b-shop', 'c-bank']) { new TenantNamespace(app, id, { owner: 'x', uidRange: UidRange.of(200_000, 10_000) }); }
  }, /uidRange must not overlap/],
  ['a workload in the place of a policy of its tenant', app => web(new TenantNamespace(app, 'b-shop', { owner: 'x' }), {}, 'default-deny'),
    /the name of the NetworkPolicy must not be used twice/],
];

/** A value that is well when validation asks for it, and another one when it is written. */
function turning(first: unknown, then: () => unknown): unknown {
  let asked = 0;
  return Lazy.any({ produce: () => (asked++ === 0 ? first : then()) });
}

/** What shows only when objects become JSON for good. */
const UNSEEN: [string, Fill, RegExp][] = [
  ['an object that throws', inChart(chart => raw(chart, { value: Lazy.any({ produce: () => { throw new Error('no such value'); } }) }, 'ConfigMap')), /no such value/],
  ['an object that throws where it has passed validation', inChart(chart => {
    const spec = { containers: [{ name: 'app', image: turning(image, () => { throw new Error('no such image'); }), resources: { limits: { cpu: '1', memory: '1Gi' } } }] };
    new GuaranteedQoS(chart, 'critical', { workloads: [raw(chart, spec)] });
  }), /no such image/],
  ['a patch of what is not there', inChart(chart => raw(chart, {}, 'ConfigMap').addJsonPatch(JsonPatch.replace('/spec/nothing/there', 1))), /nothing|path|OPERATION/i],
  ['a patch that takes an object of a tenant out of it', app => {
    const shop = new TenantNamespace(app, 'b-shop', { owner: 'x' });
    raw(shop, {}, 'ConfigMap').addJsonPatch(JsonPatch.replace('/metadata/namespace', 'kube-system'));
  }, /must be in the namespace b-shop/],
  ['charts that depend on each other', app => {
    const [b, c] = ['b', 'c'].map(id => new Chart(app, id));
    b.addDependency(c);
    c.addDependency(b);
  }, /cycle/i],
];

const failures: [string, Fill, RegExp][] = [...SEEN, ...UNSEEN];

/** The message of the synthesis of a good chart and of what fails, with files that were there before. */
function synthesise(create: (props: AppProps) => App, fill: Fill, outdir: string): string {
  const app = create({ outdir });
  good(app);
  fill(app);
  return messageOf(() => app.synth());
}

const OLD = { 'a-good.k8s.yaml': 'from the last time\n', 'notes.txt': 'mine\n' };

function withOldFiles<T>(run: (outdir: string) => T): T {
  return inTemporaryFolder(outdir => {
    mkdirSync(outdir);
    for (const [name, text] of Object.entries(OLD)) { writeFileSync(join(outdir, name), text); }
    return run(outdir);
  });
}

describe('App writes no file, and changes none, where validation finds', () => {
  test.each(SEEN)('%s', (_, fill, message) => {
    withOldFiles(outdir => {
      expect(synthesise(props => new App(props), fill, outdir)).toMatch(message);
      expect(filesIn(outdir)).toEqual(OLD);
    });
  });
});

describe.each([
  ['app', YamlOutputType.FILE_PER_APP],
  ['chart', YamlOutputType.FILE_PER_CHART],
  ['resource', YamlOutputType.FILE_PER_RESOURCE],
  ['resource in a folder for each chart', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('HardenedApp writes no file, and changes none, of one for each %s, where there is', (__, yamlOutputType) => {
  const create = (props: AppProps) => new HardenedApp({ ...props, yamlOutputType, recordConstructMetadata: true });

  test.each(failures)('%s', (_, fill, message) => {
    withOldFiles(outdir => {
      expect(synthesise(create, fill, outdir)).toMatch(message);
      expect(filesIn(outdir)).toEqual(OLD);
    });
  });
});

test('HardenedApp makes no folder where there was none', () => {
  for (const [, fill, message] of failures) {
    inTemporaryFolder(outdir => {
      expect(synthesise(props => new HardenedApp(props), fill, outdir)).toMatch(message);
      expect(filesIn(outdir)).toBeUndefined();
    });
  }
});

test('App leaves the files of the charts before the one that throws, which is why there is HardenedApp', () => {
  const [, fill] = UNSEEN[0];
  withOldFiles(outdir => {
    synthesise(props => new App(props), fill, outdir);
    expect(filesIn(outdir)!['a-good.k8s.yaml']).not.toBe(OLD['a-good.k8s.yaml']);
  });
});

test('nothing of the sort keeps a good app from being written, over what was there', () => {
  withOldFiles(outdir => {
    const app = new HardenedApp({ outdir });
    good(app);
    web(new Chart(app, 'b-job', { namespace: 'good' }), { run: Run.job(), port: undefined }, 'report');
    app.synth();
    const files = filesIn(outdir)!;
    expect(Object.keys(files).sort()).toEqual(['a-good.k8s.yaml', 'b-job.k8s.yaml', 'notes.txt']);
    expect(files['a-good.k8s.yaml']).toContain('kind: Deployment');
    expect(files['notes.txt']).toBe('mine\n');
  });
});
