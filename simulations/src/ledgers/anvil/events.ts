import type { parseEvents } from '@aiigo/clients'
import { isMarketEventName, type MarketEvent } from '@aiigo/protocol'

/**
 * A decoded log as an event of the market; nothing for what says nothing about its state (roles, pauses).
 *
 * @param time of its block, in Unix seconds
 */
export function toMarketEvent(
  { contract, eventName, args, blockNumber, logIndex }: ReturnType<typeof parseEvents>[number],
  time: number,
): MarketEvent[] {
  if (!isMarketEventName(eventName)) return []
  const block = Number(blockNumber)
  const event = { name: eventName, args, contract, time, block, index: logIndex ?? 0 }
  return [event as unknown as MarketEvent]
}
