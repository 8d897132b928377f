import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { Resources } from '../../src/constructs/resources';
import { TenantAmounts, TenantSize } from '../../src/constructs/tenant-size';
import { RESOURCE_DEFAULTS } from '../../src/controls/resources';
import { parseQuantity } from '../../src/kubernetes/quantity';
import { messageOf } from '../support/synth';

const own: TenantAmounts = { cpu: Cpu.units(20), memory: Size.gibibytes(40), storage: Size.gibibytes(100), pods: 50 };
const amount = (quantity: string): bigint => parseQuantity(quantity)!;
const limitsOf = (size: TenantSize, type: string): any => size._toLimits().find(limits => limits.type === type);

/** Every way in which a quota and a limit range can contradict each other. */
function disagreements(size: TenantSize): string[] {
  const hard = size._toHard();
  const [container, pod, volume] = ['Container', 'Pod', 'PersistentVolumeClaim'].map(type => limitsOf(size, type));
  const pairs: [string, string, string][] = ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource): [string, string, string][] => [
    [`min request ${resource}`, container.min[resource], container.defaultRequest[resource]],
    [`request limit ${resource}`, container.defaultRequest[resource], container.default[resource]],
    [`limit max ${resource}`, container.default[resource], container.max[resource]],
    [`container pod ${resource}`, container.max[resource], pod.max[resource]],
    [`pod quota ${resource}`, pod.max[resource], hard[`limits.${resource}`]],
    [`request quota ${resource}`, container.defaultRequest[resource], hard[`requests.${resource}`]],
    [`quotas ${resource}`, hard[`requests.${resource}`], hard[`limits.${resource}`]],
  ]);
  if (volume) { pairs.push(['volume', volume.max.storage, hard['requests.storage']]); }
  return pairs.filter(([, lower, upper]) => amount(lower) > amount(upper)).map(([name]) => name);
}

describe.each([['SMALL', TenantSize.SMALL], ['MEDIUM', TenantSize.MEDIUM], ['LARGE', TenantSize.LARGE]])('the size %s', (_, size) => {
  const hard = size._toHard();

  test('has a quota and a limit range that agree', () => {
    expect(disagreements(size)).toEqual([]);
  });

  test('has room for all its pods with the container that names no resources', () => {
    const pods = amount(hard.pods) / amount('1');
    for (const { resource, request, limit } of RESOURCE_DEFAULTS) {
      expect(pods * amount(request)).toBeLessThanOrEqual(amount(hard[`requests.${resource}`]));
      expect(pods * amount(limit)).toBeLessThanOrEqual(amount(hard[`limits.${resource}`]));
    }
  });

  test('bounds compute, storage and objects, and has no node ports and load balancers', () => {
    expect(Object.keys(hard).sort()).toEqual([
      'configmaps', 'count/cronjobs.batch', 'count/ingresses.networking.k8s.io', 'count/jobs.batch',
      'limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'persistentvolumeclaims', 'pods',
      'requests.cpu', 'requests.ephemeral-storage', 'requests.memory', 'requests.storage',
      'secrets', 'services', 'services.loadbalancers', 'services.nodeports',
    ]);
    expect(hard).toMatchObject({ 'services.loadbalancers': '0', 'services.nodeports': '0' });
  });

  test('keeps one container, pod or volume from taking everything', () => {
    for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
      expect(amount(limitsOf(size, 'Pod').max[resource]) * 2n).toBeLessThanOrEqual(amount(hard[`limits.${resource}`]));
    }
    expect(amount(limitsOf(size, 'PersistentVolumeClaim').max.storage) * 2n).toBeLessThanOrEqual(amount(hard['requests.storage']));
  });
});

test.each([
  ['SMALL', TenantSize.SMALL, ['4', '20', '8Gi', '50Gi', '40']],
  ['MEDIUM', TenantSize.MEDIUM, ['16', '80', '32Gi', '200Gi', '160']],
  ['LARGE', TenantSize.LARGE, ['64', '320', '128Gi', '800Gi', '640']],
])('the size %s is what its documentation says', (_, size, numbers) => {
  const hard = size._toHard();
  expect([hard['requests.cpu'], hard['limits.cpu'], hard['requests.memory'], hard['requests.storage'], hard.pods]).toEqual(numbers);
});

