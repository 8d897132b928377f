import { Construct } from 'constructs';
import { invalid } from '../kubernetes/invalid';
import { isMap } from '../kubernetes/manifest';

/** What a prop has to be. Compilers see to that; values of JavaScript and of type any come here without one. */
export interface Shape {
  /** After `must be`. */
  readonly what: string;
  /** After `Write it as`. */
  readonly example: string;
  readonly accepts: (value: any) => boolean;
}

/** The shape of each prop that code reads before anything else could say what is wrong with it. */
export interface Shapes {
  readonly [prop: string]: Shape;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const has = (method: string) => (value: any): boolean => typeof value?.[method] === 'function';
const shape = (what: string, example: string, accepts: Shape['accepts']): Shape => ({ what, example, accepts });

/** A text. */
export const text = (example: string): Shape => shape('a text', `'${example}'`, isText);

/** Whatever is there; what is wrong with it is said by who reads it. */
export const given = (example: string): Shape => shape('given', `'${example}'`, () => true);

/** A list of texts. */
export const texts = (...examples: string[]): Shape =>
  shape('a list of texts', `[${examples.map(example => `'${example}'`).join(', ')}]`, value => Array.isArray(value) && value.every(isText));

/** A map of texts, or of what is named. */
export const mapOf = (what: string, example: string, accepts: Shape['accepts'] = isText): Shape =>
  shape(`a map of ${what}`, example, value => isMap(value) && Object.values(value).every(accepts));

/** A list of things that only code can tell. */
export const listOf = (what: string, example: string, accepts: Shape['accepts']): Shape =>
  shape(`a list of ${what}`, `[${example}]`, value => Array.isArray(value) && value.every(accepts));

/** A switch. */
export const FLAG: Shape = shape('true or false', 'true', value => typeof value === 'boolean');

/** A member of an enum. */
export const oneOf = (members: object, example: string): Shape =>
  shape(`one of ${Object.values(members).join(', ')}`, example, value => Object.values(members).includes(value));

/** A map whose members are looked at elsewhere. */
export const map = (example: string): Shape => shape('a map', example, isMap);

/*
 * Values of cdk8s and cdk8s-plus-27 are known by what they can do: a project may have a package twice, and then
 * instanceof knows only one of the two.
 */
export const CPU: Shape = shape('a Cpu', 'Cpu.millis(100)', value => isText(value?.amount));
export const DURATION: Shape = shape('a Duration', 'Duration.seconds(30)', has('toSeconds'));
export const SIZE: Shape = shape('a Size', 'Size.mebibytes(64)', has('toKibibytes'));
export const PROBE: Shape = shape('a Probe', 'Probe.fromTcpSocket({ port: 8080 })', has('_toKube'));
export const CONSTRUCT: Shape = shape('a construct', 'this', value => Construct.isConstruct(value));
export const RESOURCE: Shape = shape('an ApiResource', 'ApiResource.PODS', isMap);
export const NAMED_SECRET: Shape = shape('a Secret', "Secret.fromSecretName(this, 'secret', 'name')", value => isMap(value) && isText(value.name));

type Class = abstract new (...args: never[]) => unknown;

/** An object of a class of this library. Its constructor is private, so the class is named by its prototype. */
export const made = (type: { readonly prototype: unknown; readonly name: string }, example: string): Shape =>
  shape(`of class ${type.name}`, example, value => value instanceof (type as unknown as Class));

/** A list of objects of one class. */
export const listMade = (type: { readonly prototype: unknown; readonly name: string }, example: string): Shape =>
  listOf(type.name, example, made(type, example).accepts);

function exampleOf(required: Shapes, optional: Shapes): string {
  const write = (shapes: [string, Shape][]) => `Write { ${shapes.map(([prop, { example }]) => `${prop}: ${example}`).join(', ')} }`;
  const [necessary, others] = [Object.entries(required), Object.entries(optional)];
  if (necessary.length > 0) { return `${write(necessary)}.`; }
  return others.length > 0 ? `${write(others.slice(0, 1))}, or leave it out.` : 'Leave it out.';
}

/** Checks props against their shapes; what must be there as well as what may. */
export function checkProps(subject: string, props: unknown, required: Shapes, optional: Shapes = {}): void {
  if (!isMap(props)) { throw invalid(subject, 'props must be an object', props, exampleOf(required, optional)); }
  for (const [prop, { what, example, accepts }] of Object.entries({ ...required, ...optional })) {
    const isOptional = Object.hasOwn(optional, prop);
    if (isOptional && props[prop] === undefined) { continue; }
    if (!accepts(props[prop])) {
      throw invalid(subject, `${prop} must be ${what}`, props[prop], `Write it as ${example}${isOptional ? ', or leave it out' : ''}.`);
    }
  }
}
