import { OBJECT_FIELDS } from '../../src/controls/objects';
import { CONTAINER_FIELDS, CONTAINER_ITEM_FIELDS, CONTAINER_LISTS, POD_FIELDS } from '../../src/controls/pod-security';
import { harden } from '../../src/hardening/harden';
import { frozen, inDeployment, strongPod, strongWindowsPod, valueAt, withItems, withValue } from './strong-pod';
import { WEAK_CONTAINER_FIELDS, WEAK_CONTAINER_LISTS, WEAK_ITEM_FIELDS, WEAK_OBJECT_FIELDS, WEAK_POD_FIELDS, WeakField } from './weak-fields';

const LISTS = ['containers[0]', 'initContainers[0]', 'ephemeralContainers[0]'];

const baseOf = ({ os }: WeakField): any => os === 'windows' ? strongWindowsPod() : strongPod();
const weakIn = ({ weak, path, check }: WeakField): string => `${path}=${JSON.stringify(weak) ?? 'nothing'} (${check})`;
const named = (rows: readonly WeakField[]): [string, WeakField][] => rows.map(row => [weakIn(row), row]);

/** Puts the weak value in, hardens, and looks whether that field is repaired and nothing else happens. */
function expectRepaired(base: any, path: string, { check, weak, after }: WeakField): void {
  const { manifest, changes, refusals } = harden(frozen(withValue(base, path, weak)));
  expect(changes).toEqual([{ check, path, before: weak, after }]);
  expect(refusals).toEqual([]);
  expect(manifest).toEqual(withValue(base, path, after));
}

function expectKept(base: any, path: string, good: readonly unknown[]): void {
  for (const value of good) {
    const given = frozen(withValue(base, path, value));
    expect(harden(given)).toEqual({ manifest: given, changes: [], refusals: [] });
  }
}

describe('a strong pod', () => {
  test.each<[string, any]>([['for Linux', strongPod()], ['for Windows', strongWindowsPod()], ['in a Deployment', inDeployment(strongPod())]])('%s stays as it is', (_, pod) => {
    expect(harden(frozen(pod))).toEqual({ manifest: pod, changes: [], refusals: [] });
  });
});

describe('a field of the pod', () => {
  test.each(named(WEAK_POD_FIELDS))('is repaired: %s', (_, row) => {
    expectRepaired(baseOf(row), `spec.${row.path}`, row);
    expectRepaired(inDeployment(baseOf(row)), `spec.template.spec.${row.path}`, row);
  });

  test.each(named(WEAK_POD_FIELDS))('stays where it is strong enough: %s', (_, row) => {
    expectKept(baseOf(row), `spec.${row.path}`, row.good);
  });
});

describe('a field of a container', () => {
  const rows = [...WEAK_CONTAINER_FIELDS, ...WEAK_CONTAINER_LISTS, ...WEAK_ITEM_FIELDS];
  const listsOf = ({ os }: WeakField): string[] => os === 'windows' ? ['containers[0]'] : LISTS;

  test.each(named(rows))('is repaired in containers of every kind: %s', (_, row) => {
    for (const list of listsOf(row)) { expectRepaired(withItems(baseOf(row)), `spec.${list}.${row.path}`, row); }
  });

  test.each(named(rows))('stays where it is strong enough: %s', (_, row) => {
    for (const list of listsOf(row)) { expectKept(withItems(baseOf(row)), `spec.${list}.${row.path}`, row.good); }
  });
});

describe('a value that the caller wants in place of the usual one', () => {
  const values = { 'securityContext.runAsUser': 500001, 'securityContext.fsGroup': 500002, 'enableServiceLinks': 0 };
  const bare = ['securityContext.runAsUser', 'securityContext.runAsGroup', 'securityContext.fsGroup'].reduce((pod, path) => withValue(pod, `spec.${path}`, undefined), strongPod());

  test('stands where a field of the pod is weak, and the usual one in all others', () => {
    const { changes } = harden(frozen(bare), { values });
    expect(changes.map(({ path, after }) => [path, after])).toEqual([
      ['spec.securityContext.fsGroup', 500002], ['spec.securityContext.runAsUser', 500001], ['spec.securityContext.runAsGroup', 10001],
    ]);
  });

  test('does not stand where a field is strong enough, and in no container', () => {
    expect(harden(frozen(strongPod()), { values }).changes).toEqual([]);
    const root = withValue(strongPod(), 'spec.containers[0].securityContext.runAsUser', 0);
    expect(harden(frozen(root), { values }).changes).toMatchObject([{ path: 'spec.containers[0].securityContext.runAsUser', after: 10001 }]);
  });
});

