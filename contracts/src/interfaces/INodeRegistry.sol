// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

enum ResourceType {
    GPU,
    CPU,
    Network,
    Mobile,
    IoT
}

/// @dev `Rejected` is appended to the seed design's five.
enum NodeStatus {
    Pending,
    Verified,
    Active,
    Inactive,
    Slashed,
    Rejected
}

/// @dev How a task ended for the node that worked on it. Settled: shared between the parties, without consequences for the node.
enum TaskOutcome {
    Verified,
    TimedOut,
    Abandoned,
    DisputeWon,
    DisputeLost,
    Settled
}

/// @dev Why a node may not take a task; the order is the order of the checks.
enum Eligibility {
    Eligible,
    UnknownNode,
    NotActive,
    UnderReview,
    Suspended,
    OwnerBanned,
    NotOwner,
    OwnerIsBuyer,
    WrongResourceType,
    PowerTooLow,
    StakeTooLow,
    TrustLevelTooLow,
    AtCapacity
}

/// @notice The seed design's struct, as printed there.
/// @dev `computePower` is zero while the last proof is too old; `metadataURI` is always empty, it lives in {NodeMetadataUpdated}.
struct Node {
    address owner;
    bytes32 nodeId;
    NodeStatus status;
    ResourceType resourceType;
    uint256 computePower;
    uint256 stakedAmount;
    uint256 reputation;
    uint256 totalTasksCompleted;
    uint256 totalEarnings;
    uint256 registeredAt;
    uint256 lastActiveAt; // see {NodeDetails}
    string metadataURI;
}

/// @notice Everything about a node. Power in 1e-18 TFLOPS, money in wei, times in seconds.
struct NodeDetails {
    bytes32 nodeId;
    address owner;
    uint256 ownerNonce; // nodeId = keccak256(abi.encode(chainid, registry, owner, ownerNonce))
    NodeStatus status;
    ResourceType resourceType;
    uint8 tier; // 1 owned, 2 cloud, 3 community
    uint8 trustLevel; // 0 to 4
    bool underReview; // takes no task until a reviewer clears it
    bool suspended; // a ban is proposed: takes no task and withdraws nothing until it is executed or cancelled
    bool ownerBanned; // its owner takes no task with any node; stakes may be withdrawn
    bool challengeOpen;
    bool hasPartnerSLA;
    bool hasInsuranceBond; // the bond is at least what level 4 asks for
    uint256 insuranceBond;
    uint256 reputation; // basis points
    uint256 computePower; // counted now: `provenPower`, or zero when the proof is too old
    uint256 provenPower; // as of the last challenge
    uint256 provenAt; // the last challenge passed; zero before the first
    uint256 reservedPower; // by open tasks
    uint256 openTasks;
    uint256 stakedAmount;
    uint256 totalTasksCompleted;
    uint256 totalTasksFailed;
    uint256 challengesPassed;
    uint256 totalEarnings; // ETH only; stops counting at 2^80 − 1 wei, 1.2 million ETH
    uint256 registeredAt;
    uint256 lastActiveAt; // registration, the last challenge passed, or the last task approved; a ruling does not count
    uint256 withdrawableFrom; // end of the cooldown; zero while none has begun
    uint256 heldUntil; // by a bid: the last second at which the node may not be deactivated
    uint256 banExecutableFrom; // end of the appeal window; zero unless suspended
}

/// @notice What the registry has to know of a task to judge whether a node may take it.
struct TaskClaim {
    address operator; // who accepts; has to own the node
    address buyer;
    ResourceType resourceType;
    uint8 minTrustLevel;
    uint256 requiredPower;
}

/// @notice Governance's parameters of the registry, with their bounds.
struct NodeRegistryParameters {
    uint256 registrationFee; // wei, 0 to 1 ether
    uint256 minimumStake; // wei, 0.1 to 5 ether
    uint256 insuranceBond; // wei, 0 to 10 ether
    uint256 stakeCooldown; // seconds, 1 to 30 days
    uint256 proofValidity; // seconds, 1 to 365 days
}

