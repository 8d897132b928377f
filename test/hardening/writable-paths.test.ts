import * as fc from 'fast-check';
import { CheckId } from '../../src/controls/check-id';
import { harden } from '../../src/hardening/harden';
import { freeName, volumeNameOf } from '../../src/hardening/writable-paths';
import { isDnsLabel } from '../../src/kubernetes/names';
import { Waiver } from '../../src/waivers/waiver';
import { frozen, strongPod, withValue } from './strong-pod';

const EMPTY_DIR = { sizeLimit: '64Mi' };
/** A pod whose containers in these places can write to their root filesystem. */
const writable = (...places: string[]): any => places.reduce((pod, place) => withValue(pod, `spec.${place}.securityContext.readOnlyRootFilesystem`, undefined), strongPod());
const hardened = (pod: any, ...writablePaths: string[]) => harden(frozen(pod), { writablePaths }).manifest.spec;

describe('a directory that stays writable', () => {
  test('is an emptyDir of its own in each container whose root filesystem becomes read-only', () => {
    const spec = hardened(writable('containers[0]', 'initContainers[0]'), '/tmp', '/var/cache');
    expect(spec.volumes).toEqual(['setup-tmp', 'setup-var-cache', 'app-tmp', 'app-var-cache'].map(name => ({ emptyDir: EMPTY_DIR, name })));
    expect(spec.containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'app-tmp' }, { mountPath: '/var/cache', name: 'app-var-cache' }]);
    expect(spec.initContainers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'setup-tmp' }, { mountPath: '/var/cache', name: 'setup-var-cache' }]);
    expect(spec.ephemeralContainers[0].volumeMounts).toBeUndefined();
  });

  test('is said in the changes, where it stands', () => {
    const pod = withValue(writable('containers[0]'), 'spec.volumes', [{ configMap: { name: 'c' }, name: 'settings' }]);
    const { changes } = harden(frozen(pod), { writablePaths: ['/tmp'] });
    expect(changes).toEqual([
      { check: 'read-only-root-fs', path: 'spec.containers[0].securityContext.readOnlyRootFilesystem', before: undefined, after: true },
      { check: 'read-only-root-fs', path: 'spec.containers[0].volumeMounts[0]', before: undefined, after: { mountPath: '/tmp', name: 'app-tmp' } },
      { check: 'read-only-root-fs', path: 'spec.volumes[1]', before: undefined, after: { emptyDir: EMPTY_DIR, name: 'app-tmp' } },
    ]);
  });

  test('is not added where the root filesystem was read-only before', () => {
    expect(harden(frozen(strongPod()), { writablePaths: ['/tmp'] })).toEqual({ manifest: strongPod(), changes: [], refusals: [] });
  });

  test('is not added where the root filesystem stays writable under a waiver', () => {
    const waivers = [Waiver.of(CheckId.READ_ONLY_ROOT_FS, { reason: 'r', expires: '2027-06-30' })];
    const { manifest, changes } = harden(frozen(writable('containers[0]')), { waivers, writablePaths: ['/tmp'] });
    expect(changes).toEqual([]);
    expect(manifest.spec.volumes).toBeUndefined();
  });

  test.each(['/tmp', '/tmp/'])('is not added where something is mounted on it already: %s', mountPath => {
    const mounts = [{ mountPath, name: 'data' }];
    const spec = hardened(withValue(writable('containers[0]'), 'spec.containers[0].volumeMounts', mounts), '/tmp');
    expect(spec.containers[0].volumeMounts).toEqual(mounts);
    expect(spec.volumes).toBeUndefined();
  });

  test('is added beside what is mounted above or below it, and beside what is no mount', () => {
    const mounts = [{ mountPath: '/', name: 'root' }, { mountPath: '/tmp/cache', name: 'cache' }, null, { mountPath: 7 }];
    const spec = hardened(withValue(writable('containers[0]'), 'spec.containers[0].volumeMounts', mounts), '/tmp');
    expect(spec.containers[0].volumeMounts).toEqual([...mounts, { mountPath: '/tmp', name: 'app-tmp' }]);
  });

  test('is added once where it is asked for twice, and not again the next time', () => {
    const once = hardened(writable('containers[0]'), '/tmp', '/tmp', '/tmp/');
    expect(once.volumes).toHaveLength(1);
    expect(hardened({ ...strongPod(), spec: once }, '/tmp')).toEqual(once);
  });
});

describe('the volume of a writable directory', () => {
  test.each([
    ['app', '/tmp', 'app-tmp'], ['main', '/var/cache/', 'main-var-cache'], ['app', '/', 'app'], ['app', '/var/Lib_x/.cache', 'app-var-lib-x-cache'], ['a'.repeat(63), '/tmp', 'a'.repeat(63)],
    [`${'a'.repeat(62)}`, '/tmp', 'a'.repeat(62)],
  ])('shows the container %j and the path %j', (container, path, name) => {
    expect(volumeNameOf(container, path)).toBe(name);
    expect(isDnsLabel(name)).toBe(true);
  });

  test('gets another name where two directories would give the same', () => {
    const spec = hardened(writable('containers[0]'), '/var/cache', '/var-cache', '/var_cache');
    expect(spec.volumes.map(({ name }: any) => name)).toEqual(['app-var-cache', 'app-var-cache-2', 'app-var-cache-3']);
    expect(spec.containers[0].volumeMounts.map(({ name }: any) => name)).toEqual(['app-var-cache', 'app-var-cache-2', 'app-var-cache-3']);
  });

  test('gets another name where a volume of the pod has it already', () => {
    const pod = withValue(writable('containers[0]'), 'spec.volumes', [{ configMap: { name: 'c' }, name: 'app-tmp' }]);
    expect(hardened(pod, '/tmp').volumes.map(({ name }: any) => name)).toEqual(['app-tmp', 'app-tmp-2']);
  });

  test('has a name that Kubernetes takes, however long that of the container', () => {
    const long = 'a'.repeat(63);
    const spec = hardened(withValue(writable('containers[0]'), 'spec.containers[0].name', long), '/tmp', '/var');
    const names = spec.volumes.map(({ name }: any) => name);
    expect(names).toEqual([long, `${'a'.repeat(61)}-2`]);
    expect(names.every((name: string) => isDnsLabel(name))).toBe(true);
  });

  test('has a name of its own among any others', () => {
    const name = fc.constantFrom('a', 'a-2', 'a-3', 'b', 'x'.repeat(63), `${'x'.repeat(61)}-2`, `${'x'.repeat(61)}-3`);
    fc.assert(fc.property(name, fc.uniqueArray(fc.oneof(name, fc.constantFrom(null, 7, undefined))), (wanted, taken) => {
      const free = freeName(wanted, taken);
      expect(taken).not.toContain(free);
      expect(isDnsLabel(free)).toBe(true);
      if (!taken.includes(wanted)) { expect(free).toBe(wanted); }
    }));
  });

  test.each<[unknown]>([[undefined], [null], [''], [7], [{}]])('does without the name of a container that has none: %j', name => {
    expect(hardened(withValue(writable('containers[0]'), 'spec.containers[0].name', name), '/tmp').volumes).toEqual([{ emptyDir: EMPTY_DIR, name: 'container-tmp' }]);
  });
});
