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
  note(node: NodeState, isOnline: boolean): void
  /** Whether the last stretch of its patience did not pay. */
  isAtLoss(view: View, node: NodeState): boolean
  /** What it asks for an hour from now on, in wei. */
  price(view: View, node: NodeState): bigint
}

/**
 * What a provider knows of its own business. Ticks are counted in plain numbers, and become money where somebody asks:
 * ten thousand machines that each add up bigints in every tick are a part of a long run that can be seen.
 */
export function createBooks(options: ProviderOptions): Books {
  const { costPerHour, patience, joinsAt, pricePerHour, reprices, clock } = options
  const stretch = { since: joinsAt, earned: 0n, lost: 0n, busy: 0, idle: 0 }
  const day = { since: joinsAt, busy: 0, idle: 0 }
  const running = (costPerHour * BigInt(clock.tick)) / HOUR
  const idling = running / IDLE_SHARE
  let stake: bigint | undefined
  let price = pricePerHour
  return {
    note(node, isOnline) {
      const isBusy = node.openTasks > 0
      if (node.stakedAmount !== stake) {
        if (stake !== undefined && node.stakedAmount < stake) stretch.lost += stake - node.stakedAmount
        stake = node.stakedAmount
      }
      if (isBusy) {
        stretch.busy += 1
        day.busy += 1
      } else if (isOnline) {
        stretch.idle += 1
        day.idle += 1
      }
    },

    isAtLoss(view, node) {
      if (view.time - stretch.since < patience) return false
      const spent = stretch.lost + running * BigInt(stretch.busy) + idling * BigInt(stretch.idle)
      const isLoss = node.totalEarnings - stretch.earned < spent
      Object.assign(stretch, { since: view.time, earned: node.totalEarnings, lost: 0n, busy: 0, idle: 0 })
      return isLoss
    },

    price(view, node) {
      const ticks = day.busy + day.idle
      if (view.time - day.since < reprices || ticks === 0) return price
      const utilization = Math.round((day.busy / ticks) * 1_000) / 1_000
      const median = view.asks.comparable(node.resourceType, node.computePower)
      const asks = median === undefined ? [] : [median]
      const suggested = suggestPrice({ asks, utilization, costPerHour }) ?? price
      price += (suggested - price) / PRICE_STEPS
      Object.assign(day, { since: view.time, busy: 0, idle: 0 })
      return price
    },
  }
}
