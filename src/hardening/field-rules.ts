import { CheckId } from '../controls/check-id';
import { accepts, acceptsWord, Control, missingFrom } from '../controls/control';
import { FieldControl, FieldListControl, FieldOs, ItemFieldControl } from '../controls/field-control';
import { findAt } from '../kubernetes/manifest';
import { Part } from './session';

/** Values that replace the hardened one of a control, by path: the user of a tenant's range, say. */
export interface HardenedValues {
  readonly [path: string]: unknown;
}

const concerns = (os: FieldOs, isWindows: boolean): boolean =>
  os === 'any' || (os === 'windows') === isWindows;

const isLeftOut = (value: unknown): boolean => value === undefined || value === null;

/** Sets a value. The file of a Localhost profile goes with its type: the API server refuses it beside every other. */
function setValue(part: Part, check: CheckId, path: readonly string[], value: unknown): void {
  part.change(check, path, value);
  const file = [...path.slice(0, -1), 'localhostProfile'];
  if (path[path.length - 1] === 'type' && !isLeftOut(findAt(part.value, file))) { part.change(check, file, undefined); }
}

function hardenValue(part: Part, check: CheckId, path: readonly string[], control: Control<unknown>, hardened: unknown): void {
  const value = findAt(part.value, path);
  if (part.isWaived(check)) {
    // A construct has no second prop that could ask for the weaker value: the waiver itself asks for it.
    if (part.setsWaivedValues && control.waived !== undefined && (isLeftOut(value) || accepts(control, value))) {
      setValue(part, check, path, control.waived);
    }
    return;
  }
  if (!accepts(control, value)) { setValue(part, check, path, hardened); }
}

/** Makes the fields of a pod or a container no weaker than their controls. */
export function hardenFields(part: Part, fields: readonly FieldControl[], isWindows: boolean, values: HardenedValues = {}): void {
  for (const { check, checkWhenUnset, path, control, os } of fields) {
    if (!concerns(os, isWindows)) { continue; }
    const isMissing = checkWhenUnset !== undefined && !part.isWaived(check) && isLeftOut(findAt(part.value, path));
    // Who may leave a field out may not set it to a weak value.
    if (isMissing && part.isWaived(checkWhenUnset)) { continue; }
    hardenValue(part, isMissing ? checkWhenUnset : check, path, control, values[path.join('.')] ?? control.hardened);
  }
}

/** Adds the words that must be in a list, and takes out those that may not. */
export function hardenLists(part: Part, lists: readonly FieldListControl[], isWindows: boolean): void {
  for (const { check, path, control, os } of lists) {
    if (!concerns(os, isWindows) || part.isWaived(check)) { continue; }
    const found = findAt(part.value, path);
    const words: readonly unknown[] = Array.isArray(found) ? found : [];
    const missing = missingFrom(control, words);
    const kept = words.filter(word => acceptsWord(control, word));
    if (missing.length > 0) {
      // The words that must be there stand for all others: dropping ALL leaves nothing else to drop.
      part.change(check, path, missing);
    } else if (kept.length < words.length) {
      part.change(check, path, kept.length > 0 ? kept : undefined);
    }
  }
}

/** Makes the fields of list items no weaker than their controls. */
export function hardenItems(part: Part, fields: readonly ItemFieldControl[]): void {
  for (const { check, list, path, control } of fields) {
    for (const item of part.items(list)) {
      hardenValue(item, check, path, control, control.hardened);
    }
  }
}
