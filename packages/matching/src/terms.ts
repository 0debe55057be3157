import { freePower } from './criteria.ts'
import type { Candidate } from './types.ts'

/**
 * What the score is made of, each from 0 (worst) to 1 (best).
 *
 * A term depends on the request and on the one node, never on the other candidates: a node's score stays the same when
 * another joins, pages of a large market can be ranked apart and merged, and nobody shifts another's score by
 * registering nodes.
 */
export type Terms = {
  /** The share of the budget that is left: 0 asks for all of it, 1 asks for nothing. */
  price: number
  /** Four fifths the reputation, one fifth the priority of trust level 3 and above: 0 has neither, 1 has both in full. */
  reputation: number
  /** 1 at 0 ms, ½ at 100 ms, towards 0 as it grows. */
  latency: number
  /** 1 when never down, ½ at 99 %, 0.0099 when never up: the differences that matter lie close to 100 %. */
  uptime: number
  /** The share of the node's free verified power that the task leaves free: 0 just enough, ½ twice what is required. */
  power: number
}

/** The share of the reputation term that goes to trust level 3 and above: its priority in matching. */
export const levelThreePriority = 0.2

/** The latency at which its term is ½, in milliseconds. */
export const halfLatencyMs = 100

/** The downtime at which the term for uptime is ½, in basis points. */
export const halfDowntimeBps = 100

// All of it is made of + − × ÷ on doubles and of bigint to double, which ECMAScript defines to the last bit: the
// terms are the same on every machine. Math.pow, exp and log are not, and are not used.

/** The terms of an eligible node. The request's price is above zero, and the node asks for no more than that. */
export function termsOf(request: { requiredPower: bigint; maxPricePerHour: bigint }, candidate: Candidate): Terms {
  return {
    price: priceTerm(Number(candidate.pricePerHour), Number(request.maxPricePerHour)),
    reputation: reputationTerm(candidate.reputation, candidate.trustLevel),
    latency: latencyTerm(candidate.latencyMs),
    uptime: uptimeTerm(candidate.uptimeBps),
    power: powerTerm(Number(freePower(candidate)), Number(request.requiredPower)),
  }
}

export function priceTerm(pricePerHour: number, maxPricePerHour: number): number {
  return 1 - pricePerHour / maxPricePerHour
}

/** In whole numbers until the one division, so that full reputation with priority is 1 exactly. */
export function reputationTerm(reputationBps: number, trustLevel: number): number {
  return (4 * reputationBps + (trustLevel >= 3 ? 10_000 : 0)) / 50_000
}

export function latencyTerm(latencyMs: number): number {
  return halfLatencyMs / (halfLatencyMs + latencyMs)
}

export function uptimeTerm(uptimeBps: number): number {
  return halfDowntimeBps / (halfDowntimeBps + 10_000 - uptimeBps)
}

/** A node with nothing free is eligible only where nothing is required, and has nothing to spare: 0. */
export function powerTerm(freePower: number, requiredPower: number): number {
  return freePower > 0 ? 1 - requiredPower / freePower : 0
}
