// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryEvents, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {
    ChallengeDetails,
    ChallengeStatus,
    IProofOfWorkVerifier,
    ProofDetails,
    ProofOfWorkVerifierParameters,
    VerificationResult
} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {ProofOfWork} from "../../../src/libraries/ProofOfWork.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {mine} from "../../utils/mine.sol";

/// forge-config: deep.fuzz.runs = 200000
contract SubmitSolutionsTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private challengeId;
    uint64[] private nonces;

    function setUp() public override {
        super.setUp();
        nodeId = _register(provider);
        challengeId = _issue(nodeId);
        nonces = mine(verifier.getChallenge(challengeId).seed, 4, 3, 0);
    }

    function _submitAll(uint64[] memory given) private returns (bool) {
        vm.prank(provider);
        return verifier.submitSolutions(challengeId, given);
    }

    function _submitOne(uint256 nonce) private returns (bool) {
        vm.prank(provider);
        return verifier.submitSolution(challengeId, nonce);
    }

    function test_RevertGiven_Unknown() external {
        bytes memory unknown =
            abi.encodeWithSelector(IProofOfWorkVerifier.ProofOfWorkVerifier_UnknownChallenge.selector, bytes32("x"));
        vm.expectRevert(unknown);
        verifier.submitSolution("x", 1);
        vm.expectRevert(unknown);
        verifier.getChallenge("x");
    }

    function test_RevertGiven_NotOpen() external {
        _submitAll(nonces);
        bytes memory notOpen = abi.encodeWithSelector(
            IProofOfWorkVerifier.ProofOfWorkVerifier_ChallengeNotOpen.selector, challengeId, ChallengeStatus.Solved
        );
        vm.expectRevert(notOpen);
        _submitAll(nonces);
        vm.expectRevert(notOpen);
        _submitOne(nonces[2]);
    }

    function test_RevertGiven_TheDeadlineIsOver() external {
        skip(30 minutes);
        uint256 snapshot = vm.snapshotState();
        _submitAll(nonces);
        vm.revertToState(snapshot);
        skip(1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_DeadlineOver.selector, challengeId, START + 30 minutes
            )
        );
        _submitAll(nonces);
    }

    function test_RevertWhen_NotTheOwner() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NotNodeOwner.selector, nodeId, stranger, provider
            )
        );
        vm.prank(stranger);
        verifier.submitSolutions(challengeId, nonces);
    }

    function test_RevertWhen_NoneOrTooMany() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_WrongSolutionCount.selector, challengeId, 0, 3
            )
        );
        _submitAll(new uint64[](0));
        _submitOne(nonces[0]);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_WrongSolutionCount.selector, challengeId, 3, 2
            )
        );
        _submitAll(nonces);
    }

    function test_P9_RevertWhen_TheNoncesDoNotIncrease() external {
        uint64[] memory twice = new uint64[](2);
        (twice[0], twice[1]) = (nonces[0], nonces[0]);
        bytes memory same = abi.encodeWithSelector(
            IProofOfWorkVerifier.ProofOfWorkVerifier_NonceNotIncreasing.selector, challengeId, nonces[0], nonces[0]
        );
        vm.expectRevert(same);
        _submitAll(twice);
        _submitOne(nonces[0]);
        vm.expectRevert(same);
        _submitOne(nonces[0]);
        _submitOne(nonces[2]);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NonceNotIncreasing.selector, challengeId, nonces[1], nonces[2]
            )
        );
        _submitOne(nonces[1]);
    }

    function _assertNotIncreasing(uint64 first, uint64 second) private {
        uint64[] memory pair = new uint64[](2);
        (pair[0], pair[1]) = (first, second);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NonceNotIncreasing.selector, challengeId, second, first
            )
        );
        _submitAll(pair);
    }

    /// @dev Within what is handed in at once, and after what was handed in before: with nonces that are not zero, which nothing is below.
    function test_P9_RevertWhen_TheNoncesDoNotIncrease_AtOnceOrLater() external {
        nonces = mine(verifier.getChallenge(challengeId).seed, 4, 3, 1);
        assertGt(nonces[0], 0);
        _assertNotIncreasing(nonces[1], nonces[1]);
        _assertNotIncreasing(nonces[2], nonces[1]);

        uint64[] memory one = new uint64[](1);
        one[0] = nonces[1];
        _submitAll(one);
        assertEq(verifier.getChallengeDetails(challengeId).lastNonce, nonces[1]);
        for (uint256 i; i < 2; ++i) {
            one[0] = nonces[i];
            vm.expectRevert(
                abi.encodeWithSelector(
                    IProofOfWorkVerifier.ProofOfWorkVerifier_NonceNotIncreasing.selector,
                    challengeId,
                    nonces[i],
                    nonces[1]
                )
            );
            _submitAll(one);
        }
        one[0] = nonces[2];
        _submitAll(one);
        assertEq(verifier.getChallengeDetails(challengeId).solved, 2);
        assertEq(verifier.getChallengeDetails(challengeId).lastNonce, nonces[2]);
    }

    function testFuzz_P7_RevertWhen_ASingleNonceDoesNotSolve(uint64 start) external {
        bytes32 seed = verifier.getChallenge(challengeId).seed;
        uint256 wrong = _mineWrong(seed, 4, uint64(bound(start, 0, 1e18)));
        bytes32 hash = keccak256(abi.encodePacked(seed, wrong));
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_InvalidSolution.selector,
                challengeId,
                wrong,
                hash,
                type(uint256).max / 4
            )
        );
        _submitOne(wrong);
        assertEq(verifier.getChallengeDetails(challengeId).solved, 0);
    }

    function testFuzz_P7_RevertWhen_ANonceDoesNotSolve_ItCostsNothing(uint64 start, uint8 place) external {
        start = uint64(bound(start, 0, 1e18));
        place = uint8(bound(place, 0, 2));
        bytes32 seed = verifier.getChallenge(challengeId).seed;
        uint64[] memory given = mine(seed, 4, 3, start);
        uint64 wrong = place == 2 ? _mineWrong(seed, 4, given[2]) : given[place] + 1;
        if (
            place < 2
                && (wrong == given[place + 1] || uint256(ProofOfWork.hashOf(seed, wrong)) <= type(uint256).max / 4)
        ) {
            wrong = _mineWrong(seed, 4, given[2]);
            place = 2;
        }
        given[place] = wrong;
        vm.expectPartialRevert(IProofOfWorkVerifier.ProofOfWorkVerifier_InvalidSolution.selector);
        _submitAll(given);
        assertEq(_node(nodeId).reputation, 5_000);
        assertEq(verifier.getChallengeDetails(challengeId).solved, 0);
    }

    function test_ANonceMayBeAnyUint256() external {
        bytes32 seed = verifier.getChallenge(challengeId).seed;
        uint256 nonce = type(uint256).max;
        while (uint256(keccak256(abi.encodePacked(seed, nonce))) > type(uint256).max / 4) --nonce;
        assertFalse(_submitOne(nonce));
        assertEq(verifier.getChallengeDetails(challengeId).lastNonce, nonce);
    }

    /// @dev The first nonce may be any, zero too; only what comes after it has to be larger.
    function test_TheFirstNonceMayBeZero() external {
        bytes32 challenge = _challengeThatZeroSolves();
        ChallengeDetails memory c = verifier.getChallengeDetails(challenge);
        uint64[] memory solutions = mine(c.seed, c.difficulty, 3, 0);
        assertEq(solutions[0], 0);
        uint256 snapshot = vm.snapshotState();
        vm.prank(otherProvider);
        assertTrue(verifier.submitSolutions(challenge, solutions));

        vm.revertToState(snapshot);
        vm.startPrank(otherProvider);
        assertFalse(verifier.submitSolution(challenge, 0));
        bytes memory same = abi.encodeWithSelector(
            IProofOfWorkVerifier.ProofOfWorkVerifier_NonceNotIncreasing.selector, challenge, 0, 0
        );
        vm.expectRevert(same);
        verifier.submitSolution(challenge, 0);
        uint64[] memory again = new uint64[](1);
        vm.expectRevert(same);
        verifier.submitSolutions(challenge, again);
    }

    function _challengeThatZeroSolves() private returns (bytes32 id) {
        bytes32 node = _register(otherProvider);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i;; ++i) {
            vm.prevrandao(bytes32(i));
            id = _issue(node);
            if (uint256(ProofOfWork.hashOf(verifier.getChallenge(id).seed, 0)) <= type(uint256).max / 4) return id;
            vm.revertToState(snapshot);
        }
    }

    function test_OneByOne_IsTheSameAsAtOnce() external {
        skip(100);
        uint256 snapshot = vm.snapshotState();
        assertTrue(_submitAll(nonces));
        bytes32 atOnce = keccak256(abi.encode(_node(nodeId), verifier.getProof(nodeId)));
        vm.revertToState(snapshot);

        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeProgressed(challengeId, 1, nonces[0]);
        assertFalse(_submitOne(nonces[0]));
        assertFalse(_submitOne(nonces[1]));
        assertTrue(_submitOne(nonces[2]));
        assertEq(keccak256(abi.encode(_node(nodeId), verifier.getProof(nodeId))), atOnce);
    }

    function testFuzz_WhenTheLastIsHandedIn_EvenWhilePaused(uint256 elapsed) external {
        elapsed = bound(elapsed, 0, 30 minutes);
        skip(elapsed);
        _pauseAll();
        uint256 counted = elapsed < 12 ? 12 : elapsed;
        uint256 power = uint256(4 * 2) * 1e18 / (counted * 50_000_000);

        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ChallengeSolved(challengeId, nodeId, elapsed, power);
        vm.expectEmit(address(verifier));
        emit IProofOfWorkVerifier.ProofUpdated(nodeId, 8, counted, 4);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeChallengeClosed(nodeId, true);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ComputePowerUpdated(nodeId, 0, power, block.timestamp);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Pending, NodeStatus.Verified);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeStatusChanged(nodeId, NodeStatus.Verified, NodeStatus.Active);
        assertTrue(_submitAll(nonces));

        assertEq(_node(nodeId).computePower, power);
        assertEq(_node(nodeId).challengesPassed, 1);
        assertEq(_node(nodeId).reputation, 5_000);
        assertFalse(_node(nodeId).challengeOpen);
        assertEq(verifier.getChallenge(challengeId).solutionTime, elapsed);
        assertTrue(verifier.getChallenge(challengeId).completed);
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        assertEq(uint256(c.status), uint256(ChallengeStatus.Solved));
        assertEq(c.verifiedPower, power);
        assertEq(c.endedAt, block.timestamp);
        assertEq(c.issuedAt, START);
        assertEq(c.solved, 3);
        assertEq(verifier.getProof(nodeId).openChallengeId, 0);
    }

    function test_P12_ReputationRisesTo5000AtMost() external {
        _submitAll(nonces);
        vm.prank(address(market));
        registry.updateReputation(nodeId, -15);
        uint256[3] memory expected = [uint256(4_995), 5_000, 5_000];
        for (uint256 i; i < 3; ++i) {
            skip(6 hours);
            _prove(nodeId);
            assertEq(_node(nodeId).reputation, expected[i]);
        }
        vm.prank(address(market));
        registry.updateReputation(nodeId, 1_000);
        skip(6 hours);
        _prove(nodeId);
        assertEq(_node(nodeId).reputation, 6_000);
    }

    function testFuzz_TheDifficultyFollowsThePooledRate(uint256[6] memory times) external {
        _submitAll(nonces);
        for (uint256 i; i < 6; ++i) {
            skip(6 hours);
            ProofDetails memory before = verifier.getProof(nodeId);
            uint256 expected =
                ProofOfWork.nextDifficulty(before.lastDifficulty, before.pooledWork, before.pooledTime, 3, 300);
            assertEq(verifier.nextDifficulty(nodeId), expected);
            bytes32 id = _issue(nodeId);
            ChallengeDetails memory c = verifier.getChallengeDetails(id);
            assertEq(c.difficulty, expected);
            assertLe(c.difficulty, before.lastDifficulty * 4);
            assertGe(c.difficulty * 4 + 3, before.lastDifficulty);
            skip(bound(times[i], 100, 30 minutes));
            uint256 time = block.timestamp - c.issuedAt;
            _solve(id);
            ProofDetails memory afterwards = verifier.getProof(nodeId);
            assertEq(afterwards.pooledWork, before.pooledWork / 2 + c.difficulty * 2);
            assertEq(afterwards.pooledTime, (before.pooledTime + 1) / 2 + time);
            assertEq(_node(nodeId).computePower, afterwards.pooledWork * 1e18 / (afterwards.pooledTime * 50_000_000));
        }
    }

    function test_P13_TheHistoryHoldsTheNewest16() external {
        _submitAll(nonces);
        for (uint256 i; i < 17; ++i) {
            skip(6 hours);
            if (i == 16) {
                bytes32 id = _issue(nodeId);
                assertEq(verifier.getVerificationHistory(nodeId).length, 16);
                skip(31 minutes);
                verifier.expireChallenge(id);
            } else {
                _prove(nodeId);
            }
        }
        VerificationResult[] memory history = verifier.getVerificationHistory(nodeId);
        assertEq(history.length, 16);
        for (uint256 i; i < 16; ++i) {
            assertEq(history[i].nodeId, nodeId);
            assertEq(history[i].passed, i != 15);
            if (i != 0) assertGt(history[i].timestamp, history[i - 1].timestamp);
        }
        assertEq(history[15].verifiedPower, _node(nodeId).computePower);
        assertEq(verifier.getVerificationHistory("x").length, 0);
    }

    function test_Parameters_RevertWhen_OutOfBounds() external {
        string[5] memory names = [
            "solutionsPerChallenge",
            "challengeTargetTime",
            "challengeDeadline",
            "challengeInterval",
            "initialDifficulty"
        ];
        uint256[5] memory low = [uint256(1), 10, 60, 0, 1];
        uint256[5] memory high = [uint256(128), 3_600, 1 days, 7 days, 2 ** 64];
        vm.startPrank(owner);
        for (uint256 i; i < 5; ++i) {
            vm.expectEmit(address(verifier));
            emit IProofOfWorkVerifier.ProofOfWorkVerifierParametersUpdated(_with(i, low[i]));
            verifier.setParameters(_with(i, low[i]));
            verifier.setParameters(_with(i, high[i]));
            assertEq(abi.encode(verifier.parameters()), abi.encode(_with(i, high[i])));
            for (uint256 k; k < 2; ++k) {
                if (k == 0 && low[i] == 0) continue;
                uint256 bad = k == 0 ? low[i] - 1 : high[i] + 1;
                ProofOfWorkVerifierParameters memory p = _with(i, bad);
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IProofOfWorkVerifier.ProofOfWorkVerifier_ParameterOutOfBounds.selector,
                        names[i],
                        bad,
                        low[i],
                        high[i]
                    )
                );
                verifier.setParameters(p);
            }
        }
    }

    function _with(uint256 index, uint256 value) private view returns (ProofOfWorkVerifierParameters memory p) {
        p = config.proofOfWorkVerifier;
        // The deadline has to be longer than the target time; see security/Parameters.t.sol.
        p.challengeTargetTime = 10;
        p.challengeDeadline = 1 days;
        if (index == 0) p.solutionsPerChallenge = value;
        if (index == 1) p.challengeTargetTime = value;
        if (index == 2) p.challengeDeadline = value;
        if (index == 3) p.challengeInterval = value;
        if (index == 4) p.initialDifficulty[4] = value;
    }
}
