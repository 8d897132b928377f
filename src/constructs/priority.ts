import { USER_PRIORITY } from '../controls/qos';
import { invalid } from '../kubernetes/invalid';
import { isDnsSubdomain } from '../kubernetes/names';
import { checkProps, FLAG } from './prop-shapes';

/** How a priority behaves. */
export interface PriorityOptions {
  /**
   * Whether pods of the class may push pods of lower priority off a full node (preemptionPolicy: Never where not).
   * @default true
   */
  readonly preempts?: boolean;
}

/** The priority of pods: a PriorityClass that is made, or one that is there. */
export class Priority {
  /** A class of value 1,000,000: before everything that names no class. */
  public static high(options: PriorityOptions = {}): Priority { return Priority.of(USER_PRIORITY.high, options); }

  /** A class of the value, from -2147483648 to 1000000000. Throws where it is outside. */
  public static of(value: number, options: PriorityOptions = {}): Priority {
    if (!Number.isInteger(value) || value < USER_PRIORITY.minimum || value > USER_PRIORITY.maximum) {
      throw invalid('Priority.of', `value must be a whole number from ${USER_PRIORITY.minimum} to ${USER_PRIORITY.maximum}`, value, 'Higher ones are reserved for the system.');
    }
    checkProps('Priority.of', options, {}, { preempts: FLAG });
    return new Priority({ preemptionPolicy: options.preempts === false ? 'Never' : 'PreemptLowerPriority', value }, undefined);
  }

  /** A class that the cluster has. Throws where the name is none, or that of a system class. */
  public static existing(name: string): Priority {
    if (!isDnsSubdomain(name) || name.startsWith(USER_PRIORITY.reservedPrefix)) {
      throw invalid('Priority.existing', `name must be that of a PriorityClass, and not begin with ${USER_PRIORITY.reservedPrefix}`, name, 'System classes belong to the cluster: take a class of its users.');
    }
    return new Priority(undefined, name);
  }

  private constructor(
    /** The fields of the class that is made.
     * @internal */
    public readonly _fields: any,
    /** The name of a class that is there.
     * @internal */
    public readonly _name: string | undefined,
  ) {}
}
