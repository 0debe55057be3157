import type { ResourceType } from '@aiigo/core'
import type { Candidate } from '@aiigo/matching'
import { isAvailable, offeredUptimeBps } from './eligible.ts'

/**
 * A candidate of this tick with what everybody who looks for one reads of it. Doubles order as the amounts do unless they
 * are equal; then the bigints decide that stand beside them.
 */
export type Entry = {
  candidate: Candidate
  isAvailable: boolean
  /** The best uptime that it may promise, in basis points. */
  uptimeBps: number
  price: number
  pricePerHour: bigint
  /** Power that no open task holds. */
  free: number
  exactFree: bigint
}

/** The candidates of a resource type, cheapest first. */
export type Shelves = (type: ResourceType) => readonly Entry[]

/** Sorts the candidates of a tick: each type once, when somebody asks for it. */
export function createShelves(candidates: readonly Candidate[]): Shelves {
  const shelves = new Map<ResourceType, Entry[]>()
  for (const candidate of candidates) {
    const shelf = shelves.get(candidate.resourceType)
    if (shelf) shelf.push(toEntry(candidate))
    else shelves.set(candidate.resourceType, [toEntry(candidate)])
  }
  const sorted = new Set<ResourceType>()
  return (type) => {
    const shelf = shelves.get(type) ?? EMPTY
    if (sorted.has(type)) return shelf
    sorted.add(type)
    return shelf.sort(byPrice)
  }
}

const EMPTY: Entry[] = []

export function toEntry(candidate: Candidate): Entry {
  const exactFree = candidate.power - candidate.powerReserved
  return {
    candidate,
    isAvailable: isAvailable(candidate),
    uptimeBps: offeredUptimeBps(candidate),
    price: Number(candidate.pricePerHour),
    pricePerHour: candidate.pricePerHour,
    free: Number(exactFree),
    exactFree,
  }
}

function byPrice(a: Entry, b: Entry): number {
  if (a.price !== b.price) return a.price - b.price
  return a.pricePerHour < b.pricePerHour ? -1 : a.pricePerHour > b.pricePerHour ? 1 : 0
}
