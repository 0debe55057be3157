import { type Deployment, parseEvents } from '@aiigo/clients'
import { isMarketEventName, type MarketEvent } from '@aiigo/protocol'
import type { Chain, ChainLog } from './chain.ts'
import { UnsettledChainError } from './errors.ts'
import { mapBounded } from './wait.ts'
import type { ReadBlock } from './window.ts'

/** Headers that are asked for at a time. */
const HEADERS = 8

export type ReadBlocksOptions = {
  chain: Chain
  deployment: Deployment
  /** From this block on the header is asked for even where the log says its time: only recent blocks can change. */
  recent: bigint
  signal: AbortSignal | undefined
}

/**
 * Logs as blocks of market events, oldest first; without those that say nothing about the market's state.
 *
 * @throws UnsettledChainError when logs and headers are of different chains
 */
export async function readBlocks(logs: readonly ChainLog[], options: ReadBlocksOptions): Promise<ReadBlock[]> {
  const blocks = await mapBounded(byBlock(logs), HEADERS, (ofBlock) => readBlock(ofBlock, options))
  return blocks.filter(({ events }) => events.length > 0)
}

/** Sorted and each log once: a node that is asked twice at the same time may answer twice. */
function byBlock(logs: readonly ChainLog[]): ChainLog[][] {
  const blocks = new Map<bigint, Map<number, ChainLog>>()
  for (const log of logs) {
    const block = blocks.get(log.blockNumber) ?? new Map<number, ChainLog>()
    blocks.set(log.blockNumber, block.set(log.logIndex, log))
  }
  const ordered = [...blocks].sort(([a], [b]) => (a < b ? -1 : 1))
  return ordered.map(([, block]) => [...block.values()].sort((a, b) => a.logIndex - b.logIndex))
}

async function readBlock(logs: readonly ChainLog[], options: ReadBlocksOptions): Promise<ReadBlock> {
  const { blockNumber: number, blockHash: hash } = logs[0] as ChainLog
  const other = logs.find((log) => log.blockHash !== hash)
  if (other) throw new UnsettledChainError(`every log of block ${number} of ${hash}`, other.blockHash)
  const time = await timeOf(logs[0] as ChainLog, options)
  const events = parseEvents(options.deployment, logs).flatMap((event) => toMarketEvent(event, time))
  return { number, hash, events }
}

async function timeOf(log: ChainLog, { chain, recent, signal }: ReadBlocksOptions): Promise<number> {
  const { blockNumber, blockHash, blockTimestamp } = log
  if (blockTimestamp && blockNumber < recent) return Number(blockTimestamp)
  const header = await chain.block(blockNumber, signal)
  if (header?.hash === blockHash) return header.time
  throw new UnsettledChainError(`block ${blockNumber} to be ${blockHash}, as its logs say`, header?.hash ?? 'no block')
}

type ClientEvent = ReturnType<typeof parseEvents>[number]

/** Nothing for an event that the state does not know. */
function toMarketEvent({ contract, eventName, args, blockNumber, logIndex }: ClientEvent, time: number): MarketEvent[] {
  if (!isMarketEventName(eventName)) return []
  const place = { contract, time, block: Number(blockNumber), index: logIndex as number }
  return [{ name: eventName, args, ...place } as unknown as MarketEvent]
}
