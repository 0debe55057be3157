// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ResourceType} from "./INodeRegistry.sol";
import {ITaskMarketplaceBids} from "./ITaskMarketplaceBids.sol";
import {ITaskMarketplaceDisputes} from "./ITaskMarketplaceDisputes.sol";
import {
    AssignmentMode,
    AttemptFailure,
    Auction,
    Bid,
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    Permit,
    Task,
    TaskDetails,
    TaskMarketplaceParameters,
    TaskRequest,
    TaskStatus
} from "./TaskMarketplaceTypes.sol";

/// @notice What buyers, providers and strangers do.
interface ITaskMarketplaceCore is ITaskMarketplaceErrors, ITaskMarketplaceEvents {
    /*//////////////////////////////////////////////////////////////
                                BUYERS
    //////////////////////////////////////////////////////////////*/

    /// @notice Posts a task that the first eligible node may accept, with its money in ETH.
    /// @dev Emits {TaskCreated}, {TaskSpecified}; the escrow emits {IEscrowManager-EscrowDeposited}.
    /// `taskId = keccak256(abi.encode(chainid, marketplace, buyer, salt))` with `salt = keccak256(abi.encode(buyer's task counter))`.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - duration from 1 minute to 30 days;
    /// - price from 1 to 2^88 − 1 wei an hour, required power at most 2^104 − 1;
    /// - trust level at most 4 (0 counts as 1);
    /// - the URI has 1 to 256 bytes;
    /// - the cost, `maxPrice × duration / 3600` rounded up, is at least the smallest task;
    /// - the payment is exactly the cost;
    /// - the buyer has no task with that salt ({TaskMarketplace_TaskExists}).
    ///
    /// A task of the small-task limit or more, or without a fresh price, asks for trust level 2 at least; decided here, once.
    function createTask(
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        string calldata specificationURI
    ) external payable returns (bytes32 taskId);

    /// @notice Posts a task by its whole form, with its money in ETH or in a currency of the escrow's list.
    /// @dev Emits {TaskCreated}, {TaskSpecified}, {TaskTermsSet}; the escrow emits {IEscrowManager-EscrowDeposited}. The id is known before
    /// sending ({computeTaskId}), and a repeated salt is refused, so that a retry never posts twice.
    ///
    /// Requirements, in this order:
    /// - those of {createTask} up to the URI;
    /// - a Direct task names its node, any other names none ({TaskMarketplace_InvalidDirectNode});
    /// - the cost is at least the smallest task of the currency;
    /// - the payment is exactly the cost, or zero when the currency is not ETH;
    /// - the buyer has no task with that salt ({TaskMarketplace_TaskExists});
    /// - the currency is on the escrow's list, the buyer has approved the escrow, and exactly the cost arrives ({IEscrowManager-depositToken}).
    ///
    /// A Direct task asks for trust level 4 and has one attempt: nobody else may take it.
    function postTask(TaskRequest calldata request) external payable returns (bytes32 taskId);

    /// @notice As {postTask}, with the buyer's signature instead of an earlier approval.
    /// @dev Works also when somebody else has used that signature first: what counts is the allowance.
    function postTaskWithPermit(TaskRequest calldata request, Permit calldata permit)
        external
        payable
        returns (bytes32 taskId);

    /// @notice Takes an open task back, for a full refund.
    /// @dev Emits {TaskCancelled}, possibly {AuctionRoundVoided}. Works while paused. Requirements, in this order: the task exists; the
    /// caller is its buyer; it is Open; no bid of its present round is revealed ({TaskMarketplace_BidsRevealed}).
    function cancelTask(bytes32 taskId) external;

    /// @notice Accepts the result; the provider is paid.
    /// @dev Emits {TaskVerified}. Works while paused. Requirements, in this order: the task exists; the caller is its buyer; it is
    /// Completed. May come after the review window too, as long as nobody finalized.
    function approveResult(bytes32 taskId) external;

    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    /// @notice Takes an open task with one's node, which starts at once. Not for tasks that ask for sealed bids.
    /// @dev Emits {TaskAssigned}; the registry emits {INodeRegistry-NodeTaskOpened}.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - the task exists, is Open, and its open window is not over;
    /// - it does not ask for bids ({TaskMarketplace_WrongMode}), and is addressed to this node if to any ({TaskMarketplace_NotDirectNode});
    /// - {INodeRegistry-openTask}'s requirements (its errors come through);
    /// - the node has not failed this task before.
    function acceptTask(bytes32 taskId, bytes32 nodeId) external;

