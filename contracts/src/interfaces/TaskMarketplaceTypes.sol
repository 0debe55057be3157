// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeOutcome} from "../libraries/DisputeMath.sol";
import {ResourceType} from "./INodeRegistry.sol";

/// @dev `Failed` is appended to the seed design's seven.
enum TaskStatus {
    Open,
    Assigned,
    InProgress,
    Completed,
    Verified,
    Disputed,
    Cancelled,
    Failed
}

/// @dev Why an attempt failed.
enum AttemptFailure {
    TimedOut,
    Abandoned
}

/// @dev Who may take a task: the first eligible node, the one with the best sealed bid, or the one it is addressed to.
enum AssignmentMode {
    Instant,
    SealedBid,
    Direct
}

/// @dev Reported: the commitment was not revealed in time, and somebody said so.
enum BidStatus {
    None,
    Committed,
    Revealed,
    Reported
}

/// @notice The whole form of a task. Power in 1e-18 TFLOPS, duration in seconds, price an hour in the smallest unit of the currency.
struct TaskRequest {
    ResourceType resourceType;
    AssignmentMode mode;
    uint8 minTrustLevel; // 0 counts as 1; Direct asks for 4 whatever is said here
    address currency; // the zero address for ETH
    uint256 requiredPower;
    uint256 duration;
    uint256 maxPrice;
    bytes32 directNode; // whom a Direct task is addressed to; zero otherwise
    bytes32 salt; // makes the id; a second task of the same buyer and salt is refused
    string specificationURI;
}

