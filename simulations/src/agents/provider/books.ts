import { suggestPrice } from '@aiigo/pricing'
import type { NodeState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'
import type { ProviderOptions } from './options.ts'

const HOUR = 3_600n

/** What an idle hour costs: a tenth of an hour of work. */
const IDLE_SHARE = 10n

/** How far a price moves to the suggested one in a day. All together, all the way, would chase each other down. */
const PRICE_STEPS = 4n

/**
 * What a provider knows of its own business. Ticks are counted in plain numbers, and become money where somebody asks:
 * ten thousand machines that each add up bigints in every tick are a part of a long run that can be seen.
 */
export class Books {
  private readonly options: ProviderOptions
  private currentPrice: bigint
  private stake = 0n
  /** What slashes took since its last review. */
  private lost = 0n
  private busy = 0
  private idle = 0
  private reviewedAt: number
  private repricedAt: number
  // What it had then.
  private atReview = { busy: 0, idle: 0, earned: 0n }
  private atRepricing = { busy: 0, idle: 0 }

  constructor(options: ProviderOptions) {
    this.options = options
    this.currentPrice = options.pricePerHour
    this.reviewedAt = options.joinsAt
    this.repricedAt = options.joinsAt
  }

  /** Takes down one tick; to be called once in each. */
  note({ stakedAmount, openTasks }: NodeState, isOnline: boolean): void {
    if (stakedAmount < this.stake) this.lost += this.stake - stakedAmount
    this.stake = stakedAmount
    if (openTasks > 0) this.busy += 1
    else if (isOnline) this.idle += 1
  }

  /** Whether the last stretch of its patience did not pay. */
  isAtLoss({ time }: View, { totalEarnings }: NodeState): boolean {
    if (time - this.reviewedAt < this.options.patience) return false
    const { busy, idle, earned } = this.atReview
    const isLoss = totalEarnings - earned < this.costOf(this.busy - busy, this.idle - idle)
    this.reviewedAt = time
    this.atReview = { busy: this.busy, idle: this.idle, earned: totalEarnings }
    this.lost = 0n
    return isLoss
  }

  /** What it asks for an hour from now on, in wei. */
  price({ time, asks }: View, { resourceType, computePower }: NodeState): bigint {
    if (time - this.repricedAt < this.options.reprices) return this.currentPrice
    const busy = this.busy - this.atRepricing.busy
    const ticks = busy + this.idle - this.atRepricing.idle
    if (ticks === 0) return this.currentPrice
    const utilization = Math.round((busy / ticks) * 1_000) / 1_000
    this.moveTo(utilization, asks.comparable(resourceType, computePower))
    this.repricedAt = time
    this.atRepricing = { busy: this.busy, idle: this.idle }
    return this.currentPrice
  }

  private costOf(busy: number, idle: number): bigint {
    const { costPerHour, clock } = this.options
    const running = (costPerHour * BigInt(clock.tick)) / HOUR
    return this.lost + running * BigInt(busy) + (running / IDLE_SHARE) * BigInt(idle)
  }

  private moveTo(utilization: number, median: bigint | undefined): void {
    const { costPerHour } = this.options
    const asks = median === undefined ? [] : [median]
    const suggested = suggestPrice({ asks, utilization, costPerHour }) ?? this.currentPrice
    this.currentPrice += (suggested - this.currentPrice) / PRICE_STEPS
  }
}
