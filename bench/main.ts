import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Measurement } from './measure';
import { Scenario, Section, SECTIONS, Side } from './scenarios';
import { headOf, lineOf, ratioOf, Result } from './table';

/** Leaves out what takes minutes. */
const QUICK = process.argv.includes('--quick');
const MOST_OBJECTS_QUICK = 5_000;

function run(side: Side): Measurement {
  const child = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'measure.ts'), JSON.stringify(side)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) { throw new Error(`${JSON.stringify(side)}: the process must end with 0 (got ${child.status ?? child.signal}).`); }
  return JSON.parse(child.stdout);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

const medians = (measurements: readonly Measurement[], countsBuild = false) => ({
  milliseconds: median(measurements.map(({ build, synth }) => countsBuild ? build + synth : synth)),
  peak: median(measurements.map(({ peak }) => peak)),
});

/** Both sides in turn, so that a busy minute of the machine meets both. */
function compare(section: Section, scenario: Scenario): Result {
  const [left, right]: Measurement[][] = [[], []];
  for (let i = 0; i < scenario.runs; i++) {
    left.push(run(scenario.left));
    right.push(run(scenario.right));
  }
  const digests = new Set([...left, ...right].map(({ digest }) => digest));
  if (section.same && digests.size > 1) { throw new Error(`${section.title}, ${scenario.name}: both sides must write the same files.`); }
  return { name: scenario.name, runs: scenario.runs, left: medians(left, section.countsBuild), right: medians(right, section.countsBuild) };
}

function measureAll(): ReadonlyMap<Scenario, Result> {
  const results = new Map<Scenario, Result>();
  for (const section of SECTIONS) {
    console.log(headOf(section));
    for (const scenario of section.scenarios.filter(({ objects }) => !QUICK || objects <= MOST_OBJECTS_QUICK)) {
      const result = compare(section, scenario);
      results.set(scenario, result);
      console.log(lineOf(result));
    }
  }
  return results;
}

function summarise(results: ReadonlyMap<Scenario, Result>): string {
  const entries = [...results];
  const [many, manyResult] = entries.filter(([scenario]) => scenario.left.app === 'App' && scenario.left.tree === 'chartsOfTen').at(-1)!;
  const [, chained] = entries.find(([scenario]) => scenario.left.app === 'HardenedApp' && scenario.right.tree === 'chainOfTen')!;
  const [, secure] = entries.filter(([scenario]) => scenario.right.tree === 'secureWorkloads').at(-1)!;
  return [
    `${many.objects.toLocaleString('en-GB')} Deployments in charts of ten: HardenedApp is ${ratioOf(manyResult).toFixed(1)} times as fast as App;`,
    `a chain of 50 charts takes ${(1 / ratioOf(chained)).toFixed(2)} times as long as 50 charts without one;`,
    `an object of a SecureWorkload costs ${(1 / ratioOf(secure)).toFixed(2)} times one of cdk8s-plus.`,
  ].join('\n');
}

console.log(`Synthesis without building the tree, unless the title says otherwise: median ms
of the runs, and peak memory of the process in MB, with ts-node and the
libraries in it. Ratio: left by right. App and HardenedApp must write the same
bytes in every run.
Node ${process.version}, ${cpus().length} cores.`);
console.log(`\n${summarise(measureAll())}`);
