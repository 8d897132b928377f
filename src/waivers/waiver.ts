import { CheckId } from '../controls/check-id';
import { isCalendarDate } from '../kubernetes/calendar-date';
import { invalid } from '../kubernetes/invalid';

/** Why a control does not hold for an object, until when, and who answers for it. */
export interface WaiverOptions {
  /** Why the safe way does not work here, in one line of at most 500 characters. */
  readonly reason: string;
  /** The last day on which the waiver counts, as `2027-06-30`. */
  readonly expires: string;
  /**
   * Who answers for it, as a name or an address of one line.
   * @default - nobody is named
   */
  readonly owner?: string;
  /**
   * The one container that it covers.
   * @default - the whole object
   */
  readonly container?: string;
}

/** Annotations are read by people and matched by regular expressions: one line, and not a novel. */
const MAX_TEXT = 500;
/** No line ends, nothing that terminals obey, and nothing that turns round how the date behind it is shown. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+$/u;
/** Spaces, and signs that have no width, say nothing to a reviewer. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}]/u;

function oneLine(subject: string, field: string, text: unknown): string {
  if (typeof text !== 'string' || !VISIBLE.test(text)) {
    throw invalid(subject, `${field} must not be empty`, text, `Say the ${field} in one line.`);
  }
  if (text.length > MAX_TEXT || !ONE_LINE.test(text)) {
    throw invalid(subject, `${field} must be one line of at most ${MAX_TEXT} characters`, text, 'Shorten it, or link to where more is said.');
  }
  return text;
}

/** An exception from one control: with its reason and its last day, in sight of every reviewer. */
export class Waiver {
  /** An exception from one control. Throws where the reason is empty, the date is none, or a text has more than one line. */
  public static of(check: CheckId, options: WaiverOptions): Waiver {
    return new Waiver(check, options ?? {} as WaiverOptions);
  }

  /** The control that does not hold. */
  public readonly check: CheckId;
  /** Why. */
  public readonly reason: string;
  /** The last day on which the waiver counts, as `2027-06-30`. */
  public readonly expires: string;
  /** Who answers for it. */
  public readonly owner?: string;
  /** The one container that it covers; all where there is none. */
  public readonly container?: string;

  private constructor(check: CheckId, options: WaiverOptions) {
    if (!Object.values(CheckId).includes(check)) {
      throw invalid('Waiver', 'check must be one of CheckId', check, 'Take the id of the control that does not hold, such as CheckId.HOST_NETWORK.');
    }
    const subject = `Waiver ${check}`;
    this.check = check;
    this.reason = oneLine(subject, 'reason', options.reason);
    if (typeof options.expires !== 'string' || !isCalendarDate(options.expires)) {
      throw invalid(subject, 'expires must be a day of the calendar', options.expires, 'Write the last day on which it counts, as 2027-06-30.');
    }
    this.expires = options.expires;
    this.owner = options.owner === undefined ? undefined : oneLine(subject, 'owner', options.owner);
    this.container = options.container === undefined ? undefined : oneLine(subject, 'container', options.container);
  }
}
