// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {INodeRegistryErrors, INodeRegistryEvents, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract UpdateNodeStatusTest is BaseTest {
    /// @dev How many moves the diagram has.
    uint256 private constant EDGES = 8;

    uint256 private people;

    function test_RevertWhen_NotTheOwner() external {
        bytes32 nodeId = _register(provider);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, provider, bytes32(0))
        );
        vm.prank(provider);
        registry.updateNodeStatus(nodeId, NodeStatus.Verified);
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        vm.prank(owner);
        registry.updateNodeStatus("x", NodeStatus.Verified);
    }

    /// @dev Every pair, from a node that was brought to the first status along the diagram.
    function test_N14_EveryPairOfStatuses() external {
        uint256 allowed;
        for (uint256 from; from < 6; ++from) {
            for (uint256 to; to < 6; ++to) {
                bytes32 nodeId = _nodeWith(NodeStatus(from));
                bool expected = _inDiagram(from, to);
                if (!expected) {
                    vm.expectRevert(
                        abi.encodeWithSelector(
                            INodeRegistryErrors.NodeRegistry_InvalidTransition.selector,
                            nodeId,
                            NodeStatus(from),
                            NodeStatus(to)
                        )
                    );
                } else {
                    vm.expectEmit(address(registry));
                    emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus(from), NodeStatus(to));
                    ++allowed;
                }
                vm.prank(owner);
                registry.updateNodeStatus(nodeId, NodeStatus(to));
                assertEq(uint256(_node(nodeId).status), expected ? to : from);
            }
        }
        assertEq(allowed, EDGES);
    }

    /// @dev Each move a day after the node came to where it is, so that a cooldown which began earlier is told from one that begins now.
    function test_TheCooldownBeginsWithInactiveAndSlashedAlone() external {
        for (uint256 i; i < EDGES; ++i) {
            (NodeStatus from, NodeStatus to) = _edge(i);
            bytes32 nodeId = _nodeWith(from);
            skip(1 days);
            bool begins = to == NodeStatus.Inactive || to == NodeStatus.Slashed;
            vm.prank(owner);
            registry.updateNodeStatus(nodeId, to);
            assertEq(_node(nodeId).withdrawableFrom, begins ? block.timestamp + 7 days : 0, vm.toString(i));
        }
    }

    function _edge(uint256 i) private pure returns (NodeStatus from, NodeStatus to) {
        uint8[2][EDGES] memory edges = [[0, 1], [0, 5], [1, 2], [1, 5], [2, 3], [2, 4], [3, 2], [3, 4]];
        return (NodeStatus(edges[i][0]), NodeStatus(edges[i][1]));
    }

    function _inDiagram(uint256 from, uint256 to) private pure returns (bool) {
        for (uint256 i; i < EDGES; ++i) {
            (NodeStatus edgeFrom, NodeStatus edgeTo) = _edge(i);
            if (edgeFrom == NodeStatus(from) && edgeTo == NodeStatus(to)) return true;
        }
        return false;
    }

    function _nodeWith(NodeStatus status) private returns (bytes32 nodeId) {
        nodeId = _register(makeAddr(vm.toString(++people)));
        if (status == NodeStatus.Pending) return nodeId;
        vm.startPrank(owner);
        if (status == NodeStatus.Rejected) registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        else registry.updateNodeStatus(nodeId, NodeStatus.Verified);
        if (uint256(status) >= 2 && uint256(status) <= 4) registry.updateNodeStatus(nodeId, NodeStatus.Active);
        if (status == NodeStatus.Inactive) registry.updateNodeStatus(nodeId, NodeStatus.Inactive);
        if (status == NodeStatus.Slashed) registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.stopPrank();
    }

    function _register(address who) internal override returns (bytes32) {
        vm.deal(who, 1 ether);
        return super._register(who);
    }

    function test_Verified_IsWhatAPassMovesOnFrom() external {
        bytes32 nodeId = _nodeWith(NodeStatus.Verified);
        _prove(nodeId);
        assertTrue(registry.isNodeActive(nodeId));
    }

    function test_ToActive_RevertGiven_TooLittleStake() external {
        bytes32 nodeId = _nodeWith(NodeStatus.Inactive);
        vm.startPrank(owner);
        registry.slashNode(nodeId, 0.1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, 0.4 ether, 0.5 ether
            )
        );
        registry.updateNodeStatus(nodeId, NodeStatus.Active);
    }

    function test_ToSlashed_WhatRemainsIsWithdrawableAfterTheCooldown() external {
        bytes32 nodeId = _activeNode(provider);
        vm.startPrank(owner);
        registry.slashNode(nodeId, 0.25 ether);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.stopPrank();
        assertEq(registry.getNodeTrustLevel(nodeId), 0);
        skip(7 days);
        vm.prank(provider);
        registry.withdrawStake(nodeId, 0.25 ether);
        assertEq(_node(nodeId).stakedAmount, 0);
    }
}
