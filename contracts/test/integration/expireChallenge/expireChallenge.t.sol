// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {
    ChallengeStatus,
    IProofOfWorkVerifier,
    ProofDetails,
    ProofOfWorkVerifierParameters
} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ExpireChallengeTest is BaseTest {
    function test_RevertGiven_UnknownOrNotOpen() external {
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_UnknownChallenge.selector, bytes32("x"))
        );
        verifier.expireChallenge("x");
        bytes32 challengeId = _prove(_register(provider));
        skip(1 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_ChallengeNotOpen.selector, challengeId, ChallengeStatus.Solved
            )
        );
        verifier.expireChallenge(challengeId);
    }

    function testFuzz_RevertGiven_TheDeadlineIsNotOver(uint256 wait) external {
        bytes32 challengeId = _issue(_register(provider));
        skip(bound(wait, 0, 30 minutes));
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_DeadlineNotOver.selector, challengeId, START + 30 minutes
            )
        );
        verifier.expireChallenge(challengeId);
    }

    function test_P5_AnUnsolvedChallengeCosts() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 power = _node(nodeId).computePower;
        ProofDetails memory before = verifier.getProof(nodeId);
        skip(6 hours);
        bytes32 challengeId = _issue(nodeId);
        skip(30 minutes + 1);
        _pauseAll();

        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeFailed(challengeId, nodeId, "deadline over");
        // What is known of the machine sets its next difficulty; that of the challenge it left is not forgotten.
        uint256 difficulty = verifier.getChallenge(challengeId).difficulty;
        assertGt(difficulty, 1);
        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ProofUpdated(nodeId, before.pooledWork / 2, before.pooledTime, difficulty);
        vm.prank(stranger);
        verifier.expireChallenge(challengeId);
        assertEq(verifier.getProof(nodeId).lastDifficulty, difficulty);

        assertEq(_node(nodeId).reputation, 4_800);
        assertEq(_node(nodeId).computePower, power / 2);
        assertEq(_node(nodeId).challengesPassed, 1);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Active));
        assertEq(_node(nodeId).provenAt, before.lastIssuedAt + 300);
        assertEq(verifier.getProof(nodeId).pooledWork, before.pooledWork / 2);
        assertEq(verifier.getProof(nodeId).pooledTime, before.pooledTime);
        assertEq(verifier.getChallengeDetails(challengeId).verifiedPower, power / 2);
        assertEq(verifier.getChallengeDetails(challengeId).endedAt, block.timestamp);
        assertFalse(verifier.getChallenge(challengeId).completed);
        assertEq(verifier.getChallenge(challengeId).solutionTime, 0);
    }

    /// @dev By a fourth each time, rounded down, down to one.
    function test_GivenNothingIsKnown_FourTimesEasier() external {
        ProofOfWorkVerifierParameters memory p = config.proofOfWorkVerifier;
        p.initialDifficulty[0] = 60;
        vm.prank(owner);
        verifier.setParameters(p);
        bytes32 nodeId = _register(provider);
        uint256[5] memory expected = [uint256(60), 15, 3, 1, 1];
        for (uint256 i; i < 5; ++i) {
            bytes32 challengeId = _issue(nodeId);
            assertEq(verifier.getChallenge(challengeId).difficulty, expected[i]);
            skip(6 hours);
            verifier.expireChallenge(challengeId);
        }
        assertEq(verifier.getProof(nodeId).lastDifficulty, 1);
    }

    function test_GivenNothingIsKnown_TheNextIsEasier() external {
        bytes32 nodeId = _register(provider);
        uint256[3] memory expected = [uint256(4), 1, 1];
        for (uint256 i; i < 3; ++i) {
            bytes32 challengeId = _issue(nodeId);
            assertEq(verifier.getChallenge(challengeId).difficulty, expected[i]);
            skip(6 hours);
            verifier.expireChallenge(challengeId);
        }
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Pending));
        assertEq(_node(nodeId).reputation, 4_400);
        assertEq(_node(nodeId).computePower, 0);
    }
}
