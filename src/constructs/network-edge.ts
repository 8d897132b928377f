import { CheckId } from '../controls/check-id';
import { Port } from './port';

/** A control that a peer breaks, and what breaks it. */
export interface PeerConcern {
  readonly check: CheckId;
  readonly problem: string;
  readonly got: string;
  readonly todo: string;
}

/** What a workload brings into an edge: its policy gets the other side of it. */
export interface PeerWorkload {
  readonly path: string;
  readonly namespace?: string;
  readonly ports: readonly Port[];
  readonly selector: { readonly [label: string]: string };
  addRule(direction: 'ingress' | 'egress', peers: any[], ports: readonly Port[]): void;
}
