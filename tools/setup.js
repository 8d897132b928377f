// Installs the dependencies when they are missing or older than the lock file; needs Node and npm only.
// A stamp of lock file and Node version tells whether anything is to do.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { spawnSync } = require('node:child_process');

const root = join(__dirname, '..');
const stampFile = join(root, 'node_modules', '.cdk8s-hardened-setup');
const stamp = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(process.version).digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.error('setup: installing dependencies (npm ci), about 20 seconds ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.status !== 0) {
    console.error('setup: npm ci failed; see its message above. It needs Node 20 or newer and a reachable npm registry.');
    process.exit(2);
  }
  writeFileSync(stampFile, stamp);
}
