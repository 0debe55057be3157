import { suggestPrice } from '@aiigo/pricing'
import type { NodeState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'
import type { ProviderOptions } from './options.ts'

const HOUR = 3_600n

/** What an idle hour costs: a tenth of an hour of work. */
const IDLE_SHARE = 10n

/** How far a price moves to the suggested one in a day. All together, all the way, would chase each other down. */
const PRICE_STEPS = 4n

export type Books = {
  /** Takes down one tick; to be called once in each. */
  note(view: View, node: NodeState, isOnline: boolean): void
  /** Whether the last stretch of its patience did not pay. */
  isAtLoss(view: View, node: NodeState): boolean
  /** What it asks for an hour from now on, in wei. */
  price(view: View, node: NodeState): bigint
}

/** What a provider knows of its own business. */
export function createBooks({ costPerHour, patience, joinsAt, pricePerHour, reprices }: ProviderOptions): Books {
  const stretch = { since: joinsAt, earned: 0n, spent: 0n }
  const day = { since: joinsAt, ticks: 0, busy: 0 }
  let stake: bigint | undefined
  let price = pricePerHour
  let seconds = 0
  let running = 0n
  let idling = 0n
  return {
    note(view, node, isOnline) {
      const isBusy = node.openTasks > 0
      if (view.end - view.time !== seconds) {
        seconds = view.end - view.time
        running = (costPerHour * BigInt(seconds)) / HOUR
        idling = running / IDLE_SHARE
      }
      if (isBusy || isOnline) stretch.spent += isBusy ? running : idling
      if (stake !== undefined && node.stakedAmount < stake) stretch.spent += stake - node.stakedAmount
      stake = node.stakedAmount
      if (isBusy || isOnline) day.ticks += 1
      if (isBusy) day.busy += 1
    },

    isAtLoss(view, node) {
      if (view.time - stretch.since < patience) return false
      const isLoss = node.totalEarnings - stretch.earned < stretch.spent
      Object.assign(stretch, { since: view.time, earned: node.totalEarnings, spent: 0n })
      return isLoss
    },

    price(view, node) {
      if (view.time - day.since < reprices || day.ticks === 0) return price
      const utilization = Math.round((day.busy / day.ticks) * 1_000) / 1_000
      const median = view.asks.comparable(node.resourceType, node.computePower)
      const asks = median === undefined ? [] : [median]
      const suggested = suggestPrice({ asks, utilization, costPerHour }) ?? price
      price += (suggested - price) / PRICE_STEPS
      Object.assign(day, { since: view.time, ticks: 0, busy: 0 })
      return price
    },
  }
}
