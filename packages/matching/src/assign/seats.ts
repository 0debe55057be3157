import type { Query } from '../checkRequest.ts'
import { acceptedRegions } from '../columns.ts'
import { maxOpenTasks } from '../criteria.ts'
import type { Nodes } from './nodes.ts'
import type { Goal } from './objective.ts'

/** Which request sits at which node, and what is left of the nodes. Requests and nodes are numbers from 0 on. */
export type Seats = ReturnType<typeof createSeats>

export function createSeats(queries: readonly Query[], nodes: Nodes, goal: Goal) {
  const { columns } = nodes
  const budget = Float64Array.from(queries, ({ maxPricePerHour }) => Number(maxPricePerHour))
  return {
    queries,
    nodes,
    goal,
    budget,
    /** By request: what asking prices are multiplied with. */
    inverseBudget: budget.map((most) => 1 / most),
    required: Float64Array.from(queries, ({ requiredPower }) => Number(requiredPower)),
    regions: queries.map(({ regions }) => acceptedRegions(columns.regions, regions)),
    /** By request: its node, or −1. */
    nodeOf: new Int32Array(queries.length).fill(-1),
    /** By request: what part of its worth counts; see `shares`. */
    share: new Float64Array(queries.length).fill(1),
    /** By node. */
    openTasks: nodes.openTasks.slice(),
    /** By node, the power that is free: as a double, and exactly. */
    left: nodes.free.slice(),
    exactLeft: Array.from(nodes.slot, (slot) => columns.exactFree[slot]!),
    /** As `left`, but nothing at all where there may be no further task. */
    room: nodes.free.slice(),
    tenants: new Map<number, number[]>(),
  }
}

/** What the pair is worth when it is the node's only task. */
export function worthOf({ nodes, inverseBudget, required }: Seats, request: number, node: number): number {
  const forPower = nodes.powerSlope[node]! * required[request]!
  return nodes.base[node]! - nodes.priceSlope[node]! * inverseBudget[request]! - forPower
}

/** What the request counts where it is now. */
export function worthNow(seats: Seats, request: number): number {
  const node = seats.nodeOf[request]!
  return node < 0 ? seats.goal.unassigned : worthOf(seats, request, node) * seats.share[request]!
}

/** What the request would count at the node beside those that are there. */
export function worthThere(seats: Seats, request: number, node: number): number {
  return worthOf(seats, request, node) * seats.goal.shares[seats.openTasks[node]! + 1]!
}

/** Whether the node, which has the power in the first place, passes the other criteria of the request. */
export function suits({ nodes, queries, budget, regions }: Seats, request: number, node: number): boolean {
  const query = queries[request]!
  if (nodes.trustLevel[node]! < query.minTrustLevel || nodes.offeredUptime[node]! < query.minUptimeBps) return false
  if (regions[request]?.[nodes.region[node]!] === 0) return false
  const { slot, columns } = nodes
  const at = slot[node]!
  const price = nodes.price[node]!
  const most = budget[request]!
  if (price > most || (price === most && columns.exactPrice[at]! > query.maxPricePerHour)) return false
  return columns.owners[at] !== query.buyer && !(query.failedNodes.size > 0 && query.failedNodes.has(columns.ids[at]!))
}

export function hasRoom({ queries, required, room, exactLeft }: Seats, request: number, node: number): boolean {
  const need = required[request]!
  const spare = room[node]!
  return spare > need || (spare === need && exactLeft[node]! >= queries[request]!.requiredPower)
}

/** Whether the node had the power before the batch; it had a place, or would not be among the nodes. */
export function hadRoom({ nodes, queries, required }: Seats, request: number, node: number): boolean {
  const need = required[request]!
  const spare = nodes.free[node]!
  return (
    spare > need || (spare === need && nodes.columns.exactFree[nodes.slot[node]!]! >= queries[request]!.requiredPower)
  )
}

/** Whether there is room once a tenant has left. */
export function hasRoomWithout({ queries, exactLeft }: Seats, request: number, node: number, tenant: number): boolean {
  return exactLeft[node]! + queries[tenant]!.requiredPower >= queries[request]!.requiredPower
}

export function tenantsOf({ tenants }: Seats, node: number): readonly number[] {
  return tenants.get(node) ?? []
}

export function sit(seats: Seats, request: number, node: number): void {
  seats.nodeOf[request] = node
  seats.openTasks[node]!++
  seats.exactLeft[node]! -= seats.queries[request]!.requiredPower
  settle(seats, node, [...tenantsOf(seats, node), request])
}

/** Nothing to do for a request that has no seat. */
export function leave(seats: Seats, request: number): void {
  const node = seats.nodeOf[request]!
  if (node < 0) return
  seats.nodeOf[request] = -1
  seats.openTasks[node]!--
  seats.exactLeft[node]! += seats.queries[request]!.requiredPower
  settle(
    seats,
    node,
    tenantsOf(seats, node).filter((tenant) => tenant !== request),
  )
}

/** Closes the places of a node that are free. @returns how many, for {@link open} */
export function close(seats: Seats, node: number): number {
  const places = maxOpenTasks - seats.openTasks[node]!
  open(seats, node, -places)
  return places
}

export function open(seats: Seats, node: number, places: number): void {
  seats.openTasks[node]! -= places
  settle(seats, node, [...tenantsOf(seats, node)])
}

/** Where a node's first tasks count more than its later ones, those that are worth most come first. */
function settle(seats: Seats, node: number, tenants: number[]): void {
  const { goal, nodes, share, openTasks } = seats
  seats.left[node] = Number(seats.exactLeft[node])
  seats.room[node] = openTasks[node]! < maxOpenTasks ? seats.left[node]! : -Infinity
  seats.tenants.set(node, tenants)
  if (!goal.isFair) return
  tenants.sort((a, b) => worthOf(seats, b, node) - worthOf(seats, a, node) || a - b)
  for (const [i, tenant] of tenants.entries()) share[tenant] = goal.shares[nodes.openTasks[node]! + 1 + i]!
}
