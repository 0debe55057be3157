import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

function call(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=aiigo-source', main, ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test.each(['run', 'replay'])('default: %s --help says what there is', (command) => {
  const { status, stdout } = call(command, '--help')
  expect(status).toBe(0)
  expect(stdout).toContain('--evm <name>')
  expect(stdout).toContain('--verbose')
})

test.each([
  [['run', '--seed', 'x'], 'Expected: a whole number from 0 to 4,294,967,295.'],
  [['run', '--commands', '0'], 'Expected: a whole number from 1 to'],
  [['run', '--evm', 'geth'], 'Allowed choices are anvil, ethereumjs.'],
])('args: %j runs nothing', (args, expected) => {
  const { status, stderr } = call(...args)
  expect(status).toBe(1)
  expect(stderr).toContain(expected)
})

test('error: a file that holds no history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-comparison-'))
  for (const [name, text, seen] of [
    ['absent.json', undefined, 'ENOENT'],
    ['cut.json', '{"steps": [', 'JSON'],
    ['other.json', '{}', 'no list of steps in it'],
    ['strange.json', '{"steps":[{}]}', 'step 0 is no block, mark or way back'],
  ] as const) {
    const path = join(folder, name)
    if (text !== undefined) writeFileSync(path, text)
    const { status, stderr } = call('replay', path)
    expect(status).toBe(1)
    expect(stderr).toContain(`Error: There is no history in this file.\n  File: ${path}`)
    expect(stderr).toContain(seen)
  }
})

test('error: a chain that fails is no difference, and --verbose shows where it does', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'aiigo-comparison-')), 'past.json')
  writeFileSync(path, '{"steps":[{"block":{"time":1,"calls":[]}}]}')
  const [{ status, stderr }, verbose] = [call('replay', path), call('replay', path, '--verbose')]
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Error: anvil, the local chain, answered an error.\n {2}Request: evm_mine/)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(verbose.stderr).toMatch(/\n\s+at /)
})
