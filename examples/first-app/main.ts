// The first app of the README, type-checked; users import from 'cdk8s-hardened'.
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  CheckId, GuaranteedQoS, HardenedApp, NetworkPeer, Probes, Run, SecureWorkload, Subject, TenantAccess, TenantNamespace, TenantSize, Waiver,
} from '../../src';

const app = new HardenedApp();
const shop = new TenantNamespace(app, 'shop', {
  owner: 'team-shop@example.com',
  size: TenantSize.SMALL,
  access: [TenantAccess.developers(Subject.group('shop-devs'))],
});

const checkout = new SecureWorkload(shop, 'checkout', { image: 'registry.example.com/checkout:2.0', port: 5050, probes: Probes.grpc() });
const cart = new SecureWorkload(shop, 'cart', { image: 'registry.example.com/cart:1.4', port: 7070, writablePaths: ['/tmp'] });
cart.allowFrom(checkout); // one edge, both network policies
cart.allowTo(NetworkPeer.internet()); // never private or cloud metadata addresses

new GuaranteedQoS(shop, 'critical', { workloads: [cart, checkout], cpu: Cpu.millis(200), memory: Size.mebibytes(64) });

new SecureWorkload(shop, 'report', {
  image: 'registry.example.com/report:3.1',
  run: Run.cronJob({ schedule: '0 3 * * *' }),
  waivers: [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { reason: 'writes beside its binary', owner: 'bi@example.com', expires: '2027-06-30' })],
});

app.synth(); // writes dist/shop.k8s.yaml, or nothing at all
