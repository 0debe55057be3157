import {
  BaseError,
  checkAmount,
  checkObject,
  defineParameters,
  InvalidArgumentError,
  type ParameterOverrides,
  type PerResourceType,
  roles,
} from '@aiigo/core'
import {
  type Account,
  type Address,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  isAddress,
  zeroAddress,
} from 'viem'
import { getChainId, getTransactionCount, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import type { WriteClient } from '../call/write.ts'
import type { Deployment } from '../deployment.ts'
import { decodeError } from '../errors/decodeError.ts'
import { RpcFaultError } from '../errors/rpcFault.ts'
import {
  escrowManagerAbi,
  fixedPriceOracleAbi,
  nodeRegistryAbi,
  proofOfWorkVerifierAbi,
  taskMarketplaceAbi,
} from '../generated/abis.ts'
import {
  erc1967ProxyBytecode,
  escrowManagerBytecode,
  fixedPriceOracleBytecode,
  nodeRegistryBytecode,
  nodeRegistryExtensionBytecode,
  proofOfWorkVerifierBytecode,
  taskMarketplaceBidsAndDisputesBytecode,
  taskMarketplaceBytecode,
  taskMarketplaceExtensionBytecode,
} from '../generated/bytecode.ts'
import { checkDeployment } from './checkDeployment.ts'
import {
  nodeRegistryParameters,
  proofOfWorkVerifierParameters,
  taskMarketplaceParameters,
} from './contractParameters.ts'

export type DeployMarketplaceOptions = {
  /** Who governs: a timelock in a real market. */
  owner: Address
  /** Where fees and slashes go; not the owner. */
  treasury: Address
  /** Who rules on disputes and proposes bans; neither the owner nor the treasury. */
  arbitrator: Address
  /** Who may pause besides the owner. @default the owner */
  pauser?: Address
  /** Who may clear a flagged node. @default the owner */
  reviewer?: Address
  /** Who may challenge nodes unannounced. @default the owner */
  challenger?: Address
  /** An IPriceOracle that exists. @default a new FixedPriceOracle with `ethUsd` */
  priceOracle?: Address
  /** The currency beside ETH: a dollar coin with six decimals that exists. @default none */
  usdc?: Address
  /** Dollars for one ETH with 18 decimals; zero means that there is no price. @default 3,000 USD */
  ethUsd?: bigint
  /** What differs from `parameters` of @aiigo/core. */
  parameters?: ParameterOverrides
  /** wei for one TFLOPS for one hour, by resource type, behind `estimateTaskCost`. @default prices for tests */
  referencePrices?: PerResourceType
  /** Pays for the deployment and keeps nothing. @default the client's */
  account?: Account
  /** Called before each of the transactions. */
  onProgress?: (step: { contract: string; number: number; of: number }) => void
  /** Stops between two transactions. */
  signal?: AbortSignal
}

/** A contract to be created, and where it will be. */
type Step = { contract: string; data: Hex; address: Address }

/**
 * Deploys a whole market: the contracts know each other from birth, the deployer holds nothing at any time, and at the
 * end every role of every contract is looked at. Needs a chain that mines by itself: each transaction is waited for.
 *
 * @throws InvalidArgumentError, DeploymentCheckError, DeploymentRacedError, the decoded error, the signal's reason
 * @example
 * const deployment = await deployMarketplace(client, { owner: timelock, treasury: safe, arbitrator })
 * const market = client.extend(aiigoActions(deployment))
 */
export async function deployMarketplace(client: WriteClient, options: DeployMarketplaceOptions): Promise<Deployment> {
  const { account = client.account, signal, onProgress } = checkOptions(options)
  if (!account) throw new RpcFaultError('noAccount')
  for (const name of parties) {
    if (!isSame(options[name], account.address)) continue
    throw new InvalidArgumentError(name, 'another account than the deployer, who keeps nothing', options[name])
  }
  try {
    const first = await getTransactionCount(client, { address: account.address, blockTag: 'pending' })
    const { steps, contracts } = plan(options, account.address, first)
    let block: bigint | undefined
    for (const [i, { contract, data, address }] of steps.entries()) {
      signal?.throwIfAborted()
      onProgress?.({ contract, number: i + 1, of: steps.length })
      const transaction = { account, data, nonce: first + i, chain: client.chain ?? null }
      const hash = await sendTransaction(client, transaction as never)
      const receipt = await waitForTransactionReceipt(client, { hash, ...(signal ? { signal } : {}) })
      if (receipt.status === 'reverted' || !isSame(receipt.contractAddress, address)) {
        throw new DeploymentRacedError(contract, address)
      }
      block ??= receipt.blockNumber
    }
    const deployment = { chainId: await getChainId(client), contracts, block: block ?? 0n }
    await checkDeployment(client, deployment, { ...options, ...(signal ? { signal } : {}) })
    return deployment
  } catch (error) {
    signal?.throwIfAborted()
    throw decodeError(error)
  }
}

const parties = ['owner', 'treasury', 'arbitrator', 'pauser', 'reviewer', 'challenger'] as const

/** As in contracts/script/MarketplaceDeployer.sol, which says where the prices come from. */
const defaults = {
  ethUsd: 3_000n * 10n ** 18n,
  referencePrices: [15n * 10n ** 12n, 14n * 10n ** 14n, 12n * 10n ** 16n, 12n * 10n ** 15n, 24n * 10n ** 15n],
} as const

/** In the order of creation: what others need the code of comes first. */
const order = [
  'priceOracle',
  'nodeRegistryExtension',
  'nodeRegistryCode',
  'proofOfWorkVerifierCode',
  'taskMarketplaceExtension',
  'taskMarketplaceBidsAndDisputes',
  'taskMarketplaceCode',
  'nodeRegistry',
  'proofOfWorkVerifier',
  'escrowManager',
  'taskMarketplace',
] as const

type Addresses = { readonly [contract in (typeof order)[number]]: Address }

/** Addresses follow from the deployer and its nonces, so that each contract is born knowing the others. */
function plan(options: DeployMarketplaceOptions, deployer: Address, firstNonce: number) {
  const steps = order.filter((contract) => contract !== 'priceOracle' || !options.priceOracle)
  const created = steps.map((contract, i) => [
    contract,
    getContractAddress({ from: deployer, nonce: BigInt(firstNonce + i) }),
  ])
  const at: Addresses = { priceOracle: options.priceOracle, ...Object.fromEntries(created) }
  const data = creations(options, at)
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace, priceOracle } = at
  return {
    steps: steps.map((contract): Step => ({ contract, data: data[contract], address: at[contract] })),
    contracts: { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace, priceOracle },
  }
}

