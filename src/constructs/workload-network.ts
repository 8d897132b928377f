import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ISOLATED } from '../controls/network';
import { invalid } from '../kubernetes/invalid';
import { annotationsOf } from '../waivers/annotation';
import { ClusterDns } from './cluster-dns';
import { PeerConcern, PeerWorkload } from './network-edge';
import { NetworkPeer } from './network-peer';
import { Port } from './port';
import { WorkloadWaivers } from './workload-waivers';

type Direction = 'ingress' | 'egress';

/** What the network of a workload needs to know about it. */
export interface NetworkContext {
  readonly scope: Construct;
  readonly metadata: ApiObjectMetadata;
  readonly namespace?: string;
  readonly selector: { readonly [label: string]: string };
  readonly ports: readonly Port[];
  readonly dns: ClusterDns;
  readonly waivers: WorkloadWaivers;
}

/** The one network policy of a workload: closed in both directions, open for DNS and for the edges that are added. */
export class WorkloadNetwork implements PeerWorkload {
  /** The policy. */
  public readonly policy: ApiObject;
  private readonly rules: { [direction in Direction]: any[] };
  private readonly known = new Set<string>();

  public constructor(private readonly context: NetworkContext) {
    this.rules = { ingress: [], egress: context.dns._toEgress() };
    this.policy = new ApiObject(context.scope, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { ...context.metadata, annotations: annotationsOf(context.waivers.concerning('network')) },
      spec: {
        podSelector: { matchLabels: { ...context.selector } },
        policyTypes: [...ISOLATED],
        // Plain data, read when the policy is written: edges come and go without a dependency between charts.
        ingress: Lazy.any({ produce: () => this.rules.ingress }),
        egress: Lazy.any({ produce: () => this.rules.egress }),
      },
    });
  }

  public get path(): string { return this.context.scope.node.path; }
  public get namespace(): string | undefined { return this.context.namespace; }
  public get ports(): readonly Port[] { return this.context.ports; }
  public get selector(): { readonly [label: string]: string } { return this.context.selector; }

  /** Lets a peer in, at the ports that are named or at all own ports. */
  public allowFrom(peer: NetworkPeer, ports: readonly Port[] = []): void {
    const own = this.portsOf(ports, this, peer);
    this.check(peer);
    const other: PeerWorkload | undefined = peer._workload;
    this.addRule('ingress', peer._toKube(this.namespace), own);
    other?.addRule('egress', NetworkPeer._ofWorkload(this)._toKube(other.namespace), own);
  }

  /** Lets this workload out to a peer, at the ports that are named or at all ports of that peer. */
  public allowTo(peer: NetworkPeer, ports: readonly Port[] = []): void {
    const other: PeerWorkload | undefined = peer._workload;
    if (other) {
      (other as WorkloadNetwork).allowFrom(NetworkPeer._ofWorkload(this), ports);
      return;
    }
    this.check(peer);
    const named = ports.length > 0 ? ports : peer._ports;
    if (named.length === 0) {
      throw invalid(this.path, 'allowTo must name the ports', undefined, 'Pass { ports: [Port.tcp(443)] }: without a port every port would be open.');
    }
    this.addRule('egress', peer._toKube(this.namespace), named);
  }

  /** Adds a rule, once. */
  public addRule(direction: Direction, peers: any[], ports: readonly Port[]): void {
    const rule = { [direction === 'ingress' ? 'from' : 'to']: peers, ports: ports.map(port => port._toPolicyPort()) };
    const key = JSON.stringify([direction, rule]);
    if (this.known.has(key)) { return; }
    this.known.add(key);
    this.rules[direction].push(rule);
  }

  private portsOf(ports: readonly Port[], listener: PeerWorkload, peer: NetworkPeer): readonly Port[] {
    if (ports.length > 0) { return ports; }
    if (listener.ports.length === 0) {
      const from = peer._workload?.path ?? 'the peer';
      throw invalid(listener.path, `has no port at which ${from} could be let in`, 'no port', 'Give the workload a port, or name the ports of the edge.');
    }
    return listener.ports;
  }

  private check(peer: NetworkPeer): void {
    for (const { check, problem, got, todo } of peer._concerns as PeerConcern[]) {
      if (!this.context.waivers.isWaived(check)) { throw invalid(this.path, `the peer ${problem}`, got, `${todo}, or waive ${check}.`); }
    }
  }
}
