// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {
    Eligibility,
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract AcceptTaskTest is BaseTest {
    function _acceptAs(address who, bytes32 taskId, bytes32 nodeId) private {
        vm.prank(who);
        market.acceptTask(taskId, nodeId);
    }

    function test_RevertGiven_Paused() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create();
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        _acceptAs(provider, taskId, nodeId);
    }

    function test_RevertGiven_UnknownOrNotOpen() external {
        bytes32 nodeId = _activeNode(provider);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        _acceptAs(provider, "x", nodeId);
        bytes32 taskId = _inProgress(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.InProgress
            )
        );
        _acceptAs(provider, taskId, nodeId);
    }

    function test_RevertGiven_TheOpenWindowIsOver() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create();
        uint256 openUntil = block.timestamp + 7 days;
        vm.warp(openUntil + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowOver.selector, taskId, openUntil)
        );
        _acceptAs(provider, taskId, nodeId);
        vm.warp(openUntil);
        _acceptAs(provider, taskId, nodeId);
    }

    function test_RevertGiven_TheTaskAsksForBids() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _auction();
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongMode.selector, taskId, AssignmentMode.SealedBid
            )
        );
        _acceptAs(provider, taskId, nodeId);
    }

    function test_GivenTheTaskIsAddressed_OnlyItsNodeMayTakeIt() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 other = _activeNode(otherProvider);
        _makeLevel4(other);
        bytes32 taskId = _direct(nodeId, ETH);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotDirectNode.selector, taskId, other, nodeId)
        );
        _acceptAs(otherProvider, taskId, other);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_TrustLevelTooLow.selector, nodeId, 1, 4)
        );
        _acceptAs(provider, taskId, nodeId);
        _makeLevel4(nodeId);
        _acceptAs(provider, taskId, nodeId);
        assertEq(_status(taskId), TaskStatus.InProgress);
    }

    /// @dev Starts with a node that nothing is right with, and mends one thing after the other: so each error shows that its check comes
    /// before the next, in the order of the interface.
    function test_TheOrderOfTheChecks() external {
        // The buyer's own node, never proven, asked for as a CPU at level 2.
        vm.prank(buyer);
        bytes32 taskId = market.createTask{value: COST}(ResourceType.CPU, 1e30, DURATION, PRICE, 2, URI);
        _expect(
            taskId,
            "x",
            Eligibility.UnknownNode,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x"))
        );

        bytes32 node = _register(buyer);
        _expect(
            taskId,
            node,
            Eligibility.NotActive,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, node, NodeStatus.Pending)
        );

        _prove(node);
        _expect(
            taskId,
            node,
            Eligibility.NotOwner,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, node, provider, buyer)
        );
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_OwnerIsBuyer.selector, node, buyer));
        _acceptAs(buyer, taskId, node);

        node = _activeNode(provider);
        _expect(
            taskId,
            node,
            Eligibility.WrongResourceType,
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_WrongResourceType.selector, node, ResourceType.GPU, ResourceType.CPU
            )
        );

        vm.startPrank(address(verifier));
        registry.updateComputePower(node, 0);
        vm.stopPrank();
        vm.prank(buyer);
        taskId = market.createTask{value: COST}(ResourceType.GPU, 1e12, DURATION, PRICE, 2, URI);
        vm.prank(owner);
        registry.slashNode(node, 0.1 ether);
        _expect(
            taskId,
            node,
            Eligibility.PowerTooLow,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_PowerTooLow.selector, node, 0, 1e12)
        );

        vm.prank(address(verifier));
        registry.updateComputePower(node, 2e12);
        _expect(
            taskId,
            node,
            Eligibility.StakeTooLow,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, node, 0.4 ether, 0.5 ether)
        );

        vm.prank(provider);
        registry.addStake{value: 0.1 ether}(node);
        _expect(
            taskId,
            node,
            Eligibility.TrustLevelTooLow,
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_TrustLevelTooLow.selector, node, 1, 2)
        );
    }

    function _expect(bytes32 taskId, bytes32 nodeId, Eligibility reason, bytes memory refusal) private {
        TaskDetails memory t = market.getTaskDetails(taskId);
        TaskClaim memory claim = TaskClaim(provider, t.buyer, t.resourceType, t.minTrustLevel, t.requiredPower);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(reason));
        vm.expectRevert(refusal);
        _acceptAs(provider, taskId, nodeId);
    }

    function test_N5_RevertGiven_TenOpenTasks() external {
        bytes32 nodeId = _activeNode(provider);
        for (uint256 i; i < 10; ++i) {
            _inProgress(nodeId);
        }
        bytes32 taskId = _create();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_AtCapacity.selector, nodeId, 10));
        _acceptAs(provider, taskId, nodeId);
    }

    function test_RevertGiven_TheNodeFailedThisTaskBefore() external {
        bytes32 nodeId = _activeNode(provider, 5 ether);
        bytes32 other = _activeNode(otherProvider);
        bytes32 taskId = _inProgress(nodeId);
        _timeout(taskId);
        assertTrue(market.isExcluded(taskId, nodeId));
        assertFalse(market.isExcluded(taskId, other));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NodeExcluded.selector, taskId, nodeId)
        );
        _acceptAs(provider, taskId, nodeId);
        assertEq(_node(nodeId).openTasks, 0);
        _acceptAs(otherProvider, taskId, other);
    }

    function testFuzz_I6_ReservedPowerStaysWithinThePower(uint256[12] memory powers) external {
        bytes32 nodeId = _activeNode(provider);
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, 1e18);
        uint256 reserved;
        uint256 open;
        for (uint256 i; i < 12; ++i) {
            uint256 power = bound(powers[i], 0, 4e17);
            vm.prank(buyer);
            bytes32 taskId = market.createTask{value: COST}(ResourceType.GPU, power, DURATION, PRICE, 1, URI);
            bool fits = reserved + power <= 1e18 && open < 10;
            if (!fits) vm.expectRevert();
            _acceptAs(provider, taskId, nodeId);
            if (fits) (reserved, open) = (reserved + power, open + 1);
            assertEq(_node(nodeId).reservedPower, reserved);
            assertEq(_node(nodeId).openTasks, open);
        }
    }

    function test_WhenAllIsWell() external {
        _register(provider);
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create();
        skip(3 days);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskOpened(nodeId, taskId, POWER, POWER, 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAssigned(taskId, nodeId, block.timestamp);
        _acceptAs(provider, taskId, nodeId);
        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.InProgress);
        assertEq(t.assignedNode, nodeId);
        assertEq(t.provider, provider);
        assertEq(t.startedAt, block.timestamp);
        assertEq(t.deadline, block.timestamp + 1 hours + 10 minutes);
        assertEq(market.getTask(taskId).assignedNode, nodeId);
    }
}
