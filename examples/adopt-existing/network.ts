import { Chart } from 'cdk8s';
import { Namespaces, NetworkPolicy, NetworkPolicyPort, Pods } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** The tenant is closed but for DNS. SecureWorkloads open edges by themselves; for pods that others wrote, policies say which there are. */
export function openNetwork(tickets: Chart): void {
  const scope = new Construct(tickets, 'network');
  const [web, database, report] = ['web', 'database', 'report'].map(app => Pods.select(scope, `${app}-pods`, { labels: { app } }));
  const controller = Pods.select(scope, 'controller-pods', {
    labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
    namespaces: Namespaces.select(scope, 'controller-namespace', { labels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }),
  });
  const [http, postgres] = [8080, 5432].map(port => [NetworkPolicyPort.tcp(port)]);

  new NetworkPolicy(scope, 'web', {
    metadata: { name: 'web' },
    selector: web,
    ingress: { rules: [{ peer: controller, ports: http }] },
    egress: { rules: [{ peer: database, ports: postgres }] },
  });
  new NetworkPolicy(scope, 'report', { metadata: { name: 'report' }, selector: report, egress: { rules: [{ peer: database, ports: postgres }] } });
  new NetworkPolicy(scope, 'database', {
    metadata: { name: 'database' },
    selector: database,
    ingress: { rules: [{ peer: web, ports: postgres }, { peer: report, ports: postgres }] },
  });
}

/** Lets the pods of a tenant bring their traces. */
export function openTracing(tracing: Chart, from: Chart): void {
  const scope = new Construct(tracing, 'network');
  new NetworkPolicy(scope, 'trace-collector', {
    metadata: { name: 'trace-collector' },
    selector: Pods.select(scope, 'collector-pods', { labels: { app: 'trace-collector' } }),
    ingress: {
      rules: [{
        peer: Namespaces.select(scope, 'callers', { labels: { 'kubernetes.io/metadata.name': from.namespace! } }),
        ports: [NetworkPolicyPort.tcp(4317)],
      }],
    },
  });
}
