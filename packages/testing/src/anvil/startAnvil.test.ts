import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { InvalidArgumentError } from '@aiigo/core'
import { createPublicClient, createTestClient, http } from 'viem'
import { expect, test, vi } from 'vitest'
import { AnvilNotFoundError } from './anvilBinary.ts'
import { AnvilDiedError, AnvilPortInUseError, AnvilStartError, startAnvil } from './startAnvil.ts'

test('default', async () => {
  await using anvil = await startAnvil()
  const client = createPublicClient({ transport: http(anvil.url) })
  expect(await client.getChainId()).toBe(31_337)
})

test('args: flags reach anvil', async () => {
  await using anvil = await startAnvil({ chainId: 7, timestamp: 1_767_225_600, noMining: true, accounts: 2 })
  const client = createPublicClient({ transport: http(anvil.url) })
  expect(await client.getChainId()).toBe(7)
  expect((await client.getBlock({ blockNumber: 0n })).timestamp).toBe(1_767_225_600n)
})

test('behavior: stop ends the process, and may be called again', async () => {
  const anvil = await startAnvil()
  await anvil.stop()
  expect(isAlive(anvil.pid)).toBe(false)
  expect(anvil.death).toBeUndefined()
  await anvil.stop()
})

test('behavior: the state is written at the end and read at the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-'))
  try {
    const file = join(folder, 'state.json')
    const first = await startAnvil({ dumpState: file })
    await createPublicClient({ transport: http(first.url) }).request({ method: 'evm_mine' } as never)
    await first.stop()
    await using second = await startAnvil({ loadState: file })
    expect(await createPublicClient({ transport: http(second.url) }).getBlockNumber()).toBe(1n)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('behavior: an abort ends it, while starting and later', async () => {
  const early = new AbortController()
  const starting = startAnvil({ signal: early.signal })
  early.abort(new Error('enough'))
  await expect(starting).rejects.toThrow('enough')

  const late = new AbortController()
  const anvil = await startAnvil({ signal: late.signal })
  late.abort()
  await anvil.stop()
  expect(isAlive(anvil.pid)).toBe(false)
})

test.each(['SIGINT', 'SIGTERM', 'SIGKILL', 'process.exit'])('behavior: no orphan after %s', async (how) => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-states-'))
  const { parent, pid } = await parentWithAnvil(folder)
  expect(await readdir(folder)).toHaveLength(1)
  const exited = once(parent, 'exit')
  if (how === 'process.exit') parent.stdin?.write('exit\n')
  else parent.kill(how as NodeJS.Signals)
  const [code, signal] = await exited
  expect([code, signal]).toEqual(how === 'process.exit' ? [3, null] : [null, how])
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
  await expect.poll(() => readdir(folder), { timeout: 5_000 }).toEqual([])
})

test('behavior: the states that it keeps on the disk go with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-states-'))
  vi.stubEnv('TMPDIR', folder)
  const anvil = await startAnvil()
  vi.unstubAllEnvs()
  const client = createTestClient({ mode: 'anvil', transport: http(anvil.url) })
  await client.mine({ blocks: 600 })
  const states = join(folder, ...(await readdir(folder)))
  expect(await readdir(states, { recursive: true })).not.toEqual([])
  await anvil.stop()
  expect(await readdir(folder)).toEqual([])
})

test('behavior: an anvil that has ended leaves nobody who waits for us to end', async () => {
  const before = await shells()
  const anvil = await startAnvil()
  expect((await shells()).length).toBe(before.length + 1)
  await anvil.stop()
  await expect.poll(async () => (await shells()).length, { timeout: 5_000 }).toBe(before.length)
})

test('error: an occupied port', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const error = await startAnvil({ port }).catch((error) => error)
  server.close()
  expect(error).toBeInstanceOf(AnvilPortInUseError)
  expect(error.message).toContain(String(port))
})

test('error: a port that is none', async () => {
  await expect(startAnvil({ port: 70_000 })).rejects.toThrow(InvalidArgumentError)
})

test('error: no such executable', async () => {
  const error = await startAnvil({ binary: '/nowhere/anvil' }).catch((error) => error)
  expect(error).toBeInstanceOf(AnvilNotFoundError)
  expect(error.message).toContain('/nowhere/anvil')
})

test('error: a flag that anvil refuses', async () => {
  const error = await startAnvil({ loadState: '/nowhere/state.json' }).catch((error) => error)
  expect(error).toBeInstanceOf(AnvilStartError)
  expect(error.message).toContain('/nowhere/state.json')
})

test('error: a start that takes too long', async () => {
  const error = await startAnvil({ startTimeoutMs: 1 }).catch((error) => error)
  expect(error).toBeInstanceOf(AnvilStartError)
  expect(error.message).toContain('no answer in 1 ms')
})

test('error: anvil dies in the middle of the work', async () => {
  await using anvil = await startAnvil()
  const never = anvil.watch(new Promise<Error>(() => {}))
  process.kill(anvil.pid, 'SIGKILL')
  const error = await never.catch((error: unknown) => error as Error)
  expect(error).toBeInstanceOf(AnvilDiedError)
  expect(error.message).toContain('Seen: ended by SIGKILL')
  expect(error.message).not.toContain('anvil:')
  expect((error as AnvilDiedError).log).not.toEqual([])
  expect(anvil.death).toBe(error)
})

/** The shells that would end an anvil of ours. */
async function shells(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,args='])
  const ours = new RegExp(`^ *${process.pid} .*end-with-parent`)
  return stdout.split('\n').filter((line) => ours.test(line))
}

test.each([
  ["thread 'main' panicked at crates/x.rs:1:2:\nindex out of bounds\nnote: run with", 'it says: index out of bounds'],
  ['Error: No space left on device (os error 28)', 'its disk is full'],
  ['memory allocation of 64 bytes failed', 'no memory left'],
])('error: what anvil complained of is said in words: %s', (text, words) => {
  const { message } = new AnvilDiedError(7, 'exit code 101', { text })
  expect(message).toContain(`Seen: exit code 101; `)
  expect(message).toContain(words)
})

async function parentWithAnvil(TMPDIR: string): Promise<{ parent: ChildProcess; pid: number }> {
  const source = new URL('./startAnvil.ts', import.meta.url).href
  const program = `
    const { startAnvil } = await import(${JSON.stringify(source)})
    console.log((await startAnvil()).pid)
    process.stdin.on('data', () => process.exit(3))`
  const args = ['--conditions=aiigo-source', '--input-type=module', '-e', program]
  const parent = spawn(process.execPath, args, { env: { ...process.env, TMPDIR } })
  parent.stderr.pipe(process.stderr)
  const [pid] = await once(parent.stdout, 'data')
  return { parent, pid: Number(pid) }
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
