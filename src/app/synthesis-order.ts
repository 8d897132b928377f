import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { describeCycle } from './dependency-cycle';
import { DependencyGraph, Vertex } from './dependency-graph';
import { Edges, walk, withoutDependants } from './depth-first';

const isWritten = (vertex: Vertex) => Chart.isChart(vertex.construct) || ApiObject.isApiObject(vertex.construct);

/** The order in which cdk8s writes charts and the objects in them, found in time linear in the tree. */
export class SynthesisOrder {
  /** All charts, each after those that it depends on. */
  public readonly charts: Chart[];

  private readonly graph: DependencyGraph;
  private readonly own = new Map<Chart | undefined, Vertex[]>();

  /** `sources` are the constructs whose dependencies hold for the objects in them. */
  constructor(root: IConstruct, sources: readonly IConstruct[]) {
    this.graph = new DependencyGraph(root, sources);
    for (const vertex of this.graph.vertices) {
      const own = this.own.get(vertex.chart);
      if (own) { own.push(vertex); } else { this.own.set(vertex.chart, [vertex]); }
    }
    this.charts = this.sorted(this.graph.roots, vertex => vertex.edges, isWritten)
      .map(vertex => vertex.construct)
      .filter(construct => Chart.isChart(construct)) as Chart[];
  }

  /** All constructs, depth first. */
  public get constructs(): IConstruct[] {
    return this.graph.vertices.map(vertex => vertex.construct!);
  }

  /** The objects of one chart, without those of the charts nested in it, each after those that it depends on. */
  public objects(chart: Chart): ApiObject[] {
    const isOwn = (vertex: Vertex) => vertex.chart === chart && ApiObject.isApiObject(vertex.construct);
    return this.scope(chart, isOwn).map(vertex => vertex.construct as ApiObject);
  }

  /**
   * cdk8s sorts all that is in a chart, nested charts included. What lies in those changes the order only where it depends on
   * something outside of them; elsewhere leaving it out keeps deeply nested charts linear.
   */
  private scope(chart: Chart, isOwn: (vertex: Vertex) => boolean): Vertex[] {
    if (!this.graph.enteredFromWithin.has(chart)) {
      return this.sorted(this.own.get(chart) ?? [], vertex => vertex.edges.filter(target => target.chart === chart), isOwn);
    }
    const vertices = this.graph.under(chart);
    const charts = new Set(vertices.map(vertex => vertex.chart));
    return this.sorted(vertices, vertex => vertex.edges.filter(target => charts.has(target.chart)), isOwn);
  }

  private sorted(vertices: readonly Vertex[], edges: Edges, isWanted: (vertex: Vertex) => boolean): Vertex[] {
    const { order, cyclic } = walk(withoutDependants(vertices, edges), edges);
    const wanted = order.filter(isWanted);
    // A cycle that nothing leads to is never entered. cdk8s leaves out what depends on itself alone; that must not get lost unseen.
    if (cyclic || order.some(vertex => vertex.dependsOnItself) || wanted.length < vertices.filter(isWanted).length) {
      throw new Error(`Dependency cycle detected: ${describeCycle(this.graph.vertices)}`);
    }
    return wanted;
  }
}
