import { UnfittingEventError } from '@aiigo/protocol'
import type { Head } from './chain.ts'
import { emptyWindow } from './emptyWindow.ts'
import { UnsettledChainError } from './errors.ts'
import { type Reading, read } from './read.ts'
import type { Reader } from './reader.ts'
import type { BlockRef } from './types.ts'
import { advance, apply, type ReadBlock } from './window.ts'

/** What is read again with each new block: nodes that are a little behind hide the newest logs. */
const OVERLAP = 8n

/** By so many blocks the base moves at a time. Each block is read once more before it is out of reach. */
export const STRIDE = 32n

/** A head below ours is a node that is behind, unless it stays: with the default delays for a second and a half. */
const LOWER_HEADS = 5

/** Readings of the whole window before everything is read anew because an event does not fit. */
const MISFITS = 3

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
  if (reader.misfits > MISFITS) return giveUp(reader, error)
  if (reader.misfits === MISFITS) restart(reader)
  readWhole(reader)
  return new UnsettledChainError('a log without gaps', error.message)
}

/** Whoever tries again later begins anew: by then the node may hide nothing. */
function giveUp(reader: Reader, error: UnfittingEventError): Error {
  restart(reader)
  reader.misfits = 0
  reader.reading = undefined
  return error
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
  const { cursor, blocks } = reader.window
  const isLower = cursor !== undefined && head.number < cursor.number
  reader.lowerHeads = isLower ? reader.lowerHeads + 1 : 0
  if (!isLower || reader.lowerHeads >= LOWER_HEADS || isOfAnotherChain(head, blocks)) return head
  throw new UnsettledChainError(`block ${cursor.number} or a later one as the newest`, `block ${head.number}`)
}

function isOfAnotherChain({ number, hash }: Head, blocks: readonly ReadBlock[]): boolean {
  return blocks.some((block) => block.number === number && block.hash !== hash)
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
