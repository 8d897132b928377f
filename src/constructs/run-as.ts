import { stableHash } from './stable-hash';
import { Tenancy } from './tenancy';

/** Who the processes of a workload run as, and who owns its volumes. */
export interface RunAs {
  readonly user: number;
  readonly group: number;
  readonly fsGroup: number;
}

/**
 * Who a workload of a tenant runs as, the same in every synthesis. The group is the tenant's, so that its workloads can
 * share volumes; the user is the workload's, so that one cannot signal or read the processes of another.
 */
export function runAsOf(tenancy: Tenancy, workloadName: string): RunAs {
  const { start, size } = tenancy.uids;
  return { user: start + 1 + stableHash(workloadName) % (size - 1), group: start, fsGroup: start };
}
