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
  const running = (costPerHour * BigInt(clock.tick)) / HOUR
  const idling = running / IDLE_SHARE
  // Ticks since it joined, and what they and its earnings were when it last looked.
  let [busy, idle] = [0, 0]
  let [reviewedAt, repricedAt] = [joinsAt, joinsAt]
  let atReview = { busy, idle, earned: 0n }
  let atRepricing = { busy, idle }
  let lost = 0n
  let stake: bigint | undefined
  let price = pricePerHour
  return {
    note(node, isOnline) {
      if (node.stakedAmount !== stake) {
        if (stake !== undefined && node.stakedAmount < stake) lost += stake - node.stakedAmount
        stake = node.stakedAmount
      }
      if (node.openTasks > 0) busy += 1
      else if (isOnline) idle += 1
    },

    isAtLoss({ time }, { totalEarnings }) {
      if (time - reviewedAt < patience) return false
      const spent = lost + running * BigInt(busy - atReview.busy) + idling * BigInt(idle - atReview.idle)
      const isLoss = totalEarnings - atReview.earned < spent
      reviewedAt = time
      atReview = { busy, idle, earned: totalEarnings }
      lost = 0n
      return isLoss
    },

    price({ time, asks }, { resourceType, computePower }) {
      if (time - repricedAt < reprices) return price
      const worked = busy - atRepricing.busy
      const ticks = worked + idle - atRepricing.idle
      if (ticks === 0) return price
      const utilization = Math.round((worked / ticks) * 1_000) / 1_000
      const median = asks.comparable(resourceType, computePower)
      const suggested = suggestPrice({ asks: median === undefined ? [] : [median], utilization, costPerHour }) ?? price
      price += (suggested - price) / PRICE_STEPS
      repricedAt = time
      atRepricing = { busy, idle }
      return price
    },
  }
}
