import { ApiObject, Chart } from 'cdk8s';
import { Namespace, ServiceAccount } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { CheckId } from '../controls/check-id';
import { OWNER_LABEL, RESERVED_NAMESPACES, SYSTEM_PRIORITY_CLASSES, UID_RANGE_ANNOTATION } from '../controls/tenancy';
import { harden } from '../hardening/harden';
import { invalid } from '../kubernetes/invalid';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { annotationsOf } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { ClusterDns } from './cluster-dns';
import { Phase, shapeJson } from './json-hook';
import { checkProps, CONSTRUCT, given, listMade, made, map, Shapes, texts } from './prop-shapes';
import { enterTenancy } from './tenancy';
import { TenantAccess } from './tenant-access';
import { tenantLabels } from './tenant-labels';
import { limitRangeOf, networkPoliciesOf, podSecurityLabels, quotasOf, rolesOf } from './tenant-manifests';
import { keepMembers } from './tenant-members';
import { claimTenancy } from './tenant-registry';
import { TenantSize } from './tenant-size';
import { UidRange } from './uid-range';
import { holdName } from './workload-names';

/** A tenant: who owns it, how much it may use, and who may do what in it. */
export interface TenantNamespaceProps {
  /** Who answers for the tenant, as a name or an address; a label and an annotation of the Namespace, a label of everything in it. */
  readonly owner: string;
  /**
   * The name of the namespace.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * How much the tenant may use.
   * @default TenantSize.SMALL
   */
  readonly size?: TenantSize;
  /**
   * Who may do what in the namespace.
   * @default - nobody but the administrators of the cluster
   */
  readonly access?: TenantAccess[];
  /**
   * Where the pods ask for names.
   * @default ClusterDns.kubeDns()
   */
  readonly dns?: ClusterDns;
  /**
   * The user and group ids of the workloads.
   * @default - 10000 ids from 100000 up that the name always gets
   */
  readonly uidRange?: UidRange;
  /**
   * The PriorityClasses that the pods may have.
   * @default - all but system-cluster-critical and system-node-critical
   */
  readonly priorityClasses?: string[];
  /**
   * Labels of everything in the tenant, besides those of the owner and the tenant.
   * @default - none
   */
  readonly labels?: { [label: string]: string };
  /**
   * Exceptions for the namespace. That of namespace-psa-privileged lets in workloads which waive Pod Security: put those
   * into a tenant of their own.
   * @default - none
   */
  readonly waivers?: Waiver[];
}

const SHAPES: Shapes = {
  size: made(TenantSize, 'TenantSize.SMALL'),
  access: listMade(TenantAccess, "TenantAccess.viewers(Subject.group('shop-devs'))"),
  dns: made(ClusterDns, 'ClusterDns.kubeDns()'),
  uidRange: made(UidRange, 'UidRange.of(200000, 10000)'),
  priorityClasses: texts('important'),
  labels: map("{ tier: 'web' }"),
  waivers: listMade(Waiver, "Waiver.of(CheckId.NAMESPACE_PSA_PRIVILEGED, { reason: '...', expires: '2027-06-30' })"),
};

const tenants = new WeakSet<IConstruct>();

/**
 * The namespace of a tenant, and a Chart: what is created in it gets its namespace, its labels and its user ids. Pods must
 * meet the restricted Pod Security Standard, reach nothing but DNS, and share a quota; nobody reads secrets or changes these bounds.
 */
export class TenantNamespace extends Chart {
  /** The tenant around a construct. Throws where there is none. */
  public static enclosing(construct: IConstruct): TenantNamespace {
    checkProps('TenantNamespace.enclosing', { construct }, { construct: CONSTRUCT });
    const tenant = [...construct.node.scopes].reverse().find(scope => tenants.has(scope));
    if (!tenant) {
      throw invalid(construct.node.path, 'must be inside a TenantNamespace', construct.node.scopes.map(scope => scope.constructor.name).join(' > '),
        'Create it in the tenant that it belongs to.');
    }
    return tenant as TenantNamespace;
  }

  /** The name of the namespace. */
  public readonly name: string;
  /** Who answers for the tenant. */
  public readonly owner: string;
  /** The user and group ids of the workloads. */
  public readonly uidRange: UidRange;
  /** The Namespace object, for network policies that name it as a peer. */
  public readonly namespaceObject: Namespace;

