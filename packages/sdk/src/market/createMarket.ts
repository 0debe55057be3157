import type { BaseError } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import type { CallOptions, Context } from '../context.ts'
import { loaded } from '../loaded.ts'
import { createChain } from './chain.ts'
import { checkFollowOptions, checkMarketOptions } from './checkOptions.ts'
import { emptyWindow } from './emptyWindow.ts'
import type { Engine } from './engine.ts'
import type { Difference } from './reconcile.ts'
import type { BlockRef, FollowOptions, MarketOptions, MarketUpdate, MarketUpdateOf } from './types.ts'
import { createUpdates } from './updates.ts'

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
   * when a fault does not pass; CodeNotLoadedError; the signal's reason
   */
  sync(options?: CallOptions): Promise<BlockRef>
  /**
   * Follows the market from where it is, for ever: faults that may pass are tried again until they do. Each event comes at
   * least once: what was not given out is not saved, and comes again after a crash. `break` or the signal ends it; what it
   * leaves comes with the next market of the same store.
   *
   * @throws as {@link Market.sync}, but no fault of the chain's node that may pass
   * @example
   * for await (const update of aiigo.market.follow({ signal })) {
   *   if (update.type === 'event' && update.event.name === 'TaskCreated') consider(update.event.args.taskId)
   *   if (update.type === 'removed') forget(update.event)
   * }
   */
  follow(options?: FollowOptions): AsyncIterable<MarketUpdate>
  /**
   * Reads up to the newest block, and compares the state with what the views of the contracts answer there: owners, roles and
   * pauses, parameters, nodes, challenges, tasks, bids, escrows, fees and credits. Some views for each node and task, up to
   * twenty of them in one request.
   *
   * @returns where they differ; nothing, when all is well. What only the log says is not compared, such as URIs.
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

/**
 * The methods of `aiigo.market`. Nothing is read before the first call; what reads is a large part of the package, and is not
 * loaded before it either.
 */
export function createMarket(context: Context, options: MarketOptions = {}): Market {
  const { depth, blocksPerRequest, policy } = checkMarketOptions(options)
  const updates = createUpdates()
  const onFault = (error: BaseError) => engine.hear?.(error)
  const engine: Engine = {
    reader: {
      ...{
        context,
        depth,
        publish: updates.publish,
        chain: createChain(context, { policy, blocksPerRequest, onFault }),
      },
      ...{ window: emptyWindow(context.deployment), reading: undefined, lowerHeads: 0, misfits: 0 },
    },
    policy,
    store: options.store,
    isStarted: false,
    saved: undefined,
    pending: new Set(),
    hear: undefined,
    tail: Promise.resolve(),
  }
  return {
    state: () => engine.reader.window.state,
    block: () => engine.reader.window.cursor,
    sync: async (given) => {
      const { signal } = checkFollowOptions(given)
      const { sync } = await loaded(import('./sync.ts'), signal)
      return sync(engine, given)
    },
    follow: async function* (given) {
      const { signal } = checkFollowOptions(given)
      const { follow } = await loaded(import('./follow.ts'), signal)
      yield* follow(engine, updates, given)
    },
    reconcile: async (given) => {
      const { signal } = checkFollowOptions(given)
      const { reconcile } = await loaded(import('./reconcile.ts'), signal)
      return reconcile(engine, given)
    },
    on: updates.on,
  }
}
