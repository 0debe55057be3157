import { InvalidArgumentError } from '@aiigo/core'
import { type Address, isAddress } from 'viem'
import type { Deployment } from './deployment.ts'
import {
  escrowManagerAbi,
  fixedPriceOracleAbi,
  nodeRegistryAbi,
  proofOfWorkVerifierAbi,
  taskMarketplaceAbi,
} from './generated/abis.ts'

// A contract of a deployment as viem wants it. One function each, so that a bundle holds only the ABIs that are used.

type At<abi> = { abi: abi; address: Address }

type Contracts = Deployment['contracts']

export function nodeRegistry(deployment: Deployment): At<typeof nodeRegistryAbi> {
  return { abi: nodeRegistryAbi, address: addressOf(deployment, 'nodeRegistry') }
}

export function proofOfWorkVerifier(deployment: Deployment): At<typeof proofOfWorkVerifierAbi> {
  return { abi: proofOfWorkVerifierAbi, address: addressOf(deployment, 'proofOfWorkVerifier') }
}

export function escrowManager(deployment: Deployment): At<typeof escrowManagerAbi> {
  return { abi: escrowManagerAbi, address: addressOf(deployment, 'escrowManager') }
}

export function taskMarketplace(deployment: Deployment): At<typeof taskMarketplaceAbi> {
  return { abi: taskMarketplaceAbi, address: addressOf(deployment, 'taskMarketplace') }
}

export function priceOracle(deployment: Deployment): At<typeof fixedPriceOracleAbi> {
  return { abi: fixedPriceOracleAbi, address: addressOf(deployment, 'priceOracle') }
}

export const governedContracts = ['nodeRegistry', 'proofOfWorkVerifier', 'escrowManager', 'taskMarketplace'] as const
const payoutContracts = ['nodeRegistry', 'escrowManager'] as const
const registryUsers = ['proofOfWorkVerifier', 'taskMarketplace'] as const

const extendedContracts = ['nodeRegistry', 'taskMarketplace'] as const
const upgradeableContracts = ['nodeRegistry', 'proofOfWorkVerifier', 'taskMarketplace'] as const

/** A contract with an owner, roles and a pause. */
export type GovernedContract = (typeof governedContracts)[number]

/** A contract that pays out. */
export type PayoutContract = (typeof payoutContracts)[number]

/** A contract that refers to the registry. */
export type RegistryUser = (typeof registryUsers)[number]

/** A contract behind a proxy. */
export type UpgradeableContract = (typeof upgradeableContracts)[number]

/** A contract that is too large for one and has a second half. */
export type ExtendedContract = (typeof extendedContracts)[number]

/** What the four share is the same in each ABI, so that any of them serves. */
export function governed(deployment: Deployment, contract: GovernedContract): At<typeof nodeRegistryAbi> {
  return { abi: nodeRegistryAbi, address: addressOf(deployment, oneOf(contract, governedContracts)) }
}

export function payouts(deployment: Deployment, contract: PayoutContract): At<typeof nodeRegistryAbi> {
  return { abi: nodeRegistryAbi, address: addressOf(deployment, oneOf(contract, payoutContracts)) }
}

export function registryUser(deployment: Deployment, contract: RegistryUser): At<typeof taskMarketplaceAbi> {
  return { abi: taskMarketplaceAbi, address: addressOf(deployment, oneOf(contract, registryUsers)) }
}

export function upgradeable(deployment: Deployment, contract: UpgradeableContract): At<typeof nodeRegistryAbi> {
  return { abi: nodeRegistryAbi, address: addressOf(deployment, oneOf(contract, upgradeableContracts)) }
}

export function extended(deployment: Deployment, contract: ExtendedContract): At<typeof nodeRegistryAbi> {
  return { abi: nodeRegistryAbi, address: addressOf(deployment, oneOf(contract, extendedContracts)) }
}

function oneOf<name extends keyof Contracts>(contract: name, names: readonly name[]): name {
  if (names.includes(contract)) return contract
  throw new InvalidArgumentError('contract', `one of ${names.join(', ')}`, contract)
}

function addressOf(deployment: Deployment, contract: keyof Contracts): Address {
  const address = deployment?.contracts?.[contract]
  if (isAddress(address, { strict: false })) return address
  throw new InvalidArgumentError(`deployment.contracts.${contract}`, 'the address of the contract', address)
}
