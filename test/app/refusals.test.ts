import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { EnvValue, Secret, Volume } from 'cdk8s-plus-27';
import { HardenedApp, SecureWorkload } from '../../src';
import { messageOf, withFolder } from '../support/synth';

/** A tree with a workload that is refused twice, and one whose own validation fails. */
function refusedTree(app: App): Chart {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const workload = new SecureWorkload(chart, 'app', { image: 'app:1', port: 8080 });
  workload.container.mount('/host', Volume.fromHostPath(chart, 'host', 'host', { path: '/' }));
  workload.container.env.addVariable('TOKEN', EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'api'), key: 'token' }));
  return chart;
}

const lines = (message: string): string[] => message.split('\n').sort();

describe('HardenedApp and what is refused', () => {
  test('reports the same as App, and writes nothing', () => withFolder(folder => {
    const [mine, theirs] = [new HardenedApp({ outdir: join(folder, 'mine') }), new App({ outdir: join(folder, 'theirs') })];
    for (const app of [mine, theirs]) { refusedTree(app); }
    const message = messageOf(() => mine.synth());
    expect(message).toContain('[shop/app] Deployment app spec.template.spec.volumes[0].hostPath');
    expect(message).toContain('[shop/app] Deployment app spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef');
    expect(lines(message)).toEqual(lines(messageOf(() => theirs.synth())));
    expect(messageOf(() => mine.synthYaml())).toBe(message);
    expect(existsSync(join(folder, 'mine'))).toBe(false);
  }));

  test('reports refusals beside what constructs find wrong with themselves', () => withFolder(folder => {
    const [mine, theirs] = [new HardenedApp({ outdir: folder }), new App({ outdir: folder })];
    for (const app of [mine, theirs]) { refusedTree(app).node.addValidation({ validate: () => ['the chart is wrong'] }); }
    const message = messageOf(() => mine.synth());
    expect(message).toContain('[shop] the chart is wrong');
    expect(lines(message)).toEqual(lines(messageOf(() => theirs.synth())));
  }));

  test('lets nothing weak out by other ways of rendering', () => {
    const app = new HardenedApp();
    const chart = refusedTree(app);
    expect(messageOf(() => app.synth())).toContain('hostPath');
    expect(messageOf(() => Testing.synth(chart))).toContain('hostPath');
    expect(messageOf(() => chart.toJson())).toContain('hostPath');
  });

  test('serialises a workload once', () => {
    const app = new HardenedApp();
    const workload = new SecureWorkload(new Chart(app, 'shop'), 'app', { image: 'app:1', port: 8080 });
    let count = 0;
    const read = workload.workload._toPodSpec.bind(workload.workload);
    jest.spyOn(workload.workload, '_toPodSpec').mockImplementation(() => {
      count++;
      return read();
    });
    app.synthYaml();
    expect(count).toBe(1);
  });
});