/// @notice An ERC-2612 signature by which the buyer lets the escrow take `value` of the task's currency.
struct Permit {
    uint256 value;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice The round of bids that a task is in, or was in last. All zero before the first bid.
struct Auction {
    uint256 round; // 1, 2, …
    uint256 bidCount; // committed in this round
    bytes32 bestNode; // zero while nothing is revealed
    uint256 bestPrice; // per hour
    uint256 commitUntil; // the last second to commit
    uint256 revealUntil; // the last second to reveal
    uint256 selectionUntil; // the last second at which the buyer may select; from the next on anyone may settle
    bool voided; // the buyer cancelled before the reveal window was over: nobody had to reveal
}

/// @notice One node's bid in one round.
struct Bid {
    BidStatus status;
    bytes32 commitment;
    uint256 order; // 1 for the first commitment of the round
    uint256 pricePerHour; // zero until revealed
}

/// @notice The seed design's struct, as printed there.
/// @dev `specificationURI` is always empty, it lives in {TaskSpecified}.
struct Task {
    bytes32 taskId;
    address buyer;
    bytes32 assignedNode;
    ResourceType resourceType;
    uint256 requiredPower;
    uint256 duration;
    uint256 maxPrice;
    uint256 escrowAmount;
    uint256 createdAt;
    uint256 startedAt;
    uint256 completedAt;
    TaskStatus status;
    uint8 minTrustLevel;
    string specificationURI;
}

/// @notice Everything about a task. Power in 1e-18 TFLOPS, money in the smallest unit, times in seconds; a time that does not apply
/// is zero.
struct TaskDetails {
    bytes32 taskId;
    address buyer;
    bytes32 assignedNode; // zero unless a node works or worked on it to the end
    address provider; // the assigned node's owner
    ResourceType resourceType;
    AssignmentMode mode;
    address currency; // the zero address for ETH
    bytes32 directNode; // zero unless the mode is Direct
    uint256 requiredPower;
    uint256 duration;
    uint256 maxPrice; // per hour
    uint256 agreedPrice; // per hour, by the bid that won; zero without one
    uint256 escrowAmount; // what the buyer paid in, bond not included
    uint8 minTrustLevel; // effective: raised to 2 when the task is not small
    TaskStatus status;
    uint256 failedAttempts;
    uint256 attempts; // how many may fail
    uint256 createdAt;
    uint256 openUntil; // the last second at which a node may accept
    uint256 startUntil; // while Assigned: from the second after it on anyone may time the task out
    uint256 startedAt;
    uint256 deadline; // duration and grace over: from the second after it on anyone may time the task out
    uint256 completedAt;
    uint256 reviewUntil; // from the second after it on anyone may finalize, and the buyer may not dispute
    uint256 disputeUntil; // from the second after it on anyone may resolve the dispute as stale
}

/// @notice Governance's parameters of the marketplace, with their bounds.
struct TaskMarketplaceParameters {
    uint256 smallestTaskEth; // wei, 0 to 0.1 ether
    uint256 smallestTaskUsdc; // 1e-6 USDC, 0 to 300 USDC
    uint256 reputationFeeFloorEth; // wei, 0 to 0.1 ether
    uint256 reputationFeeFloorUsdc; // 1e-6 USDC, 0 to 300 USDC
    uint256 smallTaskLimitUsd; // 1e18 = 1 USD, 10 to 10,000 USD
    uint256 openWindow; // seconds, 1 hour to 30 days
    uint256 startWindow; // seconds, 1 minute to 1 day
    uint256 reviewWindow; // seconds, 1 hour to 7 days
    uint256 disputeWindow; // seconds, 1 to 30 days
    uint256 attempts; // 1 to 10
    uint256 commitWindow; // seconds, 1 minute to 1 day
    uint256 revealWindow; // seconds, 1 minute to 1 day
    uint256 selectionWindow; // seconds, 1 minute to 1 day
}

/// @notice What the marketplace refuses.
interface ITaskMarketplaceErrors {
    error TaskMarketplace_UnknownTask(bytes32 taskId);
    error TaskMarketplace_TaskExists(bytes32 taskId);
    error TaskMarketplace_DurationOutOfRange(uint256 duration, uint256 minimum, uint256 maximum);
    error TaskMarketplace_PriceOutOfRange(uint256 maxPrice, uint256 maximum);
    error TaskMarketplace_PowerOutOfRange(uint256 requiredPower, uint256 maximum);
    error TaskMarketplace_TrustLevelOutOfRange(uint8 minTrustLevel, uint8 maximum);
    error TaskMarketplace_InvalidUri(uint256 length, uint256 maximum);
    error TaskMarketplace_TaskTooSmall(uint256 cost, uint256 minimum);
    error TaskMarketplace_WrongPayment(uint256 paid, uint256 required);
    error TaskMarketplace_WrongStatus(bytes32 taskId, TaskStatus status);
    error TaskMarketplace_NotBuyer(bytes32 taskId, address caller, address buyer);
    error TaskMarketplace_NotProvider(bytes32 taskId, address caller, address provider);
    error TaskMarketplace_OpenWindowOver(bytes32 taskId, uint256 openUntil);
    error TaskMarketplace_OpenWindowNotOver(bytes32 taskId, uint256 openUntil);
    error TaskMarketplace_ReviewWindowNotOver(bytes32 taskId, uint256 reviewUntil);
    error TaskMarketplace_DeadlineNotOver(bytes32 taskId, uint256 deadline);
    error TaskMarketplace_NodeExcluded(bytes32 taskId, bytes32 nodeId);
    error TaskMarketplace_EmptyResult(bytes32 taskId);
    error TaskMarketplace_InvalidDirectNode(AssignmentMode mode, bytes32 directNode);
    error TaskMarketplace_NotDirectNode(bytes32 taskId, bytes32 nodeId, bytes32 directNode);
    error TaskMarketplace_WrongMode(bytes32 taskId, AssignmentMode mode);
    error TaskMarketplace_StartWindowNotOver(bytes32 taskId, uint256 startUntil);

