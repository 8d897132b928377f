import { ApiObject } from 'cdk8s';

/** What happens to the JSON of an object before it is written. */
export type Shape = (json: any) => any;

/** When a step runs; within a phase, in the order in which steps were added. */
export enum Phase {
  /** What cdk8s-plus cannot express is added. */
  COMPLETE,
  /** What is weak is made strong. */
  HARDEN,
  /** Requests and limits are made equal. */
  GUARANTEE,
}

interface Step {
  readonly phase: Phase;
  readonly shape: Shape;
}

/*
 * cdk8s offers no hook behind the generated mapper, which drops every field that its schema does not know;
 * patches and resolvers run before it. So the object gets a prototype of its own whose toJson goes on where
 * the mapper ends. (A property on the instance would do, but is not seen by other languages.)
 */
const shapes = new WeakMap<ApiObject, Step[]>();
const derived = new WeakMap<object, object>();

function derive(prototype: any): object {
  const known = derived.get(prototype);
  if (known) { return known; }
  const hooked = Object.create(prototype);
  hooked.toJson = function toJson(this: ApiObject): any {
    return (shapes.get(this) ?? []).reduce((json, { shape }) => shape(json), prototype.toJson.call(this));
  };
  derived.set(prototype, hooked);
  return hooked;
}

/** Adds a step between the JSON of an object and what is written. */
export function shapeJson(object: ApiObject, shape: Shape, phase = Phase.COMPLETE): void {
  const known = shapes.get(object);
  if (known) {
    const later = known.findIndex(step => step.phase > phase);
    known.splice(later < 0 ? known.length : later, 0, { phase, shape });
    return;
  }
  shapes.set(object, [{ phase, shape }]);
  Object.setPrototypeOf(object, derive(Object.getPrototypeOf(object)));
}
