import { HardeningChange } from '../../src';

/** Long values would hide the others. */
const SHOWN = 70;

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}...` : text;
}

function describeChange({ path, before, after }: HardeningChange): string {
  return `${path}: ${show(before)} -> ${show(after)}`;
}

/** Each object, and under it each field that was made stronger: what stood there, and what stands there now. */
export function describeChanges(changes: readonly HardeningChange[]): string {
  const objects = [...new Set(changes.map(({ object }) => object))];
  const lines = objects.flatMap(object => [
    object,
    ...changes.filter(change => change.object === object).map(change => `  ${describeChange(change)}`),
  ]);
  return [...lines, `made ${changes.length} fields of ${objects.length} objects stronger`].join('\n');
}
