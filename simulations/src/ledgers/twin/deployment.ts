import type { Parameters } from '@aiigo/core'
import { createState, evolve, genesis, type MarketState } from '@aiigo/protocol'
import { getContractAddress } from 'viem/utils'
import { ARBITRATOR, DEPLOYER, GOVERNOR, TREASURY } from '../parties.ts'

/** Transactions of `deployMarketplace` of @aiigo/clients, a block each, and which of them creates what. */
const TRANSACTIONS = 11
const nonces = {
  priceOracle: 0,
  nodeRegistry: 7,
  proofOfWorkVerifier: 8,
  escrowManager: 9,
  taskMarketplace: 10,
} as const

/** Of anvil and every other development chain. */
const CHAIN_ID = 31_337

/** The last block of the deployment. */
export const HEAD = TRANSACTIONS

/** The market as the prepared chain has it after its deployment: the same addresses, parties, parameters and numbers. */
export function deployedState(parameters: Parameters): MarketState {
  const at = (nonce: number) => getContractAddress({ from: DEPLOYER, nonce: BigInt(nonce) })
  const deployment = {
    chainId: CHAIN_ID,
    nodeRegistry: at(nonces.nodeRegistry),
    proofOfWorkVerifier: at(nonces.proofOfWorkVerifier),
    escrowManager: at(nonces.escrowManager),
    taskMarketplace: at(nonces.taskMarketplace),
    priceOracle: at(nonces.priceOracle),
  }
  const parties = { owner: GOVERNOR, reviewer: GOVERNOR, treasury: TREASURY, arbitrator: ARBITRATOR }
  const { priceOracle: _, ...contracts } = deployment
  return genesis({ deployment, deployer: DEPLOYER, ...parties, parameters }).reduce(
    evolve,
    createState(parameters, contracts),
  )
}
