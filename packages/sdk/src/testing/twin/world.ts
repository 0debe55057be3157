import type { Deployment } from '@aiigo/clients'
import { hashWords } from '@aiigo/core'
import {
  type ChallengeHistory,
  createState,
  evolve,
  type MarketDeployment,
  type MarketEvent,
  type MarketState,
  rememberChallenge,
} from '@aiigo/protocol'
import { type Address, type Hex, zeroAddress } from 'viem'
import type { ContractName } from './codec.ts'
import { copyUsdCoin, type UsdCoin } from './usdCoin.ts'

/** One entry of a block's log, encoded. */
export type Log = { address: Address; topics: Hex[]; data: Hex }

export type Transaction = {
  hash: Hex
  from: Address
  to: Address | null
  data: Hex
  value: bigint
  nonce: number
  succeeded: boolean
  events: readonly MarketEvent[]
  logs: readonly Log[]
}

/** Every transaction has a block of its own; a block without one is a turn of the clock. */
export type Block = { time: number; transaction: Transaction | undefined }

/** What the log says: the market, and the challenges that it no longer knows. */
export type Market = { state: MarketState; history: ChallengeHistory }

/** A chain that is none: plain data, changed in place by one transaction after the other. */
export type World = {
  readonly deployment: Deployment
  /** The contracts by their address in lower case. */
  readonly contracts: ReadonlyMap<string, ContractName>
  /** USD for one ETH with 18 decimals; undefined where there is no price. */
  readonly ethUsd: bigint | undefined
  /** Who would not take a payment, and so is credited. */
  readonly refuses: ((currency: Address, account: Address) => boolean) | undefined
  /** By their number. */
  blocks: Block[]
  market: Market
  /** Wei that accounts hold besides what the market moved. */
  eth: Map<Address, bigint>
  coin: UsdCoin
  nonces: Map<Address, number>
  /** Transactions by hash, as the number of their block. */
  places: Map<Hex, number>
  /** Seconds by which the clock runs ahead of the newest block. */
  ahead: number
  /** Never goes back, so that no two transactions have one hash. */
  sent: number
  /** Whoever acts by itself when something has happened; each says whether it did. */
  actors: Set<() => boolean>
}

export function marketDeployment({ chainId, contracts }: Deployment): MarketDeployment {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace } = contracts
  return { chainId, nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace }
}

export function newMarket(deployment: Deployment): Market {
  return { state: createState(undefined, marketDeployment(deployment)), history: new Map() }
}

export function apply(market: Market, events: readonly MarketEvent[]): void {
  for (const event of events) {
    market.state = evolve(market.state, event)
    rememberChallenge(market.history, event)
  }
}

/** The market as it was after a block: the log from its beginning, as nothing that is gone is kept. */
export function marketAt(world: World, block: number): Market {
  if (block >= world.blocks.length - 1) return world.market
  const market = newMarket(world.deployment)
  for (const { transaction } of world.blocks.slice(0, block + 1)) apply(market, transaction?.events ?? [])
  return market
}

export function newestBlock(world: World): Block {
  return world.blocks.at(-1) as Block
}

/** When the next block would be: a second later at least. */
export function nextTime(world: World): number {
  return newestBlock(world).time + Math.max(world.ahead, 1)
}

export function ethOf(world: World, account: Address): bigint {
  return (world.eth.get(account) ?? 0n) + (world.market.state.balances.get(zeroAddress)?.get(account) ?? 0n)
}

const hashes: Hex[] = []

/** Every test market counts its blocks from 0: each number is hashed once. */
export function blockHash(number: number): Hex {
  hashes[number] ??= hashWords(number)
  return hashes[number]
}

/** Remembers everything; the returned function goes back to it, as often as one likes. */
export function snapshot(world: World): () => void {
  const { blocks, eth, nonces, places, coin, ahead } = world
  const kept = { blocks: [...blocks], eth: new Map(eth), nonces: new Map(nonces), places: new Map(places), ahead }
  const keptCoin = copyUsdCoin(coin)
  return () => {
    Object.assign(world, { blocks: [...kept.blocks], eth: new Map(kept.eth), nonces: new Map(kept.nonces) })
    Object.assign(world, { places: new Map(kept.places), ahead: kept.ahead, coin: copyUsdCoin(keptCoin) })
    world.market = newMarket(world.deployment)
    for (const { transaction } of world.blocks) apply(world.market, transaction?.events ?? [])
  }
}
