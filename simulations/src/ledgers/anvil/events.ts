import type { parseEvents } from '@aiigo/clients'
import { isMarketEventName, type MarketEvent } from '@aiigo/protocol'

/**
 * A decoded log as an event of the market; nothing for what says nothing about its state (roles, pauses).
 *
 * @param times of the blocks, in Unix seconds
 */
export function toMarketEvent(
  { contract, eventName, args, blockNumber, logIndex }: ReturnType<typeof parseEvents>[number],
  times: ReadonlyMap<number, number>,
): MarketEvent[] {
  if (!isMarketEventName(eventName)) return []
  const block = Number(blockNumber)
  const event = { name: eventName, args, contract, time: times.get(block) ?? 0, block, index: logIndex ?? 0 }
  return [event as unknown as MarketEvent]
}
