// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {DeploymentConfig} from "../../script/MarketplaceDeployer.sol";
import {ResourceType, TaskClaim} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {RegistryTest} from "../utils/RegistryTest.sol";
import {mine} from "../utils/mine.sol";

/// @notice What the adversarial reading of the design says of proofs of work and is not tested elsewhere (search for the id). P10, that anybody may
/// hash for any node, is not something that a contract can prevent: the documents say so.
/// forge-config: deep.fuzz.runs = 200000
contract A1_ProofOfWorkTest is RegistryTest {
    uint256 private constant K = 64;
    uint256 private constant DIFFICULTY = 16;

    function _testConfig() internal view override returns (DeploymentConfig memory c) {
        c = super._testConfig();
        c.proofOfWorkVerifier.solutionsPerChallenge = K;
        c.proofOfWorkVerifier.initialDifficulty = [DIFFICULTY, DIFFICULTY, DIFFICULTY, DIFFICULTY, DIFFICULTY];
    }

    /// @dev One lucky solution says nothing: 63 of 64 give no power, and the 64th gives that of 63.
    function testFuzz_P4_PowerComesFromManySolutions(uint256 elapsed) external {
        bytes32 nodeId = _register(provider);
        bytes32 challengeId = _issue(nodeId);
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        assertEq(c.solutions, K);
        uint64[] memory nonces = mine(c.seed, DIFFICULTY, K, 0);
        uint64[] memory most = new uint64[](K - 1);
        for (uint256 i; i < K - 1; ++i) {
            most[i] = nonces[i];
        }
        skip(bound(elapsed, 0, 30 minutes));
        vm.startPrank(provider);
        verifier.submitSolutions(challengeId, most);
        assertEq(uint256(verifier.getChallengeDetails(challengeId).status), uint256(ChallengeStatus.Open));
        assertEq(_node(nodeId).computePower, 0);
        assertFalse(registry.isNodeActive(nodeId));
        verifier.submitSolution(challengeId, nonces[K - 1]);
        vm.stopPrank();
        uint256 time = block.timestamp - c.issuedAt;
        assertEq(_node(nodeId).computePower, verifier.calculateComputePower(time, DIFFICULTY * (K - 1)));
        assertTrue(registry.isNodeActive(nodeId));
    }

    /// @dev The difficulty follows the rate that was shown, and by at most four times: one odd hour puts nobody out of reach.
    function testFuzz_P11_TheDifficultyFollowsTheRate(uint256 elapsed) external {
        bytes32 nodeId = _register(provider);
        bytes32 challengeId = _issue(nodeId);
        skip(bound(elapsed, 0, 30 minutes));
        uint256 time = block.timestamp - verifier.getChallengeDetails(challengeId).issuedAt;
        _solve(challengeId);
        uint256 counted = time < 12 ? 12 : time;
        // The rate that was shown, aimed at the target time for the next 64.
        uint256 aimed = DIFFICULTY * (K - 1) * 300 / counted / K;
        uint256 next = verifier.nextDifficulty(nodeId);
        assertGe(next, DIFFICULTY / 4);
        assertLe(next, DIFFICULTY * 4);
        if (aimed > DIFFICULTY / 4 + 1 && aimed < DIFFICULTY * 4 - 1) assertApproxEqAbs(next, aimed, 1);
    }

    /// @dev One unit: 50 million hashes a second are a TFLOPS, written with 18 decimals.
    function testFuzz_P14_OneUnit(uint256 tflops, uint256 time) external view {
        time = bound(time, 12, 1 days);
        tflops = bound(tflops, 0, 1e9);
        assertEq(verifier.calculateComputePower(time, tflops * 50_000_000 * time), tflops * 1e18);
    }

    function test_P16_OnlyTheVerifierSetsPower() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 before = _node(nodeId).provenPower;
        address[5] memory others = [owner, address(market), provider, challenger, stranger];
        bytes32 role = registryCore.VERIFIER_ROLE();
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], role)
            );
            vm.prank(others[i]);
            registry.updateComputePower(nodeId, 1e30);
        }
        assertEq(_node(nodeId).provenPower, before);
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, 1e30);
        assertEq(_node(nodeId).provenPower, 1e30);
    }

    /// @dev Whoever rents a farm for an hour has its power halved by each honest hour after it.
    function test_P10_I12_ARentedHourFadesWithTheChallengesAfterIt() external {
        bytes32 nodeId = _register(provider);
        bytes32 challengeId = _issue(nodeId);
        skip(12);
        _solve(challengeId);
        uint256 rented = _node(nodeId).computePower;
        for (uint256 i; i < 4; ++i) {
            skip(6 hours);
            bytes32 next = _issue(nodeId);
            skip(25 minutes);
            _solve(next);
            assertLt(_node(nodeId).computePower, rented);
        }
        // What it really does, by the rate of its last challenges.
        uint256 honest = verifier.calculateComputePower(25 minutes, DIFFICULTY * 4 * (K - 1));
        assertLt(_node(nodeId).computePower, honest * 2);
    }

    /// @dev And a proof that is not renewed counts for nothing, whatever it showed.
    function test_P15_I12_AProofThatIsNotRenewedLapses() external {
        bytes32 nodeId = _activeNode(provider);
        TaskClaim memory claim = TaskClaim(provider, buyer, ResourceType.GPU, 1, 1);
        assertEq(uint256(registry.eligibility(nodeId, claim)), 0);
        skip(30 days + 1);
        assertEq(_node(nodeId).computePower, 0);
        assertGt(uint256(registry.eligibility(nodeId, claim)), 0);
    }
}