/// @notice What the registry refuses.
interface INodeRegistryErrors {
    error NodeRegistry_UnknownNode(bytes32 nodeId);
    error NodeRegistry_NotNodeOwner(bytes32 nodeId, address caller, address owner);
    error NodeRegistry_InvalidUri(uint256 length, uint256 maximum);
    error NodeRegistry_PaymentTooLow(uint256 paid, uint256 required);
    error NodeRegistry_TooManyNodes(address owner, uint256 maximum);
    error NodeRegistry_ZeroAmount(bytes32 nodeId);
    error NodeRegistry_StakeTooLow(bytes32 nodeId, uint256 stake, uint256 required);
    error NodeRegistry_AmountTooHigh(bytes32 nodeId, uint256 amount, uint256 available);
    error NodeRegistry_WrongStatus(bytes32 nodeId, NodeStatus status);
    error NodeRegistry_InvalidTransition(bytes32 nodeId, NodeStatus from, NodeStatus to);
    error NodeRegistry_NeverProven(bytes32 nodeId);
    error NodeRegistry_HasOpenTasks(bytes32 nodeId, uint256 openTasks);
    error NodeRegistry_HasOpenChallenge(bytes32 nodeId);
    error NodeRegistry_NoOpenChallenge(bytes32 nodeId);
    error NodeRegistry_CooldownNotOver(bytes32 nodeId, uint256 withdrawableFrom);
    error NodeRegistry_UnderReview(bytes32 nodeId);
    error NodeRegistry_NotUnderReview(bytes32 nodeId);
    error NodeRegistry_HeldForBid(bytes32 nodeId, uint256 heldUntil);
    error NodeRegistry_Suspended(bytes32 nodeId, uint256 banExecutableFrom);
    error NodeRegistry_NotSuspended(bytes32 nodeId);
    error NodeRegistry_OwnerBanned(address owner);
    error NodeRegistry_ArbitratorIsOwner(bytes32 nodeId, address arbitrator);
    error NodeRegistry_AppealWindowOver(bytes32 nodeId, uint256 banExecutableFrom);
    error NodeRegistry_AppealWindowNotOver(bytes32 nodeId, uint256 banExecutableFrom);
    error NodeRegistry_OwnerIsBuyer(bytes32 nodeId, address owner);
    error NodeRegistry_WrongResourceType(bytes32 nodeId, ResourceType resourceType, ResourceType required);
    error NodeRegistry_PowerTooLow(bytes32 nodeId, uint256 freePower, uint256 required);
    error NodeRegistry_TrustLevelTooLow(bytes32 nodeId, uint8 trustLevel, uint8 required);
    error NodeRegistry_AtCapacity(bytes32 nodeId, uint256 openTasks);
    error NodeRegistry_NoOpenTask(bytes32 nodeId);
    error NodeRegistry_SlashTooHigh(bytes32 nodeId, uint256 amount, uint256 maximum);
    error NodeRegistry_InvalidTier(uint8 tier);
    error NodeRegistry_ParameterOutOfBounds(string name, uint256 value, uint256 minimum, uint256 maximum);
}

/// @notice What the registry logs.
interface INodeRegistryEvents {
    /*//////////////////////////////////////////////////////////////
                       EVENTS OF THE SEED DESIGN
    //////////////////////////////////////////////////////////////*/

    event NodeRegistered(bytes32 indexed nodeId, address indexed owner, ResourceType resourceType);
    event NodeStatusChanged(bytes32 indexed nodeId, NodeStatus oldStatus, NodeStatus newStatus);
    event StakeDeposited(bytes32 indexed nodeId, uint256 amount, uint256 totalStake);
    event StakeWithdrawn(bytes32 indexed nodeId, uint256 amount, uint256 totalStake);
    event ReputationUpdated(bytes32 indexed nodeId, uint256 oldReputation, uint256 newReputation);
    event NodeSlashed(bytes32 indexed nodeId, uint256 slashedAmount, string reason);

    /*//////////////////////////////////////////////////////////////
                     EVENTS THAT COMPLETE THE LOG
    //////////////////////////////////////////////////////////////*/

