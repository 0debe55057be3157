// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract HoldForBidTest is RegistryTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
    }

    function test_RevertWhen_NotTheMarketplace() external {
        TaskClaim memory claim = _claim(provider);
        bytes32 role = registryCore.MARKETPLACE_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, provider, role)
        );
        vm.prank(provider);
        registry.holdForBid("bid", nodeId, claim, block.timestamp);
    }

    /// @dev Each reason once, with the same words as for a task.
    function test_RevertGiven_ItMayNotTakeTheTask() external {
        TaskClaim memory claim = _claim(provider);
        _expectSame("x", claim);
        _expectSame(_register(provider), claim);
        _expectSame(nodeId, _claim(stranger));
        claim.buyer = provider;
        _expectSame(nodeId, claim);
        claim = _claim(provider);
        claim.resourceType = ResourceType.CPU;
        _expectSame(nodeId, claim);
        claim = _claim(provider);
        claim.requiredPower = type(uint256).max;
        _expectSame(nodeId, claim);
        claim = _claim(provider);
        claim.minTrustLevel = 2;
        _expectSame(nodeId, claim);
        claim = _claim(provider);
        for (uint256 i; i < 10; ++i) {
            _open(nodeId);
        }
        _expectSame(nodeId, claim);
        vm.prank(owner);
        registry.slashNode(nodeId, 1);
        _expectSame(nodeId, claim);
        _suspend(nodeId);
        _expectSame(nodeId, claim);
        bytes32 flagged = _activeNode(otherProvider, 3 ether);
        _flag(flagged);
        _expectSame(flagged, _claim(otherProvider));
    }

    function _expectSame(bytes32 id, TaskClaim memory claim) private {
        vm.startPrank(address(market));
        (bool opened, bytes memory forTask) =
            address(registry).call(abi.encodeCall(registry.openTask, ("task", id, claim)));
        (bool held, bytes memory forBid) =
            address(registry).call(abi.encodeCall(registry.holdForBid, ("task", id, claim, block.timestamp + 1)));
        vm.stopPrank();
        assertFalse(opened);
        assertFalse(held);
        assertGt(forBid.length, 4);
        assertEq(forBid, forTask);
    }

    function test_RevertWhen_TheTimeDoesNotFit() external {
        TaskClaim memory claim = _claim(provider);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 40, 2 ** 40));
        vm.prank(address(market));
        registry.holdForBid("bid", nodeId, claim, 2 ** 40);
    }

    function testFuzz_ItKeepsTheLongestHold(uint256 first, uint256 second) external {
        first = bound(first, 0, type(uint40).max);
        second = bound(second, 0, type(uint40).max);
        TaskClaim memory claim = _claim(provider);
        vm.startPrank(address(market));
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeHeldForBid(nodeId, "first", first);
        registry.holdForBid("first", nodeId, claim, first);
        uint256 longest = first > second ? first : second;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeHeldForBid(nodeId, "second", longest);
        registry.holdForBid("second", nodeId, claim, second);
        assertEq(_node(nodeId).heldUntil, longest);
        assertEq(_node(nodeId).openTasks, 0);
        assertEq(_node(nodeId).reservedPower, 0);
    }

    function testFuzz_N3_TheOwnerDoesNotDeactivateWhileItsBidIsInPlay(uint256 hold, uint256 early) external {
        uint256 until = block.timestamp + bound(hold, 0, 3 days);
        _hold(nodeId, until);
        vm.warp(until - bound(early, 0, until - block.timestamp));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HeldForBid.selector, nodeId, until));
        vm.prank(provider);
        registry.deactivateNode(nodeId);
        vm.warp(until + 1);
        _deactivate(nodeId);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Inactive));
    }
}
