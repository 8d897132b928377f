/**
 * Makes every generated file that needs Node only: the files of projen, and API.md.
 * With --check, fails when one of them differs from what is there.
 */
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const check = process.argv.includes('--check');

const projenFiles: string[] = JSON.parse(readFileSync(join(root, '.projen/files.json'), 'utf8')).files;
const files = [...projenFiles, 'API.md', 'package.json'];

function read(): Map<string, string | undefined> {
  return new Map(files.map(file => {
    try {
      return [file, readFileSync(join(root, file), 'utf8')];
    } catch {
      return [file, undefined];
    }
  }));
}

const before = read();
// Post-synthesis would install packages again; the lock file is not generated here.
execSync('npx projen default', { cwd: root, stdio: 'ignore', env: { ...process.env, PROJEN_DISABLE_POST: '1' } });
execSync('npx projen compile && npx projen docgen', { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const after = read();

const changed = files.filter(file => before.get(file) !== after.get(file));
if (check && changed.length > 0) {
  console.error(`generate: out of date: ${changed.join(', ')}. Run npm run generate and commit the result.`);
  process.exit(1);
}
console.log(changed.length > 0 ? `generate: wrote ${changed.join(', ')}` : 'generate: everything is up to date');
