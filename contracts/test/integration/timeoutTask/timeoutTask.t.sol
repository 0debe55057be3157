// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryEvents, TaskOutcome} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AttemptFailure,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract TimeoutTaskTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
    }

    function test_RevertGiven_UnknownOrNotInProgress() external {
        bytes memory unknown =
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"));
        vm.expectRevert(unknown);
        market.timeoutTask("x");
        vm.expectRevert(unknown);
        market.abandonTask("x");
        bytes32 taskId = _completed(nodeId);
        skip(100 days);
        bytes memory wrong = abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
        );
        vm.expectRevert(wrong);
        market.timeoutTask(taskId);
        vm.expectRevert(wrong);
        vm.prank(provider);
        market.abandonTask(taskId);
    }

    function testFuzz_M9_RevertGiven_DurationAndGraceAreNotOver(uint256 duration, uint256 wait) external {
        duration = bound(duration, 1 minutes, 30 days);
        uint256 grace = duration / 10 > 10 minutes ? duration / 10 : 10 minutes;
        bytes32 taskId = _create(buyer, _priceFor(duration), duration, 1);
        _accept(taskId, nodeId);
        uint256 deadline = block.timestamp + duration + grace;
        assertEq(market.getTaskDetails(taskId).deadline, deadline);
        skip(bound(wait, 0, duration + grace));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_DeadlineNotOver.selector, taskId, deadline)
        );
        market.timeoutTask(taskId);
        vm.warp(deadline + 1);
        market.timeoutTask(taskId);
    }

    /// @dev About 0.01 ETH in all.
    function _priceFor(uint256 duration) private pure returns (uint256) {
        return 0.01 ether * 3_600 / duration;
    }

    function test_RevertWhen_NotTheProvider() external {
        bytes32 taskId = _inProgress(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotProvider.selector, taskId, buyer, provider)
        );
        vm.prank(buyer);
        market.abandonTask(taskId);
    }

    function testFuzz_M2_M21_AFailedAttempt_EvenWhilePaused(bool abandoned) external {
        bytes32 taskId = _inProgress(nodeId);
        uint256 accrued = registryCore.accruedFees(ETH);
        if (!abandoned) skip(2 hours);
        _pauseAll();
        AttemptFailure reason = abandoned ? AttemptFailure.Abandoned : AttemptFailure.TimedOut;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAttemptFailed(taskId, nodeId, reason, 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskReopened(taskId, block.timestamp + 7 days);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeSlashed(nodeId, 0.1 ether, abandoned ? "task abandoned" : "task timed out");
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ReputationUpdated(nodeId, 5_000, 4_800);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(
            nodeId, taskId, abandoned ? TaskOutcome.Abandoned : TaskOutcome.TimedOut, 0, 0, 0, 0, 1
        );
        vm.prank(abandoned ? provider : stranger);
        if (abandoned) market.abandonTask(taskId);
        else market.timeoutTask(taskId);

        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.Open);
        assertEq(t.assignedNode, 0);
        assertEq(t.provider, address(0));
        assertEq(t.startedAt, 0);
        assertEq(t.failedAttempts, 1);
        assertEq(t.openUntil, block.timestamp + 7 days);
        assertEq(_node(nodeId).stakedAmount, 1.9 ether);
        assertEq(_node(nodeId).totalTasksFailed, 1);
        assertEq(_node(nodeId).openTasks, 0);
        assertEq(registryCore.accruedFees(ETH), accrued + 0.1 ether);
        assertEq(address(escrow).balance, COST);
    }

    function test_GivenNoAttemptIsLeft_FailedAndRefunded() external {
        bytes32 taskId = _create();
        uint256 before = buyer.balance;
        for (uint256 i; i < 3; ++i) {
            bytes32 fresh = _activeNode(otherProvider);
            _accept(taskId, fresh);
            if (i == 2) {
                vm.expectEmit(address(market));
                emit ITaskMarketplaceEvents.TaskAttemptFailed(taskId, fresh, AttemptFailure.Abandoned, 3);
                vm.expectEmit(address(market));
                emit ITaskMarketplaceEvents.TaskFailed(taskId, COST);
            }
            vm.prank(otherProvider);
            market.abandonTask(taskId);
        }
        assertEq(_status(taskId), TaskStatus.Failed);
        assertEq(buyer.balance, before + COST);
        assertEq(address(escrow).balance, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Failed
            )
        );
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
    }

    /// @dev Nobody else may take it: it has one attempt.
    function testFuzz_GivenTheTaskIsAddressed_FailedAtOnce(bool inToken, bool abandoned) external {
        _makeLevel4(nodeId);
        bytes32 taskId = _direct(nodeId, inToken ? address(usdc) : ETH);
        uint256 cost = inToken ? USDC_COST : COST;
        _accept(taskId, nodeId);
        uint256 before = inToken ? usdc.balanceOf(buyer) : buyer.balance;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAttemptFailed(
            taskId, nodeId, abandoned ? AttemptFailure.Abandoned : AttemptFailure.TimedOut, 1
        );
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskFailed(taskId, cost);
        if (!abandoned) skip(2 hours);
        vm.prank(abandoned ? provider : stranger);
        if (abandoned) market.abandonTask(taskId);
        else market.timeoutTask(taskId);
        assertEq(_status(taskId), TaskStatus.Failed);
        assertEq(inToken ? usdc.balanceOf(buyer) : buyer.balance, before + cost);
        assertEq(market.getTaskDetails(taskId).attempts, 1);
    }

    /// @dev After the deadline whoever comes first counts.
    function test_M2_ResultAndTimeoutRaceFairly() external {
        bytes32 taskId = _inProgress(nodeId);
        skip(2 hours);
        uint256 snapshot = vm.snapshotState();
        _submit(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
            )
        );
        market.timeoutTask(taskId);
        vm.revertToState(snapshot);
        market.timeoutTask(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Open)
        );
        vm.prank(provider);
        market.submitResult(taskId, RESULT, URI);
    }
}
