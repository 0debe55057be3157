// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssignmentMode, Task, TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

/// @notice What {getTaskDetails} and {getTask} show of a sealed-bid task in USDC in every state that it can be in, one after the other.
contract TaskDetailsTest is BaseTest {
    uint256 private constant AGREED = 20e6;
    bytes32 private nodeId;
    bytes32 private taskId;
    TaskDetails private expected;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 5 ether);
        taskId = _post(AssignmentMode.SealedBid, address(usdc));
        expected.taskId = taskId;
        expected.buyer = buyer;
        expected.mode = AssignmentMode.SealedBid;
        expected.currency = address(usdc);
        expected.requiredPower = POWER;
        expected.duration = DURATION;
        expected.maxPrice = USDC_PRICE;
        expected.escrowAmount = USDC_COST;
        expected.minTrustLevel = 1;
        expected.attempts = 3;
        expected.createdAt = block.timestamp;
        expected.openUntil = block.timestamp + 7 days;
        _check(TaskStatus.Open);
    }

    function _check(TaskStatus status) private {
        expected.status = status;
        assertEq(abi.encode(market.getTaskDetails(taskId)), abi.encode(expected));
        Task memory t = market.getTask(taskId);
        assertEq(t.taskId, taskId);
        assertEq(t.buyer, buyer);
        assertEq(t.assignedNode, expected.assignedNode);
        assertEq(uint256(t.resourceType), uint256(expected.resourceType));
        assertEq(t.requiredPower, POWER);
        assertEq(t.duration, DURATION);
        assertEq(t.maxPrice, USDC_PRICE);
        assertEq(t.escrowAmount, USDC_COST);
        assertEq(t.createdAt, expected.createdAt);
        assertEq(t.startedAt, expected.startedAt);
        assertEq(t.completedAt, expected.completedAt);
        assertEq(uint256(t.status), uint256(status));
        assertEq(t.minTrustLevel, 1);
        assertEq(t.specificationURI, "");
    }

    function _assign() private {
        _bid(taskId, nodeId, AGREED);
        _check(TaskStatus.Open);
        _select(taskId, nodeId);
        (expected.assignedNode, expected.provider, expected.agreedPrice) = (nodeId, provider, AGREED);
        expected.startUntil = block.timestamp + 10 minutes;
        _check(TaskStatus.Assigned);
    }

    function _begin() private {
        _assign();
        skip(9 minutes);
        _start(taskId);
        (expected.startUntil, expected.startedAt) = (0, block.timestamp);
        expected.deadline = block.timestamp + 70 minutes;
        _check(TaskStatus.InProgress);
    }

    function _deliver() private {
        _begin();
        skip(30 minutes);
        _submit(taskId);
        expected.completedAt = block.timestamp;
        expected.reviewUntil = block.timestamp + 24 hours;
        _check(TaskStatus.Completed);
    }

    function _contest() private {
        _deliver();
        skip(2 hours);
        _dispute(taskId);
        expected.disputeUntil = block.timestamp + 7 days;
        _check(TaskStatus.Disputed);
    }

    function test_ToVerified() external {
        _deliver();
        _approve(taskId);
        _check(TaskStatus.Verified);
    }

    function test_ToVerifiedThroughADispute() external {
        _contest();
        vm.prank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.ProviderWins, 0);
        _check(TaskStatus.Verified);
    }

    function test_ToFailedThroughADispute() external {
        _contest();
        vm.prank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.BuyerWins, 0);
        _check(TaskStatus.Failed);
        assertEq(market.getTasksByProvider(nodeId)[0], taskId);
    }

    function test_ToOpenAgain_ThenToFailed() external {
        for (uint256 i; i < 3; ++i) {
            nodeId = _activeNode(provider, 5 ether);
            if (i % 2 == 0) _assign();
            else _begin();
            vm.prank(provider);
            market.abandonTask(taskId);
            (expected.assignedNode, expected.provider, expected.agreedPrice) = (0, address(0), 0);
            (expected.startUntil, expected.startedAt, expected.deadline) = (0, 0, 0);
            expected.failedAttempts = i + 1;
            if (i < 2) expected.openUntil = block.timestamp + 7 days;
            _check(i < 2 ? TaskStatus.Open : TaskStatus.Failed);
        }
    }

    function test_ToCancelled() external {
        vm.prank(buyer);
        market.cancelTask(taskId);
        _check(TaskStatus.Cancelled);
    }
}
