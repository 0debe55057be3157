// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofOfWork} from "../src/libraries/ProofOfWork.sol";

// See FeeProofs.sol for how to read these. `computePower`, `poolWork` and `nextDifficulty` are not here: OpenZeppelin's `mulDiv` is assembly,
// which the checker does not look into, and its `max` and `min` are made of xor, which it does not get through. The tests have them.

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
