import * as fc from 'fast-check';
import { qosClassOf, qosClassOfResources } from '../../src/kubernetes/qos-class';

const both = { cpu: '1', memory: '1Gi' };
const guaranteed = { requests: both, limits: both };
const burstable = { requests: { cpu: '1' } };
const pod = (...resources: any[]) => ({ containers: resources.map((its, index) => ({ name: `c${index}`, resources: its })) });

describe('one container is', () => {
  test.each<[string, string, any]>([
    ['Guaranteed', 'with equal requests and limits of cpu and memory', guaranteed],
    ['Guaranteed', 'with limits only, because requests are defaulted from them', { limits: both }],
    ['Guaranteed', 'with limits of both, and a request of one that equals its limit', { requests: { cpu: '1' }, limits: both }],
    ['Guaranteed', 'with equal amounts in different notations', { requests: { cpu: '1000m', memory: '1024Mi' }, limits: { cpu: 1, memory: '1073741824' } }],
    ['Guaranteed', 'with the smallest amounts that there are', { limits: { cpu: '1n', memory: '1n' } }],
    ['Guaranteed', 'whatever it gets of other resources', { requests: both, limits: { ...both, 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': 1 } }],
    ['Burstable', 'with requests only', { requests: both }],
    ['Burstable', 'with a limit of cpu only', { limits: { cpu: '1' } }],
    ['Burstable', 'with a request of memory only', { requests: { memory: '1Mi' } }],
    ['Burstable', 'with a request below its limit', { requests: { ...both, cpu: '999m' }, limits: both }],
    ['Burstable', 'with a limit of memory that is zero', { requests: both, limits: { ...both, memory: 0 } }],
    ['Burstable', 'with a request that is zero, which is not defaulted', { requests: { cpu: '0' }, limits: both }],
    ['Burstable', 'with a request that is null, which the API server reads as zero', { requests: { cpu: null }, limits: both }],
    ['BestEffort', 'without resources', undefined],
    ['BestEffort', 'with empty resources', { requests: {}, limits: {} }],
    ['BestEffort', 'with zeros, which count as nothing', { requests: { cpu: '0', memory: '0Mi' }, limits: { cpu: 0, memory: '0' } }],
    ['BestEffort', 'with other resources only', { requests: { 'ephemeral-storage': '1Gi', 'hugepages-2Mi': '1Gi' }, limits: { 'ephemeral-storage': '1Gi', 'hugepages-2Mi': '1Gi' } }],
    ['BestEffort', 'with what is no quantity', { requests: { cpu: 'lots' }, limits: { memory: {} } }],
    ['BestEffort', 'with amounts below zero, which the API server refuses', { requests: { cpu: '-1', memory: '-1' }, limits: { cpu: '-1', memory: '-1' } }],
    ['BestEffort', 'with resources that are no map', 'a lot'],
    ['BestEffort', 'with requests and limits that are no maps', { requests: ['cpu'], limits: null }],
  ])('%s %s', (expected, _, resources) => {
    expect(qosClassOfResources(resources)).toBe(expected);
    expect(qosClassOf(pod(resources))).toBe(expected);
  });
});

describe('a pod is', () => {
  test.each<[string, string, any]>([
    ['Guaranteed', 'where every container is', pod(guaranteed, { limits: both })],
    ['Burstable', 'where one container is not', pod(guaranteed, burstable)],
    ['Burstable', 'where one container has no resources', pod(guaranteed, undefined)],
    ['BestEffort', 'where no container has resources', pod(undefined, {})],
    ['BestEffort', 'without containers', {}],
    ['Burstable', 'where an init container has no resources', { ...pod(guaranteed), initContainers: [{ name: 'i' }] }],
    ['Burstable', 'where a sidecar has no resources', { ...pod(guaranteed), initContainers: [{ name: 'i', restartPolicy: 'Always' }] }],
    ['Burstable', 'where only an init container has resources', { ...pod(undefined), initContainers: [{ name: 'i', resources: guaranteed }] }],
    ['Guaranteed', 'where the init containers are Guaranteed too', { ...pod(guaranteed), initContainers: [{ name: 'i', resources: { limits: both } }] }],
    ['Guaranteed', 'whatever its ephemeral containers have', { ...pod(guaranteed), ephemeralContainers: [{ name: 'e', resources: burstable }, { name: 'f' }] }],
    ['BestEffort', 'with only ephemeral containers', { ephemeralContainers: [{ name: 'e', resources: guaranteed }] }],
    ['Guaranteed', 'where what is no container stands among them', { containers: [null, 'text', { name: 'a', resources: guaranteed }] }],
    ['BestEffort', 'where the lists of containers are none', { containers: 'a', initContainers: { a: 1 } }],
  ])('%s %s', (expected, _, spec) => {
    expect(qosClassOf(spec)).toBe(expected);
  });
});

describe('a pod with resources of its own is', () => {
  test.each<[string, string, any]>([
    ['Guaranteed', 'where they are, though its containers have none', { resources: guaranteed, ...pod(undefined) }],
    ['Guaranteed', 'where they are, though its containers request less', { resources: guaranteed, ...pod({ requests: { cpu: '500m' } }) }],
    ['Burstable', 'where they are, though its containers are Guaranteed', { resources: burstable, ...pod(guaranteed) }],
    ['Guaranteed', 'where it only has limits and its containers say nothing', { resources: { limits: both }, ...pod(undefined) }],
    ['Burstable', 'where it only has limits and its containers request less, because the sum of theirs is defaulted', { resources: { limits: both }, ...pod({ requests: { cpu: '500m' } }) }],
    ['Guaranteed', 'where it only has limits and its containers request as much together',
      { resources: { limits: both }, ...pod({ requests: { cpu: '400m', memory: '512Mi' } }, { limits: { cpu: '0.6', memory: '512Mi' } }) }],
    ['Burstable', 'where it only has limits and one of its containers requests less', { resources: { limits: both }, ...pod({ requests: { cpu: '500m' } }, undefined) }],
    ['Guaranteed', 'where it only has limits and one of its containers requests as much', { resources: { limits: both }, ...pod({ requests: both }, undefined) }],
    ['Guaranteed', 'where an init container requests as much beside the sidecar before it', {
      resources: { limits: { cpu: '2', memory: '1Gi' } },
      initContainers: [{ name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } }, { name: 'i', resources: { requests: { cpu: '1500m' } } }],
      ...pod({ requests: { cpu: '1' } }),
    }],
    ['Guaranteed', 'where containers and sidecars request as much together, and an init container less', {
      resources: { limits: { cpu: '2', memory: '1Gi' } },
      initContainers: [{ name: 'i', resources: { requests: { cpu: '1500m' } } }, { name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } }],
      ...pod({ requests: { cpu: '1500m' } }),
    }],
    ['Burstable', 'where its request is zero, which is not defaulted', { resources: { requests: { cpu: 0 }, limits: both }, ...pod(undefined) }],
    ['BestEffort', 'with hugepages only, where its containers say nothing either', { resources: { limits: { 'hugepages-2Mi': '2Mi' } }, ...pod(undefined) }],
    ['Burstable', 'with hugepages only, where its containers request, because it takes their sum and has no limit', { resources: { limits: { 'hugepages-2Mi': '2Mi' } }, ...pod(guaranteed) }],
    ['BestEffort', 'with a request of zero and no limits, because it then takes no sum', { resources: { requests: { cpu: 0 } }, ...pod({ requests: { memory: '1' } }) }],
    ['Guaranteed', 'what its containers are where it only has other resources', { resources: { limits: { 'ephemeral-storage': '1Gi' } }, ...pod(guaranteed) }],
    ['Burstable', 'what its containers are where its own are empty', { resources: { limits: {}, requests: {} }, ...pod(burstable) }],
    ['Burstable', 'what its containers are where its own are no map', { resources: 'text', ...pod(burstable) }],
    ['Burstable', 'what its containers are where its own are null', { resources: null, ...pod(burstable) }],
  ])('%s %s', (expected, _, spec) => {
    expect(qosClassOf(spec)).toBe(expected);
  });
});

describe('the class of a pod', () => {
  const quantity = fc.constantFrom('0', '1', '1000m', '2', '500m');
  const list = fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage'), quantity);
  const resources = fc.record({ requests: list, limits: list }, { requiredKeys: [] });

  test('is that of its containers where they agree, and Burstable where they do not', () => {
    fc.assert(fc.property(fc.array(resources, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 4 }), (all, split) => {
      const classes = new Set(all.map(qosClassOfResources));
      const [initContainers, containers] = [all.slice(0, split), all.slice(split)].map(some => some.map(its => ({ resources: its })));
      expect(qosClassOf({ initContainers, containers })).toBe(classes.size === 1 ? [...classes][0] : 'Burstable');
    }));
  });

  test('does not change when limits are written as requests too, as the API server does', () => {
    fc.assert(fc.property(resources, its => {
      expect(qosClassOfResources({ ...its, requests: { ...its.limits, ...its.requests } })).toBe(qosClassOfResources(its));
    }));
  });

  test('is one of the three for anything', () => {
    const messy = fc.dictionary(fc.constantFrom('containers', 'initContainers', 'resources'), fc.oneof(fc.anything(), fc.array(fc.dictionary(fc.constant('resources'), fc.anything()))));
    fc.assert(fc.property(messy, spec => {
      expect(['Guaranteed', 'Burstable', 'BestEffort']).toContain(qosClassOf(spec));
    }));
  });
});
