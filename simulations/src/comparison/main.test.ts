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

test('default: --help says what there is', () => {
  const { status, stdout } = call('run', '--help')
  expect(status).toBe(0)
  expect(stdout).toContain('--evm <name>')
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
  ] as const) {
    const path = join(folder, name)
    if (text !== undefined) writeFileSync(path, text)
    const { status, stderr } = call('replay', path)
    expect(status).toBe(1)
    expect(stderr).toContain(`Error: There is no history in this file.\n  File: ${path}`)
    expect(stderr).toContain(seen)
  }
})
