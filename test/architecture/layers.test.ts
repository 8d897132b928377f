import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withFolder } from '../support/synth';

const root = join(__dirname, '..', '..');
const { ROWS, LAYERS, PACKAGES } = jest.requireActual('../../tools/layers');

interface Tree {
  readonly name: string;
  readonly files: { readonly [file: string]: string };
  readonly breaks: string[];
}

const file = 'export const value = 1;\n';
const imports = (from: string): string => `import * as other from '${from}';\nexport const value = other;\n`;

/** A tree in which one layer imports another. */
const edge = (from: string, to: string, breaks: string[]): Tree => ({
  name: `${from}-imports-${to}`,
  files: { [`src/${from}/a.ts`]: imports(`../${to}/b`), [`src/${to}/b.ts`]: file },
  breaks,
});

const layers: string[] = ROWS.flat();
const edges = layers.flatMap(from => layers.filter(to => to !== from).map(to => edge(from, to, LAYERS[from].includes(to) ? [] : [`layer-${from}`])));

const trees: Tree[] = [
  ...edges,
  { name: 'cycle', files: { 'src/controls/a.ts': imports('./b'), 'src/controls/b.ts': imports('./a') }, breaks: ['no-cycles'] },
  { name: 'own-index', files: { 'src/controls/a.ts': imports('./index'), 'src/controls/index.ts': file }, breaks: ['no-own-index'] },
  { name: 'io-in-the-core', files: { 'src/hardening/a.ts': imports('fs') }, breaks: ['io-at-the-edge'] },
  { name: 'io-with-prefix', files: { 'src/constructs/a.ts': imports('node:child_process') }, breaks: ['io-at-the-edge'] },
  { name: 'io-at-the-edge', files: { 'src/app/a.ts': imports('fs') }, breaks: [] },
  { name: 'cdk8s-in-the-core', files: { 'src/hardening/a.ts': imports('cdk8s') }, breaks: ['packages-hardening'] },
  { name: 'cdk8s-in-constructs', files: { 'src/constructs/a.ts': imports('cdk8s-plus-27') }, breaks: [] },
  { name: 'commander-in-constructs', files: { 'src/constructs/a.ts': imports('commander') }, breaks: ['packages-constructs'] },
  { name: 'undeclared-package', files: { 'src/cli/a.ts': imports('fast-check') }, breaks: ['declared-packages', 'packages-cli'] },
];

function write(folder: string, { files }: Tree): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
}

test('each planted violation is found by its rule, and nothing is found where nothing was planted', () => withFolder(folder => {
  for (const tree of trees) { write(join(folder, tree.name), tree); }
  const folders = trees.map(tree => join(folder, tree.name));
  const script = join(root, 'test/support/cruise.mjs');
  const output = execFileSync(process.execPath, [script, join(root, '.dependency-cruiser.js'), ...folders], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const found: { [folder: string]: string[] } = JSON.parse(output);
  expect(trees.map(({ name }) => [name, found[join(folder, name)]])).toEqual(trees.map(({ name, breaks }) => [name, breaks]));
}), 120_000);

test('the table of ARCHITECTURE.md is the rule', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (\d) \| ([^|]+) \|/gm)].map(([, row, names]) => [Number(row), [...names.matchAll(/`([^`]+)`/g)].map(match => match[1])]);
  expect(rows).toEqual(ROWS.map((row: string[], index: number) => [index + 1, row]));
});

test('the packages that ARCHITECTURE.md names are those that the layers may import', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').replace(/\n/g, ' ');
  const sentence = /Packages: (.*?) every other layer/.exec(text)![1];
  for (const [layer, packages] of Object.entries<string[]>(PACKAGES)) {
    expect(sentence).toContain(`\`${layer}\` knows`);
    for (const name of packages) { expect(sentence).toContain(`\`${name}\``); }
  }
});
