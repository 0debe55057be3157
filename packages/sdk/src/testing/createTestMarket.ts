import { type Deployment, getEvents } from '@aiigo/clients'
import { checkInteger, defineParameters, type ParameterOverrides, type Parameters } from '@aiigo/core'
import { testAccount, usdCoinAbi } from '@aiigo/testing'
import { type Address, createClient, custom, encodeFunctionData, type LocalAccount, type Transport } from 'viem'
import { getBalance } from 'viem/actions'
import { foundry } from 'viem/chains'
import { createAiigo } from '../createAiigo.ts'
import { type TestChain, type TestUser, testParameters } from './createTestChain.ts'
import type { ContractName } from './twin/codec.ts'
import { DEPLOYMENT_BLOCKS, deploy, deploymentAt, placesOf } from './twin/genesisBlocks.ts'
import { mine, settle, turnClock } from './twin/mine.ts'
import { createScript, type MarketScript } from './twin/script.ts'
import { twinProvider } from './twin/twinProvider.ts'
import { createUsdCoin } from './twin/usdCoin.ts'
import { newestBlock, newMarket, snapshot, type World } from './twin/world.ts'

export type CreateTestMarketOptions = {
  /** Accounts that hold 10,000 ETH each, besides the deployer, the owner, the treasury and the arbitrator. @default 6 */
  accounts?: number
  /** What differs from the test market's parameters: challenges that are solved at once and may follow each other. */
  parameters?: ParameterOverrides
  /** Dollars for one ETH with 18 decimals; zero means that there is no price. @default 3,000 USD */
  ethUsd?: bigint
  /** Unix seconds at which it begins, in a market that is the same every time. @default the start of 2026 */
  time?: bigint | number
  /** Who would not take a payment (the zero address is ETH), and so is credited. @default nobody */
  refuses?: (currency: Address, account: Address) => boolean
  signal?: AbortSignal
}

export type TestMarket = Omit<TestChain, 'anvil'> & {
  /** For viem clients of one's own. It sends for any address, and only the accounts of the market sign. */
  readonly transport: Transport
  /** Unix seconds of the newest block. It moves by a second with each transaction, and by `setTime` and `increaseTime`. */
  readonly time: bigint
  /** Turns the clock to a later second (Unix) and mines a block then. */
  setTime(time: bigint | number): Promise<void>
  /** Providers and arbitrators that act by themselves. */
  readonly script: MarketScript
}

const START = 1_767_225_600n
const ETH_USD = 3_000n * 10n ** 18n
const FUNDS = 10_000n * 10n ** 18n

/**
 * The market of `createTestChain` without a chain: the twin of the contracts answers behind a viem transport, so that the
 * whole SDK and @aiigo/clients work on it as on a chain, to the same ids, events, errors and balances, in a fraction of a
 * millisecond a call. It is the same every time. What it does not know: upgrades, contracts of one's own, and gas, which
 * costs nothing.
 *
 * @throws InvalidArgumentError, the signal's reason
 * @example
 * const market = await createTestMarket()
 * const { nodeId } = await market.provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://…' })
 * await market.provider.challenges.prove(nodeId)
 * market.script.provider(market.provider)
 */
export async function createTestMarket(options: CreateTestMarketOptions = {}): Promise<TestMarket> {
  const { accounts: count = 6, parameters, signal } = options
  signal?.throwIfAborted()
  const defined = defineParameters({ ...testParameters, ...parameters })
  const accounts = accountsOf(Number(checkInteger('accounts', count)) + 4)
  const world = createWorld(options, accounts, defined)
  const signers = new Map(accounts.map((account) => [account.address, account]))
  const transport = custom(twinProvider(world, signers), { retryCount: 0 })
  return assembled(
    world,
    transport,
    accounts.map(({ address }) => address),
  )
}

const known: LocalAccount[] = []

/** Deriving a key takes longer than a whole life of a task here: each is derived once. */
function accountsOf(count: number): LocalAccount[] {
  while (known.length < count) known.push(testAccount(known.length))
  return known.slice(0, count)
}

function createWorld(
  options: CreateTestMarketOptions,
  accounts: readonly LocalAccount[],
  parameters: Parameters,
): World {
  const [deployer, owner, treasury, arbitrator] = accounts.map(({ address }) => address) as Four
  const { ethUsd = ETH_USD, refuses, time = START } = options
  const places = placesOf(deployer)
  const deployment = deploymentAt(foundry.id, places)
  const world: World = {
    ...{ deployment, refuses, contracts: contractsOf(deployment, places.usdc) },
    ethUsd: ethUsd === 0n ? undefined : ethUsd,
    // The deployment takes a block and a second for each contract.
    blocks: [{ time: Number(checkInteger('time', time, { min: 100n })) - DEPLOYMENT_BLOCKS, transaction: undefined }],
    market: newMarket(deployment),
    eth: new Map(accounts.map(({ address }) => [address, FUNDS])),
    coin: createUsdCoin(places.usdc),
    ...{ nonces: new Map(), places: new Map(), ahead: 0, sent: 0, actors: new Set() },
  }
  deploy(world, { deployer, owner, treasury, arbitrator }, parameters)
  return world
}

type Four = [Address, Address, Address, Address]

function contractsOf({ contracts }: Deployment, usdc: Address): Map<string, ContractName> {
  const all = { ...contracts, usdc }
  return new Map((Object.keys(all) as ContractName[]).map((name) => [all[name].toLowerCase(), name]))
}

function assembled(world: World, transport: Transport, addresses: readonly Address[]): TestMarket {
  const { deployment, coin } = world
  const [deployer, owner, treasury, arbitrator, ...others] = addresses.map((address) => user(world, transport, address))
  const [provider, buyer] = others
  const pass = async (seconds: number) => {
    world.ahead += seconds
    turnClock(world)
    settle(world)
  }
  const stop = async () => {}
  return {
    ...{ chain: foundry, deployment, usdc: coin.address, transport, script: createScript(world) },
    ...({ owner, treasury, arbitrator, provider, buyer, users: others } as Pick<TestMarket, TestUserName>),
    mintUsdc: async (address, amount) => mintUsdc(world, (deployer as TestUser).address, address, amount),
    increaseTime: (seconds) => pass(Number(seconds)),
    get time() {
      return BigInt(newestBlock(world).time)
    },
    setTime: async (time) => pass(secondsUntil(world, time)),
    events: () => getEvents((deployer as TestUser).client, deployment),
    snapshot: async () => {
      const revert = snapshot(world)
      return { revert: async () => revert() }
    },
    ...{ stop, [Symbol.asyncDispose]: stop },
  }
}

type TestUserName = 'owner' | 'treasury' | 'arbitrator' | 'provider' | 'buyer' | 'users'

function user({ deployment }: World, transport: Transport, address: Address): TestUser {
  const client = createClient({ account: address, chain: foundry, transport, pollingInterval: 10, cacheTime: 0 })
  return { ...createAiigo({ client, deployment }), address, balance: () => getBalance(client, { address }) }
}

function mintUsdc(world: World, from: Address, address: Address, amount: bigint): void {
  const data = encodeFunctionData({ abi: usdCoinAbi, functionName: 'mint', args: [address, amount] })
  mine(world, { from, to: world.coin.address, data, value: 0n })
}

function secondsUntil(world: World, time: bigint | number): number {
  const now = newestBlock(world).time
  return Number(checkInteger('time', time, { min: BigInt(now) + 1n })) - now
}
