import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { invalid } from '../kubernetes/invalid';

/** Checks that a construct is in a chart, which gives it its namespace and its file. */
export function checkChart({ node }: IConstruct): void {
  if (!node.scopes.some(scope => Chart.isChart(scope))) {
    throw invalid(node.path, 'must be in a Chart', node.root.constructor.name, 'Create it in a Chart, or in a TenantNamespace.');
  }
}
