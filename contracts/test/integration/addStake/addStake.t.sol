// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    INodeRegistryErrors, INodeRegistryEvents, NodeStatus
} from "../../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract AddStakeTest is BaseTest {
    function test_RevertGiven_Paused() external {
        bytes32 nodeId = _register(provider);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        vm.prank(provider);
        registry.addStake{value: 1}(nodeId);
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        vm.prank(provider);
        registry.addStake{value: 1}("x");
    }

    function test_RevertWhen_NotTheOwner() external {
        bytes32 nodeId = _register(provider);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        vm.prank(stranger);
        registry.addStake{value: 1}(nodeId);
    }

    function test_RevertGiven_Rejected() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Rejected)
        );
        vm.prank(provider);
        registry.addStake{value: 1}(nodeId);
    }

    function test_RevertGiven_Slashed() external {
        bytes32 nodeId = _activeNode(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Slashed)
        );
        vm.prank(provider);
        registry.addStake{value: 1}(nodeId);
    }

    function test_RevertWhen_NothingIsPaid() external {
        bytes32 nodeId = _register(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_ZeroAmount.selector, nodeId));
        vm.prank(provider);
        registry.addStake(nodeId);
    }

    function testFuzz_WhenAllIsWell(uint256 amount) external {
        amount = bound(amount, 1, 900 ether);
        bytes32 nodeId = _register(provider);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeDeposited(nodeId, amount, 0.5 ether + amount);
        vm.prank(provider);
        registry.addStake{value: amount}(nodeId);
        assertEq(_node(nodeId).stakedAmount, 0.5 ether + amount);
    }
}
