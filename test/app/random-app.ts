import { ApiObject, App, AppProps, Chart, IResolver, JsonPatch, Lazy } from 'cdk8s';
import { ConfigMap, Deployment, Service, StatefulSet } from 'cdk8s-plus-27';
import { Construct, DependencyGroup, IConstruct } from 'constructs';
import * as fc from 'fast-check';

/** What a tree is made of; each part goes into an earlier one. */
interface Part {
  readonly kind: string;
  readonly id: string;
  /** Which of the parts so far it goes into; 0 is the app. */
  readonly parent: number;
}

/** A tree as data, so that several apps can be made of it. */
export interface RandomApp {
  readonly parts: readonly Part[];
  /** Who depends on whom, by place among the parts. */
  readonly dependencies: readonly (readonly [source: number, target: number, grouped: boolean])[];
  /** Whether later parts depend on earlier ones, which makes cycles few; what is not in a chart cannot depend on anything. */
  readonly order: 'any' | 'backwards' | 'forwards' | 'outside of charts too';
  readonly extension: string | undefined;
  readonly metadata: boolean;
}

/** Paths like integers come first in cdk8s, names are lower-cased and cut, slashes and dots have meanings of their own. */
const IDS = ['a', 'b', 'c', 'web', '0', '7', '10', '007', 'Web', 'UPPER', 'Default', 'Resource', 'with space', 'a/b', 'größe', '-', '.', 'x'.repeat(80)];

class TrimmedChart extends Chart {
  public override toJson(): any[] {
    return super.toJson().slice(0, 2);
  }
}

const invalid = (message: string) => ({ validate: () => [message, `${message} as well`] });

/** A validation may add constructs; ours does so once. */
function addingOnce(scope: Construct) {
  return {
    validate: () => {
      if (!scope.node.tryFindChild('added')) {
        const siblings = scope.node.children.slice(0, 1);
        new ApiObject(scope, 'added', { apiVersion: 'v1', kind: 'Added' }).addDependency(...siblings);
      }
      return [];
    },
  };
}

const statefulSet = (scope: Construct, id: string) => new StatefulSet(scope, id, {
  containers: [{ image: 'db', portNumber: 5432 }],
  service: new Service(scope, `${id}-service`, { ports: [{ port: 5432 }] }),
});

const object = (scope: Construct, id: string, metadata?: { name: string }) => new ApiObject(scope, id, {
  apiVersion: 'example.com/v1', kind: 'Thing/Other', metadata, spec: { id, list: [1, 'yes', { on: false }], empty: {} },
});

/** Weighted by repetition. */
const MAKERS: Record<string, (scope: Construct, id: string) => Construct> = {
  'chart': (scope, id) => new Chart(scope, id),
  'chart ': (scope, id) => new Chart(scope, id, { namespace: 'ns', labels: { team: 'shop' } }),
  'chart without hashes': (scope, id) => new Chart(scope, id, { disableResourceNameHashes: true }),
  'chart of two': (scope, id) => new TrimmedChart(scope, id),
  'construct': (scope, id) => new Construct(scope, id),
  'deployment': (scope, id) => new Deployment(scope, id, { containers: [{ image: 'nginx', portNumber: 80 }] }),
  'stateful set': statefulSet,
  'stateful set ': statefulSet,
  'config map': (scope, id) => new ConfigMap(scope, id, { data: { [id]: 'true', script: 'set -e\necho ok' } }),
  'object': (scope, id) => object(scope, id),
  'object ': (scope, id) => object(scope, id),
  'object  ': (scope, id) => object(scope, id),
  'named object': (scope, id) => object(scope, id, { name: 'same' }),
  'object with a number for a name': (scope, id) => object(scope, id, { name: '12' }),
  'lazy object': (scope, id) => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Lazy', spec: { path: Lazy.any({ produce: () => scope.node.path }) } }),
};

/** A construct whose validation adds another. */
export const GROWING = 'construct that adds others';

/** Each makes synthesis fail, or at least tries to. */
const RARE_MAKERS: typeof MAKERS = {
  'invalid construct': (scope, id) => {
    const made = new Construct(scope, id);
    made.node.addValidation(invalid(`${id} is wrong`));
    return made;
  },
  [GROWING]: (scope, id) => {
    const made = new Construct(scope, id);
    made.node.addValidation(addingOnce(made));
    return made;
  },
  'object with a wrong patch': (scope, id) => {
    const made = object(scope, id);
    made.addJsonPatch(JsonPatch.replace('/nowhere/at/all', 1));
    return made;
  },
  'object that renders nothing': (scope, id) => {
    const made = object(scope, id);
    made.toJson = () => undefined;
    return made;
  },
};

const kinds = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom(...Object.keys(MAKERS)) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(RARE_MAKERS)) },
);

/** Random trees, small enough for the exponential time that App needs for chains of dependencies. */
export const randomApps: fc.Arbitrary<RandomApp> = fc.record({
  parts: fc.array(fc.record({ kind: kinds, id: fc.constantFrom(...IDS), parent: fc.nat(40) }), { maxLength: 9, size: 'max' }),
  dependencies: fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(9).map(n => n === 0)), { maxLength: 6, size: 'max' }),
  order: fc.oneof(...(['any', 'backwards', 'forwards', 'outside of charts too'] as const).map((order, index) =>
    ({ weight: [4, 8, 8, 1][index], arbitrary: fc.constant(order) }))),
  extension: fc.constantFrom(undefined, '.yaml'),
  metadata: fc.boolean(),
});

const shout: IResolver = {
  resolve: context => {
    if (context.value === 'nginx') { context.replaceValue('registry.example.com/nginx'); }
  },
};

/** Makes an app of a tree; always the same one. */
export function build<A extends App>(tree: RandomApp, create: (props: AppProps) => A, props: AppProps): A {
  const app = create({ outputFileExtension: tree.extension, recordConstructMetadata: tree.metadata, resolvers: [shout], ...props });
  const made: Construct[] = [app];
  for (const part of tree.parts) { made.push(make(part, made)); }
  const candidates = tree.order === 'outside of charts too' ? made : made.filter(isInChart);
  for (const [one, other, grouped] of candidates.length > 0 ? tree.dependencies : []) {
    const places = [one % candidates.length, other % candidates.length];
    if (tree.order === 'backwards') { places.sort((a, b) => b - a); }
    if (tree.order === 'forwards') { places.sort((a, b) => a - b); }
    const [from, to] = places.map(place => candidates[place]);
    // A construct that depends on itself is a matter of its own: App loses it or overflows the stack.
    if (from !== to) { from.node.addDependency(grouped ? new DependencyGroup(to, ...siblingsOf(to).filter(c => c !== from)) : to); }
  }
  return app;
}

const isInChart = (construct: IConstruct) => construct.node.scopes.some(Chart.isChart);

function siblingsOf(construct: IConstruct): IConstruct[] {
  return construct.node.scope?.node.children.slice(0, 2) ?? [];
}

function make(part: Part, made: readonly Construct[]): Construct {
  const scope = made[part.parent % made.length];
  const kind = isInChart(scope) || part.kind.includes('construct') ? part.kind : 'chart';
  const id = [part.id, `${part.id}${made.length}`].find(name => isFree(scope, name))!;
  return (MAKERS[kind] ?? RARE_MAKERS[kind])(scope, id);
}

function isFree(scope: Construct, id: string): boolean {
  return [id, `${id}-service`].every(name => !scope.node.tryFindChild(name));
}
