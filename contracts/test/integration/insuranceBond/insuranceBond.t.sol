// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, INodeRegistryEvents, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract InsuranceBondTest is BaseTest {
    function test_RevertGiven_StatesInWhichStakeCannotBeMoved() external {
        bytes32 nodeId = _activeNode(provider);
        vm.startPrank(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_ZeroAmount.selector, nodeId));
        registry.depositInsuranceBond(nodeId);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Active)
        );
        registry.withdrawInsuranceBond(nodeId, 1 ether);
        registry.deactivateNode(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_CooldownNotOver.selector, nodeId, block.timestamp + 7 days
            )
        );
        registry.withdrawInsuranceBond(nodeId, 1 ether);
        skip(7 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_AmountTooHigh.selector, nodeId, 1 ether + 1, 1 ether
            )
        );
        registry.withdrawInsuranceBond(nodeId, 1 ether + 1);
        vm.stopPrank();
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1}(nodeId);
    }

    function test_ItCountsForLevel4_AndComesBack() external {
        bytes32 nodeId = _activeNode(provider, 5 ether);
        vm.prank(owner);
        registry.setPartnerSLA(nodeId, true);
        vm.prank(address(market));
        registry.updateReputation(nodeId, 5_000);
        assertEq(registry.getNodeTrustLevel(nodeId), 1);

        vm.startPrank(provider);
        registry.depositInsuranceBond{value: 0.4 ether}(nodeId);
        assertFalse(_node(nodeId).hasInsuranceBond);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.InsuranceBondDeposited(nodeId, 0.6 ether, 1 ether);
        registry.depositInsuranceBond{value: 0.6 ether}(nodeId);
        assertTrue(_node(nodeId).hasInsuranceBond);
        assertEq(registry.getNodeTrustLevel(nodeId), 4);

        registry.deactivateNode(nodeId);
        skip(7 days);
        uint256 before = provider.balance;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.InsuranceBondWithdrawn(nodeId, 0.9 ether, 0.1 ether);
        registry.withdrawInsuranceBond(nodeId, 0.9 ether);
        vm.stopPrank();
        assertEq(provider.balance, before + 0.9 ether);
        assertEq(_node(nodeId).insuranceBond, 0.1 ether);
        assertEq(_node(nodeId).stakedAmount, 5 ether);
        assertEq(registry.getNodeTrustLevel(nodeId), 1);
    }
}
