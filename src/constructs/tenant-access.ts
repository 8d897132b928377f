import { TenantRole } from '../controls/tenant-roles';
import { invalid } from '../kubernetes/invalid';
import { checkProps, listMade } from './prop-shapes';
import { Subject } from './subject';

/** A role in the namespace of a tenant, and who has it. No role reads secrets, enters pods or changes what bounds the tenant. */
export class TenantAccess {
  /** What developers may, and besides ingresses, disruption budgets, service accounts, and granting roles that they have themselves. */
  public static admins(...subjects: Subject[]): TenantAccess { return new TenantAccess('admin', subjects); }

  /** See everything but secrets and RBAC; change workloads, services, config maps, volume claims and autoscalers; delete pods. */
  public static developers(...subjects: Subject[]): TenantAccess { return new TenantAccess('developer', subjects); }

  /** See workloads, logs, services, config maps, events, quotas, limits and policies. */
  public static viewers(...subjects: Subject[]): TenantAccess { return new TenantAccess('viewer', subjects); }

  /** Apply and delete the objects of applications, but for network policies and roles, which stay with whoever delivers the tenant. */
  public static deployers(...subjects: Subject[]): TenantAccess { return new TenantAccess('deployer', subjects); }

  /** Roll out another image of workloads that are there, and watch how that goes. */
  public static ci(...subjects: Subject[]): TenantAccess { return new TenantAccess('ci', subjects); }

  private constructor(
    /** The role.
     * @internal */
    public readonly _role: TenantRole,
    /** Who has it.
     * @internal */
    public readonly _subjects: Subject[],
  ) {
    checkProps(`TenantAccess ${_role}`, { subjects: _subjects }, { subjects: listMade(Subject, "Subject.group('shop-devs')") });
    if (_subjects.length === 0) {
      throw invalid(`TenantAccess ${_role}`, 'must name at least one subject', _subjects, "Name who has the role, such as Subject.group('shop-devs').");
    }
  }
}
