import * as fc from 'fast-check';
import { CheckId } from '../../src/controls/check-id';
import { harden } from '../../src/hardening/harden';
import { parseQuantity } from '../../src/kubernetes/quantity';
import { Waiver } from '../../src/waivers/waiver';
import { frozen, strongPod, withValue } from './strong-pod';

const DEFAULTS = {
  limits: { 'cpu': '500m', 'memory': '128Mi', 'ephemeral-storage': '256Mi' },
  requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' },
};
const waive = (check: string, container?: string) => Waiver.of(check as CheckId, { reason: 'r', expires: '2027-06-30', container });
const withResources = (resources: unknown): any => withValue(strongPod(), 'spec.containers[0].resources', resources);
const hardened = (resources: unknown, waivers: Waiver[] = []) =>
  harden(frozen(withResources(resources)), { waivers }).manifest.spec.containers[0].resources;

describe('the resources of a container', () => {
  test.each<[string, unknown, any]>([
    ['that names none are the defaults', undefined, DEFAULTS],
    ['that are null are the defaults', null, DEFAULTS],
    ['that are no map are the defaults', 'plenty', DEFAULTS],
    ['with limits only are requested as much, as the API server does', { limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' } },
      { limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' }, requests: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' } }],
    ['with small limits are not requested above them', { limits: { ...DEFAULTS.limits, cpu: '10m' } }, { limits: { ...DEFAULTS.limits, cpu: '10m' }, requests: { ...DEFAULTS.limits, cpu: '10m' } }],
    ['with large requests only are limited to those', { requests: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' } },
      { limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' }, requests: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '2Gi' } }],
    ['with small requests only are limited to the defaults', { requests: { 'cpu': '1m', 'memory': '1Mi', 'ephemeral-storage': '1Mi' } },
      { limits: DEFAULTS.limits, requests: { 'cpu': '1m', 'memory': '1Mi', 'ephemeral-storage': '1Mi' } }],
    ['with numbers are compared as numbers', { requests: { ...DEFAULTS.requests, cpu: 4 } }, { limits: { ...DEFAULTS.limits, cpu: 4 }, requests: { ...DEFAULTS.requests, cpu: 4 } }],
    ['with limits of zero or null, which limit nothing, are limited', { limits: { 'cpu': 0, 'memory': '0Mi', 'ephemeral-storage': null } }, DEFAULTS],
    ['keep a request of zero beside a limit', { ...DEFAULTS, requests: { ...DEFAULTS.requests, cpu: '0' } }, { ...DEFAULTS, requests: { ...DEFAULTS.requests, cpu: '0' } }],
    ['keep what is no quantity, which the API server refuses', { ...DEFAULTS, limits: { ...DEFAULTS.limits, cpu: 'lots' } }, { ...DEFAULTS, limits: { ...DEFAULTS.limits, cpu: 'lots' } }],
    ['keep other resources', { limits: { ...DEFAULTS.limits, 'nvidia.com/gpu': 1 }, requests: DEFAULTS.requests }, { limits: { ...DEFAULTS.limits, 'nvidia.com/gpu': 1 }, requests: DEFAULTS.requests }],
  ])('%s', (_, resources, expected) => {
    expect(hardened(resources)).toEqual(expected);
  });

  test('say in each change which control asks for it', () => {
    const { changes } = harden(frozen(withResources(undefined)));
    expect(changes.map(({ check, path, before, after }) => [check, path.replace('spec.containers[0].resources.', ''), before, after])).toEqual([
      ['cpu-limit', 'limits.cpu', undefined, '500m'], ['cpu-request', 'requests.cpu', undefined, '100m'],
      ['memory-limit', 'limits.memory', undefined, '128Mi'], ['memory-request', 'requests.memory', undefined, '128Mi'],
      ['ephemeral-storage', 'limits.ephemeral-storage', undefined, '256Mi'], ['ephemeral-storage', 'requests.ephemeral-storage', undefined, '64Mi'],
    ]);
  });

  test.each<[string, string, any]>([
    ['cpu-limit', 'has its request', { limits: { 'memory': '128Mi', 'ephemeral-storage': '256Mi' }, requests: DEFAULTS.requests }],
    ['cpu-request', 'has its limit', { limits: DEFAULTS.limits, requests: { 'memory': '128Mi', 'ephemeral-storage': '64Mi' } }],
    ['memory-limit', 'has its request', { limits: { 'cpu': '500m', 'ephemeral-storage': '256Mi' }, requests: DEFAULTS.requests }],
    ['memory-request', 'has its limit', { limits: DEFAULTS.limits, requests: { 'cpu': '100m', 'ephemeral-storage': '64Mi' } }],
    ['ephemeral-storage', 'has neither', { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '100m', memory: '128Mi' } }],
  ])('with a waiver of %s %s', (check, _, expected) => {
    expect(hardened(undefined, [waive(check)])).toEqual(expected);
    expect(hardened(undefined, [waive(check, 'app')])).toEqual(expected);
    expect(hardened(undefined, [waive(check, 'other')])).toEqual(DEFAULTS);
  });

  test('with a limit of zero under a waiver are not requested above it', () => {
    expect(hardened({ limits: { cpu: '0' } }, [waive('cpu-limit')]).requests.cpu).toBe('0');
  });

  test('are left to the API server in ephemeral containers, which may have none', () => {
    expect(harden(frozen(withValue(strongPod(), 'spec.ephemeralContainers[0].resources', undefined))).changes).toEqual([]);
  });

  const quantity = fc.constantFrom('1m', '50m', '500m', '1', 2, '64Mi', '128Mi', '1Gi', '1e3');
  const list = fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage'), quantity);
  const amount = (resources: any, which: string, name: string) => parseQuantity(resources[which][name])!;

  test('always have both, and no limit below its request unless it was so before', () => {
    fc.assert(fc.property(fc.record({ limits: list, requests: list }, { requiredKeys: [] }), resources => {
      const after = hardened(resources);
      for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
        const wasSo = resources.limits?.[name] !== undefined && resources.requests?.[name] !== undefined
          && parseQuantity(resources.limits[name])! < parseQuantity(resources.requests[name])!;
        expect([name, amount(after, 'limits', name) >= amount(after, 'requests', name)]).toEqual([name, !wasSo]);
        expect(amount(after, 'requests', name)).toBeGreaterThan(0n);
      }
      expect(after).toMatchObject(resources);
    }));
  });

  test('with limits only stay equal to their requests, so that the pod stays Guaranteed', () => {
    fc.assert(fc.property(quantity, quantity, (cpu, memory) => {
      const { limits, requests } = hardened({ limits: { cpu, memory } });
      expect([limits.cpu, limits.memory, requests.cpu, requests.memory]).toEqual([cpu, memory, cpu, memory]);
    }));
  });
});

describe('the resources of a whole pod', () => {
  const STORAGE = { limits: { 'ephemeral-storage': '256Mi' }, requests: { 'ephemeral-storage': '64Mi' } };
  const withPodResources = (resources: unknown, own?: unknown): any =>
    ['containers', 'initContainers'].reduce((pod, its) => withValue(pod, `spec.${its}[0].resources`, own), withValue(strongPod(), 'spec.resources', resources));

  test('bound its containers, which get no larger ones of their own', () => {
    const resources = { limits: { cpu: '50m', memory: '64Mi' }, requests: { cpu: '50m', memory: '64Mi' } };
    const { spec } = harden(frozen(withPodResources(resources))).manifest;
    expect(spec.resources).toEqual(resources);
    expect([spec.containers[0].resources, spec.initContainers[0].resources]).toEqual([STORAGE, STORAGE]);
  });

  test('leave what they do not name to the containers', () => {
    const { spec } = harden(frozen(withPodResources({ limits: { cpu: '50m' } }))).manifest;
    expect(spec.containers[0].resources).toEqual({ limits: { 'memory': '128Mi', 'ephemeral-storage': '256Mi' }, requests: { 'memory': '128Mi', 'ephemeral-storage': '64Mi' } });
  });

  test.each<[string, any, any, string]>([
    ['the default', { cpu: '50m' }, undefined, '500m'],
    ['what is requested, where that is more', { cpu: '4' }, undefined, '4'],
    ['the limit of a container, where that is more', { cpu: '50m' }, { limits: { ...STORAGE.limits, cpu: '3' }, requests: { ...STORAGE.requests, cpu: '10m' } }, '3'],
  ])('are limited where they are only requested: to %s', (_, requests, own, limit) => {
    const { manifest: { spec }, changes } = harden(frozen(withPodResources({ requests }, own)));
    expect(spec.resources).toEqual({ limits: { cpu: limit }, requests });
    expect(changes).toContainEqual({ check: 'cpu-limit', path: 'spec.resources.limits.cpu', before: undefined, after: limit });
    expect(spec.containers[0].resources.limits.cpu).toBe(own?.limits.cpu);
  });

  test('stay without a limit under a waiver', () => {
    const { spec } = harden(frozen(withPodResources({ requests: { cpu: '50m' } })), { waivers: [waive('cpu-limit')] }).manifest;
    expect(spec.resources).toEqual({ requests: { cpu: '50m' } });
  });

  test('do not count where they are no map', () => {
    expect(harden(frozen(withPodResources('plenty'))).manifest.spec.containers[0].resources).toEqual(DEFAULTS);
  });
});
