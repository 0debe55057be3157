import { checkFollowOptions } from './checkOptions.ts'
import { type Engine, inTurn, runOnce, save } from './engine.ts'
import { readWhole } from './step.ts'
import type { FollowOptions, MarketUpdate } from './types.ts'
import type { Updates } from './updates.ts'
import { sleep } from './wait.ts'

/** Reads at its consumer's pace, step by step, and waits where there is nothing new. */
export async function* follow(
  engine: Engine,
  updates: Updates,
  options: FollowOptions = {},
): AsyncGenerator<MarketUpdate, void, undefined> {
  const { signal, onFault, pollingInterval } = checkFollowOptions(options)
  const wait = pollingInterval ?? engine.reader.context.client.pollingInterval
  const policy = { ...engine.policy, attempts: Number.POSITIVE_INFINITY }
  const queue: MarketUpdate[] = []
  const end = updates.subscribe((update) => queue.push(update))
  let before: (() => void) | undefined = () => readWhole(engine.reader)
  try {
    for (;;) {
      const isDone = await runOnce(engine, { signal, onFault, policy, ...(before ? { before } : {}) })
      before = undefined
      while (queue.length > 0) yield* queue.splice(0)
      if (isDone) await sleep(wait, signal)
    }
  } finally {
    end()
    await inTurn(engine, undefined, () => save(engine))
  }
}
