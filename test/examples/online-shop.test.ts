import { onlineShop } from '../../examples/online-shop/main';
import { PAYMENT_PRIORITY } from '../../examples/online-shop/tenants';
import { qosClassOf } from '../../src/kubernetes/qos-class';
import { brokenControls } from '../support/pod-security-oracle';
import { expectSnapshot } from '../support/snapshot';
import { ofKind, only } from '../support/synth';
import { containersIn, filesOf, manifestsIn, templateOf } from './synthesise';
import { demandOf, excessOf, refusedBy } from './tenant-fit';

const files = filesOf(onlineShop);
const manifests = manifestsIn(files);
const deployments = ofKind(manifests, 'Deployment');
const byName = (kind: string, name: string): any => only(manifests, kind, name);
const nameOf = ({ metadata }: any): string => `${metadata.namespace}/${metadata.name}`;
const inNamespace = (namespace: string, ...kinds: string[]): any[] =>
  ofKind(manifests, ...kinds).filter(({ metadata }) => metadata.namespace === namespace);

/** Namespace of each workload, with the image that runs there. */
const DEMO = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';
const IMAGES = {
  'load-testing/loadgenerator': [
    'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
    `${DEMO}/loadgenerator:v0.10.6`,
  ],
  'payments/checkoutservice': [`${DEMO}/checkoutservice:v0.10.6`],
  'payments/currencyservice': [`${DEMO}/currencyservice:v0.10.6`],
  'payments/emailservice': [`${DEMO}/emailservice:v0.10.6`],
  'payments/paymentservice': [`${DEMO}/paymentservice:v0.10.6`],
  'payments/shippingservice': [`${DEMO}/shippingservice:v0.10.6`],
  'shop/adservice': [`${DEMO}/adservice:v0.10.6`],
  'shop/cartservice': [`${DEMO}/cartservice:v0.10.6`],
  'shop/frontend': [`${DEMO}/frontend:v0.10.6`],
  'shop/productcatalogservice': [`${DEMO}/productcatalogservice:v0.10.6`],
  'shop/recommendationservice': [`${DEMO}/recommendationservice:v0.10.6`],
  'shop/redis-cart': ['redis:8.2.1-alpine'],
};

/** Who calls whom, at the ports of the pods. */
const EDGES = [
  'load-testing/loadgenerator -> shop/frontend:8080',
  'payments/checkoutservice -> payments/currencyservice:7000',
  'payments/checkoutservice -> payments/emailservice:8080',
  'payments/checkoutservice -> payments/paymentservice:50051',
  'payments/checkoutservice -> payments/shippingservice:50051',
  'payments/checkoutservice -> shop/cartservice:7070',
  'payments/checkoutservice -> shop/productcatalogservice:3550',
  'shop/cartservice -> shop/redis-cart:6379',
  'shop/frontend -> payments/checkoutservice:5050',
  'shop/frontend -> payments/currencyservice:7000',
  'shop/frontend -> payments/shippingservice:50051',
  'shop/frontend -> shop/adservice:9555',
  'shop/frontend -> shop/cartservice:7070',
  'shop/frontend -> shop/productcatalogservice:3550',
  'shop/frontend -> shop/recommendationservice:8080',
  'shop/recommendationservice -> shop/productcatalogservice:3550',
];

/** The load generator is too long for one snapshot; its init container has one of its own. */
function withoutInitContainers(deployment: any): any {
  const copy = structuredClone(deployment);
  delete copy.spec.template.spec.initContainers;
  return copy;
}

