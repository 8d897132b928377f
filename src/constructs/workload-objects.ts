import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import { Protocol, Service, ServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DISRUPTION, REPLICAS_MINIMUM } from '../controls/availability';
import { findRefusedSubject } from '../controls/rbac-subjects';
import { invalid } from '../kubernetes/invalid';
import { shapeJson } from './json-hook';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { Port } from './port';
import { Run } from './run';

/** What the objects around a workload share with it. */
export interface ObjectContext {
  readonly scope: Construct;
  readonly run: Run;
  readonly metadata: ApiObjectMetadata;
  readonly selector: { readonly [label: string]: string };
}

/** The account of a workload; one that was given none gets its own, which may do nothing. */
export function accountOf({ scope, metadata }: ObjectContext, given?: LeastPrivilegeServiceAccount): ServiceAccount {
  const { namespace } = Chart.of(scope);
  if (!given) {
    const refused = findRefusedSubject('ServiceAccount', metadata.name!);
    if (refused) {
      throw invalid(scope.node.path, `the account of a workload must not have this name, because ${refused.why}`, metadata.name, 'Set name, or serviceAccount.');
    }
    return new ServiceAccount(scope, 'ServiceAccount', { metadata });
  }
  if (given.namespace !== namespace) {
    throw invalid(scope.node.path, `serviceAccount must be in the namespace of the workload, ${namespace ?? 'which is not named'}`, given.namespace,
      'Create the account in the same tenant or chart.');
  }
  return given.serviceAccount;
}

/** A ClusterIP Service, headless where it names the pods of a StatefulSet. */
export function addService({ scope, run, metadata, selector }: ObjectContext, ports: readonly Port[]): Service {
  if (!/^[a-z]/.test(metadata.name!)) {
    throw invalid(scope.node.path, 'the name of a workload with a port must begin with a letter', metadata.name, 'Set name: it is that of the Service too, which must be a DNS-1035 label.');
  }
  const service = new Service(scope, 'Service', { metadata, ...(run.kind === 'StatefulSet' ? { clusterIP: 'None' } : {}) });
  bindPorts(service, ports);
  for (const [label, value] of Object.entries(selector)) { service.selectLabel(label, value); }
  // cdk8s-plus-27 writes `externalIPs: []`, which the API server drops: GitOps controllers would see a difference for ever.
  shapeJson(ApiObject.of(service), json => {
    if (json.spec.externalIPs?.length === 0) { delete json.spec.externalIPs; }
    return json;
  });
  return service;
}

/** Opens further ports of a Service. */
export function bindPorts(service: Service, ports: readonly Port[]): void {
  for (const { name, number, protocol, servicePort } of ports) {
    if (service.ports.some(other => other.port === servicePort && (other.protocol ?? Protocol.TCP) === protocol)) {
      throw invalid(service.node.scope!.node.path, `servicePort ${protocol} must not be used twice`, servicePort, `Give port ${number} a servicePort of its own.`);
    }
    service.bind(servicePort, { name, targetPort: number, protocol });
  }
}

/** A budget that two replicas can satisfy; fewer could not, and would block every node drain. */
export function addDisruptionBudget({ scope, run, metadata, selector }: ObjectContext): ApiObject | undefined {
  if ((run.replicas ?? 0) < REPLICAS_MINIMUM) { return undefined; }
  return new ApiObject(scope, 'PodDisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { ...DISRUPTION, selector: { matchLabels: { ...selector } } },
  });
}
