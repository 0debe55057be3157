// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    INodeRegistryErrors,
    NodeStatus,
    ResourceType,
    TaskClaim,
    TaskOutcome
} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "./BaseTest.sol";

/// @notice The registry as the marketplace sees it: tasks are opened and closed without the marketplace's own rules, each with an id of its own.
abstract contract RegistryTest is BaseTest {
    uint256 internal constant APPEAL_WINDOW = 3 days;
    string internal constant EVIDENCE = "ipfs://evidence";

    uint256 private _tasks;

    function _claim(address operator) internal view returns (TaskClaim memory) {
        return TaskClaim(operator, buyer, ResourceType.GPU, 1, POWER);
    }

    function _claimOf(bytes32 nodeId) internal view returns (TaskClaim memory) {
        return _claim(_node(nodeId).owner);
    }

    function _open(bytes32 nodeId) internal returns (bytes32 taskId) {
        taskId = bytes32(++_tasks);
        TaskClaim memory claim = _claimOf(nodeId);
        vm.prank(address(market));
        registry.openTask(taskId, nodeId, claim);
    }

    function _close(bytes32 taskId, bytes32 nodeId, TaskOutcome outcome, uint256 earnings) internal {
        vm.prank(address(market));
        registry.closeTask(taskId, nodeId, POWER, outcome, earnings, true);
    }

    function _end(bytes32 nodeId, TaskOutcome outcome) internal {
        _close(_open(nodeId), nodeId, outcome, 0);
    }

    function _hold(bytes32 nodeId, uint256 until) internal {
        TaskClaim memory claim = _claimOf(nodeId);
        vm.prank(address(market));
        registry.holdForBid("bid", nodeId, claim, until);
    }

    /// @dev More than 20 % failures of ten tasks.
    function _flag(bytes32 nodeId) internal {
        while (!_node(nodeId).underReview) {
            _end(nodeId, TaskOutcome.TimedOut);
        }
    }

    function _suspend(bytes32 nodeId) internal returns (uint256 executableFrom) {
        executableFrom = block.timestamp + APPEAL_WINDOW;
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, EVIDENCE);
    }

    function _ban(bytes32 nodeId) internal {
        vm.warp(_suspend(nodeId));
        vm.prank(stranger);
        registry.executeBan(nodeId);
    }

    function _expectWrongStatus(bytes32 nodeId, NodeStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, status));
    }

    function _expectSuspended(bytes32 nodeId, uint256 executableFrom) internal {
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_Suspended.selector, nodeId, executableFrom)
        );
    }

    function _expectOwnerBanned(address who) internal {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_OwnerBanned.selector, who));
    }
}
