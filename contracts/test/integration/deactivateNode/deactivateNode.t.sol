// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeRegistryParameters,
    NodeStatus
} from "../../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract DeactivateNodeTest is BaseTest {
    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        registry.deactivateNode("x");
    }

    function test_RevertWhen_NotTheOwner() external {
        bytes32 nodeId = _activeNode(provider);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        vm.prank(stranger);
        registry.deactivateNode(nodeId);
    }

    /// @dev Slashed and Rejected, Pending and Verified: see security/N2_StakeCanLeave.t.sol.
    function test_RevertGiven_Inactive() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Inactive)
        );
        vm.prank(provider);
        registry.deactivateNode(nodeId);
    }

    function test_RevertGiven_AnOpenTask() external {
        bytes32 nodeId = _activeNode(provider);
        _completed(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenTasks.selector, nodeId, 1));
        vm.prank(provider);
        registry.deactivateNode(nodeId);
    }

    function test_RevertGiven_AnOpenChallenge() external {
        bytes32 nodeId = _activeNode(provider);
        skip(6 hours);
        _issue(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HasOpenChallenge.selector, nodeId));
        vm.prank(provider);
        registry.deactivateNode(nodeId);
    }

    function test_WhenAllIsWell_EvenWhilePaused() external {
        bytes32 nodeId = _activeNode(provider);
        _pauseAll();
        uint256 from = block.timestamp + 7 days;
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Active, NodeStatus.Inactive);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeCooldownStarted(nodeId, from);
        _deactivate(nodeId);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Inactive));
        assertEq(_node(nodeId).withdrawableFrom, from);
        assertFalse(registry.isNodeActive(nodeId));
        assertEq(registry.getNodeTrustLevel(nodeId), 1);

        NodeRegistryParameters memory p = registry.parameters();
        p.stakeCooldown = 30 days;
        vm.prank(owner);
        registry.setParameters(p);
        assertEq(_node(nodeId).withdrawableFrom, from);
    }

    function test_Activate_RevertWhen_NotTheOwnerOrNotInactive() external {
        bytes32 nodeId = _activeNode(provider);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        vm.prank(stranger);
        registry.activateNode(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Active)
        );
        vm.prank(provider);
        registry.activateNode(nodeId);
    }

    function test_Activate_RevertGiven_NeverProven() external {
        bytes32 nodeId = _register(provider);
        _deactivate(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NeverProven.selector, nodeId));
        vm.prank(provider);
        registry.activateNode(nodeId);
    }

    function test_Activate_RevertGiven_TooLittleStake() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        vm.prank(owner);
        registry.slashNode(nodeId, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, 0.5 ether - 1, 0.5 ether
            )
        );
        vm.prank(provider);
        registry.activateNode(nodeId);

        vm.startPrank(provider);
        registry.addStake{value: 1}(nodeId);
        registry.activateNode(nodeId);
        vm.stopPrank();
        assertTrue(registry.isNodeActive(nodeId));
    }

    /// @dev Its stake fell below the minimum while it waited for its first challenge: the pass leaves it Verified, and it has a way on.
    function test_Activate_GivenVerifiedWithTooLittleStake() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateMinStake(0.6 ether);
        _prove(nodeId);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Verified));
        assertEq(_node(nodeId).challengesPassed, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, 0.5 ether, 0.6 ether
            )
        );
        vm.prank(provider);
        registry.activateNode(nodeId);

        vm.startPrank(provider);
        registry.addStake{value: 0.1 ether}(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Verified, NodeStatus.Active);
        vm.recordLogs();
        registry.activateNode(nodeId);
        assertEq(vm.getRecordedLogs().length, 1, "no cooldown had begun");
        assertTrue(registry.isNodeActive(nodeId));
    }

    /// @dev Or it passes another one when the stake is enough.
    function test_Activate_GivenVerified_ByTheNextPass() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.slashNode(nodeId, 1);
        _prove(nodeId);
        assertFalse(registry.isNodeActive(nodeId));
        vm.prank(provider);
        registry.addStake{value: 1}(nodeId);
        skip(6 hours);
        _prove(nodeId);
        assertTrue(registry.isNodeActive(nodeId));
    }

    function test_Activate_RevertGiven_VerifiedByGovernanceAndNeverProven() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Verified);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NeverProven.selector, nodeId));
        vm.prank(provider);
        registry.activateNode(nodeId);
    }

    function test_Activate_WhenAllIsWell() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Inactive, NodeStatus.Active);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeCooldownStarted(nodeId, 0);
        vm.prank(provider);
        registry.activateNode(nodeId);
        assertEq(_node(nodeId).withdrawableFrom, 0);
    }
}
