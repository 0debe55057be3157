import type { Candidate } from '@aiigo/matching'
import { maxOpenTasks } from './eligible.ts'
import { type Columns, inverseOf, setFree, toLevels, update } from './levels.ts'
import { orderOf } from './orderOf.ts'
import { pick, pickExact, placesOf, type Shelf } from './shelves.ts'

/** Nodes, each in its place, and above them blocks of nodes that are passed over as a whole where they cannot hold the best. */
export type Places = {
  levels: Columns[]
  shelf: Shelf
  /** Where on the shelf each of them is. */
  onShelf: Uint32Array
  openTasks: Float64Array
  exactFree: bigint[]
}

/** The nodes of a tier that take tasks, each in its place. */
export function toPlaces(shelf: Shelf, tier: number): Places {
  const onShelf = inOrder(shelf, tier)
  const free = pick(shelf.free, onShelf)
  const nodes = {
    standing: pick(shelf.standing, onShelf),
    price: pick(shelf.price, onShelf),
    free,
    inverseFree: inverseOf(free),
    uptimeBps: pick(shelf.uptimeBps, onShelf),
    trustLevel: pick(shelf.trustLevel, onShelf),
  }
  const openTasks = pick(shelf.openTasks, onShelf)
  return { levels: toLevels(nodes), shelf, onShelf, openTasks, exactFree: pickExact(shelf.exactFree, onShelf) }
}

/** Nodes that ask alike before they are put in the order of their standing. */
const ALIKE = 128

/** Dear and cheap nodes apart, and of those that ask alike the trusted ones: so that few blocks are looked into. */
function inOrder(shelf: Shelf, only: number): Uint32Array {
  const { isAvailable, tier, standing } = shelf
  const places = placesOf(shelf, (i) => isAvailable[i] === 1 && tier[i] === only)
  const keys = new Float64Array(places.length)
  // No standing is above 1.
  for (let i = 0; i < keys.length; i++) keys[i] = Math.floor(i / ALIKE) + 1 - standing[places[i]!]!
  return orderOf(keys).map((i) => places[i]!)
}

export function candidateAt({ shelf, onShelf }: Places, place: number): Candidate {
  return shelf.candidates[onShelf[place]!]!
}

/** A task now holds so much of the node's power. */
export function reserve(places: Places, place: number, power: bigint): void {
  const { exactFree, openTasks, levels } = places
  const left = exactFree[place]! - power
  exactFree[place] = left
  openTasks[place]! += 1
  // With its tasks at the most that a node may hold, it has room for none, not even for one without power.
  setFree(levels[0]!, place, openTasks[place]! < maxOpenTasks ? Number(left) : -Infinity)
  update(levels, place)
}
