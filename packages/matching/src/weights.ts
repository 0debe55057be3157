import { InvalidArgumentError } from '@aiigo/core'
import type { Terms } from './terms.ts'

/** How much each term counts. Only the proportions matter: {@link score} divides by the sum. */
export type Weights = { [term in keyof Terms]: number }

/**
 * The weights unless others are given; they add up to 1.
 *
 * Price leads, since a market is there to find one; reputation follows, as it is what protects a buyer before the work
 * is seen. Uptime and spare power count alike. Latency counts least: most tasks are batches that run for hours.
 */
export const defaultWeights: Readonly<Weights> = Object.freeze({
  price: 0.35,
  reputation: 0.25,
  latency: 0.1,
  uptime: 0.15,
  power: 0.15,
})

/** Some of the weights; the others are 0. */
export type SomeWeights = { [term in keyof Terms]?: number | undefined }

/** Weights that have been checked, with their sum. */
export type CheckedWeights = Weights & { total: number }

/** @throws InvalidArgumentError for an unknown term, a weight that is not a finite number ≥ 0, or a sum of 0. */
export function checkWeights(weights: SomeWeights): CheckedWeights {
  if (typeof weights !== 'object' || weights === null) {
    throw new InvalidArgumentError('weights', 'an object of weights', weights)
  }
  for (const [term, weight] of Object.entries(weights)) {
    if (!Object.hasOwn(defaultWeights, term)) {
      throw new InvalidArgumentError(`weights.${term}`, `one of ${Object.keys(defaultWeights).join(', ')}`, term)
    }
    if (weight !== undefined && !(typeof weight === 'number' && weight >= 0 && weight < Infinity)) {
      throw new InvalidArgumentError(`weights.${term}`, 'a finite number of 0 or more', weight)
    }
  }
  const { price = 0, reputation = 0, latency = 0, uptime = 0, power = 0 } = weights
  const total = reputation + latency + uptime + price + power
  if (!(total > 0 && total < Infinity)) {
    throw new InvalidArgumentError('weights', 'weights whose sum is above 0 and finite', total)
  }
  return { price, reputation, latency, uptime, power, total }
}

/**
 * w1×Price + w2×Reputation + w3×Latency + w4×Uptime + w5×VerifiedPower, over the sum of the weights: 0 to 1.
 *
 * The order of the operations is part of the result, and puts what does not depend on the request first. It is the order
 * in which `total` was summed, and rounding never changes the order of two sums of which one is larger term by term; so
 * no score exceeds 1, not even by a last bit.
 */
export function score(weights: CheckedWeights, terms: Terms): number {
  return scoreOf(weights, standingOf(weights, terms.reputation, terms.latency, terms.uptime), terms.price, terms.power)
}

/** The part of {@link score} that is the same for every request, before the division. */
export function standingOf(weights: CheckedWeights, reputation: number, latency: number, uptime: number): number {
  return weights.reputation * reputation + weights.latency * latency + weights.uptime * uptime
}

/** {@link score} from its two halves. It never falls where the standing, the price term or the power term rises. */
export function scoreOf(weights: CheckedWeights, standing: number, price: number, power: number): number {
  return (standing + weights.price * price + weights.power * power) / weights.total
}
