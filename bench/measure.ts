import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { HardenedApp } from '../src/app/hardened-app';
import { Side } from './scenarios';
import { TREES } from './trees';

/** What one run of one side came to. */
export interface Measurement {
  /** Milliseconds for the construct tree. */
  readonly build: number;
  /** Milliseconds from the tree to the files. */
  readonly synth: number;
  /** Megabytes, at the highest. */
  readonly peak: number;
  /** The same for the same files. */
  readonly digest: string;
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) { hash.update(`${name}\n`).update(readFileSync(join(folder, name))); }
  return hash.digest('hex');
}

function measure(side: Side, outdir: string): Measurement {
  const start = performance.now();
  const app = side.app === 'App' ? new App({ outdir }) : new HardenedApp({ outdir });
  TREES[side.tree](app, side.objects);
  const built = performance.now();
  app.synth();
  const written = performance.now();
  return { build: built - start, synth: written - built, peak: process.resourceUsage().maxRSS / 1024, digest: digestOf(outdir) };
}

/** A process of its own for each run: memory at its highest is that of a process, and nobody profits from code that is already warm. */
if (require.main === module) {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    process.stdout.write(JSON.stringify(measure(JSON.parse(process.argv[2]), outdir)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
