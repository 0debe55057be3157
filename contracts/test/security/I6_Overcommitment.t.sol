// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Eligibility,
    INodeRegistryErrors,
    NodeDetails,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice protocol.md §11, I6, and threats.md P15: at every acceptance the reserved power is at most the power that is proven and still
/// counts. A task that asks for no power at all is no way around it.
contract I6_OvercommitmentTest is BaseTest {
    function _createPowerless() private returns (bytes32) {
        vm.prank(buyer);
        return market.createTask{value: COST}(ResourceType.GPU, 0, DURATION, PRICE, 1, URI);
    }

    function _expectTooLittlePower(bytes32 taskId, bytes32 nodeId) private {
        TaskClaim memory claim = TaskClaim(provider, buyer, ResourceType.GPU, 1, 0);
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(Eligibility.PowerTooLow));
        assertEq(market.matchTask(taskId).length, 0);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_PowerTooLow.selector, nodeId, 0, 0));
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
    }

    function test_P15_ALapsedProofTakesNoTask_NotEvenForNoPower() external {
        bytes32 nodeId = _activeNode(provider);
        skip(30 days);
        _accept(_createPowerless(), nodeId);
        skip(1);
        assertEq(_node(nodeId).computePower, 0);
        _expectTooLittlePower(_createPowerless(), nodeId);
    }

    function test_P15_ANodeThatGovernanceActivatedUnprovenTakesNoTask() external {
        bytes32 nodeId = _register(provider);
        vm.startPrank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Verified);
        registry.updateNodeStatus(nodeId, NodeStatus.Active);
        vm.stopPrank();
        _expectTooLittlePower(_createPowerless(), nodeId);
    }

    function test_I6_AnOvercommittedNodeTakesNoTask_NotEvenForNoPower() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 power = _node(nodeId).computePower;
        uint256 cost = market.taskCost(PRICE / 10, 10 hours);
        vm.prank(buyer);
        bytes32 taskId = market.createTask{value: cost}(ResourceType.GPU, power, 10 hours, PRICE / 10, 1, URI);
        _accept(taskId, nodeId);
        // All of it reserved is not more than there is.
        _accept(_createPowerless(), nodeId);

        skip(6 hours);
        bytes32 challengeId = _issue(nodeId);
        skip(30 minutes + 1);
        verifier.expireChallenge(challengeId);
        NodeDetails memory node = _node(nodeId);
        assertGt(node.reservedPower, node.computePower);
        _expectTooLittlePower(_createPowerless(), nodeId);
    }

    /// @dev The view takes any number, and answers.
    function testFuzz_I6_TheAnswerIsTheSum(uint256 required, uint256 power, uint256 taken) external {
        bytes32 nodeId = _activeNode(provider);
        power = bound(power, 1, type(uint104).max);
        taken = bound(taken, 0, power);
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, power);
        vm.prank(address(market));
        registry.openTask("task", nodeId, TaskClaim(provider, buyer, ResourceType.GPU, 1, taken));

        bool fits = required <= power - taken;
        TaskClaim memory claim = TaskClaim(provider, buyer, ResourceType.GPU, 1, required);
        Eligibility expected = fits ? Eligibility.Eligible : Eligibility.PowerTooLow;
        assertEq(uint256(registry.eligibility(nodeId, claim)), uint256(expected));
    }
}
