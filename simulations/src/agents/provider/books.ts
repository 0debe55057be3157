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
 * What a provider knows of its own business. Ticks are counted in plain numbers, and only what is asked for now and then
 * is worked out in money: ten thousand machines that each add up amounts in every tick would be most of a long run.
 */
export function createBooks(options: ProviderOptions): Books {
  const { costPerHour, patience, joinsAt, pricePerHour, reprices, clock } = options
  const stretch = { since: joinsAt, earned: 0n, lost: 0n, busy: 0, idle: 0 }
  const day = { since: joinsAt, ticks: 0, busy: 0 }
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
      if (!isBusy && !isOnline) return
      if (isBusy) stretch.busy += 1
      else stretch.idle += 1
      day.ticks += 1
      if (isBusy) day.busy += 1
    },

    isAtLoss(view, node) {
      if (view.time - stretch.since < patience) return false
      const spent = stretch.lost + running * BigInt(stretch.busy) + idling * BigInt(stretch.idle)
      const isLoss = node.totalEarnings - stretch.earned < spent
      Object.assign(stretch, { since: view.time, earned: node.totalEarnings, lost: 0n, busy: 0, idle: 0 })
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
