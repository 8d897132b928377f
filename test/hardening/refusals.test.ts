import { CheckId } from '../../src/controls/check-id';
import { harden } from '../../src/hardening/harden';
import { hasFixedVersion } from '../../src/hardening/image-version';
import { Waiver } from '../../src/waivers/waiver';
import { frozen, inDeployment, strongPod, withValue } from './strong-pod';

const waive = (check: string, container?: string) => Waiver.of(check as CheckId, { reason: 'r', expires: '2027-06-30', container });
const withPodField = (path: string, value: unknown): any => withValue(strongPod(), `spec.${path}`, value);

/** What is refused of a manifest, which stays as it is. */
function refusalsOf(manifest: any, waivers: Waiver[] = []): any[] {
  const result = harden(frozen(manifest), { waivers });
  expect(result.changes).toEqual([]);
  if (waivers.length === 0) { expect(result.manifest).toEqual(manifest); }
  return [...result.refusals];
}

describe('a volume', () => {
  test('of a host path is refused with the name of the volume, where it is and what to take instead', () => {
    const volumes = [{ configMap: { name: 'c' }, name: 'settings' }, { hostPath: { path: '/' }, name: 'disk' }];
    expect(refusalsOf(withPodField('volumes', volumes))).toEqual([{
      check: 'host-path-volume',
      path: 'spec.volumes[1].hostPath',
      problem: 'volume "disk" must be one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret',
      got: 'hostPath',
      todo: 'Take a persistentVolumeClaim, or a CSI driver',
    }]);
  });

  test.each([
    'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs', 'iscsi', 'nfs',
    'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume', 'unheardOf',
  ])('of the type %s is refused', type => {
    const [refusal, ...more] = refusalsOf(inDeployment(withPodField('volumes', [{ name: 'a', [type]: {} }])));
    expect(refusal).toMatchObject({ check: 'volume-types-restricted', path: `spec.template.spec.volumes[0].${type}`, got: type });
    expect(more).toEqual([]);
  });

  test.each(['configMap', 'csi', 'downwardAPI', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'])('of the type %s is not', type => {
    expect(refusalsOf(withPodField('volumes', [{ name: 'a', [type]: {} }]))).toEqual([]);
  });

  test('whose host path is null is none of a host path', () => {
    expect(refusalsOf(withPodField('volumes', [{ configMap: { name: 'c' }, hostPath: null, name: 'a' }]))).toEqual([]);
  });

  test('without a name is refused like others', () => {
    for (const name of [undefined, null, { toString: 'x' }]) {
      expect(refusalsOf(withPodField('volumes', [{ hostPath: {}, name }]))[0].problem).toMatch(/^volume must be one of/);
    }
  });
});

describe('an image', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const all = (image: unknown): any => ['containers', 'initContainers', 'ephemeralContainers'].reduce((pod, list) => withValue(pod, `spec.${list}[0].image`, image), strongPod());

  test.each<[unknown]>([['nginx'], ['nginx:latest'], ['host:443/app'], [`app@${digest.slice(0, -1)}`], [`app@${digest.toUpperCase()}`], ['{{ image }}'], [''], [undefined], [null], [7], [{}]])(
    'without a fixed tag or a digest is refused in containers of every kind: %p', image => {
      expect(hasFixedVersion(image)).toBe(false);
      expect(refusalsOf(all(image))).toEqual(['initContainers', 'containers', 'ephemeralContainers'].map(list => ({
        check: 'image-tag',
        path: `spec.${list}[0].image`,
        problem: 'image must have a fixed tag or a digest',
        got: image,
        todo: 'Append the tag, or better @sha256:<digest>',
      })));
    });

  test.each(['nginx:1', 'nginx:stable', 'host:443/app:1', `app@${digest}`, `app:latest@${digest}`, 'app:latest-1', 'app:Latest'])('with one is not: %s', image => {
    expect(hasFixedVersion(image)).toBe(true);
    expect(refusalsOf(all(image))).toEqual([]);
  });
});

