import { DNS } from '../controls/network';

/** Where the pods of a cluster ask for names, so that a network policy can let them. */
export class ClusterDns {
  /** CoreDNS or kube-dns: pods of kube-system with the label `k8s-app: kube-dns`, port 53. */
  public static kubeDns(): ClusterDns {
    return new ClusterDns([ClusterDns.pods(DNS.kubeDns, DNS.port)]);
  }

  /** NodeLocal DNSCache: the link-local address of the cache on each node, and CoreDNS behind it. */
  public static nodeLocalDnsCache(): ClusterDns {
    return new ClusterDns([
      { to: [{ ipBlock: { cidr: DNS.nodeLocal } }], ports: ClusterDns.ports(DNS.port) },
      ClusterDns.pods(DNS.kubeDns, DNS.port),
    ]);
  }

  /** OpenShift: the DNS pods of openshift-dns, which listen on port 5353. */
  public static openShift(): ClusterDns {
    return new ClusterDns([ClusterDns.pods(DNS.openShift, DNS.openShift.port)]);
  }

  private static ports(port: number): any[] {
    return DNS.protocols.map(protocol => ({ port, protocol }));
  }

  private static pods(peer: { namespace: string; labels: { readonly [label: string]: string } }, port: number): any {
    return {
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
        podSelector: { matchLabels: { ...peer.labels } },
      }],
      ports: ClusterDns.ports(port),
    };
  }

  private constructor(private readonly rules: any[]) {}

  /** The egress rules of a network policy.
   * @internal */
  public _toEgress(): any[] {
    return structuredClone(this.rules);
  }
}
