// Generated from the contracts by `pnpm --filter @aiigo/clients generate`. Do not edit.
import type { Address, Hex } from '../hex.ts'

export type ErrorArgs = {
  AccessControlBadConfirmation: {}
  AccessControlEnforcedDefaultAdminDelay: { schedule: number }
  AccessControlEnforcedDefaultAdminRules: {}
  AccessControlInvalidDefaultAdmin: { defaultAdmin: Address }
  AccessControlUnauthorizedAccount: { account: Address; neededRole: Hex }
  AddressEmptyCode: { target: Address }
  ERC1967InvalidImplementation: { implementation: Address }
  ERC1967NonPayable: {}
  EscrowManager_AgreedAmountTooHigh: { taskId: Hex; agreedAmount: bigint; deposited: bigint }
  EscrowManager_AlreadyExists: { taskId: Hex }
  EscrowManager_CurrencyNotAccepted: { currency: Address }
  EscrowManager_FeeTooHigh: { feeBps: bigint; maximum: bigint }
  EscrowManager_InvalidAmount: { taskId: Hex; amount: bigint; maximum: bigint }
  EscrowManager_InvalidBuyer: { taskId: Hex }
  EscrowManager_InvalidCurrency: { currency: Address }
  EscrowManager_InvalidProvider: { taskId: Hex }
  EscrowManager_NotDisputed: { taskId: Hex; status: number }
  EscrowManager_NotHeld: { taskId: Hex; status: number }
  EscrowManager_ShareTooHigh: { taskId: Hex; providerShareBps: bigint; maximum: bigint }
  EscrowManager_WrongAmountReceived: { taskId: Hex; currency: Address; received: bigint; expected: bigint }
  EscrowManager_WrongPayment: { taskId: Hex; paid: bigint; required: bigint }
  FailedCall: {}
  Governed_NotPaused: {}
  Governed_NotPauser: { account: Address }
  Governed_Paused: { until: bigint }
  Governed_PausedByOwner: {}
  Governed_PausedTooRecently: { allowedAt: bigint }
  Governed_ZeroAddress: {}
  InvalidInitialization: {}
  NodeRegistry_AmountTooHigh: { nodeId: Hex; amount: bigint; available: bigint }
  NodeRegistry_AppealWindowNotOver: { nodeId: Hex; banExecutableFrom: bigint }
  NodeRegistry_AppealWindowOver: { nodeId: Hex; banExecutableFrom: bigint }
  NodeRegistry_ArbitratorIsOwner: { nodeId: Hex; arbitrator: Address }
  NodeRegistry_AtCapacity: { nodeId: Hex; openTasks: bigint }
  NodeRegistry_CooldownNotOver: { nodeId: Hex; withdrawableFrom: bigint }
  NodeRegistry_HasOpenChallenge: { nodeId: Hex }
  NodeRegistry_HasOpenTasks: { nodeId: Hex; openTasks: bigint }
  NodeRegistry_HeldForBid: { nodeId: Hex; heldUntil: bigint }
  NodeRegistry_InvalidTier: { tier: number }
  NodeRegistry_InvalidTransition: { nodeId: Hex; from: number; to: number }
  NodeRegistry_InvalidUri: { length: bigint; maximum: bigint }
  NodeRegistry_NeverProven: { nodeId: Hex }
  NodeRegistry_NoOpenChallenge: { nodeId: Hex }
  NodeRegistry_NoOpenTask: { nodeId: Hex }
  NodeRegistry_NotNodeOwner: { nodeId: Hex; caller: Address; owner: Address }
  NodeRegistry_NotSuspended: { nodeId: Hex }
  NodeRegistry_NotUnderReview: { nodeId: Hex }
  NodeRegistry_OwnerBanned: { owner: Address }
  NodeRegistry_OwnerIsBuyer: { nodeId: Hex; owner: Address }
  NodeRegistry_ParameterOutOfBounds: { name: string; value: bigint; minimum: bigint; maximum: bigint }
  NodeRegistry_PaymentTooLow: { paid: bigint; required: bigint }
  NodeRegistry_PowerTooLow: { nodeId: Hex; freePower: bigint; required: bigint }
  NodeRegistry_SlashTooHigh: { nodeId: Hex; amount: bigint; maximum: bigint }
  NodeRegistry_StakeTooLow: { nodeId: Hex; stake: bigint; required: bigint }
  NodeRegistry_Suspended: { nodeId: Hex; banExecutableFrom: bigint }
  NodeRegistry_TooManyNodes: { owner: Address; maximum: bigint }
  NodeRegistry_TrustLevelTooLow: { nodeId: Hex; trustLevel: number; required: number }
  NodeRegistry_UnderReview: { nodeId: Hex }
  NodeRegistry_UnknownNode: { nodeId: Hex }
  NodeRegistry_WrongResourceType: { nodeId: Hex; resourceType: number; required: number }
  NodeRegistry_WrongStatus: { nodeId: Hex; status: number }
  NodeRegistry_ZeroAmount: { nodeId: Hex }
  NotInitializing: {}
  Payouts_GasTooLow: { left: bigint; required: bigint }
  Payouts_InvalidRecipient: { to: Address }
  Payouts_InvalidTreasury: { treasury: Address }
  Payouts_NoCredit: { currency: Address; account: Address }
  Payouts_NoFees: { currency: Address }
  Payouts_TransferFailed: { currency: Address; to: Address; amount: bigint }
  ProofOfWorkVerifier_ChallengeNotOpen: { challengeId: Hex; status: number }
  ProofOfWorkVerifier_ChallengeStillOpen: { nodeId: Hex; challengeId: Hex }
  ProofOfWorkVerifier_DeadlineNotOver: { challengeId: Hex; deadline: bigint }
  ProofOfWorkVerifier_DeadlineOver: { challengeId: Hex; deadline: bigint }
  ProofOfWorkVerifier_InvalidSolution: { challengeId: Hex; nonce: bigint; hash: Hex; target: bigint }
  ProofOfWorkVerifier_NodeInactive: { nodeId: Hex }
  ProofOfWorkVerifier_NonceNotIncreasing: { challengeId: Hex; nonce: bigint; lastNonce: bigint }
  ProofOfWorkVerifier_NotNodeOwner: { nodeId: Hex; caller: Address; owner: Address }
  ProofOfWorkVerifier_ParameterOutOfBounds: { name: string; value: bigint; minimum: bigint; maximum: bigint }
  ProofOfWorkVerifier_ReferenceAlreadySet: { current: Address }
  ProofOfWorkVerifier_TooSoon: { nodeId: Hex; allowedAt: bigint }
  ProofOfWorkVerifier_UnknownChallenge: { challengeId: Hex }
  ProofOfWorkVerifier_WrongSolutionCount: { challengeId: Hex; given: bigint; missing: bigint }
  ReentrancyGuardReentrantCall: {}
  SafeCastOverflowedUintDowncast: { bits: number; value: bigint }
  SafeERC20FailedOperation: { token: Address }
  TaskMarketplace_ArbitratorIsParty: { taskId: Hex; arbitrator: Address }
  TaskMarketplace_AuctionNotSettled: { taskId: Hex; round: bigint; bestNode: Hex }
  TaskMarketplace_BidExists: { taskId: Hex; round: bigint; nodeId: Hex }
  TaskMarketplace_BidsRevealed: { taskId: Hex; round: bigint }
  TaskMarketplace_CommitWindowOver: { taskId: Hex; round: bigint; commitUntil: bigint }
  TaskMarketplace_CommitmentMismatch: { taskId: Hex; nodeId: Hex; revealed: Hex; committed: Hex }
  TaskMarketplace_DeadlineNotOver: { taskId: Hex; deadline: bigint }
  TaskMarketplace_DisputeWindowNotOver: { taskId: Hex; disputeUntil: bigint }
  TaskMarketplace_DisputeWindowOver: { taskId: Hex; disputeUntil: bigint }
  TaskMarketplace_DurationOutOfRange: { duration: bigint; minimum: bigint; maximum: bigint }
  TaskMarketplace_EmptyCommitment: { taskId: Hex; nodeId: Hex }
  TaskMarketplace_EmptyResult: { taskId: Hex }
  TaskMarketplace_InvalidArbitrator: { arbitrator: Address }
  TaskMarketplace_InvalidDirectNode: { mode: number; directNode: Hex }
  TaskMarketplace_InvalidOutcome: { taskId: Hex; outcome: number }
  TaskMarketplace_InvalidUri: { length: bigint; maximum: bigint }
  TaskMarketplace_NoBidRevealed: { taskId: Hex; round: bigint }
  TaskMarketplace_NodeExcluded: { taskId: Hex; nodeId: Hex }
  TaskMarketplace_NotArbitrator: { caller: Address; arbitrator: Address }
  TaskMarketplace_NotBuyer: { taskId: Hex; caller: Address; buyer: Address }
  TaskMarketplace_NotDirectNode: { taskId: Hex; nodeId: Hex; directNode: Hex }
  TaskMarketplace_NotParty: { taskId: Hex; caller: Address }
  TaskMarketplace_NotProvider: { taskId: Hex; caller: Address; provider: Address }
  TaskMarketplace_NotRevealWindow: { taskId: Hex; round: bigint; commitUntil: bigint; revealUntil: bigint }
  TaskMarketplace_NotSelectionWindow: { taskId: Hex; round: bigint; revealUntil: bigint; selectionUntil: bigint }
  TaskMarketplace_OpenWindowNotOver: { taskId: Hex; openUntil: bigint }
  TaskMarketplace_OpenWindowOver: { taskId: Hex; openUntil: bigint }
  TaskMarketplace_ParameterOutOfBounds: { name: string; value: bigint; minimum: bigint; maximum: bigint }
  TaskMarketplace_PowerOutOfRange: { requiredPower: bigint; maximum: bigint }
  TaskMarketplace_PriceOutOfRange: { maxPrice: bigint; maximum: bigint }
  TaskMarketplace_ReasonTooLong: { length: bigint; maximum: bigint }
  TaskMarketplace_ReferenceAlreadySet: { current: Address }
  TaskMarketplace_RevealWindowNotOver: { taskId: Hex; round: bigint; revealUntil: bigint }
  TaskMarketplace_ReviewWindowNotOver: { taskId: Hex; reviewUntil: bigint }
  TaskMarketplace_ReviewWindowOver: { taskId: Hex; reviewUntil: bigint }
  TaskMarketplace_RoundTooLate: { taskId: Hex; selectionUntil: bigint; openUntil: bigint }
  TaskMarketplace_RoundVoided: { taskId: Hex; round: bigint }
  TaskMarketplace_SelectionWindowNotOver: { taskId: Hex; round: bigint; selectionUntil: bigint }
  TaskMarketplace_ShareTooHigh: { providerShareBps: bigint; maximum: bigint }
  TaskMarketplace_StartWindowNotOver: { taskId: Hex; startUntil: bigint }
  TaskMarketplace_TaskExists: { taskId: Hex }
  TaskMarketplace_TaskTooSmall: { cost: bigint; minimum: bigint }
  TaskMarketplace_TrustLevelOutOfRange: { minTrustLevel: number; maximum: number }
  TaskMarketplace_UnknownTask: { taskId: Hex }
  TaskMarketplace_WrongBidStatus: { taskId: Hex; round: bigint; nodeId: Hex; status: number }
  TaskMarketplace_WrongMode: { taskId: Hex; mode: number }
  TaskMarketplace_WrongPayment: { paid: bigint; required: bigint }
  TaskMarketplace_WrongStatus: { taskId: Hex; status: number }
  TaskMarketplace_ZeroAddress: {}
  UUPSUnauthorizedCallContext: {}
  UUPSUnsupportedProxiableUUID: { slot: Hex }
  WithExtension_NoCode: { extension: Address }
  WithExtension_NoPlainPayments: {}
}