describe('an environment variable', () => {
  test('is not filled from a secret, alone or with all others', () => {
    const env = [{ name: 'A', value: 'a' }, { name: 'B', valueFrom: { secretKeyRef: { key: 'k', name: 'db' } } }];
    const envFrom = [{ configMapRef: { name: 'c' } }, { secretRef: { name: 'cloud' } }];
    const problem = 'environment variables must not be filled from a secret';
    const todo = 'Mount the key as a file';
    expect(refusalsOf(withPodField('containers[0].env', env))).toEqual([
      { check: 'secret-as-env-var', path: 'spec.containers[0].env[1].valueFrom.secretKeyRef', problem, got: 'db', todo },
    ]);
    expect(refusalsOf(withPodField('initContainers[0].envFrom', envFrom))).toEqual([
      { check: 'secret-as-env-var', path: 'spec.initContainers[0].envFrom[1].secretRef', problem, got: 'cloud', todo },
    ]);
  });

  test('is not filled from a secret that has no name either', () => {
    expect(refusalsOf(withPodField('containers[0].env', [{ name: 'B', valueFrom: { secretKeyRef: { key: 'k' } } }]))).toHaveLength(1);
    expect(refusalsOf(withPodField('containers[0].envFrom', [{ secretRef: {} }]))).toHaveLength(1);
  });

  test.each<[unknown]>([
    [[{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]], [[{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }]],
    [[{ name: 'A', valueFrom: { secretKeyRef: null } }]], [[null, 'text', {}]], ['text'], [null],
  ])('may be filled from elsewhere: %j', env => {
    expect(refusalsOf(withPodField('containers[0].env', env))).toEqual([]);
  });
});

describe('a Service', () => {
  const service = (spec: any): any => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
  const todo = 'Use a ClusterIP Service behind an Ingress with TLS';

  test.each<[string, any, any]>([
    ['opens ports on every node', { type: 'NodePort' }, { check: 'service-node-port', path: 'spec.type', problem: 'type must be ClusterIP', got: 'NodePort', todo }],
    ['is a load balancer', { type: 'LoadBalancer' }, { check: 'service-load-balancer', path: 'spec.type', problem: 'type must be ClusterIP', got: 'LoadBalancer', todo }],
    ['claims addresses', { externalIPs: ['192.0.2.1'] }, { check: 'service-external-ips', path: 'spec.externalIPs', problem: 'externalIPs must be left out', got: ['192.0.2.1'], todo }],
  ])('is refused where it %s', (_, spec, refusal) => {
    expect(refusalsOf(service(spec))).toEqual([refusal]);
    expect(refusalsOf(service(spec), [waive(refusal.check)])).toEqual([]);
    expect(refusalsOf(service(spec), [waive('host-pid')])).toEqual([refusal]);
  });

  test.each<[any]>([[{}], [{ type: 'ClusterIP' }], [{ type: 'ExternalName' }], [{ type: null, externalIPs: null }], [{ externalIPs: [] }]])('is not with %j', spec => {
    expect(refusalsOf(service(spec))).toEqual([]);
  });

  test('of another group is none of ours', () => {
    expect(refusalsOf({ ...service({ type: 'NodePort' }), apiVersion: 'example.com/v1' })).toEqual([]);
  });
});

describe('a refusal', () => {
  test.each<[string, any]>([
    ['host-path-volume', withPodField('volumes', [{ hostPath: { path: '/' }, name: 'a' }])],
    ['volume-types-restricted', withPodField('volumes', [{ name: 'a', nfs: {} }])],
    ['image-tag', withPodField('containers[0].image', 'app')],
    ['secret-as-env-var', withPodField('containers[0].envFrom', [{ secretRef: { name: 's' } }])],
  ])('of %s can be waived, and not by another waiver', (check, pod) => {
    expect(refusalsOf(pod, [waive(check)])).toEqual([]);
    expect(refusalsOf(pod, [waive('host-pid')])).toHaveLength(1);
    expect(refusalsOf(pod, [waive(check, 'other')])).toHaveLength(1);
  });

  test('in a container can be waived for that container', () => {
    expect(refusalsOf(withPodField('containers[0].image', 'app'), [waive('image-tag', 'app')])).toEqual([]);
  });
});
