// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ResourceType} from "./INodeRegistry.sol";

/// @dev `Failed` is appended to the seed design's seven. `Assigned` and `Disputed` are not reached yet.
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
    uint256 requiredPower;
    uint256 duration;
    uint256 maxPrice; // per hour
    uint256 escrowAmount;
    uint8 minTrustLevel; // effective: raised to 2 when the task is not small
    TaskStatus status;
    uint256 failedAttempts;
    uint256 attempts; // how many may fail
    uint256 createdAt;
    uint256 openUntil; // the last second at which a node may accept
    uint256 startedAt;
    uint256 deadline; // duration and grace over: from the second after it on anyone may time the task out
    uint256 completedAt;
    uint256 reviewUntil; // from the second after it on anyone may finalize
}

/// @notice Governance's parameters of the marketplace; protocol.md §3 gives the bounds.
struct TaskMarketplaceParameters {
    uint256 smallestTaskEth; // wei, 0 to 0.1 ether
    uint256 reputationFeeFloorEth; // wei, 0 to 0.1 ether
    uint256 smallTaskLimitUsd; // 1e18 = 1 USD, 10 to 10,000 USD
    uint256 openWindow; // seconds, 1 hour to 30 days
    uint256 reviewWindow; // seconds, 1 hour to 7 days
    uint256 attempts; // 1 to 10
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
        uint256 createdAt,
        uint256 openUntil,
        string specificationURI
    );

    /// @notice Emitted beside {TaskCompleted}: where the result is.
    event ResultSubmitted(
        bytes32 indexed taskId, bytes32 indexed nodeId, bytes32 resultHash, string resultURI, uint256 completedAt
    );

    /// @notice Emitted when a node did not deliver; that node may not take this task again.
    /// @param failedAttempts So far, this one included.
    event TaskAttemptFailed(
        bytes32 indexed taskId, bytes32 indexed nodeId, AttemptFailure reason, uint256 failedAttempts
    );

    /// @notice Emitted after {TaskAttemptFailed} when the task waits for another node.
    event TaskReopened(bytes32 indexed taskId, uint256 openUntil);

    /// @notice Emitted after {TaskAttemptFailed} when the attempts are used up.
    event TaskFailed(bytes32 indexed taskId, uint256 refundAmount);

    /// @notice Emitted once for each reference.
    event NodeRegistrySet(address indexed nodeRegistry);
    event EscrowManagerSet(address indexed escrowManager);
    event PowVerifierSet(address indexed powVerifier);

    event PriceOracleUpdated(address indexed oldOracle, address indexed newOracle);

    /// @notice Emitted at deployment and at every change.
    event TaskMarketplaceParametersUpdated(TaskMarketplaceParameters parameters);

    /// @notice Emitted when the price behind {estimateTaskCost} changes.
    event ReferencePriceUpdated(ResourceType indexed resourceType, uint256 price);
}

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

    /// @notice Takes an open task back, for a full refund, at any time.
    /// @dev Emits {TaskCancelled}. Works while paused. Requirements, in this order: the task exists; the caller is its buyer; it is
    /// Open.
    function cancelTask(bytes32 taskId) external;

    /// @notice Accepts the result; the provider is paid.
    /// @dev Emits {TaskVerified}. Works while paused. Requirements, in this order: the task exists; the caller is its buyer; it is
    /// Completed. May come after the review window too, as long as nobody finalized.
    function approveResult(bytes32 taskId) external;

    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    /// @notice Takes an open task with one's node, which starts at once.
    /// @dev Emits {TaskAssigned}; the registry emits {INodeRegistry-NodeTaskOpened}.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - the task exists, is Open, and its open window is not over;
    /// - {INodeRegistry-openTask}'s requirements (its errors come through);
    /// - the node has not failed this task before.
    function acceptTask(bytes32 taskId, bytes32 nodeId) external;

    /// @notice Hands in the result, once.
    /// @dev Emits {TaskCompleted}, {ResultSubmitted}. Works while paused. After the deadline a result and a timeout race fairly.
    ///
    /// Requirements, in this order: the task exists; it is InProgress; the caller owns the assigned node; the hash is not zero; the
    /// URI has at most 256 bytes.
    function submitResult(bytes32 taskId, bytes32 resultHash, string calldata resultURI) external;

    /// @notice Gives a task up, with the consequences of a timeout at once.
    /// @dev Emits {TaskAttemptFailed}, then {TaskReopened} or {TaskFailed}. Works while paused. Requirements, in this order: the
    /// task exists; it is InProgress; the caller owns the assigned node.
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
    /// task exists; it is InProgress; duration and grace are over.
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

    /// @notice Whether the node has failed this task before.
    function isExcluded(bytes32 taskId, bytes32 nodeId) external view returns (bool);

    function nodeRegistry() external view returns (address);
    function escrowManager() external view returns (address);
    function powVerifier() external view returns (address);
    function priceOracle() external view returns (address);
    function referencePrice(ResourceType resourceType) external view returns (uint256);
    function parameters() external view returns (TaskMarketplaceParameters memory);
}

/// @title ITaskMarketplace
/// @notice The life of a task: posted with its money, taken by one node, delivered, reviewed, paid.
/// @dev No state is a trap: from every state a call that anyone may make leads to an end at a known time.
interface ITaskMarketplace is ITaskMarketplaceCore, ITaskMarketplaceExtension {}
