import { decodeError } from '@aiigo/clients'
import type { BaseError } from '@aiigo/core'
import { abortable } from '../abortable.ts'
import { OtherChainError, UnsettledChainError } from './errors.ts'
import { marketFromBytes, marketToBytes } from './marketBytes.ts'
import type { Reader } from './reader.ts'
import { mayPass, retry } from './retry.ts'
import { STRIDE, step } from './step.ts'
import type { MarketStore } from './stores/store.ts'
import type { BlockRef, MarketUpdate, RetryPolicy } from './types.ts'

/** A reader, the store behind it, and the order among those who make it read. */
export type Engine = {
  readonly reader: Reader
  readonly policy: RetryPolicy
  readonly store: MarketStore | undefined
  /** Whether the store was loaded, and the chain is the right one. */
  isStarted: boolean
  /** The cursor that the store has. */
  saved: BlockRef | undefined
  /** Updates that followers have not been given yet: what nobody has seen is not saved, so that a restart tells of it again. */
  readonly pending: Set<readonly MarketUpdate[]>
  /** Hears of the faults of whoever has their turn. */
  hear: ((error: BaseError) => void) | undefined
  /** Ends when nobody works on it. */
  tail: Promise<unknown>
}

export type RunOptions = {
  signal?: AbortSignal | undefined
  /** For what cannot be asked for again by itself. @default the reader's */
  policy?: RetryPolicy
  onFault?: ((error: BaseError) => void) | undefined
  /** Done before the first step, in turn. */
  before?: () => void
}

/** Steps until the newest block is reached, and saves. */
export async function run(engine: Engine, options: RunOptions = {}): Promise<void> {
  const { before: _, ...rest } = options
  let isDone = await runOnce(engine, options)
  while (!isDone) isDone = await runOnce(engine, rest)
  await inTurn(engine, rest.signal, () => save(engine))
}

/** One step, again while its faults may pass. Between two steps others have their turn. */
export async function runOnce(engine: Engine, { signal, policy, onFault, before }: RunOptions): Promise<boolean> {
  let isFirst = true
  const work = async () => {
    engine.hear = onFault
    await start(engine, signal)
    if (isFirst) before?.()
    isFirst = false
    const isDone = await step(engine.reader, signal)
    if (isSavingDue(engine)) await save(engine)
    return isDone
  }
  const attempt = () => inTurn(engine, signal, work)
  // What one request did not get in all its attempts only whoever waits for ever asks for again.
  const isPassing = policy ? mayPass : (error: BaseError) => error instanceof UnsettledChainError
  return retry(attempt, { policy: policy ?? engine.policy, signal, onFault, isPassing })
}

/** One after the other; an abort ends the waiting for one's turn too. */
export function inTurn<T>(engine: Engine, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const turn = engine.tail.then(() => {
    signal?.throwIfAborted()
    return work()
  })
  engine.tail = turn.catch(() => {})
  return abortable(turn, signal)
}

async function start(engine: Engine, signal: AbortSignal | undefined): Promise<void> {
  if (engine.isStarted) return
  const { reader, store } = engine
  const { deployment } = reader.context
  const id = await reader.chain.id(signal)
  if (id !== deployment.chainId) throw new OtherChainError(deployment.chainId, id)
  const bytes = await store?.load()
  signal?.throwIfAborted()
  if (bytes) reader.window = marketFromBytes(bytes, deployment)
  engine.saved = reader.window.cursor
  engine.isStarted = true
}

/** Not while an event does not fit: then what the store has may be better. */
export function isSavingDue({ reader, saved, store }: Engine): boolean {
  const { cursor } = reader.window
  if (!store || !cursor || reader.misfits > 0) return false
  return saved === undefined || cursor.number >= saved.number + STRIDE || cursor.number < saved.number
}

export async function save(engine: Engine): Promise<void> {
  const { reader, saved, store, pending } = engine
  const { cursor } = reader.window
  if (!store || !cursor || reader.misfits > 0 || cursor.hash === saved?.hash) return
  if ([...pending].some((updates) => updates.length > 0)) return
  await store.save(marketToBytes(reader.window, reader.context.deployment)).catch((error) => {
    throw decodeError(error)
  })
  engine.saved = cursor
}
