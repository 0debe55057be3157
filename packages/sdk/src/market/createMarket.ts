import type { MarketState } from '@aiigo/protocol'
import type { CallOptions, Context } from '../context.ts'
import { createChain } from './chain.ts'
import { checkFollowOptions, checkMarketOptions } from './checkOptions.ts'
import { type Engine, run } from './engine.ts'
import { follow } from './follow.ts'
import { type Difference, reconcile } from './reconcile.ts'
import { readWhole } from './step.ts'
import type { BlockRef, FollowOptions, MarketOptions, MarketUpdate, MarketUpdateOf } from './types.ts'
import { createUpdates } from './updates.ts'
import { emptyWindow } from './window.ts'

/** The whole market as the events of its contracts make it, kept equal to the chain. */
export type Market = {
  /**
   * The market at {@link Market.block}: nodes, tasks, bids, escrows, and what the views of @aiigo/protocol answer of it.
   * Read it at once and change nothing: it goes on by itself, and is replaced when the chain is reorganised.
   *
   * @example
   * await aiigo.market.sync()
   * const open = getOpenTasks(aiigo.market.state(), ResourceType.GPU)
   */
  state(): Readonly<MarketState>
  /** The block that the state is at the end of; undefined before the first was read. */
  block(): BlockRef | undefined
  /**
   * Reads up to the newest block, once, and what is kept of the chain's end again.
   *
   * @throws OtherChainError, ForeignLogError, MarketStoreError, UnfittingEventError; UnsettledChainError or RpcFaultError
   * when a fault does not pass; the signal's reason
   */
  sync(options?: CallOptions): Promise<BlockRef>
  /**
   * Follows the market from where it is, for ever: faults that may pass are tried again until they do. Each event comes at
   * least once: after a crash those since the last saving come again. `break` or the signal ends it.
   *
   * @throws as {@link Market.sync}, but no fault that may pass
   * @example
   * for await (const update of aiigo.market.follow({ signal })) {
   *   if (update.type === 'event' && update.event.name === 'TaskCreated') consider(update.event.args.taskId)
   *   if (update.type === 'removed') forget(update.event)
   * }
   */
  follow(options?: FollowOptions): AsyncIterable<MarketUpdate>
  /**
   * Reads up to the newest block, and compares the state with what the views of the contracts answer there: some requests for
   * each node and task.
   *
   * @returns where they differ; nothing, when all is well
   * @throws as {@link Market.sync}
   */
  reconcile(options?: CallOptions): Promise<readonly Difference[]>
  /**
   * Hears of the updates of one type that `follow` and `sync` find; by itself it reads nothing.
   *
   * @returns a function that ends it
   * @example const end = aiigo.market.on('removed', ({ event }) => console.log('taken back:', event.name))
   */
  on<type extends MarketUpdate['type']>(type: type, listener: (update: MarketUpdateOf<type>) => void): () => void
}

/** The methods of `aiigo.market`. Nothing is read before the first call. */
export function createMarket(context: Context, options: MarketOptions = {}): Market {
  const { depth, blocksPerRequest, policy } = checkMarketOptions(options)
  const updates = createUpdates()
  const engine: Engine = {
    reader: {
      ...{ context, depth, publish: updates.publish, chain: createChain(context, { policy, blocksPerRequest }) },
      ...{ window: emptyWindow(context.deployment), reading: undefined, lowerHeads: 0, misfits: 0 },
    },
    policy,
    store: options.store,
    isStarted: false,
    saved: undefined,
    tail: Promise.resolve(),
  }
  async function sync(given?: CallOptions): Promise<BlockRef> {
    const { signal } = checkFollowOptions(given)
    await run(engine, { signal, before: () => readWhole(engine.reader) })
    return engine.reader.window.cursor as BlockRef
  }
  return {
    state: () => engine.reader.window.state,
    block: () => engine.reader.window.cursor,
    sync,
    follow: (given) => follow(engine, updates, given),
    reconcile: (given) => reconcile(engine, sync, given),
    on: updates.on,
  }
}
