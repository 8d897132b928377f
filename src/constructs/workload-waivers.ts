import { CheckId } from '../controls/check-id';
import { invalid } from '../kubernetes/invalid';
import { covers } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';

/** The object of a workload that a waiver concerns, and on which it is written. */
export type Concerned = 'workload' | 'service' | 'network';

/** Controls of other objects than the workload itself. */
const CONCERNED: { readonly [check: string]: Concerned } = {
  [CheckId.SERVICE_NODE_PORT]: 'service',
  [CheckId.SERVICE_LOAD_BALANCER]: 'service',
  [CheckId.SERVICE_EXTERNAL_IPS]: 'service',
  [CheckId.CLOUD_METADATA_ACCESS]: 'network',
  [CheckId.NETWORK_POLICY_BROAD_CIDR]: 'network',
};

/** The exceptions of one workload. */
export class WorkloadWaivers {
  public constructor(path: string, private readonly waivers: readonly Waiver[]) {
    const seen = new Set<CheckId>();
    for (const { check } of waivers) {
      if (seen.has(check)) {
        throw invalid(path, 'a control must not be waived twice', check, 'An object has one annotation for each control: keep one waiver, for the object or for one container.');
      }
      seen.add(check);
    }
  }

  /** Whether a control is waived, for a container or for the object. */
  public isWaived(check: CheckId, container?: string): boolean {
    return covers(this.waivers, check, container);
  }

  /** The waivers that are written on an object. */
  public concerning(concerned: Concerned): Waiver[] {
    return this.waivers.filter(({ check }) => (CONCERNED[check] ?? 'workload') === concerned);
  }

  /** The containers that waivers name. */
  public get containers(): string[] {
    return this.waivers.map(({ container }) => container).filter(name => name !== undefined);
  }
}
