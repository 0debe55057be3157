import type { Deployment } from '@aiigo/clients'
import type { Parameters } from '@aiigo/core'
import { genesis, type MarketEvent } from '@aiigo/protocol'
import { type Address, getContractAddress } from 'viem'
import { mine } from './mine.ts'
import { encodeLog } from './run.ts'
import { apply, marketDeployment, type Transaction, type World } from './world.ts'

/** What `createTestChain` sends before anybody comes, in that order: each contract has a block, and a place by its nonce. */
const created = [
  'usdc',
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

export const DEPLOYMENT_BLOCKS = created.length

export type Places = Record<(typeof created)[number], Address>

/** Where a deployer's contracts come to be: the same places as on a test chain, so that ids are the same. */
export function placesOf(deployer: Address): Places {
  const places = created.map((name, nonce) => [name, getContractAddress({ from: deployer, nonce: BigInt(nonce) })])
  return Object.fromEntries(places)
}

export function deploymentAt(chainId: number, places: Places): Deployment {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace, priceOracle } = places
  const contracts = { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace, priceOracle }
  return { chainId, contracts, block: BigInt(created.indexOf('priceOracle') + 1) }
}

export type Parties = { deployer: Address; owner: Address; treasury: Address; arbitrator: Address }

/** The blocks of the deployment, and what is said in them. */
export function deploy(world: World, parties: Parties, parameters: Parameters): void {
  const events = genesis({
    ...{ ...parties, parameters, usdc: world.coin.address },
    deployment: { ...marketDeployment(world.deployment), priceOracle: world.deployment.contracts.priceOracle },
    ...{ time: (world.blocks[0]?.time ?? 0) + created.indexOf('nodeRegistry') + 1 },
    block: created.indexOf('nodeRegistry') + 1,
  })
  for (const _ of created) {
    const transaction = mine(world, { from: parties.deployer, to: null, data: '0x', value: 0n })
    say(
      world,
      transaction,
      events.filter(({ block }) => block === world.blocks.length - 1),
    )
  }
}

function say(world: World, transaction: Transaction, events: readonly MarketEvent[]): void {
  apply(world.market, events)
  const logs = events.map((event) => encodeLog(world, event))
  const block = world.blocks.at(-1)
  if (block) block.transaction = { ...transaction, events, logs }
}
