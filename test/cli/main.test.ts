import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckId } from '../../src';
import { CATALOGUE } from '../../src/controls/catalogue';

const root = join(__dirname, '..', '..');

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = 'require(process.cwd() + "/src/cli/main.ts").main(["node", "cdk8s-hardened", ...process.argv.slice(1)])';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script, '--', ...args], {
    cwd: root, encoding: 'utf8', env: { ...process.env, TS_NODE_PROJECT: join(root, 'tsconfig.json') },
  });
  return { status, stdout, stderr };
}

test('the catalogue has each id once, in the order of CheckId', () => {
  expect(CATALOGUE.map(entry => entry.id)).toEqual(Object.values(CheckId));
});

test('each title is what the documentation of CheckId says', () => {
  const documented = readFileSync(join(root, 'src/controls/check-id.ts'), 'utf8').matchAll(/\/\*\* (.*?)\. \*\/\s+\w+ = '([^']+)'/g);
  expect([...documented].map(([, title, id]) => [id, title])).toEqual(CATALOGUE.map(({ id, title }) => [id, title]));
});

test('every standard is named in the one form that reports use', () => {
  const form = /^(pss:(baseline|restricted)\/\w+|cis:\d(\.\d+)+|nsa:\d\.\d+)$/;
  expect(CATALOGUE.flatMap(entry => entry.standards).filter(standard => !form.test(standard))).toEqual([]);
});

test('checks prints all controls, as text of at most 80 columns or as JSON', () => {
  const text = run('checks');
  expect(text.status).toBe(0);
  expect(text.stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
  expect(text.stdout).toContain('high      host-network\n          Pods must not share the host network namespace\n');
  expect(JSON.parse(run('checks', '--format', 'json').stdout)).toEqual(CATALOGUE);
});

test('explain says what a control asks for and how it is waived', () => {
  expect(run('explain', 'host-network').stdout).toBe([
    'host-network (high)', 'Pods must not share the host network namespace.', 'Standards: pss:baseline/hostNamespaces, cis:5.2.5, nsa:1.5',
    'Waive it: Waiver.of(CheckId.HOST_NETWORK, { reason, expires, owner })', '',
  ].join('\n'));
});

test.each<[string, string[], string]>([
  ['an unknown id', ['explain', 'host-netwrk'], 'explain: there is no control of that id (got "host-netwrk"). Did you mean host-network'],
  ['an unknown command', ['harden'], 'cdk8s-hardened: unknown command \'harden\''],
  ['an unknown option', ['checks', '--bogus'], 'cdk8s-hardened: unknown option \'--bogus\''],
  ['an unknown format', ['checks', '--format', 'xml'], 'Allowed choices are text, json.'],
  ['no command', [], 'Usage: cdk8s-hardened'],
])('%s is misuse: exit 2, a message, no stack trace, nothing on stdout', (_, args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});