describe('the snapshots', () => {
  test.each(deployments.map(({ metadata }) => metadata.name))('show the Deployment and the network policy of %s', name => {
    expectSnapshot([withoutInitContainers(byName('Deployment', name))], `online-shop/${name}-deployment.yaml`);
    expectSnapshot([byName('NetworkPolicy', name)], `online-shop/${name}-network.yaml`);
  });

  test('leave out the init container that waits for the frontend, and is as hardened as the others', () => {
    const [init, ...others] = byName('Deployment', 'loadgenerator').spec.template.spec.initContainers;
    expect(others).toEqual([]);
    expect(init).toMatchObject({
      name: 'frontend-check',
      env: [{ name: 'FRONTEND_ADDR', value: 'frontend.shop:80' }],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true },
    });
    expect(init.resources.limits).toEqual({ 'cpu': '500m', 'ephemeral-storage': '256Mi', 'memory': '128Mi' });
    expect(init.command[2]).toContain('wget');
  });

  test('show what is around the frontend, the email service and Redis', () => {
    for (const name of ['frontend', 'emailservice', 'redis-cart']) {
      const around = ofKind(manifests, 'ServiceAccount', 'Service', 'PodDisruptionBudget', 'Ingress').filter(({ metadata }) => metadata.name === name);
      expectSnapshot(around, `online-shop/${name}-around.yaml`);
    }
  });

  test.each(['shop', 'payments', 'load-testing'])('show what bounds the tenant %s', name => {
    const quota = inNamespace(name, 'ResourceQuota', 'LimitRange').filter(({ metadata }) => ['compute-and-objects', 'limits'].includes(metadata.name));
    expectSnapshot([byName('Namespace', name), ...quota], `online-shop/${name}-tenant-bounds.yaml`);
    expectSnapshot(inNamespace(name, 'RoleBinding'), `online-shop/${name}-tenant-access.yaml`);
  });

  test('show what closes the network of a tenant', () => {
    const closing = inNamespace('payments', 'NetworkPolicy').filter(({ metadata }) => ['default-deny', 'allow-dns'].includes(metadata.name));
    expectSnapshot(closing, 'online-shop/payments-tenant-network.yaml');
  });

  test('show the priority of payments, and who may have it', () => {
    const quotas = ofKind(manifests, 'ResourceQuota').filter(({ metadata }) => metadata.name === 'no-foreign-priority');
    expectSnapshot([only(manifests, 'PriorityClass'), ...quotas], 'online-shop/priority.yaml');
  });
});

describe('the workloads', () => {
  test('run the images of the demo, each with a fixed tag', () => {
    const images = deployments.map(each => [nameOf(each), containersIn(templateOf(each)).map(({ image }) => image)]);
    expect(Object.fromEntries(images)).toEqual(IMAGES);
  });

  test('meet the restricted Pod Security Standard', () => {
    expect(deployments.filter(each => brokenControls(templateOf(each)).length > 0).map(nameOf)).toEqual([]);
  });

  test('are Guaranteed where money is paid, and Burstable elsewhere', () => {
    const guaranteed = deployments.filter(each => qosClassOf(templateOf(each).spec) === 'Guaranteed');
    expect(guaranteed.map(nameOf).sort()).toEqual(['payments/checkoutservice', 'payments/paymentservice']);
    expect(guaranteed.map(each => templateOf(each).spec.priorityClassName)).toEqual([PAYMENT_PRIORITY, PAYMENT_PRIORITY]);
    expect(only(manifests, 'PriorityClass').metadata).toMatchObject({ name: PAYMENT_PRIORITY });
  });

  test('run as users of their own, which no tenant shares with another', () => {
    const users = deployments.map(each => templateOf(each).spec.securityContext.runAsUser);
    expect(new Set(users).size).toBe(deployments.length);
  });

  test('have two replicas, but for the two that say why not', () => {
    const single = deployments.filter(({ spec }) => spec.replicas !== 2);
    expect(single.map(nameOf).sort()).toEqual(['load-testing/loadgenerator', 'shop/redis-cart']);
    for (const { metadata } of single) { expect(metadata.annotations).toHaveProperty(['waiver.cdk8s-hardened/replicas-min']); }
  });

  test('write files in one place only: Redis in /data', () => {
    const mounts = deployments.flatMap(each => containersIn(templateOf(each)).flatMap(({ volumeMounts = [] }) => volumeMounts)
      .map(({ mountPath }) => `${each.metadata.name} ${mountPath}`));
    expect(mounts).toEqual(['redis-cart /data']);
  });
});

/** `shop/cartservice`; what is no single workload is spelled out. */
function peerOf(peer: any, own: string): string {
  const { namespaceSelector, podSelector, ...rest } = peer;
  const namespace = namespaceSelector ? namespaceSelector.matchLabels['kubernetes.io/metadata.name'] : own;
  const { 'app.kubernetes.io/name': name, ...others } = podSelector.matchLabels;
  const selectors = [rest, others, podSelector.matchExpressions, namespaceSelector?.matchExpressions];
  return name !== undefined && selectors.every(selector => Object.keys(selector ?? {}).length === 0) ? `${namespace}/${name}` : JSON.stringify(peer);
}

