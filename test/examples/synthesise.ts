import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { HardenedApp } from '../../src';
import { withFolder } from '../support/synth';

/** The files that an example writes, by name. */
export function filesOf(example: (app: App) => void): { [name: string]: string } {
  return withFolder(outdir => {
    const app = new HardenedApp({ outdir });
    example(app);
    app.synth();
    return Object.fromEntries(readdirSync(outdir).sort().map(name => [name, readFileSync(join(outdir, name), 'utf8')]));
  });
}

/** The manifests in files. */
export function manifestsIn(files: { [name: string]: string }): any[] {
  return Object.values(files).flatMap(text => loadAll(text));
}

/** The template of the pods of a manifest; undefined where it makes none. */
export function templateOf({ kind, spec }: any): any {
  return kind === 'CronJob' ? spec.jobTemplate.spec.template : ['DaemonSet', 'Deployment', 'Job', 'StatefulSet'].includes(kind) ? spec.template : undefined;
}

/** The init containers and containers of a pod. */
export function containersIn(template: any): any[] {
  return [...template.spec.initContainers ?? [], ...template.spec.containers];
}
