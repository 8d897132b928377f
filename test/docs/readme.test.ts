import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import * as ts from 'typescript';
import * as hardened from '../../src';
import { expectSnapshot } from '../support/snapshot';
import { newChart, ofKind, synth, withFolder } from '../support/synth';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string, text = readme): string[] => [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(match => match[1]);

/** Runs TypeScript of the documentation, in which the library has its published name. */
function run(source: string, variables: { [name: string]: unknown } = {}): any {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const load = (name: string): unknown => name === 'cdk8s-hardened' ? hardened : jest.requireActual(name);
  return new Function('require', 'exports', ...Object.keys(variables), outputText)(load, {}, ...Object.values(variables));
}

const [plainCode, secureCode, firstApp] = blocks('ts');
const [plainYaml, secureYaml] = blocks('yaml');
const charts = [plainCode, secureCode].map(code => {
  const chart: Chart = newChart();
  run(code, { chart });
  return synth(chart);
});

test('the README shows what its code synthesises', () => {
  expectSnapshot(charts[0], 'unhardened/readme-plain.yaml');
  expectSnapshot(ofKind(charts[1], 'Deployment'), 'readme/hardened.yaml');
  expectSnapshot(charts[1].filter(({ kind }) => kind !== 'Deployment'), 'readme/hardened-around.yaml');
  expect(readFileSync(join(root, 'test/snapshots/unhardened/readme-plain.yaml'), 'utf8')).toContain(plainYaml);
  expect(readFileSync(join(root, 'test/snapshots/readme/hardened.yaml'), 'utf8')).toContain(secureYaml);
});

test('the first app of the README runs, and writes the file that it names', () => withFolder(folder => {
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = folder;
  try {
    run(firstApp);
  } finally {
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
  }
  expect(readdirSync(folder)).toEqual(['shop.k8s.yaml']);
}));

test('the first app of the README is the one in examples, which is type-checked', () => {
  const example = readFileSync(join(root, 'examples/first-app/main.ts'), 'utf8');
  expect(example.split('\n').slice(1).join('\n').replace('\'../../src\'', '\'cdk8s-hardened\'')).toBe(firstApp);
});

test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/constructs.md'])('every link of %s leads somewhere', file => {
  const folder = join(root, file, '..');
  const links = [...readFileSync(join(root, file), 'utf8').matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map(match => match[1]).filter(link => !/^https?:/.test(link));
  expect(links.filter(link => !existsSync(join(folder, link)))).toEqual([]);
});

test('the scripts that the README names are those of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...readme.matchAll(/`npm run ([\w:]+)`/g)].map(match => match[1]);
  expect(named.filter(name => scripts[name] === undefined)).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['demo', 'verify']));
});

test('the README fits on one screen and a half of text beside its code', () => {
  const prose = readme.replace(/^```[^]*?^```/gm, '').split('\n').filter(line => line.trim() !== '');
  expect(prose.length).toBeLessThanOrEqual(60);
});
