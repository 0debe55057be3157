import type { ResourceType } from '@aiigo/core'
import { type Candidate, type Request, rank } from '@aiigo/matching'
import { medianPrice } from '@aiigo/pricing'
import { isOfKind } from './candidates/eligible.ts'
import { obstacleOf } from './candidates/nearestMiss.ts'
import { createPriceTable, type Priced, type PriceTable } from './candidates/priceTable.ts'
import type { Entry, Shelves } from './candidates/shelves.ts'

/** What the nodes that are switched on ask for, for whoever wants to know in this tick. */
export type Asks = {
  /** The median of what the nodes ask that are eligible for a request; undefined where none is. */
  median(request: Request): bigint | undefined
  /** The first thing that the node nearest to eligible lacks, for a request that has no median. */
  obstacle(request: Request): string | undefined
  /** The median of what the community asks for machines between half and twice as strong; undefined where there are none. */
  comparable(type: ResourceType, power: bigint): bigint | undefined
}

/** Looks through what is asked when somebody wants to know, and once for each kind of wish. */
export function createAsks(candidates: readonly Candidate[], shelves: Shelves): Asks {
  const kinds = new Map<string, PriceTable>()
  const community = new Map<ResourceType, PriceTable>()
  let owners: Set<string> | undefined
  return {
    median(request) {
      owners ??= new Set(candidates.map(({ owner }) => owner.toLowerCase()))
      if (owners.has(request.buyer.toLowerCase())) return medianOfRanked(request, candidates)
      const { resourceType, minTrustLevel = 1, regions = [], minUptimeBps = 0 } = request
      const kind = `${resourceType} ${minTrustLevel} ${minUptimeBps} ${regions.join('\n')}`
      const table = kinds.get(kind) ?? tableFor(request, shelves(resourceType))
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

/** Everybody who is eligible where price and power allow it. */
function tableFor(request: Request, shelf: readonly Entry[]): PriceTable {
  const eligible: Priced[] = []
  for (const entry of shelf) {
    if (!entry.isAvailable || !isOfKind(entry, request)) continue
    eligible.push({ pricePerHour: entry.pricePerHour, exact: entry.exactFree, double: entry.free })
  }
  return createPriceTable(eligible)
}

/** For a buyer who owns nodes itself, which are never eligible for it. */
function medianOfRanked(request: Request, candidates: readonly Candidate[]): bigint | undefined {
  const ids = new Set(rank(request, candidates).map(({ nodeId }) => nodeId))
  return medianPrice(candidates.filter(({ nodeId }) => ids.has(nodeId)).map(({ pricePerHour }) => pricePerHour))
}

function communityTable(shelf: readonly Entry[]): PriceTable {
  const peers = shelf.filter(({ candidate }) => candidate.tier === 3)
  return createPriceTable(
    peers.map(({ pricePerHour, candidate: { power } }) => ({ pricePerHour, exact: power, double: Number(power) })),
  )
}