    error TaskMarketplace_CommitWindowOver(bytes32 taskId, uint256 round, uint256 commitUntil);
    error TaskMarketplace_RoundTooLate(bytes32 taskId, uint256 selectionUntil, uint256 openUntil);
    error TaskMarketplace_AuctionNotSettled(bytes32 taskId, uint256 round, bytes32 bestNode);
    error TaskMarketplace_EmptyCommitment(bytes32 taskId, bytes32 nodeId);
    error TaskMarketplace_BidExists(bytes32 taskId, uint256 round, bytes32 nodeId);
    error TaskMarketplace_WrongBidStatus(bytes32 taskId, uint256 round, bytes32 nodeId, BidStatus status);
    error TaskMarketplace_NotRevealWindow(bytes32 taskId, uint256 round, uint256 commitUntil, uint256 revealUntil);
    error TaskMarketplace_CommitmentMismatch(bytes32 taskId, bytes32 nodeId, bytes32 revealed, bytes32 committed);
    error TaskMarketplace_NotSelectionWindow(
        bytes32 taskId, uint256 round, uint256 revealUntil, uint256 selectionUntil
    );
    error TaskMarketplace_SelectionWindowNotOver(bytes32 taskId, uint256 round, uint256 selectionUntil);
    error TaskMarketplace_NoBidRevealed(bytes32 taskId, uint256 round);
    error TaskMarketplace_BidsRevealed(bytes32 taskId, uint256 round);
    error TaskMarketplace_RevealWindowNotOver(bytes32 taskId, uint256 round, uint256 revealUntil);
    error TaskMarketplace_RoundVoided(bytes32 taskId, uint256 round);

    error TaskMarketplace_ReviewWindowOver(bytes32 taskId, uint256 reviewUntil);
    error TaskMarketplace_ReasonTooLong(uint256 length, uint256 maximum);
    error TaskMarketplace_NotParty(bytes32 taskId, address caller);
    error TaskMarketplace_NotArbitrator(address caller, address arbitrator);
    error TaskMarketplace_ArbitratorIsParty(bytes32 taskId, address arbitrator);
    error TaskMarketplace_InvalidOutcome(bytes32 taskId, DisputeOutcome outcome);
    error TaskMarketplace_ShareTooHigh(uint256 providerShareBps, uint256 maximum);
    error TaskMarketplace_DisputeWindowOver(bytes32 taskId, uint256 disputeUntil);
    error TaskMarketplace_DisputeWindowNotOver(bytes32 taskId, uint256 disputeUntil);

    error TaskMarketplace_InvalidArbitrator(address arbitrator);
    error TaskMarketplace_ReferenceAlreadySet(address current);
    error TaskMarketplace_ZeroAddress();
    error TaskMarketplace_ParameterOutOfBounds(string name, uint256 value, uint256 minimum, uint256 maximum);
}

/// @notice What the marketplace logs.
interface ITaskMarketplaceEvents {
    /*//////////////////////////////////////////////////////////////
                       EVENTS OF THE SEED DESIGN
    //////////////////////////////////////////////////////////////*/

    event TaskCreated(bytes32 indexed taskId, address indexed buyer, ResourceType resourceType, uint256 maxPrice);
    event TaskAssigned(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 startTime);
    event TaskCompleted(bytes32 indexed taskId, bytes32 resultHash);
    event TaskVerified(bytes32 indexed taskId, uint256 payoutAmount);
    event TaskDisputed(bytes32 indexed taskId, address disputedBy, string reason);
    event TaskCancelled(bytes32 indexed taskId, uint256 refundAmount);

    /*//////////////////////////////////////////////////////////////
                     EVENTS THAT COMPLETE THE LOG
    //////////////////////////////////////////////////////////////*/

    /// @notice Emitted beside {TaskCreated}: what that event omits.
    /// @param minTrustLevel The effective one.
    event TaskSpecified(
        bytes32 indexed taskId,
        uint256 requiredPower,
        uint256 duration,
        uint256 escrowAmount,
        uint8 minTrustLevel,
        uint256 attempts,
        uint256 reviewWindow,
        uint256 openUntil,
        string specificationURI
    );