    /// @notice Emitted beside {NodeRegistered} and whenever the owner describes the node anew.
    event NodeMetadataUpdated(bytes32 indexed nodeId, string metadataURI);

    /// @notice Emitted beside {NodeRegistered}: what that event omits.
    event NodeSpecified(
        bytes32 indexed nodeId, uint256 ownerNonce, uint256 registrationFee, uint256 reputation, uint256 registeredAt
    );

    /// @notice Emitted when a challenge of the node ends, and by {updateComputePower}.
    /// @param newPower As proven, in 1e-18 TFLOPS; it counts until `proofValidity` after `provenAt`.
    /// @param provenAt Second of the last challenge passed.
    event ComputePowerUpdated(bytes32 indexed nodeId, uint256 oldPower, uint256 newPower, uint256 provenAt);

    /// @notice Emitted when a challenge of the node is opened or closed. Time of last activity becomes the time of the latter when `passed`.
    event NodeChallengeOpened(bytes32 indexed nodeId);
    event NodeChallengeClosed(bytes32 indexed nodeId, bool passed);

    /// @notice Emitted when a node takes a task; the totals are those after it.
    event NodeTaskOpened(
        bytes32 indexed nodeId, bytes32 indexed taskId, uint256 power, uint256 reservedPower, uint256 openTasks
    );

    /// @notice Emitted when a node's task ends; the totals are those after it. `earnings` is what the provider was paid, in wei.
    /// Time of last activity becomes the time of this event when the outcome is `Verified`.
    event NodeTaskClosed(
        bytes32 indexed nodeId,
        bytes32 indexed taskId,
        TaskOutcome outcome,
        uint256 earnings,
        uint256 reservedPower,
        uint256 openTasks,
        uint256 tasksCompleted,
        uint256 tasksFailed
    );

    /// @notice Emitted by the seed's single call {incrementTaskCount}.
    event NodeTaskCountIncremented(bytes32 indexed nodeId, uint256 tasksCompleted);

    /// @notice Emitted when more than 20 % of at least ten tasks failed: the node takes no task until it is cleared.
    event NodeFlaggedForReview(bytes32 indexed nodeId, uint256 tasksCompleted, uint256 tasksFailed);
    event NodeReviewCleared(bytes32 indexed nodeId, address indexed reviewer);

    /// @notice Emitted when a node stops and the cooldown of its stake begins; zero when it starts again.
    event StakeCooldownStarted(bytes32 indexed nodeId, uint256 withdrawableFrom);

    /// @notice Emitted with each bid; the node may not be deactivated up to and including this second.
    event NodeHeldForBid(bytes32 indexed nodeId, bytes32 indexed taskId, uint256 heldUntil);

    /// @notice Emitted when an arbitrator accuses a node of misuse: it is suspended at once.
    event BanProposed(
        bytes32 indexed nodeId, address indexed arbitrator, uint256 banExecutableFrom, string evidenceURI
    );

    /// @notice Emitted when the owner's side is put into the log.
    event BanAppealed(bytes32 indexed nodeId, address indexed owner, string appealURI);

    /// @notice Emitted when the registry's owner finds for the node: it may go on.
    event BanCancelled(bytes32 indexed nodeId);

    /// @notice Emitted when a ban takes effect, beside {NodeSlashed} and {NodeStatusChanged}. Every node of this owner takes no task any more.
    event BanExecuted(bytes32 indexed nodeId, address indexed owner);

    event NodeTierUpdated(bytes32 indexed nodeId, uint8 tier);
    event PartnerSLAUpdated(bytes32 indexed nodeId, bool signed);
    event InsuranceBondDeposited(bytes32 indexed nodeId, uint256 amount, uint256 totalBond);
    event InsuranceBondWithdrawn(bytes32 indexed nodeId, uint256 amount, uint256 totalBond);

    /// @notice Emitted at deployment and at every change.
    event NodeRegistryParametersUpdated(NodeRegistryParameters parameters);
}

