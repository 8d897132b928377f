import { App, AppProps, Testing, YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { HardenedApp } from '../../src/app/hardened-app';
import { build, GROWING, RandomApp, randomApps } from './random-app';
import { filesIn, inTemporaryFolder, outcomeOf } from './written-files';

/** Fixed, so that a commit that passed does not fail later. */
const SEED = 20_270_101;

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

type Create = (props: AppProps) => App;
const plain: Create = props => new App(props);
const hardened: Create = props => new HardenedApp(props);

const pathsOf = (app: App) => app.charts.map(chart => chart.node.path);

function synthesise(tree: RandomApp, create: Create, yamlOutputType: YamlOutputType) {
  return inTemporaryFolder(outdir => {
    const app = build(tree, create, { outdir, yamlOutputType });
    const result = outcomeOf(() => {
      app.synth();
      return { files: filesIn(outdir), charts: pathsOf(app) };
    });
    if (typeof result === 'string' && create === hardened) { expect(filesIn(outdir)).toBeUndefined(); }
    return result;
  });
}

test.each(OUTPUT_TYPES)('App and HardenedApp write the same files or fail with the same message, with output type %d', yamlOutputType => {
  fc.assert(fc.property(randomApps, tree => {
    expect(synthesise(tree, hardened, yamlOutputType)).toEqual(synthesise(tree, plain, yamlOutputType));
  }), { seed: SEED, numRuns: 1_000 });
});

/** Everything that can be asked of an app, one after the other. */
function interrogate(tree: RandomApp, create: Create) {
  return inTemporaryFolder(outdir => {
    const app = build(tree, create, { outdir });
    const questions = [
      () => pathsOf(app),
      () => app.synthYaml(),
      () => pathsOf(app),
      () => { app.synth(); },
      () => app.charts.map(chart => Testing.synth(chart)),
      () => { app.synth(); },
      () => pathsOf(app),
    ];
    const answers = questions.map(question => outcomeOf(question));
    const hasFailed = answers.some(answer => typeof answer === 'string' && answer.startsWith('Error: '));
    return { answers, files: hasFailed ? undefined : filesIn(outdir) };
  });
}

test('App and HardenedApp answer the same when asked for charts, YAML and files again and again', () => {
  // What a tree depended on before it grew stays in the order of App; HardenedApp looks at the tree as it is.
  const lasting = randomApps.filter(tree => !tree.parts.some(part => part.kind === GROWING));
  fc.assert(fc.property(lasting, tree => {
    expect(interrogate(tree, hardened)).toEqual(interrogate(tree, plain));
  }), { seed: SEED, numRuns: 200 });
});
