import { IConstruct } from 'constructs';

/** Per app that is being written as a whole, what its objects were refused for. */
const collected = new WeakMap<IConstruct, Set<string>>();

/**
 * Runs with refusals collected: objects are serialised once, and what is refused is handed over afterwards. Whoever calls
 * this writes nothing where something was refused. Everybody else asks objects by validation, which serialises them first.
 */
export function collectRefusals<T>(root: IConstruct, run: () => T): { readonly result: T; readonly refusals: readonly string[] } {
  const refusals = new Set<string>();
  collected.set(root, refusals);
  try {
    const result = run();
    return { result, refusals: [...refusals] };
  } finally {
    collected.delete(root);
  }
}

/** Where the refusals of an app are collected now; undefined where nobody does. */
export function findCollection(construct: IConstruct): Set<string> | undefined {
  return collected.get(construct.node.root);
}
