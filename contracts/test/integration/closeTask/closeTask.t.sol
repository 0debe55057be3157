// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {stdError} from "forge-std/StdError.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeDetails,
    NodeStatus,
    TaskClaim,
    TaskOutcome
} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract CloseTaskTest is RegistryTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 1 ether);
    }

    function test_RevertWhen_NotTheMarketplace() external {
        bytes32 taskId = _open(nodeId);
        bytes32 role = registryCore.MARKETPLACE_ROLE();
        address[3] memory others = [owner, address(verifier), provider];
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], role)
            );
            vm.prank(others[i]);
            registry.closeTask(taskId, nodeId, POWER, TaskOutcome.Verified, 0, true);
        }
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        _close("task", "x", TaskOutcome.Verified, 0);
    }

    function test_RevertGiven_NoOpenTask() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NoOpenTask.selector, nodeId));
        _close("task", nodeId, TaskOutcome.Verified, 0);
        bytes32 taskId = _open(nodeId);
        _close(taskId, nodeId, TaskOutcome.Settled, 0);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NoOpenTask.selector, nodeId));
        _close(taskId, nodeId, TaskOutcome.Settled, 0);
    }

    function testFuzz_RevertWhen_TheOutcomeIsNone(uint8 outcome) external {
        vm.assume(outcome > uint8(type(TaskOutcome).max));
        bytes32 taskId = _open(nodeId);
        vm.prank(address(market));
        (bool success,) = address(registry)
            .call(abi.encodeWithSelector(registry.closeTask.selector, taskId, nodeId, POWER, outcome, 7, true));
        assertFalse(success);
        assertEq(_node(nodeId).openTasks, 1);
    }

    function test_RevertWhen_ThePowerIsMoreThanIsReserved() external {
        bytes32 taskId = _open(nodeId);
        vm.expectRevert(stdError.arithmeticError);
        vm.prank(address(market));
        registry.closeTask(taskId, nodeId, POWER + 1, TaskOutcome.Verified, 0, true);
    }

    function testFuzz_EachOutcome(uint8 kind, uint96 earnings, bool earnsReputation, uint256 wait) external {
        TaskOutcome outcome = TaskOutcome(bound(kind, 0, uint8(type(TaskOutcome).max)));
        bytes32 other = _open(nodeId);
        bytes32 taskId = _open(nodeId);
        skip(bound(wait, 1, 20 days));
        NodeDetails memory expected = _node(nodeId);
        expected.openTasks = 1;
        expected.reservedPower = POWER;
        expected.totalEarnings = earnings < 2 ** 80 ? earnings : 2 ** 80 - 1;
        int256 reputation = _consequences(expected, outcome, earnsReputation);
        expected.reputation = uint256(5_000 + reputation);

        if (reputation < 0) {
            vm.expectEmit(address(registry));
            emit INodeRegistryEvents.NodeSlashed(nodeId, 0.05 ether, _reason(outcome));
        }
        if (reputation != 0) {
            vm.expectEmit(address(registry));
            emit INodeRegistryEvents.ReputationUpdated(nodeId, 5_000, expected.reputation);
        }
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(
            nodeId, taskId, outcome, earnings, POWER, 1, expected.totalTasksCompleted, expected.totalTasksFailed
        );
        vm.prank(address(market));
        registry.closeTask(taskId, nodeId, POWER, outcome, earnings, earnsReputation);
        assertEq(abi.encode(_node(nodeId)), abi.encode(expected));

        _close(other, nodeId, TaskOutcome.Settled, 0);
        assertEq(_node(nodeId).reservedPower, 0);
    }

    function _consequences(NodeDetails memory expected, TaskOutcome outcome, bool earnsReputation)
        private
        view
        returns (int256)
    {
        if (outcome == TaskOutcome.Settled) return 0;
        if (outcome == TaskOutcome.Verified || outcome == TaskOutcome.DisputeWon) {
            expected.totalTasksCompleted = 1;
            if (outcome == TaskOutcome.Verified) expected.lastActiveAt = block.timestamp;
            if (!earnsReputation) return 0;
            return outcome == TaskOutcome.Verified ? int256(50) : int256(100);
        }
        expected.totalTasksFailed = 1;
        expected.stakedAmount = 0.95 ether;
        return outcome == TaskOutcome.DisputeLost ? -500 : -200;
    }

    function _reason(TaskOutcome outcome) private pure returns (string memory) {
        if (outcome == TaskOutcome.TimedOut) return "task timed out";
        return outcome == TaskOutcome.Abandoned ? "task abandoned" : "dispute lost";
    }

    function test_TheSmallestEarningsCountToo() external {
        _close(_open(nodeId), nodeId, TaskOutcome.Settled, 1);
        assertEq(_node(nodeId).totalEarnings, 1);
        _close(_open(nodeId), nodeId, TaskOutcome.Verified, 1);
        assertEq(_node(nodeId).totalEarnings, 2);
    }

    function testFuzz_TheEarningsStopAtWhat80BitsHold(uint256 first, uint256 second) external {
        first = bound(first, 0, 2 ** 81);
        second = bound(second, 0, 2 ** 81);
        _close(_open(nodeId), nodeId, TaskOutcome.Settled, first);
        _close(_open(nodeId), nodeId, TaskOutcome.Verified, second);
        uint256 sum = (first < 2 ** 80 ? first : 2 ** 80 - 1) + second;
        assertEq(_node(nodeId).totalEarnings, sum < 2 ** 80 ? sum : 2 ** 80 - 1);
        assertEq(registry.getNode(nodeId).totalEarnings, _node(nodeId).totalEarnings);
        assertEq(_node(nodeId).totalTasksCompleted, 1);
    }

    /// @dev What is under way ends, whatever became of the node meanwhile.
    function testFuzz_ItNeverDependsOnTheStatus(uint8 status, uint8 kind) external {
        bytes32 taskId = _open(nodeId);
        if (status % 4 == 1) _ban(nodeId);
        else if (status % 4 == 2) _suspend(nodeId);
        vm.startPrank(owner);
        if (status % 4 == 0) registry.updateNodeStatus(nodeId, NodeStatus.Inactive);
        if (status % 4 == 3) registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.stopPrank();
        _close(taskId, nodeId, TaskOutcome(bound(kind, 0, uint8(type(TaskOutcome).max))), 1);
        assertEq(_node(nodeId).openTasks, 0);
    }

    /// @dev One accusation does not lift another.
    function test_ASuspendedNodeOfABannedOwnerIsFlaggedBesides() external {
        nodeId = _activeNode(provider, 5 ether);
        bytes32 sister = _activeNode(provider);
        bytes32 running = _open(nodeId);
        for (uint256 i; i < 9; ++i) {
            _end(nodeId, TaskOutcome.TimedOut);
        }
        _suspend(nodeId);
        _ban(sister);
        _close(running, nodeId, TaskOutcome.TimedOut, 0);
        assertTrue(_node(nodeId).underReview);
        assertTrue(_node(nodeId).suspended);
        assertTrue(_node(nodeId).ownerBanned);
    }

    function test_ALostDisputeIsAFailureThatIsReviewed() external {
        for (uint256 i; i < 7; ++i) {
            _end(nodeId, TaskOutcome.DisputeWon);
        }
        _end(nodeId, TaskOutcome.DisputeLost);
        _end(nodeId, TaskOutcome.DisputeLost);
        _end(nodeId, TaskOutcome.Settled);
        assertFalse(_node(nodeId).underReview);
        bytes32 taskId = _open(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeFlaggedForReview(nodeId, 7, 3);
        _close(taskId, nodeId, TaskOutcome.DisputeLost, 0);

        TaskClaim memory claim = _claim(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnderReview.selector, nodeId));
        vm.prank(address(market));
        registry.openTask("task", nodeId, claim);
    }
}
