// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofOfWork} from "../src/libraries/ProofOfWork.sol";

// See FeeProofs.sol for how to read these. Of OpenZeppelin's Math, which is assembly and bit tricks, they assume what stands in assumed/Math.sol, and
// no more: that the assembly does that is checked by vectors and fuzzing.

contract WorkIsAtMostTheSolutions {
    function prove(uint64 difficulty, uint8 solutions) external pure {
        require(solutions > 0);
        uint256 work = ProofOfWork.challengeWork(difficulty, solutions);
        assert(work >= difficulty);
        assert(work <= uint256(difficulty) * solutions);
    }
}

contract WorkRisesWithTheDifficulty {
    function prove(uint64 less, uint64 more, uint8 solutions) external pure {
        require(less <= more);
        assert(ProofOfWork.challengeWork(less, solutions) <= ProofOfWork.challengeWork(more, solutions));
    }
}

contract FailureHalvesThePool {
    function prove(uint256 pooledWork) external pure {
        uint256 halved = ProofOfWork.halvePool(pooledWork);
        assert(halved <= pooledWork - halved);
        assert(pooledWork - halved <= halved + 1);
    }
}

/// @dev For all arguments there are: `mulDiv` is only come to where its quotient has room, and nothing overflows.
contract PowerNeverReverts {
    function prove(uint256 work, uint256 time) external pure {
        uint256 power = ProofOfWork.computePower(work, time);
        assert(power <= type(uint256).max);
    }
}

/// @dev Work below 2^64 × 128, with what is pooled below 2^72, and far above; the range in which no power is cut off.
contract PowerRisesWithTheWork {
    function prove(uint160 less, uint160 more, uint40 time) external pure {
        require(less <= more);
        assert(ProofOfWork.computePower(less, time) <= ProofOfWork.computePower(more, time));
    }
}

contract PowerFallsWithTheTime {
    function prove(uint160 work, uint40 shorter, uint40 longer) external pure {
        require(shorter <= longer);
        assert(ProofOfWork.computePower(work, longer) <= ProofOfWork.computePower(work, shorter));
    }
}

/// @dev Within a quarter and four times, and within 1 and 2^64; nothing overflows up to pools far above any.
contract DifficultyMovesFourfoldAtMost {
    function prove(uint64 difficulty, uint128 work, uint64 time, uint8 solutions, uint16 targetTime) external pure {
        require(difficulty > 0 && solutions > 0);
        uint256 next = ProofOfWork.nextDifficulty(difficulty, work, time, solutions, targetTime);
        assert(next <= uint256(difficulty) * 4);
        assert(next >= difficulty / 4);
        assert(next >= 1);
        assert(next <= 2 ** 64);
    }
}

contract EmptyPoolSaysNothing {
    function prove(uint64 difficulty, uint128 work, uint8 solutions, uint16 targetTime) external pure {
        assert(ProofOfWork.nextDifficulty(difficulty, work, 0, solutions, targetTime) == difficulty);
    }
}

/// @dev A pool never gains more than what came in.
/// @custom:quick
contract PoolCountsOldWorkHalf {
    function prove(uint128 pooledWork, uint64 pooledTime, uint128 work, uint64 time) external pure {
        (uint256 newWork, uint256 newTime) = ProofOfWork.poolWork(pooledWork, pooledTime, work, time);
        assert(newWork <= uint256(pooledWork) + work);
        assert(newWork >= work);
        assert(newTime >= time && newTime >= 12);
    }
}