describe('own numbers', () => {
  test('of which only the necessary ones are given get the documented defaults', () => {
    expect(TenantSize.of(own)._toHard()).toEqual({
      'configmaps': '100',
      'count/cronjobs.batch': '20',
      'count/ingresses.networking.k8s.io': '20',
      'count/jobs.batch': '50',
      'limits.cpu': '20',
      'limits.ephemeral-storage': '12800Mi',
      'limits.memory': '40Gi',
      'persistentvolumeclaims': '20',
      'pods': '50',
      'requests.cpu': '20',
      'requests.ephemeral-storage': '12800Mi',
      'requests.memory': '40Gi',
      'requests.storage': '100Gi',
      'secrets': '100',
      'services': '50',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
    expect(TenantSize.of(own)._toLimits()).toEqual([
      {
        type: 'Container',
        default: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '256Mi' },
        defaultRequest: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
        max: { 'cpu': '20', 'memory': '40Gi', 'ephemeral-storage': '12800Mi' },
        min: { 'cpu': '1m', 'memory': '8Mi', 'ephemeral-storage': '1Mi' },
      },
      { type: 'Pod', max: { 'cpu': '20', 'memory': '40Gi', 'ephemeral-storage': '12800Mi' } },
      { type: 'PersistentVolumeClaim', max: { storage: '100Gi' } },
    ]);
  });

  test('are all kept', () => {
    const size = TenantSize.of({
      cpu: Cpu.millis(2500),
      cpuLimit: Cpu.units(10),
      memory: Size.gibibytes(1.5),
      ephemeralStorage: Size.tebibytes(1),
      storage: Size.mebibytes(1536),
      storageClasses: { 'fast': Size.gibibytes(1), 'slow.example.com': Size.gibibytes(0) },
      pods: 1000,
      services: 1,
      ingresses: 2,
      configMaps: 3,
      secrets: 4,
      volumeClaims: 5,
      jobs: 6,
      cronJobs: 7,
      containerDefaults: Resources.of({
        cpu: Cpu.millis(20), cpuLimit: Cpu.millis(1000), memory: Size.mebibytes(32), memoryLimit: Size.mebibytes(48),
      }),
      maxContainerCpu: Cpu.units(1),
      maxContainerMemory: Size.mebibytes(512),
      maxPodCpu: Cpu.units(2),
      maxPodMemory: Size.mebibytes(768),
      maxPodEphemeralStorage: Size.gibibytes(2),
      maxVolume: Size.gibibytes(1),
    });
    expect(size._toHard()).toEqual({
      'configmaps': '3',
      'count/cronjobs.batch': '7',
      'count/ingresses.networking.k8s.io': '2',
      'count/jobs.batch': '6',
      'fast.storageclass.storage.k8s.io/requests.storage': '1Gi',
      'limits.cpu': '10',
      'limits.ephemeral-storage': '1Ti',
      'limits.memory': '1536Mi',
      'persistentvolumeclaims': '5',
      'pods': '1k',
      'requests.cpu': '2500m',
      'requests.ephemeral-storage': '1Ti',
      'requests.memory': '1536Mi',
      'requests.storage': '1536Mi',
      'secrets': '4',
      'services': '1',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      'slow.example.com.storageclass.storage.k8s.io/requests.storage': '0',
    });
    expect(size._toLimits()).toEqual([
      {
        type: 'Container',
        default: { 'cpu': '1', 'memory': '48Mi', 'ephemeral-storage': '256Mi' },
        defaultRequest: { 'cpu': '20m', 'memory': '32Mi', 'ephemeral-storage': '64Mi' },
        max: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '2Gi' },
        min: { 'cpu': '1m', 'memory': '8Mi', 'ephemeral-storage': '1Mi' },
      },
      { type: 'Pod', max: { 'cpu': '2', 'memory': '768Mi', 'ephemeral-storage': '2Gi' } },
      { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } },
    ]);
  });

  test('without storage have no volumes, and no limit that would be zero', () => {
    const size = TenantSize.of({ ...own, storage: Size.gibibytes(0) });
    expect(size._toHard()).toMatchObject({ 'persistentvolumeclaims': '0', 'requests.storage': '0' });
    expect(limitsOf(size, 'PersistentVolumeClaim')).toBeUndefined();
  });

  test('so small that the usual container would not fit give containers less', () => {
    const size = TenantSize.of({ ...own, cpu: Cpu.millis(50), memory: Size.mebibytes(64), pods: 1, ephemeralStorage: Size.mebibytes(32) });
    expect(limitsOf(size, 'Container')).toMatchObject({
      default: { 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '32Mi' },
      defaultRequest: { 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '32Mi' },
    });
  });
});

