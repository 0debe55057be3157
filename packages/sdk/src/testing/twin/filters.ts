import { type Hex, numberToHex } from 'viem'
import { type LogFilter, logsOf } from './logs.ts'
import { blockHash, type World } from './world.ts'

type Filter = { next: number; logs: LogFilter | undefined }

/** The filters of one client: what is asked for in turns, each time what is new. */
export type Filters = { all: Map<Hex, Filter>; made: number }

export function createFilters(): Filters {
  return { all: new Map(), made: 0 }
}

/** @param logs undefined for the hashes of new blocks */
export function addFilter(filters: Filters, world: World, logs: LogFilter | undefined): Hex {
  const id = numberToHex(++filters.made)
  filters.all.set(id, { next: world.blocks.length, logs })
  return id
}

/** What came since the last time. */
export function filterChanges(filters: Filters, world: World, id: Hex): unknown[] {
  const filter = filters.all.get(id)
  if (!filter) return []
  const { next, logs } = filter
  filter.next = world.blocks.length
  if (!logs) return world.blocks.slice(next).map((_, i) => blockHash(next + i))
  return logsOf(world, { ...logs, fromBlock: numberToHex(next), toBlock: 'latest' }, (tag) =>
    tag?.startsWith('0x') ? Number(tag) : world.blocks.length - 1,
  )
}
