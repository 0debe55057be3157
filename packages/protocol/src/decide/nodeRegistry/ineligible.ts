import { Eligibility } from '@aiigo/core'
import type { NodeState } from '../../state.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { trustLevelOf } from '../trust.ts'
import type { TaskClaim } from './eligibility.ts'
import { freePower } from './power.ts'
import { refuseStatus } from './requirements.ts'

type Reason = Exclude<Eligibility, typeof Eligibility.Eligible>

/** As `_revertIneligible`. */
export function refuseIneligible(tx: Transaction, node: NodeState, claim: TaskClaim, reason: Reason): never {
  return refusals[reason](tx, node, claim)
}

const refusals: { [reason in Reason]: (tx: Transaction, node: NodeState, claim: TaskClaim) => never } = {
  [Eligibility.UnknownNode]: (_tx, { nodeId }) => refuse('NodeRegistry_UnknownNode', { nodeId }),
  [Eligibility.NotActive]: (_tx, node) => refuseStatus(node),
  [Eligibility.UnderReview]: (_tx, { nodeId }) => refuse('NodeRegistry_UnderReview', { nodeId }),
  [Eligibility.Suspended]: (_tx, { nodeId, banExecutableFrom }) =>
    refuse('NodeRegistry_Suspended', { nodeId, banExecutableFrom: BigInt(banExecutableFrom) }),
  [Eligibility.OwnerBanned]: (_tx, { owner }) => refuse('NodeRegistry_OwnerBanned', { owner }),
  [Eligibility.NotOwner]: (_tx, { nodeId, owner }, { operator }) =>
    refuse('NodeRegistry_NotNodeOwner', { nodeId, caller: operator, owner }),
  [Eligibility.OwnerIsBuyer]: (_tx, { nodeId, owner }) => refuse('NodeRegistry_OwnerIsBuyer', { nodeId, owner }),
  [Eligibility.WrongResourceType]: (_tx, { nodeId, resourceType }, claim) =>
    refuse('NodeRegistry_WrongResourceType', { nodeId, resourceType, required: claim.resourceType }),
  [Eligibility.PowerTooLow]: (tx, node, { requiredPower }) =>
    refuse('NodeRegistry_PowerTooLow', {
      nodeId: node.nodeId,
      freePower: freePower(tx, node),
      required: requiredPower,
    }),
  [Eligibility.StakeTooLow]: ({ state }, { nodeId, stakedAmount }) =>
    refuse('NodeRegistry_StakeTooLow', { nodeId, stake: stakedAmount, required: state.parameters.minimumStake }),
  [Eligibility.TrustLevelTooLow]: ({ state }, node, { minTrustLevel }) =>
    refuse('NodeRegistry_TrustLevelTooLow', {
      nodeId: node.nodeId,
      trustLevel: trustLevelOf(state, node),
      required: minTrustLevel,
    }),
  [Eligibility.AtCapacity]: (_tx, { nodeId, openTasks }) =>
    refuse('NodeRegistry_AtCapacity', { nodeId, openTasks: BigInt(openTasks) }),
}
