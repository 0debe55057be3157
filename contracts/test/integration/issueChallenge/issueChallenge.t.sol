// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {
    Challenge,
    ChallengeDetails,
    ChallengeStatus,
    IProofOfWorkVerifier,
    ProofOfWorkVerifierParameters
} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract IssueChallengeTest is BaseTest {
    function test_RevertGiven_Paused() external {
        bytes32 nodeId = _register(provider);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
    }

    /// @dev One whose deadline is over: see security/P5_OverdueChallenge.t.sol.
    function test_I14_RevertGiven_AChallengeIsOpen() external {
        bytes32 nodeId = _register(provider);
        bytes32 open = _issue(nodeId);
        skip(30 minutes);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_ChallengeStillOpen.selector, nodeId, open
            )
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
    }

    function testFuzz_RevertGiven_TheIntervalIsNotOver(uint256 wait) external {
        bytes32 nodeId = _activeNode(provider);
        uint256 allowedAt = START + 6 hours;
        assertEq(verifier.nextChallengeAt(nodeId), allowedAt);
        vm.warp(bound(wait, block.timestamp, allowedAt - 1));
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_TooSoon.selector, nodeId, allowedAt)
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
        vm.warp(allowedAt);
        _issue(nodeId);
    }

    /// @dev Whatever the clock says: the interval is counted from a challenge, and there was none.
    function test_TheFirstChallengeWaitsForNothing() external {
        vm.warp(1 hours);
        bytes32 nodeId = _register(provider);
        assertEq(verifier.nextChallengeAt(nodeId), 0);
        _issue(nodeId);
        assertEq(verifier.nextChallengeAt(nodeId), 7 hours);
    }

    function test_RevertGiven_UnknownSlashedOrRejected() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        verifier.issueChallenge("x");

        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Rejected)
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);

        nodeId = _activeNode(provider);
        skip(6 hours);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Slashed);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Slashed)
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
    }

    function test_P6_RevertWhen_NeitherOwnerNorChallenger() external {
        bytes32 nodeId = _register(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NotNodeOwner.selector, nodeId, stranger, provider
            )
        );
        vm.prank(stranger);
        verifier.issueChallenge(nodeId);
    }

    function test_P6_WhenAChallenger_OnceADay_NeverInactive() external {
        bytes32 nodeId = _activeNode(provider);
        skip(6 hours);
        uint256 first = block.timestamp;
        vm.prank(challenger);
        bytes32 challengeId = verifier.issueChallenge(nodeId);
        assertEq(verifier.getProof(nodeId).lastForcedAt, first);
        skip(60);
        _solve(challengeId);

        skip(7 hours);
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_TooSoon.selector, nodeId, first + 1 days)
        );
        vm.prank(challenger);
        verifier.issueChallenge(nodeId);

        _deactivate(nodeId);
        vm.warp(first + 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_NodeInactive.selector, nodeId)
        );
        vm.prank(challenger);
        verifier.issueChallenge(nodeId);

        vm.prank(provider);
        verifier.issueChallenge(nodeId);
    }

    function test_P8_P9_TheSeedIsBoundToBlockChallengeNodeAndOwner() external {
        bytes32 nodeId = _register(provider);
        bytes32 expectedId = keccak256(abi.encode(block.chainid, address(verifier), nodeId, uint256(0)));
        bytes32 expectedSeed =
            keccak256(abi.encode(block.prevrandao, blockhash(block.number - 1), expectedId, nodeId, provider));
        uint256 deadline = block.timestamp + 30 minutes;
        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeIssued(expectedId, nodeId, 4, deadline);
        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeSpecified(
            expectedId, nodeId, provider, expectedSeed, 4, 3, block.timestamp, deadline, false
        );
        bytes32 challengeId = _issue(nodeId);

        assertEq(challengeId, expectedId);
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        assertEq(c.seed, expectedSeed);
        assertEq(c.owner, provider);
        assertEq(c.nodeId, nodeId);
        assertEq(c.difficulty, 4);
        assertEq(c.solutions, 3);
        assertEq(uint256(c.status), uint256(ChallengeStatus.Open));
        Challenge memory seed = verifier.getChallenge(challengeId);
        assertEq(seed.deadline, deadline);
        assertFalse(seed.completed);
        assertEq(seed.solutionTime, 0);
        assertTrue(_node(nodeId).challengeOpen);
        assertEq(verifier.getProof(nodeId).openChallengeId, challengeId);
    }

    function test_AChallengeKeepsTheParametersItWasIssuedWith() external {
        bytes32 nodeId = _register(provider);
        bytes32 challengeId = _issue(nodeId);
        ProofOfWorkVerifierParameters memory p = verifier.parameters();
        p.solutionsPerChallenge = 1;
        p.challengeTargetTime = 10;
        p.challengeDeadline = 60;
        vm.prank(owner);
        verifier.setParameters(p);
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        assertEq(c.solutions, 3);
        assertEq(c.deadline, START + 30 minutes);
    }
}
