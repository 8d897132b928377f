import { join } from 'node:path';

/** Where the snapshots are. */
export const SNAPSHOTS = join(__dirname, '..', 'snapshots');

/** The list of the files that this run compared with; a globalTeardown reads it. */
export const COMPARED = join(__dirname, '..', '..', 'reports', 'snapshots-compared.txt');
