import { checkFollowOptions } from './checkOptions.ts'
import { type Engine, inTurn, isSavingDue, runOnce, save } from './engine.ts'
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
  let given = 0
  const end = updates.subscribe((update) => queue.push(update))
  engine.pending.add(queue)
  let before: (() => void) | undefined = () => readWhole(engine.reader)
  try {
    for (;;) {
      const isDone = await runOnce(engine, { signal, onFault, policy, ...(before ? { before } : {}) })
      before = undefined
      while (given < queue.length) yield queue[given++] as MarketUpdate
      given = queue.length = 0
      if (isSavingDue(engine)) await inTurn(engine, signal, () => save(engine))
      if (isDone) await sleep(wait, signal)
    }
  } finally {
    end()
    engine.pending.delete(queue)
    // What was read and not given comes again after a restart.
    if (given === queue.length) await lastSave(engine, signal)
  }
}

/** Milliseconds that whoever has stopped waits for others to have had their turn. */
const LAST_TURN = 1_000

async function lastSave(engine: Engine, signal: AbortSignal | undefined): Promise<void> {
  const saving = inTurn(engine, undefined, () => save(engine))
  if (!signal?.aborted) return saving
  const waiting = new AbortController()
  const over = sleep(LAST_TURN, waiting.signal).catch(() => {})
  // Whoever goes does not hear any more how it ended.
  await Promise.race([saving.catch(() => {}), over])
  waiting.abort()
}
