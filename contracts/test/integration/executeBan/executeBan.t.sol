// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Eligibility,
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeDetails,
    NodeStatus,
    ResourceType,
    TaskClaim,
    TaskOutcome
} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract ExecuteBanTest is RegistryTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 3 ether + 1);
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        registry.executeBan("x");
    }

    function test_RevertGiven_NotSuspended() external {
        bytes memory refused = abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotSuspended.selector, nodeId);
        vm.expectRevert(refused);
        registry.executeBan(nodeId);
        _ban(nodeId);
        vm.expectRevert(refused);
        registry.executeBan(nodeId);
    }

    function testFuzz_RevertGiven_TheAppealWindowIsNotOver(uint256 early) external {
        uint256 from = _suspend(nodeId);
        vm.warp(from - bound(early, 1, 3 days));
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_AppealWindowNotOver.selector, nodeId, from)
        );
        registry.executeBan(nodeId);
    }

    function testFuzz_WhenAllIsWell(address caller, uint256 late, bool paused, bool inactive) external {
        vm.assume(caller != address(vm));
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        if (inactive) _deactivate(nodeId);
        if (paused) _pauseAll();
        vm.warp(_suspend(nodeId) + bound(late, 0, 365 days));
        uint256 accrued = registryCore.accruedFees(ETH);
        NodeDetails memory expected = _node(nodeId);
        expected.status = NodeStatus.Slashed;
        expected.trustLevel = 0;
        expected.stakedAmount = 1.5 ether + 1;
        expected.withdrawableFrom = block.timestamp + 7 days;
        expected.ownerBanned = true;
        (expected.suspended, expected.banExecutableFrom) = (false, 0);

        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeSlashed(nodeId, 1.5 ether, "misuse");
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(
            nodeId, inactive ? NodeStatus.Inactive : NodeStatus.Active, NodeStatus.Slashed
        );
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeCooldownStarted(nodeId, block.timestamp + 7 days);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.BanExecuted(nodeId, provider);
        vm.prank(caller);
        registry.executeBan(nodeId);

        assertEq(registryCore.accruedFees(ETH), accrued + 1.5 ether);
        assertTrue(registry.isBanned(provider));
        if (_node(nodeId).computePower == 0) expected.computePower = 0;
        assertEq(abi.encode(_node(nodeId)), abi.encode(expected));
    }

    /// @dev Governance may have slashed the node in between, and its cooldown may be over: neither saves it.
    function test_GivenItIsSlashedAlready() external {
        uint256 from = _suspend(nodeId);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.warp(from + 7 days);
        vm.recordLogs();
        registry.executeBan(nodeId);
        assertEq(vm.getRecordedLogs().length, 3, "no change of status");
        assertEq(_node(nodeId).withdrawableFrom, block.timestamp + 7 days);
        assertEq(_node(nodeId).stakedAmount, 1.5 ether + 1);
    }

    function test_WhatRemainsLeavesAfterTheCooldown_WhenNothingIsOpen() external {
        bytes32 running = _open(nodeId);
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        _ban(nodeId);
        skip(7 days - 1);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenTasks.selector, nodeId, 1));
        registry.withdrawStake(nodeId, 1.5 ether + 1);
        vm.stopPrank();
        _close(running, nodeId, TaskOutcome.Verified, 5);
        assertEq(_node(nodeId).totalEarnings, 5);
        vm.startPrank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_CooldownNotOver.selector, nodeId, block.timestamp + 1
            )
        );
        registry.withdrawStake(nodeId, 1.5 ether + 1);
        skip(1);
        uint256 before = provider.balance;
        registry.withdrawStake(nodeId, 1.5 ether + 1);
        registry.withdrawInsuranceBond(nodeId, 1 ether);
        vm.stopPrank();
        assertEq(provider.balance, before + 2.5 ether + 1);
        registryCore.sweepFees(ETH);
        assertEq(address(registry).balance, 0);
    }

    function test_TheOwnerBringsNothingMore() external {
        bytes32 active = _activeNode(provider);
        bytes32 inactive = _activeNode(provider);
        _deactivate(inactive);
        _ban(nodeId);

        vm.startPrank(provider);
        _expectOwnerBanned(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.CPU, URI);
        _expectOwnerBanned(provider);
        registry.addStake{value: 1}(active);
        _expectOwnerBanned(provider);
        registry.depositInsuranceBond{value: 1}(active);
        _expectOwnerBanned(provider);
        registry.activateNode(inactive);
        vm.stopPrank();
        _register(otherProvider);
    }

    /// @dev One that waits for its first challenge when the ban comes does not become Active by passing it.
    function test_APendingNodeOfTheOwnerIsNotActivatedByItsFirstPass() external {
        bytes32 pending = _register(provider);
        _ban(nodeId);
        _prove(pending);
        assertEq(uint256(_node(pending).status), uint256(NodeStatus.Verified));
    }

    function testFuzz_I9_NoNodeOfTheOwnerTakesATask(uint256 count, uint256 accused) external {
        count = bound(count, 1, 62);
        for (uint256 i; i < count; ++i) {
            _register(provider);
        }
        bytes32 late = _activeNode(provider);
        bytes32 foreign = _activeNode(otherProvider);
        vm.startPrank(provider);
        if (accused % 2 == 0) registry.deactivateNode(late);
        vm.stopPrank();
        bytes32 guilty = accused % 3 == 0 ? late : nodeId;
        _ban(guilty);

        bytes32[] memory all = registry.getNodesByOwner(provider);
        assertEq(all.length, count + 2);
        for (uint256 i; i < all.length; ++i) {
            assertTrue(_node(all[i]).ownerBanned);
        }
        assertFalse(_node(foreign).ownerBanned);
        _open(foreign);
        if (guilty == late) {
            TaskClaim memory claim = _claim(provider);
            assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.OwnerBanned));
            _expectOwnerBanned(provider);
            vm.prank(address(market));
            registry.openTask("task", nodeId, claim);
        }
    }

    function test_TheOwnersOtherNodesLeaveAsUsual() external {
        bytes32 other = _activeNode(provider, 2 ether);
        bytes32 running = _open(other);
        _ban(nodeId);
        assertEq(_node(other).stakedAmount, 2 ether);
        assertTrue(registry.isNodeActive(other));
        _close(running, other, TaskOutcome.Verified, 1);
        _deactivate(other);
        skip(7 days);
        uint256 before = provider.balance;
        vm.prank(provider);
        registry.withdrawStake(other, 2 ether);
        assertEq(provider.balance, before + 2 ether);
    }

    function test_ASecondNodeOfABannedOwner() external {
        bytes32 other = _activeNode(provider, 2 ether);
        _ban(nodeId);
        _ban(other);
        assertEq(_node(other).stakedAmount, 1 ether);
        assertEq(uint256(_node(other).status), uint256(NodeStatus.Slashed));
        assertEq(_node(nodeId).stakedAmount, 1.5 ether + 1);
        assertTrue(registry.isBanned(provider));
    }
}
