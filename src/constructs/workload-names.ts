import { IConstruct } from 'constructs';
import { problemOf } from '../kubernetes/invalid';

/** Per app, the names that are taken, with who took them first. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

/** Stands for all objects of a workload. */
export const WORKLOAD = 'workload';

/** Notes names of objects, and returns who has which of them already. */
function claim(construct: IConstruct, namespace: string | undefined, name: string, kinds: readonly string[]): { kind: string; owner: string }[] {
  const { root, path } = construct.node;
  const names = taken.get(root) ?? new Map<string, string>();
  taken.set(root, names);
  return kinds.flatMap(kind => {
    const key = `${namespace ?? ''}/${kind}/${name}`;
    const owner = names.get(key);
    if (owner === undefined) { names.set(key, path); }
    return owner === undefined ? [] : [{ kind, owner }];
  });
}

/**
 * Takes the name of objects of some kinds; where one has it in the namespace already, that is reported at synthesis.
 * Applied one after the other, the second object would replace the first: a network policy, or an account with permissions.
 */
export function takeName(construct: IConstruct, namespace: string | undefined, name: string, kinds: readonly string[]): void {
  const [first] = claim(construct, namespace, name, kinds);
  if (!first) { return; }
  const what = first.kind === WORKLOAD ? 'name' : `the name of the ${first.kind}`;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const problem = problemOf(`${what} must not be used twice${where}; ${first.owner} has it`, name, 'Give one of the two another id or name.');
  construct.node.addValidation({ validate: () => [problem] });
}

/** Keeps the name of an object from those who come later. */
export function holdName(construct: IConstruct, namespace: string, name: string, kind: string): void {
  claim(construct, namespace, name, [kind]);
}
