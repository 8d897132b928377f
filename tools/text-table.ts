/** How wide a table may be: a terminal that nobody has made wider. */
export const TABLE_WIDTH = 80;

const GAP = '  ';
/** A column that gets shorter than this says nothing any more. */
const NARROWEST = 6;

/** A column of a table. */
export interface Column {
  readonly head: string;
  /** Whether it holds numbers. */
  readonly isNumeric?: boolean;
  /** Whether its texts may be cut where the table would be too wide. */
  readonly isCut?: boolean;
}

/** Rows under their heads, in plain text that is never wider than 80 characters; no line ends in spaces. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = fit(columns, columns.map(({ head }, index) => Math.max(head.length, ...rows.map(row => row[index].length))));
  return [columns.map(({ head }) => head), ...rows].map(row => row
    .map((text, index) => {
      const shown = cut(text, widths[index]);
      return columns[index].isNumeric ? shown.padStart(widths[index]) : shown.padEnd(widths[index]);
    })
    .join(GAP)
    .trimEnd());
}

/** Takes away from the widest column that may be cut, until the table fits. */
function fit(columns: readonly Column[], wanted: readonly number[]): number[] {
  const widths = [...wanted];
  const available = TABLE_WIDTH - GAP.length * (columns.length - 1);
  for (let over = sum(widths) - available; over > 0; over--) {
    const widest = columns.reduce<number>((best, { isCut }, index) => (isCut && widths[index] > (widths[best] ?? NARROWEST) ? index : best), -1);
    if (widest < 0) { break; }
    widths[widest]--;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 3)}...` : text;
}

/** Words in lines of at most 80 characters, each with an indent. */
export function wrapped(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= TABLE_WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(indent + word);
    }
  }
  return lines;
}