/** The edges that the policies of workloads open in one direction. */
function edgesOf(direction: 'egress' | 'ingress'): string[] {
  return ofKind(manifests, 'NetworkPolicy').filter(({ metadata }) => !['default-deny', 'allow-dns'].includes(metadata.name)).flatMap(({ metadata, spec }) => {
    const self = peerOf({ podSelector: spec.podSelector }, metadata.namespace);
    return spec[direction].flatMap((rule: any) => rule[direction === 'egress' ? 'to' : 'from'].flatMap((peer: any) => rule.ports.map(({ port, protocol }: any) => {
      const other = peerOf(peer, metadata.namespace);
      const [from, to] = direction === 'egress' ? [self, other] : [other, self];
      return `${from} -> ${to}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`;
    })));
  }).sort();
}

describe('the network', () => {
  test('lets each workload out to those that it calls, to DNS, and nowhere else', () => {
    const edges = edgesOf('egress');
    expect(edges.filter(edge => !edge.includes('kube-dns'))).toEqual(EDGES);
    expect(edges.filter(edge => edge.includes('kube-dns'))).toHaveLength(2 * deployments.length);
  });

  test('lets each workload in to those that it calls, the ingress controller to the frontend, and nobody else', () => {
    expect(edgesOf('ingress')).toEqual(['ingress-nginx/ingress-nginx -> shop/frontend:8080', ...EDGES]);
  });

  test('is closed in both directions around every pod', () => {
    for (const each of deployments) {
      const labels = templateOf(each).metadata.labels;
      const policy = only(inNamespace(each.metadata.namespace, 'NetworkPolicy'), 'NetworkPolicy', each.metadata.name).spec;
      expect(labels).toMatchObject(policy.podSelector.matchLabels);
      expect(policy.policyTypes).toEqual(['Ingress', 'Egress']);
    }
  });

  test('leads where the addresses in the environment lead, by a Service', () => {
    const called = deployments.flatMap(each => templateOf(each).spec.containers.flatMap(({ env = [] }: any) => env)
      .filter(({ name, value }: any) => /^[^:]+:\d+$/.test(value) && name !== 'SHOPPING_ASSISTANT_SERVICE_ADDR')
      .map(({ value }: any) => {
        const [host, port] = value.split(':');
        const [name, namespace = each.metadata.namespace] = host.split('.');
        const service = only(inNamespace(namespace, 'Service'), 'Service', name).spec;
        expect(service.selector).toEqual({ 'app.kubernetes.io/name': name });
        const { targetPort } = service.ports.find((its: any) => its.port === Number(port));
        return `${nameOf(each)} -> ${namespace}/${name}:${targetPort}`;
      }));
    expect(called.sort()).toEqual(EDGES);
  });
});

describe.each(['shop', 'payments', 'load-testing'])('the tenant %s', name => {
  const workloads = inNamespace(name, 'Deployment');

  test('has room for all its pods, also while all of them are replaced', () => {
    const quota = only(inNamespace(name, 'ResourceQuota'), 'ResourceQuota', 'compute-and-objects');
    expect(excessOf(demandOf(workloads), quota)).toEqual([]);
    expect(inNamespace(name, 'Service').length).toBeLessThanOrEqual(Number(quota.spec.hard.services));
    expect(inNamespace(name, 'Ingress').length).toBeLessThanOrEqual(Number(quota.spec.hard['count/ingresses.networking.k8s.io']));
  });

  test('refuses none of its pods', () => {
    expect(refusedBy(only(inNamespace(name, 'LimitRange'), 'LimitRange'), workloads)).toEqual([]);
  });
});

test('two synths write the same bytes, one file for each tenant', () => {
  expect(Object.keys(files)).toEqual(['load-testing.k8s.yaml', 'payments.k8s.yaml', 'shop.k8s.yaml']);
  expect(filesOf(onlineShop)).toEqual(files);
});
