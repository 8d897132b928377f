import { ApiObject } from 'cdk8s';

/** What happens to the JSON of an object before it is written. */
export type Shape = (json: any) => any;

/*
 * cdk8s offers no hook behind the generated mapper, which drops every field that its schema does not know;
 * patches and resolvers run before it. So the object gets a prototype of its own whose toJson goes on where
 * the mapper ends. (A property on the instance would do, but is not seen by other languages.)
 */
const shapes = new WeakMap<ApiObject, Shape[]>();
const derived = new WeakMap<object, object>();

function derive(prototype: any): object {
  const known = derived.get(prototype);
  if (known) { return known; }
  const hooked = Object.create(prototype);
  hooked.toJson = function toJson(this: ApiObject): any {
    return (shapes.get(this) ?? []).reduce((json, shape) => shape(json), prototype.toJson.call(this));
  };
  derived.set(prototype, hooked);
  return hooked;
}

/** Adds a last step to the JSON of an object; steps run in the order in which they were added. */
export function shapeJson(object: ApiObject, shape: Shape): void {
  const known = shapes.get(object);
  if (known) {
    known.push(shape);
    return;
  }
  shapes.set(object, [shape]);
  Object.setPrototypeOf(object, derive(Object.getPrototypeOf(object)));
}
