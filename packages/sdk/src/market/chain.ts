import { decodeError, eventAddresses } from '@aiigo/clients'
import type { BaseError } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { getBlock, getChainId, getLogs } from 'viem/actions'
import type { Context } from '../context.ts'
import { ForeignLogError, UnsettledChainError } from './errors.ts'
import { isNoSuchBlock, mayPass, retry } from './retry.ts'
import type { BlockRef, RetryPolicy } from './types.ts'

export type Head = BlockRef & { readonly parentHash: Hash }

/** A log of the market's contracts, in a block. */
export type ChainLog = {
  readonly address: Address
  readonly data: Hex
  readonly topics: readonly Hex[]
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly logIndex: number
  readonly transactionHash: Hash
  /** Where the node says it. */
  readonly blockTimestamp?: bigint | null | undefined
}

type Signal = AbortSignal | undefined

/** What following a market asks of a chain. Each request is sent again when a fault may pass. */
export type Chain = {
  id(signal: Signal): Promise<number>
  head(signal: Signal): Promise<Head>
  /** undefined where the node does not know it. */
  block(number: bigint, signal: Signal): Promise<Head | undefined>
  /** The last block that `logs` will ask for at first. */
  reach(from: bigint, to: bigint): bigint
  /** The logs from one block on, up to another or, where the node refuses so many, up to an earlier one. */
  logs(from: bigint, to: bigint, signal: Signal): Promise<{ logs: ChainLog[]; to: bigint }>
}

export type ChainOptions = {
  policy: RetryPolicy
  blocksPerRequest: bigint
  /** Hears of each fault that may pass, before the request is sent again. */
  onFault: (error: BaseError) => void
}

export function createChain(
  { client, deployment }: Context,
  { policy, blocksPerRequest, onFault }: ChainOptions,
): Chain {
  const addresses = eventAddresses(deployment)
  let size = blocksPerRequest

  async function block(at: { blockNumber: bigint } | { blockTag: 'latest' }, signal: Signal) {
    const asked = () => getBlock(client, at).catch(absent)
    const seen = await retry(asked, { policy, signal, onFault })
    if (!seen) return undefined
    const { number, hash, parentHash, timestamp } = seen
    if ('blockNumber' in at && number !== at.blockNumber)
      throw new UnsettledChainError(`block ${at.blockNumber}`, `block ${number}`)
    return { number, hash, parentHash, time: Number(timestamp) }
  }

  async function read(fromBlock: bigint, toBlock: bigint): Promise<ChainLog[]> {
    const logs = (await getLogs(client, { address: addresses, fromBlock, toBlock })) as unknown as ChainLog[]
    checkAddresses(logs, addresses)
    return logs
  }

  function reach(from: bigint, last: bigint): bigint {
    return min(from + size - 1n, last)
  }

  async function logs(from: bigint, last: bigint, signal: Signal): Promise<{ logs: ChainLog[]; to: bigint }> {
    for (;;) {
      const to = reach(from, last)
      // Where the node has not these blocks, asking for the same ones again would be in vain: the chain has another end now.
      const isPassing = (error: BaseError) =>
        mayPass(error) && !isNoSuchBlock(error) && !(to > from && isTooMuch(error))
      try {
        const found = await retry(() => read(from, to), { policy, signal, isPassing, onFault })
        // By a quarter: a node that has a limit refuses one request in four, not every second.
        if (to - from + 1n === size) size = min(blocksPerRequest, size + size / 4n + 1n)
        return { logs: found, to }
      } catch (error) {
        if (!(to > from && isTooMuch(error as BaseError))) throw asUnsettled(error as BaseError, to)
        size = (to - from + 1n) / 2n
      }
    }
  }

  return {
    id: (signal) => retry(() => getChainId(client), { policy, signal, onFault }),
    head: async (signal) => {
      const head = await block({ blockTag: 'latest' }, signal)
      if (head) return head
      // Of several nodes behind one address, one knew its number and another not the block.
      throw new UnsettledChainError('the newest block', 'no block')
    },
    block: (blockNumber, signal) => block({ blockNumber }, signal),
    reach,
    logs,
  }
}

export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function absent(error: unknown): undefined {
  if (error instanceof Error && error.name === 'BlockNotFoundError') return undefined
  throw decodeError(error)
}

function asUnsettled(error: BaseError, to: bigint): BaseError {
  if (!isNoSuchBlock(error)) return error
  return new UnsettledChainError(`logs up to block ${to}`, error.details.join(' '))
}

function checkAddresses(logs: readonly ChainLog[], addresses: readonly Address[]): void {
  const known = new Set(addresses.map((address) => address.toLowerCase()))
  const foreign = logs.find(({ address }) => !known.has(address.toLowerCase()))
  if (foreign) throw new ForeignLogError(foreign, addresses)
}

/** Each provider says in its own words that it was asked for too many blocks or logs; codes are shared with rate limits. */
const TOO_MUCH =
  /\branges?\b|too (many|large|big|wide)|more than|response size|size exceeded|limited to|maximum .*blocks|at most .*blocks|exceeds (the )?(limit|max)|smaller than size|query timeout/i
const TOO_OFTEN = /too many requests|requests? (per|in|within|limit)|\brate\b|per second|compute units/i

function isTooMuch(error: BaseError): boolean {
  const words = error.details.join(' ')
  return TOO_MUCH.test(words) && !TOO_OFTEN.test(words)
}
