import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { collectRefusals } from '../constructs/refusals';

/** Throws what is wrong, all of it at once, as cdk8s does. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${problems.join('\n  ')}`);
  }
}

/** Throws what the constructs find wrong with themselves and, where they do, also what their objects are refused for. */
export function validate(root: IConstruct, constructs: readonly IConstruct[]): void {
  const problems = constructs.flatMap(construct => construct.node.validate().map(error => `[${construct.node.path}] ${error}`));
  if (problems.length > 0) { refuse([...problems, ...refusalsOf(root, constructs)]); }
}

/** Refusals show when objects become JSON; an object that cannot has already been reported, or will be once the rest is well. */
function refusalsOf(root: IConstruct, constructs: readonly IConstruct[]): readonly string[] {
  const serialise = (object: ApiObject): void => {
    try {
      object.toJson();
    } catch {
      return;
    }
  };
  return collectRefusals(root, () => constructs.filter(ApiObject.isApiObject).forEach(serialise)).refusals;
}

/**
 * Makes charts depend on the charts nested in them and on those whose constructs their own constructs depend on; tells whether there are any such.
 * Like cdk8s it leaves that in the tree, where `App.charts` and `Chart.toJson` find it.
 */
export function connectCharts(constructs: readonly IConstruct[]): boolean {
  let isConnected = false;
  const connect = (source: Chart, target: Chart) => {
    source.node.addDependency(target);
    isConnected = true;
  };
  for (const parent of constructs.filter(Chart.isChart) as Chart[]) {
    for (const child of parent.node.children.filter(Chart.isChart) as Chart[]) { connect(parent, child); }
  }
  const dependencies = constructs.flatMap(source => source.node.dependencies.map(target => ({ source, target })));
  for (const { source, target } of dependencies) {
    const [sourceChart, targetChart] = [Chart.of(source), Chart.of(target)];
    if (sourceChart !== targetChart) { connect(sourceChart, targetChart); }
  }
  return isConnected;
}