/// @notice What providers, the verifier and the marketplace do.
interface INodeRegistryCore is INodeRegistryErrors, INodeRegistryEvents {
    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    /// @notice Registers a machine. The fee goes to the treasury, the rest of the payment is its stake.
    /// @dev Emits {NodeRegistered}, {NodeSpecified}, {NodeMetadataUpdated}, {StakeDeposited}. The node is Pending, community tier.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - the caller is not banned;
    /// - the URI has 1 to 256 bytes;
    /// - the payment is at least the fee and the minimum stake together;
    /// - the caller has registered fewer than 64 nodes.
    function registerNode(ResourceType resourceType, string calldata metadataURI)
        external
        payable
        returns (bytes32 nodeId);

    /// @notice Describes a node anew.
    /// @dev Emits {NodeMetadataUpdated}. The node exists, the caller owns it, the URI has 1 to 256 bytes.
    function updateMetadata(bytes32 nodeId, string calldata metadataURI) external;

    /// @notice Adds to a node's stake.
    /// @dev Emits {StakeDeposited}.
    ///
    /// Requirements, in this order: not paused; the node exists; the caller owns it and is not banned; its status is neither Slashed nor
    /// Rejected; the payment is not zero.
    function addStake(bytes32 nodeId) external payable;

    /// @notice Takes stake out; it is pushed to the owner, or credited when the owner's account refuses it.
    /// @dev Emits {StakeWithdrawn}, possibly {CreditAdded}. Works while paused.
    ///
    /// Requirements, in this order:
    /// - the node exists and the caller owns it;
    /// - the status is Inactive, Rejected or Slashed;
    /// - no ban is proposed;
    /// - no task is open, and (unless Rejected) no challenge is open;
    /// - the cooldown is over;
    /// - the amount is not zero and at most the stake;
    /// - what remains is zero or at least the minimum stake.
    function withdrawStake(bytes32 nodeId, uint256 amount) external;

    /// @notice Stops a node from taking work, or one that never began, and begins the cooldown of its stake.
    /// @dev Emits {NodeStatusChanged}, {StakeCooldownStarted}. Works while paused.
    ///
    /// Requirements, in this order: the node exists; the caller owns it; it is Active, Verified or Pending; it has no open task; no open
    /// challenge; no bid in play.
    function deactivateNode(bytes32 nodeId) external;

    /// @notice Lets a node that was stopped take work again, and one that passed its first challenge while its stake was below the minimum.
    /// @dev Emits {NodeStatusChanged}, {StakeCooldownStarted} with zero if a cooldown had begun.
    ///
    /// Requirements, in this order: the node exists; the caller owns it and is not banned; it is Inactive or Verified; it has passed a challenge
    /// before (it may while it is Inactive); its stake is at least the minimum.
    function activateNode(bytes32 nodeId) external;

    /// @notice Pays into the insurance bond that trust level 4 asks for.
    /// @dev Emits {InsuranceBondDeposited}. Requirements as for {addStake}.
    function depositInsuranceBond(bytes32 nodeId) external payable;

    /// @notice Takes the insurance bond out.
    /// @dev Emits {InsuranceBondWithdrawn}, possibly {CreditAdded}. Requirements as for {withdrawStake}, but any rest may remain.
    function withdrawInsuranceBond(bytes32 nodeId, uint256 amount) external;

    /*//////////////////////////////////////////////////////////////
                       THE VERIFIER (VERIFIER_ROLE)
    //////////////////////////////////////////////////////////////*/

    /// @notice Marks that the node has a challenge to solve.
    /// @dev Emits {NodeChallengeOpened}. Requirements: the caller holds VERIFIER_ROLE; the node exists; no challenge is open;
    /// the status is neither Slashed nor Rejected.
    /// @return owner Whose node it is.
    /// @return ownerNonce Which of its owner's nodes it is.
    /// @return resourceType Of the node.
    /// @return status Of the node.
    function openChallenge(bytes32 nodeId)
        external
        returns (address owner, uint256 ownerNonce, ResourceType resourceType, NodeStatus status);

