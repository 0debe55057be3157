// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    Eligibility,
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeRegistryParameters,
    ResourceType,
    TaskClaim
} from "../../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract RegistryViewsTest is BaseTest {
    function testFuzz_Pages(uint256 offset, uint256 limit) external {
        bytes32[] memory all = new bytes32[](7);
        for (uint256 i; i < 7; ++i) {
            all[i] = _activeNode(provider);
        }
        _register(provider);
        _deactivate(all[3]);
        assertEq(registry.nodeCount(ResourceType.GPU), 8);
        assertEq(registry.ownerNodeCount(provider), 8);
        assertEq(registry.getActiveNodes(ResourceType.GPU).length, 6);
        assertEq(registry.getActiveNodes(ResourceType.CPU).length, 0);

        bytes32[] memory page = registry.getNodesByOwner(provider, offset, limit);
        uint256 expected = offset >= 8 ? 0 : limit < 8 - offset ? limit : 8 - offset;
        assertEq(page.length, expected);
        if (expected != 0) assertEq(page[0], registry.computeNodeId(provider, offset));

        limit = bound(limit, 1, 9);
        uint256 found;
        for (uint256 from; from < 8; from += limit) {
            found += registry.getActiveNodes(ResourceType.GPU, from, limit).length;
        }
        assertEq(found, 6);
    }

    function test_Tiers() external {
        bytes32 nodeId = _activeNode(provider);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, provider, bytes32(0))
        );
        vm.prank(provider);
        registry.addTrustedNode(nodeId);

        vm.startPrank(owner);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTierUpdated(nodeId, 1);
        registry.addTrustedNode(nodeId);
        assertEq(_node(nodeId).tier, 1);
        assertEq(_node(nodeId).trustLevel, 1);
        for (uint8 tier = 1; tier <= 3; ++tier) {
            vm.expectEmit(address(registry));
            emit INodeRegistryEvents.NodeTierUpdated(nodeId, tier);
            registry.setNodeTier(nodeId, tier);
            assertEq(_node(nodeId).tier, tier);
        }
        for (uint8 tier; tier < 5; tier += 4) {
            vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidTier.selector, tier));
            registry.setNodeTier(nodeId, tier);
        }
    }

    function test_PowerCountsForItsValidityOnly() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 power = _node(nodeId).provenPower;
        assertGt(power, 0);
        skip(30 days);
        assertEq(registry.getNode(nodeId).computePower, power);
        skip(1);
        assertEq(registry.getNode(nodeId).computePower, 0);
        assertEq(_node(nodeId).provenPower, power);
        (Eligibility reason,) = registry.eligibilityOfOwner(nodeId, TaskClaim(address(0), buyer, ResourceType.GPU, 1, 1));
        assertEq(uint256(reason), uint256(Eligibility.PowerTooLow));
    }

    /// @dev What is reserved may be all there is: then a task fits that asks for none. Once the power fell below, none fits.
    function test_PowerIsReservedToTheLastUnit() external {
        bytes32 nodeId = _activeNode(provider);
        _setPower(nodeId, POWER + 5);
        _inProgress(nodeId);
        assertEq(uint256(_eligibilityFor(nodeId, 5)), uint256(Eligibility.Eligible));
        assertEq(uint256(_eligibilityFor(nodeId, 6)), uint256(Eligibility.PowerTooLow));
        _setPower(nodeId, POWER);
        assertEq(uint256(_eligibilityFor(nodeId, 0)), uint256(Eligibility.Eligible));
        _expectPowerTooLow(nodeId, 0, 1);
        _setPower(nodeId, POWER - 1);
        assertEq(uint256(_eligibilityFor(nodeId, 0)), uint256(Eligibility.PowerTooLow));
        _expectPowerTooLow(nodeId, 0, 0);
        _setPower(nodeId, POWER + 3);
        _expectPowerTooLow(nodeId, 3, 4);
    }

    function test_WithoutPower_NotEvenATaskThatAsksForNone() external {
        bytes32 nodeId = _activeNode(provider);
        _setPower(nodeId, 0);
        assertEq(uint256(_eligibilityFor(nodeId, 0)), uint256(Eligibility.PowerTooLow));
        _setPower(nodeId, 1);
        assertEq(uint256(_eligibilityFor(nodeId, 0)), uint256(Eligibility.Eligible));
    }

    function _setPower(bytes32 nodeId, uint256 power) private {
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, power);
    }

    function _eligibilityFor(bytes32 nodeId, uint256 power) private view returns (Eligibility reason) {
        (reason,) = registry.eligibilityOfOwner(nodeId, TaskClaim(address(0), buyer, ResourceType.GPU, 1, power));
    }

    function _expectPowerTooLow(bytes32 nodeId, uint256 free, uint256 required) private {
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_PowerTooLow.selector, nodeId, free, required)
        );
        vm.prank(address(market));
        registry.openTask("task", nodeId, TaskClaim(provider, buyer, ResourceType.GPU, 1, required));
    }

    function test_UnknownNodes() external {
        bytes memory unknown = abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x"));
        vm.expectRevert(unknown);
        registry.getNode("x");
        vm.expectRevert(unknown);
        registry.getNodeDetails("x");
        assertFalse(registry.isNodeActive("x"));
        assertEq(registry.getNodeTrustLevel("x"), 0);
        TaskClaim memory claim = TaskClaim(stranger, buyer, ResourceType.GPU, 1, 1);
        assertEq(uint256(registry.eligibility("x", claim)), uint256(Eligibility.UnknownNode));
    }

    function test_Parameters_RevertWhen_OutOfBounds() external {
        NodeRegistryParameters memory good = registry.parameters();
        string[5] memory names =
            ["registrationFee", "minimumStake", "insuranceBond", "stakeCooldown", "proofValidity"];
        uint256[5] memory low = [uint256(0), 0.1 ether, 0, 1 days, 1 days];
        uint256[5] memory high = [uint256(1 ether), 5 ether, 10 ether, 30 days, 365 days];
        vm.startPrank(owner);
        for (uint256 i; i < 5; ++i) {
            registry.setParameters(_with(good, i, low[i]));
            registry.setParameters(_with(good, i, high[i]));
            for (uint256 k; k < 2; ++k) {
                if (k == 0 && low[i] == 0) continue;
                uint256 bad = k == 0 ? low[i] - 1 : high[i] + 1;
                vm.expectRevert(
                    abi.encodeWithSelector(
                        INodeRegistryErrors.NodeRegistry_ParameterOutOfBounds.selector, names[i], bad, low[i], high[i]
                    )
                );
                registry.setParameters(_with(good, i, bad));
            }
        }
        assertEq(abi.encode(registry.parameters()), abi.encode(_with(good, 4, 365 days)));
    }

    function test_UpdateMinStake() external {
        NodeRegistryParameters memory expected = registry.parameters();
        expected.minimumStake = 1 ether;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeRegistryParametersUpdated(expected);
        vm.prank(owner);
        registry.updateMinStake(1 ether);
        assertEq(registry.parameters().minimumStake, 1 ether);
    }

    function _with(NodeRegistryParameters memory p, uint256 index, uint256 value)
        private
        pure
        returns (NodeRegistryParameters memory changed)
    {
        changed = abi.decode(abi.encode(p), (NodeRegistryParameters));
        if (index == 0) changed.registrationFee = value;
        if (index == 1) changed.minimumStake = value;
        if (index == 2) changed.insuranceBond = value;
        if (index == 3) changed.stakeCooldown = value;
        if (index == 4) changed.proofValidity = value;
    }
}
