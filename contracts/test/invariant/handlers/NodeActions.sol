// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry, NodeDetails, NodeStatus, ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {ProofOfWork} from "../../../src/libraries/ProofOfWork.sol";
import {HandlerBase} from "./HandlerBase.sol";
import {mine} from "../../utils/mine.sol";

/// @notice What providers do with their nodes, and what is done to them.
abstract contract NodeActions is HandlerBase {
    function registerNode(uint256 who, uint256 stake) external observed {
        if (registryCore.paused() || nodes.length >= 12) return;
        address owner = providers[who % providers.length];
        if (registry.isBanned(owner)) return;
        stake = _bound(stake, config.nodeRegistry.minimumStake, 12 ether);
        vm.prank(owner);
        bytes32 nodeId =
            registry.registerNode{value: stake + config.nodeRegistry.registrationFee}(ResourceType.GPU, "ipfs://node");
        _addNode(nodeId, stake);
        _see("registered");
    }

    function addStake(uint256 which, uint256 amount) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || registryCore.paused()) return;
        if (n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected || n.ownerBanned) return;
        amount = _bound(amount, 1, 2 ether);
        vm.prank(n.owner);
        registry.addStake{value: amount}(nodeId);
        nodeMemory[nodeId].stake += amount;
        _see("staked");
    }

    function deactivateNode(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.openTasks != 0 || n.challengeOpen) return;
        if (block.timestamp <= n.heldUntil) return;
        bool waits = n.status == NodeStatus.Pending || n.status == NodeStatus.Verified;
        if (n.status != NodeStatus.Active && !waits) return;
        vm.prank(n.owner);
        registry.deactivateNode(nodeId);
        _see(waits ? "deactivated unproven" : "deactivated");
    }

    function activateNode(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.status != NodeStatus.Inactive || n.challengesPassed == 0 || n.ownerBanned) return;
        if (n.stakedAmount < registry.parameters().minimumStake) return;
        vm.prank(n.owner);
        registry.activateNode(nodeId);
        _see("activated");
    }

    function withdrawStake(uint256 which, uint256 amount, bool all) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.stakedAmount == 0 || n.openTasks != 0 || n.challengeOpen) return;
        if (n.suspended) return;
        if (n.status != NodeStatus.Inactive && n.status != NodeStatus.Slashed && n.status != NodeStatus.Rejected) {
            return;
        }
        if (block.timestamp < n.withdrawableFrom) return;
        uint256 minimum = registry.parameters().minimumStake;
        amount = all || n.stakedAmount <= minimum ? n.stakedAmount : _bound(amount, 1, n.stakedAmount - minimum);
        uint256 before = n.owner.balance + registryCore.creditOf(ETH, n.owner);
        vm.prank(n.owner);
        registry.withdrawStake(nodeId, amount);
        uint256 now_ = n.owner.balance + registryCore.creditOf(ETH, n.owner);
        assertEq(now_, before + amount, "a withdrawal arrives");
        nodeMemory[nodeId].stake -= amount;
        _see("withdrawn");
    }

    function issueChallenge(uint256 which, bool forced) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || verifier.paused()) return;
        bytes32 overdue = verifier.getProof(nodeId).openChallengeId;
        if (overdue != 0 && block.timestamp <= verifier.getChallenge(overdue).deadline) return;
        if (n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) return;
        if (block.timestamp < verifier.nextChallengeAt(nodeId)) return;
        uint256 last = verifier.getProof(nodeId).lastForcedAt;
        forced = forced && n.status != NodeStatus.Inactive && (last == 0 || block.timestamp >= last + 1 days);
        // What was left unsolved fails now.
        challengeEnds = overdue != 0;
        vm.prank(forced ? config.challenger : n.owner);
        _addChallenge(verifier.issueChallenge(nodeId));
        _see(forced ? "challenged" : "issued");
        if (overdue == 0) return;
        _closeChallenge(overdue);
        _see("overdue");
    }

    function solveChallenge(uint256 which, bool inParts) external observed {
        (bytes32 challengeId, ChallengeDetails memory c) = _challenge(which, false);
        if (challengeId == 0 || c.difficulty > 4_096) return;
        challengeEnds = true;
        uint256 count = c.solutions - c.solved;
        uint64[] memory nonces = mine(c.seed, c.difficulty, count, c.solved == 0 ? 0 : uint64(c.lastNonce) + 1);
        if (inParts && count > 1) {
            vm.prank(c.owner);
            verifier.submitSolution(challengeId, nonces[0]);
            _see("progressed");
            return;
        }
        vm.prank(c.owner);
        verifier.submitSolutions(challengeId, nonces);
        _closeChallenge(challengeId);
        _see("solved");
    }

    function expireChallenge(uint256 which) external observed {
        (bytes32 challengeId,) = _challenge(which, true);
        if (challengeId == 0) return;
        challengeEnds = true;
        verifier.expireChallenge(challengeId);
        _closeChallenge(challengeId);
        _see("challenge failed");
    }

    /*//////////////////////////////////////////////////////////////
                          GOVERNANCE, MISUSE
    //////////////////////////////////////////////////////////////*/

    function slashNode(uint256 which, uint256 amount) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0) return;
        amount = _bound(amount, 0, n.stakedAmount / 50);
        vm.prank(config.owner);
        registry.slashNode(nodeId, amount);
        nodeMemory[nodeId].stake -= amount;
        _see("slashed by governance");
    }

    function changeStatus(uint256 which, uint256 to) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0) return;
        NodeStatus status = NodeStatus(to % 6);
        // Rarely an end: else no node would live long.
        if ((status == NodeStatus.Slashed || status == NodeStatus.Rejected) && to % 17 != 0) return;
        vm.prank(config.owner);
        try registry.updateNodeStatus(nodeId, status) {
            assertNotEq(uint256(status), uint256(n.status));
            _see("status changed");
        } catch {
            _see("status kept");
        }
    }

    function clearReview(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || !n.underReview) return;
        vm.prank(config.reviewer);
        registry.clearReview(nodeId);
        _see("review cleared");
    }

    /// @dev Makes a partner of level 4, for whom tasks may be meant alone. Its reputation comes by the marketplace's own call.
    function makePartner(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || registryCore.paused() || n.ownerBanned) return;
        if (n.status != NodeStatus.Active && n.status != NodeStatus.Inactive) return;
        vm.startPrank(n.owner);
        registry.addStake{value: 5 ether}(nodeId);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.stopPrank();
        vm.prank(config.owner);
        registry.setPartnerSLA(nodeId, true);
        vm.prank(address(market));
        registry.updateReputation(nodeId, 10_000);
        nodeMemory[nodeId].stake += 5 ether;
        _see("partner");
    }

    function proposeBan(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.suspended) return;
        if (n.status != NodeStatus.Active && n.status != NodeStatus.Inactive) return;
        vm.prank(config.arbitrator);
        registry.proposeBan(nodeId, "ipfs://evidence");
        _see("ban proposed");
    }

    function cancelBan(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _suspended(which);
        if (nodeId == 0 || block.timestamp >= n.banExecutableFrom) return;
        vm.prank(n.owner);
        registry.appealBan(nodeId, "ipfs://appeal");
        vm.prank(config.owner);
        registry.cancelBan(nodeId);
        _see("ban cancelled");
    }

    function executeBan(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _suspended(which);
        if (nodeId == 0 || block.timestamp <= n.banExecutableFrom) return;
        registry.executeBan(nodeId);
        nodeMemory[nodeId].stake -= n.stakedAmount * 5_000 / 10_000;
        assertTrue(registry.isBanned(n.owner));
        _see("ban executed");
    }

    function _suspended(uint256 which) private view returns (bytes32, NodeDetails memory n) {
        for (uint256 i; i < nodes.length; ++i) {
            bytes32 nodeId;
            (nodeId, n) = _node(which % nodes.length + i);
            if (n.suspended) return (nodeId, n);
        }
        return (0, n);
    }

    /// @dev The first open challenge from a random place on that can still be solved, or no longer.
    function _challenge(uint256 which, bool overdue) private view returns (bytes32, ChallengeDetails memory details) {
        uint256 length = openChallenges.length;
        for (uint256 i; i < length; ++i) {
            details = verifier.getChallengeDetails(openChallenges[(which % length + i) % length]);
            bool over = block.timestamp > details.deadline;
            if (details.status == ChallengeStatus.Open && over == overdue) return (details.challengeId, details);
        }
        return (0, details);
    }
}