    /// @notice Settles a challenge that was passed: power, +10 reputation up to 5,000, Pending → Verified → Active. While the stake is below
    /// the minimum, or the owner banned, it stays Verified.
    /// @dev Emits {NodeChallengeClosed}, {ComputePowerUpdated}, possibly {ReputationUpdated} and {NodeStatusChanged} (twice).
    /// Requirements: the caller holds VERIFIER_ROLE; the node exists; a challenge is open.
    function passChallenge(bytes32 nodeId, uint256 power) external;

    /// @notice Settles a challenge that was left unsolved: power, −200 reputation. Never changes the status.
    /// @dev Emits {NodeChallengeClosed}, {ComputePowerUpdated}, {ReputationUpdated}. Requirements as for {passChallenge}.
    function failChallenge(bytes32 nodeId, uint256 power) external;

    /// @notice The seed design's single call: sets the power and renews the proof.
    /// @dev Emits {ComputePowerUpdated}. Requirements: the caller holds VERIFIER_ROLE; the node exists.
    /// Power above what 104 bits hold is cut to that.
    function updateComputePower(bytes32 nodeId, uint256 power) external;

    /*//////////////////////////////////////////////////////////////
                    THE MARKETPLACE (MARKETPLACE_ROLE)
    //////////////////////////////////////////////////////////////*/

    /// @notice Lets a node take a task: reserves its power and counts the task.
    /// @dev Emits {NodeTaskOpened}.
    ///
    /// Requirements, in this order:
    /// - the caller holds MARKETPLACE_ROLE;
    /// - the node exists ({NodeRegistry_UnknownNode});
    /// - it is Active ({NodeRegistry_WrongStatus});
    /// - it is not under review ({NodeRegistry_UnderReview}), not suspended ({NodeRegistry_Suspended}), its owner not banned
    ///   ({NodeRegistry_OwnerBanned});
    /// - `operator` owns it ({NodeRegistry_NotNodeOwner});
    /// - the owner is not the buyer ({NodeRegistry_OwnerIsBuyer});
    /// - the resource type matches ({NodeRegistry_WrongResourceType});
    /// - its fresh power is not zero, and covers what other tasks reserve and the required power together ({NodeRegistry_PowerTooLow});
    /// - the stake is at least the minimum ({NodeRegistry_StakeTooLow});
    /// - the trust level is at least the one asked for ({NodeRegistry_TrustLevelTooLow});
    /// - fewer than ten tasks are open ({NodeRegistry_AtCapacity}).
    /// @return ownerNonce Which of its owner's nodes it is: owner and nonce together name the node in one slot.
    function openTask(bytes32 taskId, bytes32 nodeId, TaskClaim calldata claim) external returns (uint8 ownerNonce);

    /// @notice Keeps a node that bids from being deactivated. A hold that lasts longer stays.
    /// @dev Emits {NodeHeldForBid} with the hold that counts. Requirements as for {openTask}, in the same order.
    function holdForBid(bytes32 taskId, bytes32 nodeId, TaskClaim calldata claim, uint256 until) external;

    /// @notice Settles the end of a task with its node in one call: frees power and slot, counts, and
    /// - Verified: +50 reputation if `earnsReputation`, completed + 1;
    /// - DisputeWon: +100 reputation if `earnsReputation`, completed + 1;
    /// - TimedOut, Abandoned: −200 reputation, 5 % of the stake slashed, failed + 1;
    /// - DisputeLost: −500 reputation, 5 % of the stake slashed, failed + 1;
    /// - Settled: none of these;
    /// - earnings, whatever the outcome;
    /// - review flag at > 20 % failures of ≥ 10 tasks, whether the tenth failed or not.
    /// @dev Emits {NodeTaskClosed}, possibly {ReputationUpdated}, {NodeSlashed}, {NodeFlaggedForReview}.
    /// Requirements: the caller holds MARKETPLACE_ROLE; the node exists and has an open task. Never depends on the node's status.
    /// Assumption: `power` is what {openTask} reserved for this task.
    function closeTask(
        bytes32 taskId,
        bytes32 nodeId,
        uint256 power,
        TaskOutcome outcome,
        uint256 earnings,
        bool earnsReputation
    ) external;

