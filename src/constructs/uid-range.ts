import { UID_RANGE } from '../controls/tenancy';
import { invalid } from '../kubernetes/invalid';
import { stableHash } from './stable-hash';

const SUBJECT = 'UidRange.of';
const SLOTS = Math.floor((UID_RANGE.maximum + 1 - UID_RANGE.derivedFrom) / UID_RANGE.size);

/** The user and group ids of a tenant, which no other tenant has. */
export class UidRange {
  /** Ids from a first one on. Throws where one of them is none, is above 2147483647, or may be that of an account of the host. */
  public static of(start: number, size: number): UidRange {
    if (!Number.isInteger(start) || start < UID_RANGE.minimum) {
      throw invalid(SUBJECT, `start must be a whole number from ${UID_RANGE.minimum}`, start, 'Ids below may be those of accounts of the host.');
    }
    if (!Number.isInteger(size) || size < UID_RANGE.minimumSize) {
      throw invalid(SUBJECT, `size must be a whole number from ${UID_RANGE.minimumSize}`, size, `The first id is the group, the others are users; take ${UID_RANGE.size}.`);
    }
    if (start + size - 1 > UID_RANGE.maximum) {
      throw invalid(SUBJECT, `the last id must not be above ${UID_RANGE.maximum}`, start + size - 1, 'Start lower, or take fewer.');
    }
    return new UidRange(start, size);
  }

  /** The ids that a name always gets.
   * @internal */
  public static _derive(name: string): UidRange {
    return new UidRange(UID_RANGE.derivedFrom + (stableHash(name) % SLOTS) * UID_RANGE.size, UID_RANGE.size);
  }

  private constructor(
    /** The first id. */
    public readonly start: number,
    /** How many ids there are. */
    public readonly size: number,
  ) {}

  /** Whether an id is in both ranges.
   * @internal */
  public _overlaps(other: UidRange): boolean {
    return this.start < other.start + other.size && other.start < this.start + this.size;
  }

  /** First and last id, as messages name a range.
   * @internal */
  public _show(): string {
    return `${this.start}-${this.start + this.size - 1}`;
  }
}
