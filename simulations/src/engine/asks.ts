import type { ResourceType } from '@aiigo/core'
import { type Candidate, type Request, rank } from '@aiigo/matching'
import { medianPrice } from '@aiigo/pricing'
import { isOfKind } from './candidates/eligible.ts'
import { obstacleOf } from './candidates/nearestMiss.ts'
import { createPriceTable, type PriceTable } from './candidates/priceTable.ts'
import { pick, pickExact, placesOf, type Shelf, type Shelves } from './candidates/shelves.ts'

/** What the nodes that are switched on ask for, for whoever wants to know in this tick. */
export type Asks = {
  /** The median of what the nodes ask that are eligible for a request; undefined where none is. */
  median(request: Request): bigint | undefined
  /** The first thing that the node nearest to eligible lacks, for a request that has no median. */
  obstacle(request: Request): string | undefined
  /** The median of what the community asks for machines between half and twice as strong; undefined where there are none. */
  comparable(type: ResourceType, power: bigint): bigint | undefined
}

/**
 * Looks through what is asked when somebody wants to know, and once for each kind of wish.
 *
 * @param ownsNodes whether an account owns nodes itself: they are never eligible for it
 */
export function createAsks(
  candidates: readonly Candidate[],
  shelves: Shelves,
  ownsNodes: (account: `0x${string}`) => boolean,
): Asks {
  const kinds = new Map<string, PriceTable>()
  const made: Table[] = []
  const community = new Map<ResourceType, PriceTable>()
  return {
    median(request) {
      if (ownsNodes(request.buyer)) return medianOfRanked(request, candidates)
      const { resourceType, minTrustLevel = 1, regions = [], minUptimeBps = 0 } = request
      const kind = `${resourceType} ${minTrustLevel} ${minUptimeBps} ${regions.join('\n')}`
      const table = kinds.get(kind) ?? tableFor(request, shelves(resourceType), made)
      kinds.set(kind, table)
      return table.median({ limit: request.maxPricePerHour, from: request.requiredPower })
    },

    obstacle: (request) => obstacleOf(request, shelves(request.resourceType), candidates),

    comparable(type, power) {
      const table = community.get(type) ?? communityTable(shelves(type))
      community.set(type, table)
      return table.median({ from: (power + 1n) / 2n, below: power * 2n + 1n })
    },
  }
}

type Table = { shelf: Shelf; places: Uint32Array; prices: PriceTable }

/** Everybody who is eligible where price and power allow it: for many kinds of wishes the same nodes, so the same table. */
function tableFor(request: Request, shelf: Shelf, made: Table[]): PriceTable {
  const places = placesOf(shelf, (i) => shelf.isAvailable[i] === 1 && isOfKind(shelf, i, request))
  const same = made.find((table) => table.shelf === shelf && isSame(table.places, places))
  if (same) return same.prices
  const prices = tableOf(shelf, places, shelf.free, shelf.exactFree)
  made.push({ shelf, places, prices })
  return prices
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((place, i) => place === b[i])
}

function medianOfRanked(request: Request, candidates: readonly Candidate[]): bigint | undefined {
  const ids = new Set(rank(request, candidates).map(({ nodeId }) => nodeId))
  return medianPrice(candidates.filter(({ nodeId }) => ids.has(nodeId)).map(({ pricePerHour }) => pricePerHour))
}

function communityTable(shelf: Shelf): PriceTable {
  const places = placesOf(shelf, (i) => shelf.tier[i] === 3)
  return tableOf(shelf, places, shelf.power, shelf.exactPower)
}

function tableOf(shelf: Shelf, places: Uint32Array, amount: Float64Array, exactAmount: readonly bigint[]): PriceTable {
  return createPriceTable({
    price: pick(shelf.price, places),
    exactPrice: pickExact(shelf.exactPrice, places),
    amount: pick(amount, places),
    exactAmount: pickExact(exactAmount, places),
  })
}
