// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Eligibility,
    INodeRegistryErrors,
    NodeDetails,
    NodeStatus,
    ResourceType,
    TaskClaim,
    TaskOutcome
} from "../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../src/interfaces/IGoverned.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {NodeRegistryExtension} from "../../src/NodeRegistryExtension.sol";
import {RegistryTest} from "../utils/RegistryTest.sol";

/// @notice What the adversarial reading of the design says of the registry and is not tested elsewhere (search for the id).
contract A2_NodeRegistryTest is RegistryTest {
    /// @dev Whatever is open keeps a node from leaving: a task in any state, a challenge, a bid.
    function test_N3_NothingOpenIsLeftBehind() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _open(nodeId);
        _expectStays(nodeId, abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenTasks.selector, nodeId, 1));
        _close(taskId, nodeId, TaskOutcome.Settled, 0);
        skip(6 hours);
        bytes32 challengeId = _issue(nodeId);
        _expectStays(nodeId, abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenChallenge.selector, nodeId));
        skip(300);
        _solve(challengeId);
        uint256 until = block.timestamp + 20 minutes;
        _hold(nodeId, until);
        _expectStays(
            nodeId, abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HeldForBid.selector, nodeId, until)
        );
        vm.warp(until + 1);
        _deactivate(nodeId);
    }

    function _expectStays(bytes32 nodeId, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(provider);
        registry.deactivateNode(nodeId);
    }

    /// @dev A task whose result is disputed is open: its node waits for the ruling, and pays if it loses.
    function test_N3_ADisputedTaskCountsAsOpen() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _completed(nodeId);
        vm.prank(buyer);
        market.disputeTask{value: COST * 2 / 100}(taskId, "wrong");
        assertEq(_node(nodeId).openTasks, 1);
        _expectStays(nodeId, abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenTasks.selector, nodeId, 1));
    }

    function test_N7_MisuseCostsHalfTheStakeAndTheName() external {
        bytes32 nodeId = _activeNode(provider, 4 ether);
        _ban(nodeId);
        assertEq(_node(nodeId).stakedAmount, 2 ether);
        assertTrue(registry.isBanned(provider));
        _expectOwnerBanned(provider);
        vm.prank(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
    }

    /// @dev A new address cannot be known, but it begins with nothing: level 1, and no way to level 2 within two days.
    function test_N8_ANewNameBeginsWithNothing() external {
        bytes32 nodeId = _activeNode(provider, 3 ether);
        _ban(nodeId);
        bytes32 again = _register(otherProvider, 3 ether, ResourceType.GPU);
        _prove(again);
        uint256 from = block.timestamp;
        assertEq(registry.getNodeTrustLevel(again), 1);
        while (registry.getNodeTrustLevel(again) < 2) {
            skip(6 hours);
            _prove(again);
        }
        assertGt(block.timestamp, from + 2 days);
        assertEq(_node(again).challengesPassed, 10);
    }

    function testFuzz_N10_ReputationBeginsInTheMiddleAndStaysWithinItsBounds(int256[8] calldata deltas) external {
        bytes32 nodeId = _activeNode(provider);
        assertEq(_node(nodeId).reputation, 5_000);
        for (uint256 i; i < deltas.length; ++i) {
            uint256 before = _node(nodeId).reputation;
            vm.prank(address(market));
            registry.updateReputation(nodeId, deltas[i]);
            uint256 reputation = _node(nodeId).reputation;
            assertLe(reputation, 10_000);
            assertTrue(deltas[i] >= 0 ? reputation >= before : reputation <= before);
        }
    }

    /// @dev A reputation of 100 % and one task too many that failed: not level 3.
    function test_N11_ReputationIsNotTheRateOfSuccess() external {
        bytes32 nodeId = _activeNode(provider, 20 ether);
        _end(nodeId, TaskOutcome.Abandoned);
        for (uint256 i; i < 4; ++i) {
            _end(nodeId, TaskOutcome.Verified);
            _end(nodeId, TaskOutcome.Abandoned);
        }
        for (uint256 i; i < 98; ++i) {
            if (_node(nodeId).underReview) _clear(nodeId);
            _end(nodeId, TaskOutcome.Verified);
        }
        _end(nodeId, TaskOutcome.Abandoned);
        vm.prank(address(market));
        registry.updateReputation(nodeId, 10_000);
        // 102 completed, 6 failed: 94.4 %.
        assertEq(_node(nodeId).totalTasksCompleted, 102);
        assertEq(_node(nodeId).totalTasksFailed, 6);
        assertEq(registry.getNodeTrustLevel(nodeId), 1);
        for (uint256 i; i < 12; ++i) {
            assertEq(registry.getNodeTrustLevel(nodeId), 1);
            _end(nodeId, TaskOutcome.Verified);
        }
        // 114 of 120: 95 %.
        assertEq(registry.getNodeTrustLevel(nodeId), 3);
    }

    function _clear(bytes32 nodeId) private {
        vm.prank(reviewer);
        registry.clearReview(nodeId);
    }

    /// @dev The levels are the specification's, each by its own conditions: a partner needs no hundred tasks. No status that has none gets any.
    function test_N12_ALevelForEachStatus() external {
        bytes32 nodeId = _register(provider, 6 ether, ResourceType.GPU);
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.prank(owner);
        registry.setPartnerSLA(nodeId, true);
        vm.prank(address(market));
        registry.updateReputation(nodeId, 10_000);
        assertEq(registry.getNodeTrustLevel(nodeId), 0, "Pending");
        _prove(nodeId);
        assertEq(registry.getNodeTrustLevel(nodeId), 4, "Active");
        vm.prank(owner);
        registry.setPartnerSLA(nodeId, false);
        assertEq(registry.getNodeTrustLevel(nodeId), 1, "without the agreement");
        vm.prank(owner);
        registry.setPartnerSLA(nodeId, true);
        _deactivate(nodeId);
        assertEq(registry.getNodeTrustLevel(nodeId), 4, "Inactive");
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        assertEq(registry.getNodeTrustLevel(nodeId), 0, "Slashed");

        bytes32 rejected = _register(otherProvider, 6 ether, ResourceType.GPU);
        vm.prank(owner);
        registry.updateNodeStatus(rejected, NodeStatus.Rejected);
        assertEq(registry.getNodeTrustLevel(rejected), 0, "Rejected");
    }

    /// @dev Everything that the levels depend on is written by somebody, and shown.
    function test_N13_EveryFieldHasAWriter() external {
        bytes32 nodeId = _activeNode(provider, 1 ether);
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.startPrank(owner);
        registry.setPartnerSLA(nodeId, true);
        registry.addTrustedNode(nodeId);
        vm.stopPrank();
        _close(_open(nodeId), nodeId, TaskOutcome.Verified, 3 ether);
        _end(nodeId, TaskOutcome.Abandoned);
        skip(1 hours);
        _hold(nodeId, block.timestamp + 5);
        _close(_open(nodeId), nodeId, TaskOutcome.Verified, 4 ether);
        NodeDetails memory node = _node(nodeId);
        assertEq(node.challengesPassed, 1);
        assertEq(node.totalTasksCompleted, 2);
        assertEq(node.totalTasksFailed, 1);
        assertEq(node.totalEarnings, 7 ether);
        assertEq(node.lastActiveAt, block.timestamp);
        assertEq(node.heldUntil, block.timestamp + 5);
        assertEq(node.tier, 1);
        assertTrue(node.hasPartnerSLA);
        assertTrue(node.hasInsuranceBond);
        assertEq(node.reputation, 4_900);
        assertEq(node.stakedAmount, 0.95 ether);
    }

    function test_N18_WhatDescribesANodeHasBounds() external {
        vm.startPrank(provider);
        bytes32 nodeId = registry.registerNode{value: 0.6 ether}(ResourceType.GPU, string(new bytes(256)));
        for (uint256 length; length < 258; length += 257) {
            vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, length, 256));
            registry.updateMetadata(nodeId, string(new bytes(length)));
        }
        registry.updateMetadata(nodeId, "x");
    }

    /// @dev The id says chain, registry, owner and number: no two nodes anywhere have one id, and nobody chooses it.
    function testFuzz_N19_TheIdIsBoundToChainRegistryOwnerAndNumber(uint64 chain, address who, uint8 nonce) external {
        chain = uint64(bound(chain, 2, type(uint64).max - 1));
        bytes32 here = registry.computeNodeId(who, nonce);
        assertEq(here, keccak256(abi.encode(block.chainid, address(registry), who, uint256(nonce))));
        assertTrue(here != registry.computeNodeId(who, uint256(nonce) + 1));
        vm.chainId(chain == block.chainid ? chain + 1 : chain);
        assertTrue(here != registry.computeNodeId(who, nonce));
    }

    /// @dev Who accuses gains nothing by it, cannot judge, and cannot take what is slashed: it goes to the treasury, days later.
    function test_N23_WhoAccusesGainsNothing() external {
        bytes32 nodeId = _activeNode(provider, 4 ether);
        registryCore.sweepFees(ETH);
        uint256 before = treasury.balance;
        uint256 from = _suspend(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_AppealWindowNotOver.selector, nodeId, from)
        );
        vm.prank(arbitrator);
        registry.executeBan(nodeId);
        vm.warp(from);
        vm.prank(arbitrator);
        registry.executeBan(nodeId);
        registryCore.sweepFees(ETH);
        assertEq(treasury.balance, before + 2 ether);
        assertEq(arbitrator.balance, 0);
        assertEq(registryCore.creditOf(ETH, arbitrator), 0);
    }

    /// @dev A ban walks over the owner's nodes: with all 64 of them it still fits into a block many times over.
    function test_N24_I16_ABanOf64NodesFitsIntoABlock() external {
        bytes32 nodeId = _activeNode(provider);
        for (uint256 i = 1; i < 64; ++i) {
            _register(provider);
        }
        _ban(nodeId);
        assertLt(vm.lastCallGas().gasTotalUsed, 1_000_000);
        assertTrue(_node(registry.computeNodeId(provider, 63)).ownerBanned);
    }

    /// @dev Each reason hides the ones behind it, in the order of the enum; none hides nothing.
    function test_I9_EachRestrictionByItself_AndInOrder() external {
        bytes32 nodeId = _activeNode(provider, 5 ether);
        bytes32 other = _activeNode(provider);
        TaskClaim memory claim = _claim(provider);
        _ban(other);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.OwnerBanned));
        _suspend(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.Suspended));
        for (uint256 i; i < 10; ++i) {
            vm.prank(address(market));
            registry.incrementTaskCount(nodeId);
        }
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.Suspended));
        _deactivate(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.NotActive));

        nodeId = _activeNode(otherProvider, 5 ether);
        claim = _claim(otherProvider);
        _flag(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.UnderReview));
        _suspend(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.UnderReview));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnderReview.selector, nodeId));
        vm.prank(address(market));
        registry.openTask("task", nodeId, claim);
        _clear(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.Suspended));
        vm.prank(owner);
        registry.cancelBan(nodeId);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.Eligible));
    }

    /// @dev The code behind the proxy keeps nobody's money: it stays paused for ever, and has no owner who could say otherwise.
    function test_U2_TheCodeBehindTheProxyTakesNoMoney() external {
        NodeRegistry bare = new NodeRegistry(address(new NodeRegistryExtension()));
        assertEq(bare.pausedUntil(), type(uint40).max);
        assertEq(bare.owner(), address(0));
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, type(uint40).max));
        bare.registerNode{value: 1 ether}(ResourceType.GPU, URI);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, type(uint40).max));
        bare.addStake{value: 1 ether}("x");
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, type(uint40).max));
        bare.depositInsuranceBond{value: 1 ether}("x");
        vm.expectRevert();
        bare.upgradeToAndCall{value: 1 ether}(address(registryCore), "");
        (bool success,) = address(bare).call{value: 1 ether}("");
        assertFalse(success);
        vm.stopPrank();
        assertEq(address(bare).balance, 0);
        assertEq(NodeRegistry(payable(address(registry))).pausedUntil(), 0);
    }
}
