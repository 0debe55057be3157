// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {RoleGrant} from "./base/Governed.sol";
import {TaskMarketplaceBase} from "./base/TaskMarketplaceBase.sol";
import {WithExtension} from "./base/WithExtension.sol";
import {IEscrowManager} from "./interfaces/IEscrowManager.sol";
import {INodeRegistry, ResourceType, TaskOutcome} from "./interfaces/INodeRegistry.sol";
import {IPriceOracle} from "./interfaces/IPriceOracle.sol";
import {
    AttemptFailure,
    ITaskMarketplaceCore,
    TaskMarketplaceParameters,
    TaskStatus
} from "./interfaces/ITaskMarketplace.sol";
import {FeeMath} from "./libraries/FeeMath.sol";

/// @notice The contracts that the marketplace works with; zero for one that is set later, once.
struct TaskMarketplaceReferences {
    address nodeRegistry;
    address escrowManager;
    address powVerifier;
    address priceOracle;
}

/// @title TaskMarketplace
/// @notice See {ITaskMarketplace}. Holds no money itself. Governance and reading are in
/// {TaskMarketplaceExtension}.
/// @dev Every ending is one rhythm: own state, event, registry, and last the escrow, which may hand control to a stranger.
contract TaskMarketplace is
    ITaskMarketplaceCore,
    TaskMarketplaceBase,
    ReentrancyGuardTransient,
    UUPSUpgradeable,
    WithExtension
{
    /// @dev What a price source may spend: one that burns it all still lets the task be posted.
    uint256 internal constant ORACLE_GAS = 500_000;
    uint8 internal constant PUBLIC_TRUST_LEVEL = 2;

    /// @param extension {TaskMarketplaceExtension}, which takes the calls that this contract does not know.
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address extension) WithExtension(extension) {
        _disableInitializers();
    }

    /// @notice Called by the proxy's constructor.
    function initialize(
        address initialOwner,
        RoleGrant[] calldata grants,
        TaskMarketplaceReferences calldata references,
        TaskMarketplaceParameters calldata initialParameters,
        uint256[5] calldata referencePrices
    ) external initializer {
        __Governed_init(initialOwner, grants);
        if (references.nodeRegistry != address(0)) _setNodeRegistry(references.nodeRegistry);
        if (references.escrowManager != address(0)) _setEscrowManager(references.escrowManager);
        if (references.powVerifier != address(0)) _setPowVerifier(references.powVerifier);
        if (references.priceOracle != address(0)) _setPriceOracle(references.priceOracle);
        _setParameters(initialParameters);
        for (uint256 i; i < 5; ++i) {
            _setReferencePrice(ResourceType(i), referencePrices[i]);
        }
    }

    /*//////////////////////////////////////////////////////////////
                                BUYERS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceCore
    function createTask(
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        string calldata specificationURI
    ) external payable whenNotPaused nonReentrant returns (bytes32 taskId) {
        _requireTask(requiredPower, duration, maxPrice, minTrustLevel, bytes(specificationURI).length);
        Layout storage $ = _storage();
        PackedParameters storage p = $.parameters[$.parametersVersion];
        _requirePayment(maxPrice, duration, p.smallestTaskEth);
        uint8 level = _effectiveTrustLevel(minTrustLevel, p.smallTaskLimitUsd);

        taskId = _taskId(msg.sender, _countedSalt($.buyerTaskCount[msg.sender]++));
        TaskRecord storage task = $.tasks[taskId];
        // No counted task meets another; the forms of posting that take a salt of the buyer's will.
        require(task.buyer == address(0), TaskMarketplace_TaskExists(taskId));
        _list(taskId, resourceType);
        task.minTrustLevel = level;
        _specify(task, p, resourceType, requiredPower, duration, maxPrice);
        emit TaskCreated(taskId, msg.sender, resourceType, maxPrice);
        _emitSpecified(taskId, task, p, specificationURI);
        $.escrowManager.deposit{value: msg.value}(taskId, msg.sender);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function cancelTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _buyersTask(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        _cancel(taskId, task);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function approveResult(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _buyersTask(taskId);
        _requireStatus(taskId, task, TaskStatus.Completed);
        _verify(taskId, task);
    }

    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceCore
    /// @dev Not guarded against re-entry: it calls the registry only, which calls nobody.
    function acceptTask(bytes32 taskId, bytes32 nodeId) external whenNotPaused {
        Layout storage $ = _storage();
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        uint256 openUntil = task.openUntil;
        require(block.timestamp <= openUntil, TaskMarketplace_OpenWindowOver(taskId, openUntil));
        uint8 nodeNonce = $.nodeRegistry.openTask(taskId, nodeId, _claim(task, msg.sender));
        // Without a failed attempt nobody is excluded; the look-up is saved.
        require(
            task.failedAttempts == 0 || !$.excluded[taskId][nodeId], TaskMarketplace_NodeExcluded(taskId, nodeId)
        );

        task.provider = msg.sender;
        task.nodeNonce = nodeNonce;
        task.startedAt = uint40(block.timestamp);
        task.status = TaskStatus.InProgress;
        emit TaskAssigned(taskId, nodeId, block.timestamp);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function submitResult(bytes32 taskId, bytes32 resultHash, string calldata resultURI) external {
        TaskRecord storage task = _providersTask(taskId);
        require(resultHash != 0, TaskMarketplace_EmptyResult(taskId));
        uint256 length = bytes(resultURI).length;
        require(length <= MAX_URI_LENGTH, TaskMarketplace_InvalidUri(length, MAX_URI_LENGTH));

        task.completedAt = uint40(block.timestamp);
        task.status = TaskStatus.Completed;
        emit TaskCompleted(taskId, resultHash);
        emit ResultSubmitted(taskId, _assignedNode(task), resultHash, resultURI, block.timestamp);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function abandonTask(bytes32 taskId) external nonReentrant {
        _failAttempt(taskId, _providersTask(taskId), AttemptFailure.Abandoned);
    }

    /*//////////////////////////////////////////////////////////////
                                ANYONE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceCore
    function finalizeTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Completed);
        uint256 reviewUntil = _reviewUntil(task);
        require(block.timestamp > reviewUntil, TaskMarketplace_ReviewWindowNotOver(taskId, reviewUntil));
        _verify(taskId, task);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function timeoutTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.InProgress);
        uint256 deadline = _deadline(task);
        require(block.timestamp > deadline, TaskMarketplace_DeadlineNotOver(taskId, deadline));
        _failAttempt(taskId, task, AttemptFailure.TimedOut);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function expireTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        uint256 openUntil = task.openUntil;
        require(block.timestamp > openUntil, TaskMarketplace_OpenWindowNotOver(taskId, openUntil));
        _cancel(taskId, task);
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: POSTING
    //////////////////////////////////////////////////////////////*/

    /// @dev Nothing comes between these lines, so that the compiler writes each slot once.
    function _specify(
        TaskRecord storage task,
        PackedParameters storage p,
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice
    ) private {
        uint256 openUntil = block.timestamp + p.openWindow;
        uint16 version = _storage().parametersVersion;
        task.buyer = msg.sender;
        task.createdAt = uint40(block.timestamp);
        task.resourceType = resourceType;
        task.parametersVersion = version;
        task.requiredPower = uint104(requiredPower);
        task.maxPrice = uint88(maxPrice);
        task.duration = uint24(duration);
        task.openUntil = uint40(openUntil);
    }

    function _list(bytes32 taskId, ResourceType resourceType) private {
        Layout storage $ = _storage();
        $.taskIds[resourceType][_taskCount(resourceType)] = taskId;
        $.taskCounts += uint240(1) << (48 * uint8(resourceType));
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: ENDINGS
    //////////////////////////////////////////////////////////////*/

    function _verify(bytes32 taskId, TaskRecord storage task) private {
        Layout storage $ = _storage();
        IEscrowManager escrow = $.escrowManager;
        (uint256 payout, uint256 fee) = escrow.previewRelease(taskId);
        bool earnsReputation = fee >= _parametersOf(task).reputationFeeFloorEth;

        task.status = TaskStatus.Verified;
        emit TaskVerified(taskId, payout);
        $.nodeRegistry.closeTask(
            taskId, _assignedNode(task), task.requiredPower, TaskOutcome.Verified, payout, earnsReputation
        );
        escrow.release(taskId, task.provider);
    }

    function _cancel(bytes32 taskId, TaskRecord storage task) private {
        task.status = TaskStatus.Cancelled;
        emit TaskCancelled(taskId, _escrowAmount(task));
        _storage().escrowManager.refund(taskId);
    }

    function _failAttempt(bytes32 taskId, TaskRecord storage task, AttemptFailure reason) private {
        Layout storage $ = _storage();
        bytes32 nodeId = _assignedNode(task);
        uint256 failed = ++task.failedAttempts;
        bool usedUp = failed >= _parametersOf(task).attempts;

        $.excluded[taskId][nodeId] = true;
        task.provider = address(0);
        task.nodeNonce = 0;
        task.startedAt = 0;
        task.status = usedUp ? TaskStatus.Failed : TaskStatus.Open;
        emit TaskAttemptFailed(taskId, nodeId, reason, failed);
        if (usedUp) emit TaskFailed(taskId, _escrowAmount(task));
        else _reopen(taskId, task);
        $.nodeRegistry.closeTask(taskId, nodeId, task.requiredPower, _outcome(reason), 0, false);
        if (usedUp) $.escrowManager.refund(taskId);
    }

    function _reopen(bytes32 taskId, TaskRecord storage task) private {
        uint256 openUntil = block.timestamp + _parametersOf(task).openWindow;
        task.openUntil = uint40(openUntil);
        emit TaskReopened(taskId, openUntil);
    }

    function _outcome(AttemptFailure reason) private pure returns (TaskOutcome) {
        return reason == AttemptFailure.TimedOut ? TaskOutcome.TimedOut : TaskOutcome.Abandoned;
    }

    /// @dev Trust level 1 is for small tasks only; without a price that is fresh every task counts as not small.
    function _effectiveTrustLevel(uint8 asked, uint256 smallTaskLimitUsd) private view returns (uint8) {
        if (asked >= PUBLIC_TRUST_LEVEL) return asked;
        (uint256 value, bool fresh) = _usdValue(msg.value);
        return fresh && value < smallTaskLimitUsd ? 1 : PUBLIC_TRUST_LEVEL;
    }

    /// @dev A source that reverts, answers garbage or burns its gas says that there is no price; it cannot stop a task.
    function _usdValue(uint256 amount) private view returns (uint256 value, bool fresh) {
        address oracle = address(_storage().priceOracle);
        bytes memory question = abi.encodeCall(IPriceOracle.usdValue, (address(0), amount));
        assembly ("memory-safe") {
            // Scratch space takes the two words of the answer; more is not copied.
            let success := staticcall(ORACLE_GAS, oracle, add(question, 0x20), mload(question), 0x00, 0x40)
            if and(success, gt(returndatasize(), 0x3f)) {
                value := mload(0x00)
                fresh := eq(mload(0x20), 1)
            }
        }
    }

    /*//////////////////////////////////////////////////////////////
                        INTERNAL: REQUIREMENTS
    //////////////////////////////////////////////////////////////*/

    function _buyersTask(bytes32 taskId) private view returns (TaskRecord storage task) {
        task = _task(taskId);
        require(msg.sender == task.buyer, TaskMarketplace_NotBuyer(taskId, msg.sender, task.buyer));
    }

    function _providersTask(bytes32 taskId) private view returns (TaskRecord storage task) {
        task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.InProgress);
        require(msg.sender == task.provider, TaskMarketplace_NotProvider(taskId, msg.sender, task.provider));
    }

    function _requireStatus(bytes32 taskId, TaskRecord storage task, TaskStatus required) private view {
        TaskStatus status = task.status;
        require(status == required, TaskMarketplace_WrongStatus(taskId, status));
    }

    /// @dev Exactly the cost: what a buyer paid too much would belong to nobody.
    function _requirePayment(uint256 maxPrice, uint256 duration, uint256 smallest) private view {
        uint256 cost = FeeMath.taskCostUp(maxPrice, duration);
        require(cost >= smallest, TaskMarketplace_TaskTooSmall(cost, smallest));
        require(msg.value == cost, TaskMarketplace_WrongPayment(msg.value, cost));
    }

    /// @dev Fills {TaskSpecified} from the record that was just written.
    function _emitSpecified(
        bytes32 taskId,
        TaskRecord storage task,
        PackedParameters storage p,
        string calldata specificationURI
    ) private {
        emit TaskSpecified(
            taskId,
            task.requiredPower,
            task.duration,
            msg.value,
            task.minTrustLevel,
            p.attempts,
            p.reviewWindow,
            task.createdAt,
            task.openUntil,
            specificationURI
        );
    }

    /// @dev No delay of its own: the owner is a timelock.
    function _authorizeUpgrade(address) internal override onlyOwner {}
}
