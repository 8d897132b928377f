import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { CheckId, ClusterDns, NetworkPeer, Port, Run, SecureWorkload, SecureWorkloadProps, Waiver } from '../../src';
import { METADATA_ADDRESSES } from '../../src/controls/network';
import { contains, overlaps, parseCidr } from '../../src/kubernetes/cidr';
import { expectSnapshot } from '../support/snapshot';
import { messageOf, newApp, newChart, ofKind, only, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';

const workload = (chart: Chart, id: string, props: Partial<SecureWorkloadProps> = {}) =>
  new SecureWorkload(chart, id, { image, port: 8080, ...props });
const policyOf = (chart: Chart, name: string) => only(synth(chart), 'NetworkPolicy', name).spec;

describe('an edge between two workloads', () => {
  test('opens both policies at the right port and protocol', () => {
    const chart = newChart();
    const dnsServer = workload(chart, 'dns', { port: undefined, ports: [Port.udp(5353)], probes: undefined, run: Run.job() });
    const client = workload(chart, 'client');
    dnsServer.allowFrom(client);
    expect(policyOf(chart, 'dns').ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } } }], ports: [{ port: 5353, protocol: 'UDP' }] },
    ]);
    expect(policyOf(chart, 'client').egress[1]).toEqual(
      { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'dns' } } }], ports: [{ port: 5353, protocol: 'UDP' }] },
    );
  });

  test('is the same from either side, and is written once', () => {
    const [one, two] = [newChart(), newChart()];
    workload(one, 'server').allowFrom(workload(one, 'client'));
    const server = workload(two, 'server');
    const client = workload(two, 'client');
    client.allowTo(server);
    client.allowTo(server);
    expect(ofKind(synth(two), 'NetworkPolicy')).toEqual(ofKind(synth(one), 'NetworkPolicy'));
  });

  test('opens the ports of the main container, and others where they are named', () => {
    const chart = newChart();
    const server = workload(chart, 'server');
    server.addContainer('metrics', { image, port: 9100 });
    server.allowFrom(workload(chart, 'client'));
    server.allowFrom(workload(chart, 'monitor'), { ports: [Port.tcp(9100)] });
    expect(policyOf(chart, 'server').ingress.map((rule: any) => rule.ports)).toEqual([[{ port: 8080, protocol: 'TCP' }], [{ port: 9100, protocol: 'TCP' }]]);
  });

  test('names the namespace on both sides where workloads live in two, and makes no dependency between charts', () => {
    const app = newApp();
    const [shop, data] = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'data', { namespace: 'data' })];
    workload(data, 'db').allowFrom(workload(shop, 'cart'));
    expectSnapshot([...ofKind(synth(shop), 'NetworkPolicy'), ...ofKind(synth(data), 'NetworkPolicy')], 'network/edge-across-namespaces.yaml');
    expect(shop.node.dependencies).toEqual([]);
    expect(data.node.dependencies).toEqual([]);
  });

  test('needs a known namespace where the two live in different charts', () => {
    const app = newApp();
    const [shop, nowhere] = [new Chart(app, 'shop', { namespace: 'shop' }), new Chart(app, 'nowhere')];
    const server = workload(nowhere, 'server');
    expect(messageOf(() => workload(shop, 'client').allowTo(server))).toBe(
      'nowhere/server: its namespace must be known where another namespace talks with it (got nothing). Create it inside a TenantNamespace, or give its chart a namespace.');
  });
});

