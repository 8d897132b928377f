import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { IngressExposure, NetworkPeer, Port, Probes, SecureWorkload, SecureWorkloadProps } from '../../src';
import { eachIsRefused } from '../support/bad-input';
import { newApp, newChart, ofKind, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const portless = { port: undefined, probes: Probes.command(['/healthy']) };

function workload(props: Partial<SecureWorkloadProps> = {}, chart: Chart = newChart(), id = 'web'): SecureWorkload {
  return new SecureWorkload(chart, id, { image, port: 8080, ...props });
}

describe('a peer is refused', () => {
  eachIsRefused([
    ['that is a name', () => NetworkPeer.cidr('shop.example.com'), 'NetworkPeer.cidr: must be a block of addresses (got "shop.example.com"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['that is an address without a length', () => NetworkPeer.cidr('10.0.0.1'), 'NetworkPeer.cidr: must be a block of addresses (got "10.0.0.1"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['that is empty', () => NetworkPeer.cidr(''), 'NetworkPeer.cidr: must be a block of addresses (got ""). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['with a part above 255', () => NetworkPeer.cidr('10.0.0.256/32'), 'NetworkPeer.cidr: must be a block of addresses (got "10.0.0.256/32"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['with a leading zero, which some read as octal', () => NetworkPeer.cidr('010.0.0.0/8'), 'NetworkPeer.cidr: must be a block of addresses (got "010.0.0.0/8"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['with a length above 32', () => NetworkPeer.cidr('10.0.0.0/33'), 'NetworkPeer.cidr: must be a block of addresses (got "10.0.0.0/33"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['with a length above 128', () => NetworkPeer.cidr('fd00::/129'), 'NetworkPeer.cidr: must be a block of addresses (got "fd00::/129"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['with two gaps', () => NetworkPeer.cidr('fd00::1::/64'), 'NetworkPeer.cidr: must be a block of addresses (got "fd00::1::/64"). Write it as 10.1.0.0/16, 10.1.2.3/32 or fd00::/8.'],
    ['without what lies outside of it', () => NetworkPeer.cidr('10.0.0.0/16', { except: ['10.1.0.0/24'] }), 'NetworkPeer.cidr: except must lie inside 10.0.0.0/16 (got "10.1.0.0/24"). Leave it out: it is not meant anyway.'],
    ['without what is wider than it', () => NetworkPeer.cidr('10.0.0.0/16', { except: ['10.0.0.0/8'] }), 'NetworkPeer.cidr: except must lie inside 10.0.0.0/16 (got "10.0.0.0/8"). Leave it out: it is not meant anyway.'],
    ['without a block of another family', () => NetworkPeer.cidr('10.0.0.0/16', { except: ['fd00::/64'] }), 'NetworkPeer.cidr: except must lie inside 10.0.0.0/16 (got "fd00::/64"). Leave it out: it is not meant anyway.'],
    ['in a namespace without a name', () => NetworkPeer.namespace(''), 'NetworkPeer: namespace must be a DNS-1123 label (got ""). Write the name of the namespace.'],
    ['in a namespace with a star', () => NetworkPeer.namespace('team-*'), 'NetworkPeer: namespace must be a DNS-1123 label (got "team-*"). Write the name of the namespace.'],
    ['that is pods without labels', () => NetworkPeer.pods('shop', {}), 'NetworkPeer.pods: labels must not be empty (got {}). No label means every pod: take NetworkPeer.namespace for that.'],
    ['that is pods of a label that is none', () => NetworkPeer.pods('shop', { 'app name': 'web' }), 'NetworkPeer.pods: labels must be ones that a pod can have (got {"app name":"web"}). Write them as they stand on the pods, such as { app: \'web\' }.'],
    ['that is pods of a value that is none', () => NetworkPeer.pods('shop', { app: 'web front' }), 'NetworkPeer.pods: labels must be ones that a pod can have (got {"app":"web front"}). Write them as they stand on the pods, such as { app: \'web\' }.'],
  ]);
});

describe('an edge is refused', () => {
  const to = (peer: NetworkPeer, ports?: Port[]): unknown => workload().allowTo(peer, { ports });
  eachIsRefused([
    ['to a namespace at every port', () => to(NetworkPeer.namespace('data')), 'test/web: allowTo must name the ports (got nothing). Pass { ports: [Port.tcp(443)] }: without a port every port would be open.'],
    ['to a namespace at no port', () => to(NetworkPeer.namespace('data'), []), 'test/web: allowTo must name the ports (got nothing). Pass { ports: [Port.tcp(443)] }: without a port every port would be open.'],
    ['from a namespace to what does not listen', () => workload(portless).allowFrom(NetworkPeer.namespace('data')), 'test/web: has no port at which the peer could be let in (got "no port"). Give the workload a port, or name the ports of the edge.'],
    ['from a workload to what does not listen', () => {
      const chart = newChart();
      workload({}, chart).allowTo(workload(portless, chart, 'worker'));
    }, 'test/worker: has no port at which test/web could be let in (got "no port"). Give the workload a port, or name the ports of the edge.'],
    ['to every address', () => to(NetworkPeer.cidr('::/0', { except: ['fd00:ec2::254/128', 'fd00:ec2::23/128', 'fd20:ce::254/128'] }), [Port.tcp(443)]), 'test/web: the peer must not be every address (got "::/0"). Take NetworkPeer.internet(), or the blocks that are meant, or waive network-policy-broad-cidr.'],
    ['to the metadata of the cloud', () => to(NetworkPeer.cidr('169.254.169.254/32'), [Port.tcp(80)]), 'test/web: the peer must not reach the metadata addresses 169.254.169.254/32 (got "169.254.169.254/32"). Name them in except, or take NetworkPeer.internet(), or waive cloud-metadata-access.'],
    ['from a workload of which nobody knows the namespace', () => {
      const app = newApp();
      workload({}, new Chart(app, 'shop', { namespace: 'shop' })).allowFrom(workload({}, new Chart(app, 'nowhere')));
    }, 'nowhere/web: its namespace must be known where another namespace talks with it (got nothing). Create it inside a TenantNamespace, or give its chart a namespace.'],
  ]);
});

describe('an ingress is refused', () => {
  const expose = (changed: Partial<IngressExposure>, props: Partial<SecureWorkloadProps> = {}, chart = newChart()): Chart => {
    const tls = Secret.fromSecretName(chart, 'tls', 'shop-tls');
    workload(props, chart).exposeViaIngress({ host: 'shop.example.com', tls, controller: NetworkPeer.namespace('ingress-nginx'), ...changed });
    return chart;
  };
  eachIsRefused([
    ['for every host of a domain', () => expose({ host: '*.example.com' }), 'test/web: the host of an ingress must be a DNS name without wildcard (got "*.example.com"). Write it as shop.example.com.'],
    ['for a host in upper case', () => expose({ host: 'Shop.example.com' }), 'test/web: the host of an ingress must be a DNS name without wildcard (got "Shop.example.com"). Write it as shop.example.com.'],
    ['for a host with a port', () => expose({ host: 'shop.example.com:8443' }), 'test/web: the host of an ingress must be a DNS name without wildcard (got "shop.example.com:8443"). Write it as shop.example.com.'],
    ['for a URL', () => expose({ host: 'https://shop.example.com' }), 'test/web: the host of an ingress must be a DNS name without wildcard (got "https://shop.example.com"). Write it as shop.example.com.'],
    ['for no host', () => expose({ host: '' }), 'test/web: the host of an ingress must be a DNS name without wildcard (got ""). Write it as shop.example.com.'],
    ['at a path that is none', () => expose({ path: 'shop' }), 'test/web: the path of an ingress must begin with / (got "shop"). Write it as /shop, or leave it out for the whole host.'],
    ['where nothing listens', () => expose({}, portless), 'test/web: has no TCP port to expose (got nothing). Give the workload a port.'],
    ['where nothing listens over TCP', () => expose({}, { ...portless, ports: [Port.udp(53)] }), 'test/web: has no TCP port to expose (got nothing). Give the workload a port.'],
    ['for a host a second time', () => {
      const chart = newChart();
      const web = workload({}, chart);
      const exposure = { host: 'shop.example.com', tls: Secret.fromSecretName(chart, 'tls', 'tls'), controller: NetworkPeer.namespace('ingress-nginx') };
      web.exposeViaIngress(exposure);
      web.exposeViaIngress(exposure);
    }, 'test/web: a host must not be exposed twice (got "shop.example.com"). Add a rule to the Ingress that the first call returned.'],
  ]);

  test('not for a second host, whose ingress has a name of its own', () => {
    const chart = newChart();
    const web = workload({}, chart);
    for (const host of ['shop.example.com', 'www.example.com']) {
      web.exposeViaIngress({ host, tls: Secret.fromSecretName(chart, host, 'tls'), controller: NetworkPeer.namespace('ingress-nginx') });
    }
    expect(ofKind(synth(chart), 'Ingress').map(({ metadata }) => metadata.name)).toEqual(['web', 'web-www.example.com']);
  });

  test('not where a TCP port comes after one of UDP: that is the one that is exposed', () => {
    const [ingress] = ofKind(synth(expose({}, { port: undefined, ports: [Port.udp(53), Port.tcp(8053, { servicePort: 80 })] })), 'Ingress');
    expect(ingress.spec.rules[0].http.paths[0].backend.service.port).toEqual({ number: 80 });
  });
});
