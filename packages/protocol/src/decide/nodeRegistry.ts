import type { Deciders } from './deciders.ts'
import { governedDeciders } from './governed.ts'
import { failChallenge, openChallenge, passChallenge, updateComputePower } from './nodeRegistry/challenges.ts'
import {
  addTrustedNode,
  clearReview,
  setNodeTier,
  setPartnerSLA,
  slashNode,
  updateNodeStatus,
} from './nodeRegistry/governance.ts'
import { appealBan, cancelBan, executeBan, proposeBan } from './nodeRegistry/misuse.ts'
import { activateNode, deactivateNode, registerNode, updateMetadata } from './nodeRegistry/providers.ts'
import { incrementTaskCount, slashStake, updateReputation } from './nodeRegistry/records.ts'
import { setParameters, updateMinStake } from './nodeRegistry/setParameters.ts'
import { addStake, depositInsuranceBond, withdrawInsuranceBond, withdrawStake } from './nodeRegistry/stakes.ts'
import { closeTask, holdForBid, openTask } from './nodeRegistry/tasks.ts'
import { payoutDeciders } from './payouts.ts'

// What the other contracts call.
export { failChallenge, openChallenge, passChallenge, updateComputePower } from './nodeRegistry/challenges.ts'
export { eligibilityOfOwner, type TaskClaim } from './nodeRegistry/eligibility.ts'
export { incrementTaskCount, slashStake, updateReputation } from './nodeRegistry/records.ts'
export { closeTask, holdForBid, openTask } from './nodeRegistry/tasks.ts'

/** What the functions of NodeRegistry do. */
export const nodeRegistry: Deciders<'nodeRegistry'> = {
  ...governedDeciders('nodeRegistry'),
  ...payoutDeciders('nodeRegistry'),
  registerNode,
  updateMetadata,
  addStake,
  withdrawStake,
  deactivateNode,
  activateNode,
  depositInsuranceBond,
  withdrawInsuranceBond,
  openChallenge,
  passChallenge,
  failChallenge,
  updateComputePower,
  openTask,
  holdForBid,
  closeTask,
  updateReputation,
  incrementTaskCount,
  slashStake,
  slashNode,
  updateNodeStatus,
  addTrustedNode,
  setNodeTier,
  setPartnerSLA,
  clearReview,
  proposeBan,
  appealBan,
  cancelBan,
  executeBan,
  updateMinStake,
  setParameters,
}
