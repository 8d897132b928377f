/** Long values would hide the message. */
const SHOWN = 120;

/** What terminals obey: control characters, all ends of lines, and changes of direction. JSON leaves most of them as they are. */
const COMMANDS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The value as JSON, and what has no JSON (NaN, functions, cycles) as JavaScript calls it. */
function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') { return `${value}`; }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function show(value: unknown): string {
  if (value === undefined) { return 'nothing'; }
  const text = textOf(value).replace(COMMANDS, escaped);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

/** What every refused input gets: `<subject>: <problem> (got <value>). <what to do>`. */
export function invalid(subject: string, problem: string, got: unknown, todo: string): Error {
  return new Error(problemOf(problem, got, todo, subject));
}

/** The same text, without the subject where the one who reports it adds that. */
export function problemOf(problem: string, got: unknown, todo: string, subject?: string): string {
  return `${subject === undefined ? '' : `${subject}: `}${problem} (got ${show(got)}). ${todo}`;
}
