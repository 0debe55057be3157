// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager} from "../interfaces/IEscrowManager.sol";
import {INodeRegistry, ResourceType, TaskClaim, TaskOutcome} from "../interfaces/INodeRegistry.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";
import {
    AssignmentMode,
    AttemptFailure,
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskMarketplaceParameters,
    TaskStatus
} from "../interfaces/TaskMarketplaceTypes.sol";
import {FeeMath} from "../libraries/FeeMath.sol";
import {Governed} from "./Governed.sol";

/// @title TaskMarketplaceBase
/// @notice What TaskMarketplace keeps, and what the contract and its extension both need of it.
abstract contract TaskMarketplaceBase is ITaskMarketplaceErrors, ITaskMarketplaceEvents, Governed {
    uint256 public constant MIN_DURATION = 1 minutes;
    uint256 public constant MAX_DURATION = 30 days;
    uint256 public constant MAX_URI_LENGTH = 256;
    uint8 public constant MAX_TRUST_LEVEL = 4;

    /// @dev The bit that keeps {Layout-taskCounts} from being zero.
    uint256 internal constant COUNTS_IN_USE = 1 << 255;

    /// @dev As 0.1 ETH, at 3,000 dollars for one.
    uint256 internal constant MAX_SMALL_USDC = 300e6;

    /// @dev Posting writes the first two slots; accepting, delivering and ending write the third alone. The fourth is for bids, disputes and
    /// addressed tasks: an instant task that is approved never touches it.
    struct TaskRecord {
        // slot 0
        address buyer;
        uint40 createdAt;
        ResourceType resourceType;
        uint8 minTrustLevel;
        uint8 failedAttempts;
        uint16 parametersVersion;
        AssignmentMode mode;
        bool inToken; // which one, the escrow knows
        // slot 1
        uint104 requiredPower;
        uint88 maxPrice;
        uint24 duration;
        uint40 openUntil;
        // slot 2: provider and nonce name the assigned node; without a provider the nonce means nothing
        address provider;
        uint8 nodeNonce;
        uint40 startedAt; // while Assigned: the time of the assignment
        uint40 completedAt;
        TaskStatus status;
        // slot 3
        uint88 agreedPrice; // zero while the maximum counts
        uint40 disputedAt;
        // slot 4: of a Direct task only
        bytes32 directNode;
    }

    /// @dev The round of bids that a task is in. Two slots: a reveal that is not the best reads them and writes none.
    struct AuctionRecord {
        // slot 0
        uint88 bestPrice;
        uint24 bestOrder;
        uint24 bidCount;
        uint32 round; // the number of the last round that began
        uint40 startedAt; // zero between two rounds
        bool voided;
        // slot 1
        bytes32 bestNode;
    }

    struct BidRecord {
        // slot 0
        bytes32 commitment;
        // slot 1
        uint88 price;
        uint24 order;
        BidStatus status;
    }

    /// @dev A version for each change, so that a task keeps what it was posted with. Posting in ETH reads the first slot alone, and so does
    /// what happens to an instant task until its end, which reads the second.
    struct PackedParameters {
        // slot 0
        uint64 smallestTaskEth;
        uint80 smallTaskLimitUsd;
        uint32 openWindow;
        uint32 reviewWindow;
        uint8 attempts;
        uint32 startWindow;
        // slot 1
        uint64 reputationFeeFloorEth;
        uint32 reputationFeeFloorUsdc;
        uint32 smallestTaskUsdc;
        uint32 disputeWindow;
        uint24 commitWindow;
        uint24 revealWindow;
        uint24 selectionWindow;
    }

    /// @custom:storage-location erc7201:aiigo.storage.TaskMarketplace
    struct Layout {
        // slot 0: posting reads all of it
        IPriceOracle priceOracle;
        uint40 pausedUntil;
        uint16 parametersVersion;
        // slot 1: one for all types, and never zero, so that no first task is dearer than the others
        uint256 taskCounts; // 48 bits a type, above them COUNTS_IN_USE; see _countIn
        // slot 2 …
        INodeRegistry nodeRegistry;
        IEscrowManager escrowManager;
        address powVerifier;
        address arbitrator;
        mapping(uint256 version => PackedParameters) parameters;
        mapping(bytes32 taskId => TaskRecord) tasks;
        mapping(bytes32 taskId => mapping(bytes32 nodeId => bool)) excluded;
        mapping(address buyer => uint256) buyerTaskCount;
        // Every task ever posted, by type and number. Only views walk it: an index of the open ones, or one by node, would cost each task two
        // slots more.
        mapping(ResourceType resourceType => mapping(uint256 number => bytes32)) taskIds;
        // A buyer's tasks that came with a salt of its own; the ids of the others follow from their number.
        mapping(address buyer => mapping(uint256 number => bytes32)) saltedTaskIds;
        mapping(ResourceType resourceType => uint256) referencePrice;
        mapping(bytes32 taskId => AuctionRecord) auctions;
        mapping(bytes32 taskId => mapping(uint256 round => mapping(bytes32 nodeId => BidRecord))) bids;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.TaskMarketplace")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant TASK_MARKETPLACE_STORAGE =
        0x48eed7071ed9169fd4d55921c64bf37dc9f25faea6455403ece0e7ff1e39ca00;

    /*//////////////////////////////////////////////////////////////
                            A TASK'S FACTS
    //////////////////////////////////////////////////////////////*/

    function _parametersOf(TaskRecord storage task) internal view returns (PackedParameters storage) {
        return _storage().parameters[task.parametersVersion];
    }

    /// @dev What the buyer paid in.
    function _escrowAmount(TaskRecord storage task) internal view returns (uint256) {
        return FeeMath.taskCostUp(task.maxPrice, task.duration);
    }

    /// @dev What the task costs at the price of the bid that won; the whole escrow without one.
    function _agreedAmount(TaskRecord storage task) internal view returns (uint256) {
        uint256 price = task.agreedPrice;
        return FeeMath.taskCostUp(price == 0 ? task.maxPrice : price, task.duration);
    }

    /// @dev A task that nobody else may take has one attempt.
    function _attempts(TaskRecord storage task, PackedParameters storage p) internal view returns (uint256) {
        return task.mode == AssignmentMode.Direct ? 1 : p.attempts;
    }

    function _startUntil(TaskRecord storage task) internal view returns (uint256) {
        return uint256(task.startedAt) + _parametersOf(task).startWindow;
    }

    function _deadline(TaskRecord storage task) internal view returns (uint256) {
        uint256 duration = task.duration;
        return task.startedAt + duration + FeeMath.taskGrace(duration);
    }

    function _reviewUntil(TaskRecord storage task) internal view returns (uint256) {
        return uint256(task.completedAt) + _parametersOf(task).reviewWindow;
    }

    function _disputeUntil(TaskRecord storage task) internal view returns (uint256) {
        return uint256(task.disputedAt) + _parametersOf(task).disputeWindow;
    }

    function _commitUntil(AuctionRecord storage auction, PackedParameters storage p) internal view returns (uint256) {
        return uint256(auction.startedAt) + p.commitWindow;
    }

    function _revealUntil(AuctionRecord storage auction, PackedParameters storage p) internal view returns (uint256) {
        return _commitUntil(auction, p) + p.revealWindow;
    }

    function _selectionUntil(AuctionRecord storage auction, PackedParameters storage p)
        internal
        view
        returns (uint256)
    {
        return _revealUntil(auction, p) + p.selectionWindow;
    }

    /// @dev As the registry derives a node's id; zero while nobody is assigned.
    function _assignedNode(TaskRecord storage task) internal view returns (bytes32) {
        address provider = task.provider;
        if (provider == address(0)) return 0;
        return keccak256(abi.encode(block.chainid, address(_storage().nodeRegistry), provider, uint256(task.nodeNonce)));
    }

    function _claim(TaskRecord storage task, address operator) internal view returns (TaskClaim memory) {
        return TaskClaim({
            operator: operator,
            buyer: task.buyer,
            resourceType: task.resourceType,
            minTrustLevel: task.minTrustLevel,
            requiredPower: task.requiredPower
        });
    }

    /// @dev The salt of a task that comes without one.
    function _countedSalt(uint256 count) internal pure returns (bytes32) {
        return keccak256(abi.encode(count));
    }

    function _task(bytes32 taskId) internal view returns (TaskRecord storage task) {
        task = _storage().tasks[taskId];
        require(task.buyer != address(0), TaskMarketplace_UnknownTask(taskId));
    }

    /// @param counts {Layout-taskCounts}
    function _countIn(uint256 counts, ResourceType resourceType) internal pure returns (uint256) {
        return uint48(counts >> (48 * uint8(resourceType)));
    }

    function _taskId(address buyer, bytes32 salt) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), buyer, salt));
    }

    function _commitment(bytes32 taskId, bytes32 nodeId, address owner, uint256 pricePerHour, bytes32 salt)
        internal
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), taskId, nodeId, owner, pricePerHour, salt));
    }

    function _requireTask(
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        uint256 uriLength
    ) internal pure {
        require(
            duration >= MIN_DURATION && duration <= MAX_DURATION,
            TaskMarketplace_DurationOutOfRange(duration, MIN_DURATION, MAX_DURATION)
        );
        require(
            maxPrice != 0 && maxPrice <= type(uint88).max, TaskMarketplace_PriceOutOfRange(maxPrice, type(uint88).max)
        );
        require(requiredPower <= type(uint104).max, TaskMarketplace_PowerOutOfRange(requiredPower, type(uint104).max));
        require(minTrustLevel <= MAX_TRUST_LEVEL, TaskMarketplace_TrustLevelOutOfRange(minTrustLevel, MAX_TRUST_LEVEL));
        require(uriLength != 0 && uriLength <= MAX_URI_LENGTH, TaskMarketplace_InvalidUri(uriLength, MAX_URI_LENGTH));
    }

    function _buyersTask(bytes32 taskId) internal view returns (TaskRecord storage task) {
        task = _task(taskId);
        require(msg.sender == task.buyer, TaskMarketplace_NotBuyer(taskId, msg.sender, task.buyer));
    }

    function _requireStatus(bytes32 taskId, TaskRecord storage task, TaskStatus required) internal view {
        TaskStatus status = task.status;
        require(status == required, TaskMarketplace_WrongStatus(taskId, status));
    }

    function _requireOpenWindow(bytes32 taskId, TaskRecord storage task) internal view {
        uint256 openUntil = task.openUntil;
        require(block.timestamp <= openUntil, TaskMarketplace_OpenWindowOver(taskId, openUntil));
    }

    /// @dev Without a failed attempt nobody is excluded; the look-up is saved.
    function _requireNotExcluded(bytes32 taskId, TaskRecord storage task, bytes32 nodeId) internal view {
        require(
            task.failedAttempts == 0 || !_storage().excluded[taskId][nodeId],
            TaskMarketplace_NodeExcluded(taskId, nodeId)
        );
    }

    /*//////////////////////////////////////////////////////////////
                       AN ENDING'S CONSEQUENCES
    //////////////////////////////////////////////////////////////*/

    /// @dev Tells the registry how a task ended for its node. Earnings count in ETH, reputation where the platform earned enough.
    function _closeTask(
        bytes32 taskId,
        TaskRecord storage task,
        TaskOutcome outcome,
        uint256 payout,
        uint256 platformFee
    ) internal {
        PackedParameters storage p = _parametersOf(task);
        bool inToken = task.inToken;
        uint256 floor = inToken ? p.reputationFeeFloorUsdc : p.reputationFeeFloorEth;
        _storage().nodeRegistry
            .closeTask(
                taskId, _assignedNode(task), task.requiredPower, outcome, inToken ? 0 : payout, platformFee >= floor
            );
    }

    /*//////////////////////////////////////////////////////////////
                            GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    function _setNodeRegistry(address newNodeRegistry) internal {
        Layout storage $ = _storage();
        _requireFirst(address($.nodeRegistry), newNodeRegistry);
        $.nodeRegistry = INodeRegistry(newNodeRegistry);
        emit NodeRegistrySet(newNodeRegistry);
    }

    function _setEscrowManager(address newEscrowManager) internal {
        Layout storage $ = _storage();
        _requireFirst(address($.escrowManager), newEscrowManager);
        $.escrowManager = IEscrowManager(newEscrowManager);
        emit EscrowManagerSet(newEscrowManager);
    }

    function _setPowVerifier(address newPowVerifier) internal {
        Layout storage $ = _storage();
        _requireFirst($.powVerifier, newPowVerifier);
        $.powVerifier = newPowVerifier;
        emit PowVerifierSet(newPowVerifier);
    }

    /// @dev Who owns the market must not rule on its disputes.
    function _setArbitrator(address newArbitrator) internal {
        require(
            newArbitrator != address(0) && newArbitrator != owner(), TaskMarketplace_InvalidArbitrator(newArbitrator)
        );
        Layout storage $ = _storage();
        emit ArbitratorUpdated($.arbitrator, newArbitrator);
        $.arbitrator = newArbitrator;
    }

    function _setPriceOracle(address newPriceOracle) internal {
        require(newPriceOracle != address(0), TaskMarketplace_ZeroAddress());
        Layout storage $ = _storage();
        emit PriceOracleUpdated(address($.priceOracle), newPriceOracle);
        $.priceOracle = IPriceOracle(newPriceOracle);
    }

    function _setReferencePrice(ResourceType resourceType, uint256 price) internal {
        require(price <= type(uint88).max, TaskMarketplace_PriceOutOfRange(price, type(uint88).max));
        _storage().referencePrice[resourceType] = price;
        emit ReferencePriceUpdated(resourceType, price);
    }

    function _setParameters(TaskMarketplaceParameters calldata p) internal {
        _requireBounds("smallestTaskEth", p.smallestTaskEth, 0, 0.1 ether);
        _requireBounds("smallestTaskUsdc", p.smallestTaskUsdc, 0, MAX_SMALL_USDC);
        _requireBounds("reputationFeeFloorEth", p.reputationFeeFloorEth, 0, 0.1 ether);
        _requireBounds("reputationFeeFloorUsdc", p.reputationFeeFloorUsdc, 0, MAX_SMALL_USDC);
        _requireBounds("smallTaskLimitUsd", p.smallTaskLimitUsd, 10e18, 10_000e18);
        _requireBounds("openWindow", p.openWindow, 1 hours, 30 days);
        _requireBounds("startWindow", p.startWindow, 1 minutes, 1 days);
        _requireBounds("reviewWindow", p.reviewWindow, 1 hours, 7 days);
        _requireBounds("disputeWindow", p.disputeWindow, 1 days, 30 days);
        _requireBounds("attempts", p.attempts, 1, 10);
        _requireBounds("commitWindow", p.commitWindow, 1 minutes, 1 days);
        _requireBounds("revealWindow", p.revealWindow, 1 minutes, 1 days);
        _requireBounds("selectionWindow", p.selectionWindow, 1 minutes, 1 days);
        // Otherwise no round would ever fit into the open window, and no bid could be made.
        uint256 round = p.commitWindow + p.revealWindow + p.selectionWindow;
        _requireBounds("openWindow", p.openWindow, round, 30 days);

        Layout storage $ = _storage();
        $.parameters[++$.parametersVersion] = PackedParameters({
            smallestTaskEth: uint64(p.smallestTaskEth),
            smallTaskLimitUsd: uint80(p.smallTaskLimitUsd),
            openWindow: uint32(p.openWindow),
            reviewWindow: uint32(p.reviewWindow),
            attempts: uint8(p.attempts),
            startWindow: uint32(p.startWindow),
            reputationFeeFloorEth: uint64(p.reputationFeeFloorEth),
            reputationFeeFloorUsdc: uint32(p.reputationFeeFloorUsdc),
            smallestTaskUsdc: uint32(p.smallestTaskUsdc),
            disputeWindow: uint32(p.disputeWindow),
            commitWindow: uint24(p.commitWindow),
            revealWindow: uint24(p.revealWindow),
            selectionWindow: uint24(p.selectionWindow)
        });
        emit TaskMarketplaceParametersUpdated(p);
    }

    function _requireFirst(address current, address replacement) internal pure {
        require(current == address(0), TaskMarketplace_ReferenceAlreadySet(current));
        require(replacement != address(0), TaskMarketplace_ZeroAddress());
    }

    function _requireBounds(string memory name, uint256 value, uint256 minimum, uint256 maximum) internal pure {
        require(
            value >= minimum && value <= maximum, TaskMarketplace_ParameterOutOfBounds(name, value, minimum, maximum)
        );
    }

    /// @inheritdoc Governed
    function _pausedUntil() internal view override returns (uint256) {
        return _storage().pausedUntil;
    }

    /// @inheritdoc Governed
    function _setPausedUntil(uint40 until) internal override {
        _storage().pausedUntil = until;
    }

    function _storage() internal pure returns (Layout storage $) {
        assembly {
            $.slot := TASK_MARKETPLACE_STORAGE
        }
    }
}
