import { formatEth } from '@aiigo/core'
import type { AbiParameterToPrimitiveType } from 'viem'
import type { errorAbi } from '../generated/errors.ts'

/** Every custom error of the contracts. */
export type ErrorName = (typeof errorAbi)[number]['name']

type Input<name extends ErrorName> = Extract<(typeof errorAbi)[number], { name: name }>['inputs'][number]

/** The values of an error by the names that the contract gives them. */
export type ErrorArgs<name extends ErrorName = ErrorName> = name extends ErrorName
  ? { readonly [input in Input<name> as input['name']]: AbiParameterToPrimitiveType<input> }
  : never

export type Explanation = {
  message: string
  /** What to do next. */
  hint: string
  /** Whether the same call may succeed later without any change. */
  retryable?: boolean
}
type Explanations = { readonly [name in ErrorName]: (args: ErrorArgs<name>) => Explanation }

/** What an error of the contracts says in plain words, with its values. */
export function explain<name extends ErrorName>(errorName: name, args: ErrorArgs<name>): Explanation {
  return explanations[errorName](args as never)
}

const nodeStatuses = ['Pending', 'Verified', 'Active', 'Inactive', 'Slashed', 'Rejected']
const taskStatuses = ['Open', 'Assigned', 'InProgress', 'Completed', 'Verified', 'Disputed', 'Cancelled', 'Failed']
const resourceTypes = ['GPU', 'CPU', 'Network', 'Mobile', 'IoT']
const challengeStatuses = ['never issued', 'open', 'solved', 'failed']
const escrowStatuses = ['never made', 'held', 'released', 'refunded', 'disputed', 'settled']
const modes = ['for the first eligible node', 'for sealed bids', 'for one node only']
const bidStatuses = ['not there', 'committed', 'revealed', 'reported']
const outcomes = ['BuyerWins', 'ProviderWins', 'Split', 'NobodyRuled']

const eth = (wei: bigint) => `${formatEth(wei)} ETH`
const at = (seconds: bigint | number) => new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z')
const named = (names: readonly string[], value: number) => names[value] ?? `number ${value}`
const power = (wad: bigint) => `${formatEth(wad)} TFLOPS`
const short = (id: string) => `${id.slice(0, 10)}…`
const outOfBounds = (name: string, value: bigint, minimum: bigint, maximum: bigint): Explanation => ({
  message: `The parameter ${name} would be ${value}; it has to be from ${minimum} to ${maximum}.`,
  hint: 'Choose a value within them: parameterBounds of @aiigo/core has the bounds of every parameter.',
})
const alreadySet = (current: string): Explanation => ({
  message: `This reference is set already, to ${current}, and can be set only once.`,
  hint: 'A market with other contracts is a new deployment.',
})

