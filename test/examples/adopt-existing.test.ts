import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { describeChanges } from '../../examples/adopt-existing/describe-changes';
import { adoptExisting } from '../../examples/adopt-existing/main';
import { HardenedApp, Hardening, HardeningChange } from '../../src';
import { brokenControls } from '../support/pod-security-oracle';
import { expectSnapshot } from '../support/snapshot';
import { ofKind, only, withFolder } from '../support/synth';
import { filesOf, manifestsIn, templateOf } from './synthesise';
import { demandOf, excessOf, refusedBy } from './tenant-fit';

const LEGACY = join(__dirname, '..', '..', 'examples', 'adopt-existing', 'legacy');
const legacy: any[] = readdirSync(LEGACY).flatMap(name => loadAll(readFileSync(join(LEGACY, name), 'utf8')));
const files = filesOf(adoptExisting);
const manifests = manifestsIn(files);
const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'StatefulSet'];

function changes(): HardeningChange[] {
  return withFolder(outdir => {
    const app: App = new HardenedApp({ outdir });
    adoptExisting(app);
    app.synth();
    return Hardening.changesIn(app);
  });
}

describe('what is written', () => {
  test('is what the snapshots show', () => {
    const ofName = (name: string, ...kinds: string[]): any[] => ofKind(manifests, ...kinds).filter(({ metadata }) => metadata.name === name);
    expectSnapshot(ofName('web', 'Deployment', 'Service'), 'adopt-existing/web.yaml');
    expectSnapshot(ofName('database', 'StatefulSet', 'Service'), 'adopt-existing/database.yaml');
    expectSnapshot(ofName('report', 'CronJob'), 'adopt-existing/report.yaml');
    expectSnapshot(ofName('trace-collector', 'DaemonSet', 'Service', 'ServiceAccount'), 'adopt-existing/trace-collector.yaml');
    expectSnapshot(['web', 'database', 'report', 'trace-collector'].flatMap(name => ofName(name, 'NetworkPolicy')), 'adopt-existing/network.yaml');
  });

  test('has every object that was there, and no other workload', () => {
    const keysOf = (those: any[]): string[] => those.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
    expect(keysOf(manifests)).toEqual(expect.arrayContaining(keysOf(legacy)));
    expect(keysOf(ofKind(manifests, ...WORKLOADS))).toEqual(keysOf(ofKind(legacy, ...WORKLOADS)));
  });

  test('met no standard before, and meets the restricted one now', () => {
    const brokenIn = (those: any[]): { [name: string]: string[] } =>
      Object.fromEntries(ofKind(those, ...WORKLOADS).map(each => [each.metadata.name, brokenControls(templateOf(each))]));
    expect(Object.values(brokenIn(legacy)).every(broken => broken.length > 0)).toBe(true);
    expect(brokenIn(manifests)).toEqual({ 'database': [], 'report': [], 'trace-collector': [], 'web': [] });
  });

  test('carries the waivers where they count', () => {
    const waived = manifests.flatMap(({ kind, metadata }) => Object.keys(metadata.annotations ?? {})
      .filter(key => key.startsWith('waiver.cdk8s-hardened/')).map(key => `${kind}/${metadata.name} ${key.split('/')[1]}`));
    expect(waived.sort()).toEqual(['Deployment/web secret-as-env-var']);
  });

  test('leaves the database the user that its files belong to', () => {
    expect(templateOf(only(manifests, 'StatefulSet')).spec.securityContext).toMatchObject({ fsGroup: 999, runAsGroup: 999, runAsUser: 999 });
  });

  test('fits into the tenant', () => {
    const ofTenant = manifests.filter(({ metadata }) => metadata.namespace === 'tickets');
    const inTenant = ofKind(ofTenant, 'Deployment', 'StatefulSet', 'CronJob').map(each => each.kind === 'Deployment'
      ? { ...each, spec: { ...each.spec, strategy: { rollingUpdate: { maxSurge: '25%' } } } } : each);
    expect(excessOf(demandOf(inTenant), only(ofTenant, 'ResourceQuota', 'compute-and-objects'))).toEqual([]);
    expect(refusedBy(only(ofTenant, 'LimitRange'), inTenant)).toEqual([]);
  });

  test('is the same in two synths', () => {
    expect(Object.keys(files)).toEqual(['tickets.k8s.yaml', 'tracing.k8s.yaml']);
    expect(filesOf(adoptExisting)).toEqual(files);
  });
});

describe('what is told of it', () => {
  const told = describeChanges(changes()).split('\n');

  test('names each object, and under it each field with what stood there and what stands there now', () => {
    expect(told.filter(line => !line.startsWith(' ')).slice(0, -1)).toEqual([
      'Deployment/tickets/web', 'StatefulSet/tickets/database', 'CronJob/tickets/report', 'ServiceAccount/tracing/trace-collector', 'DaemonSet/tracing/trace-collector',
    ]);
    expect(told).toEqual(expect.arrayContaining([
      '  spec.template.spec.hostPID: true -> false',
      '  spec.template.spec.containers[0].imagePullPolicy: "IfNotPresent" -> "Always"',
      '  spec.concurrencyPolicy: nothing -> "Forbid"',
      expect.stringMatching(/^  spec\.template\.spec\.volumes\[\d\]: nothing -> \{"emptyDir":\{"sizeLimit":"64Mi"\},"name":"postgres-tmp"\}$/),
    ]));
    expect(told[told.length - 1]).toMatch(/^made \d+ fields of 5 objects stronger$/);
  });

  test('cuts values that would hide the others', () => {
    const change = { object: 'Pod/x', constructPath: 'x', check: 'c', path: 'p', before: 'a'.repeat(200), after: undefined };
    expect(describeChanges([change]).split('\n')[1]).toBe(`  p: "${'a'.repeat(66)}... -> nothing`);
  });
});
