/*
 * Schedules as the CronJob controller reads them: five fields, or a descriptor.
 * https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */

interface Field {
  readonly minimum: number;
  readonly maximum: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { minimum: 0, maximum: 59 },
  { minimum: 0, maximum: 23 },
  { minimum: 1, maximum: 31 },
  { minimum: 1, maximum: 12, names: MONTHS },
  { minimum: 0, maximum: 6, names: WEEKDAYS },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = /^@every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
const NANOSECONDS: { readonly [unit: string]: number } = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };
/** The controller counts in 63 bits: some 292 years. */
const TOO_LONG = 2 ** 63;

function valueOf(text: string, { names, minimum }: Field): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) { return named + minimum; }
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function isRange(text: string, field: Field): boolean {
  const [range, step, ...moreSteps] = text.split('/');
  if (moreSteps.length > 0) { return false; }
  if (step !== undefined && !(/^\d{1,9}$/.test(step) && Number(step) > 0)) { return false; }
  if (range === '*' || range === '?') { return true; }
  const [start, end, ...more] = range.split('-');
  const from = valueOf(start, field);
  const to = end === undefined ? from : valueOf(end, field);
  return more.length === 0 && from >= field.minimum && to <= field.maximum && from <= to;
}

function isInterval(text: string): boolean {
  if (!EVERY.test(text)) { return false; }
  return [...text.matchAll(/([\d.]+)([a-zµ]+)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * NANOSECONDS[unit], 0) < TOO_LONG;
}

/** Whether a text is a schedule that the CronJob controller runs. */
export function isCronSchedule(text: string): boolean {
  if (text.startsWith('@')) { return DESCRIPTORS.includes(text) || isInterval(text); }
  const fields = text.trim().split(/\s+/);
  return fields.length === FIELDS.length
    && fields.every((field, index) => field.split(',').every(range => isRange(range, FIELDS[index])));
}
