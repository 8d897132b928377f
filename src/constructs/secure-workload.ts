import { ApiObject, Chart, Duration } from 'cdk8s';
import {
  Container, CronJob, DaemonSet, Deployment, HttpIngressPathType, Ingress, IngressBackend, Job, Protocol, Service, ServiceAccount, StatefulSet,
  Workload,
} from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { TERMINATION_GRACE_SECONDS } from '../controls/availability';
import { invalid } from '../kubernetes/invalid';
import { ClusterDns } from './cluster-dns';
import { SecureContainerProps } from './container-props';
import { HardenedObject } from './hardened-object';
import { shapeJson } from './json-hook';
import { INetworkPeer, NetworkPeer } from './network-peer';
import { Port } from './port';
import { checkProps } from './prop-shapes';
import { Run } from './run';
import { runAsOf } from './run-as';
import { EdgeOptions, IngressExposure, SecureWorkloadProps } from './secure-workload-props';
import { checkChart } from './surrounding-chart';
import { findTenancy } from './tenancy';
import { checkedExposure, checkOverride, peerOf, portsOf } from './workload-calls';
import { checkName, checkReplicas, labelsOf, missingContainers, NAME_LABEL } from './workload-checks';
import { ContainerRole, withPort, WorkloadContainers } from './workload-containers';
import { WorkloadExtras } from './workload-extras';
import { WorkloadNetwork } from './workload-network';
import { accountOf, addDisruptionBudget, addService, bindPorts, ObjectContext } from './workload-objects';
import { setPodFields } from './workload-pod';
import { IMAGE, WORKLOAD_SHAPES } from './workload-shapes';
import { Concerned, WorkloadWaivers } from './workload-waivers';

/** A workload that meets the restricted Pod Security Standard, with everything that belongs around it, unless a waiver says otherwise. */
export class SecureWorkload extends Construct implements INetworkPeer {
  /** The workload of cdk8s-plus-27, whichever kind it is. */
  public readonly workload: Workload;
  /** The main container. */
  public readonly container: Container;
  /** The account that the pods run as. */
  public readonly serviceAccount: ServiceAccount;
  /** The network policy: closed in both directions but for DNS and the edges that are added. */
  public readonly networkPolicy: ApiObject;
  /** The disruption budget; undefined where there are not at least two replicas. */
  public readonly disruptionBudget?: ApiObject;
  /** The name of all its objects. */
  public readonly name: string;

  private readonly extras = new WorkloadExtras();
  private readonly waivers: WorkloadWaivers;
  private readonly containers: WorkloadContainers;
  private readonly network: WorkloadNetwork;
  private readonly objects: ObjectContext;
  private readonly hosts: string[] = [];
  private _service?: Service;

  /** A workload in a scope. Throws where a prop is wrong; what concerns other constructs is checked at synthesis. */
  public constructor(scope: Construct, id: string, props: SecureWorkloadProps) {
    super(scope, id);
    checkChart(this);
    checkProps(this.node.path, props, IMAGE, WORKLOAD_SHAPES);
    const run = props.run ?? Run.deployment();
    this.waivers = new WorkloadWaivers(this.node.path, props.waivers ?? []);
    this.name = checkName(this, props.name ?? id, run, props.serviceAccount !== undefined);
    checkReplicas(this, run, this.waivers);
    const labels = labelsOf(this, this.name, props.labels, props.owner);
    this.objects = { scope: this, run, metadata: { name: this.name, labels }, selector: { [NAME_LABEL]: this.name } };
    this.containers = new WorkloadContainers({
      scope: this,
      extras: this.extras,
      isLongRunning: run.isLongRunning,
      isWaived: (check, container) => this.waivers.isWaived(check, container),
    });
    const main = this.containers.propsOf(props.containerName ?? 'main', props, 'container', run._claims);
    this.serviceAccount = accountOf(this.objects, props.serviceAccount);
    if (props.serviceAccount) { this.extras.setToken(main.name!, () => props.serviceAccount!._token()); }
    this.openPorts(this.containers.ports);
    this.workload = this.createWorkload(props, main.name!);
    this.container = withPort(this.workload.addContainer(main));
    this.network = this.createNetwork(props);
    this.networkPolicy = this.network.policy;
    this.disruptionBudget = addDisruptionBudget(this.objects);
    this.harden();
  }

  /** The Service; undefined where no container has a port. */
  public get service(): Service | undefined { return this._service; }

  /** The Deployment; undefined where it is another kind. */
  public get deployment(): Deployment | undefined { return this.workload instanceof Deployment ? this.workload : undefined; }

  /** The StatefulSet; undefined where it is another kind. */
  public get statefulSet(): StatefulSet | undefined { return this.workload instanceof StatefulSet ? this.workload : undefined; }

  /** The DaemonSet; undefined where it is another kind. */
  public get daemonSet(): DaemonSet | undefined { return this.workload instanceof DaemonSet ? this.workload : undefined; }

  /** The Job; undefined where it is another kind. */
  public get job(): Job | undefined { return this.workload instanceof Job ? this.workload : undefined; }

  /** The CronJob; undefined where it is another kind. */
  public get cronJob(): CronJob | undefined { return this.workload instanceof CronJob ? this.workload : undefined; }

  /** Adds a container that runs beside the main one. Throws where a prop is wrong. */
  public addContainer(name: string, props: SecureContainerProps): Container { return this.add(name, props, 'container'); }