describe('peers outside', () => {
  test('a namespace, pods and blocks of addresses, in and out', () => {
    const chart = newChart();
    const server = workload(chart, 'server');
    server.allowFrom(NetworkPeer.namespace('monitoring'));
    server.allowFrom(NetworkPeer.pods('ingress', { app: 'nginx' }), { ports: [Port.tcp(8080)] });
    server.allowTo(NetworkPeer.cidr('10.20.0.0/16', { except: ['10.20.30.0/24'] }), { ports: [Port.tcp(5432)] });
    server.allowTo(NetworkPeer.internet());
    expectSnapshot(ofKind(synth(chart), 'NetworkPolicy'), 'network/outside.yaml');
  });

  test('the internet holds no metadata address and nothing private, over IPv4 and IPv6', () => {
    const chart = newChart();
    workload(chart, 'client').allowTo(NetworkPeer.internet());
    const blocks = policyOf(chart, 'client').egress[1].to.map((peer: any) => peer.ipBlock);
    const reaches = (address: string) => blocks.some(({ cidr, except }: any) =>
      overlaps(parseCidr(cidr)!, parseCidr(address)!) && !except.some((hole: string) => contains(parseCidr(hole)!, parseCidr(address)!)));
    const inside = [...METADATA_ADDRESSES.map(address => address.cidr), '10.1.2.3/32', '192.168.1.1/32', '172.20.0.1/32', '127.0.0.1/32', '169.254.169.253/32', 'fe80::1/128', 'fd12::1/128', '::1/128'];
    expect(inside.filter(reaches)).toEqual([]);
    expect(['1.1.1.1/32', '93.184.216.34/32', '2606:4700::1111/128'].filter(reaches)).toHaveLength(3);
  });

  test.each(METADATA_ADDRESSES.map(address => address.cidr))('a block around %s needs a waiver, or a hole', address => {
    const wide = address.includes(':') ? `${address.split('::')[0]}::/16` : `${address.split('.')[0]}.0.0.0/8`;
    const peer = NetworkPeer.cidr(wide);
    const ports = [Port.tcp(80)];
    const client = workload(newChart(), 'client');
    expect(messageOf(() => client.allowTo(peer, { ports }))).toContain('test/client: the peer must not reach the metadata addresses ');
    expect(messageOf(() => client.allowTo(peer, { ports }))).toContain('waive cloud-metadata-access.');
    const holes = METADATA_ADDRESSES.map(({ cidr }) => cidr).filter(cidr => cidr.includes(':') === wide.includes(':') && overlaps(parseCidr(wide)!, parseCidr(cidr)!));
    expect(() => client.allowTo(NetworkPeer.cidr(wide, { except: holes }), { ports })).not.toThrow();
  });

  test('every address at once needs a waiver, which stands on the policy', () => {
    const chart = newChart();
    const until = { reason: 'resolves any host', expires: '2027-06-30' };
    const waivers = [Waiver.of(CheckId.NETWORK_POLICY_BROAD_CIDR, until), Waiver.of(CheckId.CLOUD_METADATA_ACCESS, until)];
    const client = workload(chart, 'client', { waivers });
    client.allowTo(NetworkPeer.cidr('0.0.0.0/0'), { ports: [Port.tcp(443)] });
    const policy = only(synth(chart), 'NetworkPolicy');
    expect(Object.keys(policy.metadata.annotations)).toEqual(['waiver.cdk8s-hardened/cloud-metadata-access', 'waiver.cdk8s-hardened/network-policy-broad-cidr']);
    expect(only(synth(chart), 'Deployment').metadata.annotations).toBeUndefined();
    expect(() => workload(newChart(), 'client').allowTo(NetworkPeer.cidr('0.0.0.0/0'), { ports: [Port.tcp(443)] })).toThrow(/waive network-policy-broad-cidr/);
  });
});

describe('DNS', () => {
  test.each([
    ['CoreDNS', ClusterDns.kubeDns(), [[53, 'kube-system']]],
    ['NodeLocal DNSCache', ClusterDns.nodeLocalDnsCache(), [[53, '169.254.20.10/32'], [53, 'kube-system']]],
    ['OpenShift', ClusterDns.openShift(), [[5353, 'openshift-dns']]],
  ])('of %s is reachable over UDP and TCP', (_, dns, expected) => {
    const chart = newChart();
    workload(chart, 'client', { dns });
    const { egress } = policyOf(chart, 'client');
    expect(egress.map(({ ports, to: [peer] }: any) => [ports[0].port, peer.ipBlock?.cidr ?? peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name']])).toEqual(expected);
    for (const { ports } of egress) { expect(ports.map((port: any) => port.protocol)).toEqual(['UDP', 'TCP']); }
  });
});

describe('exposure', () => {
  test('goes through an Ingress with TLS, whose controller alone is let in', () => {
    const chart = newChart();
    const server = workload(chart, 'web');
    server.exposeViaIngress({
      host: 'shop.example.com',
      tls: Secret.fromSecretName(chart, 'tls', 'shop-tls'),
      controller: NetworkPeer.namespace('ingress-nginx'),
      className: 'nginx',
    });
    expectSnapshot(ofKind(synth(chart), 'Ingress', 'NetworkPolicy'), 'network/ingress.yaml');
  });

  test('by a load balancer or on every node fails the synthesis, until it is waived', () => {
    const expose = (waivers: Waiver[]) => {
      const chart = newChart();
      const server = workload(chart, 'web', { waivers });
      (server.service!.node.defaultChild as any).addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/spec/type', value: 'LoadBalancer' }) });
      return synth(chart);
    };
    expect(messageOf(() => expose([]))).toContain('[test/web] Service web spec.type: type must be ClusterIP (got "LoadBalancer")');
    const manifests = expose([Waiver.of(CheckId.SERVICE_LOAD_BALANCER, { reason: 'legacy clients', expires: '2027-06-30' })]);
    expect(only(manifests, 'Service').metadata.annotations).toHaveProperty(['waiver.cdk8s-hardened/service-load-balancer']);
    expect(only(manifests, 'Deployment').metadata.annotations).toBeUndefined();
  });
});
