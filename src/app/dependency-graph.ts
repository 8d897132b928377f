import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A construct; or, without one, a list of edges that several constructs share. */
export class Vertex {
  constructor(
    /** The nearest chart of the construct, or of the constructs that share the edges or are at their ends. */
    public readonly chart: Chart | undefined,
    /** What this one depends on, in the order in which cdk8s looks at it. */
    public readonly edges: Vertex[],
    public readonly construct?: IConstruct,
    /** Place of the construct in the tree, depth first. */
    public readonly position = -1,
  ) {}

  public get path(): string {
    return this.construct?.node.path ?? '';
  }

  public get dependsOnItself(): boolean {
    return this.edges.includes(this);
  }
}

const isWithin = (inner: IConstruct, outer: IConstruct) =>
  inner.node.path === outer.node.path || inner.node.path.startsWith(`${outer.node.path}/`);

/**
 * The dependencies between the constructs of a tree, in size linear in the tree.
 *
 * "All objects of S depend on all objects of T" is what a dependency between two constructs means. cdk8s writes these |S| x |T| edges into the tree;
 * here the objects of S have one edge to a vertex that they share, which leads to a vertex for each T. Depth first, both visit in the same order.
 */
export class DependencyGraph {
  /** Depth first, the order in which cdk8s draws edges. */
  public readonly vertices: Vertex[] = [];

  /** Charts with something that a chart nested in them depends on. */
  public readonly enteredFromWithin = new Set<Chart>();

  // A plain object, as in cdk8s: paths that look like integers come first.
  private readonly byPath: Record<string, Vertex> = Object.create(null);
  private readonly groups = new Map<IConstruct, Vertex>();

  /** `sources` are the constructs whose dependencies hold for the objects in them; without any, only what was said of a construct itself counts. */
  constructor(root: IConstruct, sources: readonly IConstruct[]) {
    for (const construct of root.node.findAll()) {
      const parent = construct.node.scope && this.byPath[construct.node.scope.node.path];
      const chart = Chart.isChart(construct) ? construct as Chart : parent?.chart;
      const vertex = new Vertex(chart, [], construct, this.vertices.length);
      this.vertices.push(vertex);
      this.byPath[construct.node.path] = vertex;
    }
    for (const vertex of this.vertices) {
      for (const target of vertex.construct!.node.dependencies) { this.connect(vertex, target); }
    }
    for (const source of sources) { this.connectObjects(source); }
  }

  /** Every vertex, in the order in which cdk8s looks for those that nothing depends on. */
  public get roots(): Vertex[] {
    return Object.values(this.byPath);
  }

  /** The vertices of a construct and of everything in it. */
  public under(construct: IConstruct): Vertex[] {
    return construct.node.findAll().map(c => this.byPath[c.node.path]);
  }

  private connect(source: Vertex, dependency: IConstruct): void {
    // By path: a construct that was replaced by another of its name still counts, one of another tree does not.
    const target = this.byPath[dependency.node.path];
    if (!target) { return; }
    source.edges.push(target);
    if (source.chart && target.chart && source.chart !== target.chart && isWithin(source.chart, target.chart)) {
      this.enteredFromWithin.add(target.chart);
    }
  }

  private connectObjects(source: IConstruct): void {
    const targets = source.node.dependencies;
    if (targets.length === 0) { return; }
    const objects = this.objectsIn(source).edges;
    const groups = targets.map(target => this.objectsIn(target));
    const shared = new Vertex(objects[0]?.chart, groups);
    const first = this.firstInBoth(source, targets);
    for (const object of objects) {
      object.edges.push(object === first ? withoutItself(object, groups) : shared);
    }
  }

  /**
   * The first object of a source that is an object of its targets too. It does not depend on itself. A second one would depend on it and it on
   * the second one, which is a cycle whatever the others do; so one exception is enough.
   */
  private firstInBoth(source: IConstruct, targets: readonly IConstruct[]): Vertex | undefined {
    let first: Vertex | undefined;
    for (const target of targets.filter(t => Chart.of(t) === Chart.of(source))) {
      const inner = isWithin(source, target) ? source : isWithin(target, source) ? target : undefined;
      const [object] = inner ? this.objectsIn(inner).edges : [];
      if (object && (!first || object.position < first.position)) { first = object; }
    }
    return first;
  }

  /** A vertex that leads to the objects of a construct which belong to the same chart as the construct. */
  private objectsIn(construct: IConstruct): Vertex {
    const known = this.groups.get(construct);
    if (known) { return known; }
    const chart = Chart.of(construct);
    const objects = construct.node.findAll()
      .filter(c => ApiObject.isApiObject(c) && Chart.of(c) === chart)
      .map(c => this.byPath[c.node.path])
      .filter(vertex => vertex !== undefined);
    const group = new Vertex(objects[0]?.chart, objects);
    this.groups.set(construct, group);
    return group;
  }
}

function withoutItself(object: Vertex, groups: readonly Vertex[]): Vertex {
  return new Vertex(object.chart, groups.map(group =>
    group.edges.includes(object) ? new Vertex(group.chart, group.edges.filter(target => target !== object)) : group));
}
