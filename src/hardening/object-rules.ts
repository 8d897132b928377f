import { accepts } from '../controls/control';
import { OBJECT_FIELDS } from '../controls/objects';
import { findAt, groupKindOf } from '../kubernetes/manifest';
import { Part } from './session';

/** Makes the fields of an object that is no pod as strong as the controls ask. */
export function hardenObject(part: Part): void {
  const kind = groupKindOf(part.value);
  for (const { check, path, control, remedy } of OBJECT_FIELDS.filter(row => row.kind === kind)) {
    const found = findAt(part.value, path);
    const value = found === null || (Array.isArray(found) && found.length === 0) ? undefined : found;
    if (part.isWaived(check)) {
      const isStrong = value === undefined || accepts(control, value);
      if (part.setsWaivedValues && control.waived !== undefined && isStrong) { part.change(check, path, control.waived); }
    } else if (!accepts(control, value)) {
      if (remedy === undefined) {
        part.change(check, path, control.hardened);
      } else {
        part.refuse(check, path, `${path[path.length - 1]} must be ${control.hardened ?? 'left out'}`, found, remedy);
      }
    }
  }
}
