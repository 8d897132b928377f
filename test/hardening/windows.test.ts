import { harden } from '../../src/hardening/harden';
import { frozen, inDeployment, strongPod, strongWindowsPod, withValue } from './strong-pod';

/** What the API server refuses in a pod of which the os is windows. */
const POD_FIELDS: readonly (readonly [path: string, value: unknown])[] = [
  ['hostPID', true], ['hostIPC', false], ['hostUsers', false], ['shareProcessNamespace', true], ['resources', { limits: { cpu: '1' } }],
  ['securityContext.appArmorProfile', { type: 'RuntimeDefault' }], ['securityContext.seLinuxOptions', { type: 'spc_t' }], ['securityContext.seccompProfile', { type: 'Unconfined' }],
  ['securityContext.fsGroup', 2000], ['securityContext.fsGroupChangePolicy', 'OnRootMismatch'], ['securityContext.sysctls', [{ name: 'kernel.msgmax', value: '1' }]],
  ['securityContext.runAsUser', 0], ['securityContext.runAsGroup', 2000], ['securityContext.supplementalGroups', [0]], ['securityContext.supplementalGroupsPolicy', 'Strict'],
];
const CONTAINER_FIELDS: readonly (readonly [path: string, value: unknown])[] = [
  ['appArmorProfile', { type: 'RuntimeDefault' }], ['seLinuxOptions', { type: 'spc_t' }], ['seccompProfile', { type: 'Unconfined' }], ['capabilities', { drop: ['ALL'] }],
  ['readOnlyRootFilesystem', false], ['privileged', true], ['allowPrivilegeEscalation', true], ['procMount', 'Unmasked'], ['runAsUser', 0], ['runAsGroup', 0],
];

describe('a Windows pod', () => {
  test.each(POD_FIELDS)('loses %s, which the API server refuses there', (path, value) => {
    const pod = strongWindowsPod();
    expect(harden(frozen(withValue(pod, `spec.${path}`, value)))).toEqual({ manifest: pod, changes: [], refusals: [] });
  });

  test.each(CONTAINER_FIELDS)('loses securityContext.%s in its containers', (field, value) => {
    const pod = strongWindowsPod();
    expect(harden(frozen(withValue(pod, `spec.containers[0].securityContext.${field}`, value)))).toEqual({ manifest: pod, changes: [], refusals: [] });
  });

  test('keeps what Windows knows', () => {
    const pod = withValue(strongWindowsPod(), 'spec.containers[0].securityContext', { runAsNonRoot: true, windowsOptions: { gmsaCredentialSpecName: 'web' } });
    expect(harden(frozen(pod))).toEqual({ manifest: pod, changes: [], refusals: [] });
  });

  test('keeps a map that was empty before', () => {
    const pod = withValue(strongWindowsPod(), 'spec.containers[0].securityContext', {});
    expect(harden(frozen(pod)).manifest).toEqual(pod);
  });

  test('gets none of the fields of Linux, in a template neither', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'app:1' }], os: { name: 'windows' } } };
    for (const { spec } of [harden(frozen(bare)).manifest, harden(frozen(inDeployment(bare))).manifest.spec.template]) {
      expect(spec.securityContext).toEqual({ runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } });
      expect(spec.containers[0].securityContext).toBeUndefined();
      expect(Object.keys(spec)).toEqual(['automountServiceAccountToken', 'containers', 'enableServiceLinks', 'os', 'securityContext']);
    }
  });

  test('gets no volumes for writable paths, because no root filesystem becomes read-only', () => {
    expect(harden(frozen(strongWindowsPod()), { writablePaths: ['C:\\temp', '/tmp'] }).changes).toEqual([]);
  });

  test('is one by the name of its system only', () => {
    for (const os of [{ name: 'linux' }, { name: 'Windows' }, {}, null, 'windows']) {
      const pod = withValue(strongPod(), 'spec.os', os);
      expect(harden(frozen(pod)).manifest).toEqual(pod);
    }
  });
});