    /// @notice The seed design's single call: changes the reputation, kept within 0 to 10,000.
    /// @dev Emits {ReputationUpdated} if it changes. Requirements: the caller holds MARKETPLACE_ROLE; the node exists.
    function updateReputation(bytes32 nodeId, int256 delta) external;

    /// @notice The seed design's single call: counts one more completed task.
    /// @dev Emits {NodeTaskCountIncremented}, possibly {NodeFlaggedForReview}. Requirements: the caller holds MARKETPLACE_ROLE; the node
    /// exists.
    function incrementTaskCount(bytes32 nodeId) external;

    /// @notice The seed design's single call: slashes at most 5 % of the stake, to the treasury.
    /// @dev Emits {NodeSlashed}. Requirements: the caller holds MARKETPLACE_ROLE; the node exists; amount ≤ 5 % of the stake.
    function slashStake(bytes32 nodeId, uint256 amount) external;

    /*//////////////////////////////////////////////////////////////
                            THE OWNER
    //////////////////////////////////////////////////////////////*/

    /// @notice Slashes at most half of the stake, to the treasury.
    /// @dev Emits {NodeSlashed}. Requirements: the caller is the owner; the node exists; amount ≤ 50 % of the stake.
    function slashNode(bytes32 nodeId, uint256 amount) external;
}

/// @notice What governance does, and what the registry answers.
interface INodeRegistryExtension is INodeRegistryErrors, INodeRegistryEvents {
    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @notice Moves a node along the diagram:
    /// Pending → Verified | Rejected, Verified → Active | Rejected, Active → Inactive | Slashed, Inactive → Active | Slashed.
    /// @dev Emits {NodeStatusChanged}, possibly {StakeCooldownStarted}. Requirements: the caller is the owner; the node exists; the
    /// transition is one of these; for → Active the stake is at least the minimum. What is under way goes on.
    function updateNodeStatus(bytes32 nodeId, NodeStatus status) external;

    /// @notice Marks one of the platform's own nodes (tier 1). A tier is for matching; it gives no trust level.
    /// @dev Emits {NodeTierUpdated}. Requirements: the caller is the owner; the node exists.
    function addTrustedNode(bytes32 nodeId) external;

    /// @notice Sets a node's tier: 1 owned, 2 cloud, 3 community.
    /// @dev Emits {NodeTierUpdated}. Requirements: the caller is the owner; the node exists; 1 ≤ tier ≤ 3.
    function setNodeTier(bytes32 nodeId, uint8 tier) external;

    /// @notice Records whether the partner SLA, which trust level 4 asks for, is signed.
    /// @dev Emits {PartnerSLAUpdated}. Requirements: the caller is the owner; the node exists.
    function setPartnerSLA(bytes32 nodeId, bool signed) external;

    /// @notice Lets a node that was flagged take tasks again.
    /// @dev Emits {NodeReviewCleared}. Requirements: the caller holds REVIEWER_ROLE; the node exists; it is under review.
    function clearReview(bytes32 nodeId) external;

    /*//////////////////////////////////////////////////////////////
                                MISUSE
    //////////////////////////////////////////////////////////////*/

    /// @notice Accuses a node of misuse. It is suspended at once: it takes nothing and withdraws nothing; what is under way goes on.
    /// @dev Emits {BanProposed}. Works while paused. Requirements, in this order: the caller holds ARBITRATOR_ROLE; the node exists; it is
    /// Active or Inactive; the caller does not own it; it is not suspended already; the URI has 1 to 256 bytes.
    function proposeBan(bytes32 nodeId, string calldata evidenceURI) external;

    /// @notice Puts the owner's answer into the log, as often as it wants.
    /// @dev Emits {BanAppealed}. Works while paused. Requirements, in this order: the node exists; the caller owns it; it is suspended; the URI
    /// has 1 to 256 bytes.
    function appealBan(bytes32 nodeId, string calldata appealURI) external;