const explanations: Explanations = {
  AccessControlBadConfirmation: () => ({
    message: 'A role can be renounced only by the account that holds it.',
    hint: 'Pass the account that sends the transaction; use revokeRole for another one.',
  }),
  AccessControlEnforcedDefaultAdminDelay: ({ schedule }) => ({
    message: `The ownership can be taken over only after ${at(schedule)}.`,
    hint: 'Wait until then; when nothing was offered, begin with transferOwnership.',
    retryable: true,
  }),
  AccessControlEnforcedDefaultAdminRules: () => ({
    message: 'The ownership is not given or taken like another role.',
    hint: 'Use transferOwnership and acceptDefaultAdminTransfer.',
  }),
  AccessControlInvalidDefaultAdmin: ({ defaultAdmin }) => ({
    message: `${defaultAdmin} cannot become the owner.`,
    hint: 'The new owner takes the ownership over itself with acceptDefaultAdminTransfer; zero is no owner.',
  }),
  AccessControlUnauthorizedAccount: ({ account, neededRole }) => ({
    message: `${account} does not hold the role that this call needs (${short(neededRole)}).`,
    hint: 'Send it from an account that holds the role, or have the owner grant it. The role 0x00 is the owner.',
  }),
  AddressEmptyCode: ({ target }) => ({
    message: `There is no contract at ${target}.`,
    hint: 'Deploy it first, or pass the address where it is.',
  }),
  ERC1967InvalidImplementation: ({ implementation }) => ({
    message: `${implementation} cannot be the code of this contract.`,
    hint: 'Deploy an upgradeable implementation first and pass its address.',
  }),
  ERC1967NonPayable: () => ({
    message: 'An upgrade without a call cannot take ETH.',
    hint: 'Send no value with it.',
  }),
  EscrowManager_AgreedAmountTooHigh: ({ taskId, agreedAmount, deposited }) => ({
    message: `The escrow of task ${short(taskId)} holds ${deposited} units, and ${agreedAmount} were agreed.`,
    hint: 'An agreed amount is at most the deposit.',
  }),
  EscrowManager_AlreadyExists: ({ taskId }) => ({
    message: `The task ${short(taskId)} has an escrow already.`,
    hint: 'There is one escrow a task, also after it was paid out.',
  }),
  EscrowManager_CurrencyNotAccepted: ({ currency }) => ({
    message: `No task can be posted in the currency ${currency}.`,
    hint: 'Use ETH (the zero address) or a currency of which isCurrencyAccepted is true.',
  }),
  EscrowManager_FeeTooHigh: ({ feeBps, maximum }) => ({
    message: `A platform fee of ${feeBps} bps is above the maximum of ${maximum} bps.`,
    hint: 'Choose a fee within the bounds.',
  }),
  EscrowManager_InvalidAmount: ({ taskId, amount, maximum }) => ({
    message: `The escrow of task ${short(taskId)} cannot take ${amount} units; it takes 1 to ${maximum}.`,
    hint: 'Units are wei, or the smallest units of the currency. Pay in more than nothing and at most the maximum.',
  }),
  EscrowManager_InvalidBuyer: ({ taskId }) => ({
    message: `The escrow of task ${short(taskId)} needs a buyer that is not the zero address.`,
    hint: 'Pass the account that pays.',
  }),
  EscrowManager_InvalidCurrency: ({ currency }) => ({
    message: `${currency} cannot be a currency of the escrow.`,
    hint: 'A currency is a contract that answers decimals() with 6, as a dollar coin does.',
  }),
  EscrowManager_InvalidProvider: ({ taskId }) => ({
    message: `The escrow of task ${short(taskId)} cannot be paid to the zero address.`,
    hint: 'Pass the account of the provider.',
  }),
  EscrowManager_NotDisputed: ({ taskId, status }) => ({
    message: `The escrow of task ${short(taskId)} is not disputed: it was ${named(escrowStatuses, status)}.`,
    hint: 'Only a dispute with its bond can be settled.',
  }),
  EscrowManager_NotHeld: ({ taskId, status }) => ({
    message: `The escrow of task ${short(taskId)} is not held: it was ${named(escrowStatuses, status)}.`,
    hint: 'The money of a task leaves its escrow exactly once.',
  }),
  EscrowManager_ShareTooHigh: ({ taskId, providerShareBps, maximum }) => ({
    message: `The provider's share of task ${short(taskId)} would be ${providerShareBps} bps; the most is ${maximum} bps.`,
    hint: 'Choose a share within it: 200 bps are for arbitration.',
  }),
  EscrowManager_WrongAmountReceived: ({ taskId, currency, received, expected }) => ({
    message: `Of ${expected} units for task ${short(taskId)} only ${received} arrived in ${currency}.`,
    hint: 'A currency that keeps a part of each transfer cannot be used.',
  }),
  EscrowManager_WrongPayment: ({ taskId, paid, required }) => ({
    message: `The bond of task ${short(taskId)} is ${eth(required)}, and ${eth(paid)} were sent.`,
    hint: 'In ETH send exactly the bond, in another currency nothing.',
  }),
  FailedCall: () => ({
    message: 'A call that the contract made failed without a reason.',
    hint: 'Check the address and the data that were passed.',
  }),
  Governed_NotPaused: () => ({
    message: 'The contract is not paused.',
    hint: 'There is nothing to end.',
  }),
  Governed_NotPauser: ({ account }) => ({
    message: `${account} may not pause this contract.`,
    hint: 'Send it from the owner or from an account with PAUSER_ROLE.',
  }),
  Governed_Paused: ({ until }) => ({
    message: `The contract is paused until ${at(until)}: nothing new comes in.`,
    hint: 'What is under way goes on and money can be taken out. A pause ends by itself; try again then.',
    retryable: true,
  }),
  Governed_PausedByOwner: () => ({
    message: 'The owner paused this contract, and only the owner may end that.',
    hint: 'Ask the owner, or wait: a pause ends by itself after 14 days.',
    retryable: true,
  }),
  Governed_PausedTooRecently: ({ allowedAt }) => ({
    message: `Only the owner may pause again before ${at(allowedAt)}.`,
    hint: 'Wait until then, or have the owner do it.',
    retryable: true,
  }),
  Governed_ZeroAddress: () => ({
    message: 'The zero address cannot stand here.',
    hint: 'Pass the address of the account or contract that is meant.',
  }),
  InvalidInitialization: () => ({
    message: 'The contract has been initialised already.',
    hint: 'A contract is initialised once, in the constructor of its proxy.',
  }),
  NodeRegistry_AmountTooHigh: ({ nodeId, amount, available }) => ({
    message: `The node ${short(nodeId)} has ${eth(available)} there, and ${eth(amount)} were asked for.`,
    hint: 'Ask for more than nothing and at most for what there is.',
  }),
  NodeRegistry_AppealWindowNotOver: ({ nodeId, banExecutableFrom }) => ({
    message: `The ban of node ${short(nodeId)} can be executed from ${at(banExecutableFrom)} on.`,
    hint: 'Wait until then: its owner has three days to appeal.',
    retryable: true,
  }),
  NodeRegistry_AppealWindowOver: ({ nodeId, banExecutableFrom }) => ({
    message: `The ban of node ${short(nodeId)} could be cancelled before ${at(banExecutableFrom)} only.`,
    hint: 'Anyone may execute it now.',
  }),
  NodeRegistry_ArbitratorIsOwner: ({ nodeId, arbitrator }) => ({
    message: `The node ${short(nodeId)} belongs to ${arbitrator}, who would accuse it.`,
    hint: 'Another arbitrator has to propose this ban.',
  }),
  NodeRegistry_AtCapacity: ({ nodeId, openTasks }) => ({
    message: `The node ${short(nodeId)} works on ${openTasks} tasks, the most that a node may have at once.`,
    hint: 'Finish one, or use another node.',
    retryable: true,
  }),
  NodeRegistry_CooldownNotOver: ({ nodeId, withdrawableFrom }) => ({
    message: `The stake of node ${short(nodeId)} can be withdrawn from ${at(withdrawableFrom)} on.`,
    hint: 'Wait until then; the cooldown began when the node was deactivated.',
    retryable: true,
  }),
  NodeRegistry_HasOpenChallenge: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} has a challenge to solve.`,
    hint: 'Solve it, or wait for its deadline and call expireChallenge; then try again.',
    retryable: true,
  }),
  NodeRegistry_HasOpenTasks: ({ nodeId, openTasks }) => ({
    message: `The node ${short(nodeId)} has ${openTasks} open task(s).`,
    hint: 'Deliver or abandon them first.',
    retryable: true,
  }),
  NodeRegistry_HeldForBid: ({ nodeId, heldUntil }) => ({
    message: `The node ${short(nodeId)} has a bid in play and is held until ${at(heldUntil)}.`,
    hint: 'Wait until after that: a round of bids is over then.',
    retryable: true,
  }),
  NodeRegistry_InvalidTier: ({ tier }) => ({
    message: `There is no tier ${tier}.`,
    hint: 'The tiers are 1 (owned), 2 (cloud) and 3 (community).',
  }),
  NodeRegistry_InvalidTransition: ({ nodeId, from, to }) => ({
    message: `The node ${short(nodeId)} cannot go from ${named(nodeStatuses, from)} to ${named(nodeStatuses, to)}.`,
    hint: 'The ways are Pending to Verified or Rejected, Verified to Active or Rejected, Active to Inactive or Slashed, Inactive to Active or Slashed.',
  }),
  NodeRegistry_InvalidUri: ({ length, maximum }) => ({
    message: `The metadata URI has ${length} bytes; it has to have 1 to ${maximum}.`,
    hint: 'Store the description elsewhere (IPFS, HTTPS) and pass where it is.',
  }),
  NodeRegistry_NeverProven: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} has never passed a challenge.`,
    hint: 'Issue a challenge, pass it (an Inactive node may), and activate the node then.',
  }),
  NodeRegistry_NoOpenChallenge: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} has no challenge to solve.`,
    hint: 'Issue one first.',
  }),
  NodeRegistry_NoOpenTask: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} has no open task.`,
    hint: 'Only a task that is under way can be closed.',
  }),
  NodeRegistry_NotNodeOwner: ({ nodeId, caller, owner }) => ({
    message: `The node ${short(nodeId)} belongs to ${owner}, not to ${caller}.`,
    hint: 'Send it from the account that registered the node.',
  }),
  NodeRegistry_NotSuspended: ({ nodeId }) => ({
    message: `No ban of node ${short(nodeId)} is proposed.`,
    hint: 'There is nothing to appeal, cancel or execute.',
  }),
  NodeRegistry_NotUnderReview: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} is not under review.`,
    hint: 'There is nothing to clear.',
  }),
  NodeRegistry_OwnerBanned: ({ owner }) => ({
    message: `${owner} was banned for misuse.`,
    hint: 'It registers no node and takes no task any more; stakes can be withdrawn after the cooldown.',
  }),
  NodeRegistry_OwnerIsBuyer: ({ nodeId, owner }) => ({
    message: `The node ${short(nodeId)} belongs to ${owner}, who is the buyer of the task.`,
    hint: 'Nobody works on a task of their own; another provider has to take it.',
  }),
  NodeRegistry_ParameterOutOfBounds: ({ name, value, minimum, maximum }) => outOfBounds(name, value, minimum, maximum),
  NodeRegistry_PaymentTooLow: ({ paid, required }) => ({
    message: `Registering costs ${eth(required)} (fee and minimum stake), and ${eth(paid)} were sent.`,
    hint: 'Send at least that; what exceeds it is stake.',
  }),
  NodeRegistry_PowerTooLow: ({ nodeId, freePower, required }) => ({
    message: `The node ${short(nodeId)} has ${power(freePower)} free, and the task asks for ${power(required)}.`,
    hint: 'Finish other tasks, or pass a new challenge: a proof counts for 30 days, and without one no task is taken.',
  }),
  NodeRegistry_SlashTooHigh: ({ nodeId, amount, maximum }) => ({
    message: `At most ${eth(maximum)} of the stake of node ${short(nodeId)} can be slashed, not ${eth(amount)}.`,
    hint: 'The marketplace slashes at most 5 % of a stake at a time, the owner of the registry at most 50 %.',
  }),
  NodeRegistry_StakeTooLow: ({ nodeId, stake, required }) => ({
    message: `The stake of node ${short(nodeId)} is or would be ${eth(stake)}; it has to be at least ${eth(required)}.`,
    hint: 'Add stake, or withdraw either less or everything.',
  }),
  NodeRegistry_Suspended: ({ nodeId, banExecutableFrom }) => ({
    message: `The node ${short(nodeId)} is suspended: a ban is proposed and can be executed from ${at(banExecutableFrom)} on.`,
    hint: 'It takes and withdraws nothing until the ban is cancelled or executed. Its owner may answer with appealBan.',
  }),
  NodeRegistry_TooManyNodes: ({ owner, maximum }) => ({
    message: `${owner} has registered ${maximum} nodes, the most that one account may.`,
    hint: 'Register further machines from another account.',
  }),
  NodeRegistry_TrustLevelTooLow: ({ nodeId, trustLevel, required }) => ({
    message: `The node ${short(nodeId)} has trust level ${trustLevel}, and the task asks for ${required}.`,
    hint: 'Level 2 takes 1 ETH staked, 10 passed challenges and a reputation of 5,000; level 3 3 ETH, 9,500, and 100 tasks of which 95 % succeeded; level 4 5 ETH, 9,500, a partner SLA and the bond.',
  }),
  NodeRegistry_UnderReview: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} is under review: too many of its tasks failed.`,
    hint: 'It takes no task until a reviewer has cleared it.',
    retryable: true,
  }),
  NodeRegistry_UnknownNode: ({ nodeId }) => ({
    message: `There is no node ${nodeId}.`,
    hint: 'Check the id and the deployment. The id stands in the event NodeRegistered.',
  }),
  NodeRegistry_WrongResourceType: ({ nodeId, resourceType, required }) => ({
    message: `The node ${short(nodeId)} offers ${named(resourceTypes, resourceType)}, and the task asks for ${named(resourceTypes, required)}.`,
    hint: 'Use a node of that type.',
  }),
  NodeRegistry_WrongStatus: ({ nodeId, status }) => ({
    message: `The node ${short(nodeId)} is ${named(nodeStatuses, status)}, and this call does not fit that.`,
    hint: 'A node takes tasks while Active, and pays its stake back while Inactive, Rejected or Slashed.',
  }),
  NodeRegistry_ZeroAmount: ({ nodeId }) => ({
    message: `Nothing would be paid into or out of node ${short(nodeId)}.`,
    hint: 'Pass an amount above zero.',
  }),
  NotInitializing: () => ({
    message: 'This can be done only while the contract is initialised.',
    hint: 'There is nothing to do: a contract is initialised in the constructor of its proxy.',
  }),
  Payouts_GasTooLow: ({ left, required }) => ({
    message: `The transaction had ${left} gas left where a payout needs ${required}.`,
    hint: 'Send it again with a higher gas limit, or let the client estimate it.',
    retryable: true,
  }),
  Payouts_InvalidRecipient: ({ to }) => ({
    message: `A credit cannot be sent to ${to}.`,
    hint: 'Pass an account that is neither zero nor the contract itself.',
  }),
  Payouts_InvalidTreasury: ({ treasury }) => ({
    message: `${treasury} cannot be the treasury.`,
    hint: 'Pass an account that is neither zero nor the contract itself.',
  }),
  Payouts_NoCredit: ({ account }) => ({
    message: `Nothing is kept for ${account}.`,
    hint: 'Payments arrive by themselves; a credit exists only for a payment that was refused.',
  }),
  Payouts_NoFees: () => ({
    message: 'Nothing has accrued to the treasury since the last time.',
    hint: 'Try again after the next paid task or registration.',
    retryable: true,
  }),
  Payouts_TransferFailed: ({ to, amount }) => ({
    message: `${to} did not accept a payment of ${amount} units.`,
    hint: 'Name another recipient; the money stays where it is.',
  }),
  ProofOfWorkVerifier_ChallengeNotOpen: ({ challengeId, status }) => ({
    message: `The challenge ${short(challengeId)} is not open: it is ${named(challengeStatuses, status)}.`,
    hint: 'Issue a new one to prove power again.',
  }),
  ProofOfWorkVerifier_ChallengeStillOpen: ({ nodeId, challengeId }) => ({
    message: `The node ${short(nodeId)} has the challenge ${short(challengeId)} to solve already.`,
    hint: 'Solve it, or wait for its deadline: after that the next one may be issued, and this one fails.',
    retryable: true,
  }),
  ProofOfWorkVerifier_DeadlineNotOver: ({ challengeId, deadline }) => ({
    message: `The challenge ${short(challengeId)} can be solved until ${at(deadline)}.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  ProofOfWorkVerifier_DeadlineOver: ({ challengeId, deadline }) => ({
    message: `The challenge ${short(challengeId)} could be solved until ${at(deadline)} only.`,
    hint: 'Issue a new one when the interval is over; this one fails with it.',
  }),
  ProofOfWorkVerifier_InvalidSolution: ({ challengeId, nonce }) => ({
    message: `The nonce ${nonce} does not solve the challenge ${short(challengeId)}.`,
    hint: 'Solve with the seed and the difficulty of getChallengeDetails; nothing was lost.',
  }),
  ProofOfWorkVerifier_NodeInactive: ({ nodeId }) => ({
    message: `The node ${short(nodeId)} is Inactive and is not challenged by others.`,
    hint: 'Its owner may have a challenge issued all the same.',
  }),
  ProofOfWorkVerifier_NonceNotIncreasing: ({ challengeId, nonce, lastNonce }) => ({
    message: `The nonce ${nonce} of challenge ${short(challengeId)} does not come after ${lastNonce}.`,
    hint: 'Hand in strictly increasing nonces, above those handed in before.',
  }),
  ProofOfWorkVerifier_NotNodeOwner: ({ nodeId, caller, owner }) => ({
    message: `The node ${short(nodeId)} belongs to ${owner}, not to ${caller}.`,
    hint: 'Send it from the account that registered the node.',
  }),
  ProofOfWorkVerifier_ParameterOutOfBounds: ({ name, value, minimum, maximum }) =>
    outOfBounds(name, value, minimum, maximum),
  ProofOfWorkVerifier_ReferenceAlreadySet: ({ current }) => alreadySet(current),
  ProofOfWorkVerifier_TooSoon: ({ nodeId, allowedAt }) => ({
    message: `The next challenge of node ${short(nodeId)} can be issued from ${at(allowedAt)} on.`,
    hint: 'Wait until then.',
    retryable: true,
  }),
  ProofOfWorkVerifier_UnknownChallenge: ({ challengeId }) => ({
    message: `There is no challenge ${challengeId}.`,
    hint: 'Check the id and the deployment. The id stands in the event ChallengeIssued.',
  }),
  ProofOfWorkVerifier_WrongSolutionCount: ({ challengeId, given, missing }) => ({
    message: `The challenge ${short(challengeId)} misses ${missing} solutions, and ${given} were handed in.`,
    hint: 'Hand in at least one and at most those that are missing.',
  }),
  ReentrancyGuardReentrantCall: () => ({
    message: 'The call came back into a contract that was still at work.',
    hint: 'A recipient of money cannot call the market while it is being paid.',
  }),
  SafeCastOverflowedUintDowncast: ({ bits, value }) => ({
    message: `The number ${value} does not fit the ${bits} bits that the contract has for it.`,
    hint: 'Pass a smaller one.',
  }),
  SafeERC20FailedOperation: ({ token }) => ({
    message: `The currency ${token} refused the transfer.`,
    hint: 'Check the balance, and that the escrow manager is allowed to take the amount (approve, or postTaskWithPermit).',
  }),
  TaskMarketplace_ArbitratorIsParty: ({ taskId, arbitrator }) => ({
    message: `${arbitrator} is a party to task ${short(taskId)} and cannot rule on it.`,
    hint: 'The owner of the marketplace names another arbitrator.',
  }),
  TaskMarketplace_AuctionNotSettled: ({ taskId, round, bestNode }) => ({
    message: `Round ${round} of task ${short(taskId)} has a best bid, of node ${short(bestNode)}, that waits to be settled.`,
    hint: 'The buyer selects a bid, or anyone calls settleAuction after the selection window.',
    retryable: true,
  }),
  TaskMarketplace_BidExists: ({ taskId, round, nodeId }) => ({
    message: `The node ${short(nodeId)} has a bid in round ${round} of task ${short(taskId)} already.`,
    hint: 'A node bids once in a round.',
  }),
  TaskMarketplace_BidsRevealed: ({ taskId, round }) => ({
    message: `The task ${short(taskId)} cannot be cancelled: bids of round ${round} are revealed.`,
    hint: 'Select one of them, or let settleAuction take the best one.',
  }),
  TaskMarketplace_CommitWindowOver: ({ taskId, round, commitUntil }) => ({
    message: `Bids of round ${round} of task ${short(taskId)} could be committed until ${at(commitUntil)} only.`,
    hint: 'When nothing is revealed in this round, the next begins with the next bid after the reveal window.',
    retryable: true,
  }),
  TaskMarketplace_CommitmentMismatch: ({ taskId, nodeId, revealed, committed }) => ({
    message: `Price and salt of node ${short(nodeId)} for task ${short(taskId)} give ${short(revealed)}, and ${short(committed)} was committed.`,
    hint: 'Reveal the price and the salt of the commitment, from the account that committed.',
  }),
  TaskMarketplace_DeadlineNotOver: ({ taskId, deadline }) => ({
    message: `The node of task ${short(taskId)} has until ${at(deadline)} to deliver.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  TaskMarketplace_DisputeWindowNotOver: ({ taskId, disputeUntil }) => ({
    message: `The arbitrator has until ${at(disputeUntil)} to rule on task ${short(taskId)}.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  TaskMarketplace_DisputeWindowOver: ({ taskId, disputeUntil }) => ({
    message: `The arbitrator could rule on task ${short(taskId)} until ${at(disputeUntil)} only.`,
    hint: 'Anyone may call resolveStaleDispute.',
  }),
  TaskMarketplace_DurationOutOfRange: ({ duration, minimum, maximum }) => ({
    message: `A task cannot last ${duration} s; it has to be ${minimum} to ${maximum} s.`,
    hint: 'The duration is in seconds. Split longer work into several tasks.',
  }),
  TaskMarketplace_EmptyCommitment: ({ taskId, nodeId }) => ({
    message: `The bid of node ${short(nodeId)} for task ${short(taskId)} has an empty commitment.`,
    hint: 'Pass the hash of what will be revealed: computeCommitment.',
  }),
  TaskMarketplace_EmptyResult: ({ taskId }) => ({
    message: `The result of task ${short(taskId)} has an empty hash.`,
    hint: 'Pass the hash of what was computed.',
  }),
  TaskMarketplace_InvalidArbitrator: ({ arbitrator }) => ({
    message: `${arbitrator} cannot be the arbitrator.`,
    hint: 'Pass an account that is neither zero nor the owner of the marketplace.',
  }),
  TaskMarketplace_InvalidDirectNode: ({ mode, directNode }) => ({
    message: `The task is ${named(modes, mode)}, and the node that it names is ${short(directNode)}.`,
    hint: 'A task for one node (AssignmentMode.Direct) names it, any other names the zero id.',
  }),
  TaskMarketplace_InvalidOutcome: ({ taskId, outcome }) => ({
    message: `An arbitrator cannot rule ${named(outcomes, outcome)} on task ${short(taskId)}.`,
    hint: 'Rule BuyerWins, ProviderWins or Split.',
  }),
  TaskMarketplace_InvalidUri: ({ length, maximum }) => ({
    message: `The URI has ${length} bytes; it may have ${maximum}, and that of a specification at least 1.`,
    hint: 'Store the document elsewhere (IPFS, HTTPS) and pass where it is.',
  }),
  TaskMarketplace_NoBidRevealed: ({ taskId, round }) => ({
    message: `No bid is revealed in round ${round} of task ${short(taskId)}.`,
    hint: 'There is nothing to settle; the next round begins with the next bid.',
  }),
  TaskMarketplace_NodeExcluded: ({ taskId, nodeId }) => ({
    message: `The node ${short(nodeId)} has failed the task ${short(taskId)} before and may not take it again.`,
    hint: 'Take it with another node.',
  }),
  TaskMarketplace_NotArbitrator: ({ caller, arbitrator }) => ({
    message: `${caller} is not the arbitrator of the marketplace, ${arbitrator}.`,
    hint: 'Send it from the arbitrator.',
  }),
  TaskMarketplace_NotBuyer: ({ taskId, caller, buyer }) => ({
    message: `The task ${short(taskId)} belongs to ${buyer}, not to ${caller}.`,
    hint: 'Send it from the account that posted the task.',
  }),
  TaskMarketplace_NotDirectNode: ({ taskId, nodeId, directNode }) => ({
    message: `The task ${short(taskId)} is addressed to the node ${short(directNode)}, not to ${short(nodeId)}.`,
    hint: 'Only the node that it is addressed to may take it.',
  }),
  TaskMarketplace_NotParty: ({ taskId, caller }) => ({
    message: `${caller} is neither the buyer nor the provider of task ${short(taskId)}.`,
    hint: 'Send it from one of the two.',
  }),
  TaskMarketplace_NotProvider: ({ taskId, caller, provider }) => ({
    message: `${provider} works on the task ${short(taskId)}, not ${caller}.`,
    hint: 'Send it from the account that owns the assigned node.',
  }),
  TaskMarketplace_NotRevealWindow: ({ taskId, round, commitUntil, revealUntil }) => ({
    message: `Bids of round ${round} of task ${short(taskId)} are revealed after ${at(commitUntil)} and until ${at(revealUntil)}.`,
    hint: 'Before it wait; a bid that was not revealed by then costs its node reputation.',
  }),
  TaskMarketplace_NotSelectionWindow: ({ taskId, round, revealUntil, selectionUntil }) => ({
    message: `The buyer selects a bid of round ${round} of task ${short(taskId)} after ${at(revealUntil)} and until ${at(selectionUntil)}.`,
    hint: 'Before it wait; afterwards anyone calls settleAuction, and the best bid wins.',
  }),
  TaskMarketplace_OpenWindowNotOver: ({ taskId, openUntil }) => ({
    message: `The task ${short(taskId)} waits for a node until ${at(openUntil)}.`,
    hint: 'Wait until after that; its buyer may cancel it at any time.',
    retryable: true,
  }),
  TaskMarketplace_OpenWindowOver: ({ taskId, openUntil }) => ({
    message: `The task ${short(taskId)} could be accepted until ${at(openUntil)} only.`,
    hint: 'Anyone may call expireTask; the buyer then posts it again.',
  }),
  TaskMarketplace_ParameterOutOfBounds: ({ name, value, minimum, maximum }) =>
    outOfBounds(name, value, minimum, maximum),
  TaskMarketplace_PowerOutOfRange: ({ requiredPower, maximum }) => ({
    message: `No task can ask for ${power(requiredPower)}; the most is ${power(maximum)}.`,
    hint: 'Power is in 1e-18 TFLOPS.',
  }),
  TaskMarketplace_PriceOutOfRange: ({ maxPrice, maximum }) => ({
    message: `The price of ${maxPrice} an hour is not from 1 to ${maximum}.`,
    hint: 'The price is per hour, in wei or the smallest unit of the currency; a bid is at most the price of its task.',
  }),
  TaskMarketplace_ReasonTooLong: ({ length, maximum }) => ({
    message: `The reason has ${length} bytes; it may have ${maximum}.`,
    hint: 'Put what is longer into evidence: submitEvidence takes where it is.',
  }),
  TaskMarketplace_ReferenceAlreadySet: ({ current }) => alreadySet(current),
  TaskMarketplace_RevealWindowNotOver: ({ taskId, round, revealUntil }) => ({
    message: `Bids of round ${round} of task ${short(taskId)} can be revealed until ${at(revealUntil)}.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  TaskMarketplace_ReviewWindowNotOver: ({ taskId, reviewUntil }) => ({
    message: `The buyer has until ${at(reviewUntil)} to look at the result of task ${short(taskId)}.`,
    hint: 'Wait until after that; the buyer may approve at any time.',
    retryable: true,
  }),
  TaskMarketplace_ReviewWindowOver: ({ taskId, reviewUntil }) => ({
    message: `The result of task ${short(taskId)} could be disputed until ${at(reviewUntil)} only.`,
    hint: 'Anyone may finalize the task now.',
  }),
  TaskMarketplace_RoundTooLate: ({ taskId, selectionUntil, openUntil }) => ({
    message: `A round of bids for task ${short(taskId)} would last until ${at(selectionUntil)}, and the task waits until ${at(openUntil)} only.`,
    hint: 'It is too late to bid for this task.',
  }),
  TaskMarketplace_RoundVoided: ({ taskId, round }) => ({
    message: `Nobody had to reveal in round ${round} of task ${short(taskId)}: the buyer cancelled before.`,
    hint: 'There is nothing to report.',
  }),
  TaskMarketplace_SelectionWindowNotOver: ({ taskId, round, selectionUntil }) => ({
    message: `The buyer may select a bid of round ${round} of task ${short(taskId)} until ${at(selectionUntil)}.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  TaskMarketplace_ShareTooHigh: ({ providerShareBps, maximum }) => ({
    message: `The provider's share would be ${providerShareBps} bps; the most is ${maximum} bps.`,
    hint: 'Choose a share within it: 200 bps are for arbitration.',
  }),
  TaskMarketplace_StartWindowNotOver: ({ taskId, startUntil }) => ({
    message: `The node of task ${short(taskId)} has until ${at(startUntil)} to start.`,
    hint: 'Wait until after that.',
    retryable: true,
  }),
  TaskMarketplace_TaskExists: ({ taskId }) => ({
    message: `The task ${short(taskId)} was posted already.`,
    hint: 'A repeated salt never posts twice: look at that task, or choose another salt.',
  }),
  TaskMarketplace_TaskTooSmall: ({ cost, minimum }) => ({
    message: `The task costs ${cost} as a whole, and the smallest task ${minimum} (wei, or 1e-6 USDC).`,
    hint: 'Put more work into one task.',
  }),
  TaskMarketplace_TrustLevelOutOfRange: ({ minTrustLevel, maximum }) => ({
    message: `There is no trust level ${minTrustLevel}; the highest is ${maximum}.`,
    hint: 'Pass 0 to 4; 0 counts as 1.',
  }),
  TaskMarketplace_UnknownTask: ({ taskId }) => ({
    message: `There is no task ${taskId}.`,
    hint: 'Check the id and the deployment. The id stands in the event TaskCreated.',
  }),
  TaskMarketplace_WrongBidStatus: ({ taskId, round, nodeId, status }) => ({
    message: `The bid of node ${short(nodeId)} in round ${round} of task ${short(taskId)} is ${named(bidStatuses, status)}.`,
    hint: 'A committed bid is revealed or reported, a revealed one selected. getBid tells its status.',
  }),
  TaskMarketplace_WrongMode: ({ taskId, mode }) => ({
    message: `The task ${short(taskId)} is ${named(modes, mode)}, and this call does not fit that.`,
    hint: 'Bid with commitBid where bids are asked for, take the task with acceptTask otherwise.',
  }),
  TaskMarketplace_WrongPayment: ({ paid, required }) => ({
    message: `The call takes exactly ${eth(required)}, and ${eth(paid)} were sent.`,
    hint: 'A task in ETH costs taskCostUp(maxPrice, duration), a dispute its bond; in another currency no ETH is sent.',
  }),
  TaskMarketplace_WrongStatus: ({ taskId, status }) => ({
    message: `The task ${short(taskId)} is ${named(taskStatuses, status)}, and this call does not fit that.`,
    hint: 'An Open task is accepted, bid for or cancelled; an Assigned one started; one InProgress delivered or abandoned; a Completed one approved, disputed or finalized; a Disputed one ruled on.',
  }),
  TaskMarketplace_ZeroAddress: () => ({
    message: 'The zero address cannot stand here.',
    hint: 'Pass the address of the contract that is meant.',
  }),
  UUPSUnauthorizedCallContext: () => ({
    message: 'An upgrade goes through the proxy of the contract.',
    hint: 'Call the address of the deployment, not that of the code behind it.',
  }),
  UUPSUnsupportedProxiableUUID: ({ slot }) => ({
    message: `The new code keeps its address in another slot (${short(slot)}).`,
    hint: 'Deploy an implementation that inherits from UUPSUpgradeable.',
  }),
  WithExtension_NoPlainPayments: () => ({
    message: 'The contract takes no ETH that belongs to nothing.',
    hint: 'Pay with the call that it is for, such as addStake.',
  }),
  WithExtension_NoCode: ({ extension }) => ({
    message: `There is no contract at ${extension}, which should be the second half of this one.`,
    hint: 'Deploy the extension first and pass its address to the constructor.',
  }),
}
