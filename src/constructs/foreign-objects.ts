import { ApiObject } from 'cdk8s';

const foreign = new WeakSet<ApiObject>();

/** Notes that an object stands in another namespace than its tenant because the user asked a construct for exactly that. */
export function markForeign(object: ApiObject): void {
  foreign.add(object);
}

/** Whether an object of a tenant may stand in another namespace. */
export function isForeign(object: ApiObject): boolean {
  return foreign.has(object);
}
