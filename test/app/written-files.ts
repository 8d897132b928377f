import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Runs with the name of a folder that does not exist yet; the folder is removed afterwards. */
export function inTemporaryFolder<T>(run: (folder: string) => T): T {
  const parent = mkdtempSync(join(tmpdir(), 'hardened-app-'));
  try {
    return run(join(parent, 'out'));
  } finally {
    rmSync(parent, { recursive: true });
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
