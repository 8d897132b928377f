/**
 * Has the YAML of the demo, the examples and the snapshots judged by a real control plane and the upstream Pod Security evaluator.
 * Needs Go; builds the judge when its sources changed. See test/control-plane/README.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '..');
const sources = join(root, 'test', 'control-plane');
const cache = join(root, '.cache', 'control-plane');
const binary = join(cache, 'control-plane');
const stampFile = join(cache, 'stamp');
const report = join(root, 'reports', 'cluster.json');

/** The oldest Go that the module builds with; its go.mod says so, too. */
const GO = [1, 26];

interface Step {
  readonly title: string;
  readonly command: readonly string[];
  readonly cwd: string;
}

/** Ends with the exit code of the command. Signals go on to it, so that nothing is left behind. */
function run(command: readonly string[], cwd: string): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command[0], command.slice(1), { cwd, stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) { process.on(signal, forward); }
    child.on('error', error => {
      console.error(`verify:cluster: ${command[0]} cannot be run: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      for (const name of signals) { process.off(name, forward); }
      if (signal) { process.exit(1); }
      resolve(code ?? 1);
    });
  });
}

/** The version of Go, or an end with exit code 2 that says what to do. */
function goVersion(): string {
  const { stdout } = spawnSync('go', ['version'], { cwd: sources, encoding: 'utf8' });
  const version = /go(\d+)\.(\d+)\S*/.exec(stdout ?? '');
  if (version && (Number(version[1]) > GO[0] || (Number(version[1]) === GO[0] && Number(version[2]) >= GO[1]))) {
    return version[0];
  }
  console.error(`verify:cluster: needs Go ${GO.join('.')} or newer (${version ? `is ${version[0]}` : 'there is none'}). `
    + 'Install it and put it on the PATH; npm run verify checks everything that needs Node only.');
  process.exit(2);
}

function filesOf(folder: string, extensions: readonly string[]): string[] {
  if (!existsSync(folder)) { return []; }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && extensions.some(extension => entry.name.endsWith(extension)))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

/** Changes with everything that goes into the binary. */
function stampOf(go: string): string {
  const hash = createHash('sha256').update(go);
  for (const file of filesOf(sources, ['.go', 'go.mod', 'go.sum']).filter(name => !name.endsWith('_test.go'))) {
    hash.update(relative(sources, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function build(go: string): Promise<boolean> {
  const stamp = stampOf(go);
  if (existsSync(binary) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) { return true; }
  console.log('verify:cluster: building etcd, the Kubernetes API server and the judge; the first time takes 5 to 10 minutes, later ones seconds ...');
  const [, version, major, minor] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(readFileSync(join(sources, 'go.mod'), 'utf8'))!;
  // A server that does not know its own version cannot be talked to.
  const flags = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor })
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  mkdirSync(cache, { recursive: true });
  const code = await run(['go', 'build', '-buildvcs=false', `-ldflags=-s -w ${flags.join(' ')}`, '-o', binary, './cmd/control-plane'], sources);
  if (code === 0) { writeFileSync(stampFile, stamp); }
  return code === 0;
}

const YAML = ['.yaml', '.yml', '.json'];
const DIST = 'dist';

function hasYaml(folder: string): boolean {
  return filesOf(join(root, folder), YAML).length > 0;
}

/** What is judged: applications as a whole, snapshots file by file. */
function judged(): string[] {
  const examples = existsSync(join(root, 'examples')) ? readdirSync(join(root, 'examples')).sort() : [];
  const applications = [DIST, ...examples.map(name => join('examples', name, 'dist'))].filter(hasYaml);
  return [...applications.flatMap(folder => ['--complete', folder]), '--fragments', join('test', 'snapshots')];
}

function steps(): Step[] {
  return [
    // Without it, the largest part would be left out without a word.
    { title: 'synthesise the demo', command: ['npx', 'ts-node', '-T', 'tools/demo.ts'], cwd: root },
    {
      title: 'synthesise examples/adopt-existing',
      command: ['npx', 'ts-node', '-T', 'examples/adopt-existing/main.ts', join('examples', 'adopt-existing', 'dist')],
      cwd: root,
    },
    { title: 'src/kubernetes/api-resources.data.ts is up to date', command: ['go', 'run', '-buildvcs=false', './cmd/api-resources', '--check'], cwd: sources },
    { title: 'go vet', command: ['go', 'vet', './...'], cwd: sources },
    { title: 'go test', command: ['go', 'test', '-vet=off', './...'], cwd: sources },
  ];
}

/** What the judge counted; a judge that did not come to its end has failed. */
function readReport(): { passed: number; failed: number } {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 1 };
}

async function verify(): Promise<string[]> {
  const failed: string[] = [];
  if (!await build(goVersion())) { return ['build']; }
  for (const step of steps()) {
    console.log(`verify:cluster: ${step.title} ...`);
    if (await run(step.command, step.cwd) !== 0) { failed.push(step.title); }
  }
  if (!hasYaml(DIST)) { failed.push('dist/ must hold the YAML of the demo (holds none); see npm run demo'); }
  await run([binary, 'judge', '--self-test', join('test', 'control-plane', 'testdata'), ...judged(), '--report', report], root);
  return failed;
}

async function main(): Promise<number> {
  rmSync(report, { force: true });
  const failed = await verify();
  const totals = readReport();
  const result = { ...totals, failed: totals.failed + failed.length };
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(report, `${JSON.stringify(result)}\n`);
  for (const title of failed) { console.log(`verify:cluster: FAILED ${title}`); }
  console.log(`verify:cluster: ${result.passed} passed, ${result.failed} failed`);
  return result.failed === 0 ? 0 : 1;
}

void main().then(code => process.exit(code));
