import type { Deployment, MarketEvent } from '@aiigo/clients'
import type { ParameterOverrides } from '@aiigo/core'
import { type Anvil, type DeployedChain, type StartAnvilOptions, startDeployedChain, testAccount } from '@aiigo/testing'
import type { Address, Chain } from 'viem'
import { type Aiigo, createAiigo } from '../createAiigo.ts'

export type CreateTestChainOptions = {
  /** Accounts that hold 10,000 ETH each, besides the deployer, the owner, the treasury and the arbitrator. @default 6 */
  accounts?: number
  /** What differs from the test chain's parameters: challenges that are solved at once and may follow each other. */
  parameters?: ParameterOverrides
  /** Dollars for one ETH with 18 decimals; zero means that there is no price. @default 3,000 USD */
  ethUsd?: bigint
  /** Flags of anvil. Gas costs nothing unless they say otherwise. */
  anvil?: StartAnvilOptions
  signal?: AbortSignal
}

/** The market as one account sees it. */
export type TestUser = Aiigo & {
  readonly address: Address
  /** wei */
  balance(): Promise<bigint>
}

export type TestChain = {
  readonly anvil: Anvil
  readonly chain: Chain
  readonly deployment: Deployment
  /** A dollar that anybody may print: six decimals. The market's currency beside ETH. */
  readonly usdc: Address
  /** Who governs the contracts. */
  readonly owner: TestUser
  readonly treasury: TestUser
  /** Who rules on disputes and proposes bans. */
  readonly arbitrator: TestUser
  /** The first two of the users, by what they mostly do. */
  readonly provider: TestUser
  readonly buyer: TestUser
  readonly users: readonly TestUser[]
  /** Prints 1e-6 USDC for an address. */
  mintUsdc(address: Address, amount: bigint): Promise<void>
  /** Moves the clock forward and mines a block then. */
  increaseTime(seconds: bigint | number): Promise<void>
  /** Everything that the market's contracts have said so far. */
  events(): Promise<readonly MarketEvent[]>
  /** Remembers the state; `revert` goes back to it. */
  snapshot(): Promise<{ revert(): Promise<void> }>
  /** Ends the chain. At the latest it ends with this process. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Hashes for one solution: some milliseconds. */
const EASY = 1_000n

export const testParameters = {
  solutionsPerChallenge: 4n,
  challengeInterval: 0n,
  initialDifficulty: [EASY, EASY, EASY, EASY, EASY],
} as const satisfies ParameterOverrides

const freeGas = { blockBaseFeePerGas: 0, gasPrice: 0, disableMinPriorityFee: true } satisfies StartAnvilOptions

/**
 * A chain of one's own with the whole market on it: anvil, the contracts, accounts with money. Needs the npm package
 * `@foundry-rs/anvil`.
 *
 * @throws AnvilNotFoundError, AnvilStartError, InvalidArgumentError, the signal's reason
 * @example
 * await using chain = await createTestChain()
 * const { nodeId } = await chain.provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://…' })
 */
export async function createTestChain(options: CreateTestChainOptions = {}): Promise<TestChain> {
  const { accounts = 6, parameters, anvil, ...rest } = options
  const deployed = await startDeployedChain({
    ...rest,
    parameters: { ...testParameters, ...parameters },
    anvil: { ...freeGas, accounts: accounts + 4, ...anvil },
  })
  const users = Array.from({ length: accounts }, (_, i) => user(deployed, testAccount(i + 4)))
  const reader = deployed.client(deployed.deployer)
  return {
    anvil: deployed.anvil,
    chain: deployed.chain,
    deployment: deployed.deployment,
    usdc: deployed.usdc,
    mintUsdc: deployed.mintUsdc,
    owner: user(deployed, deployed.owner),
    treasury: user(deployed, deployed.treasury),
    arbitrator: user(deployed, deployed.arbitrator),
    provider: users[0] as TestUser,
    buyer: users[1] as TestUser,
    users,
    increaseTime: deployed.increaseTime,
    events: () => reader.getEvents(),
    snapshot: deployed.snapshot,
    stop: deployed.stop,
    [Symbol.asyncDispose]: deployed.stop,
  }
}

function user({ client: clientOf, deployment }: DeployedChain, account: ReturnType<typeof testAccount>): TestUser {
  const client = clientOf(account)
  const { address } = account
  return { ...createAiigo({ client, deployment }), address, balance: () => client.getBalance({ address }) }
}
