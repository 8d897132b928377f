import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, ChartProps, Testing } from 'cdk8s';

/** Apps create their output folder only when they write; tests that render to memory never do. */
const NEVER_WRITTEN = join(tmpdir(), 'cdk8s-hardened-test-never-written');

/** A chart in an app of its own. */
export function newChart(props: ChartProps = { namespace: 'shop' }, id = 'test'): Chart {
  return new Chart(new App({ outdir: NEVER_WRITTEN }), id, props);
}

/** An app that renders to memory. */
export function newApp(): App {
  return new App({ outdir: NEVER_WRITTEN });
}

/** The manifests of a chart. */
export function synth(chart: Chart): any[] {
  return Testing.synth(chart);
}

/** The one manifest of a kind, and of a name where several are there. */
export function only(manifests: any[], kind: string, name?: string): any {
  const found = manifests.filter(manifest => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
  if (found.length !== 1) { throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length}`); }
  return found[0];
}

/** The manifests of one kind or of several, in their order. */
export function ofKind(manifests: any[], ...kinds: string[]): any[] {
  return manifests.filter(manifest => kinds.includes(manifest.kind));
}

/** Runs with a folder that is gone afterwards. */
export function withFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The message of what a function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}
