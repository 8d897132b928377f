import { existsSync, mkdirSync, readFileSync, writeFileSync, appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Yaml } from 'cdk8s';
import { COMPARED, SNAPSHOTS } from './snapshot-files';

/** A snapshot is read in review: longer ones are not. */
const MAX_LINES = 120;

/**
 * Compares manifests with a YAML file under test/snapshots, in the format that cdk8s writes.
 * Missing and different files fail; `npx jest -u` writes them; files that no test compares with fail the whole run.
 */
export function expectSnapshot(manifests: any[], name: string): void {
  const file = join(SNAPSHOTS, name);
  const actual = Yaml.stringify(...manifests);
  mkdirSync(dirname(COMPARED), { recursive: true });
  appendFileSync(COMPARED, `${name}\n`);
  const lines = actual.split('\n').length - 1;
  if (lines > MAX_LINES) {
    throw new Error(`snapshot ${name}: must have at most ${MAX_LINES} lines (has ${lines}). Split it into one object or one small group a file.`);
  }
  // Private to jest, and the only place where it says whether -u was given.
  const mode = (expect.getState() as any).snapshotState._updateSnapshot;
  if (mode === 'all') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  } else if (!existsSync(file)) {
    throw new Error(`snapshot ${name}: is missing. Run npx jest -u, and read the file before you commit it.`);
  }
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
