// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../../utils/BaseTest.sol";
import {
    SeedEscrowManager, SeedNodeRegistry, SeedProofOfWorkVerifier, SeedTaskMarketplace
} from "../../utils/Seed.sol";

/// @notice A whole life through the seed design's own interfaces: software that was written against them works on what we deploy.
contract SeedLifeTest is BaseTest {
    function test_AWholeLifeThroughTheSeedsInterfaces() external {
        SeedNodeRegistry nodes = SeedNodeRegistry(address(registry));
        SeedProofOfWorkVerifier pow = SeedProofOfWorkVerifier(address(verifier));
        SeedTaskMarketplace tasks = SeedTaskMarketplace(address(market));
        SeedEscrowManager escrows = SeedEscrowManager(address(escrow));

        bytes32 expected = registry.computeNodeId(provider, 0);
        vm.expectEmit(address(nodes));
        emit SeedNodeRegistry.NodeRegistered(expected, provider, SeedNodeRegistry.ResourceType.GPU);
        vm.prank(provider);
        bytes32 nodeId = nodes.registerNode{value: 0.6 ether}(SeedNodeRegistry.ResourceType.GPU, URI);

        vm.prank(provider);
        bytes32 challengeId = pow.issueChallenge(nodeId);
        SeedProofOfWorkVerifier.Challenge memory challenge = pow.getChallenge(challengeId);
        uint64[] memory nonces = _mine(challenge.seed, challenge.difficulty, 3, 0);
        skip(300);
        for (uint256 i; i < 3; ++i) {
            vm.prank(provider);
            assertEq(pow.submitSolution(challengeId, nonces[i]), i == 2);
        }
        assertTrue(nodes.isNodeActive(nodeId));
        assertEq(nodes.getNode(nodeId).computePower, pow.calculateComputePower(300, 2 * challenge.difficulty));
        assertEq(pow.getVerificationHistory(nodeId)[0].verifiedPower, nodes.getNode(nodeId).computePower);
        assertEq(nodes.getActiveNodes(SeedNodeRegistry.ResourceType.GPU)[0], nodeId);

        vm.prank(buyer);
        bytes32 taskId = tasks.createTask{value: COST}(SeedNodeRegistry.ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        assertEq(tasks.getOpenTasks(SeedNodeRegistry.ResourceType.GPU)[0], taskId);
        vm.expectEmit(address(tasks));
        emit SeedTaskMarketplace.TaskAssigned(taskId, nodeId, block.timestamp);
        vm.prank(provider);
        tasks.acceptTask(taskId, nodeId);
        vm.expectEmit(address(tasks));
        emit SeedTaskMarketplace.TaskCompleted(taskId, RESULT);
        vm.prank(provider);
        tasks.submitResult(taskId, RESULT, URI);
        vm.expectEmit(address(tasks));
        emit SeedTaskMarketplace.TaskVerified(taskId, COST * 92 / 100);
        vm.expectEmit(address(escrows));
        emit SeedEscrowManager.EscrowReleased(taskId, provider, COST * 92 / 100, COST * 8 / 100);
        vm.prank(buyer);
        tasks.approveResult(taskId);

        SeedTaskMarketplace.Task memory task = tasks.getTask(taskId);
        assertEq(uint256(task.status), uint256(SeedTaskMarketplace.TaskStatus.Verified));
        assertEq(task.assignedNode, nodeId);
        assertEq(tasks.getTasksByBuyer(buyer)[0], taskId);
        assertEq(tasks.getTasksByProvider(nodeId)[0], taskId);
        assertTrue(escrows.getEscrow(taskId).released);
        assertEq(nodes.getNode(nodeId).totalEarnings, COST * 92 / 100);
        assertEq(nodes.getNodeTrustLevel(nodeId), 1);
        assertGe(tasks.estimateTaskCost(SeedNodeRegistry.ResourceType.GPU, 1e18, 1 hours), 0.001 ether);
    }
}
