import { onlineShop } from '../../examples/online-shop/main';
import { hardenedFields } from '../../tools/hardened-fields';
import { TABLE_WIDTH, textTable, wrapped } from '../../tools/text-table';
import { WorkloadRow, workloadRows } from '../../tools/workload-rows';
import { workloadTable } from '../../tools/workload-table';
import { filesOf, manifestsIn } from '../examples/synthesise';

const row: WorkloadRow = {
  namespace: 'shop', name: 'cart', kind: 'Deployment', replicas: 2, qosClass: 'Burstable', account: 'cart', hasToken: false, isolated: ['in', 'out'], waivers: [],
};

/** Where each column begins: behind two spaces or more. */
const startsOf = (line: string): number[] => [...line.matchAll(/(?<=^|\s\s)\S/g)].map(({ index }) => index);

describe('a table', () => {
  test('puts each column under its head, numbers to the right', () => {
    const lines = textTable([{ head: 'NAME' }, { head: 'PODS', isNumeric: true }, { head: 'QOS' }], [['cart', '2', 'Burstable'], ['recommendation', '12', 'Guaranteed']]);
    expect(lines).toEqual([
      'NAME            PODS  QOS',
      'cart               2  Burstable',
      'recommendation    12  Guaranteed',
    ]);
  });

  test('cuts the columns that may be cut, the widest first, and stays within the width', () => {
    const columns = [{ head: 'A', isCut: true }, { head: 'B', isCut: true }, { head: 'C' }];
    const [, line] = textTable(columns, [['a'.repeat(100), 'b'.repeat(20), 'c'.repeat(10)]]);
    expect(line).toBe(`${'a'.repeat(43)}...  ${'b'.repeat(20)}  ${'c'.repeat(10)}`);
    expect(line).toHaveLength(TABLE_WIDTH);
  });

  test('has its heads alone where there are no rows', () => {
    expect(textTable([{ head: 'A' }, { head: 'B' }], [])).toEqual(['A  B']);
  });
});

describe('the table of workloads', () => {
  test('has a line for each namespace and each workload, and what is waived below', () => {
    expect(workloadTable([
      { ...row, waivers: ['host-network', 'replicas-min'] },
      { ...row, name: 'agent', kind: 'DaemonSet', replicas: undefined, account: 'metrics', hasToken: true, isolated: [] },
      { ...row, namespace: 'other' },
    ])).toEqual([
      'WORKLOAD  KIND        PODS  QOS        ACCOUNT  TOKEN  CLOSED',
      'shop',
      '  cart    Deployment     2  Burstable  own      no     in, out',
      '      waived: host-network replicas-min',
      '  agent   DaemonSet      -  Burstable  metrics  yes    -',
      'other',
      '  cart    Deployment     2  Burstable  own      no     in, out',
    ]);
  });

  test('is at most 80 characters wide and aligned, whatever the names are', () => {
    const long = { ...row, name: 'n'.repeat(63), account: 'a'.repeat(63), kind: 'StatefulSet', qosClass: 'Guaranteed', waivers: new Array(9).fill('network-policy-broad-cidr') };
    const lines = workloadTable([row, long, { ...row, namespace: 'z'.repeat(63) }]);
    expect(lines.filter(line => line.length > TABLE_WIDTH || line !== line.trimEnd())).toEqual([]);
    const cells = lines.filter(line => line.includes('  ') && !line.includes('network-policy'));
    expect(new Set(cells.slice(1).map(line => startsOf(line).slice(1).join())).size).toBe(1);
  });

  test('wraps words, and gives a word that is too long a line of its own', () => {
    expect(wrapped(['a', 'b'.repeat(77), 'c'], '  ')).toEqual(['  a', `  ${'b'.repeat(77)}`, '  c']);
  });
});

describe('what is read of a workload', () => {
  const template = (spec: any, annotations = {}): any => ({ metadata: { annotations, labels: { app: 'web', tier: 'front' } }, spec: { containers: [{ name: 'web' }], ...spec } });
  const deployment = (spec: any = {}, annotations = {}): any => (
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { replicas: 3, template: template(spec, annotations) } });
  const policy = (spec: any, namespace = 'shop'): any => ({ kind: 'NetworkPolicy', metadata: { name: 'policy', namespace }, spec });
  const account = (automount?: boolean): any => ({ kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' }, automountServiceAccountToken: automount });

  test('is what the cluster would make of it where nothing is said', () => {
    expect(workloadRows([deployment()])).toEqual([
      { namespace: 'shop', name: 'web', kind: 'Deployment', replicas: 3, qosClass: 'BestEffort', account: 'default', hasToken: true, isolated: [], waivers: [] },
    ]);
  });

  test.each([
    ['the pod forbids it', { automountServiceAccountToken: false }, account(true), false],
    ['the account forbids it', {}, account(false), false],
    ['the pod wants it in spite of the account', { automountServiceAccountToken: true }, account(false), true],
    ['a volume brings one', { automountServiceAccountToken: false, volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: {} }] } }] }, account(false), true],
  ])('has a token or not where %s', (_, spec, its, expected) => {
    expect(workloadRows([deployment(spec), its])[0].hasToken).toBe(expected);
  });

  test.each([
    ['of its labels', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] }, ['in', 'out']],
    ['of all pods', { podSelector: {}, policyTypes: ['Egress'] }, ['out']],
    ['without types', { podSelector: {}, ingress: [] }, ['in']],
    ['with egress rules and no types', { podSelector: {}, egress: [{}] }, ['in', 'out']],
    ['of other labels', { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress'] }, []],
    ['by expressions', { podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }, { key: 'x', operator: 'DoesNotExist' }] }, policyTypes: ['Ingress'] }, ['in']],
    ['by an expression that fails', { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, policyTypes: ['Ingress'] }, []],
  ])('is closed by a policy %s', (_, spec, expected) => {
    expect(workloadRows([deployment(), policy(spec)])[0].isolated).toEqual(expected);
  });

  test('is not closed by policies of other namespaces, nor in the network of its node', () => {
    const closing = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
    expect(workloadRows([deployment(), policy(closing, 'other')])[0].isolated).toEqual([]);
    expect(workloadRows([deployment({ hostNetwork: true }), policy(closing)])[0].isolated).toEqual([]);
  });

  test('has the waivers of the object and of its pods, those that are malformed left out', () => {
    const annotations = { 'waiver.cdk8s-hardened/host-pid': '{"reason":"debugger","expires":"2027-06-30"}', 'waiver.cdk8s-hardened/host-ipc': 'yes' };
    expect(workloadRows([deployment({}, annotations)])[0].waivers).toEqual(['host-pid']);
  });
});

test('every line about the online shop fits, and the fields are those of all its pods', () => {
  const manifests = manifestsIn(filesOf(onlineShop));
  const fields = hardenedFields(manifests);
  expect([...fields, ...workloadTable(workloadRows(manifests))].filter(line => line.length > TABLE_WIDTH)).toEqual([]);
  expect(fields.length).toBeLessThanOrEqual(25);
  expect(fields.slice(1).filter(line => !/^ *(12 of 12 pods|13 of 13 containers)  /.test(line))).toEqual([]);
});
