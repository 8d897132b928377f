import { CheckId } from './check-id';
import { Control, ListControl } from './control';

/** Whether a field exists for pods of every operating system, or for Linux pods only. */
export type FieldOs = 'any' | 'linux' | 'windows';

/** A field of a pod, of a container or of an object, with the values that it may have. */
export interface FieldControl {
  /** What a waiver names, and a finding: for a wrong value, and for none where that is another control. */
  readonly check: CheckId;
  readonly checkWhenUnset?: CheckId;
  readonly path: readonly string[];
  readonly control: Control<any>;
  readonly os: FieldOs;
}

/** A list of words in a container, of which some must be there and others must not. */
export interface FieldListControl {
  readonly check: CheckId;
  readonly path: readonly string[];
  readonly control: ListControl;
  readonly os: FieldOs;
}

/** A field of each item of a list: `ports[*].hostPort`. */
export interface ItemFieldControl {
  readonly check: CheckId;
  readonly list: readonly string[];
  readonly path: readonly string[];
  readonly control: Control<any>;
  readonly os: FieldOs;
}