const wrong: [string, Partial<TenantAmounts>, string][] = [
  ['no cpu', { cpu: Cpu.units(0) }, 'TenantSize: cpu must be at least 1m, the least that a container may ask for (got "0"). Raise it.'],
  ['no number of cpus', { cpu: Cpu.units(NaN) }, 'TenantSize: cpu must be at least 1m, the least that a container may ask for (got "NaN"). Raise it.'],
  ['cpu below zero', { cpu: Cpu.units(-1) }, 'TenantSize: cpu must be at least 1m, the least that a container may ask for (got "-1"). Raise it.'],
  ['a fraction of a milli', { cpu: Cpu.millis(1.5) }, 'TenantSize: cpu must be whole thousandths of a cpu (got "1500u"). Write it in millis, such as Cpu.millis(500).'],
  ['limits below requests', { cpuLimit: Cpu.units(10) }, 'TenantSize: cpu must not be above cpuLimit, which is 10 (got "20"). Lower the one, or raise the other.'],
  ['hardly any memory', { memory: Size.mebibytes(4) }, 'TenantSize: memory must be at least 8Mi, the least that a container may ask for (got "4Mi"). Raise it.'],
  ['no local disk', { ephemeralStorage: Size.mebibytes(0) }, 'TenantSize: ephemeralStorage must be at least 1Mi, the least that a container may ask for (got "0"). Raise it.'],
  ['a pod larger than the tenant', { maxPodCpu: Cpu.units(30) }, 'TenantSize: maxPodCpu must not be above cpu, which is 20 (got "30"). Lower the one, or raise the other.'],
  ['a pod larger than the limits', { cpuLimit: Cpu.units(25), maxPodCpu: Cpu.units(30) },
    'TenantSize: maxPodCpu must not be above cpuLimit, which is 25 (got "30"). Lower the one, or raise the other.'],
  ['a pod with more memory than the tenant', { maxPodMemory: Size.gibibytes(41) },
    'TenantSize: maxPodMemory must not be above memory, which is 40Gi (got "41Gi"). Lower the one, or raise the other.'],
  ['a container larger than a pod', { maxPodCpu: Cpu.units(1), maxContainerCpu: Cpu.units(2) },
    'TenantSize: maxContainerCpu must not be above maxPodCpu, which is 1 (got "2"). Lower the one, or raise the other.'],
  ['a container with more memory than a pod', { maxPodMemory: Size.gibibytes(1), maxContainerMemory: Size.gibibytes(2) },
    'TenantSize: maxContainerMemory must not be above maxPodMemory, which is 1Gi (got "2Gi"). Lower the one, or raise the other.'],
  ['a pod with more local disk than the tenant', { maxPodEphemeralStorage: Size.gibibytes(13) },
    'TenantSize: maxPodEphemeralStorage must not be above ephemeralStorage, which is 12800Mi (got "13Gi"). Lower the one, or raise the other.'],
  ['a tiny container', { maxContainerMemory: Size.mebibytes(1) },
    'TenantSize: maxContainerMemory must be at least 8Mi, the least that a container may ask for (got "1Mi"). Raise it.'],
  ['a default above the largest container', { maxContainerCpu: Cpu.units(1), containerDefaults: Resources.of({ cpu: Cpu.units(2), memory: Size.mebibytes(64) }) },
    'TenantSize: containerDefaults limits.cpu must not be above maxContainerCpu, which is 1 (got "2"). Lower the one, or raise the other.'],
  ['a default request above all requests',
    { cpu: Cpu.units(1), cpuLimit: Cpu.units(9), containerDefaults: Resources.of({ cpu: Cpu.units(2), memory: Size.mebibytes(64) }) },
    'TenantSize: containerDefaults requests.cpu must not be above cpu, which is 1 (got "2"). Lower the one, or raise the other.'],
  ['a default below the least', { containerDefaults: Resources.of({ cpu: Cpu.units(1), memory: Size.mebibytes(1) }) },
    'TenantSize: containerDefaults limits.memory must be at least 8Mi, the least that a container may ask for (got "1Mi"). Raise it.'],
  ['a default of another resource', { containerDefaults: Resources.quantities({ requests: { 'cpu': '1', 'memory': '64Mi', 'nvidia.com/gpu': '1' } }) },
    'TenantSize: containerDefaults must name cpu, memory, ephemeral-storage only (got "nvidia.com/gpu"). Let the containers that need it ask for it.'],
  ['a volume larger than the storage', { maxVolume: Size.gibibytes(101) },
    'TenantSize: maxVolume must not be above storage, which is 100Gi (got "101Gi"). Lower the one, or raise the other.'],
  ['no number of bytes', { storage: Size.gibibytes(NaN) }, 'TenantSize: storage must be a size (got "NaN"). Write it as Size.gibibytes(10).'],
  ['more of a class than of storage', { storageClasses: { fast: Size.gibibytes(200) } },
    'TenantSize: storageClasses.fast must not be above storage, which is 100Gi (got "200Gi"). Lower the one, or raise the other.'],
  ['a class that is none', { storageClasses: { 'Fast Disk': Size.gibibytes(1) } },
    'TenantSize: storageClasses must have names of storage classes as keys (got "Fast Disk"). Write metadata.name of the class.'],
  ['no pods', { pods: 0 }, 'TenantSize: pods must be a whole number from 1 (got 0). Say how many pods the tenant may have.'],
  ['half a pod', { pods: 1.5 }, 'TenantSize: pods must be a whole number from 1 (got 1.5). Say how many pods the tenant may have.'],
  ['services below zero', { services: -1 }, 'TenantSize: services must be a whole number from 0 (got -1). Say how many services the tenant may have.'],
  ['endless jobs', { jobs: Infinity }, 'TenantSize: jobs must be a whole number from 0 (got Infinity). Say how many jobs the tenant may have.'],
  ['secrets in words', { secrets: '10' as any }, 'TenantSize: secrets must be a whole number from 0 (got "10"). Say how many secrets the tenant may have.'],
];

