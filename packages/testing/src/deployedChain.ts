import {
  type AiigoActions,
  aiigoActions,
  type DeployMarketplaceOptions,
  type Deployment,
  deployMarketplace,
} from '@aiigo/clients'
import {
  type Account,
  type Address,
  type Chain,
  type Client,
  createClient,
  createTestClient,
  defineChain,
  getAddress,
  type HDAccount,
  http,
  publicActions,
  type Transport,
  walletActions,
} from 'viem'
import { deployContract, getChainId, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { foundry } from 'viem/chains'
import { testAccount } from './accounts.ts'
import { type Anvil, type StartAnvilOptions, startAnvil } from './anvil/startAnvil.ts'
import { usdCoinAbi, usdCoinBytecode } from './generated/usdCoin.ts'

export type DeployedChainOptions = Omit<
  DeployMarketplaceOptions,
  'owner' | 'treasury' | 'arbitrator' | 'account' | 'signal'
> & {
  /** Flags of anvil, and where and how it runs. */
  anvil?: StartAnvilOptions
  signal?: AbortSignal
}

/** A chain with a market on it, for tests: accounts 0 the deployer, 1 the owner, 2 the treasury, 3 the arbitrator. */
export type DeployedChain = {
  readonly anvil: Anvil
  readonly chain: Chain
  readonly deployment: Deployment
  readonly deployer: HDAccount
  readonly owner: HDAccount
  readonly treasury: HDAccount
  /** Rules on disputes, proposes bans. */
  readonly arbitrator: HDAccount
  /** A dollar that anybody may print: six decimals, with permit. The market's currency beside ETH. */
  readonly usdc: Address
  /** A client with every action, for an account or for an address that anvil is to impersonate. */
  client(account: Account | `0x${string}`): MarketClient
  /** Moves the clock forward and mines one block then. */
  increaseTime(seconds: bigint | number): Promise<void>
  /** Gives ETH to an address, or takes it. */
  setBalance(address: `0x${string}`, wei: bigint): Promise<void>
  /** Prints 1e-6 USDC for an address. */
  mintUsdc(address: Address, amount: bigint): Promise<void>
  /** Lets anvil sign for an address that nobody has the key of, a contract above all. */
  impersonate(address: `0x${string}`): Promise<void>
  /** Remembers the state; `revert` goes back to it. */
  snapshot(): Promise<{ revert(): Promise<void> }>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type MarketClient = Client<Transport, Chain, Account> & AiigoActions & ReturnType<typeof publicActions>

/**
 * Starts anvil and deploys a market on it. Take one for each test file, and `snapshot` for each test.
 *
 * @example
 * await using chain = await startDeployedChain({ parameters: { solutionsPerChallenge: 4n } })
 * const provider = chain.client(testAccount(4))
 */
export async function startDeployedChain(options: DeployedChainOptions = {}): Promise<DeployedChain> {
  const { anvil: anvilOptions, signal, ...market } = options
  const abort = signal ? { signal } : {}
  const anvil = await startAnvil({ ...anvilOptions, ...abort })
  try {
    return await deployed(anvil, market, abort, anvilOptions?.blockBaseFeePerGas === 0)
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

async function deployed(
  anvil: Anvil,
  market: Omit<DeployedChainOptions, 'anvil' | 'signal'>,
  abort: { signal?: AbortSignal },
  isFree: boolean,
): Promise<DeployedChain> {
  // Where gas is free, anvil's own filling would add a tip of 1 gwei all the same, more than the transaction may pay.
  const methods = isFree ? { exclude: ['eth_fillTransaction'] } : undefined
  const transport = http(anvil.url, { retryCount: 0, ...(methods ? { methods } : {}) })
  const test = createTestClient({ mode: 'anvil', chain: foundry, transport })
  const id = await getChainId(test)
  const fees = isFree ? { maxPriorityFeePerGas: 0n } : undefined
  const chain = defineChain({ ...foundry, id, rpcUrls: { default: { http: [anvil.url] } }, ...(fees ? { fees } : {}) })
  const [deployer, owner, treasury, arbitrator] = [testAccount(0), testAccount(1), testAccount(2), testAccount(3)]
  const settings = { chain, transport, pollingInterval: 50, cacheTime: 0 }
  const deploying = createClient({ account: deployer, ...settings })
  const usdc = market.usdc ?? (await anvil.watch(deployUsdc(deploying)))
  const deployment = await anvil.watch(
    deployMarketplace(deploying, {
      ...{ ...market, ...abort, usdc },
      ...{ owner: owner.address, treasury: treasury.address, arbitrator: arbitrator.address },
    }),
  )
  return {
    anvil,
    chain,
    deployment,
    deployer,
    owner,
    treasury,
    arbitrator,
    usdc,
    client: (account) =>
      createClient({ account, ...settings })
        .extend(publicActions)
        .extend(walletActions)
        .extend(aiigoActions(deployment)) as unknown as MarketClient,
    increaseTime: async (seconds) => {
      await test.increaseTime({ seconds: Number(seconds) })
      await test.mine({ blocks: 1 })
    },
    setBalance: (address, value) => test.setBalance({ address, value }),
    mintUsdc: async (address, amount) => {
      const call = { address: usdc, abi: usdCoinAbi, functionName: 'mint', args: [address, amount] } as const
      await waitForTransactionReceipt(deploying, { hash: await writeContract(deploying, call) })
    },
    impersonate: async (address) => {
      await test.impersonateAccount({ address })
      await test.setBalance({ address, value: 10n ** 21n })
    },
    snapshot: async () => {
      const id = await test.snapshot()
      return { revert: () => test.revert({ id }) }
    },
    stop: anvil.stop,
    [Symbol.asyncDispose]: anvil.stop,
  }
}

async function deployUsdc(client: Client<Transport, Chain, Account>): Promise<Address> {
  const hash = await deployContract(client, { abi: usdCoinAbi, bytecode: usdCoinBytecode, args: [] })
  const { contractAddress } = await waitForTransactionReceipt(client, { hash })
  return getAddress(contractAddress as Address)
}
