import { BaseError } from '@aiigo/core'
import type { Puzzle } from './challenge.ts'
import { workerSource } from './generated/worker.ts'
import { createKernel, type Found } from './instance.ts'
import type { Range } from './ranges.ts'
import type { WorkerReply, WorkerStart } from './worker.ts'

/** Whoever tries ranges of nonces: the calling thread, a worker, or the GPU (gpuRunner.ts). */
export type Runner = {
  /** Ranges that it may hold at once; the second one waits so that it never idles while its result is on the way. */
  depth: number
  /** How long one range should take, in milliseconds. */
  paceMs: number
  run(range: Range, limit: number): Promise<Found & { elapsedMs: number }>
  /** Ends it; resolves when nothing of it is left. What still runs has no result: it rejects, or never answers. */
  stop(): Promise<void>
}

/** Tries ranges in the calling thread, and lets its event loop turn after each. */
export async function createLocalRunner(module: WebAssembly.Module, puzzle: Puzzle): Promise<Runner> {
  const kernel = await createKernel(module, puzzle)
  return {
    depth: 1,
    paceMs: 10,
    async run({ start, tries }, limit) {
      const begin = performance.now()
      const found = kernel.search(start, tries, limit)
      const elapsedMs = performance.now() - begin
      await turnOfEventLoop()
      return { ...found, elapsedMs }
    },
    stop: async () => {},
  }
}

/** After everything that waits by now, timers included. A timer of 0 ms would do, were browsers not to make it 4. */
function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') return setImmediate(resolve)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

/** A worker of the platform, with what Node and browsers name differently. */
type Thread = { post(message: unknown): void; terminate(): Promise<unknown> }
type Listener = { onReply(reply: WorkerReply): void; onError(cause: unknown): void }

/** Tries ranges in a worker of its own. */
export function createWorkerRunner(module: WebAssembly.Module, puzzle: Puzzle, source = workerSource): Runner {
  const waiting: PromiseWithResolvers<Found & { elapsedMs: number }>[] = []
  let failure: PowWorkerError | undefined
  const fail = (cause: unknown) => {
    failure ??= new PowWorkerError(cause)
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  const thread = startThread(source, {
    onReply: (reply) => ('error' in reply ? fail(reply.error) : waiting.shift()?.resolve(reply)),
    onError: fail,
  })
  thread.post({ module, puzzle } satisfies WorkerStart)
  return {
    depth: 2,
    paceMs: 50,
    run(range, limit) {
      if (failure) return Promise.reject(failure)
      const answer = withResolvers<Found & { elapsedMs: number }>()
      waiting.push(answer)
      thread.post({ ...range, limit })
      return answer.promise
    },
    stop: async () => {
      await thread.terminate()
    },
  }
}

function startThread(source: string, listener: Listener): Thread {
  try {
    const node = globalThis.process?.getBuiltinModule?.('node:worker_threads')
    return node ? startInNode(node, source, listener) : startInBrowser(source, listener)
  } catch (cause) {
    throw new PowWorkerError(cause)
  }
}

function startInNode(node: typeof import('node:worker_threads'), source: string, listener: Listener): Thread {
  // Without the flags of this process: a loader or an inspector meant for the caller's code has no place in the kernel.
  const worker = new node.Worker(source, { eval: true, execArgv: [], name: 'aiigo-pow' })
  worker.on('message', listener.onReply)
  worker.on('error', listener.onError)
  worker.on('exit', (code) => listener.onError(`exit code ${code}`))
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() }
}

function startInBrowser(source: string, listener: Listener): Thread {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: 'aiigo-pow' })
  worker.onmessage = ({ data }) => {
    URL.revokeObjectURL(url)
    listener.onReply(data)
  }
  worker.onerror = (event) => {
    URL.revokeObjectURL(url)
    listener.onError(event.message || 'it could not be started')
  }
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => {
      worker.terminate()
      URL.revokeObjectURL(url)
    },
  }
}

type PromiseWithResolvers<T> = {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (reason: unknown) => void
}

/** Same as: Promise.withResolvers, which Node has from 22 on. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue
    reject = onReason
  })
  return { promise, resolve, reject }
}

/** A worker broke, ended, or could not be started. Nothing is lost but the time: the search can be run again. */
export class PowWorkerError extends BaseError {
  override name = 'PowWorkerError'

  constructor(cause: unknown) {
    super('A proof-of-work worker stopped before it was done.', {
      details: [`Seen: ${cause instanceof Error ? cause.message : String(cause)}`],
      hint: 'Try again, or pass `workers: 0` to search in the calling thread. In a browser, the page must allow workers from blob: URLs (CSP worker-src).',
      retryable: true,
      cause,
    })
  }
}