test.each(wrong)('own numbers with %s are refused', (_, numbers, message) => {
  expect(messageOf(() => TenantSize.of({ ...own, ...numbers }))).toBe(message);
});

test('whatever the numbers are, quota and limit range agree or the numbers are refused', () => {
  const cpu = (max: number): fc.Arbitrary<Cpu> => fc.integer({ min: 0, max }).map(millis => Cpu.millis(millis));
  const size = (max: number): fc.Arbitrary<Size> => fc.integer({ min: 0, max }).map(mebibytes => Size.mebibytes(mebibytes));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof(fc.constant(undefined), fc.constant(undefined), arbitrary);
  let agreed = 0;
  fc.assert(fc.property(
    fc.record({
      cpu: cpu(5000),
      memory: size(5000),
      storage: size(5000),
      pods: fc.integer({ min: 1, max: 500 }),
      cpuLimit: maybe(cpu(5000)),
      ephemeralStorage: maybe(size(5000)),
      maxContainerCpu: maybe(cpu(5000)),
      maxContainerMemory: maybe(size(5000)),
      maxPodCpu: maybe(cpu(5000)),
      maxPodMemory: maybe(size(5000)),
      maxPodEphemeralStorage: maybe(size(5000)),
      maxVolume: maybe(size(5000)),
      containerDefaults: maybe(fc.constant(Resources.of({ cpu: Cpu.millis(300), memory: Size.mebibytes(300) }))),
    }),
    amounts => {
      try {
        expect(disagreements(TenantSize.of(amounts))).toEqual([]);
        agreed++;
      } catch (error) {
        expect((error as Error).message).toMatch(/^TenantSize: \w.* must .* \(got .*\)\. \w.*\.$/);
      }
    },
  ), { numRuns: 1000 });
  expect(agreed).toBeGreaterThan(100);
});
