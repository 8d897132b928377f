import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '..', '..', '.jsii');
if (!existsSync(file)) { throw new Error('.jsii is missing: run npx projen compile first'); }
const types: any[] = Object.values(JSON.parse(readFileSync(file, 'utf8')).types);

/** A property of a struct, as the assembly of jsii describes it. */
export interface StructProperty {
  readonly name: string;
  readonly optional?: boolean;
  readonly type: { readonly primitive?: string; readonly fqn?: string; readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: any } };
  readonly docs?: { readonly default?: string };
}

/** The structs of the public API, each with the properties that it declares itself. */
export const STRUCTS: readonly { readonly name: string; readonly properties: readonly StructProperty[] }[] = types
  .filter(type => type.datatype)
  .map(({ name, properties = [] }) => ({ name, properties }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether a type is a struct, of which any plain object may be one. */
export function isStruct(fqn: string | undefined): boolean {
  return types.some(type => type.fqn === fqn && type.datatype);
}
