import * as fc from 'fast-check';
import { containersOf, findPod, isSidecar } from '../../src/kubernetes/pods';

const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a' }] } };

describe('the pod of a manifest', () => {
  test.each<[string, string, string[], any]>([
    ['v1', 'Pod', [], template],
    ['v1', 'PodTemplate', ['template'], { template }],
    ['v1', 'ReplicationController', ['spec', 'template'], { spec: { template } }],
    ['apps/v1', 'DaemonSet', ['spec', 'template'], { spec: { template } }],
    ['apps/v1', 'Deployment', ['spec', 'template'], { spec: { template } }],
    ['apps/v1', 'ReplicaSet', ['spec', 'template'], { spec: { template } }],
    ['apps/v1', 'StatefulSet', ['spec', 'template'], { spec: { template } }],
    ['batch/v1', 'Job', ['spec', 'template'], { spec: { template } }],
    ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template'], { spec: { jobTemplate: { spec: { template } } } }],
    ['batch/v1beta1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template'], { spec: { jobTemplate: { spec: { template } } } }],
    ['argoproj.io/v1alpha1', 'Rollout', ['spec', 'template'], { spec: { template } }],
    ['apps.openshift.io/v1', 'DeploymentConfig', ['spec', 'template'], { spec: { template } }],
    ['serving.knative.dev/v1', 'Service', ['spec', 'template'], { spec: { template } }],
    ['serving.knative.dev/v1', 'Configuration', ['spec', 'template'], { spec: { template } }],
    ['keda.sh/v1alpha1', 'ScaledJob', ['spec', 'jobTargetRef', 'template'], { spec: { jobTargetRef: { template } } }],
  ])('%s %s is found where that kind keeps it', (apiVersion, kind, path, rest) => {
    const manifest = { apiVersion, kind, ...rest };
    const pod = findPod(manifest)!;
    expect(pod).toMatchObject({ path, isWindows: false });
    expect(pod.spec).toBe(template.spec);
    expect(pod.template).toBe(path.length === 0 ? manifest : template);
  });

  test.each<[string, any]>([
    ['a Service of the core group', { apiVersion: 'v1', kind: 'Service', spec: { template } }],
    ['a Pod of another group', { apiVersion: 'metrics.k8s.io/v1', kind: 'Pod', spec: template.spec }],
    ['a Deployment of the core group', { apiVersion: 'v1', kind: 'Deployment', spec: { template } }],
    ['a kind that is called like a property of every object', { apiVersion: 'v1', kind: 'constructor', spec: { template } }],
    ['a pod without a spec', { apiVersion: 'v1', kind: 'Pod' }],
    ['a spec that is null', { apiVersion: 'v1', kind: 'Pod', spec: null }],
    ['a spec that is a list', { apiVersion: 'v1', kind: 'Pod', spec: [] }],
    ['a workload without a template', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} }],
    ['a template that is a text', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: 'x' } }],
    ['a template without a spec', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: {} } }],
    ['nothing', {}],
  ])('is not found in %s', (_, manifest) => {
    expect(findPod(manifest)).toBeUndefined();
  });

  test.each<[unknown, boolean]>([[{ name: 'windows' }, true], [{ name: 'linux' }, false], [{ name: 'Windows' }, false], [{}, false], [null, false], ['windows', false]])(
    'with os %j runs on Windows: %s', (os, isWindows) => {
      expect(findPod({ apiVersion: 'v1', kind: 'Pod', spec: { os } })).toMatchObject({ isWindows });
    });

  test('is looked for in anything without an error', () => {
    const messy = fc.dictionary(fc.constantFrom('apiVersion', 'kind', 'spec', 'template', 'metadata'), fc.oneof(fc.anything(), fc.constantFrom('v1', 'Pod', 'apps/v1', 'Deployment', { template })));
    fc.assert(fc.property(messy, manifest => {
      expect(() => findPod(manifest)).not.toThrow();
    }));
  });
});

describe('the containers of a pod', () => {
  test('are those of all three lists, each with its place', () => {
    const spec = { ephemeralContainers: [{ name: 'e' }], containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'i', restartPolicy: 'Always' }] };
    expect(containersOf(spec).map(({ list, index, spec: { name } }) => [list, index, name])).toEqual([
      ['initContainers', 0, 'i'], ['containers', 0, 'a'], ['containers', 1, 'b'], ['ephemeralContainers', 0, 'e'],
    ]);
  });

  test('keep their place where others are no containers', () => {
    expect(containersOf({ containers: [null, 'text', [], { name: 'a' }] }).map(({ index }) => index)).toEqual([3]);
  });

  test('are none where the lists are none', () => {
    expect(containersOf({ containers: 'a', initContainers: null, ephemeralContainers: { 0: {} } })).toEqual([]);
    expect(containersOf({})).toEqual([]);
  });

  test('go on beside the others only as init containers that are always restarted', () => {
    const isOne = (list: string, restartPolicy?: string) => isSidecar(containersOf({ [list]: [{ restartPolicy }] })[0]);
    expect([isOne('initContainers', 'Always'), isOne('initContainers', 'OnFailure'), isOne('initContainers'), isOne('containers', 'Always'), isOne('ephemeralContainers', 'Always')])
      .toEqual([true, false, false, false, false]);
  });
});
