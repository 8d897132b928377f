import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { COMPARED, SNAPSHOTS } from './snapshot-files';

/** After a whole run: a snapshot file that no test compared with is stale, and fails the run. */
export default function staleSnapshots(config: any): void {
  const compared = existsSync(COMPARED) ? new Set(readFileSync(COMPARED, 'utf8').split('\n')) : new Set<string>();
  rmSync(COMPARED, { force: true });
  const patterns = config.testPathPatterns?.patterns ?? config.testPathPatterns ?? [];
  const partial = patterns.length > 0 || config.testNamePattern || config.onlyChanged || config.shard;
  if (partial || !existsSync(SNAPSHOTS)) { return; }
  const stale = readdirSync(SNAPSHOTS, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(SNAPSHOTS, join(entry.parentPath, entry.name)))
    .filter(name => !compared.has(name))
    .sort();
  if (stale.length > 0) {
    throw new Error(`stale snapshots, compared by no test; delete them: ${stale.join(', ')}`);
  }
}
