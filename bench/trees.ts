import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { plusWorkloads, secureWorkloads } from './workload-trees';

/** Fills an app with so many objects. */
type Tree = (app: App, objects: number) => void;

const PER_CHART = 10;

function addDeployments(chart: Chart, count: number): void {
  for (let i = 0; i < count; i++) {
    new Deployment(chart, `deployment-${i}`, { containers: [{ image: 'registry.example.com/shop/cart:1.4', portNumber: 8080 }] });
  }
}

function chartsOfTen(app: App, objects: number): Chart[] {
  return Array.from({ length: Math.ceil(objects / PER_CHART) }, (_, i) => {
    const chart = new Chart(app, `chart-${i}`);
    addDeployments(chart, PER_CHART);
    return chart;
  });
}

/** What is synthesised, by the name that scenarios use. A new one is one more entry here. */
export const TREES = {
  oneChart: (app, objects) => addDeployments(new Chart(app, 'chart'), objects),
  chartsOfTen: (app, objects) => { chartsOfTen(app, objects); },
  chainOfTen: (app, objects) => {
    chartsOfTen(app, objects).reduce((before, chart) => {
      chart.addDependency(before);
      return chart;
    });
  },
  plusWorkloads,
  secureWorkloads,
} satisfies Record<string, Tree>;

export type TreeName = keyof typeof TREES;
