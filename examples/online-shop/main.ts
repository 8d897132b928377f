// Google's microservices-demo: eleven services and a Redis cache, in three tenants. Users import from 'cdk8s-hardened'.
import { App } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-27';
import { GuaranteedQoS, HardenedApp, NetworkPeer, Priority, SecureWorkload } from '../../src';
import { waitForFrontend } from './frontend-check';
import { ServiceName, SERVICES } from './services';
import { Tenants, tenantsOf } from './tenants';

const REGISTRY = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';
const VERSION = 'v0.10.6';

/** Puts the shop into an app. */
export function onlineShop(app: App): void {
  const tenants = tenantsOf(app);
  const workloads = deploy(tenants);

  waitForFrontend(workloads.loadgenerator, addressOf('frontend', 'loadgenerator'));

  // In place of a load balancer of its own: TLS, and only the pods of the ingress controller get through.
  workloads.frontend.exposeViaIngress({
    host: 'shop.example.com',
    tls: Secret.fromSecretName(tenants.shop, 'Certificate', 'shop-example-com-tls'),
    controller: NetworkPeer.pods('ingress-nginx', { 'app.kubernetes.io/name': 'ingress-nginx' }),
    className: 'nginx',
  });

  // The last pods that a full node gives up, and the first that it makes room for.
  new GuaranteedQoS(tenants.payments, 'critical', {
    workloads: [workloads.checkoutservice, workloads.paymentservice],
    priority: Priority.high(),
  });
}

/** All services, and the edges between them. */
function deploy(tenants: Tenants): { [name in ServiceName]: SecureWorkload } {
  const workloads: { [name: string]: SecureWorkload } = {};
  const names = Object.keys(SERVICES) as ServiceName[];
  for (const name of names) {
    const { tenant, port, calls = {}, environment = {}, ...props } = SERVICES[name];
    const addresses = Object.entries(calls).map(([variable, callee]) => [variable, addressOf(callee, name)]);
    const variables = { ...environment, ...Object.fromEntries(addresses) };
    workloads[name] = new SecureWorkload(tenants[tenant], name, {
      image: `${REGISTRY}/${name}:${VERSION}`,
      ports: port && [port],
      envVariables: Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, EnvValue.fromValue(value as string)])),
      ...props,
    });
  }
  for (const name of names) {
    for (const callee of Object.values(SERVICES[name].calls ?? {})) { workloads[name].allowTo(workloads[callee]); }
  }
  return workloads as { [name in ServiceName]: SecureWorkload };
}

/** Where one service finds another: by its name, and by its namespace too where that is another one. */
function addressOf(name: ServiceName, caller: ServiceName): string {
  const { tenant, port } = SERVICES[name];
  const host = tenant === SERVICES[caller].tenant ? name : `${name}.${tenant}`;
  return `${host}:${port!.servicePort}`;
}

// Writes to the folder that is given, to $CDK8S_OUTDIR as cdk8s does, or to dist.
if (require.main === module) {
  const app = new HardenedApp({ outdir: process.argv[2] });
  onlineShop(app);
  app.synth();
  console.log(`wrote ${app.charts.length} files to ${app.outdir}`);
}
