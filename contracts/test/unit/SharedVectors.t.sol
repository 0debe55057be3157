// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {NodeStatus} from "../../src/interfaces/INodeRegistry.sol";
import {FeeMath} from "../../src/libraries/FeeMath.sol";
import {ProofOfWork} from "../../src/libraries/ProofOfWork.sol";
import {TrustLevel} from "../../src/libraries/TrustLevel.sol";

/// @notice The libraries give what packages/testing/vectors/arithmetic.json says, as their TypeScript mirrors do
/// (packages/core/src/sharedVectors.test.ts). The formulae that made the file are neither's.
/// @dev Each test reads one section into an array of structs; the fields are matched by name. Each also says how many vectors there are at
/// least, so that an empty section does not pass. `splitDispute` and `disputeBondUp` are in DisputeMath.t.sol.
contract SharedVectorsTest is Test {
    string private json;

    function setUp() public {
        json = vm.readFile("packages/testing/vectors/arithmetic.json");
    }

    function _read(string memory section, string memory fields, uint256 atLeast)
        private
        view
        returns (bytes memory encoded)
    {
        // No struct of any test may have this name: forge would read the fields of that one, whatever is written here.
        string memory description = string.concat("SharedVector(", fields, ")");
        encoded = vm.parseJsonTypeArray(json, string.concat(".", section), description);
        // An array is encoded as an offset, its length, and its items.
        (, uint256 length) = abi.decode(encoded, (uint256, uint256));
        assertGe(length, atLeast, section);
    }

    /*//////////////////////////////////////////////////////////////
                                FEE MATH
    //////////////////////////////////////////////////////////////*/

    struct SplitPayment {
        uint256 amount;
        uint256 feeBps;
        uint256 platform;
        uint256 provider;
    }

    function test_SplitPayment() public view {
        bytes memory encoded =
            _read("splitPayment", "uint256 amount,uint256 feeBps,uint256 platform,uint256 provider", 100);
        SplitPayment[] memory vectors = abi.decode(encoded, (SplitPayment[]));
        for (uint256 i; i < vectors.length; ++i) {
            SplitPayment memory v = vectors[i];
            (uint256 provider, uint256 platform) = FeeMath.splitPayment(v.amount, v.feeBps);
            assertEq(provider, v.provider, vm.toString(i));
            assertEq(platform, v.platform, vm.toString(i));
        }
    }

    struct TaskCostUp {
        uint256 cost;
        uint256 duration;
        uint256 pricePerHour;
    }

    function test_TaskCostUp() public view {
        bytes memory encoded = _read("taskCostUp", "uint256 cost,uint256 duration,uint256 pricePerHour", 100);
        TaskCostUp[] memory vectors = abi.decode(encoded, (TaskCostUp[]));
        for (uint256 i; i < vectors.length; ++i) {
            TaskCostUp memory v = vectors[i];
            assertEq(FeeMath.taskCostUp(v.pricePerHour, v.duration), v.cost, vm.toString(i));
        }
    }

    struct SlashDown {
        uint256 bps;
        uint256 slash;
        uint256 stake;
    }

    function test_SlashDown() public view {
        bytes memory encoded = _read("slashDown", "uint256 bps,uint256 slash,uint256 stake", 80);
        SlashDown[] memory vectors = abi.decode(encoded, (SlashDown[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(FeeMath.slashDown(vectors[i].stake, vectors[i].bps), vectors[i].slash, vm.toString(i));
        }
    }

    struct TaskGrace {
        uint256 duration;
        uint256 grace;
    }

    function test_TaskGrace() public view {
        TaskGrace[] memory vectors = abi.decode(_read("taskGrace", "uint256 duration,uint256 grace", 9), (TaskGrace[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(FeeMath.taskGrace(vectors[i].duration), vectors[i].grace, vm.toString(i));
        }
    }

    /*//////////////////////////////////////////////////////////////
                              TRUST LEVEL
    //////////////////////////////////////////////////////////////*/

    struct Trust {
        uint256 challengesPassed;
        bool hasInsuranceBond;
        bool hasPartnerSLA;
        uint256 level;
        uint256 minimumStake;
        uint256 reputation;
        uint256 stakedAmount;
        uint256 status;
        uint256 totalTasksCompleted;
        uint256 totalTasksFailed;
    }

    string private constant TRUST_FIELDS =
        "uint256 challengesPassed,bool hasInsuranceBond,bool hasPartnerSLA,uint256 level,uint256 minimumStake,uint256 reputation,uint256 stakedAmount,uint256 status,uint256 totalTasksCompleted,uint256 totalTasksFailed";

    function test_TrustLevel() public view {
        Trust[] memory vectors = abi.decode(_read("trustLevel", TRUST_FIELDS, 100), (Trust[]));
        for (uint256 i; i < vectors.length; ++i) {
            Trust memory v = vectors[i];
            TrustLevel.TrustedNode memory node = TrustLevel.TrustedNode({
                status: NodeStatus(v.status),
                stakedAmount: v.stakedAmount,
                reputation: v.reputation,
                totalTasksCompleted: v.totalTasksCompleted,
                totalTasksFailed: v.totalTasksFailed,
                challengesPassed: v.challengesPassed,
                hasPartnerSLA: v.hasPartnerSLA,
                hasInsuranceBond: v.hasInsuranceBond
            });
            assertEq(TrustLevel.trustLevel(node, v.minimumStake), v.level, vm.toString(i));
        }
    }

    struct IsReviewDue {
        uint256 completed;
        bool due;
        uint256 failed;
    }

    function test_IsReviewDue() public view {
        bytes memory encoded = _read("isReviewDue", "uint256 completed,bool due,uint256 failed", 10);
        IsReviewDue[] memory vectors = abi.decode(encoded, (IsReviewDue[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(TrustLevel.isReviewDue(vectors[i].completed, vectors[i].failed), vectors[i].due, vm.toString(i));
        }
    }

    struct ClampReputation {
        int256 delta;
        uint256 reputation;
        uint256 result;
    }

    function test_ClampReputation() public view {
        bytes memory encoded = _read("clampReputation", "int256 delta,uint256 reputation,uint256 result", 100);
        ClampReputation[] memory vectors = abi.decode(encoded, (ClampReputation[]));
        for (uint256 i; i < vectors.length; ++i) {
            ClampReputation memory v = vectors[i];
            assertEq(TrustLevel.clampReputation(v.reputation, v.delta), v.result, vm.toString(i));
        }
    }

    struct ReputationAfterChallenge {
        uint256 reputation;
        uint256 result;
    }

    function test_ReputationAfterChallenge() public view {
        bytes memory encoded = _read("reputationAfterChallenge", "uint256 reputation,uint256 result", 14);
        ReputationAfterChallenge[] memory vectors = abi.decode(encoded, (ReputationAfterChallenge[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(TrustLevel.reputationAfterChallenge(vectors[i].reputation), vectors[i].result, vm.toString(i));
        }
    }

    /*//////////////////////////////////////////////////////////////
                             PROOF OF WORK
    //////////////////////////////////////////////////////////////*/

    struct SolutionTarget {
        uint256 difficulty;
        uint256 target;
    }

    function test_SolutionTarget() public view {
        bytes memory encoded = _read("solutionTarget", "uint256 difficulty,uint256 target", 8);
        SolutionTarget[] memory vectors = abi.decode(encoded, (SolutionTarget[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(ProofOfWork.solutionTarget(vectors[i].difficulty), vectors[i].target, vm.toString(i));
        }
    }

    struct ChallengeWork {
        uint256 difficulty;
        uint256 solutions;
        uint256 work;
    }

    function test_ChallengeWork() public view {
        bytes memory encoded = _read("challengeWork", "uint256 difficulty,uint256 solutions,uint256 work", 20);
        ChallengeWork[] memory vectors = abi.decode(encoded, (ChallengeWork[]));
        for (uint256 i; i < vectors.length; ++i) {
            ChallengeWork memory v = vectors[i];
            assertEq(ProofOfWork.challengeWork(v.difficulty, v.solutions), v.work, vm.toString(i));
        }
    }

    struct ComputePower {
        uint256 power;
        uint256 time;
        uint256 work;
    }

    function test_ComputePower() public view {
        bytes memory encoded = _read("computePower", "uint256 power,uint256 time,uint256 work", 90);
        ComputePower[] memory vectors = abi.decode(encoded, (ComputePower[]));
        for (uint256 i; i < vectors.length; ++i) {
            ComputePower memory v = vectors[i];
            assertEq(ProofOfWork.computePower(v.work, v.time), v.power, vm.toString(i));
        }
    }

    struct PoolWork {
        uint256 nextTime;
        uint256 nextWork;
        uint256 pooledTime;
        uint256 pooledWork;
        uint256 time;
        uint256 work;
    }

    function test_PoolWork() public view {
        string memory fields =
            "uint256 nextTime,uint256 nextWork,uint256 pooledTime,uint256 pooledWork,uint256 time,uint256 work";
        PoolWork[] memory vectors = abi.decode(_read("poolWork", fields, 20), (PoolWork[]));
        for (uint256 i; i < vectors.length; ++i) {
            PoolWork memory v = vectors[i];
            (uint256 work, uint256 time) = ProofOfWork.poolWork(v.pooledWork, v.pooledTime, v.work, v.time);
            assertEq(work, v.nextWork, vm.toString(i));
            assertEq(time, v.nextTime, vm.toString(i));
        }
    }

    struct HalvePool {
        uint256 halved;
        uint256 pooledWork;
    }

    function test_HalvePool() public view {
        bytes memory encoded = _read("halvePool", "uint256 halved,uint256 pooledWork", 7);
        HalvePool[] memory vectors = abi.decode(encoded, (HalvePool[]));
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(ProofOfWork.halvePool(vectors[i].pooledWork), vectors[i].halved, vm.toString(i));
        }
    }

    struct NextDifficulty {
        uint256 difficulty;
        uint256 next;
        uint256 pooledTime;
        uint256 pooledWork;
        uint256 solutions;
        uint256 targetTime;
    }

    function test_NextDifficulty() public view {
        string memory fields =
            "uint256 difficulty,uint256 next,uint256 pooledTime,uint256 pooledWork,uint256 solutions,uint256 targetTime";
        NextDifficulty[] memory vectors = abi.decode(_read("nextDifficulty", fields, 100), (NextDifficulty[]));
        for (uint256 i; i < vectors.length; ++i) {
            NextDifficulty memory v = vectors[i];
            uint256 next =
                ProofOfWork.nextDifficulty(v.difficulty, v.pooledWork, v.pooledTime, v.solutions, v.targetTime);
            assertEq(next, v.next, vm.toString(i));
        }
    }

    /*//////////////////////////////////////////////////////////////
                               CONSTANTS
    //////////////////////////////////////////////////////////////*/

    function _constant(string memory name) private view returns (int256) {
        return vm.parseJsonInt(json, string.concat(".constants.", name));
    }

    function test_ConstantsOfFeeMath() public view {
        assertEq(int256(FeeMath.TIMEOUT_SLASH_BPS), _constant("timeoutSlashBps"));
        assertEq(int256(FeeMath.MAX_SLASH_BPS), _constant("maxSlashBps"));
        assertEq(int256(FeeMath.MIN_GRACE), _constant("minGrace"));
        assertEq(int256(FeeMath.GRACE_BPS), _constant("graceBps"));
    }

    function test_ConstantsOfTrustLevel() public view {
        assertEq(int256(TrustLevel.STAKE_LEVEL_2), _constant("stakeLevel2"));
        assertEq(int256(TrustLevel.STAKE_LEVEL_3), _constant("stakeLevel3"));
        assertEq(int256(TrustLevel.STAKE_LEVEL_4), _constant("stakeLevel4"));
        assertEq(int256(TrustLevel.INITIAL_REPUTATION), _constant("initialReputation"));
        assertEq(int256(TrustLevel.MAX_REPUTATION), _constant("maxReputation"));
        assertEq(int256(TrustLevel.MAX_CHALLENGE_REPUTATION), _constant("maxChallengeReputation"));
        assertEq(int256(TrustLevel.REPUTATION_CHALLENGE_PASSED), _constant("reputationChallengePassed"));
        assertEq(TrustLevel.REPUTATION_CHALLENGE_FAILED, _constant("reputationChallengeFailed"));
        assertEq(TrustLevel.REPUTATION_TASK_VERIFIED, _constant("reputationTaskVerified"));
        assertEq(TrustLevel.REPUTATION_TASK_TIMED_OUT, _constant("reputationTaskTimedOut"));
    }

    function test_ConstantsOfProofOfWork() public view {
        assertEq(int256(ProofOfWork.BASE_DIFFICULTY), _constant("baseDifficulty"));
        assertEq(int256(ProofOfWork.MINIMUM_ELAPSED), _constant("minimumElapsed"));
        assertEq(int256(ProofOfWork.MAX_DIFFICULTY), _constant("maxDifficulty"));
        assertEq(int256(ProofOfWork.MAX_DIFFICULTY_CHANGE), _constant("maxDifficultyChange"));
    }
}