  /** Throws where the scope is inside a Chart or in no App, or the name is none or belongs to the cluster. */
  public constructor(scope: Construct, id: string, props: TenantNamespaceProps) {
    super(scope, id, chartPropsOf(scope, id, props));
    tenants.add(this);
    this.name = this.namespace!;
    this.owner = props.owner;
    this.uidRange = props.uidRange ?? UidRange._derive(this.name);
    const dns = props.dns ?? ClusterDns.kubeDns();
    const waivers = props.waivers ?? [];
    enterTenancy(this, {
      namespace: this.name,
      owner: this.owner,
      uids: { start: this.uidRange.start, size: this.uidRange.size },
      dns,
      enforcesPodSecurity: waivers.length === 0,
    });

    // A construct of their own, so that ids stay free for what users create in the tenant.
    const bounds = new Construct(this, 'TenantNamespace');
    this.namespaceObject = this.addNamespace(bounds, waivers);
    this.addDefaultAccount(bounds);
    for (const manifest of [
      ...quotasOf(props.size ?? TenantSize.SMALL, props.priorityClasses),
      limitRangeOf(props.size ?? TenantSize.SMALL),
      ...networkPoliciesOf(dns),
      ...rolesOf(props.access ?? []),
    ]) {
      holdName(this, this.name, manifest.metadata.name, manifest.kind);
      new ApiObject(bounds, `${manifest.kind}-${manifest.metadata.name}`, manifest as any);
    }

    keepMembers({ tenant: this, namespace: this.name, labels: this.labels, namespaceObject: ApiObject.of(this.namespaceObject) });
    const collisions = claimTenancy(this, this.name, this.uidRange);
    this.node.addValidation({ validate: () => collisions });
  }

  private addNamespace(scope: Construct, waivers: readonly Waiver[]): Namespace {
    return new Namespace(scope, 'Namespace', {
      metadata: {
        name: this.name,
        labels: podSecurityLabels(waivers.length === 0),
        annotations: {
          [OWNER_LABEL]: this.owner,
          ...annotationsOf(waivers),
          [UID_RANGE_ANNOTATION]: `${this.uidRange.start}/${this.uidRange.size}`,
        },
      },
    });
  }

  /** The account of every pod that names none; the cluster makes it anyway, with a token for each pod. */
  private addDefaultAccount(scope: Construct): void {
    holdName(this, this.name, 'default', 'ServiceAccount');
    const account = new ServiceAccount(scope, 'DefaultServiceAccount', { metadata: { name: 'default' } });
    shapeJson(ApiObject.of(account), json => harden(json).manifest, Phase.HARDEN);
  }
}

/** Everything that is refused is refused here, before there is a construct. */
function chartPropsOf(scope: Construct, id: string, props: TenantNamespaceProps): { namespace: string; labels: { [label: string]: string } } {
  checkProps('TenantNamespace', { scope }, { scope: CONSTRUCT });
  const path = [scope.node.path, id].filter(part => part !== '').join('/');
  checkScope(path, scope);
  checkProps(path, props, { owner: given('team-shop@example.com') }, SHAPES);
  const namespace = props.name ?? id;
  checkName(path, namespace);
  checkPriorityClasses(path, props.priorityClasses ?? []);
  checkWaivers(path, props.waivers ?? []);
  return { namespace, labels: tenantLabels(path, namespace, props.owner, props.labels) };
}

function checkScope(path: string, scope: Construct): void {
  const chart = scope.node.scopes.find(each => Chart.isChart(each));
  if (chart) {
    throw invalid(path, 'must not be inside a Chart, because a tenant is one itself', chart.node.path, 'Create it in the App.');
  }
  const { root } = scope.node;
  if (typeof (root as any).synth !== 'function') {
    throw invalid(path, 'must be in an App', root.constructor.name, 'Pass the App, or a Construct in it, as scope.');
  }
}

function checkName(path: string, name: string): void {
  if (typeof name !== 'string' || !isDnsLabel(name)) {
    throw invalid(path, 'name must be at most 63 lower-case letters, digits and "-", with a letter or digit at both ends', name, 'Set name, or change the id.');
  }
  if (RESERVED_NAMESPACES.names.some(reserved => reserved === name) || RESERVED_NAMESPACES.prefixes.some(prefix => name.startsWith(prefix))) {
    throw invalid(path, 'name must not be that of a namespace of the cluster', name, 'Choose a name other than default, and not beginning with kube- or openshift-.');
  }
}

function checkPriorityClasses(path: string, names: readonly string[]): void {
  for (const name of names) {
    if (typeof name !== 'string' || !isDnsSubdomain(name)) {
      throw invalid(path, 'priorityClasses must be names of PriorityClasses', name, 'Write metadata.name of the class.');
    }
    if (SYSTEM_PRIORITY_CLASSES.includes(name)) {
      throw invalid(path, 'priorityClasses must not name a class of the cluster itself', name, 'Make a PriorityClass for the tenant.');
    }
  }
}

function checkWaivers(path: string, waivers: readonly Waiver[]): void {
  const known: string = CheckId.NAMESPACE_PSA_PRIVILEGED;
  for (const [index, { check }] of waivers.entries()) {
    if (check !== known || index > 0) {
      throw invalid(path, `a tenant can waive ${known} alone, and once`, check, 'Give other waivers to the workloads that they concern.');
    }
  }
}
