import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BaseError, InvalidArgumentError } from '@aiigo/core'
import { AnvilNotFoundError, anvilBinary } from './anvilBinary.ts'
import { endWithParent } from './endWithParent.ts'
import { type AnvilFlags, toArguments } from './toArguments.ts'

export type StartAnvilOptions = AnvilFlags & {
  /** 0, the default, lets the system choose a free one. */
  port?: number
  /** false writes anvil's log to stderr. @default true */
  silent?: boolean
  /** Further arguments, as on the command line; not `--cache-path`, which is a temporary folder. */
  args?: readonly string[]
  /** The executable. @default that of the npm package `@foundry-rs/anvil` */
  binary?: string
  /** How long the start may take, in milliseconds. @default 60_000 */
  startTimeoutMs?: number
  /** Ends anvil when aborted, also while it is starting. */
  signal?: AbortSignal
}

/** A running anvil. */
export type Anvil = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Why anvil ended, when it ended without being asked to. */
  readonly death: AnvilDiedError | undefined
  /** The result of `work`, or AnvilDiedError as soon as anvil ends before it: a request to a dead chain says less. */
  watch<T>(work: Promise<T>): Promise<T>
  /** Ends anvil (SIGTERM; it writes its state then, if asked to) and waits until it is gone. May be called twice. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** How much of the output is kept for an error message, in characters. */
const KEPT_OUTPUT = 4_000

/** How long anvil may take to end before it is killed, in milliseconds; a large state takes its time to write. */
const STOP_TIMEOUT = 30_000

/**
 * Starts anvil, a local chain, and waits until it answers. It ends with `stop()`, when `signal` is aborted, and at the
 * latest with this process.
 *
 * @throws AnvilNotFoundError, AnvilPortInUseError, AnvilStartError, InvalidArgumentError; the signal's reason
 * @example
 * await using anvil = await startAnvil({ chainId: 31_337, timestamp: 1_767_225_600 })
 * const client = createTestClient({ mode: 'anvil', transport: http(anvil.url) })
 */
export async function startAnvil(options: StartAnvilOptions = {}): Promise<Anvil> {
  const { port = 0, silent = true, args = [], binary, startTimeoutMs = 60_000, signal, ...flags } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('port', 'a whole number from 0 to 65,535', port)
  }
  signal?.throwIfAborted()

  const executable = binary ?? anvilBinary()
  // Where anvil keeps the states of blocks long past. It would leave them behind in the home directory.
  const states = mkdtempSync(join(tmpdir(), 'aiigo-anvil-'))
  const commandLine = ['--port', String(port), '--cache-path', states, ...toArguments(flags), ...args]
  const child = spawn(executable, commandLine, { stdio: ['ignore', 'pipe', 'pipe'] })
  endWithParent(child, states)
  const output = collect(child, silent)
  const ended = endingOf(child).finally(() => rm(states, { recursive: true, force: true }).catch(() => {}))

  const start = { executable, commandLine, port, output, ended, timeout: startTimeoutMs, signal }
  try {
    const seenPort = await listening(child, start)
    if (silent) await quiet(seenPort, start)
    return running(child, seenPort, output, ended, signal)
  } catch (error) {
    await end(child, ended)
    throw error
  }
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('close', (code, by) => resolve({ code, by }))
    child.once('error', (cause) => resolve({ code: null, by: null, cause }))
  })
}

type Ending = { code: number | null; by: NodeJS.Signals | null; cause?: unknown }

/** Keeps the last lines that anvil wrote, and drains its pipes: a full pipe would stop it. */
function collect(child: ChildProcess, silent: boolean) {
  const output = { text: '' }
  const onData = (chunk: Buffer) => {
    output.text = (output.text + chunk.toString()).slice(-KEPT_OUTPUT)
    if (!silent) process.stderr.write(chunk)
  }
  child.stdout?.on('data', onData)
  child.stderr?.on('data', onData)
  return output
}

type Start = {
  executable: string
  commandLine: readonly string[]
  port: number
  output: { text: string }
  ended: Promise<Ending>
  timeout: number
  signal: AbortSignal | undefined
}

/**
 * The port that this very process says it listens on. Asking the port instead could be answered by somebody else's
 * anvil.
 */
async function listening(child: ChildProcess, start: Start): Promise<number> {
  const { executable, output, ended, timeout, signal } = start
  let onAbort: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      new Promise<number>((resolve) => {
        child.stdout?.on('data', () => {
          const port = /Listening on \S*:(\d+)/.exec(output.text)?.[1]
          if (port) resolve(Number(port))
        })
      }),
      ended.then((ending) => {
        throw startError(start, ending)
      }),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new AnvilStartError(executable, `no answer in ${timeout} ms`, output)), timeout)
        onAbort = () => reject(signal?.reason)
        signal?.addEventListener('abort', onAbort)
      }),
    ])
  } finally {
    clearTimeout(timer)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
  }
}

