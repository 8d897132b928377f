import { ApiObject, Size } from 'cdk8s';
import { ApiResource, ConfigMap, Cpu } from 'cdk8s-plus-27';
import { GuaranteedQoS, Hardening, HardeningChange, Permission, Resources, SecureWorkload } from '../../src';
import { DocumentedDefaults, mainOf, podOf, sameAs } from './documented-default';
import { USES } from './public-structs';
import { newChart, ofKind, only, synth } from './synth';

const image = 'registry.example.com/app:1.4';

/** The resources of a workload whose limits are above its requests, under a guarantee. */
function guaranteed(props: any): any {
  const chart = newChart();
  const resources = Resources.of({ cpu: Cpu.millis(100), cpuLimit: Cpu.millis(700), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(96) });
  new GuaranteedQoS(chart, 'critical', { workloads: [new SecureWorkload(chart, 'app', { image, port: 8080, resources })], ...props });
  return mainOf(synth(chart)).resources;
}

/** What Hardening changes in a pod of somebody else. */
function changed(spec: any, path: string): HardeningChange {
  const chart = newChart();
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image }], ...spec } });
  return Hardening.of(chart).changes.find(change => change.path === path)!;
}

function hardenedPod(props: any): any {
  const chart = newChart();
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image }] } });
  Hardening.of(chart, props);
  return only(synth(chart), 'Pod').spec;
}

export const OTHER_DEFAULTS: DocumentedDefaults = {
  'GuaranteedQoSProps.cpu': {
    text: '- its own limit',
    behaves: () => expect(guaranteed({ memory: Size.mebibytes(128) })).toMatchObject({ limits: { cpu: '700m' }, requests: { cpu: '700m' } }),
  },
  'GuaranteedQoSProps.memory': {
    text: '- its own limit', behaves: () => expect(guaranteed({ cpu: Cpu.units(1) })).toMatchObject({ limits: { memory: '96Mi' }, requests: { memory: '96Mi' } }),
  },
  'GuaranteedQoSProps.exclusiveCpus': {
    text: 'false', behaves: sameAs('GuaranteedQoSProps.exclusiveCpus', false, manifests => expect(mainOf(manifests).resources.requests.cpu).toBe('500m')),
  },
  'GuaranteedQoSProps.priority': {
    text: '- that of the cluster',
    behaves: () => {
      const manifests = USES.GuaranteedQoSProps({});
      expect(ofKind(manifests, 'PriorityClass')).toEqual([]);
      expect(podOf(manifests).priorityClassName).toBeUndefined();
    },
  },
  'PriorityOptions.preempts': {
    text: 'true', behaves: sameAs('PriorityOptions.preempts', true, manifests => expect(only(manifests, 'PriorityClass').preemptionPolicy).toBe('PreemptLowerPriority')),
  },
  'HardeningProps.writablePaths': {
    text: '- none',
    behaves: () => {
      expect(hardenedPod({})).toEqual(hardenedPod({ writablePaths: [] }));
      expect(hardenedPod({}).volumes).toBeUndefined();
      expect(hardenedPod({}).containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    },
  },
  'HardeningChange.before': {
    text: '- nothing',
    behaves: () => {
      expect(changed({}, 'spec.automountServiceAccountToken')).toMatchObject({ after: false });
      expect(changed({}, 'spec.automountServiceAccountToken').before).toBeUndefined();
      expect(changed({ automountServiceAccountToken: true }, 'spec.automountServiceAccountToken').before).toBe(true);
    },
  },
  'HardeningChange.after': {
    text: '- nothing: the field is gone',
    behaves: () => {
      const spec = { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } };
      expect(changed(spec, 'spec.securityContext.sysctls')).toMatchObject({ before: spec.securityContext.sysctls });
      expect(changed(spec, 'spec.securityContext.sysctls').after).toBeUndefined();
    },
  },
  'CidrOptions.except': {
    text: '- none',
    behaves: sameAs('CidrOptions.except', [], manifests => expect(only(manifests, 'NetworkPolicy').spec.ingress[0].from).toEqual([{ ipBlock: { cidr: '10.1.0.0/16' } }])),
  },
  'IngressExposure.path': {
    text: '/', behaves: sameAs('IngressExposure.path', '/', manifests => expect(only(manifests, 'Ingress').spec.rules[0].http.paths[0]).toMatchObject({ path: '/', pathType: 'Prefix' })),
  },
  'IngressExposure.className': {
    text: '- the default class of the cluster', behaves: () => expect(only(USES.IngressExposure({}), 'Ingress').spec.ingressClassName).toBeUndefined(),
  },
  'PermissionOptions.names': {
    text: '- the name of the construct where the resource is one, else every object',
    behaves: () => {
      const settings = new ConfigMap(newChart(), 'settings', { metadata: { name: 'cart-settings' } });
      expect(Permission.read(settings)._rule.resourceNames).toEqual(['cart-settings']);
      expect(Permission.read(ApiResource.CONFIG_MAPS)._rule).not.toHaveProperty('resourceNames');
    },
  },
  'PermissionOptions.subresource': { text: '- the object itself', behaves: () => expect(Permission.read(ApiResource.PODS)._rule.resources).toEqual(['pods']) },
};