describe('a value of the wrong type', () => {
  const repaired = (path: string, value: unknown): unknown => valueAt(harden(frozen(withValue(strongPod(), path, value))).manifest, path);

  test.each<[string, unknown, unknown]>([
    ['spec.hostPID', 'false', false], ['spec.hostPID', 0, false], ['spec.hostPID', {}, false], ['spec.automountServiceAccountToken', 'no', false],
    ['spec.securityContext.runAsNonRoot', 'true', true], ['spec.securityContext.runAsUser', '1000', 10001], ['spec.securityContext.runAsUser', -1, 10001],
    ['spec.securityContext.seccompProfile.type', 'runtimedefault', 'RuntimeDefault'], ['spec.securityContext.seccompProfile.type', ['Localhost'], 'RuntimeDefault'],
    ['spec.containers[0].securityContext.privileged', 'on', false], ['spec.containers[0].securityContext.capabilities.drop', 'ALL', ['ALL']],
    ['spec.containers[0].imagePullPolicy', 'always', 'Always'], ['spec.containers[0].securityContext.procMount', 'default', undefined],
  ])('is weak at %s: %j', (path, value, after) => {
    expect(repaired(path, value)).toEqual(after);
  });

  test.each<[string, unknown]>([['securityContext', 'none'], ['securityContext', []], ['securityContext', null], ['securityContext.seccompProfile', 'RuntimeDefault']])(
    'gives place to a map at %s: %j', (path, value) => {
      expect(harden(withValue(strongPod(), `spec.${path}`, value)).manifest.spec.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
    });

  test('null is as good as nothing: safe where that is, and weak where it is not', () => {
    expect(repaired('spec.hostPID', null)).toBeNull();
    expect(repaired('spec.containers[0].securityContext.seccompProfile', null)).toBeNull();
    expect(repaired('spec.containers[0].securityContext.allowPrivilegeEscalation', null)).toBe(false);
    const { changes } = harden(withValue(strongPod(), 'spec.securityContext.seccompProfile.type', null));
    expect(changes).toEqual([{ check: 'seccomp-profile-missing', path: 'spec.securityContext.seccompProfile.type', before: null, after: 'RuntimeDefault' }]);
  });

  test('a profile that becomes another one loses the file of the former', () => {
    const path = 'spec.containers[0].securityContext.seccompProfile';
    const { manifest, changes } = harden(withValue(strongPod(), path, { localhostProfile: 'a.json', type: 'localhost' }));
    expect(valueAt(manifest, path)).toEqual({ type: 'RuntimeDefault' });
    expect(changes.map(change => [change.path, change.before, change.after]))
      .toEqual([[`${path}.type`, 'localhost', 'RuntimeDefault'], [`${path}.localhostProfile`, 'a.json', undefined]]);
  });
});

describe('a field of an object around pods', () => {
  const baseOfObject = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): any =>
    ({ apiVersion, kind, metadata: { name: 'it' }, ...kind === 'ServiceAccount' ? {} : { spec: { suspend: false } } });

  test.each(WEAK_OBJECT_FIELDS.map((row): [string, typeof row] => [`${row.kind} ${weakIn(row)}`, row]))('is repaired: %s', (_, row) => {
    expectRepaired(baseOfObject(row), row.path, row);
    expectKept(baseOfObject(row), row.path, row.good);
  });

  test('is left alone in a kind of another group', () => {
    for (const { kind, path, weak } of WEAK_OBJECT_FIELDS) { expectKept(baseOfObject({ apiVersion: 'example.com/v1', kind }), path, [weak]); }
  });
});

describe('every row of the tables', () => {
  const pairs = (rows: readonly { readonly check: string; readonly path: readonly string[]; readonly list?: readonly string[] }[]) =>
    [...new Set(rows.map(({ check, path, list = [] }) => `${check} ${[...list, ...path].join('.')}`))].sort();
  const tried = (rows: readonly WeakField[]) => [...new Set(rows.map(({ check, path }) => `${check} ${path.replace('[0]', '')}`))].sort();

  test('of pods is tried here', () => {
    const unset = POD_FIELDS.flatMap(({ checkWhenUnset, path }) => checkWhenUnset ? [{ check: checkWhenUnset, path }] : []);
    expect(tried(WEAK_POD_FIELDS)).toEqual(pairs([...POD_FIELDS, ...unset]));
  });

  test('of containers is tried here', () => {
    expect(tried(WEAK_CONTAINER_FIELDS)).toEqual(pairs(CONTAINER_FIELDS));
    expect(tried(WEAK_CONTAINER_LISTS)).toEqual(pairs(CONTAINER_LISTS));
    expect(tried(WEAK_ITEM_FIELDS)).toEqual(pairs(CONTAINER_ITEM_FIELDS));
  });

  test('of objects is tried here, but for those that nobody repairs', () => {
    expect(tried(WEAK_OBJECT_FIELDS)).toEqual(pairs(OBJECT_FIELDS.filter(({ remedy }) => remedy === undefined)));
  });
});
