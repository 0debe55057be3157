// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {RoleGrant} from "./base/Governed.sol";
import {TaskMarketplaceBase} from "./base/TaskMarketplaceBase.sol";
import {WithExtension} from "./base/WithExtension.sol";
import {IEscrowManager} from "./interfaces/IEscrowManager.sol";
import {ResourceType, TaskOutcome} from "./interfaces/INodeRegistry.sol";
import {IPriceOracle} from "./interfaces/IPriceOracle.sol";
import {
    AssignmentMode,
    AttemptFailure,
    ITaskMarketplaceCore,
    Permit,
    TaskMarketplaceParameters,
    TaskRequest,
    TaskStatus
} from "./interfaces/ITaskMarketplace.sol";
import {FeeMath} from "./libraries/FeeMath.sol";

/// @notice The contracts that the marketplace works with; zero for one that is set later, once.
struct TaskMarketplaceReferences {
    address nodeRegistry;
    address escrowManager;
    address powVerifier;
    address priceOracle;
    address arbitrator;
}

/// @title TaskMarketplace
/// @notice See {ITaskMarketplace}. Holds no money itself. Bids and disputes are in {TaskMarketplaceBidsAndDisputes}, governance and reading in
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
    address internal constant ETH = address(0);

    /// @param extension {TaskMarketplaceBidsAndDisputes}, which takes the calls that this contract does not know.
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
        _storage().taskCounts = COUNTS_IN_USE;
        if (references.nodeRegistry != address(0)) _setNodeRegistry(references.nodeRegistry);
        if (references.escrowManager != address(0)) _setEscrowManager(references.escrowManager);
        if (references.powVerifier != address(0)) _setPowVerifier(references.powVerifier);
        if (references.priceOracle != address(0)) _setPriceOracle(references.priceOracle);
        if (references.arbitrator != address(0)) _setArbitrator(references.arbitrator);
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
        uint16 version = _storage().parametersVersion;
        PackedParameters storage p = _storage().parameters[version];
        uint256 cost = FeeMath.taskCostUp(maxPrice, duration);
        _requirePayment(cost, p.smallestTaskEth, cost);
        uint8 level = _effectiveTrustLevel(minTrustLevel, ETH, cost, p.smallTaskLimitUsd);

        taskId = _taskId(msg.sender, _countedSalt(_storage().buyerTaskCount[msg.sender]++));
        TaskRecord storage task = _newTask(taskId, resourceType);
        task.minTrustLevel = level;
        _specify(task, version, resourceType, requiredPower, duration, maxPrice);
        emit TaskCreated(taskId, msg.sender, resourceType, maxPrice);
        _emitSpecified(taskId, task, p, requiredPower, duration, cost, specificationURI);
        _storage().escrowManager.deposit{value: cost}(taskId, msg.sender);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function postTask(TaskRequest calldata request)
        external
        payable
        whenNotPaused
        nonReentrant
        returns (bytes32 taskId)
    {
        return _post(request);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function postTaskWithPermit(TaskRequest calldata request, Permit calldata permit)
        external
        payable
        whenNotPaused
        nonReentrant
        returns (bytes32 taskId)
    {
        _usePermit(request.currency, permit);
        return _post(request);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function cancelTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _buyersTask(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        if (task.mode == AssignmentMode.SealedBid) _leaveAuction(taskId, task);
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
        _requireOpenWindow(taskId, task);
        _requireAddressee(taskId, task, nodeId);
        uint8 nodeNonce = $.nodeRegistry.openTask(taskId, nodeId, _claim(task, msg.sender));
        _requireNotExcluded(taskId, task, nodeId);

        task.provider = msg.sender;
        task.nodeNonce = nodeNonce;
        task.startedAt = uint40(block.timestamp);
        task.status = TaskStatus.InProgress;
        emit TaskAssigned(taskId, nodeId, block.timestamp);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function startTask(bytes32 taskId) external {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Assigned);
        _requireProvider(taskId, task);

        task.startedAt = uint40(block.timestamp);
        task.status = TaskStatus.InProgress;
        emit TaskStarted(taskId, _assignedNode(task), block.timestamp);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function submitResult(bytes32 taskId, bytes32 resultHash, string calldata resultURI) external {
        TaskRecord storage task = _storage().tasks[taskId];
        // A task that is in progress exists: who delivers pays for no slot to prove it.
        if (task.status != TaskStatus.InProgress) _requireStatus(taskId, _task(taskId), TaskStatus.InProgress);
        _requireProvider(taskId, task);
        require(resultHash != 0, TaskMarketplace_EmptyResult(taskId));
        uint256 length = bytes(resultURI).length;
        require(length <= MAX_URI_LENGTH, TaskMarketplace_InvalidUri(length, MAX_URI_LENGTH));

        task.completedAt = uint40(block.timestamp);
        task.status = TaskStatus.Completed;
        emit TaskCompleted(taskId, resultHash);
        emit ResultSubmitted(taskId, resultURI);
    }

    /// @inheritdoc ITaskMarketplaceCore
    function abandonTask(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _task(taskId);
        // Only a task that a node is on has a provider, so that the status which is left to name is InProgress's.
        if (task.status != TaskStatus.Assigned) _requireStatus(taskId, task, TaskStatus.InProgress);
        _requireProvider(taskId, task);
        _failAttempt(taskId, task, AttemptFailure.Abandoned);
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
        if (task.status == TaskStatus.Assigned) {
            uint256 startUntil = _startUntil(task);
            require(block.timestamp > startUntil, TaskMarketplace_StartWindowNotOver(taskId, startUntil));
        } else {
            _requireStatus(taskId, task, TaskStatus.InProgress);
            uint256 deadline = _deadline(task);
            require(block.timestamp > deadline, TaskMarketplace_DeadlineNotOver(taskId, deadline));
        }
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

    function _post(TaskRequest calldata request) private returns (bytes32 taskId) {
        _requireTask(
            request.requiredPower,
            request.duration,
            request.maxPrice,
            request.minTrustLevel,
            bytes(request.specificationURI).length
        );
        _requireDirectNode(request.mode, request.directNode);
        Layout storage $ = _storage();
        uint16 version = $.parametersVersion;
        PackedParameters storage p = $.parameters[version];
        uint256 cost = FeeMath.taskCostUp(request.maxPrice, request.duration);
        bool inToken = request.currency != ETH;
        _requirePayment(cost, inToken ? p.smallestTaskUsdc : p.smallestTaskEth, inToken ? 0 : cost);

        taskId = _taskId(msg.sender, request.salt);
        TaskRecord storage task = _newTask(taskId, request.resourceType);
        $.saltedTaskIds[msg.sender][$.buyerTaskCount[msg.sender]++] = taskId;
        _specifyRequest(task, request, cost, p, version);
        emit TaskCreated(taskId, msg.sender, request.resourceType, request.maxPrice);
        _emitSpecified(taskId, task, p, request.requiredPower, request.duration, cost, request.specificationURI);
        emit TaskTermsSet(taskId, request.mode, request.currency, request.directNode, request.salt);
        _deposit(taskId, request.currency, cost);
    }

    function _specifyRequest(
        TaskRecord storage task,
        TaskRequest calldata request,
        uint256 cost,
        PackedParameters storage p,
        uint16 version
    ) private {
        bool direct = request.mode == AssignmentMode.Direct;
        task.minTrustLevel = direct
            ? MAX_TRUST_LEVEL
            : _effectiveTrustLevel(request.minTrustLevel, request.currency, cost, p.smallTaskLimitUsd);
        task.mode = request.mode;
        task.inToken = request.currency != ETH;
        if (direct) task.directNode = request.directNode;
        _specify(task, version, request.resourceType, request.requiredPower, request.duration, request.maxPrice);
    }

    function _deposit(bytes32 taskId, address currency, uint256 cost) private {
        IEscrowManager escrow = _storage().escrowManager;
        if (currency == ETH) escrow.deposit{value: cost}(taskId, msg.sender);
        else escrow.depositToken(taskId, msg.sender, currency, cost);
    }

    /// @dev Whoever saw the signature may have used it before: the call may fail, and the allowance is what counts. Only a currency of the list
    /// is called.
    function _usePermit(address currency, Permit calldata permit) private {
        IEscrowManager escrow = _storage().escrowManager;
        if (currency == ETH || !escrow.isCurrencyAccepted(currency)) return;
        LowLevelCall.callNoReturn(
            currency,
            abi.encodeCall(
                IERC20Permit.permit,
                (msg.sender, address(escrow), permit.value, permit.deadline, permit.v, permit.r, permit.s)
            )
        );
    }

    /// @dev Nothing comes between these lines, so that the compiler writes each slot once.
    function _specify(
        TaskRecord storage task,
        uint16 version,
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice
    ) private {
        uint256 openUntil = block.timestamp + _storage().parameters[version].openWindow;
        task.buyer = msg.sender;
        task.createdAt = uint40(block.timestamp);
        task.resourceType = resourceType;
        task.parametersVersion = version;
        task.requiredPower = uint104(requiredPower);
        task.maxPrice = uint88(maxPrice);
        task.duration = uint24(duration);
        task.openUntil = uint40(openUntil);
    }

    function _newTask(bytes32 taskId, ResourceType resourceType) private returns (TaskRecord storage task) {
        Layout storage $ = _storage();
        task = $.tasks[taskId];
        require(task.buyer == address(0), TaskMarketplace_TaskExists(taskId));
        uint256 counts = $.taskCounts;
        $.taskIds[resourceType][_countIn(counts, resourceType)] = taskId;
        $.taskCounts = counts + (1 << (48 * uint8(resourceType)));
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: ENDINGS
    //////////////////////////////////////////////////////////////*/

    function _verify(bytes32 taskId, TaskRecord storage task) private {
        IEscrowManager escrow = _storage().escrowManager;
        bool agreed = task.mode == AssignmentMode.SealedBid;
        uint256 amount = agreed ? _agreedAmount(task) : 0;
        (uint256 payout, uint256 fee) = agreed ? escrow.previewReleaseAt(taskId, amount) : escrow.previewRelease(taskId);

        task.status = TaskStatus.Verified;
        emit TaskVerified(taskId, payout);
        _closeTask(taskId, task, TaskOutcome.Verified, payout, fee);
        if (agreed) escrow.releaseAt(taskId, task.provider, amount);
        else escrow.release(taskId, task.provider);
    }

    function _cancel(bytes32 taskId, TaskRecord storage task) private {
        task.status = TaskStatus.Cancelled;
        emit TaskCancelled(taskId, _escrowAmount(task));
        _storage().escrowManager.refund(taskId);
    }

    /// @dev Who cancels before bids could be revealed takes the duty to reveal from everybody; else it could be used to harm bidders.
    function _leaveAuction(bytes32 taskId, TaskRecord storage task) private {
        AuctionRecord storage auction = _storage().auctions[taskId];
        uint256 round = auction.round;
        require(auction.bestNode == 0, TaskMarketplace_BidsRevealed(taskId, round));
        if (auction.startedAt == 0 || block.timestamp > _revealUntil(auction, _parametersOf(task))) return;
        auction.voided = true;
        emit AuctionRoundVoided(taskId, round);
    }

    function _failAttempt(bytes32 taskId, TaskRecord storage task, AttemptFailure reason) private {
        Layout storage $ = _storage();
        bytes32 nodeId = _assignedNode(task);
        uint256 failed = ++task.failedAttempts;
        bool usedUp = failed >= _attempts(task, _parametersOf(task));

        $.excluded[taskId][nodeId] = true;
        task.provider = address(0);
        task.startedAt = 0;
        task.status = usedUp ? TaskStatus.Failed : TaskStatus.Open;
        if (task.mode == AssignmentMode.SealedBid) task.agreedPrice = 0;
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
    function _effectiveTrustLevel(uint8 asked, address currency, uint256 cost, uint256 smallTaskLimitUsd)
        private
        view
        returns (uint8)
    {
        if (asked >= PUBLIC_TRUST_LEVEL) return asked;
        (uint256 value, bool fresh) = _usdValue(currency, cost);
        return fresh && value < smallTaskLimitUsd ? 1 : PUBLIC_TRUST_LEVEL;
    }

    /// @dev A source that reverts, answers garbage or burns its gas says that there is no price; it cannot stop a task.
    function _usdValue(address currency, uint256 amount) private view returns (uint256 value, bool fresh) {
        address oracle = address(_storage().priceOracle);
        bytes memory question = abi.encodeCall(IPriceOracle.usdValue, (currency, amount));
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

    function _requireProvider(bytes32 taskId, TaskRecord storage task) private view {
        require(msg.sender == task.provider, TaskMarketplace_NotProvider(taskId, msg.sender, task.provider));
    }

    function _requireDirectNode(AssignmentMode mode, bytes32 directNode) private pure {
        require(
            (mode == AssignmentMode.Direct) == (directNode != 0), TaskMarketplace_InvalidDirectNode(mode, directNode)
        );
    }

    /// @dev Who may take a task by itself: everybody, or the node that it is addressed to; a task that asks for bids nobody.
    function _requireAddressee(bytes32 taskId, TaskRecord storage task, bytes32 nodeId) private view {
        AssignmentMode mode = task.mode;
        if (mode == AssignmentMode.Instant) return;
        require(mode == AssignmentMode.Direct, TaskMarketplace_WrongMode(taskId, mode));
        bytes32 directNode = task.directNode;
        require(nodeId == directNode, TaskMarketplace_NotDirectNode(taskId, nodeId, directNode));
    }

    /// @dev Exactly the cost: what a buyer paid too much would belong to nobody.
    function _requirePayment(uint256 cost, uint256 smallest, uint256 payment) private view {
        require(cost >= smallest, TaskMarketplace_TaskTooSmall(cost, smallest));
        require(msg.value == payment, TaskMarketplace_WrongPayment(msg.value, payment));
    }

    /// @dev Fills {TaskSpecified} from the record that was just written.
    function _emitSpecified(
        bytes32 taskId,
        TaskRecord storage task,
        PackedParameters storage p,
        uint256 requiredPower,
        uint256 duration,
        uint256 cost,
        string calldata specificationURI
    ) private {
        emit TaskSpecified(
            taskId,
            requiredPower,
            duration,
            cost,
            task.minTrustLevel,
            _attempts(task, p),
            p.reviewWindow,
            task.openUntil,
            specificationURI
        );
    }

    /// @dev No delay of its own: the owner is a timelock.
    function _authorizeUpgrade(address) internal override onlyOwner {}
}
