import { Vertex } from './dependency-graph';
import { Edges, walk } from './depth-first';

/** The longest route that is told as cdk8s tells it; it lists dead ends too, and their number can double with each construct. */
const LONGEST_ROUTE = 5000;

/**
 * The paths of a dependency cycle, in the words of cdk8s: it draws edge after edge, in the order of the tree, and describes the first one that closes
 * a cycle.
 */
export function describeCycle(vertices: readonly Vertex[]): string {
  const closing = firstClosing(vertices);
  if (!closing) {
    const itself = vertices.find(vertex => vertex.dependsOnItself)!;
    return `${itself.path} => ${itself.path}`;
  }
  const reaching = reachingOf(closing);
  const target = targetsOf(closing).find(candidate => reaching.has(candidate))!;
  const route = routeOf(target, closing, reaching) ?? shortRouteOf(target, closing, reaching);
  return [...route, target].map(vertex => vertex.path).join(' => ');
}

/** The first vertex whose edges, with those of all vertices before it, make a cycle. */
function firstClosing(vertices: readonly Vertex[]): Vertex | undefined {
  const isCyclic = (count: number) => walk(vertices, edgesBefore(count)).cyclic;
  if (!isCyclic(vertices.length)) { return undefined; }
  let [sound, cyclic] = [0, vertices.length];
  while (cyclic - sound > 1) {
    const middle = Math.floor((sound + cyclic) / 2);
    if (isCyclic(middle)) { cyclic = middle; } else { sound = middle; }
  }
  return vertices[cyclic - 1];
}

/** The edges that are drawn before a construct's turn. */
function edgesBefore(position: number): Edges {
  return vertex => vertex.position < position ? vertex.edges : [];
}

/** The constructs that one depends on, each once, in the order of cdk8s. */
function targetsOf(vertex: Vertex): Vertex[] {
  const found = new Set<Vertex>();
  const collect = (edges: readonly Vertex[]) => {
    for (const edge of edges) {
      if (edge.construct) { found.add(edge); } else { collect(edge.edges); }
    }
  };
  collect(vertex.edges);
  found.delete(vertex);
  return [...found];
}

/** Everything that `goal` depends on and that leads back to it. */
function reachingOf(goal: Vertex): Set<Vertex> {
  const edges = edgesBefore(goal.position);
  const reaching = new Set<Vertex>([goal]);
  for (const vertex of walk(targetsOf(goal), edges).order) {
    if (edges(vertex).some(target => reaching.has(target))) { reaching.add(vertex); }
  }
  return reaching;
}

/**
 * The route that cdk8s finds: depth first, each branch looked into as often as it is met. It forgets that it has arrived when it looks into a
 * further branch in vain, and then takes back a step of the route that it had found.
 */
function routeOf(start: Vertex, goal: Vertex, reaching: Set<Vertex>): Vertex[] | undefined {
  const route: Vertex[] = [];
  const isTooLong = () => route.length > LONGEST_ROUTE;
  const visit = (vertex: Vertex): boolean => {
    route.push(vertex);
    let found = false;
    for (const target of targetsOf(vertex)) {
      if (isTooLong()) { return false; }
      if (target === goal) {
        route.push(target);
        return true;
      }
      found = reaching.has(target) && visit(target);
    }
    if (!found && !isTooLong()) { route.pop(); }
    return found;
  };
  visit(start);
  return isTooLong() ? undefined : route;
}

function shortRouteOf(start: Vertex, goal: Vertex, reaching: Set<Vertex>): Vertex[] {
  const route = [start];
  for (let last = start; last !== goal; route.push(last)) {
    last = targetsOf(last).find(target => reaching.has(target))!;
  }
  return route;
}
