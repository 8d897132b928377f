import { readFileSync } from 'fs';
import { join } from 'path';
import { Command, CommanderError, Option } from 'commander';
import { CATALOGUE } from '../controls/catalogue';
import { explainText, findEntry, listText, similarIds } from './catalogue-text';

/** Exit status of misuse: an unknown command, option or id. */
const MISUSE = 2;

function versionOf(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function explain(id: string): void {
  const entry = findEntry(id);
  if (!entry) {
    const similar = similarIds(id);
    const hint = similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : 'Run cdk8s-hardened checks for all ids.';
    throw new CommanderError(MISUSE, 'unknown-id', `explain: there is no control of that id (got ${JSON.stringify(id)}). ${hint}`);
  }
  print(explainText(entry));
}

function programOf(): Command {
  const program = new Command('cdk8s-hardened')
    .description('Secure by default, explicit by exception: the controls behind the constructs.')
    .version(versionOf())
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  program.command('checks')
    .description('list the controls that constructs set and that waivers name')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(({ format }) => print(format === 'json' ? JSON.stringify(CATALOGUE, null, 2) : listText(CATALOGUE)));
  program.command('explain <id>').description('say what a control asks for, and who asks for it').action(explain);
  return program;
}

/** Runs the command line; sets the exit status, and never shows a stack trace for a mistake of its user. */
export function main(argv: string[]): void {
  // `cdk8s-hardened checks | head` closes the pipe early, which is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') { throw error; } });
  try {
    const program = programOf();
    if (argv.length <= 2) { program.help({ error: true }); }
    program.parse(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) { throw error; }
    if (error.exitCode !== 0) {
      process.stderr.write(`${error.message.startsWith('(') ? '' : `${error.message.replace(/^error: /, 'cdk8s-hardened: ')}\n`}`);
      process.exitCode = MISUSE;
    }
  }
}
