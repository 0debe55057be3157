// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeDetails,
    NodeStatus,
    ResourceType
} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

/// @notice The registry as the verifier sees it, without the verifier's own rules.
contract OpenChallengeTest is RegistryTest {
    uint256 private constant POWER_SHOWN = 3e15;

    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _register(provider);
    }

    function _openChallenge(bytes32 id)
        private
        returns (address who, uint256 nonce, ResourceType kind, NodeStatus status)
    {
        vm.prank(address(verifier));
        return registry.openChallenge(id);
    }

    function _pass(bytes32 id, uint256 power) private {
        vm.prank(address(verifier));
        registry.passChallenge(id, power);
    }

    function _fail(bytes32 id, uint256 power) private {
        vm.prank(address(verifier));
        registry.failChallenge(id, power);
    }

    function _passed(bytes32 id, uint256 power) private {
        _openChallenge(id);
        _pass(id, power);
    }

    function _assertStatus(bytes32 id, NodeStatus status) private view {
        assertEq(uint256(_node(id).status), uint256(status));
    }

    function test_RevertWhen_NotTheVerifier() external {
        bytes memory refused = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, provider, registryCore.VERIFIER_ROLE()
        );
        vm.startPrank(provider);
        vm.expectRevert(refused);
        registry.openChallenge(nodeId);
        vm.expectRevert(refused);
        registry.passChallenge(nodeId, 1);
        vm.expectRevert(refused);
        registry.failChallenge(nodeId, 1);
    }

    function test_RevertGiven_UnknownNode() external {
        bytes memory unknown =
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x"));
        vm.expectRevert(unknown);
        _openChallenge("x");
        vm.expectRevert(unknown);
        _pass("x", 1);
        vm.expectRevert(unknown);
        _fail("x", 1);
    }

    function test_Open_RevertGiven_OneIsOpen() external {
        _openChallenge(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenChallenge.selector, nodeId));
        _openChallenge(nodeId);
    }

    function test_Open_RevertGiven_SlashedOrRejected() external {
        bytes32 active = _activeNode(provider);
        vm.startPrank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        registry.updateNodeStatus(active, NodeStatus.Slashed);
        vm.stopPrank();
        _expectWrongStatus(nodeId, NodeStatus.Rejected);
        _openChallenge(nodeId);
        _expectWrongStatus(active, NodeStatus.Slashed);
        _openChallenge(active);
    }

    function test_Open_ItSaysWhoseTheNodeIsAndWhatItIs() external {
        bytes32 second = _register(provider, 1 ether, ResourceType.Mobile);
        NodeDetails memory expected = _node(second);
        expected.challengeOpen = true;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeChallengeOpened(second);
        (address who, uint256 nonce, ResourceType kind, NodeStatus status) = _openChallenge(second);
        assertEq(who, provider);
        assertEq(nonce, 1);
        assertEq(uint256(kind), uint256(ResourceType.Mobile));
        assertEq(uint256(status), uint256(NodeStatus.Pending));
        assertEq(abi.encode(_node(second)), abi.encode(expected));
        _pass(second, 1);
        (,,, status) = _openChallenge(second);
        assertEq(uint256(status), uint256(NodeStatus.Active));
    }

    function test_Close_RevertGiven_NoneIsOpen() external {
        bytes memory none = abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NoOpenChallenge.selector, nodeId);
        vm.expectRevert(none);
        _pass(nodeId, 1);
        vm.expectRevert(none);
        _fail(nodeId, 1);
        _passed(nodeId, 1);
        vm.expectRevert(none);
        _pass(nodeId, 1);
    }

    function test_Pass_TheFirst() external {
        skip(1 hours);
        _openChallenge(nodeId);
        skip(100);
        NodeDetails memory expected = _node(nodeId);
        (expected.challengeOpen, expected.challengesPassed) = (false, 1);
        (expected.computePower, expected.provenPower) = (POWER_SHOWN, POWER_SHOWN);
        (expected.provenAt, expected.lastActiveAt) = (block.timestamp, block.timestamp);
        (expected.status, expected.trustLevel) = (NodeStatus.Active, 1);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeChallengeClosed(nodeId, true);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ComputePowerUpdated(nodeId, 0, POWER_SHOWN, block.timestamp);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Pending, NodeStatus.Verified);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Verified, NodeStatus.Active);
        vm.recordLogs();
        _pass(nodeId, POWER_SHOWN);
        assertEq(vm.getRecordedLogs().length, 4, "no change of reputation");
        assertEq(abi.encode(_node(nodeId)), abi.encode(expected));
    }

    /// @dev It is told apart by what may happen in between: nothing but the power and the times change.
    function test_Pass_GivenActiveOrInactive() external {
        _passed(nodeId, POWER_SHOWN);
        for (uint256 i; i < 2; ++i) {
            if (i == 1) _deactivate(nodeId);
            _openChallenge(nodeId);
            skip(50);
            NodeDetails memory expected = _node(nodeId);
            (expected.challengeOpen, expected.challengesPassed) = (false, i + 2);
            (expected.computePower, expected.provenPower) = (i, i);
            (expected.provenAt, expected.lastActiveAt) = (block.timestamp, block.timestamp);
            vm.recordLogs();
            _pass(nodeId, i);
            assertEq(vm.getRecordedLogs().length, 2, "closed, and the power");
            assertEq(abi.encode(_node(nodeId)), abi.encode(expected));
        }
    }

    function test_Pass_ReputationRisesBy10() external {
        vm.prank(address(market));
        registry.updateReputation(nodeId, -20);
        _openChallenge(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ReputationUpdated(nodeId, 4_980, 4_990);
        _pass(nodeId, 1);
        assertEq(_node(nodeId).reputation, 4_990);
    }

    /// @dev One missing unit of stake, or a ban, keeps it Verified; exactly the minimum is enough.
    function test_Pass_WithoutWhatAnActiveNodeNeeds() external {
        vm.prank(owner);
        registry.slashNode(nodeId, 1);
        _passed(nodeId, 1);
        _assertStatus(nodeId, NodeStatus.Verified);
        vm.prank(provider);
        registry.addStake{value: 1}(nodeId);
        _passed(nodeId, 1);
        _assertStatus(nodeId, NodeStatus.Active);

        bytes32 waiting = _register(provider);
        _ban(nodeId);
        _passed(waiting, 1);
        _assertStatus(waiting, NodeStatus.Verified);
    }

    function test_Fail() external {
        _passed(nodeId, POWER_SHOWN);
        uint256 provenAt = block.timestamp;
        skip(1 days);
        _openChallenge(nodeId);
        skip(1 hours);
        NodeDetails memory expected = _node(nodeId);
        (expected.challengeOpen, expected.reputation) = (false, 4_800);
        (expected.computePower, expected.provenPower) = (POWER_SHOWN / 2, POWER_SHOWN / 2);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeChallengeClosed(nodeId, false);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ComputePowerUpdated(nodeId, POWER_SHOWN, POWER_SHOWN / 2, provenAt);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ReputationUpdated(nodeId, 5_000, 4_800);
        _fail(nodeId, POWER_SHOWN / 2);
        assertEq(abi.encode(_node(nodeId)), abi.encode(expected));
    }
}
