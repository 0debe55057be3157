// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    AttemptFailure,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract StartTaskTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
        taskId = _assigned(nodeId, ETH, PRICE / 2);
    }

    function test_RevertGiven_UnknownOrNotAssigned() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.startTask("x");
        _start(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.InProgress
            )
        );
        vm.prank(provider);
        market.startTask(taskId);
    }

    function test_RevertWhen_NotTheProvider() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotProvider.selector, taskId, buyer, provider)
        );
        vm.prank(buyer);
        market.startTask(taskId);
    }

    function testFuzz_WhenAllIsWell_InTimeOrLate_EvenWhilePaused(uint256 wait, bool pausedNow) external {
        skip(bound(wait, 0, 1 days));
        if (pausedNow) _pauseAll();
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskStarted(taskId, nodeId, block.timestamp);
        _start(taskId);
        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.InProgress);
        assertEq(t.startedAt, block.timestamp);
        assertEq(t.deadline, block.timestamp + 1 hours + 10 minutes);
        assertEq(t.startUntil, 0);
        assertEq(_node(nodeId).openTasks, 1);
    }

    function testFuzz_RevertGiven_TheStartWindowIsNotOver_AndThenATimeout(uint256 wait) external {
        uint256 startUntil = market.getTaskDetails(taskId).startUntil;
        vm.warp(bound(wait, block.timestamp, startUntil));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_StartWindowNotOver.selector, taskId, startUntil
            )
        );
        market.timeoutTask(taskId);
        vm.warp(startUntil + 1);
        _pauseAll();
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAttemptFailed(taskId, nodeId, AttemptFailure.TimedOut, 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskReopened(taskId, block.timestamp + 7 days);
        vm.prank(stranger);
        market.timeoutTask(taskId);
        _assertReopened();
    }

    function test_AnAssignedTaskCanBeAbandoned() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_NotProvider.selector, taskId, stranger, provider
            )
        );
        vm.prank(stranger);
        market.abandonTask(taskId);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAttemptFailed(taskId, nodeId, AttemptFailure.Abandoned, 1);
        vm.prank(provider);
        market.abandonTask(taskId);
        _assertReopened();
    }

    function _assertReopened() private view {
        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.Open);
        assertEq(t.assignedNode, 0);
        assertEq(t.agreedPrice, 0);
        assertEq(t.startUntil, 0);
        assertEq(t.failedAttempts, 1);
        assertTrue(market.isExcluded(taskId, nodeId));
        assertEq(_node(nodeId).stakedAmount, 1.9 ether);
        assertEq(_node(nodeId).reputation, 4_800);
        assertEq(_node(nodeId).openTasks, 0);
        assertEq(address(escrow).balance, COST);
    }

    /// @dev After the start window whoever comes first counts.
    function test_AStartAndATimeoutRaceFairly() external {
        vm.warp(market.getTaskDetails(taskId).startUntil + 1);
        uint256 snapshot = vm.snapshotState();
        _start(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_DeadlineNotOver.selector, taskId, block.timestamp + 70 minutes
            )
        );
        market.timeoutTask(taskId);
        vm.revertToState(snapshot);
        market.timeoutTask(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Open)
        );
        vm.prank(provider);
        market.startTask(taskId);
    }
}