    /// @notice Begins a task that a bid won; its duration counts from here.
    /// @dev Emits {TaskStarted}. Works while paused. After the start window a start and a timeout race fairly. Requirements, in this order:
    /// the task exists; it is Assigned; the caller owns the assigned node.
    function startTask(bytes32 taskId) external;

    /// @notice Hands in the result, once.
    /// @dev Emits {TaskCompleted}, {ResultSubmitted}. Works while paused. After the deadline a result and a timeout race fairly.
    ///
    /// Requirements, in this order: the task exists; it is InProgress; the caller owns the assigned node; the hash is not zero; the
    /// URI has at most 256 bytes.
    function submitResult(bytes32 taskId, bytes32 resultHash, string calldata resultURI) external;

    /// @notice Gives a task up, with the consequences of a timeout at once.
    /// @dev Emits {TaskAttemptFailed}, then {TaskReopened} or {TaskFailed}. Works while paused. Requirements, in this order: the
    /// task exists; it is Assigned or InProgress; the caller owns the assigned node.
    function abandonTask(bytes32 taskId) external;

    /*//////////////////////////////////////////////////////////////
                                ANYONE
    //////////////////////////////////////////////////////////////*/

    /// @notice Pays the provider when the buyer stayed silent.
    /// @dev Emits {TaskVerified}. Works while paused. Requirements, in this order: the task exists; it is Completed; its review
    /// window is over.
    function finalizeTask(bytes32 taskId) external;

    /// @notice Ends the attempt of a node that did not deliver: 5 % of its stake, −200 reputation, one failure. The task waits for
    /// another node, or is refunded when its attempts are used up.
    /// @dev Emits {TaskAttemptFailed}, then {TaskReopened} or {TaskFailed}. Works while paused. Requirements, in this order: the
    /// task exists; it is Assigned and its start window is over, or InProgress and duration and grace are over.
    function timeoutTask(bytes32 taskId) external;

    /// @notice Refunds a task that no node took in its open window.
    /// @dev Emits {TaskCancelled}. Works while paused. Requirements, in this order: the task exists; it is Open; its open window is
    /// over.
    function expireTask(bytes32 taskId) external;
}

/// @notice What governance does, and what the marketplace answers.
interface ITaskMarketplaceExtension is ITaskMarketplaceErrors, ITaskMarketplaceEvents {
    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @notice Each sets its reference once; a second call reverts. The caller must be the owner.
    function setNodeRegistry(address nodeRegistry) external;
    function setEscrowManager(address escrowManager) external;
    function setPowVerifier(address powVerifier) external;

    /// @notice Names who rules on disputes, those that are open included; their windows stay.
    /// @dev Emits {ArbitratorUpdated}. The caller must be the owner; the address is neither zero nor the owner.
    function setArbitrator(address newArbitrator) external;

    /// @notice Changes the source of prices; only tasks to come ask it.
    /// @dev Emits {PriceOracleUpdated}. The caller must be the owner.
    function setPriceOracle(address priceOracle) external;

    /// @notice Changes the parameters; a task that exists keeps those it was posted with.
    /// @dev Emits {TaskMarketplaceParametersUpdated}. The caller must be the owner; each value is within its bounds.
    function setParameters(TaskMarketplaceParameters calldata newParameters) external;

    /// @notice Sets the price behind {estimateTaskCost}, in wei for one TFLOPS for one hour. Informs; settles nothing.
    /// @dev Emits {ReferencePriceUpdated}. The caller must be the owner; at most 2^88 − 1.
    function setReferencePrice(ResourceType resourceType, uint256 price) external;

