import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart, Include, JsonPatch, Yaml } from 'cdk8s';
import { Deployment, Job, Pod } from 'cdk8s-plus-27';
import { CheckId, Hardening, SecureWorkload, TenantNamespace, TenantSize, UidRange, Waiver } from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, only, synth, withFolder } from '../support/synth';

const until = { reason: 'reads the disks of its node', expires: '2027-06-30' };

function rawDeployment(chart: Chart, podSpec: any, name = 'web'): ApiObject {
  return new ApiObject(chart, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: podSpec } },
  });
}

describe('Hardening of what others wrote', () => {
  test('hardens cdk8s-plus, raw objects and included YAML alike', () => withFolder(folder => {
    const chart = newChart();
    const file = join(folder, 'legacy.yaml');
    writeFileSync(file, Yaml.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'legacy' }, spec: { containers: [{ name: 'app', image: 'legacy:1' }] } }));
    new Include(chart, 'included', { url: file });
    new Deployment(chart, 'plus', { metadata: { name: 'plus' }, containers: [{ image: 'plus:1' }] });
    rawDeployment(chart, { hostPID: true, containers: [{ name: 'app', image: 'raw:1', securityContext: { privileged: true } }] });
    Hardening.of(chart, { writablePaths: ['/tmp'] });
    const manifests = synth(chart);
    expect(only(manifests, 'Pod').spec.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    expect(only(manifests, 'Deployment', 'plus').spec.template.spec.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
    expect(only(manifests, 'Deployment', 'web').spec.template.spec.hostPID).toBe(false);
    expectSnapshot([only(manifests, 'Deployment', 'web'), only(manifests, 'Pod')], 'hardening/others.yaml');
  }));

  test('never takes away what is stricter already', () => {
    const chart = newChart();
    const strict = {
      automountServiceAccountToken: false,
      hostUsers: false,
      securityContext: { runAsUser: 4242, seccompProfile: { type: 'Localhost', localhostProfile: 'strict.json' }, supplementalGroupsPolicy: 'Strict' },
      containers: [{ name: 'app', image: 'app@sha256:' + 'a'.repeat(64), resources: { limits: { 'cpu': '50m', 'memory': '32Mi', 'ephemeral-storage': '1Mi' } } }],
    };
    rawDeployment(chart, strict);
    Hardening.of(chart);
    const { spec } = only(synth(chart), 'Deployment').spec.template;
    expect(spec).toMatchObject(strict);
    expect(spec.containers[0].resources.requests).toEqual(strict.containers[0].resources.limits);
  });

  test('says for each change where it is, what stood there and what stands there now', () => {
    const chart = newChart();
    rawDeployment(chart, { hostNetwork: true, containers: [{ name: 'app', image: 'raw:1', imagePullPolicy: 'IfNotPresent' }] });
    const hardening = Hardening.of(chart);
    expect(hardening.changes).toEqual(expect.arrayContaining([
      { object: 'Deployment/shop/web', constructPath: 'test/web', check: 'host-network', path: 'spec.template.spec.hostNetwork', before: true, after: false },
      { object: 'Deployment/shop/web', constructPath: 'test/web', check: 'image-pull-policy', path: 'spec.template.spec.containers[0].imagePullPolicy', before: 'IfNotPresent', after: 'Always' },
    ]));
    expect(Hardening.changesIn(chart)).toEqual(hardening.changes);
  });

  test('reaches objects that are added after it, at any depth', () => {
    const chart = newChart();
    Hardening.of(chart.node.root);
    new Job(chart, 'job', { containers: [{ image: 'job:1' }] });
    expect(only(synth(chart), 'Job').spec.template.spec.securityContext.seccompProfile.type).toBe('RuntimeDefault');
  });

  test('comes after patches, which would otherwise weaken what it made strong', () => {
    const chart = newChart();
    const pod = new Pod(chart, 'pod', { containers: [{ image: 'app:1' }] });
    Hardening.of(chart);
    ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/securityContext/seccompProfile', { type: 'Unconfined' }));
    expect(only(synth(chart), 'Pod').spec.securityContext.seccompProfile.type).toBe('RuntimeDefault');
  });

  test('leaves what SecureWorkload hardened as it is', () => {
    const [plain, twice] = [newChart(), newChart()];
    for (const chart of [plain, twice]) { new SecureWorkload(chart, 'app', { image: 'app:1', port: 8080 }); }
    Hardening.of(twice);
    expect(synth(twice)).toEqual(synth(plain));
  });

  test('fails the synthesis, with everything at once, where it cannot repair', () => {
    const chart = newChart();
    rawDeployment(chart, { volumes: [{ name: 'disk', hostPath: { path: '/' } }], containers: [{ name: 'app', image: 'app' }] });
    Hardening.of(chart);
    const message = messageOf(() => synth(chart));
    expect(message).toContain('Deployment web spec.template.spec.volumes[0].hostPath: volume "disk" must be one of');
    expect(message).toContain('Deployment web spec.template.spec.containers[0].image: image must have a fixed tag or a digest (got "app")');
  });

  test('takes waivers for objects by name, and writes them there', () => {
    const chart = newChart();
    rawDeployment(chart, { hostPID: true, volumes: [{ name: 'disk', hostPath: { path: '/' } }], containers: [{ name: 'app', image: 'app:1' }] });
    Hardening.of(chart).waive('Deployment/web', Waiver.of(CheckId.HOST_PATH_VOLUME, until)).waive('Deployment/shop/web', Waiver.of(CheckId.HOST_PID, until));
    const { metadata, spec } = only(synth(chart), 'Deployment');
    expect(Object.keys(metadata.annotations)).toEqual(['waiver.cdk8s-hardened/host-path-volume', 'waiver.cdk8s-hardened/host-pid']);
    expect(spec.template.metadata.annotations).toEqual(metadata.annotations);
    expect(spec.template.spec.hostPID).toBe(true);
  });

  test('honours waivers that the YAML carries already, and never more than they name', () => {
    const chart = newChart();
    const object = rawDeployment(chart, { hostPID: true, hostIPC: true, containers: [{ name: 'app', image: 'app:1' }] });
    object.metadata.addAnnotation('waiver.cdk8s-hardened/host-pid', '{"reason":"debugger","expires":"2027-06-30"}');
    Hardening.of(chart);
    expect(only(synth(chart), 'Deployment').spec.template.spec).toMatchObject({ hostPID: true, hostIPC: false });
  });

  test('reports a waiver for an object that is not there', () => {
    const chart = newChart();
    rawDeployment(chart, { containers: [{ name: 'app', image: 'app:1' }] });
    Hardening.of(chart).waive('Deployment/wbe', Waiver.of(CheckId.HOST_PID, until));
    expect(messageOf(() => synth(chart))).toContain('a waiver must name an object of the scope (got "Deployment/wbe")');
  });

  test('gives pods in a tenant the users of the tenant', () => {
    const tenant = new TenantNamespace(newApp(), 'shop', { owner: 'shop', size: TenantSize.SMALL, uidRange: UidRange.of(500000, 10000) });
    rawDeployment(tenant, { containers: [{ name: 'app', image: 'app:1' }] });
    Hardening.of(tenant);
    const { securityContext } = only(synth(tenant), 'Deployment').spec.template.spec;
    expect(securityContext).toMatchObject({ fsGroup: 500000, runAsGroup: 500000 });
    expect(securityContext.runAsUser).toBeGreaterThan(500000);
    expect(securityContext.runAsUser).toBeLessThan(510000);
  });

  test('survives objects that are no Kubernetes at all', () => {
    const chart = newChart();
    new ApiObject(chart, 'odd', { apiVersion: 'example.com/v1', kind: 'Odd', spec: 'text', template: null } as any);
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'ragged' }, spec: { securityContext: 'none', containers: 'none' } } as any);
    Hardening.of(chart);
    expect(only(synth(chart), 'Odd').spec).toBe('text');
    expect(only(synth(chart), 'Pod').spec.securityContext.runAsNonRoot).toBe(true);
  });
});