    /// @notice Finds for the node within the appeal window of 3 days.
    /// @dev Emits {BanCancelled}. Requirements, in this order: the caller is the owner; the node exists; it is suspended; the appeal window is
    /// not over.
    function cancelBan(bytes32 nodeId) external;

    /// @notice Carries a ban out: half of the stake goes to the treasury, the node is Slashed for ever, the cooldown of the rest begins, the owner
    /// registers no more, and none of its nodes takes a task. Anyone may call.
    /// @dev Emits {NodeSlashed}, {NodeStatusChanged}, {StakeCooldownStarted}, {BanExecuted}. Works while paused. Requirements, in this
    /// order: the node exists; it is suspended; the appeal window is over.
    function executeBan(bytes32 nodeId) external;

    /*//////////////////////////////////////////////////////////////
                              PARAMETERS
    //////////////////////////////////////////////////////////////*/

    /// @notice Changes the minimum stake.
    /// @dev Emits {NodeRegistryParametersUpdated}. Requirements: the caller is the owner; the value is within its bounds.
    function updateMinStake(uint256 minimumStake) external;

    /// @notice Changes the parameters. A cooldown that runs keeps its end.
    /// @dev Emits {NodeRegistryParametersUpdated}. Requirements: the caller is the owner; each value is within its bounds.
    function setParameters(NodeRegistryParameters calldata newParameters) external;

    /*//////////////////////////////////////////////////////////////
                              VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice The seed design's struct. Reverts for an unknown node.
    function getNode(bytes32 nodeId) external view returns (Node memory);

    /// @notice Everything about a node. Reverts for an unknown node.
    function getNodeDetails(bytes32 nodeId) external view returns (NodeDetails memory);

    /// @notice All nodes of an owner, in the order of their registration (64 at most).
    function getNodesByOwner(address owner) external view returns (bytes32[] memory);
    function getNodesByOwner(address owner, uint256 offset, uint256 limit) external view returns (bytes32[] memory);

    /// @notice All active nodes of a type, in the order of their registration. For reading off-chain: its cost grows with the market.
    function getActiveNodes(ResourceType resourceType) external view returns (bytes32[] memory);

    /// @notice The active ones among the registered nodes number `offset` to `offset + limit − 1` of a type, so that a page has a
    /// bounded cost and may be shorter than `limit`. The last page is reached at `nodeCount(resourceType)`.
    function getActiveNodes(ResourceType resourceType, uint256 offset, uint256 limit)
        external
        view
        returns (bytes32[] memory);

    /// @notice How many nodes of a type were ever registered.
    function nodeCount(ResourceType resourceType) external view returns (uint256);

    /// @notice How many nodes an owner has registered; the next one's nonce.
    function ownerNodeCount(address owner) external view returns (uint256);

    /// @notice The id of an owner's node by its nonce, registered or not yet.
    function computeNodeId(address owner, uint256 ownerNonce) external view returns (bytes32);

    /// @notice Whether the node exists and its status is Active. Says nothing of stake, power or review; see {eligibility}.
    function isNodeActive(bytes32 nodeId) external view returns (bool);

    /// @notice Whether an address was banned: it registers no more, and its nodes take no task.
    function isBanned(address owner) external view returns (bool);

    /// @notice 0 to 4; 0 for an unknown node.
    function getNodeTrustLevel(bytes32 nodeId) external view returns (uint8);

    /// @notice The first of {openTask}'s requirements that the node does not meet.
    function eligibility(bytes32 nodeId, TaskClaim calldata claim) external view returns (Eligibility);

    /// @notice As {eligibility} with the node's owner as the operator, which it returns too.
    function eligibilityOfOwner(bytes32 nodeId, TaskClaim calldata claim)
        external
        view
        returns (Eligibility reason, address owner);

    function parameters() external view returns (NodeRegistryParameters memory);
}

/// @title INodeRegistry
/// @notice Who offers machines: stakes, reputation, verified power, trust levels. Holds the stakes, in ETH.
interface INodeRegistry is INodeRegistryCore, INodeRegistryExtension {}