    /*//////////////////////////////////////////////////////////////
                              VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice The seed design's struct. Reverts for an unknown task.
    function getTask(bytes32 taskId) external view returns (Task memory);

    /// @notice Everything about a task. Reverts for an unknown task.
    function getTaskDetails(bytes32 taskId) external view returns (TaskDetails memory);

    /// @notice All open tasks of a type, in the order of posting. For reading off-chain: its cost grows with the market. A task whose open
    /// window is over is among them until someone calls {expireTask}: no node can accept it any more.
    function getOpenTasks(ResourceType resourceType) external view returns (bytes32[] memory);

    /// @notice The open ones among the posted tasks number `offset` to `offset + limit − 1` of a type, so that a page has a bounded
    /// cost and may be shorter than `limit`. The last page is reached at `taskCount(resourceType)`.
    function getOpenTasks(ResourceType resourceType, uint256 offset, uint256 limit)
        external
        view
        returns (bytes32[] memory);

    /// @notice All tasks of a buyer, in the order of posting.
    function getTasksByBuyer(address buyer) external view returns (bytes32[] memory);
    function getTasksByBuyer(address buyer, uint256 offset, uint256 limit) external view returns (bytes32[] memory);

    /// @notice All tasks assigned to a node, running or ended, in the order of posting; not those it failed. For reading off-chain: its
    /// cost grows with the market.
    function getTasksByProvider(bytes32 nodeId) external view returns (bytes32[] memory);

    /// @notice Those among the posted tasks number `offset` to `offset + limit − 1` of the node's type; see {getOpenTasks}.
    function getTasksByProvider(bytes32 nodeId, uint256 offset, uint256 limit) external view returns (bytes32[] memory);

    /// @notice The nodes that could take the task now. For reading off-chain: its cost grows with the market.
    function matchTask(bytes32 taskId) external view returns (bytes32[] memory);

    /// @notice Those among the registered nodes number `offset` to `offset + limit − 1` of the task's type.
    function matchTask(bytes32 taskId, uint256 offset, uint256 limit) external view returns (bytes32[] memory);

    /// @notice What such a task would cost at governance's reference price, in wei, rounded up; at least the smallest task. A hint for
    /// people: nothing settles by it.
    function estimateTaskCost(ResourceType resourceType, uint256 requiredPower, uint256 duration)
        external
        view
        returns (uint256);

    /// @notice What {createTask} asks to be paid: `maxPrice × duration / 3600`, rounded up.
    function taskCost(uint256 maxPrice, uint256 duration) external pure returns (uint256);

    /// @notice The id of the task with this salt, posted or not.
    function computeTaskId(address buyer, bytes32 salt) external view returns (bytes32);

    /// @notice How many tasks of a type were ever posted.
    function taskCount(ResourceType resourceType) external view returns (uint256);

    /// @notice How many tasks a buyer has posted; the counter behind the next one's salt.
    function buyerTaskCount(address buyer) external view returns (uint256);

    /// @notice The round of bids that the task is in, or was in last. Reverts for an unknown task.
    function getAuction(bytes32 taskId) external view returns (Auction memory);

    /// @notice A node's bid in a round; its status is None when there is none.
    function getBid(bytes32 taskId, uint256 round, bytes32 nodeId) external view returns (Bid memory);

    /// @notice What {commitBid} takes: `keccak256(abi.encode(chainid, marketplace, taskId, nodeId, owner, pricePerHour, salt))`. Ask a node
    /// that you trust, or hash it yourself: whoever is asked learns the price.
    function computeCommitment(bytes32 taskId, bytes32 nodeId, address owner, uint256 pricePerHour, bytes32 salt)
        external
        view
        returns (bytes32);

    /// @notice What {disputeTask} asks for now: 2 % of the agreed amount, rounded up, in the task's currency.
    function disputeBond(bytes32 taskId) external view returns (uint256);

    /// @notice Whether the node has failed this task before.
    function isExcluded(bytes32 taskId, bytes32 nodeId) external view returns (bool);

    function nodeRegistry() external view returns (address);
    function escrowManager() external view returns (address);
    function powVerifier() external view returns (address);
    function arbitrator() external view returns (address);
    function priceOracle() external view returns (address);
    function referencePrice(ResourceType resourceType) external view returns (uint256);
    function parameters() external view returns (TaskMarketplaceParameters memory);
}

/// @title ITaskMarketplace
/// @notice The life of a task: posted with its money, taken by one node, delivered, reviewed, paid.
/// @dev No state is a trap: from every state a call that anyone may make leads to an end at a known time.
interface ITaskMarketplace is
    ITaskMarketplaceCore,
    ITaskMarketplaceBids,
    ITaskMarketplaceDisputes,
    ITaskMarketplaceExtension
{}