    /// @notice Emitted beside {TaskSpecified} when the task was posted by its whole form. Without it the task is Instant and in ETH.
    event TaskTermsSet(
        bytes32 indexed taskId, AssignmentMode mode, address indexed currency, bytes32 directNode, bytes32 salt
    );

    /// @notice Emitted beside {TaskAssigned} when a bid won: the task is Assigned, and its node has to start it in time.
    event TaskPriceAgreed(bytes32 indexed taskId, uint256 indexed round, uint256 pricePerHour, uint256 startUntil);

    /// @notice Emitted when the node of an assigned task begins.
    event TaskStarted(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 startedAt);

    /// @notice Emitted with the first bid of a round; the windows end with these seconds.
    event AuctionRoundOpened(
        bytes32 indexed taskId, uint256 round, uint256 commitUntil, uint256 revealUntil, uint256 selectionUntil
    );

    event BidCommitted(
        bytes32 indexed taskId, bytes32 indexed nodeId, uint256 round, bytes32 commitment, uint256 order
    );

    /// @param best Whether it is the best bid of the round so far.
    event BidRevealed(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 round, uint256 pricePerHour, bool best);

    /// @notice Emitted when a bid that was committed and not revealed is reported; its node loses reputation.
    event UnrevealedBidReported(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 round, address reporter);

    /// @notice Emitted when a round is settled without a node: its best bid is no longer eligible.
    event AuctionRoundClosed(bytes32 indexed taskId, uint256 round);

    /// @notice Emitted when the buyer cancels before the reveal window is over: nobody has to reveal any more.
    event AuctionRoundVoided(bytes32 indexed taskId, uint256 round);

    /// @notice Emitted beside {TaskDisputed}: what that event omits.
    event DisputeOpened(bytes32 indexed taskId, uint256 bond, uint256 disputedAt, uint256 disputeUntil);

    event EvidenceSubmitted(bytes32 indexed taskId, address indexed party, string evidenceURI);

    /// @notice Emitted when a dispute ends, before {TaskVerified} or {TaskFailed}. The escrow's {IEscrowManager-DisputeSettled} has the parts.
    /// @param arbitrator Who ruled; zero when nobody did.
    event DisputeRuled(
        bytes32 indexed taskId, DisputeOutcome outcome, uint256 providerShareBps, address indexed arbitrator
    );

    /// @notice Emitted beside {TaskCompleted}: where the result is.
    event ResultSubmitted(bytes32 indexed taskId, string resultURI);

    /// @notice Emitted when a node did not deliver; that node may not take this task again.
    /// @param failedAttempts So far, this one included.
    event TaskAttemptFailed(
        bytes32 indexed taskId, bytes32 indexed nodeId, AttemptFailure reason, uint256 failedAttempts
    );

    /// @notice Emitted after {TaskAttemptFailed} when the task waits for another node.
    event TaskReopened(bytes32 indexed taskId, uint256 openUntil);

    /// @notice Emitted after {TaskAttemptFailed} when the attempts are used up, and when a buyer wins a dispute.
    event TaskFailed(bytes32 indexed taskId, uint256 refundAmount);

    /// @notice Emitted once for each reference.
    event NodeRegistrySet(address indexed nodeRegistry);
    event EscrowManagerSet(address indexed escrowManager);
    event PowVerifierSet(address indexed powVerifier);

    event ArbitratorUpdated(address indexed oldArbitrator, address indexed newArbitrator);

    event PriceOracleUpdated(address indexed oldOracle, address indexed newOracle);

    /// @notice Emitted at deployment and at every change.
    event TaskMarketplaceParametersUpdated(TaskMarketplaceParameters parameters);

    /// @notice Emitted when the price behind {estimateTaskCost} changes.
    event ReferencePriceUpdated(ResourceType indexed resourceType, uint256 price);
}
