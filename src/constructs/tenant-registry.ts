import { IConstruct } from 'constructs';
import { problemOf } from '../kubernetes/invalid';
import { UidRange } from './uid-range';

/** What no two tenants of one app may share. */
interface Claim {
  readonly path: string;
  readonly name: string;
  readonly uids: UidRange;
}

const claims = new WeakMap<IConstruct, Claim[]>();

/** Notes what a tenant claims, and returns where that collides with tenants that were there before it in the same app. */
export function claimTenancy(tenant: IConstruct, name: string, uids: UidRange): string[] {
  const { root, path } = tenant.node;
  const before = claims.get(root) ?? [];
  claims.set(root, [...before, { path, name, uids }]);
  const twins = before.filter(other => other.name === name)
    .map(other => problemOf(`name must not be that of the tenant ${other.path}`, name, 'Set name: two tenants of one name would share a namespace.'));
  const overlapping = before.filter(other => other.name !== name && other.uids._overlaps(uids))
    .map(other => problemOf(
      `uidRange must not overlap ${other.uids._show()} of the tenant ${other.path}`,
      uids._show(),
      'Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).',
    ));
  return [...twins, ...overlapping];
}
