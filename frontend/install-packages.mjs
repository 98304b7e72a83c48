// Installs what package-lock.json says, and only where that has changed since the last time: `npm ci` begins by
// deleting everything, which is right after a change and a waste before each build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The page needs Node.js 20.19 or newer to build; this is ${process.version}.`);
  process.exit(1);
}

const MARK = 'node_modules/.installed';
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(process.version + process.platform + process.arch)
  .digest('hex');

if (!existsSync(MARK) || readFileSync(MARK, 'utf8') !== wanted) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.exit(done.status ?? 1);
  }
  writeFileSync(MARK, wanted);
}
