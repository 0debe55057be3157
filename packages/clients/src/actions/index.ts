// Every action: one file, one function of a contract.
export { type DepositParameters, type DepositReturnType, deposit } from './escrowManager/deposit.ts'
export { type DepositBondParameters, type DepositBondReturnType, depositBond } from './escrowManager/depositBond.ts'
export { type DepositTokenParameters, type DepositTokenReturnType, depositToken } from './escrowManager/depositToken.ts'
export { type GetEscrowParameters, type GetEscrowReturnType, getEscrow } from './escrowManager/getEscrow.ts'
export {
  type GetEscrowDetailsParameters,
  type GetEscrowDetailsReturnType,
  getEscrowDetails,
} from './escrowManager/getEscrowDetails.ts'
export {
  type GetPlatformFeeBpsParameters,
  type GetPlatformFeeBpsReturnType,
  getPlatformFeeBps,
} from './escrowManager/getPlatformFeeBps.ts'
export {
  type IsCurrencyAcceptedParameters,
  type IsCurrencyAcceptedReturnType,
  isCurrencyAccepted,
} from './escrowManager/isCurrencyAccepted.ts'
export {
  type PreviewDisputeParameters,
  type PreviewDisputeReturnType,
  previewDispute,
} from './escrowManager/previewDispute.ts'
export {
  type PreviewReleaseParameters,
  type PreviewReleaseReturnType,
  previewRelease,
} from './escrowManager/previewRelease.ts'
export {
  type PreviewReleaseAtParameters,
  type PreviewReleaseAtReturnType,
  previewReleaseAt,
} from './escrowManager/previewReleaseAt.ts'
export { type RefundParameters, type RefundReturnType, refund } from './escrowManager/refund.ts'
export { type ReleaseParameters, type ReleaseReturnType, release } from './escrowManager/release.ts'
export { type ReleaseAtParameters, type ReleaseAtReturnType, releaseAt } from './escrowManager/releaseAt.ts'
export { type SetCurrencyParameters, type SetCurrencyReturnType, setCurrency } from './escrowManager/setCurrency.ts'
export {
  type SettleDisputeParameters,
  type SettleDisputeReturnType,
  settleDispute,
} from './escrowManager/settleDispute.ts'
export { type SplitPaymentParameters, type SplitPaymentReturnType, splitPayment } from './escrowManager/splitPayment.ts'
export {
  type UpdatePlatformFeeParameters,
  type UpdatePlatformFeeReturnType,
  updatePlatformFee,
} from './escrowManager/updatePlatformFee.ts'
export {
  type AcceptDefaultAdminTransferParameters,
  type AcceptDefaultAdminTransferReturnType,
  acceptDefaultAdminTransfer,
} from './governed/acceptDefaultAdminTransfer.ts'
export {
  type CancelDefaultAdminTransferParameters,
  type CancelDefaultAdminTransferReturnType,
  cancelDefaultAdminTransfer,
} from './governed/cancelDefaultAdminTransfer.ts'
export { type GetOwnerParameters, type GetOwnerReturnType, getOwner } from './governed/getOwner.ts'
export {
  type GetPausedUntilParameters,
  type GetPausedUntilReturnType,
  getPausedUntil,
} from './governed/getPausedUntil.ts'
export {
  type GetPendingDefaultAdminParameters,
  type GetPendingDefaultAdminReturnType,
  getPendingDefaultAdmin,
} from './governed/getPendingDefaultAdmin.ts'
export { type GetRoleAdminParameters, type GetRoleAdminReturnType, getRoleAdmin } from './governed/getRoleAdmin.ts'
export { type GetRoleMemberParameters, type GetRoleMemberReturnType, getRoleMember } from './governed/getRoleMember.ts'
export {
  type GetRoleMemberCountParameters,
  type GetRoleMemberCountReturnType,
  getRoleMemberCount,
} from './governed/getRoleMemberCount.ts'
export {
  type GetRoleMembersParameters,
  type GetRoleMembersReturnType,
  getRoleMembers,
} from './governed/getRoleMembers.ts'
export { type GrantRoleParameters, type GrantRoleReturnType, grantRole } from './governed/grantRole.ts'
export { type HasRoleParameters, type HasRoleReturnType, hasRole } from './governed/hasRole.ts'
export { type IsPausedParameters, type IsPausedReturnType, isPaused } from './governed/isPaused.ts'
export { type PauseParameters, type PauseReturnType, pause } from './governed/pause.ts'
export { type RenounceRoleParameters, type RenounceRoleReturnType, renounceRole } from './governed/renounceRole.ts'
export { type RevokeRoleParameters, type RevokeRoleReturnType, revokeRole } from './governed/revokeRole.ts'
export {
  type TransferOwnershipParameters,
  type TransferOwnershipReturnType,
  transferOwnership,
} from './governed/transferOwnership.ts'
export { type UnpauseParameters, type UnpauseReturnType, unpause } from './governed/unpause.ts'
export { type ActivateNodeParameters, type ActivateNodeReturnType, activateNode } from './nodeRegistry/activateNode.ts'
export { type AddStakeParameters, type AddStakeReturnType, addStake } from './nodeRegistry/addStake.ts'
export {
  type AddTrustedNodeParameters,
  type AddTrustedNodeReturnType,
  addTrustedNode,
} from './nodeRegistry/addTrustedNode.ts'
export { type AppealBanParameters, type AppealBanReturnType, appealBan } from './nodeRegistry/appealBan.ts'
export { type CancelBanParameters, type CancelBanReturnType, cancelBan } from './nodeRegistry/cancelBan.ts'
export { type ClearReviewParameters, type ClearReviewReturnType, clearReview } from './nodeRegistry/clearReview.ts'
export { type CloseTaskParameters, type CloseTaskReturnType, closeTask } from './nodeRegistry/closeTask.ts'
export {
  type ComputeNodeIdParameters,
  type ComputeNodeIdReturnType,
  computeNodeId,
} from './nodeRegistry/computeNodeId.ts'
export {
  type DeactivateNodeParameters,
  type DeactivateNodeReturnType,
  deactivateNode,
} from './nodeRegistry/deactivateNode.ts'
export {
  type DepositInsuranceBondParameters,
  type DepositInsuranceBondReturnType,
  depositInsuranceBond,
} from './nodeRegistry/depositInsuranceBond.ts'
export { type ExecuteBanParameters, type ExecuteBanReturnType, executeBan } from './nodeRegistry/executeBan.ts'
export {
  type FailChallengeParameters,
  type FailChallengeReturnType,
  failChallenge,
} from './nodeRegistry/failChallenge.ts'
export {
  type GetActiveNodesParameters,
  type GetActiveNodesReturnType,
  getActiveNodes,
} from './nodeRegistry/getActiveNodes.ts'
export {
  type GetEligibilityParameters,
  type GetEligibilityReturnType,
  getEligibility,
} from './nodeRegistry/getEligibility.ts'
export {
  type GetEligibilityOfOwnerParameters,
  type GetEligibilityOfOwnerReturnType,
  getEligibilityOfOwner,
} from './nodeRegistry/getEligibilityOfOwner.ts'
export { type GetNodeParameters, type GetNodeReturnType, getNode } from './nodeRegistry/getNode.ts'
export { type GetNodeCountParameters, type GetNodeCountReturnType, getNodeCount } from './nodeRegistry/getNodeCount.ts'
export {
  type GetNodeDetailsParameters,
  type GetNodeDetailsReturnType,
  getNodeDetails,
} from './nodeRegistry/getNodeDetails.ts'
export {
  type GetNodeRegistryParametersParameters,
  type GetNodeRegistryParametersReturnType,
  getNodeRegistryParameters,
} from './nodeRegistry/getNodeRegistryParameters.ts'
export {
  type GetNodesByOwnerParameters,
  type GetNodesByOwnerReturnType,
  getNodesByOwner,
} from './nodeRegistry/getNodesByOwner.ts'
export {
  type GetNodeTrustLevelParameters,
  type GetNodeTrustLevelReturnType,
  getNodeTrustLevel,
} from './nodeRegistry/getNodeTrustLevel.ts'
export {
  type GetOwnerNodeCountParameters,
  type GetOwnerNodeCountReturnType,
  getOwnerNodeCount,
} from './nodeRegistry/getOwnerNodeCount.ts'
export { type HoldForBidParameters, type HoldForBidReturnType, holdForBid } from './nodeRegistry/holdForBid.ts'
export {
  type IncrementTaskCountParameters,
  type IncrementTaskCountReturnType,
  incrementTaskCount,
} from './nodeRegistry/incrementTaskCount.ts'
export { type IsBannedParameters, type IsBannedReturnType, isBanned } from './nodeRegistry/isBanned.ts'
export { type IsNodeActiveParameters, type IsNodeActiveReturnType, isNodeActive } from './nodeRegistry/isNodeActive.ts'
export {
  type OpenChallengeParameters,
  type OpenChallengeReturnType,
  openChallenge,
} from './nodeRegistry/openChallenge.ts'
export { type OpenTaskParameters, type OpenTaskReturnType, openTask } from './nodeRegistry/openTask.ts'
export {
  type PassChallengeParameters,
  type PassChallengeReturnType,
  passChallenge,
} from './nodeRegistry/passChallenge.ts'
export { type ProposeBanParameters, type ProposeBanReturnType, proposeBan } from './nodeRegistry/proposeBan.ts'
export { type RegisterNodeParameters, type RegisterNodeReturnType, registerNode } from './nodeRegistry/registerNode.ts'
export {
  type SetNodeRegistryParametersParameters,
  type SetNodeRegistryParametersReturnType,
  setNodeRegistryParameters,
} from './nodeRegistry/setNodeRegistryParameters.ts'
export { type SetNodeTierParameters, type SetNodeTierReturnType, setNodeTier } from './nodeRegistry/setNodeTier.ts'
export {
  type SetPartnerSLAParameters,
  type SetPartnerSLAReturnType,
  setPartnerSLA,
} from './nodeRegistry/setPartnerSLA.ts'
export { type SlashNodeParameters, type SlashNodeReturnType, slashNode } from './nodeRegistry/slashNode.ts'
export { type SlashStakeParameters, type SlashStakeReturnType, slashStake } from './nodeRegistry/slashStake.ts'
export {
  type UpdateComputePowerParameters,
  type UpdateComputePowerReturnType,
  updateComputePower,
} from './nodeRegistry/updateComputePower.ts'
export {
  type UpdateMetadataParameters,
  type UpdateMetadataReturnType,
  updateMetadata,
} from './nodeRegistry/updateMetadata.ts'
export {
  type UpdateMinStakeParameters,
  type UpdateMinStakeReturnType,
  updateMinStake,
} from './nodeRegistry/updateMinStake.ts'
export {
  type UpdateNodeStatusParameters,
  type UpdateNodeStatusReturnType,
  updateNodeStatus,
} from './nodeRegistry/updateNodeStatus.ts'
export {
  type UpdateReputationParameters,
  type UpdateReputationReturnType,
  updateReputation,
} from './nodeRegistry/updateReputation.ts'
export {
  type WithdrawInsuranceBondParameters,
  type WithdrawInsuranceBondReturnType,
  withdrawInsuranceBond,
} from './nodeRegistry/withdrawInsuranceBond.ts'
export {
  type WithdrawStakeParameters,
  type WithdrawStakeReturnType,
  withdrawStake,
} from './nodeRegistry/withdrawStake.ts'
export {
  type GetAccruedFeesParameters,
  type GetAccruedFeesReturnType,
  getAccruedFees,
} from './payouts/getAccruedFees.ts'
export { type GetCreditOfParameters, type GetCreditOfReturnType, getCreditOf } from './payouts/getCreditOf.ts'
export { type GetTreasuryParameters, type GetTreasuryReturnType, getTreasury } from './payouts/getTreasury.ts'
export { type SetTreasuryParameters, type SetTreasuryReturnType, setTreasury } from './payouts/setTreasury.ts'
export { type SweepFeesParameters, type SweepFeesReturnType, sweepFees } from './payouts/sweepFees.ts'
export {
  type WithdrawCreditParameters,
  type WithdrawCreditReturnType,
  withdrawCredit,
} from './payouts/withdrawCredit.ts'
export { type GetEthUsdParameters, type GetEthUsdReturnType, getEthUsd } from './priceOracle/getEthUsd.ts'
export { type GetUsdcParameters, type GetUsdcReturnType, getUsdc } from './priceOracle/getUsdc.ts'
export { type GetUsdValueParameters, type GetUsdValueReturnType, getUsdValue } from './priceOracle/getUsdValue.ts'
export {
  type CalculateComputePowerParameters,
  type CalculateComputePowerReturnType,
  calculateComputePower,
} from './proofOfWorkVerifier/calculateComputePower.ts'
export {
  type ExpireChallengeParameters,
  type ExpireChallengeReturnType,
  expireChallenge,
} from './proofOfWorkVerifier/expireChallenge.ts'
export {
  type GetChallengeParameters,
  type GetChallengeReturnType,
  getChallenge,
} from './proofOfWorkVerifier/getChallenge.ts'
export {
  type GetChallengeDetailsParameters,
  type GetChallengeDetailsReturnType,
  getChallengeDetails,
} from './proofOfWorkVerifier/getChallengeDetails.ts'
export {
  type GetNextChallengeAtParameters,
  type GetNextChallengeAtReturnType,
  getNextChallengeAt,
} from './proofOfWorkVerifier/getNextChallengeAt.ts'
export {
  type GetNextDifficultyParameters,
  type GetNextDifficultyReturnType,
  getNextDifficulty,
} from './proofOfWorkVerifier/getNextDifficulty.ts'
export { type GetProofParameters, type GetProofReturnType, getProof } from './proofOfWorkVerifier/getProof.ts'
export {
  type GetProofOfWorkVerifierParametersParameters,
  type GetProofOfWorkVerifierParametersReturnType,
  getProofOfWorkVerifierParameters,
} from './proofOfWorkVerifier/getProofOfWorkVerifierParameters.ts'
export {
  type GetVerificationHistoryParameters,
  type GetVerificationHistoryReturnType,
  getVerificationHistory,
} from './proofOfWorkVerifier/getVerificationHistory.ts'
export {
  type IssueChallengeParameters,
  type IssueChallengeReturnType,
  issueChallenge,
} from './proofOfWorkVerifier/issueChallenge.ts'
export {
  type SetProofOfWorkVerifierParametersParameters,
  type SetProofOfWorkVerifierParametersReturnType,
  setProofOfWorkVerifierParameters,
} from './proofOfWorkVerifier/setProofOfWorkVerifierParameters.ts'
export {
  type SubmitSolutionParameters,
  type SubmitSolutionReturnType,
  submitSolution,
} from './proofOfWorkVerifier/submitSolution.ts'
export {
  type SubmitSolutionsParameters,
  type SubmitSolutionsReturnType,
  submitSolutions,
} from './proofOfWorkVerifier/submitSolutions.ts'
export { type GetExtensionParameters, type GetExtensionReturnType, getExtension } from './references/getExtension.ts'
export {
  type GetNodeRegistryParameters,
  type GetNodeRegistryReturnType,
  getNodeRegistry,
} from './references/getNodeRegistry.ts'
export {
  type SetNodeRegistryParameters,
  type SetNodeRegistryReturnType,
  setNodeRegistry,
} from './references/setNodeRegistry.ts'
export { type AbandonTaskParameters, type AbandonTaskReturnType, abandonTask } from './taskMarketplace/abandonTask.ts'
export { type AcceptTaskParameters, type AcceptTaskReturnType, acceptTask } from './taskMarketplace/acceptTask.ts'
export {
  type ApproveResultParameters,
  type ApproveResultReturnType,
  approveResult,
} from './taskMarketplace/approveResult.ts'
export { type CancelTaskParameters, type CancelTaskReturnType, cancelTask } from './taskMarketplace/cancelTask.ts'
export { type CommitBidParameters, type CommitBidReturnType, commitBid } from './taskMarketplace/commitBid.ts'
export {
  type ComputeCommitmentParameters,
  type ComputeCommitmentReturnType,
  computeCommitment,
} from './taskMarketplace/computeCommitment.ts'
export {
  type ComputeTaskIdParameters,
  type ComputeTaskIdReturnType,
  computeTaskId,
} from './taskMarketplace/computeTaskId.ts'
export { type CreateTaskParameters, type CreateTaskReturnType, createTask } from './taskMarketplace/createTask.ts'
export { type DisputeTaskParameters, type DisputeTaskReturnType, disputeTask } from './taskMarketplace/disputeTask.ts'
export {
  type EstimateTaskCostParameters,
  type EstimateTaskCostReturnType,
  estimateTaskCost,
} from './taskMarketplace/estimateTaskCost.ts'
export { type ExpireTaskParameters, type ExpireTaskReturnType, expireTask } from './taskMarketplace/expireTask.ts'
export {
  type FinalizeTaskParameters,
  type FinalizeTaskReturnType,
  finalizeTask,
} from './taskMarketplace/finalizeTask.ts'
export {
  type GetArbitratorParameters,
  type GetArbitratorReturnType,
  getArbitrator,
} from './taskMarketplace/getArbitrator.ts'
export { type GetAuctionParameters, type GetAuctionReturnType, getAuction } from './taskMarketplace/getAuction.ts'
export { type GetBidParameters, type GetBidReturnType, getBid } from './taskMarketplace/getBid.ts'
export {
  type GetBuyerTaskCountParameters,
  type GetBuyerTaskCountReturnType,
  getBuyerTaskCount,
} from './taskMarketplace/getBuyerTaskCount.ts'
export {
  type GetDisputeBondParameters,
  type GetDisputeBondReturnType,
  getDisputeBond,
} from './taskMarketplace/getDisputeBond.ts'
export {
  type GetEscrowManagerParameters,
  type GetEscrowManagerReturnType,
  getEscrowManager,
} from './taskMarketplace/getEscrowManager.ts'
export {
  type GetOpenTasksParameters,
  type GetOpenTasksReturnType,
  getOpenTasks,
} from './taskMarketplace/getOpenTasks.ts'
export {
  type GetPowVerifierParameters,
  type GetPowVerifierReturnType,
  getPowVerifier,
} from './taskMarketplace/getPowVerifier.ts'
export {
  type GetPriceOracleParameters,
  type GetPriceOracleReturnType,
  getPriceOracle,
} from './taskMarketplace/getPriceOracle.ts'
export {
  type GetReferencePriceParameters,
  type GetReferencePriceReturnType,
  getReferencePrice,
} from './taskMarketplace/getReferencePrice.ts'
export { type GetTaskParameters, type GetTaskReturnType, getTask } from './taskMarketplace/getTask.ts'
export { type GetTaskCostParameters, type GetTaskCostReturnType, getTaskCost } from './taskMarketplace/getTaskCost.ts'
export {
  type GetTaskCountParameters,
  type GetTaskCountReturnType,
  getTaskCount,
} from './taskMarketplace/getTaskCount.ts'
export {
  type GetTaskDetailsParameters,
  type GetTaskDetailsReturnType,
  getTaskDetails,
} from './taskMarketplace/getTaskDetails.ts'
export {
  type GetTaskMarketplaceParametersParameters,
  type GetTaskMarketplaceParametersReturnType,
  getTaskMarketplaceParameters,
} from './taskMarketplace/getTaskMarketplaceParameters.ts'
export {
  type GetTasksByBuyerParameters,
  type GetTasksByBuyerReturnType,
  getTasksByBuyer,
} from './taskMarketplace/getTasksByBuyer.ts'
export {
  type GetTasksByProviderParameters,
  type GetTasksByProviderReturnType,
  getTasksByProvider,
} from './taskMarketplace/getTasksByProvider.ts'
export { type IsExcludedParameters, type IsExcludedReturnType, isExcluded } from './taskMarketplace/isExcluded.ts'
export { type MatchTaskParameters, type MatchTaskReturnType, matchTask } from './taskMarketplace/matchTask.ts'
export { type PostTaskParameters, type PostTaskReturnType, postTask } from './taskMarketplace/postTask.ts'
export {
  type PostTaskWithPermitParameters,
  type PostTaskWithPermitReturnType,
  postTaskWithPermit,
} from './taskMarketplace/postTaskWithPermit.ts'
export {
  type ReportUnrevealedBidParameters,
  type ReportUnrevealedBidReturnType,
  reportUnrevealedBid,
} from './taskMarketplace/reportUnrevealedBid.ts'
export {
  type ResolveDisputeParameters,
  type ResolveDisputeReturnType,
  resolveDispute,
} from './taskMarketplace/resolveDispute.ts'
export {
  type ResolveStaleDisputeParameters,
  type ResolveStaleDisputeReturnType,
  resolveStaleDispute,
} from './taskMarketplace/resolveStaleDispute.ts'
export { type RevealBidParameters, type RevealBidReturnType, revealBid } from './taskMarketplace/revealBid.ts'
export { type SelectBidParameters, type SelectBidReturnType, selectBid } from './taskMarketplace/selectBid.ts'
export {
  type SetArbitratorParameters,
  type SetArbitratorReturnType,
  setArbitrator,
} from './taskMarketplace/setArbitrator.ts'
export {
  type SetEscrowManagerParameters,
  type SetEscrowManagerReturnType,
  setEscrowManager,
} from './taskMarketplace/setEscrowManager.ts'
export {
  type SetPowVerifierParameters,
  type SetPowVerifierReturnType,
  setPowVerifier,
} from './taskMarketplace/setPowVerifier.ts'
export {
  type SetPriceOracleParameters,
  type SetPriceOracleReturnType,
  setPriceOracle,
} from './taskMarketplace/setPriceOracle.ts'
export {
  type SetReferencePriceParameters,
  type SetReferencePriceReturnType,
  setReferencePrice,
} from './taskMarketplace/setReferencePrice.ts'
export {
  type SetTaskMarketplaceParametersParameters,
  type SetTaskMarketplaceParametersReturnType,
  setTaskMarketplaceParameters,
} from './taskMarketplace/setTaskMarketplaceParameters.ts'
export {
  type SettleAuctionParameters,
  type SettleAuctionReturnType,
  settleAuction,
} from './taskMarketplace/settleAuction.ts'
export { type StartTaskParameters, type StartTaskReturnType, startTask } from './taskMarketplace/startTask.ts'
export {
  type SubmitEvidenceParameters,
  type SubmitEvidenceReturnType,
  submitEvidence,
} from './taskMarketplace/submitEvidence.ts'
export {
  type SubmitResultParameters,
  type SubmitResultReturnType,
  submitResult,
} from './taskMarketplace/submitResult.ts'
export { type TimeoutTaskParameters, type TimeoutTaskReturnType, timeoutTask } from './taskMarketplace/timeoutTask.ts'
export {
  type UpgradeToAndCallParameters,
  type UpgradeToAndCallReturnType,
  upgradeToAndCall,
} from './upgradeable/upgradeToAndCall.ts'
