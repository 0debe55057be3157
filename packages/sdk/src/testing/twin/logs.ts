import type { Address, Hex } from 'viem'
import { type FormattedLog, formatLogs } from './format.ts'
import { blockHash, type World } from './world.ts'

/** What `eth_getLogs` is asked for. */
export type LogFilter = {
  address?: Address | readonly Address[]
  /** One a place: null for any, one topic, or several of which one will do. */
  topics?: readonly (Hex | readonly Hex[] | null)[]
  fromBlock?: string
  toBlock?: string
  blockHash?: Hex
}

/** @param numberOf the number behind a tag such as `latest` */
export function logsOf(world: World, filter: LogFilter, numberOf: (tag: string | undefined) => number): FormattedLog[] {
  const [from, to] = rangeOf(world, filter, numberOf)
  const isWanted = matcher(filter)
  return world.blocks
    .slice(from, to + 1)
    .flatMap(({ transaction }) => (transaction ? formatLogs(world, transaction) : []))
    .filter(isWanted)
}

function rangeOf(world: World, filter: LogFilter, numberOf: (tag: string | undefined) => number): [number, number] {
  if (!filter.blockHash) return [numberOf(filter.fromBlock), numberOf(filter.toBlock)]
  const number = world.blocks.findIndex((_, i) => blockHash(i) === filter.blockHash)
  return number < 0 ? [0, -1] : [number, number]
}

function matcher({ address, topics = [] }: LogFilter): (log: FormattedLog) => boolean {
  const addresses = address === undefined ? undefined : new Set([address].flat().map(lowerCase))
  const places = topics.map((topic) => (topic === null ? undefined : new Set([topic].flat().map(lowerCase))))
  return (log) => {
    if (addresses && !addresses.has(lowerCase(log.address))) return false
    return places.every((wanted, i) => !wanted || wanted.has(lowerCase(log.topics[i] ?? '')))
  }
}

function lowerCase(text: string): string {
  return text.toLowerCase()
}
