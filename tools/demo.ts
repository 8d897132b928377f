/**
 * Synthesises the online shop into dist/, and prints what was hardened and what the workloads are like.
 * Everything that is printed of them is read from the files that were written.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { onlineShop } from '../examples/online-shop/main';
import { HardenedApp, Hardening } from '../src';
import { Manifest } from '../src/kubernetes/manifest';
import { hardenedFields } from './hardened-fields';
import { wrapped } from './text-table';
import { workloadRows } from './workload-rows';
import { workloadTable } from './workload-table';

const EXTENSION = '.k8s.yaml';
const outdir = join(__dirname, '..', 'dist');

const yamlFiles = (): string[] => (existsSync(outdir) ? readdirSync(outdir).filter(name => name.endsWith(EXTENSION)).sort() : []);
const print = (...lines: string[]): void => { for (const line of lines) { console.log(line); } };

/** `12 Deployment, 3 Namespace`: the most frequent kind first. */
function kindsOf(manifests: readonly Manifest[]): string[] {
  const counts: { [kind: string]: number } = {};
  for (const { kind } of manifests) { counts[kind] = (counts[kind] ?? 0) + 1; }
  const sorted = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.map(([kind, count], index) => `${count} ${kind}${index < sorted.length - 1 ? ',' : ''}`);
}

function main(): void {
  print('demo: building the online shop (examples/online-shop) ...');
  const app = new HardenedApp({ outdir });
  onlineShop(app);

  print('demo: checking it, and writing dist/ ...', '');
  for (const name of yamlFiles()) { rmSync(join(outdir, name)); }
  app.synth();
  const files = yamlFiles();
  const manifests = files.flatMap(name => loadAll(readFileSync(join(outdir, name), 'utf8')) as Manifest[]);
  const atLast = Hardening.changesIn(app).length;

  print('WHAT WAS HARDENED', ...hardenedFields(manifests));
  print(`The last step before writing set ${atLast} of these values, the constructs the others.`, '');
  print('THE WORKLOADS', ...workloadTable(workloadRows(manifests)));
  print('own: an account of its own, which may do nothing', 'closed: to all but DNS and the calls that the shop declares', '');
  print('THE OBJECTS', ...wrapped(kindsOf(manifests), '  '), '');
  print(`demo: wrote ${files.length} files with ${manifests.length} objects to dist/, one file for each tenant`);
}

try {
  main();
} catch (error) {
  console.error(`demo: ${(error as Error).message}`);
  process.exitCode = 1;
}
