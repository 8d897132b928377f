import { App, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
// Users write: from 'cdk8s-hardened'.
import { Subject, TenantAccess, TenantNamespace, TenantSize } from '../../src';

/** Argo CD applies workloads and what is around them. Tenants, and with them all network policies, are applied by who runs the cluster. */
const DELIVERY = Subject.serviceAccount('argocd-application-controller', 'argocd');

/** The PriorityClass that GuaranteedQoS makes in main.ts: its name is the namespace and the id. */
export const PAYMENT_PRIORITY = 'payments-critical';

/**
 * Three namespaces. Card numbers and addresses are seen in `payments` only, where nobody changes anything by hand; the
 * load generator makes traffic as a stranger would, and gets no way to anything but the frontend.
 */
export function tenantsOf(app: App) {
  return {
    'shop': new TenantNamespace(app, 'shop', {
      owner: 'team-shop@example.com',
      size: TenantSize.SMALL,
      access: [
        TenantAccess.developers(Subject.group('shop-developers')),
        TenantAccess.viewers(Subject.group('support')),
        TenantAccess.deployers(DELIVERY),
      ],
      priorityClasses: [], // none of its pods may push others off a node
    }),
    'payments': new TenantNamespace(app, 'payments', {
      owner: 'team-payments@example.com',
      size: TenantSize.SMALL,
      access: [
        TenantAccess.viewers(Subject.group('payments-developers')),
        TenantAccess.deployers(DELIVERY),
      ],
      priorityClasses: [PAYMENT_PRIORITY],
    }),
    'load-testing': new TenantNamespace(app, 'load-testing', {
      owner: 'team-performance@example.com',
      size: TenantSize.of({ cpu: Cpu.units(1), memory: Size.gibibytes(2), storage: Size.gibibytes(0), pods: 4, services: 0, ingresses: 0 }),
      access: [TenantAccess.developers(Subject.group('performance-testers')), TenantAccess.deployers(DELIVERY)],
      priorityClasses: [],
    }),
  };
}

/** The tenants by their namespaces. */
export type Tenants = ReturnType<typeof tenantsOf>;
