import { USES } from './public-structs';
import { only } from './synth';

/** A default as its property documents it, and the proof that leaving the property out does that. */
export interface DocumentedDefault {
  readonly text: string;
  readonly behaves: () => void;
}

/** Defaults by `Struct.property`. */
export interface DocumentedDefaults {
  readonly [property: string]: DocumentedDefault;
}

/** Leaving it out is as good as a value, and this holds of what is made. */
export function sameAs(property: string, value: unknown, holds: (manifests: any[]) => void = () => {}): () => void {
  const [struct, name] = property.split('.');
  return () => {
    const manifests = USES[struct]({});
    expect(manifests).toEqual(USES[struct]({ [name]: value }));
    holds(manifests);
  };
}

/** The pod template of the one workload of a kind. */
export function templateOf(manifests: any[], kind = 'Deployment', name?: string): any {
  const { spec } = only(manifests, kind, name);
  return (spec.jobTemplate ? spec.jobTemplate.spec : spec).template;
}

/** The pod spec of the one workload of a kind. */
export const podOf = (manifests: any[], kind = 'Deployment', name?: string): any => templateOf(manifests, kind, name).spec;

/** Its main container. */
export const mainOf = (manifests: any[], kind = 'Deployment', name?: string): any => podOf(manifests, kind, name).containers[0];