/** What creates each contract. */
function creations(options: DeployMarketplaceOptions, at: Addresses): { [contract in keyof Addresses]: Hex } {
  const { owner, treasury, arbitrator, usdc = zeroAddress } = options
  const { ethUsd = defaults.ethUsd, referencePrices = defaults.referencePrices } = options
  const { pauser = owner, reviewer = owner, challenger = owner } = options
  const parameters = defineParameters(options.parameters)
  const pauserGrant = { role: roles.pauser, account: pauser }
  const registryGrants = [
    { role: roles.verifier, account: at.proofOfWorkVerifier },
    { role: roles.marketplace, account: at.taskMarketplace },
    { role: roles.reviewer, account: reviewer },
    pauserGrant,
    { role: roles.arbitrator, account: arbitrator },
  ]
  const verifierGrants = [{ role: roles.challenger, account: challenger }, pauserGrant]
  const escrowGrants = [{ role: roles.releaser, account: at.taskMarketplace }, pauserGrant]
  const references = { ...at, powVerifier: at.proofOfWorkVerifier, arbitrator }
  return {
    priceOracle: encodeDeployData({
      abi: fixedPriceOracleAbi,
      bytecode: fixedPriceOracleBytecode,
      args: [ethUsd, usdc],
    }),
    nodeRegistryExtension: nodeRegistryExtensionBytecode,
    nodeRegistryCode: encodeDeployData({
      abi: nodeRegistryAbi,
      bytecode: nodeRegistryBytecode,
      args: [at.nodeRegistryExtension],
    }),
    proofOfWorkVerifierCode: proofOfWorkVerifierBytecode,
    taskMarketplaceExtension: taskMarketplaceExtensionBytecode,
    // Its constructor is that of the marketplace: it too hands on what it does not know.
    taskMarketplaceBidsAndDisputes: encodeDeployData({
      abi: taskMarketplaceAbi,
      bytecode: taskMarketplaceBidsAndDisputesBytecode,
      args: [at.taskMarketplaceExtension],
    }),
    taskMarketplaceCode: encodeDeployData({
      abi: taskMarketplaceAbi,
      bytecode: taskMarketplaceBytecode,
      args: [at.taskMarketplaceBidsAndDisputes],
    }),
    nodeRegistry: createProxy(
      at.nodeRegistryCode,
      encodeFunctionData({
        abi: nodeRegistryAbi,
        functionName: 'initialize',
        args: [owner, registryGrants, treasury, nodeRegistryParameters(parameters)],
      }),
    ),
    proofOfWorkVerifier: createProxy(
      at.proofOfWorkVerifierCode,
      encodeFunctionData({
        abi: proofOfWorkVerifierAbi,
        functionName: 'initialize',
        args: [owner, verifierGrants, at.nodeRegistry, proofOfWorkVerifierParameters(parameters)],
      }),
    ),
    escrowManager: encodeDeployData({
      abi: escrowManagerAbi,
      bytecode: escrowManagerBytecode,
      args: [owner, escrowGrants, treasury, parameters.platformFeeBps, options.usdc ? [options.usdc] : []],
    }),
    taskMarketplace: createProxy(
      at.taskMarketplaceCode,
      encodeFunctionData({
        abi: taskMarketplaceAbi,
        functionName: 'initialize',
        args: [owner, [pauserGrant], references, taskMarketplaceParameters(parameters), referencePrices],
      }),
    ),
  }
}

