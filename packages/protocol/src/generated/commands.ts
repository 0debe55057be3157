// Generated from the contracts by `pnpm --filter @aiigo/clients generate`. Do not edit.
import type { Address, Hex } from '../hex.ts'

export type CommandArgs = {
  escrowManager: {
    acceptDefaultAdminTransfer: {}
    beginDefaultAdminTransfer: { newAdmin: Address }
    cancelDefaultAdminTransfer: {}
    changeDefaultAdminDelay: { newDelay: number }
    deposit: { taskId: Hex; buyer: Address }
    depositBond: { taskId: Hex; amount: bigint }
    depositToken: { taskId: Hex; buyer: Address; currency: Address; amount: bigint }
    grantRole: { role: Hex; account: Address }
    pause: {}
    refund: { taskId: Hex }
    release: { taskId: Hex; provider: Address }
    releaseAt: { taskId: Hex; provider: Address; agreedAmount: bigint }
    renounceRole: { role: Hex; account: Address }
    revokeRole: { role: Hex; account: Address }
    rollbackDefaultAdminDelay: {}
    setCurrency: { currency: Address; accepted: boolean }
    setTreasury: { newTreasury: Address }
    settleDispute: { taskId: Hex; outcome: number; provider: Address; agreedAmount: bigint; providerShareBps: bigint; arbitrator: Address }
    splitPayment: { taskId: Hex; provider: Address; providerShareBps: bigint }
    sweepFees: { currency: Address }
    transferOwnership: { newOwner: Address }
    unpause: {}
    updatePlatformFee: { newFeeBps: bigint }
    withdrawCredit: { currency: Address; to: Address }
  }
  nodeRegistry: {
    acceptDefaultAdminTransfer: {}
    activateNode: { nodeId: Hex }
    addStake: { nodeId: Hex }
    addTrustedNode: { nodeId: Hex }
    appealBan: { nodeId: Hex; appealURI: string }
    beginDefaultAdminTransfer: { newAdmin: Address }
    cancelBan: { nodeId: Hex }
    cancelDefaultAdminTransfer: {}
    changeDefaultAdminDelay: { newDelay: number }
    clearReview: { nodeId: Hex }
    closeTask: { taskId: Hex; nodeId: Hex; power: bigint; outcome: number; earnings: bigint; earnsReputation: boolean }
    deactivateNode: { nodeId: Hex }
    depositInsuranceBond: { nodeId: Hex }
    executeBan: { nodeId: Hex }
    failChallenge: { nodeId: Hex; power: bigint }
    grantRole: { role: Hex; account: Address }
    holdForBid: { taskId: Hex; nodeId: Hex; claim: { operator: Address; buyer: Address; resourceType: number; minTrustLevel: number; requiredPower: bigint }; until: bigint }
    incrementTaskCount: { nodeId: Hex }
    initialize: { initialOwner: Address; grants: readonly { role: Hex; account: Address }[]; initialTreasury: Address; initialParameters: { registrationFee: bigint; minimumStake: bigint; insuranceBond: bigint; stakeCooldown: bigint; proofValidity: bigint } }
    openChallenge: { nodeId: Hex }
    openTask: { taskId: Hex; nodeId: Hex; claim: { operator: Address; buyer: Address; resourceType: number; minTrustLevel: number; requiredPower: bigint } }
    passChallenge: { nodeId: Hex; power: bigint }
    pause: {}
    proposeBan: { nodeId: Hex; evidenceURI: string }
    registerNode: { resourceType: number; metadataURI: string }
    renounceRole: { role: Hex; account: Address }
    revokeRole: { role: Hex; account: Address }
    rollbackDefaultAdminDelay: {}
    setNodeTier: { nodeId: Hex; tier: number }
    setParameters: { newParameters: { registrationFee: bigint; minimumStake: bigint; insuranceBond: bigint; stakeCooldown: bigint; proofValidity: bigint } }
    setPartnerSLA: { nodeId: Hex; signed: boolean }
    setTreasury: { newTreasury: Address }
    slashNode: { nodeId: Hex; amount: bigint }
    slashStake: { nodeId: Hex; amount: bigint }
    sweepFees: { currency: Address }
    transferOwnership: { newOwner: Address }
    unpause: {}
    updateComputePower: { nodeId: Hex; power: bigint }
    updateMetadata: { nodeId: Hex; metadataURI: string }
    updateMinStake: { minimumStake: bigint }
    updateNodeStatus: { nodeId: Hex; status: number }
    updateReputation: { nodeId: Hex; delta: bigint }
    upgradeToAndCall: { newImplementation: Address; data: Hex }
    withdrawCredit: { currency: Address; to: Address }
    withdrawInsuranceBond: { nodeId: Hex; amount: bigint }
    withdrawStake: { nodeId: Hex; amount: bigint }
  }
  proofOfWorkVerifier: {
    acceptDefaultAdminTransfer: {}
    beginDefaultAdminTransfer: { newAdmin: Address }
    cancelDefaultAdminTransfer: {}
    changeDefaultAdminDelay: { newDelay: number }
    expireChallenge: { challengeId: Hex }
    grantRole: { role: Hex; account: Address }
    initialize: { initialOwner: Address; grants: readonly { role: Hex; account: Address }[]; initialNodeRegistry: Address; initialParameters: { solutionsPerChallenge: bigint; challengeTargetTime: bigint; challengeDeadline: bigint; challengeInterval: bigint; initialDifficulty: readonly bigint[] } }
    issueChallenge: { nodeId: Hex }
    pause: {}
    renounceRole: { role: Hex; account: Address }
    revokeRole: { role: Hex; account: Address }
    rollbackDefaultAdminDelay: {}
    setNodeRegistry: { newNodeRegistry: Address }
    setParameters: { newParameters: { solutionsPerChallenge: bigint; challengeTargetTime: bigint; challengeDeadline: bigint; challengeInterval: bigint; initialDifficulty: readonly bigint[] } }
    submitSolution: { challengeId: Hex; nonce: bigint }
    submitSolutions: { challengeId: Hex; nonces: readonly bigint[] }
    transferOwnership: { newOwner: Address }
    unpause: {}
    upgradeToAndCall: { newImplementation: Address; data: Hex }
  }
  taskMarketplace: {
    abandonTask: { taskId: Hex }
    acceptDefaultAdminTransfer: {}
    acceptTask: { taskId: Hex; nodeId: Hex }
    approveResult: { taskId: Hex }
    beginDefaultAdminTransfer: { newAdmin: Address }
    cancelDefaultAdminTransfer: {}
    cancelTask: { taskId: Hex }
    changeDefaultAdminDelay: { newDelay: number }
    commitBid: { taskId: Hex; nodeId: Hex; commitment: Hex }
    createTask: { resourceType: number; requiredPower: bigint; duration: bigint; maxPrice: bigint; minTrustLevel: number; specificationURI: string }
    disputeTask: { taskId: Hex; reason: string }
    expireTask: { taskId: Hex }
    finalizeTask: { taskId: Hex }
    grantRole: { role: Hex; account: Address }
    initialize: { initialOwner: Address; grants: readonly { role: Hex; account: Address }[]; references: { nodeRegistry: Address; escrowManager: Address; powVerifier: Address; priceOracle: Address; arbitrator: Address }; initialParameters: { smallestTaskEth: bigint; smallestTaskUsdc: bigint; reputationFeeFloorEth: bigint; reputationFeeFloorUsdc: bigint; smallTaskLimitUsd: bigint; openWindow: bigint; startWindow: bigint; reviewWindow: bigint; disputeWindow: bigint; attempts: bigint; commitWindow: bigint; revealWindow: bigint; selectionWindow: bigint }; referencePrices: readonly bigint[] }
    pause: {}
    postTask: { request: { resourceType: number; mode: number; minTrustLevel: number; currency: Address; requiredPower: bigint; duration: bigint; maxPrice: bigint; directNode: Hex; salt: Hex; specificationURI: string } }
    postTaskWithPermit: { request: { resourceType: number; mode: number; minTrustLevel: number; currency: Address; requiredPower: bigint; duration: bigint; maxPrice: bigint; directNode: Hex; salt: Hex; specificationURI: string }; permit: { value: bigint; deadline: bigint; v: number; r: Hex; s: Hex } }
    renounceRole: { role: Hex; account: Address }
    reportUnrevealedBid: { taskId: Hex; round: bigint; nodeId: Hex }
    resolveDispute: { taskId: Hex; outcome: number; providerShareBps: bigint }
    resolveStaleDispute: { taskId: Hex }
    revealBid: { taskId: Hex; nodeId: Hex; pricePerHour: bigint; salt: Hex }
    revokeRole: { role: Hex; account: Address }
    rollbackDefaultAdminDelay: {}
    selectBid: { taskId: Hex; nodeId: Hex }
    setArbitrator: { newArbitrator: Address }
    setEscrowManager: { newEscrowManager: Address }
    setNodeRegistry: { newNodeRegistry: Address }
    setParameters: { newParameters: { smallestTaskEth: bigint; smallestTaskUsdc: bigint; reputationFeeFloorEth: bigint; reputationFeeFloorUsdc: bigint; smallTaskLimitUsd: bigint; openWindow: bigint; startWindow: bigint; reviewWindow: bigint; disputeWindow: bigint; attempts: bigint; commitWindow: bigint; revealWindow: bigint; selectionWindow: bigint } }
    setPowVerifier: { newPowVerifier: Address }
    setPriceOracle: { newPriceOracle: Address }
    setReferencePrice: { resourceType: number; price: bigint }
    settleAuction: { taskId: Hex }
    startTask: { taskId: Hex }
    submitEvidence: { taskId: Hex; evidenceURI: string }
    submitResult: { taskId: Hex; resultHash: Hex; resultURI: string }
    timeoutTask: { taskId: Hex }
    transferOwnership: { newOwner: Address }
    unpause: {}
    upgradeToAndCall: { newImplementation: Address; data: Hex }
  }
}
