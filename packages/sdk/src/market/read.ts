import { type Chain, type ChainLog, type Head, min } from './chain.ts'
import { UnsettledChainError } from './errors.ts'
import { readBlocks } from './readBlocks.ts'
import type { Reader } from './reader.ts'
import type { BlockRef } from './types.ts'
import { type Difference, differenceOf, type ReadBlock } from './window.ts'

type Signal = AbortSignal | undefined

/** What one request for logs said, checked against the blocks around it. */
export type Reading = {
  difference: Difference
  end: BlockRef
  isHead: boolean
  /** Where the base moves to. */
  settled: BlockRef | undefined
}

/**
 * Reads the blocks from one on, as many as the node gives, and changes nothing.
 *
 * @throws UnsettledChainError when the answers are not of one chain
 */
export async function read(reader: Reader, head: Head, from: bigint, signal: Signal): Promise<Reading> {
  const { chain, context, depth, window } = reader
  const { logs, to, before } = await readLogs(reader, head, from, signal)
  const isHead = to === head.number
  const recent = head.number - depth
  const all = isFirstReading(reader, to) ? await readUntilSame(chain, logs, { from, to }, signal) : logs
  const fresh = await readBlocks(all, { chain, deployment: context.deployment, recent, signal })
  await checkHidden(reader, fresh, { from, to }, signal)
  const settled = reader.reading?.isWhole ? await settledAt(reader, min(recent, to), signal) : undefined
  // Last: when this block is what it was before, all that was read in between is of the same chain.
  const end = await chain.block(to, signal)
  if (end?.hash !== before) throw new UnsettledChainError(`block ${to} to be ${before}`, end?.hash ?? 'no block')
  return { difference: differenceOf(window.blocks, fresh, { from, to, isHead }), end, isHead, settled }
}

/** The logs from a block on, and the hash of the block that they end with, as it was before they were asked for. */
async function readLogs({ chain }: Reader, head: Head, from: bigint, signal: Signal) {
  if (from > head.number) return { logs: [], to: head.number, before: head.hash }
  for (;;) {
    const last = chain.reach(from, head.number)
    const before = last === head.number ? head : await chain.block(last, signal)
    if (!before) throw new UnsettledChainError(`block ${last}, below the newest`, 'no block')
    const { logs, to } = await chain.logs(from, last, signal)
    // Where the node gives fewer blocks they end with another one, and are asked for again.
    if (to === last) return { logs, to, before: before.hash }
  }
}

/** Blocks that nobody may come back to: whoever syncs once reads no more, and old ones leave the window at once. */
function isFirstReading({ reading, window }: Reader, to: bigint): boolean {
  return reading?.isWhole === true && to > (window.cursor ?? window.base).number
}

/** The logs of all readings together, of which the last one has nothing that the others have not. */
async function readUntilSame(
  chain: Chain,
  first: readonly ChainLog[],
  range: { from: bigint; to: bigint },
  signal: Signal,
): Promise<ChainLog[]> {
  const placeOf = ({ blockHash, logIndex }: ChainLog) => `${blockHash} ${logIndex}`
  const known = new Map(first.map((log) => [placeOf(log), log]))
  for (;;) {
    const before = known.size
    for (const log of await readRange(chain, range, signal)) known.set(placeOf(log), log)
    if (known.size === before) return [...known.values()]
  }
}

async function readRange(chain: Chain, { from, to }: { from: bigint; to: bigint }, signal: Signal) {
  const found: ChainLog[] = []
  for (let next = from; next <= to; ) {
    const part = await chain.logs(next, to, signal)
    for (const log of part.logs) found.push(log)
    next = part.to + 1n
  }
  return found
}

/** A block that is still on the chain, and whose logs are missing, is the node's mistake. */
async function checkHidden(
  { chain, window }: Reader,
  fresh: readonly ReadBlock[],
  { from, to }: { from: bigint; to: bigint },
  signal: Signal,
): Promise<void> {
  const counts = new Map(fresh.map(({ hash, events }) => [hash, events.length]))
  const isMissing = ({ hash, events }: ReadBlock) => (counts.get(hash) ?? 0) < events.length
  // The lowest is enough: above a block that is gone everything is.
  const missing = window.blocks.find((block) => block.number >= from && block.number <= to && isMissing(block))
  if (!missing || (await chain.block(missing.number, signal))?.hash !== missing.hash) return
  const count = counts.get(missing.hash) ?? 0
  throw new UnsettledChainError(`${missing.events.length} events in block ${missing.number}`, `${count}`)
}

async function settledAt(reader: Reader, number: bigint, signal: Signal): Promise<BlockRef | undefined> {
  if (number <= reader.window.base.number) return undefined
  return reader.chain.block(number, signal)
}