describe('Hardening in scopes that lie in each other', () => {
  test('does what all of them ask for', () => {
    const app = newApp();
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    rawDeployment(chart, { hostPID: true, hostIPC: true, containers: [{ name: 'app', image: 'app:1' }] });
    Hardening.of(app, { writablePaths: ['/tmp'] }).waive('Deployment/web', Waiver.of(CheckId.HOST_PID, until));
    Hardening.of(chart, { writablePaths: ['/var/cache', '/tmp'] }).waive('Deployment/web', Waiver.of(CheckId.HOST_IPC, until));
    const { spec } = only(synth(chart), 'Deployment').spec.template;
    expect(spec).toMatchObject({ hostPID: true, hostIPC: true });
    expect(spec.containers[0].volumeMounts.map((mount: any) => mount.mountPath)).toEqual(['/tmp', '/var/cache']);
  });

  test('tells its changes before anything was synthesised', () => {
    const chart = newChart();
    rawDeployment(chart, { containers: [{ name: 'app', image: 'app:1' }] });
    const hardening = Hardening.of(chart, { writablePaths: ['/tmp'] });
    expect(Hardening.changesIn(chart.node.root)).toEqual(hardening.changes);
    expect(hardening.changes).toContainEqual({
      object: 'Deployment/shop/web',
      constructPath: 'test/web',
      check: 'read-only-root-fs',
      path: 'spec.template.spec.containers[0].volumeMounts[0]',
      after: { mountPath: '/tmp', name: 'app-tmp' },
    });
  });

  test('keeps apiVersion, kind and metadata in front', () => {
    const chart = newChart();
    new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'old' } });
    Hardening.of(chart);
    expect(Object.keys(only(synth(chart), 'ServiceAccount'))).toEqual(['apiVersion', 'kind', 'metadata', 'automountServiceAccountToken']);
  });
});
