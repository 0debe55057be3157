// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {TaskMarketplaceBase} from "./base/TaskMarketplaceBase.sol";
import {Eligibility, ResourceType, TaskClaim} from "./interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    Auction,
    Bid,
    ITaskMarketplaceExtension,
    Task,
    TaskDetails,
    TaskMarketplaceParameters,
    TaskStatus
} from "./interfaces/ITaskMarketplace.sol";
import {DisputeMath} from "./libraries/DisputeMath.sol";
import {FeeMath} from "./libraries/FeeMath.sol";
import {Pagination} from "./libraries/Pagination.sol";

/// @title TaskMarketplaceExtension
/// @notice The third part of TaskMarketplace, what governance does with it and what it answers; see {WithExtension}. It runs on TaskMarketplace's
/// storage. Called directly it finds an empty market without an owner, and so can do nothing.
contract TaskMarketplaceExtension is ITaskMarketplaceExtension, TaskMarketplaceBase {
    /*//////////////////////////////////////////////////////////////
                            GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceExtension
    function setNodeRegistry(address newNodeRegistry) external onlyOwner {
        _setNodeRegistry(newNodeRegistry);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setEscrowManager(address newEscrowManager) external onlyOwner {
        _setEscrowManager(newEscrowManager);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setPowVerifier(address newPowVerifier) external onlyOwner {
        _setPowVerifier(newPowVerifier);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setArbitrator(address newArbitrator) external onlyOwner {
        _setArbitrator(newArbitrator);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setPriceOracle(address newPriceOracle) external onlyOwner {
        _setPriceOracle(newPriceOracle);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setParameters(TaskMarketplaceParameters calldata newParameters) external onlyOwner {
        _setParameters(newParameters);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function setReferencePrice(ResourceType resourceType, uint256 price) external onlyOwner {
        _setReferencePrice(resourceType, price);
    }

    /*//////////////////////////////////////////////////////////////
                              VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceExtension
    function getTask(bytes32 taskId) external view returns (Task memory result) {
        TaskRecord storage task = _task(taskId);
        result.taskId = taskId;
        result.buyer = task.buyer;
        result.assignedNode = _assignedNode(task);
        result.resourceType = task.resourceType;
        result.requiredPower = task.requiredPower;
        result.duration = task.duration;
        result.maxPrice = task.maxPrice;
        result.escrowAmount = _escrowAmount(task);
        result.createdAt = task.createdAt;
        result.startedAt = task.status == TaskStatus.Assigned ? 0 : task.startedAt;
        result.completedAt = task.completedAt;
        result.status = task.status;
        result.minTrustLevel = task.minTrustLevel;
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getTaskDetails(bytes32 taskId) external view returns (TaskDetails memory result) {
        TaskRecord storage task = _task(taskId);
        result.taskId = taskId;
        result.buyer = task.buyer;
        result.assignedNode = _assignedNode(task);
        result.provider = task.provider;
        result.resourceType = task.resourceType;
        result.mode = task.mode;
        if (task.inToken) result.currency = _storage().escrowManager.getEscrowDetails(taskId).currency;
        result.directNode = task.directNode;
        result.requiredPower = task.requiredPower;
        result.duration = task.duration;
        result.maxPrice = task.maxPrice;
        result.agreedPrice = task.agreedPrice;
        result.escrowAmount = _escrowAmount(task);
        result.minTrustLevel = task.minTrustLevel;
        result.status = task.status;
        result.failedAttempts = task.failedAttempts;
        result.attempts = _attempts(task, _parametersOf(task));
        _fillTimes(result, task);
    }

    /// @dev A time that does not apply stays zero.
    function _fillTimes(TaskDetails memory result, TaskRecord storage task) private view {
        result.createdAt = task.createdAt;
        result.openUntil = task.openUntil;
        if (task.status == TaskStatus.Assigned) {
            result.startUntil = _startUntil(task);
        } else if (task.startedAt != 0) {
            result.startedAt = task.startedAt;
            result.deadline = _deadline(task);
        }
        if (task.completedAt != 0) {
            result.completedAt = task.completedAt;
            result.reviewUntil = _reviewUntil(task);
        }
        if (task.disputedAt != 0) result.disputeUntil = _disputeUntil(task);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getOpenTasks(ResourceType resourceType) external view returns (bytes32[] memory) {
        return getOpenTasks(resourceType, 0, type(uint256).max);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getOpenTasks(ResourceType resourceType, uint256 offset, uint256 limit)
        public
        view
        returns (bytes32[] memory open)
    {
        Layout storage $ = _storage();
        mapping(uint256 number => bytes32) storage all = $.taskIds[resourceType];
        (uint256 start, uint256 end) = Pagination.window(_countIn($.taskCounts, resourceType), offset, limit);
        open = new bytes32[](end - start);
        uint256 count;
        for (uint256 i = start; i < end; ++i) {
            if ($.tasks[all[i]].status == TaskStatus.Open) open[count++] = all[i];
        }
        Pagination.shrink(open, count);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getTasksByBuyer(address buyer) external view returns (bytes32[] memory) {
        return getTasksByBuyer(buyer, 0, type(uint256).max);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getTasksByBuyer(address buyer, uint256 offset, uint256 limit)
        public
        view
        returns (bytes32[] memory taskIds)
    {
        (uint256 start, uint256 end) = Pagination.window(_storage().buyerTaskCount[buyer], offset, limit);
        taskIds = new bytes32[](end - start);
        for (uint256 i = start; i < end; ++i) {
            bytes32 salted = _storage().saltedTaskIds[buyer][i];
            taskIds[i - start] = salted == 0 ? _taskId(buyer, _countedSalt(i)) : salted;
        }
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getTasksByProvider(bytes32 nodeId) external view returns (bytes32[] memory) {
        return getTasksByProvider(nodeId, 0, type(uint256).max);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getTasksByProvider(bytes32 nodeId, uint256 offset, uint256 limit)
        public
        view
        returns (bytes32[] memory assigned)
    {
        Layout storage $ = _storage();
        ResourceType resourceType = $.nodeRegistry.getNode(nodeId).resourceType;
        mapping(uint256 number => bytes32) storage all = $.taskIds[resourceType];
        (uint256 start, uint256 end) = Pagination.window(_countIn($.taskCounts, resourceType), offset, limit);
        assigned = new bytes32[](end - start);
        uint256 count;
        for (uint256 i = start; i < end; ++i) {
            if (_assignedNode($.tasks[all[i]]) == nodeId) assigned[count++] = all[i];
        }
        Pagination.shrink(assigned, count);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function matchTask(bytes32 taskId) external view returns (bytes32[] memory) {
        return matchTask(taskId, 0, type(uint256).max);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function matchTask(bytes32 taskId, uint256 offset, uint256 limit) public view returns (bytes32[] memory eligible) {
        Layout storage $ = _storage();
        TaskRecord storage task = _task(taskId);
        if (task.status != TaskStatus.Open || block.timestamp > task.openUntil) return eligible;
        TaskClaim memory claim = _claim(task, address(0));
        eligible = $.nodeRegistry.getActiveNodes(task.resourceType, offset, limit);
        uint256 count;
        for (uint256 i; i < eligible.length; ++i) {
            bytes32 nodeId = eligible[i];
            (Eligibility reason,) = $.nodeRegistry.eligibilityOfOwner(nodeId, claim);
            if (reason != Eligibility.Eligible || $.excluded[taskId][nodeId]) continue;
            if (task.mode == AssignmentMode.Direct && task.directNode != nodeId) continue;
            eligible[count++] = nodeId;
        }
        Pagination.shrink(eligible, count);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function estimateTaskCost(ResourceType resourceType, uint256 requiredPower, uint256 duration)
        external
        view
        returns (uint256)
    {
        _requireTask(requiredPower, duration, 1, 0, 1);
        Layout storage $ = _storage();
        uint256 pricePerHour = Math.ceilDiv($.referencePrice[resourceType] * requiredPower, 1e18);
        return Math.max(FeeMath.taskCostUp(pricePerHour, duration), $.parameters[$.parametersVersion].smallestTaskEth);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function taskCost(uint256 maxPrice, uint256 duration) external pure returns (uint256) {
        return FeeMath.taskCostUp(maxPrice, duration);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function computeTaskId(address buyer, bytes32 salt) public view returns (bytes32) {
        return _taskId(buyer, salt);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getAuction(bytes32 taskId) external view returns (Auction memory result) {
        PackedParameters storage p = _parametersOf(_task(taskId));
        AuctionRecord storage auction = _storage().auctions[taskId];
        result.round = auction.round;
        result.bidCount = auction.bidCount;
        result.bestNode = auction.bestNode;
        result.bestPrice = auction.bestPrice;
        result.voided = auction.voided;
        if (auction.startedAt == 0) return result;
        result.commitUntil = _commitUntil(auction, p);
        result.revealUntil = _revealUntil(auction, p);
        result.selectionUntil = _selectionUntil(auction, p);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function getBid(bytes32 taskId, uint256 round, bytes32 nodeId) external view returns (Bid memory) {
        BidRecord storage bid = _storage().bids[taskId][round][nodeId];
        return Bid({status: bid.status, commitment: bid.commitment, order: bid.order, pricePerHour: bid.price});
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function computeCommitment(bytes32 taskId, bytes32 nodeId, address owner, uint256 pricePerHour, bytes32 salt)
        external
        view
        returns (bytes32)
    {
        return _commitment(taskId, nodeId, owner, pricePerHour, salt);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function disputeBond(bytes32 taskId) external view returns (uint256) {
        return DisputeMath.disputeBondUp(_agreedAmount(_task(taskId)));
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function taskCount(ResourceType resourceType) external view returns (uint256) {
        return _countIn(_storage().taskCounts, resourceType);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function buyerTaskCount(address buyer) external view returns (uint256) {
        return _storage().buyerTaskCount[buyer];
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function isExcluded(bytes32 taskId, bytes32 nodeId) external view returns (bool) {
        return _storage().excluded[taskId][nodeId];
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function nodeRegistry() external view returns (address) {
        return address(_storage().nodeRegistry);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function escrowManager() external view returns (address) {
        return address(_storage().escrowManager);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function powVerifier() external view returns (address) {
        return _storage().powVerifier;
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function arbitrator() external view returns (address) {
        return _storage().arbitrator;
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function priceOracle() external view returns (address) {
        return address(_storage().priceOracle);
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function referencePrice(ResourceType resourceType) external view returns (uint256) {
        return _storage().referencePrice[resourceType];
    }

    /// @inheritdoc ITaskMarketplaceExtension
    function parameters() external view returns (TaskMarketplaceParameters memory) {
        Layout storage $ = _storage();
        PackedParameters storage p = $.parameters[$.parametersVersion];
        return TaskMarketplaceParameters({
            smallestTaskEth: p.smallestTaskEth,
            smallestTaskUsdc: p.smallestTaskUsdc,
            reputationFeeFloorEth: p.reputationFeeFloorEth,
            reputationFeeFloorUsdc: p.reputationFeeFloorUsdc,
            smallTaskLimitUsd: p.smallTaskLimitUsd,
            openWindow: p.openWindow,
            startWindow: p.startWindow,
            reviewWindow: p.reviewWindow,
            disputeWindow: p.disputeWindow,
            attempts: p.attempts,
            commitWindow: p.commitWindow,
            revealWindow: p.revealWindow,
            selectionWindow: p.selectionWindow
        });
    }
}
