// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    Eligibility,
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeDetails,
    NodeStatus,
    TaskClaim,
    TaskOutcome
} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract ProposeBanTest is RegistryTest {
    function test_RevertWhen_NoArbitrator() external {
        bytes32 nodeId = _activeNode(provider);
        address[6] memory others = [owner, reviewer, pauser, provider, stranger, address(market)];
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], keccak256("ARBITRATOR_ROLE")
                )
            );
            vm.prank(others[i]);
            registry.proposeBan(nodeId, EVIDENCE);
        }
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        vm.prank(config.arbitrator);
        registry.proposeBan("x", EVIDENCE);
    }

    function test_RevertGiven_NeitherActiveNorInactive() external {
        bytes32 nodeId = _register(provider);
        _expectRefused(nodeId, NodeStatus.Pending);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Verified);
        _expectRefused(nodeId, NodeStatus.Verified);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        _expectRefused(nodeId, NodeStatus.Rejected);

        nodeId = _activeNode(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        _expectRefused(nodeId, NodeStatus.Slashed);
    }

    function _expectRefused(bytes32 nodeId, NodeStatus status) private {
        _expectWrongStatus(nodeId, status);
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, EVIDENCE);
    }

    function test_RevertWhen_TheArbitratorOwnsIt() external {
        vm.deal(config.arbitrator, 1 ether);
        bytes32 nodeId = _activeNode(config.arbitrator);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_ArbitratorIsOwner.selector, nodeId, config.arbitrator
            )
        );
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, EVIDENCE);
    }

    /// @dev Not before the window is over, and not after it either: nobody prolongs a suspension by accusing anew.
    function test_RevertGiven_Suspended() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 from = _suspend(nodeId);
        for (uint256 i; i < 2; ++i) {
            _expectSuspended(nodeId, from);
            vm.prank(config.arbitrator);
            registry.proposeBan(nodeId, EVIDENCE);
            vm.warp(from + 100 days);
        }
    }

    function testFuzz_RevertWhen_TheUriIsEmptyOrTooLong(uint256 length) external {
        bytes32 nodeId = _activeNode(provider);
        length = bound(length, 256, 2_000);
        if (length == 256) length = 0;
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, length, 256));
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, string(new bytes(length)));
    }

    function testFuzz_WhenAllIsWell(bool inactive, bool paused, uint8 length) external {
        bytes32 nodeId = _activeNode(provider);
        if (inactive) _deactivate(nodeId);
        if (paused) _pauseAll();
        string memory uri = string(new bytes(bound(length, 1, 256)));
        uint256 from = block.timestamp + 3 days;
        NodeDetails memory expected = _node(nodeId);
        (expected.suspended, expected.banExecutableFrom) = (true, from);

        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.BanProposed(nodeId, config.arbitrator, from, uri);
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, uri);
        assertEq(abi.encode(_node(nodeId)), abi.encode(expected));
        assertFalse(registry.isBanned(provider));
    }

    function test_ItTakesNothing() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 other = _activeNode(provider);
        bytes32 running = _open(nodeId);
        uint256 from = _suspend(nodeId);
        TaskClaim memory claim = _claim(provider);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.Suspended));

        vm.startPrank(address(market));
        _expectSuspended(nodeId, from);
        registry.openTask("task", nodeId, claim);
        _expectSuspended(nodeId, from);
        registry.holdForBid("task", nodeId, claim, block.timestamp + 1);
        vm.stopPrank();

        _close(running, nodeId, TaskOutcome.Verified, 1);
        assertEq(_node(nodeId).totalTasksCompleted, 1);
        _open(other);
    }

    function test_ItWithdrawsNothing_ButMayStopAndBeFunded() external {
        bytes32 nodeId = _activeNode(provider);
        vm.startPrank(provider);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.stopPrank();
        uint256 from = _suspend(nodeId);
        vm.startPrank(provider);
        registry.addStake{value: 1 ether}(nodeId);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        registry.deactivateNode(nodeId);
        skip(60 days);
        _expectSuspended(nodeId, from);
        registry.withdrawStake(nodeId, 1.5 ether);
        _expectSuspended(nodeId, from);
        registry.withdrawInsuranceBond(nodeId, 2 ether);
        registry.activateNode(nodeId);
        vm.stopPrank();
        assertTrue(_node(nodeId).suspended);
    }
}
