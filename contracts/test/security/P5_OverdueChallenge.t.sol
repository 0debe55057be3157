// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ChallengeDetails,
    ChallengeStatus,
    IProofOfWorkVerifier,
    ProofDetails
} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice threats.md P5: a challenge that is left unsolved costs, and shields nobody, also where no keeper comes to say that it failed.
contract P5_OverdueChallengeTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        skip(6 hours);
    }

    /// @dev The node lets an unannounced challenge lie, and so no other one could ever be issued to it.
    function test_P5_AnOverdueChallengeDoesNotShieldFromTheNext() external {
        vm.prank(challenger);
        bytes32 overdue = verifier.issueChallenge(nodeId);
        uint256 power = _node(nodeId).computePower;
        skip(29 days);

        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeFailed(overdue, nodeId, "deadline over");
        vm.prank(challenger);
        bytes32 next = verifier.issueChallenge(nodeId);

        ChallengeDetails memory failed = verifier.getChallengeDetails(overdue);
        assertEq(uint256(failed.status), uint256(ChallengeStatus.Failed));
        assertEq(failed.endedAt, block.timestamp);
        assertEq(_node(nodeId).computePower, power / 2);
        assertEq(_node(nodeId).reputation, 5_000 - 200);
        assertTrue(_node(nodeId).challengeOpen);
        ProofDetails memory proof = verifier.getProof(nodeId);
        assertEq(proof.openChallengeId, next);
        assertEq(proof.challengeCount, 3);
    }

    function test_P5_TheOwnerPaysForTheOverdueOneByAskingForTheNext() external {
        bytes32 overdue = _issue(nodeId);
        skip(6 hours);
        bytes32 next = _issue(nodeId);
        assertEq(_node(nodeId).reputation, 5_000 - 200);
        assertEq(uint256(verifier.getChallengeDetails(overdue).status), uint256(ChallengeStatus.Failed));
        skip(config.proofOfWorkVerifier.challengeTargetTime);
        _solve(next);
        assertEq(verifier.getVerificationHistory(nodeId).length, 3);
    }

    /// @dev In one transaction or in two: the same consequences.
    function test_P5_AsIfSomebodyHadExpiredItBefore() external {
        bytes32 overdue = _issue(nodeId);
        skip(6 hours);
        uint256 state = vm.snapshotState();
        verifier.expireChallenge(overdue);
        bytes32 next = _issue(nodeId);
        bytes memory expected = _everything(overdue, next);
        vm.revertToState(state);
        assertEq(_issue(nodeId), next);
        assertEq(_everything(overdue, next), expected);
    }

    function _everything(bytes32 overdue, bytes32 next) private view returns (bytes memory) {
        return abi.encode(
            _node(nodeId),
            verifier.getProof(nodeId),
            verifier.getChallengeDetails(overdue),
            verifier.getChallengeDetails(next)
        );
    }

    /// @dev With nothing known of a machine its next challenge is four times easier, in the same transaction too.
    function test_P5_AFirstChallengeThatFailedMakesTheNextEasier() external {
        bytes32 newcomer = _register(provider);
        _issue(newcomer);
        skip(6 hours);
        assertEq(verifier.getChallengeDetails(_issue(newcomer)).difficulty, 1);
    }

    function test_P5_RevertGiven_TheDeadlineIsNotOver() external {
        bytes32 open = _issue(nodeId);
        vm.warp(verifier.getChallengeDetails(open).deadline);
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_ChallengeStillOpen.selector, nodeId, open)
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
    }

    /// @dev Who may not issue changes nothing by trying.
    function test_P6_RevertWhen_AStrangerIssues_AndNothingIsExpired() external {
        bytes32 overdue = _issue(nodeId);
        skip(6 hours);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NotNodeOwner.selector, nodeId, stranger, provider
            )
        );
        vm.prank(stranger);
        verifier.issueChallenge(nodeId);
        assertEq(uint256(verifier.getChallengeDetails(overdue).status), uint256(ChallengeStatus.Open));
        assertEq(_node(nodeId).reputation, 5_000);
    }

    function test_P5_TheIntervalHoldsStill() external {
        bytes32 overdue = _issue(nodeId);
        uint256 allowedAt = block.timestamp + 6 hours;
        skip(30 minutes + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_TooSoon.selector, nodeId, allowedAt)
        );
        vm.prank(provider);
        verifier.issueChallenge(nodeId);
        assertEq(verifier.getProof(nodeId).openChallengeId, overdue);
    }
}
