import { Vertex } from './dependency-graph';

/** Which edges of a vertex are followed. */
export type Edges = (vertex: Vertex) => readonly Vertex[];

/** What one walk came upon. */
export interface Walk {
  /** Post-order: what one depends on comes before it. */
  readonly order: Vertex[];
  /** Whether an edge led back to a vertex that was not yet left. An edge from a construct to itself is no such edge. */
  readonly cyclic: boolean;
}

/** Visits each vertex once, without recursion: trees may be deeper than the stack. */
export function walk(starts: readonly Vertex[], edges: Edges): Walk {
  const left = new Map<Vertex, boolean>();
  const order: Vertex[] = [];
  let cyclic = false;
  const open: { vertex: Vertex; edges: readonly Vertex[]; next: number }[] = [];
  const enter = (vertex: Vertex) => {
    left.set(vertex, false);
    open.push({ vertex, edges: edges(vertex), next: 0 });
  };
  for (const start of starts) {
    if (!left.has(start)) { enter(start); }
    while (open.length > 0) {
      const top = open[open.length - 1];
      if (top.next < top.edges.length) {
        const target = top.edges[top.next++];
        const known = left.get(target);
        if (known === undefined) { enter(target); }
        if (known === false && target !== top.vertex) { cyclic = true; }
        continue;
      }
      open.pop();
      left.set(top.vertex, true);
      order.push(top.vertex);
    }
  }
  return { order, cyclic };
}

/** Those of the vertices that no edge leads to, not even their own. */
export function withoutDependants(vertices: readonly Vertex[], edges: Edges): Vertex[] {
  const reached = new Set<Vertex>();
  const shared: Vertex[] = [];
  const follow = (vertex: Vertex) => {
    for (const target of edges(vertex)) {
      if (!reached.has(target)) {
        reached.add(target);
        if (!target.construct) { shared.push(target); }
      }
    }
  };
  vertices.forEach(follow);
  for (let next = shared.pop(); next; next = shared.pop()) { follow(next); }
  return vertices.filter(vertex => !reached.has(vertex));
}
