import { LOCALHOST_PROFILE, RUNTIME_DEFAULT_PROFILE } from '../controls/pod-security';
import { invalid } from '../kubernetes/invalid';

/** The AppArmor profile of a pod (Kubernetes 1.30 and later; nodes without AppArmor refuse the pod). */
export class AppArmorProfile {
  /** The profile of the container runtime. */
  public static runtimeDefault(): AppArmorProfile {
    return new AppArmorProfile({ type: RUNTIME_DEFAULT_PROFILE });
  }

  /** A profile that is loaded on the node. Throws where the name is empty. */
  public static localhost(name: string): AppArmorProfile {
    if (typeof name !== 'string' || name.trim() === '') { throw invalid('AppArmorProfile.localhost', 'name must not be empty', name, 'Name the profile that is loaded on the node.'); }
    return new AppArmorProfile({ type: LOCALHOST_PROFILE, localhostProfile: name });
  }

  private constructor(private readonly profile: any) {}

  /** The field of the security context.
   * @internal */
  public _toKube(): any { return { ...this.profile }; }
}
