// Brings the tools that everything else needs (pnpm, Node 24, forge, anvil, solc) from npm, with nothing but Node and npm.
// Runs before `npm start` and `npm test`; when the lockfile has not changed since the last time, it does nothing and needs no network.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const stampPath = 'node_modules/.aiigo-setup'
const [, pnpm] = /^ {2}pnpm: (\S+)$/m.exec(readFileSync('pnpm-workspace.yaml', 'utf8'))

const stamp = createHash('sha256')
  .update(readFileSync('pnpm-lock.yaml'))
  .update(readFileSync('pnpm-workspace.yaml'))
  .update(process.platform + process.arch)
  .digest('hex')

if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) process.exit(0)

console.log('Setting up: dependencies, Node 24, forge, anvil and solc from npm (once; about a minute)')
const install = spawnSync('npx', ['--yes', `pnpm@${pnpm}`, 'install', '--frozen-lockfile'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, npm_config_update_notifier: 'false', CI: 'true' },
})
if (install.status !== 0) {
  console.error(
    [
      'Setting up failed: pnpm could not install the dependencies (its own message stands above).',
      'Expected: a connection to the npm registry, and room on the disk for about 1 GB.',
      'Then run the same command again: it goes on where it stopped.',
    ].join('\n'),
  )
  process.exit(install.status ?? 1)
}
writeFileSync(stampPath, stamp)
