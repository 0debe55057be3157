import { InvalidArgumentError } from '@aiigo/core'
import { checkCandidates } from './checkCandidates.ts'
import { checkRequest } from './checkRequest.ts'
import { integer } from './checks.ts'
import { failureMask } from './criteria.ts'
import { type Terms, termsOf } from './terms.ts'
import { tierPlaces } from './tiers.ts'
import type { Candidate, Hex, Request, Tier } from './types.ts'
import { type CheckedWeights, checkWeights, defaultWeights, type SomeWeights, score } from './weights.ts'

export type RankOptions = {
  /** How much each term counts; a term left out counts nothing. {@link defaultWeights} when there are none. */
  weights?: SomeWeights | undefined
  /** At most this many nodes, a whole number of 0 or more. Left out: all that are eligible. */
  limit?: number | undefined
  /** Nodes of the first tier come before those of the next, whatever their scores; see `orderTiers`. */
  tierOrder?: readonly Tier[] | undefined
}

export type RankedNode = {
  nodeId: Hex
  /** The weighted mean of the terms, 0 to 1. */
  score: number
  terms: Terms
}

/**
 * The eligible nodes for a request, best first: by tier when an order of tiers is given, then by score, then by node id
 * (as lower-case text, so as a number). The same on every machine, whatever the order of the candidates.
 *
 * This is the plain form, and it checks every candidate. For a large market that is ranked again and again, use
 * `createIndex`, whose `rank` gives the same.
 *
 * @throws InvalidArgumentError naming the field of the request or option, or the candidate and its field
 * @example
 * const [best] = rank(request, candidates, { limit: 1 })
 * rank(request, candidates, { weights: { price: 1 } }) // the cheapest first
 * rank(request, candidates, { weights: { ...defaultWeights, latency: 0.5 } })
 */
export function rank(request: Request, candidates: readonly Candidate[], options: RankOptions = {}): RankedNode[] {
  const query = checkRequest(request)
  const { weights, limit, places } = checkOptions(options)
  checkCandidates(candidates)
  const entries = []
  for (const candidate of candidates) {
    if (failureMask(query, candidate) !== 0) continue
    const terms = termsOf(query, candidate)
    const node: RankedNode = { nodeId: candidate.nodeId, score: score(weights, terms), terms }
    entries.push({ place: places[candidate.tier]!, id: candidate.nodeId.toLowerCase(), node })
  }
  entries.sort((a, b) => a.place - b.place || b.node.score - a.node.score || (a.id < b.id ? -1 : 1))
  return entries.slice(0, limit).map(({ node }) => node)
}

/** Options that have been checked, with their defaults filled in. */
export type CheckedOptions = { weights: CheckedWeights; limit: number; places: readonly number[] }

/** @throws InvalidArgumentError naming the option, also one that there is not. */
export function checkOptions(options: RankOptions): CheckedOptions {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidArgumentError('options', 'an object', options)
  }
  const { weights = defaultWeights, limit, tierOrder, ...others } = options
  for (const name of Object.keys(others)) {
    throw new InvalidArgumentError(`options.${name}`, 'one of weights, limit, tierOrder', name)
  }
  const { expected, holds } = integer(0, Infinity)
  if (limit !== undefined && !holds(limit)) throw new InvalidArgumentError('options.limit', expected, limit)
  return { weights: checkWeights(weights), limit: limit ?? Infinity, places: tierPlaces(tierOrder) }
}
