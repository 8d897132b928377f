import { Column, textTable, wrapped } from './text-table';
import { WorkloadRow } from './workload-rows';

const COLUMNS: readonly Column[] = [
  { head: 'WORKLOAD', isCut: true },
  { head: 'KIND' },
  { head: 'PODS', isNumeric: true },
  { head: 'QOS' },
  { head: 'ACCOUNT', isCut: true },
  { head: 'TOKEN' },
  { head: 'CLOSED' },
];

function cellsOf(row: WorkloadRow): string[] {
  return [
    `  ${row.name}`,
    row.kind,
    row.replicas === undefined ? '-' : `${row.replicas}`,
    row.qosClass,
    row.account === row.name ? 'own' : row.account,
    row.hasToken ? 'yes' : 'no',
    row.isolated.join(', ') || '-',
  ];
}

/** The workloads by namespace, one a line; below each, the controls that are waived for it. */
export function workloadTable(rows: readonly WorkloadRow[]): string[] {
  const [head, ...lines] = textTable(COLUMNS, rows.map(cellsOf));
  return [head, ...rows.flatMap((row, index) => [
    ...(row.namespace === rows[index - 1]?.namespace ? [] : [row.namespace]),
    lines[index],
    ...(row.waivers.length === 0 ? [] : wrapped(['waived:', ...row.waivers], '      ')),
  ])];
}
