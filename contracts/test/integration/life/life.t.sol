// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeDetails, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {EscrowStatus} from "../../../src/interfaces/IEscrowManager.sol";
import {TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

/// @notice The whole life of a node and of a task: read this first.
contract LifeTest is BaseTest {
    function test_ATaskIsPostedTakenDeliveredApprovedAndPaid() external {
        bytes32 nodeId = _activeNode(provider);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Active));
        assertEq(registry.getNodeTrustLevel(nodeId), 1);

        uint256 buyerBefore = buyer.balance;
        bytes32 taskId = _create();
        assertEq(buyer.balance, buyerBefore - COST);
        assertEq(address(escrow).balance, COST);

        _accept(taskId, nodeId);
        assertEq(_status(taskId), TaskStatus.InProgress);
        assertEq(_node(nodeId).openTasks, 1);
        assertEq(_node(nodeId).reservedPower, POWER);

        _submit(taskId);
        uint256 providerBefore = provider.balance;
        _approve(taskId);

        assertEq(_status(taskId), TaskStatus.Verified);
        assertEq(provider.balance, providerBefore + COST * 92 / 100);
        assertEq(escrow.accruedFees(ETH), COST * 8 / 100);
        assertEq(uint256(escrow.getEscrowDetails(taskId).status), uint256(EscrowStatus.Released));
        NodeDetails memory node = _node(nodeId);
        assertEq(node.openTasks, 0);
        assertEq(node.reservedPower, 0);
        assertEq(node.totalTasksCompleted, 1);
        assertEq(node.totalEarnings, COST * 92 / 100);
        assertEq(node.reputation, 5_050);

        escrow.sweepFees(ETH);
        assertEq(treasury.balance, COST * 8 / 100);
        assertEq(address(escrow).balance, 0);
    }

    function test_ANodeThatFailsIsSlashedAndAnotherOneTakesTheTask() external {
        bytes32 first = _activeNode(provider);
        bytes32 second = _activeNode(otherProvider);
        bytes32 taskId = _inProgress(first);

        _timeout(taskId);
        assertEq(_status(taskId), TaskStatus.Open);
        assertEq(_node(first).stakedAmount, 0.475 ether);
        assertEq(_node(first).reputation, 4_800);

        _accept(taskId, second);
        _submit(taskId);
        uint256 before = otherProvider.balance;
        skip(24 hours + 1);
        vm.prank(stranger);
        market.finalizeTask(taskId);
        assertEq(otherProvider.balance, before + COST * 92 / 100);
    }

    function test_AProviderLeavesWithItsStake() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        skip(7 days);
        uint256 before = provider.balance;
        vm.prank(provider);
        registry.withdrawStake(nodeId, 0.5 ether);
        assertEq(provider.balance, before + 0.5 ether);
        assertEq(_node(nodeId).stakedAmount, 0);
    }
}
