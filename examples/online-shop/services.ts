import { Duration, Size } from 'cdk8s';
import { CheckId, Port, Probes, Resources, Run, SecureWorkloadProps, Waiver } from '../../src';
import { Tenants } from './tenants';

/** A service of the shop: what the library wants to know of it, and whom it calls. */
export interface Service extends Omit<SecureWorkloadProps, 'image' | 'port' | 'ports' | 'envVariables'> {
  readonly tenant: keyof Tenants;
  /** Where it listens. */
  readonly port?: Port;
  /** Its image, where that is not the one of its name and of the version of the shop. */
  readonly image?: string;
  readonly environment?: { [variable: string]: string };
  /** The services that it calls, by the variable in which it looks for their address. Each is an edge of the network, and there are no others. */
  readonly calls?: { [variable: string]: ServiceName };
}

export type ServiceName =
  'adservice' | 'cartservice' | 'checkoutservice' | 'currencyservice' | 'emailservice' | 'frontend' | 'loadgenerator' |
  'paymentservice' | 'productcatalogservice' | 'recommendationservice' | 'redis-cart' | 'shippingservice';

const grpc = (port: number, servicePort = port): Port => Port.tcp(port, { name: 'grpc', servicePort });

/** Requests and limits of cpu and memory. */
function amounts(cpu: string, cpuLimit: string, memory: string, memoryLimit: string, disk: { [resource: string]: string } = {}): Resources {
  return Resources.quantities({ requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit, ...disk } });
}

/** What six of the services need. */
const SMALL = amounts('100m', '200m', '64Mi', '128Mi');

const until = { expires: '2027-06-30' };

/** The services of Google's microservices-demo v0.10.6. All run with a read-only root filesystem; Redis alone writes files. */
export const SERVICES: { readonly [name in ServiceName]: Service } = {
  'frontend': {
    tenant: 'shop',
    port: Port.tcp(8080, { name: 'http', servicePort: 80 }),
    // The cookie keeps probes from opening a session each.
    probes: Probes.http('/_healthz', { initialDelay: Duration.seconds(10), headers: { Cookie: 'shop_session-id=x-probe' } }),
    resources: SMALL,
    environment: {
      PORT: '8080',
      ENABLE_PROFILER: '0',
      // Not deployed, so no edge leads there; the frontend does not start without the variable.
      SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
    },
    calls: {
      PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice',
      CURRENCY_SERVICE_ADDR: 'currencyservice',
      CART_SERVICE_ADDR: 'cartservice',
      RECOMMENDATION_SERVICE_ADDR: 'recommendationservice',
      SHIPPING_SERVICE_ADDR: 'shippingservice',
      CHECKOUT_SERVICE_ADDR: 'checkoutservice',
      AD_SERVICE_ADDR: 'adservice',
    },
  },
  'adservice': {
    tenant: 'shop',
    port: grpc(9555),
    probes: Probes.grpc({ initialDelay: Duration.seconds(20), period: Duration.seconds(15) }),
    resources: amounts('200m', '300m', '180Mi', '300Mi'),
    environment: { PORT: '9555' },
  },
  'recommendationservice': {
    tenant: 'shop',
    port: grpc(8080),
    probes: Probes.grpc({ period: Duration.seconds(5) }),
    resources: amounts('100m', '200m', '220Mi', '450Mi'),
    environment: { PORT: '8080', DISABLE_PROFILER: '1' },
    calls: { PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice' },
  },
  'productcatalogservice': {
    tenant: 'shop',
    port: grpc(3550),
    probes: Probes.grpc(),
    resources: SMALL,
    environment: { PORT: '3550', DISABLE_PROFILER: '1' },
  },
  'cartservice': {
    tenant: 'shop',
    port: grpc(7070),
    probes: Probes.grpc({ initialDelay: Duration.seconds(15) }),
    resources: amounts('200m', '300m', '64Mi', '128Mi'),
    calls: { REDIS_ADDR: 'redis-cart' },
  },
  'redis-cart': {
    tenant: 'shop',
    image: 'redis:8.2.1-alpine', // a fixed tag; there, redis:alpine is another Redis every few weeks
    port: Port.tcp(6379, { name: 'tcp-redis' }),
    probes: Probes.tcp({ period: Duration.seconds(5) }),
    // Redis writes its next snapshot beside the last one, so that there are two of them for a while.
    resources: amounts('70m', '125m', '200Mi', '256Mi', { 'ephemeral-storage': '1Gi' }),
    writablePaths: ['/data'],
    writablePathSize: Size.mebibytes(512),
    run: Run.deployment({ replicas: 1 }),
    waivers: [Waiver.of(CheckId.REPLICAS_MIN, {
      ...until,
      owner: 'team-shop@example.com',
      reason: 'nothing replicates the carts: with two replicas, each would hold other ones',
    })],
  },
  'checkoutservice': {
    tenant: 'payments',
    port: grpc(5050),
    probes: Probes.grpc(),
    resources: SMALL,
    environment: { PORT: '5050' },
    calls: {
      PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice',
      SHIPPING_SERVICE_ADDR: 'shippingservice',
      PAYMENT_SERVICE_ADDR: 'paymentservice',
      EMAIL_SERVICE_ADDR: 'emailservice',
      CURRENCY_SERVICE_ADDR: 'currencyservice',
      CART_SERVICE_ADDR: 'cartservice',
    },
  },
  'paymentservice': {
    tenant: 'payments',
    port: grpc(50051),
    probes: Probes.grpc(),
    resources: SMALL,
    environment: { PORT: '50051', DISABLE_PROFILER: '1' },
  },
  'currencyservice': {
    tenant: 'payments',
    port: grpc(7000),
    probes: Probes.grpc(),
    resources: SMALL,
    environment: { PORT: '7000', DISABLE_PROFILER: '1' },
  },
  'shippingservice': {
    tenant: 'payments',
    port: grpc(50051),
    probes: Probes.grpc({ period: Duration.seconds(5) }),
    resources: SMALL,
    environment: { PORT: '50051', DISABLE_PROFILER: '1' },
  },
  'emailservice': {
    tenant: 'payments',
    port: grpc(8080, 5000),
    probes: Probes.grpc({ period: Duration.seconds(5) }),
    resources: SMALL,
    environment: { PORT: '8080', DISABLE_PROFILER: '1' },
  },
  'loadgenerator': {
    tenant: 'load-testing',
    resources: amounts('300m', '500m', '256Mi', '512Mi'),
    environment: { USERS: '10', RATE: '1' },
    calls: { FRONTEND_ADDR: 'frontend' },
    run: Run.deployment({ replicas: 1 }),
    waivers: [
      Waiver.of(CheckId.REPLICAS_MIN, { ...until, owner: 'team-performance@example.com', reason: 'a second replica would double the load' }),
      Waiver.of(CheckId.READINESS_PROBE, {
        ...until, owner: 'team-performance@example.com', container: 'main', reason: 'sends requests and receives none: no Service asks whether it is ready',
      }),
      Waiver.of(CheckId.LIVENESS_PROBE, {
        ...until, owner: 'team-performance@example.com', container: 'main', reason: 'listens on no port; a process that ended is restarted without a probe',
      }),
    ],
  },
};