const proxyAbi = [
  {
    type: 'constructor',
    stateMutability: 'payable',
    inputs: [
      { name: 'implementation', type: 'address' },
      { name: 'data', type: 'bytes' },
    ],
  },
] as const

/** A proxy that initialises its contract in its own constructor: nobody can come between. */
function createProxy(code: Address, initialize: Hex): Hex {
  return encodeDeployData({ abi: proxyAbi, bytecode: erc1967ProxyBytecode, args: [code, initialize] })
}

function checkOptions(options: DeployMarketplaceOptions): DeployMarketplaceOptions {
  const { owner, treasury, arbitrator, ethUsd } = checkObject('options', options)
  const { pauser, reviewer, challenger, priceOracle, usdc } = options
  for (const [name, value] of Object.entries({ owner, treasury, arbitrator })) checkAddress(name, value)
  for (const [name, value] of Object.entries({ pauser, reviewer, challenger, priceOracle, usdc })) {
    if (value !== undefined) checkAddress(name, value)
  }
  if (ethUsd !== undefined) checkAmount('ethUsd', ethUsd)
  if (isSame(owner, treasury)) {
    throw new InvalidArgumentError('treasury', 'another account than the owner', treasury)
  }
  // Who judges has no part in what the judgement brings, and does not choose the judge.
  if (isSame(owner, arbitrator) || isSame(treasury, arbitrator)) {
    throw new InvalidArgumentError('arbitrator', 'another account than the owner and the treasury', arbitrator)
  }
  return options
}

function isSame(a: Address | null | undefined, b: Address): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

function checkAddress(name: string, value: unknown): void {
  if (isAddress(value as string, { strict: false }) && value !== zeroAddress) return
  throw new InvalidArgumentError(name, 'an address that is not zero', value)
}

/** A contract was not created where it was expected. */
export class DeploymentRacedError extends BaseError {
  override name = 'DeploymentRacedError'

  constructor(contract: string, address: Address) {
    super(`${contract} was not created at ${address}, where the others expect it.`, {
      hint: 'The deployer sent something else at the same time, or ran out of gas. Deploy anew; use nothing of this one.',
      retryable: true,
    })
  }
}
