import type { ResourceType } from '@aiigo/core'
import type { Candidate } from '@aiigo/matching'
import { isAvailable, offeredUptimeBps } from './eligible.ts'
import { orderOf } from './orderOf.ts'
import { standingOf } from './score.ts'

/**
 * The candidates of one resource type, cheapest first, and in columns beside them what everybody who looks for one reads:
 * memory is slow where ten thousand objects lie about in it. Doubles order as the amounts do unless they are equal; then
 * the exact ones decide.
 */
export type Shelf = {
  candidates: readonly Candidate[]
  /** 1 where it takes tasks at all. */
  isAvailable: Float64Array
  tier: Float64Array
  trustLevel: Float64Array
  /** The best uptime that it may promise, in basis points. */
  uptimeBps: Float64Array
  /** What is the same for every task of its score. */
  standing: Float64Array
  price: Float64Array
  exactPrice: bigint[]
  power: Float64Array
  exactPower: bigint[]
  /** Power that no open task holds. */
  free: Float64Array
  exactFree: bigint[]
  openTasks: Float64Array
}

export type Shelves = (type: ResourceType) => Shelf

/** Sorts the candidates of a tick: each type once, when somebody asks for it. */
export function createShelves(candidates: readonly Candidate[]): Shelves {
  const byType = new Map<ResourceType, Candidate[]>()
  for (const candidate of candidates) {
    const same = byType.get(candidate.resourceType)
    if (same) same.push(candidate)
    else byType.set(candidate.resourceType, [candidate])
  }
  const shelves = new Map<ResourceType, Shelf>()
  return (type) => {
    const shelf = shelves.get(type) ?? toShelf(byPrice(byType.get(type) ?? []))
    shelves.set(type, shelf)
    return shelf
  }
}

function byPrice(candidates: readonly Candidate[]): Candidate[] {
  const exact = candidates.map(({ pricePerHour }) => pricePerHour)
  const price = new Float64Array(exact.length)
  for (let i = 0; i < price.length; i++) price[i] = Number(exact[i])
  const sorted: Candidate[] = []
  for (const place of orderOf(price, exact)) sorted.push(candidates[place]!)
  return sorted
}

function toShelf(candidates: readonly Candidate[]): Shelf {
  const { length } = candidates
  const shelf: Shelf = {
    candidates,
    isAvailable: new Float64Array(length),
    tier: new Float64Array(length),
    trustLevel: new Float64Array(length),
    uptimeBps: new Float64Array(length),
    standing: new Float64Array(length),
    price: new Float64Array(length),
    exactPrice: [],
    power: new Float64Array(length),
    exactPower: [],
    free: new Float64Array(length),
    exactFree: [],
    openTasks: new Float64Array(length),
  }
  for (let i = 0; i < length; i++) write(shelf, i, candidates[i]!)
  return shelf
}

function write(shelf: Shelf, i: number, candidate: Candidate): void {
  shelf.isAvailable[i] = isAvailable(candidate) ? 1 : 0
  shelf.tier[i] = candidate.tier
  shelf.trustLevel[i] = candidate.trustLevel
  shelf.uptimeBps[i] = offeredUptimeBps(candidate)
  shelf.standing[i] = standingOf(candidate)
  shelf.price[i] = Number(candidate.pricePerHour)
  shelf.exactPrice[i] = candidate.pricePerHour
  shelf.power[i] = Number(candidate.power)
  shelf.exactPower[i] = candidate.power
  const free = candidate.power - candidate.powerReserved
  shelf.free[i] = Number(free)
  shelf.exactFree[i] = free
  shelf.openTasks[i] = candidate.openTasks
}

/** Where on the shelf those are that count. */
export function placesOf({ candidates }: Shelf, counts: (i: number) => boolean): Uint32Array {
  const places = new Uint32Array(candidates.length)
  let count = 0
  for (let i = 0; i < places.length; i++) if (counts(i)) places[count++] = i
  return places.subarray(0, count)
}

/** What a column has in these places. */
export function pickExact(column: readonly bigint[], places: Uint32Array): bigint[] {
  const picked: bigint[] = []
  for (const place of places) picked.push(column[place]!)
  return picked
}

/** What a column has in these places; `Float64Array.from` takes several times as long. */
export function pick(column: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) picked[i] = column[places[i]!]!
  return picked
}
