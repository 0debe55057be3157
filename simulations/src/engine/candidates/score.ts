import { type Candidate, defaultWeights, halfDowntimeBps, halfLatencyMs, levelThreePriority } from '@aiigo/matching'

// The score of `rank` in @aiigo/matching, in its two halves and to the last bit (a test compares them): what depends on
// the node alone is computed once a tick, the rest for every node that a task looks at.

const { price, reputation, latency, uptime, power } = defaultWeights
const total = reputation + latency + uptime + price + power

/** Reputation counts four fifths, the priority of trust level 3 and above one fifth, in basis points of both. */
const FULL = 10_000
const PRIORITY = FULL * levelThreePriority
const SHARE = FULL - PRIORITY

/** The part of the score that is the same for every task. */
export function standingOf({ reputation: bps, trustLevel, latencyMs, uptimeBps }: Candidate): number {
  const reputationTerm = ((SHARE / PRIORITY) * bps + (trustLevel >= 3 ? FULL : 0)) / ((FULL / PRIORITY) * FULL)
  const latencyTerm = halfLatencyMs / (halfLatencyMs + latencyMs)
  const uptimeTerm = halfDowntimeBps / (halfDowntimeBps + 10_000 - uptimeBps)
  return reputation * reputationTerm + latency * latencyTerm + uptime * uptimeTerm
}

/** The whole score. It never falls where the standing or the free power rises, or where the price falls. */
export function scoreOf(standing: number, asked: number, limit: number, free: number, required: number): number {
  const powerTerm = free > 0 ? 1 - required / free : 0
  return (standing + price * (1 - asked / limit) + power * powerTerm) / total
}

// What a node promises costs no division instead of three, and is the same as the score but for a shift and for what
// rounding makes of it. So it tells what cannot be the best; among what may be, the score decides.

/** What a node's price and free power are counted with, for one task. */
export type Rates = { price: number; power: number }

export function ratesOf(limit: number, required: number): Rates {
  return { price: price / limit, power: power * required }
}

/**
 * As the score, it never falls where the standing or the free power rises, or where the price falls. Where nothing is free
 * and nothing required it is no number, and so not below any other.
 *
 * @param inverseFree one by the free power
 */
export function promiseOf(standing: number, asked: number, inverseFree: number, rates: Rates): number {
  return standing - asked * rates.price - rates.power * inverseFree
}

/** More than rounding can make of terms between 0 and 1. */
const SLACK = 1e-9

/** What everything promises whose score is no lower than this. */
export function leastPromise(score: number): number {
  return score * total - price - power - SLACK
}
