import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let root: string
let out: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-cli-'))
})
beforeEach(async () => {
  out = await mkdtemp(join(root, 'out-'))
})
afterAll(() => rm(root, { recursive: true }))

type Result = { code: number | null; stdout: string; stderr: string }

/** Runs the command line as a person would; `during` sees the process while it runs. */
async function sim(args: string[], during: (child: ChildProcess) => void = () => {}): Promise<Result> {
  const env = { ...process.env, AIIGO_CACHE: join(root, 'cache'), DEBUG: '' }
  const child = spawn(process.execPath, ['--conditions=aiigo-source', main, ...args], { env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  during(child)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

/** One message, no page of code. */
function expectPlain(stderr: string) {
  expect(stderr).toMatch(/Error: /)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(stderr).not.toContain('node:internal')
}

test('default', async () => {
  const { code, stdout, stderr } = await sim(['run', 'tiny', '--out', out, '--seed', '3'])
  expect(code).toBe(0)
  expect(stdout).toContain('Conservation')
  expect(stdout).toMatch(/Report: .*tiny-3\/report\.html\n$/)
  expect(stderr).toContain('tick 24/24')
  expect(await readdir(out)).toEqual(['tiny-3'])
}, 60_000)

test('args: --quiet says the path of the report and nothing else', async () => {
  const { code, stdout, stderr } = await sim(['run', 'tiny', '--out', out, '--quiet'])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^\S*tiny-1\/report\.html\n$/)
}, 60_000)

test('args: --ledger twin needs no chain, and says the same', async () => {
  const { code, stdout, stderr } = await sim(['run', 'tiny', '--out', out, '--ledger', 'twin'])
  expect(code).toBe(0)
  expect(stdout).toContain('Conservation: every wei accounted for')
  expect(stdout).not.toContain('Verified:')
  expect(stderr).not.toContain('preparing the chain')
  const { command, versions } = JSON.parse(await readFile(join(out, 'tiny-1', 'manifest.json'), 'utf8'))
  expect([command, versions.ledger]).toEqual(['aiigo-sim run tiny --seed 1 --ledger twin', 'twin'])
}, 60_000)

test('args: --verify compares with the chain, and says so', async () => {
  const { code, stdout, stderr } = await sim(['run', 'tiny', '--out', out, '--verify'])
  expect(code).toBe(0)
  expect(stdout).toContain('Verified: event by event, against anvil, no difference')
  expect(stderr).toContain('tick 24/24')
  const { command, versions } = JSON.parse(await readFile(join(out, 'tiny-1', 'manifest.json'), 'utf8'))
  expect(command).toBe('aiigo-sim run tiny --seed 1 --verify')
  expect(versions).toMatchObject({ ledger: 'twin', verified: 'event by event, against anvil' })
}, 60_000)

test('behavior: help has examples, list has the scenarios', async () => {
  const [help, runHelp, list] = await Promise.all([sim(['--help']), sim(['run', '--help']), sim(['list'])])
  expect(help.stdout).toContain('aiigo-sim run first-week')
  for (const flag of ['--seed', '--ledger', '--verify']) expect(runHelp.stdout).toContain(flag)
  expect(list.stdout).toMatch(/first-week +\S/)
  expect(list.stdout).toMatch(/tiny +\S/)
  expect(list.stdout).toMatch(/year-1 +\S/)
})

test('error: a scenario with mistakes', async () => {
  const path = join(out, 'market.yaml')
  await writeFile(path, 'name: market\nstart: 2026-02-30\nlength: 7d\nethUsd: 3000\nprovider: []\nbuyers: []\n')
  const { code, stdout, stderr } = await sim(['run', path, '--out', out])
  expect([code, stdout]).toEqual([1, ''])
  expectPlain(stderr)
  expect(stderr).toContain('market.yaml:2:8 start: "2026-02-30"; expected a date')
  expect(stderr).toContain('market.yaml:5:1 provider: an unknown field; expected the field `providers`')
  expect(await readdir(out)).toEqual(['market.yaml'])
})

test('error: a scenario that there is not', async () => {
  const { code, stderr } = await sim(['run', 'frist-week', '--out', out])
  expect(code).toBe(1)
  expect(stderr).toContain('Did you mean `first-week`?')
})

test('error: arguments that are not valid', async () => {
  const results = await Promise.all([
    sim(['run', 'tiny', '--seed', '-1']),
    sim(['run', 'tiny', '--port', 'http']),
    sim(['run', 'tiny', '--ledger', 'twins']),
    sim(['run']),
    sim(['rnu']),
  ])
  for (const { code, stderr } of results) {
    expect(code).toBe(1)
    expect(stderr).toContain('--help')
    expect(stderr).not.toMatch(/\n\s+at /)
  }
})

test('error: an occupied port', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const { code, stderr } = await sim(['run', 'tiny', '--out', out, '--port', String(port)])
  server.close()
  expect(code).toBe(1)
  expectPlain(stderr)
  expect(stderr).toContain(`The port ${port} is in use`)
  expect(await readdir(out)).toEqual([])
}, 60_000)

/** Waits for the first tick, then does something to the process. */
function onFirstTick(act: (child: ChildProcess) => void) {
  return (child: ChildProcess) => {
    let isDone = false
    child.stderr?.on('data', (chunk) => {
      if (isDone || !String(chunk).includes('tick ')) return
      isDone = true
      act(child)
    })
  }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'behavior: %s stops everything, leaves nothing, says one line',
  async (signal, exitCode) => {
    const { code, stdout, stderr } = await sim(
      ['run', 'tiny', '--out', out],
      onFirstTick((child) => child.kill(signal)),
    )
    expect([code, stdout]).toEqual([exitCode, ''])
    expect(stderr).toMatch(/Stopped\. Nothing was left behind\.\n$/)
    expect(await readdir(out)).toEqual([])
  },
  60_000,
)

test('error: anvil dies in the middle of the run', async () => {
  const { code, stderr } = await sim(
    ['run', 'tiny', '--out', out],
    onFirstTick(async (child) => process.kill(await anvilOf(child.pid!), 'SIGKILL')),
  )
  expect(code).toBe(1)
  expectPlain(stderr)
  expect(stderr).toContain('anvil, the local chain, ended in the middle of the work')
  expect(stderr).not.toContain('anvil:')
  expect(await readdir(out)).toEqual([])
}, 60_000)

test('behavior: who presses Ctrl-C three times leaves nothing either', async () => {
  let anvil = 0
  const { code } = await sim(
    ['run', 'tiny', '--out', out],
    onFirstTick(async (child) => {
      anvil = await anvilOf(child.pid!)
      for (let i = 0; i < 3; i++) child.kill('SIGINT')
    }),
  )
  expect(code).toBe(130)
  expect(await readdir(out)).toEqual([])
  await expect.poll(() => isAlive(anvil), { timeout: 5_000 }).toBe(false)
}, 60_000)

test('behavior: a run that is killed takes its anvil with it', async () => {
  let anvil = 0
  const { code } = await sim(
    ['run', 'tiny', '--out', out],
    onFirstTick(async (child) => {
      anvil = await anvilOf(child.pid!)
      child.kill('SIGKILL')
    }),
  )
  expect(code).toBeNull()
  await expect.poll(() => isAlive(anvil), { timeout: 5_000 }).toBe(false)
}, 60_000)

/** The anvil of a run. */
async function anvilOf(pid: number): Promise<number> {
  const list = spawn('ps', ['-A', '-o', 'ppid=,pid=,comm='])
  let text = ''
  for await (const chunk of list.stdout) text += chunk
  const found = new RegExp(`^ *${pid} +(\\d+) .*anvil`, 'm').exec(text)?.[1]
  if (!found) throw new Error(`no anvil among:\n${text}`)
  return Number(found)
}

/** A process that has ended and that nobody has waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !existsSync('/proc') || existsSync(`/proc/${pid}/exe`)
}

test('behavior: --verbose shows where an error comes from', async () => {
  const { stderr } = await sim(['run', 'frist-week', '--verbose'])
  expect(stderr).toMatch(/\n\s+at /)
})
