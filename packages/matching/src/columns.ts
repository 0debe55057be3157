import { freePower, maxOpenTasks, offeredUptimeBps, standingMask } from './criteria.ts'
import { createInterner, type Interner } from './interner.ts'
import { latencyTerm, reputationTerm, uptimeTerm } from './terms.ts'
import type { Candidate, Hex } from './types.ts'
import { type CheckedWeights, checkWeights, defaultWeights, standingOf } from './weights.ts'

/**
 * Candidates as a structure of arrays: entry i of every column belongs to slot i, and the slots below `size` are in use.
 * Ranking reads the columns from one end to the other instead of following a pointer a field.
 */
export type Columns = ReturnType<typeof createColumns>

/** Beside the resource type, which takes the three lowest bits of `kind`: why the node takes no task from anybody. */
export const NO_POWER = 8
export const FULL = 16
const EXCLUDED = 32

/** The columns of numbers, each with its type. */
const types = {
  /** The resource type, and more than that for a node that takes no task from anybody. */
  kind: Uint8Array,
  openTasks: Uint8Array,
  trustLevel: Uint8Array,
  tier: Uint8Array,
  offeredUptime: Uint16Array,
  region: Uint32Array,
  // Doubles order as the amounts do unless they are equal; then the bigints decide that stand beside them.
  price: Float64Array,
  free: Float64Array,
  // The terms that do not depend on the request.
  reputation: Float64Array,
  latency: Float64Array,
  uptime: Float64Array,
  // Their weighted sum, for the weights that were asked for last.
  standing: Float64Array,
}
type Numbers = { [column in keyof typeof types]: InstanceType<(typeof types)[column]> }

export function createColumns(capacity: number) {
  return {
    size: 0,
    /** By node id in lower case. */
    slots: new Map<string, number>(),
    regions: createInterner(),
    nodeIds: [] as Hex[],
    ids: [] as string[],
    owners: [] as string[],
    exactPrice: [] as bigint[],
    exactFree: [] as bigint[],
    weights: checkWeights(defaultWeights),
    numbers: resize(undefined, Math.max(16, capacity)),
  }
}

/** Puts a candidate, which has been checked, into the slot of its node, or into a new one. */
export function write(columns: Columns, candidate: Candidate): void {
  const id = candidate.nodeId.toLowerCase()
  const slot = columns.slots.get(id) ?? add(columns, id)
  const { numbers } = columns
  const free = freePower(candidate)
  columns.nodeIds[slot] = candidate.nodeId
  columns.owners[slot] = candidate.owner.toLowerCase()
  columns.exactPrice[slot] = candidate.pricePerHour
  columns.exactFree[slot] = free
  numbers.kind[slot] = kindOf(candidate)
  numbers.openTasks[slot] = Math.min(candidate.openTasks, maxOpenTasks)
  numbers.trustLevel[slot] = candidate.trustLevel
  numbers.tier[slot] = candidate.tier
  numbers.offeredUptime[slot] = offeredUptimeBps(candidate)
  numbers.price[slot] = Number(candidate.pricePerHour)
  numbers.free[slot] = Number(free)
  numbers.reputation[slot] = reputationTerm(candidate.reputation, candidate.trustLevel)
  numbers.latency[slot] = latencyTerm(candidate.latencyMs)
  numbers.uptime[slot] = uptimeTerm(candidate.uptimeBps)
  numbers.standing[slot] = standing(columns, slot)
  changeRegion(columns, slot, candidate.region)
}

/** Makes `standing` hold for these weights: nothing to do as long as the same ones are asked for. */
export function useWeights(columns: Columns, weights: CheckedWeights): void {
  const { reputation, latency, uptime } = columns.weights
  const isSame = weights.reputation === reputation && weights.latency === latency && weights.uptime === uptime
  columns.weights = weights
  if (isSame) return
  for (let slot = 0; slot < columns.size; slot++) columns.numbers.standing[slot] = standing(columns, slot)
}

function standing({ numbers, weights }: Columns, slot: number): number {
  return standingOf(weights, numbers.reputation[slot]!, numbers.latency[slot]!, numbers.uptime[slot]!)
}

/** Takes a node out, whose place the last one takes. False when it was not there. */
export function erase(columns: Columns, nodeId: string): boolean {
  const id = nodeId.toLowerCase()
  const slot = columns.slots.get(id)
  if (slot === undefined) return false
  columns.regions.release(columns.numbers.region[slot]!)
  columns.slots.delete(id)
  const last = --columns.size
  if (slot !== last) columns.slots.set(columns.ids[last]!, slot)
  for (const column of Object.values(columns.numbers)) column[slot] = column[last]!
  moveLast(columns.nodeIds, slot)
  moveLast(columns.ids, slot)
  moveLast(columns.owners, slot)
  moveLast(columns.exactPrice, slot)
  moveLast(columns.exactFree, slot)
  return true
}

/** For each region number, 1 where the request accepts it; undefined where it accepts any. */
export function acceptedRegions(regions: Interner, wanted: ReadonlySet<string> | undefined): Uint8Array | undefined {
  if (wanted === undefined) return undefined
  const accepted = new Uint8Array(regions.limit)
  for (const region of wanted) {
    const number = regions.find(region)
    if (number !== undefined) accepted[number] = 1
  }
  return accepted
}

function kindOf(candidate: Candidate): number {
  const noPower = candidate.power === 0n ? NO_POWER : 0
  const full = candidate.openTasks >= maxOpenTasks ? FULL : 0
  const excluded = standingMask(candidate) === 0 ? 0 : EXCLUDED
  return candidate.resourceType | noPower | full | excluded
}

function add(columns: Columns, id: string): number {
  const slot = columns.size++
  if (slot === columns.numbers.kind.length) columns.numbers = resize(columns.numbers, 2 * slot)
  columns.slots.set(id, slot)
  columns.ids[slot] = id
  columns.numbers.region[slot] = NO_REGION
  return slot
}

const NO_REGION = 2 ** 32 - 1

function changeRegion({ regions, numbers }: Columns, slot: number, region: string): void {
  const former = numbers.region[slot]!
  numbers.region[slot] = regions.intern(region)
  if (former !== NO_REGION) regions.release(former)
}

function resize(numbers: Numbers | undefined, capacity: number): Numbers {
  const columns = Object.entries(types).map(([name, Column]) => {
    const column = new Column(capacity)
    if (numbers) column.set(numbers[name as keyof Numbers])
    return [name, column]
  })
  return Object.fromEntries(columns)
}

function moveLast<value>(column: value[], slot: number): void {
  const value = column.pop()!
  if (slot < column.length) column[slot] = value
}
