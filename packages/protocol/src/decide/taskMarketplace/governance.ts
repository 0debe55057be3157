import { type Address, ETH as NOBODY } from '../../hex.ts'
import { isOwner, requireOwner } from '../access.ts'
import type { Deciders } from '../deciders.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { setParameters } from './parameters.ts'
import { MAX_PRICE, requireResourceType } from './requirements.ts'

type GovernanceCommands =
  | 'setNodeRegistry'
  | 'setEscrowManager'
  | 'setPowVerifier'
  | 'setArbitrator'
  | 'setPriceOracle'
  | 'setParameters'
  | 'setReferencePrice'

/** What the owner does with TaskMarketplace. */
export const governanceDeciders: Deciders<'taskMarketplace', GovernanceCommands> = {
  setNodeRegistry: (tx, _args, sender) => refuseSecond(tx, tx.state.deployment.nodeRegistry, sender),
  setEscrowManager: (tx, _args, sender) => refuseSecond(tx, tx.state.deployment.escrowManager, sender),
  setPowVerifier: (tx, _args, sender) => refuseSecond(tx, tx.state.deployment.proofOfWorkVerifier, sender),
  setParameters,

  // Who owns the market must not rule on its disputes.
  setArbitrator(tx, { newArbitrator }, sender) {
    requireOwner(tx, 'taskMarketplace', sender)
    if (newArbitrator === NOBODY || isOwner(tx, 'taskMarketplace', newArbitrator))
      refuse('TaskMarketplace_InvalidArbitrator', { arbitrator: newArbitrator })
    tx.emit('taskMarketplace', 'ArbitratorUpdated', { oldArbitrator: tx.state.arbitrator, newArbitrator })
  },

  setPriceOracle(tx, { newPriceOracle }, sender) {
    requireOwner(tx, 'taskMarketplace', sender)
    if (newPriceOracle === NOBODY) refuse('TaskMarketplace_ZeroAddress', {})
    const { priceOracle: oldOracle } = tx.state
    tx.emit('taskMarketplace', 'PriceOracleUpdated', { oldOracle, newOracle: newPriceOracle })
  },

  setReferencePrice(tx, { resourceType, price }, sender) {
    requireResourceType(resourceType)
    requireOwner(tx, 'taskMarketplace', sender)
    if (price > MAX_PRICE) refuse('TaskMarketplace_PriceOutOfRange', { maxPrice: price, maximum: MAX_PRICE })
    tx.emit('taskMarketplace', 'ReferencePriceUpdated', { resourceType, price })
  },
}

/** A reference is set once, and every deployment sets it: no market is decided about before. */
function refuseSecond(tx: Transaction, current: Address, sender: Address): void {
  requireOwner(tx, 'taskMarketplace', sender)
  refuse('TaskMarketplace_ReferenceAlreadySet', { current })
}
