// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryEvents, NodeDetails, TaskOutcome} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice An outcome that is appended later must not slash anybody by falling into the branch of another one.
contract TaskOutcomesTest is BaseTest {
    function test_EachOutcomeHasItsOwnConsequences() external {
        for (uint8 outcome; outcome <= uint8(type(TaskOutcome).max); ++outcome) {
            bytes32 nodeId = _activeNode(provider, 1 ether);
            bytes32 taskId = _inProgress(nodeId);
            bool verified = TaskOutcome(outcome) == TaskOutcome.Verified;
            if (!verified) {
                vm.expectEmit(address(registry));
                string memory reason = TaskOutcome(outcome) == TaskOutcome.TimedOut ? "task timed out" : "task abandoned";
                emit INodeRegistryEvents.NodeSlashed(nodeId, 0.05 ether, reason);
            }
            vm.prank(address(market));
            registry.closeTask(taskId, nodeId, POWER, TaskOutcome(outcome), 7, true);
            NodeDetails memory node = _node(nodeId);
            assertEq(node.totalTasksCompleted, verified ? 1 : 0);
            assertEq(node.totalTasksFailed, verified ? 0 : 1);
            assertEq(node.totalEarnings, verified ? 7 : 0);
            assertEq(node.stakedAmount, verified ? 1 ether : 0.95 ether);
            assertEq(node.reputation, verified ? 5_050 : 4_800);
        }
    }

    function testFuzz_WhatIsNoOutcomeReverts(uint8 outcome) external {
        vm.assume(outcome > uint8(type(TaskOutcome).max));
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _inProgress(nodeId);
        vm.prank(address(market));
        (bool success,) = address(registry).call(
            abi.encodeWithSelector(registry.closeTask.selector, taskId, nodeId, POWER, outcome, 7, true)
        );
        assertFalse(success);
        assertEq(_node(nodeId).openTasks, 1);
    }
}
