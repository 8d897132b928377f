import { CheckId } from '../controls/check-id';
import { INTERNET, METADATA_ADDRESSES } from '../controls/network';
import { Cidr, contains, isEverything, overlaps, parseCidr } from '../kubernetes/cidr';
import { invalid } from '../kubernetes/invalid';
import { isDnsLabel, isLabelKey, isLabelValue } from '../kubernetes/names';
import { PeerConcern, PeerWorkload } from './network-edge';
import { Port } from './port';
import { checkProps, mapOf, texts } from './prop-shapes';

/** Something that a workload talks with: another workload, or addresses and namespaces. */
export interface INetworkPeer {
  /** The peer in the terms of network policies. */
  toNetworkPeer(): NetworkPeer;
}

/** What of a block is left out. */
export interface CidrOptions {
  /**
   * Blocks inside the block that are not meant.
   * @default - none
   */
  readonly except?: string[];
}

/** Addresses, namespaces or pods that a workload talks with. */
export class NetworkPeer implements INetworkPeer {
  /**
   * A block of addresses, IPv4 or IPv6, outside the cluster.
   * Throws where a block is none; the cloud metadata addresses and blocks of all addresses need a waiver of the workload.
   */
  public static cidr(cidr: string, options: CidrOptions = {}): NetworkPeer {
    checkProps('NetworkPeer.cidr', options, {}, { except: texts('10.1.2.0/24') });
    const except = [...options.except ?? []];
    const block = blockOf(cidr);
    const holes = except.map(hole => {
      const parsed = blockOf(hole);
      if (!contains(block, parsed)) { throw invalid('NetworkPeer.cidr', `except must lie inside ${cidr}`, hole, 'Leave it out: it is not meant anyway.'); }
      return parsed;
    });
    return new NetworkPeer([{ ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } }], [], concernsOf(cidr, block, holes));
  }

  /** Every pod of a namespace, known by the label that Kubernetes itself puts there. Throws where the name is none. */
  public static namespace(name: string): NetworkPeer {
    return new NetworkPeer([{ namespaceSelector: namespaceLabels(name) }]);
  }

  /** Pods of a namespace that carry all the labels. Throws where the name is none, or no label is given. */
  public static pods(namespace: string, labels: { [label: string]: string }): NetworkPeer {
    checkProps('NetworkPeer.pods', { labels }, { labels: mapOf('texts', "{ app: 'web' }") });
    const wrong = Object.entries(labels).find(([key, value]) => !isLabelKey(key) || !isLabelValue(value));
    if (wrong) { throw invalid('NetworkPeer.pods', 'labels must be ones that a pod can have', Object.fromEntries([wrong]), "Write them as they stand on the pods, such as { app: 'web' }."); }
    if (Object.keys(labels).length === 0) {
      throw invalid('NetworkPeer.pods', 'labels must not be empty', labels, 'No label means every pod: take NetworkPeer.namespace for that.');
    }
    return new NetworkPeer([{ namespaceSelector: namespaceLabels(namespace), podSelector: { matchLabels: { ...labels } } }]);
  }

  /** The internet over IPv4 and IPv6: no private, link-local or cloud metadata address. TCP 443 where no port is named. */
  public static internet(): NetworkPeer {
    return new NetworkPeer(INTERNET.map(({ cidr, except }) => ({ ipBlock: { cidr, except: [...except] } })), [Port.tcp(443)]);
  }

  /** A workload, by its labels.
   * @internal */
  public static _ofWorkload(workload: any): NetworkPeer {
    return new NetworkPeer([], [], [], workload);
  }

  private constructor(
    private readonly peers: any[],
    /** The ports where none are named.
     * @internal */
    public readonly _ports: Port[] = [],
    /** What about the peer needs a waiver.
     * @internal */
    public readonly _concerns: any[] = [],
    /** The workload that the peer is.
     * @internal */
    public readonly _workload?: any,
  ) {}

  /** The peer itself. */
  public toNetworkPeer(): NetworkPeer { return this; }

  /** The peers of a network policy in a namespace.
   * @internal */
  public _toKube(namespace: string | undefined): any[] {
    const workload: PeerWorkload | undefined = this._workload;
    if (!workload) { return structuredClone(this.peers); }
    const podSelector = { matchLabels: { ...workload.selector } };
    if (workload.namespace === namespace) { return [{ podSelector }]; }
    if (workload.namespace === undefined) {
      throw invalid(workload.path, 'its namespace must be known where another namespace talks with it', undefined, 'Create it inside a TenantNamespace, or give its chart a namespace.');
    }
    return [{ namespaceSelector: namespaceLabels(workload.namespace), podSelector }];
  }
}

function namespaceLabels(name: string): any {
  if (!isDnsLabel(name)) { throw invalid('NetworkPeer', 'namespace must be a DNS-1123 label', name, 'Write the name of the namespace.'); }
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function blockOf(text: string): Cidr {
  const block = typeof text === 'string' ? parseCidr(text) : undefined;
  if (!block) { throw invalid('NetworkPeer.cidr', 'must be a block of addresses', text, 'Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'); }
  return block;
}

function concernsOf(cidr: string, block: Cidr, holes: readonly Cidr[]): PeerConcern[] {
  const concerns: PeerConcern[] = [];
  const reached = METADATA_ADDRESSES.filter(address => {
    const metadata = parseCidr(address.cidr)!;
    return overlaps(block, metadata) && !holes.some(hole => contains(hole, metadata));
  });
  if (isEverything(block)) {
    concerns.push({ check: CheckId.NETWORK_POLICY_BROAD_CIDR, problem: 'must not be every address', got: cidr, todo: 'Take NetworkPeer.internet(), or the blocks that are meant' });
  }
  if (reached.length > 0) {
    concerns.push({
      check: CheckId.CLOUD_METADATA_ACCESS,
      problem: `must not reach the metadata addresses ${reached.map(address => address.cidr).join(', ')}`,
      got: cidr,
      todo: 'Name them in except, or take NetworkPeer.internet()',
    });
  }
  return concerns;
}
