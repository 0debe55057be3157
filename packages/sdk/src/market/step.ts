import { UnfittingEventError } from '@aiigo/protocol'
import type { Context } from '../context.ts'
import { type Chain, type Head, min } from './chain.ts'
import { UnsettledChainError } from './errors.ts'
import { readBlocks } from './readBlocks.ts'
import type { BlockRef, MarketUpdate } from './types.ts'
import { advance, apply, type Difference, differenceOf, emptyWindow, type ReadBlock, type Window } from './window.ts'

/** What is read again with each new block: nodes that are a little behind hide the newest logs. */
const OVERLAP = 8n

/** By so many blocks the base moves at a time. Each block is read once more before it is out of reach. */
export const STRIDE = 32n

/** A head below ours is a node that is behind, unless it stays. */
const LOWER_HEADS = 3

/** Readings of the whole window before everything is read anew because an event does not fit. */
const MISFITS = 3

/** One market that is read from a chain, and where the reading is. */
export type Reader = {
  readonly context: Context
  readonly chain: Chain
  readonly depth: bigint
  readonly publish: (update: MarketUpdate) => void
  window: Window
  /** Where a reading goes on that takes more than one request. */
  reading: { next: bigint; isWhole: boolean; end?: BlockRef } | undefined
  lowerHeads: number
  misfits: number
}

type Signal = AbortSignal | undefined

/** Reads everything that is kept again, whatever the newest block is. */
export function readWhole(reader: Reader): void {
  reader.reading = { next: reader.window.base.number + 1n, isWhole: true }
}

/**
 * One reading of logs, taken over whole or not at all.
 *
 * @returns whether the state is that of the newest block now
 * @throws UnsettledChainError, ForeignLogError, UnfittingEventError, the decoded fault, the signal's reason
 */
export async function step(reader: Reader, signal: Signal): Promise<boolean> {
  try {
    const isDone = await stepOnce(reader, signal)
    if (isDone) reader.misfits = 0
    return isDone
  } catch (error) {
    if (!(error instanceof UnfittingEventError)) throw error
    throw repair(reader, error)
  }
}

/** A log was hidden: first what is kept is read again, then everything; an event that does not fit even then is broken. */
function repair(reader: Reader, error: UnfittingEventError): Error {
  reader.misfits += 1
  if (reader.misfits > MISFITS) return error
  if (reader.misfits === MISFITS) restart(reader)
  readWhole(reader)
  return new UnsettledChainError('a log without gaps', error.message)
}

async function stepOnce(reader: Reader, signal: Signal): Promise<boolean> {
  const head = await headOf(reader, signal)
  const from = await startOf(reader, head, signal)
  if (from === undefined) return true
  const reading = await read(reader, head, from, signal)
  take(reader, reading)
  return reading.isHead
}

async function headOf(reader: Reader, signal: Signal): Promise<Head> {
  const head = await reader.chain.head(signal)
  const { cursor } = reader.window
  const isLower = cursor !== undefined && head.number < cursor.number
  reader.lowerHeads = isLower ? reader.lowerHeads + 1 : 0
  if (!isLower || reader.lowerHeads >= LOWER_HEADS) return head
  throw new UnsettledChainError(`block ${cursor.number} or a later one as the newest`, `block ${head.number}`)
}

/** The first block to be read; undefined when there is nothing new. */
async function startOf(reader: Reader, head: Head, signal: Signal): Promise<bigint | undefined> {
  const { cursor, base } = reader.window
  if (!cursor) readWhole(reader)
  else if (cursor.hash === head.hash && !reader.reading) return undefined
  // What a rewinding has already read, and not the cursor, which is taken back at its end.
  else if (!(await isOnChain(reader, reader.reading?.end ?? cursor, head, signal))) await rewind(reader, head, signal)
  else if (!reader.reading && head.number - base.number > reader.depth + STRIDE) readWhole(reader)
  const start = cursor ? cursor.number - OVERLAP + 1n : 0n
  reader.reading ??= { next: start > base.number ? start : base.number + 1n, isWhole: false }
  return reader.reading.next
}

async function isOnChain(reader: Reader, block: Omit<BlockRef, 'time'>, head: Head, signal: Signal): Promise<boolean> {
  if (block.hash === head.hash || block.hash === head.parentHash) return true
  if (block.number >= head.number) return false
  const seen = await reader.chain.block(block.number, signal)
  if (!seen) throw new UnsettledChainError(`block ${block.number}, below the newest`, 'no block')
  return seen.hash === block.hash
}

/** The cursor's block is gone: what is kept is compared from the base on, when the base is still there. */
async function rewind(reader: Reader, head: Head, signal: Signal): Promise<void> {
  const { number, hash } = reader.window.base
  const isThere = hash === undefined || (await isOnChain(reader, { number, hash }, head, signal))
  if (!isThere) restart(reader)
  readWhole(reader)
}

function restart(reader: Reader): void {
  reader.window = emptyWindow(reader.context.deployment)
  reader.lowerHeads = 0
  reader.publish({ type: 'restarted' })
}

type Reading = {
  difference: Difference
  end: BlockRef
  isHead: boolean
  /** Where the base moves to. */
  settled: BlockRef | undefined
}

async function read(reader: Reader, head: Head, from: bigint, signal: Signal): Promise<Reading> {
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

function take(reader: Reader, { difference, end, isHead, settled }: Reading): void {
  const { window, publish } = reader
  const { removed, added } = difference
  const before = window.cursor
  apply(window, difference)
  const isChanged = removed.length > 0 || added.length > 0
  // What is known beyond an unchanged part stays known.
  if (isHead || isChanged || !before || end.number > before.number) {
    window.cursor = { number: end.number, hash: end.hash, time: end.time }
  }
  if (settled) advance(window, settled)
  reader.reading = isHead ? undefined : { next: end.number + 1n, isWhole: reader.reading?.isWhole ?? false, end }
  for (const event of eventsOf(removed).reverse()) publish({ type: 'removed', event })
  for (const event of eventsOf(added)) publish({ type: 'event', event })
  const { cursor } = window
  if (cursor && cursor.hash !== before?.hash) publish({ type: 'block', ...cursor })
}

function eventsOf(blocks: readonly ReadBlock[]) {
  return blocks.flatMap(({ events }) => events)
}
