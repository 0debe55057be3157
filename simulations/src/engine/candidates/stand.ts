import type { Candidate, Request } from '@aiigo/matching'
import { isAvailable, isOfKind, maxOpenTasks } from './eligible.ts'
import { scoreOf, standingOf } from './score.ts'

/** The nodes of one type and tier, and what tasks offered in this tick have taken of them. */
export type Stand = {
  /** The node that `rank` of @aiigo/matching would put first for a task of this type; undefined where none is eligible. */
  best(request: Request): Entry | undefined
}

/** Entries of a block, which is passed over as a whole where it cannot hold the best. */
const BLOCK = 16
/** Blocks between which the prices are split before the standing is. */
const BLOCKS_A_PRICE = 8

/** A node in its place. */
export type Entry = {
  candidate: Candidate
  block: Block | undefined
  id: string
  owner: string
  standing: number
  price: number
  exactFree: bigint
  free: number
  openTasks: number
}

/** What no entry of it is better than; dear and full nodes are found together, so that few blocks are looked into. */
type Block = { entries: Entry[]; standing: number; price: number; free: number }

/**
 * Ranks the nodes for one task after the other. The best node is the first of the order of scores, then ids; so whole
 * blocks are left out whose best conceivable score is below that of a node that is known.
 */
export function createStand(candidates: readonly Candidate[]): Stand {
  const entries = candidates.filter(isAvailable).map(toEntry)
  const blocks = inBlocks(entries)
  const bounds = new Float64Array(blocks.length)
  return {
    best(request) {
      const query = toQuery(request)
      let [first, highest] = [-1, -Infinity]
      for (let i = 0; i < blocks.length; i++) {
        const bound = boundOf(blocks[i]!, query)
        bounds[i] = bound
        if (bound > highest) [first, highest] = [i, bound]
      }
      if (first < 0) return undefined
      const best: Best = { entry: undefined, score: -Infinity }
      lookInto(blocks[first]!, query, best)
      for (let i = 0; i < blocks.length; i++) {
        if (i !== first && bounds[i]! >= best.score && bounds[i] !== -Infinity) lookInto(blocks[i]!, query, best)
      }
      return best.entry
    },
  }
}

/** A task now holds so much of the node's power. */
export function reserve(entry: Entry, power: bigint): void {
  entry.openTasks += 1
  entry.exactFree -= power
  // With its tasks at the most that a node may hold, it has room for none, not even for one without power.
  entry.free = entry.openTasks < maxOpenTasks ? Number(entry.exactFree) : -Infinity
  const { block } = entry
  if (block) block.free = block.entries.reduce((most, { free }) => Math.max(most, free), -Infinity)
}

function toEntry(candidate: Candidate): Entry {
  const exactFree = candidate.power - candidate.powerReserved
  return {
    candidate,
    block: undefined,
    id: candidate.nodeId.toLowerCase(),
    owner: candidate.owner.toLowerCase(),
    standing: standingOf(candidate),
    price: Number(candidate.pricePerHour),
    exactFree,
    free: Number(exactFree),
    openTasks: candidate.openTasks,
  }
}

function inBlocks(entries: readonly Entry[]): Block[] {
  const byPrice = [...entries].sort((a, b) => a.price - b.price)
  return pieces(byPrice, BLOCK * BLOCKS_A_PRICE).flatMap((alike) =>
    pieces(
      alike.sort((a, b) => b.standing - a.standing),
      BLOCK,
    ).map(toBlock),
  )
}

function pieces<T>(list: readonly T[], size: number): T[][] {
  const cut: T[][] = []
  for (let i = 0; i < list.length; i += size) cut.push(list.slice(i, i + size))
  return cut
}

function toBlock(entries: Entry[]): Block {
  const block = {
    entries,
    standing: Math.max(...entries.map(({ standing }) => standing)),
    price: Math.min(...entries.map(({ price }) => price)),
    free: Math.max(...entries.map(({ free }) => free)),
  }
  for (const entry of entries) entry.block = block
  return block
}

type Query = ReturnType<typeof toQuery>

function toQuery(request: Request) {
  const { buyer, requiredPower, maxPricePerHour, failedNodes = [] } = request
  return {
    request,
    buyer: buyer.toLowerCase(),
    required: Number(requiredPower),
    limit: Number(maxPricePerHour),
    failed: failedNodes.map((nodeId) => nodeId.toLowerCase()),
  }
}

function boundOf({ standing, price, free }: Block, { limit, required }: Query): number {
  return price > limit || free < required ? -Infinity : scoreOf(standing, price, limit, free, required)
}

type Best = { entry: Entry | undefined; score: number }

function lookInto({ entries }: Block, query: Query, best: Best): void {
  const { limit, required } = query
  for (const entry of entries) {
    if (entry.price > limit || entry.free < required || !isEligible(entry, query)) continue
    const score = scoreOf(entry.standing, entry.price, limit, entry.free, required)
    if (score < best.score || (score === best.score && best.entry !== undefined && entry.id > best.entry.id)) continue
    best.entry = entry
    best.score = score
  }
}

/** The filters that a glance at two doubles does not decide. */
function isEligible({ candidate, id, owner, exactFree }: Entry, { request, buyer, failed }: Query): boolean {
  if (!isOfKind(candidate, request)) return false
  if (exactFree < request.requiredPower || candidate.pricePerHour > request.maxPricePerHour) return false
  return owner !== buyer && !failed.includes(id)
}
