import { Section } from './scenarios';

/** Medians of one scenario. */
export interface Result {
  readonly name: string;
  readonly runs: number;
  readonly left: { readonly milliseconds: number; readonly peak: number };
  readonly right: { readonly milliseconds: number; readonly peak: number };
}

const WIDTHS = [20, 13, 6, 16, 6, 9, 6];

const row = (cells: readonly string[]) =>
  cells.map((cell, index) => index === 0 ? cell.padEnd(WIDTHS[index]) : cell.padStart(WIDTHS[index])).join('').trimEnd();

const whole = (value: number) => Math.round(value).toLocaleString('en-GB');

/** How many times as long the left side takes. */
export function ratioOf(result: Result): number {
  return result.left.milliseconds / result.right.milliseconds;
}

/** The lines above the results of a section. */
export function headOf(section: Section): string {
  return ['', section.title, row(['', `${section.left} ms`, 'MB', `${section.right} ms`, 'MB', 'ratio', 'runs'])].join('\n');
}

/** The line of one scenario. */
export function lineOf(result: Result): string {
  const cells = [result.left.milliseconds, result.left.peak, result.right.milliseconds, result.right.peak].map(whole);
  return row([result.name, ...cells, ratioOf(result).toFixed(ratioOf(result) < 10 ? 2 : 1), `${result.runs}`]);
}
