import { harden } from '../../src/hardening/harden';
import { frozen, inDeployment, strongPod, withValue } from './strong-pod';

const withPodField = (path: string, value: unknown): any => withValue(strongPod(), `spec.${path}`, value);
const hardened = (pod: any) => harden(frozen(pod));

describe('sysctls', () => {
  const sysctls = (...names: string[]) => names.map(name => ({ name, value: '1' }));
  const path = 'securityContext.sysctls';

  test.each([
    'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
    'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
    'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
  ])('that are safe stay: %s', name => {
    const pod = withPodField(path, sysctls(name));
    expect(hardened(pod)).toEqual({ manifest: pod, changes: [], refusals: [] });
  });

  test.each(['kernel.msgmax', 'net.core.somaxconn', 'net.ipv4.tcp_slow_start_after_idle', 'kernel/shm_rmid_forced', 'Kernel.shm_rmid_forced', ''])('that are not safe go: %j', name => {
    const { manifest, changes } = hardened(withPodField(path, sysctls('kernel.shm_rmid_forced', name)));
    expect(manifest).toEqual(withPodField(path, sysctls('kernel.shm_rmid_forced')));
    expect(changes).toEqual([{ check: 'unsafe-sysctls', path: `spec.${path}`, before: sysctls('kernel.shm_rmid_forced', name), after: sysctls('kernel.shm_rmid_forced') }]);
  });

  test('go with their list where none is safe, or where they are none', () => {
    expect(hardened(withPodField(path, [null, 'kernel.msgmax', { value: '1' }])).manifest).toEqual(strongPod());
  });
});

describe('supplemental groups', () => {
  test('lose the root group, and stay where they are others', () => {
    const { manifest, changes } = hardened(withPodField('securityContext.supplementalGroups', [0, 1, 2000]));
    expect(manifest).toEqual(withPodField('securityContext.supplementalGroups', [1, 2000]));
    expect(changes).toEqual([{ check: 'root-group', path: 'spec.securityContext.supplementalGroups', before: [0, 1, 2000], after: [1, 2000] }]);
  });

  test('go with their list where root is the only one', () => {
    expect(hardened(withPodField('securityContext.supplementalGroups', [0])).manifest).toEqual(strongPod());
  });
});

describe('annotations of AppArmor', () => {
  const key = (container: string) => `container.apparmor.security.beta.kubernetes.io/${container}`;
  const annotated = (annotations: any): any => ({ ...strongPod(), metadata: { name: 'web', annotations } });

  test.each(['', 'runtime/default', 'localhost/', 'localhost/strict'])('stay where they name a profile: %j', profile => {
    const pod = annotated({ [key('app')]: profile });
    expect(hardened(pod)).toEqual({ manifest: pod, changes: [], refusals: [] });
  });

  test.each(['unconfined', 'Runtime/default', 'runtime/default ', 'xlocalhost/a', 'none', null, true, { toString: 'x' }])('go where they switch it off: %j', profile => {
    const { manifest, changes } = hardened(annotated({ [key('app')]: profile, note: 'stays' }));
    expect(manifest).toEqual(annotated({ note: 'stays' }));
    expect(changes).toEqual([{ check: 'apparmor-unconfined', path: `metadata.annotations.${key('app')}`, before: profile, after: undefined }]);
  });

  test('count on the template, where the pod gets them from', () => {
    const deployment = inDeployment(annotated({ [key('app')]: 'unconfined' }));
    const { manifest, changes } = hardened({ ...deployment, metadata: { name: 'web', annotations: { [key('app')]: 'unconfined' } } });
    expect(changes.map(({ path }) => path)).toEqual([`spec.template.metadata.annotations.${key('app')}`]);
    expect(manifest.metadata.annotations).toEqual({ [key('app')]: 'unconfined' });
    expect(manifest.spec.template).toEqual({ spec: strongPod().spec });
  });
});

describe('an emptyDir', () => {
  const LIMIT = '1Gi';
  const withVolume = (volume: any) => withPodField('volumes', [volume]);

  test.each<[string, any, any]>([
    ['without a limit', { emptyDir: {}, name: 'a' }, { emptyDir: { sizeLimit: LIMIT }, name: 'a' }],
    ['with a medium', { emptyDir: { medium: 'Memory' }, name: 'a' }, { emptyDir: { medium: 'Memory', sizeLimit: LIMIT }, name: 'a' }],
    ['that is null', { emptyDir: null, name: 'a' }, { emptyDir: { sizeLimit: LIMIT }, name: 'a' }],
    ['that the API server makes of no source', { name: 'a' }, { emptyDir: { sizeLimit: LIMIT }, name: 'a' }],
    ['that the API server makes of a source that is null', { configMap: null, name: 'a' }, { configMap: null, emptyDir: { sizeLimit: LIMIT }, name: 'a' }],
    ['with a limit of zero, which limits nothing', { emptyDir: { sizeLimit: '0' }, name: 'a' }, { emptyDir: { sizeLimit: LIMIT }, name: 'a' }],
  ])('%s gets one', (_, volume, expected) => {
    const { manifest, changes, refusals } = hardened(withVolume(volume));
    expect(manifest).toEqual(withVolume(expected));
    expect(changes).toEqual([{ check: 'empty-dir-size-limit', path: 'spec.volumes[0].emptyDir.sizeLimit', before: volume.emptyDir?.sizeLimit, after: LIMIT }]);
    expect(refusals).toEqual([]);
  });

  test.each([{ emptyDir: { sizeLimit: '10Ti' } }, { emptyDir: { sizeLimit: 1 } }, { configMap: { name: 'c' } }, { secret: {} }, { emptyDir: null, configMap: { name: 'c' } }])(
    'with a limit, and another volume, stays: %j', source => {
      const pod = withVolume({ ...source, name: 'a' });
      expect(hardened(pod)).toEqual({ manifest: pod, changes: [], refusals: [] });
    });
});
