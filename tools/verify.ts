/** Runs every check that needs Node only, says what it does, and goes on after a failure so that one run shows all. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const reports = join(root, 'reports');
const jestReport = join(reports, 'jest.json');

interface Step {
  readonly title: string;
  readonly command: string;
}

const steps: Step[] = [
  { title: 'compile the library (jsii)', command: 'npx projen compile' },
  { title: 'type-check tests, tools, bench and examples', command: 'npx tsc -p tools/tsconfig.json' },
  { title: 'lint', command: 'npx eslint --max-warnings 0 --ext .ts src test tools bench examples .projenrc.ts' },
  { title: 'layers and import cycles', command: 'npx depcruise --config .dependency-cruiser.js src' },
  { title: 'unit, property and snapshot tests', command: `npx jest --ci --json --outputFile=${jestReport}` },
  { title: 'generated files are up to date', command: 'npx ts-node -T tools/generate.ts --check' },
];

function jestTotals(): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(jestReport, 'utf8'));
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function main(): number {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const failed: string[] = [];
  steps.forEach((step, index) => {
    const start = process.hrtime.bigint();
    console.log(`verify [${index + 1}/${steps.length}] ${step.title} ...`);
    const { status } = spawnSync(step.command, {
      cwd: root,
      shell: true,
      stdio: 'inherit',
      env: { ...process.env, CI: '1', ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
    const seconds = Number((process.hrtime.bigint() - start) / 100_000_000n) / 10;
    console.log(`verify [${index + 1}/${steps.length}] ${status === 0 ? 'ok' : 'FAILED'} ${step.title} (${seconds} s)`);
    if (status !== 0) { failed.push(step.title); }
  });
  const tests = jestTotals();
  writeFileSync(join(reports, 'verify.json'), JSON.stringify({
    passed: steps.length - failed.length + tests.passed,
    failed: failed.length + tests.failed,
  }));
  for (const title of failed) { console.log(`verify: FAILED ${title}`); }
  console.log(`verify: ${steps.length - failed.length} of ${steps.length} steps and ${tests.passed} of ${tests.passed + tests.failed} tests passed`);
  return failed.length === 0 ? 0 : 1;
}

process.exit(main());
