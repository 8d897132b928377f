/** Long values would hide the message. */
const SHOWN = 120;

function show(value: unknown): string {
  if (value === undefined) { return 'nothing'; }
  const text = typeof value === 'bigint' ? `${value}` : JSON.stringify(value) ?? String(value);
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
