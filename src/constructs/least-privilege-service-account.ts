import { ApiObject, Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { findRefusedSubject } from '../controls/rbac-subjects';
import { harden } from '../hardening/harden';
import { isGrantableInNamespace } from '../kubernetes/api-resource-catalogue';
import { invalid, problemOf } from '../kubernetes/invalid';
import { mergeRules } from '../kubernetes/merge-rules';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { Waiver } from '../waivers/waiver';
import { addBoundRole } from './bound-role';
import { RoleRules, RoleWaivers } from './escalating-grants';
import { Phase, shapeJson } from './json-hook';
import { Permission } from './permission';
import { checkProps, listMade, made, text } from './prop-shapes';
import { MountedToken, mountedToken } from './service-account-token';
import { Subject } from './subject';
import { checkChart } from './surrounding-chart';
import { findTenancy } from './tenancy';
import { WorkloadIdentity } from './workload-identity';
import { takeName } from './workload-names';

/** Who a workload is, and what it may do. */
export interface LeastPrivilegeServiceAccountProps {
  /**
   * The name of the account, and of its role and binding.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * What it may do in its own namespace.
   * @default - nothing
   */
  readonly permissions?: Permission[];
  /**
   * What it may do in the whole cluster: every namespace, cluster-scoped resources, and paths of the API server.
   * @default - nothing
   */
  readonly clusterPermissions?: Permission[];
  /**
   * Whom the token of its pods is for. Only the API server itself is of use: where it accepts others than its own default, name one of them.
   * @default - the API server's own, which differs between clusters
   */
  readonly tokenAudience?: string;
  /**
   * Who it is to a cloud.
   * @default - nobody
   */
  readonly identity?: WorkloadIdentity;
  /**
   * Exceptions for what `permissions` and `clusterPermissions` grant; each is written on the role that needs it.
   * @default - none
   */
  readonly waivers?: Waiver[];
}

const PERMISSIONS = listMade(Permission, 'Permission.read(ApiResource.CONFIG_MAPS)');
const WAIVERS = listMade(Waiver, "Waiver.of(CheckId.RBAC_SECRETS_READ, { reason: '...', expires: '2027-06-30' })");

/**
 * A service account that may do what its permissions say, and nothing else. Its token is never mounted by itself: a workload
 * that runs as it gets one of an hour where it has permissions, and none where it has none.
 */
export class LeastPrivilegeServiceAccount extends Construct {
  /** The account itself, as cdk8s-plus-27 knows it. */
  public readonly serviceAccount: ServiceAccount;
  /** The name of the account. */
  public readonly name: string;
  /** The namespace of the account: that of the tenant, or of the chart; nothing where neither names one. */
  public readonly namespace?: string;

  private readonly tokenAudience?: string;
  private readonly identity?: WorkloadIdentity;
  private readonly granted = new Set<string>();
  private isBound = false;

  /** Throws where the name is none, a permission counts elsewhere, a grant escalates without a waiver, or a waiver waives nothing. */
  public constructor(scope: Construct, id: string, props: LeastPrivilegeServiceAccountProps = {}) {
    super(scope, id);
    checkChart(this);
    checkProps(this.node.path, props, {}, {
      permissions: PERMISSIONS,
      clusterPermissions: PERMISSIONS,
      tokenAudience: text('https://kubernetes.default.svc'),
      identity: made(WorkloadIdentity, "WorkloadIdentity.aws('arn:aws:iam::123456789012:role/cart')"),
      waivers: WAIVERS,
    });
    const { name = id, permissions = [], clusterPermissions = [], tokenAudience, identity, waivers = [] } = props;
    this.name = name;
    this.namespace = findTenancy(this)?.namespace ?? Chart.of(this).namespace;
    this.tokenAudience = tokenAudience;
    this.identity = identity;
    this.check();
    takeName(this, this.namespace, name, ['ServiceAccount', ...permissions.length > 0 ? ['Role'] : []]);
    this.serviceAccount = new ServiceAccount(this, 'ServiceAccount', {
      metadata: { name, namespace: this.namespace, ...identity ? { annotations: identity._annotations } : {} },
    });
    shapeJson(ApiObject.of(this.serviceAccount), json => harden(json).manifest, Phase.HARDEN);
    this.bind(waivers, [
      ...permissions.length > 0 ? [{ namespace: this.boundNamespace(), rules: this.namespacedRules(permissions) }] : [],
      ...clusterPermissions.length > 0 ? [{ rules: mergeRules(clusterPermissions.map(({ _rule }) => _rule)) }] : [],
    ]);
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Whether it may do anything, so that its pods need a token. */
  public get hasPermissions(): boolean { return this.isBound; }

  /**
   * Lets the account do something in another namespace. Throws where that is its own, where it was called for it before,
   * and like the constructor.
   * @param namespace the namespace in which the permissions count
   * @param permissions what it may do there
   * @param waivers exceptions for what these permissions grant
   */
  public grantIn(namespace: string, permissions: Permission[], waivers: Waiver[] = []): void {
    const path = this.node.path;
    if (!isDnsLabel(namespace)) { throw invalid(path, 'grantIn must name a namespace', namespace, 'Write its name alone.'); }
    if (namespace === this.boundNamespace()) {
      throw invalid(path, 'grantIn must name another namespace than its own', namespace, 'Put these into permissions.');
    }
    if (this.granted.has(namespace)) {
      throw invalid(path, 'grantIn must be called once for each namespace', namespace, 'Name all permissions in one call.');
    }
    checkProps(path, { permissions, waivers }, { permissions: PERMISSIONS, waivers: WAIVERS });
    if (permissions.length === 0) {
      throw invalid(path, 'permissions must not be empty', permissions, 'Name what the account may do there, or leave grantIn out.');
    }
    this.bind(waivers, [{ namespace, rules: this.namespacedRules(permissions) }]);
    this.granted.add(namespace);
  }

  /** What a pod that runs as the account mounts; nothing where the account may do nothing. Ask late: grantIn may come after the workload.
   * @internal */
  public _token(): MountedToken | undefined {
    return this.hasPermissions ? mountedToken(this.tokenAudience) : undefined;
  }

  /** Labels that the pods of the account need.
   * @internal */
  public _podLabels(): { [name: string]: string } {
    return this.identity?._podLabels ?? {};
  }

  private check(): void {
    const path = this.node.path;
    if (!isDnsSubdomain(this.name)) {
      throw invalid(path, 'name must be a DNS-1123 name of a-z, 0-9, - and .', this.name, 'Set name, such as cart.');
    }
    const refused = findRefusedSubject('ServiceAccount', this.name);
    if (refused) { throw invalid(path, `name must not be this one, because ${refused.why}`, this.name, 'Take a name of its own, such as cart.'); }
    if (this.tokenAudience !== undefined && this.tokenAudience.trim() === '') {
      throw invalid(path, 'tokenAudience must not be empty', this.tokenAudience, 'Name the audience, or leave it out for the API server.');
    }
  }

  private boundNamespace(): string {
    if (this.namespace === undefined) {
      throw invalid(this.node.path, 'namespace must be known where anything is bound', undefined, 'Create it in a TenantNamespace, or set the namespace of the chart.');
    }
    return this.namespace;
  }

  private namespacedRules(permissions: readonly Permission[]): RoleRules['rules'] {
    for (const { _rule: { apiGroups = [], resources = [], nonResourceURLs, verbs = [] }, _subject } of permissions) {
      const verb = nonResourceURLs ? verbs[0] : verbs.find(one => !isGrantableInNamespace(apiGroups[0], resources[0], one));
      if (verb !== undefined) {
        throw invalid(this.node.path, `${_subject}: a role of one namespace cannot grant it`, verb, 'It counts in the whole cluster: put it into clusterPermissions.');
      }
    }
    return mergeRules(permissions.map(({ _rule }) => _rule));
  }

  /** Judges all roles before it makes the first. */
  private bind(given: readonly Waiver[], roles: readonly RoleRules[]): void {
    const waivers = new RoleWaivers(this.node.path, given);
    const problems = [...roles.flatMap(role => waivers.problemsOf(role)), ...waivers.unusedProblems()];
    if (problems.length > 0) { throw new Error(problems.join('\n')); }
    for (const role of roles) {
      const { namespace, rules } = role;
      const own = this.boundNamespace();
      addBoundRole(this, {
        // Accounts of two namespaces may share a name; a namespace has no dot, so that the two parts stay apart.
        name: namespace === own ? this.name : `${own}.${this.name}`,
        namespace,
        rules,
        subjects: [Subject.serviceAccount(this.name, own)],
        waivers: waivers.concerning(role),
        suffix: namespace === undefined || namespace === own ? '' : `-${namespace}`,
      });
      this.isBound = true;
    }
  }

  private problems(): string[] {
    return this.tokenAudience === undefined || this.hasPermissions ? [] : [problemOf('tokenAudience must go with permissions', this.tokenAudience,
      'A token for the API server is of no use to who may do nothing there: leave tokenAudience out.')];
  }
}
