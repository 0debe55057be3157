import { type Head, min } from './chain.ts'
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
  const nothing = { logs: [], to: head.number }
  const { logs, to } = from > head.number ? nothing : await chain.logs(from, head.number, signal)
  const isHead = to === head.number
  const recent = head.number - depth
  const fresh = await readBlocks(logs, { chain, deployment: context.deployment, recent, signal })
  await checkHidden(reader, fresh, { from, to }, signal)
  const settled = reader.reading?.isWhole ? await settledAt(reader, min(recent, to), signal) : undefined
  // Last: when the chain still ends in this block, all that was read before is of the same chain.
  const end = await chain.block(to, signal)
  if (!end || (isHead && end.hash !== head.hash)) {
    throw new UnsettledChainError(`block ${to} to be ${head.hash}`, end?.hash ?? 'no block')
  }
  return { difference: differenceOf(window.blocks, fresh, { from, to, isHead }), end, isHead, settled }
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
