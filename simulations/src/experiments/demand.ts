import { parameters, type ResourceType } from '@aiigo/core'
import type { BuyerOptions, TaskWish } from '../agents/buyer.ts'
import { chainPower, type HashScale } from '../agents/power.ts'
import type { Chance } from '../engine/chance.ts'
import { dailyCycle } from '../engine/clock.ts'
import { draw, pick, poisson } from '../engine/distributions.ts'
import type { BuyerGroup, TaskKind } from './schema.ts'
import { resourceTypes, weiPerHour } from './units.ts'

/** What every wish is translated with. */
export type WishUnits = { hashScale: HashScale; ethUsd: number }

/** A wish in the units of a scenario: seconds, TFLOPS, US dollars per hour, percent. */
export type PlainWish = {
  resourceType: ResourceType
  duration: number
  power: number
  price: number
  sla: number
  trust: number
  region?: string | undefined
}

const DAY = 86_400

/**
 * A buyer's own demand: a Poisson process with a daily cycle, of the kinds of tasks that its group asks for.
 */
export function createDemand(group: BuyerGroup, units: WishUnits, chance: Chance): BuyerOptions['wishes'] {
  const luck = chance.split('demand')
  const kinds = (group.tasks ?? []).map((kind) => [kind, kind.share] as const)
  return ({ time, end }) => {
    if (kinds.length === 0) return []
    const cycle = dailyCycle((time + end) / 2, group.peakHour, group.swing)
    const count = poisson(luck, (group.tasksPerDay * cycle * (end - time)) / DAY)
    return Array.from({ length: count }, () => toWish(drawWish(pick(luck, kinds), luck), units))
  }
}

function drawWish(kind: TaskKind, luck: Chance): PlainWish {
  return {
    resourceType: resourceTypes[kind.resource],
    duration: draw(luck, kind.duration),
    power: draw(luck, kind.power),
    price: draw(luck, kind.price),
    sla: kind.sla,
    trust: kind.trust,
    region: kind.region,
  }
}

const MIN_DURATION = Number(parameters.minDuration)
const MAX_DURATION = Number(parameters.maxDuration)

/** A wish as the market takes it: a duration outside of what the protocol allows becomes the nearest that it does. */
export function toWish(wish: PlainWish, { hashScale, ethUsd }: WishUnits): TaskWish {
  const { resourceType, sla, trust, region } = wish
  return {
    resourceType,
    duration: Math.min(MAX_DURATION, Math.max(MIN_DURATION, Math.ceil(wish.duration))),
    requiredPower: chainPower(wish.power, resourceType, hashScale),
    priceLimit: weiPerHour(wish.price, ethUsd),
    minTrustLevel: trust,
    document: { region, minUptimeBps: Math.round(sla * 100) },
  }
}
