// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, INodeRegistryEvents, NodeStatus, ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice threats.md N2 and N4, protocol.md §11 I8: every stake has a way out by its owner's own hand, whatever others do or leave undone.
contract N2_StakeCanLeaveTest is BaseTest {
    function _leave(bytes32 nodeId, uint256 stake) private {
        uint256 before = provider.balance;
        _deactivate(nodeId);
        assertEq(_node(nodeId).withdrawableFrom, block.timestamp + 7 days);
        skip(7 days);
        vm.prank(provider);
        registry.withdrawStake(nodeId, stake);
        assertEq(provider.balance, before + stake);
        assertEq(_node(nodeId).stakedAmount, 0);
    }

    function test_N2_APendingStakeLeaves_EvenWhilePaused() external {
        bytes32 nodeId = _register(provider, 5 ether, ResourceType.GPU);
        _pauseAll();
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Pending, NodeStatus.Inactive);
        _leave(nodeId, 5 ether);
    }

    function test_N2_AVerifiedStakeLeaves() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Verified);
        _leave(nodeId, 0.5 ether);
    }

    /// @dev A machine that cannot pass its challenge: the challenge ends by anyone's hand, and then the stake leaves.
    function test_N2_AStakeWhoseFirstChallengeFailsLeaves_EvenWhilePaused() external {
        bytes32 nodeId = _register(provider);
        bytes32 challengeId = _issue(nodeId);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenChallenge.selector, nodeId));
        vm.prank(provider);
        registry.deactivateNode(nodeId);
        skip(30 minutes + 1);
        vm.prank(provider);
        verifier.expireChallenge(challengeId);
        _leave(nodeId, 0.5 ether);
    }

    /// @dev Otherwise leaving and coming back would be a way to Active without any proof.
    function test_N14_WhoNeverPassedAChallengeIsNotActivatedByLeaving() external {
        bytes32 nodeId = _register(provider);
        _deactivate(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NeverProven.selector, nodeId));
        vm.prank(provider);
        registry.activateNode(nodeId);

        _prove(nodeId);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Inactive));
        vm.prank(provider);
        registry.activateNode(nodeId);
        assertTrue(registry.isNodeActive(nodeId));
        assertEq(_node(nodeId).withdrawableFrom, 0);
    }

    function test_N14_WhatEndedForGoodIsNotDeactivated() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        _expectWrongStatus(nodeId, NodeStatus.Rejected);

        nodeId = _activeNode(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        _expectWrongStatus(nodeId, NodeStatus.Slashed);

        nodeId = _activeNode(provider);
        _deactivate(nodeId);
        _expectWrongStatus(nodeId, NodeStatus.Inactive);
    }

    function _expectWrongStatus(bytes32 nodeId, NodeStatus status) private {
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, status)
        );
        vm.prank(provider);
        registry.deactivateNode(nodeId);
    }
}
