import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HardenedApp } from '../../src/app/hardened-app';
import { filesIn, inTemporaryFolder, outcomeOf } from './written-files';

/** Puts charts and objects into an app. */
export type Fill = (app: App) => void;

/** What an app writes, and with which error it ends if it does. */
export function synthesise(fill: Fill, props: AppProps = {}, create: typeof App = HardenedApp) {
  return inTemporaryFolder(outdir => {
    const app = new create({ outdir, ...props });
    fill(app);
    const error = outcomeOf(() => app.synth());
    return { error, files: filesIn(outdir) };
  });
}

/** The names of the files and folders that an app writes. */
export const namesOf = (fill: Fill, props: AppProps = {}) => Object.keys(synthesise(fill, props).files!).sort();

/** An object of a kind that is made up. */
export function thing(scope: Construct, id: string, props: { name?: string; spec?: unknown } = {}): ApiObject {
  const metadata = props.name ? { name: props.name } : undefined;
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Thing', metadata, spec: props.spec ?? { id } });
}

/** A deployment of cdk8s-plus. */
export function deployment(scope: Construct, id: string): Deployment {
  return new Deployment(scope, id, { containers: [{ image: 'nginx' }] });
}

/** Each chart depends on the one before it. */
export function chain(app: App, length: number, objects = 10): Chart[] {
  const charts: Chart[] = [];
  for (let i = 0; i < length; i++) {
    const chart = new Chart(app, `chart-${i}`);
    for (let j = 0; j < objects; j++) { thing(chart, `thing-${j}`); }
    if (i > 0) { chart.addDependency(charts[i - 1]); }
    charts.push(chart);
  }
  return charts;
}