function startError({ executable, port, output }: Start, ending: Ending): BaseError {
  if (ending.cause) return new AnvilNotFoundError([executable], ending.cause)
  if (/address already in use/i.test(output.text)) return new AnvilPortInUseError(port)
  return new AnvilStartError(executable, describe(ending), output)
}

/**
 * anvil would print every request. It is told so only now because with its own `--silent` it would not print
 * the port either.
 */
async function quiet(port: number, { executable, output }: Start): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_setLoggingEnabled', params: [false] })
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  await fetch(`http://127.0.0.1:${port}`, request).catch((error) => {
    throw new AnvilStartError(executable, `it listened, and did not answer: ${error.cause?.message ?? error}`, output)
  })
}

function running(
  child: ChildProcess,
  port: number,
  output: { text: string },
  ended: Promise<Ending>,
  signal: AbortSignal | undefined,
): Anvil {
  let death: AnvilDiedError | undefined
  let stopped: Promise<void> | undefined
  const died = ended.then((ending) => {
    signal?.removeEventListener('abort', stop)
    if (!stopped) death = new AnvilDiedError(child.pid ?? 0, describe(ending), output)
    return death
  })
  const failed = new Promise<never>((_, reject) => {
    died.then((error) => error && reject(error))
  })
  // Whoever does not watch is not interrupted by it.
  failed.catch(() => {})
  function stop() {
    stopped ??= end(child, ended)
    return stopped
  }
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  hold(child, false)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    get death() {
      return death
    },
    watch: (work) => Promise.race([work, failed]),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Whether the child keeps this process alive: only while we wait for it. */
function hold(child: ChildProcess, held: boolean): void {
  const change = held ? 'ref' : 'unref'
  child[change]()
  for (const pipe of [child.stdout, child.stderr] as Socket[]) pipe[change]()
}

/** SIGTERM, not SIGKILL: it writes its state, where it was asked to. */
async function end(child: ChildProcess, ended: Promise<Ending>): Promise<void> {
  hold(child, true)
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT)
  await ended
  clearTimeout(timer)
}

function describe({ code, by }: Ending): string {
  return by ? `ended by ${by}` : `exit code ${code}`
}

/** What anvil complained of last, as the end of a sentence; mostly nothing, for it logs much and says little. */
function complaint({ text }: { text: string }): string {
  if (/no space left on device/i.test(text)) return '; its disk is full'
  if (/memory allocation of \d+ bytes failed|cannot allocate memory/i.test(text))
    return '; there was no memory left for it'
  const panic = /panicked at [^\n]*\n([^\n]+)/.exec(text)?.[1]
  return panic ? `; it says: ${panic.trim()}` : ''
}

function lastLines({ text }: { text: string }): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are control characters
  const lines = text.replace(/\x1b\[[0-9;]*m/g, '').split('\n')
  const written = lines.map((line) => line.trim()).filter((line) => line.length > 0)
  return written.slice(-5).map((line) => `anvil: ${line}`)
}

/** anvil did not come up. */
export class AnvilStartError extends BaseError {
  override name = 'AnvilStartError'

  constructor(executable: string, seen: string, output: { text: string }) {
    super('anvil, the local chain, did not start.', {
      details: [`Executable: ${executable}`, `Seen: ${seen}`, ...lastLines(output)],
      hint: 'Look at its last lines above: mostly a flag or a file that it was given is not valid.',
    })
  }
}

/** The port asked for belongs to another program. */
export class AnvilPortInUseError extends BaseError {
  override name = 'AnvilPortInUseError'

  constructor(port: number) {
    super(`The port ${port} is in use, anvil cannot listen there.`, {
      hint: 'Leave out `port` to get a free one, choose another, or end the program that holds it.',
      retryable: true,
    })
  }
}

/** anvil was running, and ended without being asked to. */
export class AnvilDiedError extends BaseError {
  override name = 'AnvilDiedError'
  /** The last lines that anvil wrote: for whoever looks for a defect of anvil, not for the message. */
  readonly log: readonly string[]

  constructor(pid: number, seen: string, output: { text: string }) {
    super('anvil, the local chain, ended in the middle of the work.', {
      details: [`Process: ${pid}`, `Seen: ${seen}${complaint(output)}`],
      hint: 'Its state is lost; start again. SIGKILL mostly means that the machine ran out of memory.',
    })
    this.log = lastLines(output)
  }
}
