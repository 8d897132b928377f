import { IConstruct } from 'constructs';
import { ClusterDns } from './cluster-dns';

/** What the workloads of a tenant inherit from it. */
export interface Tenancy {
  readonly namespace: string;
  readonly owner: string;
  /** The first user id of the tenant, and how many there are. */
  readonly uids: { readonly start: number; readonly size: number };
  readonly dns: ClusterDns;
  /** Whether the cluster refuses pods of the namespace that break the restricted Pod Security Standard. */
  readonly enforcesPodSecurity: boolean;
}

const CONTEXT = 'cdk8s-hardened:tenancy';

/** Tells everything created in a scope which tenant it belongs to; must run before the scope has children. */
export function enterTenancy(scope: IConstruct, tenancy: Tenancy): void {
  scope.node.setContext(CONTEXT, tenancy);
}

/** The tenant around a construct; undefined where there is none. */
export function findTenancy(construct: IConstruct): Tenancy | undefined {
  return construct.node.tryGetContext(CONTEXT);
}
