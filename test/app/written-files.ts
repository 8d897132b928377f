import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** One for all runs of a test file: making and removing folders is most of their time. */
const parent = mkdtempSync(join(tmpdir(), 'hardened-app-'));
afterAll(() => rmSync(parent, { recursive: true }));

/** Runs with the name of a folder that does not exist yet; the folder is removed afterwards. */
export function inTemporaryFolder<T>(run: (folder: string) => T): T {
  const folder = join(parent, 'out');
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Folders and files by path, files with what is in them; undefined for a folder that is not there. */
export function filesIn(folder: string): Record<string, string> | undefined {
  if (!existsSync(folder)) { return undefined; }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(entries.map(entry => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), entry.isDirectory() ? '(folder)' : readFileSync(path, 'utf8')];
  }));
}

/** What was returned, or the message of the error. */
export function outcomeOf<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return `Error: ${(error as Error).message}`;
  }
}
