/** Numbers from a smallest one upwards. */
export interface AtLeast {
  readonly minimum: number;
}

/** One hardened value: what constructs set, and what checks accept. */
export interface Control<T> {
  /** What constructs set; undefined where the field has to go. */
  readonly hardened: T | undefined;
  /** What is accepted besides: the values, or the numbers, that are no weaker. */
  readonly allowed: readonly T[] | AtLeast;
  /** Whether the API server's own default is safe, so that leaving the field out passes. */
  readonly unsetIsSafe: boolean;
  /** What a construct sets under a waiver; where it is missing, a waiver only permits what stands there. */
  readonly waived?: T;
}

/** A list of words: some must be in it, and, where `mayContain` is given, no others may. */
export interface ListControl {
  readonly mustContain: readonly string[];
  readonly mayContain?: readonly string[];
}

/** Whether a value is no weaker than the control asks. */
export function accepts<T>(control: Control<T>, value: unknown): boolean {
  if (value === undefined || value === null) { return control.unsetIsSafe; }
  return 'minimum' in control.allowed
    ? typeof value === 'number' && value >= control.allowed.minimum
    : control.allowed.includes(value as T);
}

/** The words of a list that the control wants to see there and that are not there. */
export function missingFrom(control: ListControl, words: readonly unknown[]): string[] {
  return control.mustContain.filter(word => !words.includes(word));
}

/** Whether a word may stand in a list. */
export function acceptsWord(control: ListControl, word: unknown): boolean {
  return control.mayContain === undefined || control.mayContain.includes(word as string);
}