  /** Adds a container that runs and ends before the others start. Throws where a prop is wrong. */
  public addInitContainer(name: string, props: SecureContainerProps): Container { return this.add(name, props, 'init'); }

  /** Adds a native sidecar: it starts before the others and ends after them (Kubernetes 1.29). Throws where a prop is wrong. */
  public addSidecar(name: string, props: SecureContainerProps): Container { return this.add(name, props, 'sidecar'); }

  /** Lets a peer reach this workload; between workloads, both network policies open. */
  public allowFrom(peer: INetworkPeer, options: EdgeOptions = {}): void {
    this.network.allowFrom(peerOf(this, peer), portsOf(this, options));
  }

  /** Lets this workload reach a peer; between workloads, both network policies open. */
  public allowTo(peer: INetworkPeer, options: EdgeOptions = {}): void {
    this.network.allowTo(peerOf(this, peer), portsOf(this, options));
  }

  /** Exposes the first TCP port over HTTPS by an Ingress. Throws where there is no such port, or the host is none or exposed already. */
  public exposeViaIngress(exposure: IngressExposure): Ingress {
    const { host, tls, controller, className, path = '/' } = checkedExposure(this, exposure, this.hosts);
    const port = this.containers.ports.find(({ protocol }) => protocol === Protocol.TCP);
    if (!this._service || !port) { throw invalid(this.node.path, 'has no TCP port to expose', undefined, 'Give the workload a port.'); }
    this.allowFrom(controller, { ports: [port] });
    const ingress = new Ingress(this, `Ingress-${host}`, {
      metadata: { ...this.objects.metadata, name: this.hosts.length === 0 ? this.name : `${this.name}-${host}` },
      className,
      tls: [{ hosts: [host], secret: tls }],
    });
    ingress.addHostRule(host, path, IngressBackend.fromService(this._service, { port: port.servicePort }), HttpIngressPathType.PREFIX);
    this.hosts.push(host);
    return ingress;
  }

  /** Sets a field of the workload object that neither props nor cdk8s-plus-27 know, such as spec.minReadySeconds. Hardening comes after it. */
  public addOverride(path: string, value: any): void {
    checkOverride(this, path);
    this.extras.setObject(path, value);
  }

  /** Host and port at which a caller finds the Service, such as cart:7070, or cart.shop:7070 from another namespace. Throws where there is no port. */
  public addressFor(caller: IConstruct): string {
    if (!this._service) { throw invalid(this.node.path, 'has no address, because it has no port', undefined, 'Give the workload a port.'); }
    const { namespace } = Chart.of(this);
    const isNear = Chart.of(caller).namespace === namespace || namespace === undefined;
    return `${this.name}${isNear ? '' : `.${namespace}`}:${this._service.port}`;
  }

  /** This workload as the peer of another. */
  public toNetworkPeer(): NetworkPeer { return NetworkPeer._ofWorkload(this.network); }

  private add(name: string, props: SecureContainerProps, role: ContainerRole): Container {
    const before = this.containers.ports.length;
    const container = this.containers.add(this.workload, name, props, role);
    this.openPorts(this.containers.ports.slice(before));
    return container;
  }

  private openPorts(ports: readonly Port[]): void {
    if (ports.length === 0) { return; }
    if (this._service) {
      bindPorts(this._service, ports);
    } else {
      this._service = addService(this.objects, ports);
    }
  }

  private createWorkload(props: SecureWorkloadProps, mainContainer: string): Workload {
    const { metadata, run, selector } = this.objects;
    return run._create({
      scope: this,
      extras: this.extras,
      mainContainer,
      selector,
      service: this._service,
      props: {
        metadata,
        podMetadata: { labels: { ...Chart.of(this).labels, ...props.serviceAccount?._podLabels(), ...metadata.labels } },
        serviceAccount: this.serviceAccount,
        hostAliases: props.hostAliases,
        terminationGracePeriod: props.terminationGracePeriod ?? Duration.seconds(TERMINATION_GRACE_SECONDS),
      },
    });
  }

  private createNetwork(props: SecureWorkloadProps): WorkloadNetwork {
    const tenancy = findTenancy(this);
    setPodFields({
      path: this.node.path,
      extras: this.extras,
      selector: this.objects.selector,
      isSpread: this.objects.run.replicas !== undefined,
      runAs: tenancy && runAsOf(tenancy, this.name),
      isWaived: check => this.waivers.isWaived(check),
    }, props);
    return new WorkloadNetwork({
      scope: this,
      metadata: this.objects.metadata,
      namespace: Chart.of(this).namespace,
      selector: this.objects.selector,
      ports: [...this.containers.ports],
      dns: props.dns ?? tenancy?.dns ?? ClusterDns.kubeDns(),
      waivers: this.waivers,
    });
  }

  private harden(): void {
    shapeJson(ApiObject.of(this.workload), json => this.extras.apply(json));
    const hardened = this.hardened(ApiObject.of(this.workload), 'workload');
    this.node.addValidation({
      validate: () => [
        ...hardened.problems(),
        ...this._service ? this.hardened(ApiObject.of(this._service), 'service').problems() : [],
        ...this.missingContainers(),
      ],
    });
  }

  private hardened(object: ApiObject, concerned: Concerned): HardenedObject {
    return HardenedObject.attach(object, this, () => ({ waivers: this.waivers.concerning(concerned), setsWaivedValues: true }));
  }

  private missingContainers(): string[] {
    const names = [...this.workload.containers, ...this.workload.initContainers].map(container => container.name);
    return missingContainers(this.waivers, names);
  }
}
