import { messageOf } from './synth';

/** What is wrong, who does it, and the whole message. */
export type BadInput = readonly [what: string, run: () => unknown, message: string];

/** `<construct path or subject>: <problem> (got <value>). <what to do>`, one line for each problem where cdk8s reports several. */
const LINE = String.raw`\S.* \(got .*\)\. \S.*[.?]`;
const FORM = new RegExp(`^(\\S.*?: ${LINE}(\n|$))+$|^Validation failed with the following errors:(\n  \\[.+?\\] ${LINE})+$`);

/** One test for each bad input: it is refused with exactly this message. */
export function eachIsRefused(inputs: readonly BadInput[]): void {
  test.each(inputs)('%s', (_, run, message) => {
    expect(messageOf(run)).toBe(message);
    expect(message).toMatch(FORM);
  });
}

/** What cdk8s says where constructs report problems at synthesis. */
export function reported(...problems: string[]): string {
  return ['Validation failed with the following errors:', ...problems].join('\n  ');
}
