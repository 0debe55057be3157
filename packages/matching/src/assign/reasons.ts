import type { Query } from '../checkRequest.ts'
import { acceptedRegions, type Columns, FULL, NO_POWER } from '../columns.ts'
import { type Criterion, criteria, maxOpenTasks } from '../criteria.ts'
import { hadRoom, type Seats, suits } from './seats.ts'

/** A request of the batch that no node takes. */
export type Unassigned = {
  /** Its place in the batch, from 0. */
  request: number
  /**
   * The first criterion, in the order of `criteria`, that leaves no node. A node that fails several counts with the first.
   * `explain` tells more.
   */
  criterion: Criterion
  /** Whether nodes were eligible until other requests of the batch had been given their power or their places. */
  taken: boolean
}

export function reasonOf(seats: Seats, request: number): Omit<Unassigned, 'request'> {
  const { nodes, queries, openTasks, exactLeft } = seats
  const { requiredPower } = queries[request]!
  let taken = false
  for (let node = 0; node < nodes.slot.length; node++) {
    if (!hadRoom(seats, request, node) || !suits(seats, request, node)) continue
    taken = true
    const isFull = openTasks[node]! >= maxOpenTasks && exactLeft[node]! >= requiredPower
    if (isFull) return { criterion: 'capacity', taken }
  }
  return { criterion: taken ? 'power' : furthestCriterion(nodes.columns, queries[request]!), taken }
}

/** Of the criteria that nodes fail first, the last: no node comes beyond it. */
function furthestCriterion(columns: Columns, query: Query): Criterion {
  const regions = acceptedRegions(columns.regions, query.regions)
  let furthest = 0
  for (let slot = 0; slot < columns.size; slot++) {
    furthest = Math.max(furthest, firstFailed(columns, query, regions, slot))
  }
  return criteria[furthest]!
}

/** The place in `criteria` of the first that the node fails, which fails one. */
function firstFailed(columns: Columns, query: Query, regions: Uint8Array | undefined, slot: number): number {
  const { kind, trustLevel, region, offeredUptime } = columns.numbers
  if ((kind[slot]! & 7) !== query.resourceType) return 0
  if (kind[slot]! & NO_POWER || columns.exactFree[slot]! < query.requiredPower) return 1
  if (trustLevel[slot]! < query.minTrustLevel) return 2
  if (regions !== undefined && regions[region[slot]!] === 0) return 3
  if (columns.exactPrice[slot]! > query.maxPricePerHour) return 4
  if (offeredUptime[slot]! < query.minUptimeBps) return 5
  return kind[slot]! & FULL ? 6 : 7
}
