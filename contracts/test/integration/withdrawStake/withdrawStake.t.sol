// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeStatus,
    ResourceType
} from "../../../src/interfaces/INodeRegistry.sol";
import {IPayouts} from "../../../src/interfaces/IPayouts.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {Refuser} from "../../utils/Actors.sol";

contract WithdrawStakeTest is BaseTest {
    function _withdraw(bytes32 nodeId, uint256 amount) private {
        vm.prank(provider);
        registry.withdrawStake(nodeId, amount);
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        _withdraw("x", 1);
    }

    function test_RevertWhen_NotTheOwner() external {
        bytes32 nodeId = _activeNode(otherProvider);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, provider, otherProvider
            )
        );
        _withdraw(nodeId, 1);
    }

    function test_RevertGiven_PendingOrActive() external {
        bytes32 nodeId = _register(provider);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Pending)
        );
        _withdraw(nodeId, 1);
        _prove(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Active)
        );
        _withdraw(nodeId, 1);
    }

    function test_RevertGiven_AnOpenChallenge() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        skip(7 days);
        _issue(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenChallenge.selector, nodeId));
        _withdraw(nodeId, 0.5 ether);
    }

    function test_GivenRejectedWithAnOpenChallenge_ItPaysAtOnce() external {
        bytes32 nodeId = _register(provider);
        _issue(nodeId);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        uint256 before = provider.balance;
        _withdraw(nodeId, 0.5 ether);
        assertEq(provider.balance, before + 0.5 ether);
    }

    function test_RevertGiven_AnOpenTask() external {
        bytes32 nodeId = _activeNode(provider);
        _inProgress(nodeId);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Inactive);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenTasks.selector, nodeId, 1));
        _withdraw(nodeId, 0.5 ether);
    }

    function testFuzz_RevertGiven_TheCooldownIsNotOver(uint256 wait) external {
        wait = bound(wait, 0, 7 days - 1);
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        uint256 from = block.timestamp + 7 days;
        skip(wait);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_CooldownNotOver.selector, nodeId, from));
        _withdraw(nodeId, 0.5 ether);
    }

    function test_RevertWhen_TheAmountIsZeroOrTooHigh() external {
        bytes32 nodeId = _withdrawable(0.5 ether);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_ZeroAmount.selector, nodeId));
        _withdraw(nodeId, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_AmountTooHigh.selector, nodeId, 0.5 ether + 1, 0.5 ether
            )
        );
        _withdraw(nodeId, 0.5 ether + 1);
    }

    function testFuzz_RevertWhen_TooLittleRemains(uint256 rest) external {
        rest = bound(rest, 1, 0.5 ether - 1);
        bytes32 nodeId = _withdrawable(3 ether);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, rest, 0.5 ether)
        );
        _withdraw(nodeId, 3 ether - rest);
    }

    function test_WhatRemainsMayBeTheMinimum() external {
        bytes32 nodeId = _withdrawable(3 ether);
        _withdraw(nodeId, 2.5 ether);
        assertEq(_node(nodeId).stakedAmount, 0.5 ether);
        _withdraw(nodeId, 0.5 ether);
        assertEq(_node(nodeId).stakedAmount, 0);
    }

    function testFuzz_ItPaysTheOwner_EvenWhilePaused(uint256 rest) external {
        rest = bound(rest, 0, 2.5 ether);
        if (rest < 0.5 ether) rest = 0;
        bytes32 nodeId = _withdrawable(3 ether);
        _pauseAll();
        uint256 before = provider.balance;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeWithdrawn(nodeId, 3 ether - rest, rest);
        _withdraw(nodeId, 3 ether - rest);
        assertEq(provider.balance, before + 3 ether - rest);
        assertEq(_node(nodeId).stakedAmount, rest);
    }

    function test_GivenTheOwnerRefusesMoney_ItIsCredited() external {
        Refuser refuser = new Refuser();
        vm.deal(address(refuser), 10 ether);
        bytes32 nodeId = _register(address(refuser), 1 ether, ResourceType.CPU);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);

        vm.expectEmit(address(registry));
        emit IPayouts.CreditAdded(ETH, address(refuser), 1 ether, 1 ether);
        vm.prank(address(refuser));
        registry.withdrawStake(nodeId, 1 ether);

        assertEq(registryCore.creditOf(ETH, address(refuser)), 1 ether);
        vm.prank(address(refuser));
        registryCore.withdrawCredit(ETH, stranger);
        assertEq(stranger.balance, 1_001 ether);
    }

    function _withdrawable(uint256 stake) private returns (bytes32 nodeId) {
        nodeId = _activeNode(provider, stake);
        _deactivate(nodeId);
        skip(7 days);
    }
}
