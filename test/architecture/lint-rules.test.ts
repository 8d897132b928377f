import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const { LegacyESLint } = jest.requireActual('eslint/use-at-your-own-risk');

/** The rules that hold the design; the others are taste. */
const HELD = ['max-lines', 'max-lines-per-function', 'no-restricted-globals', 'no-restricted-imports', 'no-console'];

const config = JSON.parse(readFileSync(join(root, '.eslintrc.json'), 'utf8').replace(/^\/\/.*$/gm, ''));
const only = (rules: any) => Object.fromEntries(Object.entries(rules).filter(([name]) => HELD.includes(name)));

const eslint = new LegacyESLint({
  cwd: root,
  useEslintrc: false,
  overrideConfig: {
    root: true,
    parser: '@typescript-eslint/parser',
    parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
    rules: only(config.rules),
    overrides: config.overrides.map((override: any) => ({ files: override.files, rules: only(override.rules) })),
  },
});

async function brokenBy(file: string, text: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(text, { filePath: join(root, file) });
  return messages.map((message: any) => message.ruleId);
}

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const body = (count: number): string => `export function f(): void {\n${lines(count - 2, index => `  g(${index});`)}\n}\n`;

test.each<[string, string, string, string[]]>([
  ['a file of 250 lines', 'src/controls/a.ts', lines(250, index => `export const a${index} = 1;`), []],
  ['a file of 251 lines', 'src/controls/a.ts', lines(251, index => `export const a${index} = 1;`), ['max-lines']],
  ['251 lines of which one is a comment', 'src/controls/a.ts', `// why\n${lines(250, index => `export const a${index} = 1;`)}`, []],
  ['a table of data that is generated', 'src/kubernetes/a.data.ts', lines(251, index => `export const a${index} = 1;`), []],
  ['a test file of 251 lines', 'test/a.test.ts', lines(251, index => `export const a${index} = 1;`), ['max-lines']],
  ['a function of 40 lines', 'src/controls/a.ts', body(40), []],
  ['a function of 41 lines', 'src/controls/a.ts', body(41), ['max-lines-per-function']],
  ['a process in the core', 'src/hardening/a.ts', 'export const a = process.env;', ['no-restricted-globals']],
  ['a clock in the core', 'src/constructs/a.ts', 'export const a = new Date();', ['no-restricted-globals']],
  ['a fetch in the core', 'src/controls/a.ts', 'export const a = fetch;', ['no-restricted-globals']],
  ['a console in the core', 'src/constructs/a.ts', 'console.log(1);', ['no-console']],
  ['a file in the core', 'src/waivers/a.ts', 'import * as fs from "node:fs";\nexport const a = fs;', ['no-restricted-imports']],
  ['a process at the edge', 'src/app/a.ts', 'export const a = process.env;', []],
  ['a console at the edge', 'src/cli/a.ts', 'console.log(1);', []],
])('%s', async (_, file, text, expected) => {
  expect(await brokenBy(file, text)).toEqual(expected);
});
