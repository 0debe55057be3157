import { isOfKind } from './eligible.ts'
import { BLOCK, type Columns, endOf } from './levels.ts'
import { candidateAt, type Places } from './places.ts'
import type { Query } from './query.ts'
import { leastPromise, promiseOf, scoreOf } from './score.ts'

export const NONE = -1

/**
 * The place of the best node: the first in the order of scores, then ids. Whole blocks are left out that promise less than
 * a node that is known.
 */
export function findBest(places: Places, query: Query): number {
  const best = { place: NONE, score: 0, promise: leastPromise(0) }
  dive(places, query, best)
  search(places, places.levels.length - 1, 0, query, best)
  return best.place
}

/** The best so far, and what every better one promises. No score is below 0. */
type Best = { place: number; score: number; promise: number }

/** Straight to a node that promises much: what it holds leaves most of the others out. */
function dive(places: Places, query: Query, best: Best): void {
  let block = 0
  for (let level = places.levels.length - 1; level >= 0 && block !== NONE; level--)
    block = mostPromising(places.levels[level]!, block, query)
  if (block !== NONE) consider(places, block, query, best)
}

function mostPromising(columns: Columns, block: number, query: Query): number {
  const { standing, price, inverseFree } = columns
  const end = endOf(columns, block)
  let most = NONE
  let promise = -Infinity
  for (let i = block * BLOCK; i < end; i++) {
    const one = promiseOf(standing[i]!, price[i]!, inverseFree[i]!, query.rates)
    if (one <= promise || !canServe(columns, i, query)) continue
    most = i
    promise = one
  }
  return most
}

/** Looks through a block of this level for what may be better than the best, or as good. */
function search(places: Places, level: number, block: number, query: Query, best: Best): void {
  const columns = places.levels[level]!
  const { standing, price, inverseFree } = columns
  const { rates } = query
  const end = endOf(columns, block)
  for (let i = block * BLOCK; i < end; i++) {
    // What nearly always decides comes first.
    if (promiseOf(standing[i]!, price[i]!, inverseFree[i]!, rates) < best.promise) continue
    if (!canServe(columns, i, query)) continue
    if (level === 0) consider(places, i, query, best)
    else search(places, level - 1, i, query, best)
  }
}

function canServe({ price, free, uptimeBps, trustLevel }: Columns, i: number, query: Query): boolean {
  if (price[i]! > query.limit || free[i]! < query.required) return false
  return uptimeBps[i]! >= query.leastUptimeBps && trustLevel[i]! >= query.leastTrust
}

function consider(places: Places, place: number, query: Query, best: Best): void {
  const { standing, price, free } = places.levels[0]!
  const score = scoreOf(standing[place]!, price[place]!, query.limit, free[place]!, query.required)
  if (score < best.score || !isEligible(places, place, query)) return
  if (score === best.score && best.place !== NONE && idAt(places, place) > idAt(places, best.place)) return
  best.place = place
  best.score = score
  best.promise = leastPromise(score)
}

/**
 * The rest of what `rank` asks, for the node of a place whose price and power will do as doubles. All of a simulation writes
 * an address and an id in one way, so that none has to be spelled anew.
 */
function isEligible(places: Places, place: number, { request, limit, required }: Query): boolean {
  const { shelf, onShelf, levels, exactFree } = places
  const { price, free } = levels[0]!
  if (!isOfKind(shelf, onShelf[place]!, request)) return false
  const { nodeId, owner, pricePerHour } = candidateAt(places, place)
  if (price[place] === limit && pricePerHour > request.maxPricePerHour) return false
  if (free[place] === required && exactFree[place]! < request.requiredPower) return false
  return owner !== request.buyer && !request.failedNodes?.includes(nodeId)
}

function idAt(places: Places, place: number): string {
  return candidateAt(places, place).nodeId
}
