// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {INodeRegistryErrors, INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SlashNodeTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
    }

    function testFuzz_SlashNode(uint256 amount) external {
        amount = bound(amount, 0, 3 ether);
        uint256 accrued = registryCore.accruedFees(ETH);
        vm.prank(owner);
        if (amount > 1 ether) {
            vm.expectRevert(
                abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_SlashTooHigh.selector, nodeId, amount, 1 ether)
            );
            registry.slashNode(nodeId, amount);
            return;
        }
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeSlashed(nodeId, amount, "governance");
        registry.slashNode(nodeId, amount);
        assertEq(_node(nodeId).stakedAmount, 2 ether - amount);
        assertEq(registryCore.accruedFees(ETH), accrued + amount);
    }

    function test_SlashStake_AtMost5Percent() external {
        vm.startPrank(address(market));
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_SlashTooHigh.selector, nodeId, 0.1 ether + 1, 0.1 ether
            )
        );
        registry.slashStake(nodeId, 0.1 ether + 1);
        registry.slashStake(nodeId, 0.1 ether);
        assertEq(_node(nodeId).stakedAmount, 1.9 ether);
    }

    function testFuzz_UpdateReputation(int256 first, int256 second) external {
        vm.startPrank(address(market));
        registry.updateReputation(nodeId, first);
        uint256 middle = _node(nodeId).reputation;
        assertEq(middle, _clamp(5_000, first));
        registry.updateReputation(nodeId, second);
        assertEq(_node(nodeId).reputation, _clamp(middle, second));
    }

    function _clamp(uint256 reputation, int256 delta) private pure returns (uint256) {
        if (delta > 10_000) return 10_000;
        if (delta < -10_000) return 0;
        int256 sum = int256(reputation) + delta;
        return sum < 0 ? 0 : sum > 10_000 ? 10_000 : uint256(sum);
    }

    function test_IncrementTaskCount() external {
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskCountIncremented(nodeId, 1);
        vm.prank(address(market));
        registry.incrementTaskCount(nodeId);
        assertEq(_node(nodeId).totalTasksCompleted, 1);
    }

    function testFuzz_UpdateComputePower(uint256 power) external {
        uint256 kept = power > type(uint104).max ? type(uint104).max : power;
        uint256 before = _node(nodeId).provenPower;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ComputePowerUpdated(nodeId, before, kept, block.timestamp);
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, power);
        assertEq(_node(nodeId).computePower, kept);
    }

    function test_RevertGiven_UnknownNode() external {
        bytes memory unknown =
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x"));
        vm.prank(owner);
        vm.expectRevert(unknown);
        registry.slashNode("x", 0);
        vm.startPrank(address(market));
        vm.expectRevert(unknown);
        registry.slashStake("x", 0);
        vm.expectRevert(unknown);
        registry.updateReputation("x", 0);
        vm.expectRevert(unknown);
        registry.incrementTaskCount("x");
        vm.stopPrank();
        vm.prank(address(verifier));
        vm.expectRevert(unknown);
        registry.updateComputePower("x", 0);
    }

    function test_RevertWhen_TheRoleIsAnothers() external {
        bytes32 marketplaceRole = registryCore.MARKETPLACE_ROLE();
        vm.startPrank(address(verifier));
        bytes memory refused = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, address(verifier), marketplaceRole
        );
        vm.expectRevert(refused);
        registry.slashStake(nodeId, 0);
        vm.expectRevert(refused);
        registry.updateReputation(nodeId, 1);
    }
}
