// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title ProofOfWork
/// @notice Difficulty, work and power: work in expected hashes, time in seconds, power in 1e-18 TFLOPS. Rounding never
/// gives power away: work rounds down, time rounds up. Mirrored by `packages/core/src/proofOfWork.ts`.
library ProofOfWork {
    /// @dev Hashes a second that count as 1 TFLOPS.
    uint256 internal constant BASE_DIFFICULTY = 50_000_000;
    /// @dev No challenge counts as solved faster than a slot.
    uint256 internal constant MINIMUM_ELAPSED = 12;
    uint256 internal constant MAX_DIFFICULTY = 2 ** 64;
    uint256 internal constant MAX_DIFFICULTY_CHANGE = 4;
    /// @dev 1e18 / BASE_DIFFICULTY, which is whole: so power is one multiplication and one division.
    uint256 internal constant POWER_PER_HASH_RATE = 1e18 / BASE_DIFFICULTY;

    /// @notice The largest hash that solves.
    function solutionTarget(uint256 difficulty) internal pure returns (uint256) {
        return type(uint256).max / difficulty;
    }

    /// @notice `keccak256(abi.encodePacked(seed, nonce))`, without touching the heap.
    function hashOf(bytes32 seed, uint256 nonce) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(seed, bytes32(nonce));
    }

    /// @notice The work that k solutions stand for. k − 1, because the time to the k-th is a Gamma, of which (k − 1) / time is the unbiased
    /// estimate of the rate.
    function challengeWork(uint256 difficulty, uint256 solutions) internal pure returns (uint256) {
        return difficulty * (solutions > 2 ? solutions - 1 : 1);
    }

    /// @notice `work × 1e18 / (max(time, 12) × BASE_DIFFICULTY)` rounded down, at most `type(uint256).max`. Never reverts.
    function computePower(uint256 work, uint256 time) internal pure returns (uint256) {
        uint256 elapsed = Math.max(time, MINIMUM_ELAPSED);
        (uint256 high,) = Math.mul512(work, POWER_PER_HASH_RATE);
        if (high >= elapsed) return type(uint256).max;
        return Math.mulDiv(work, POWER_PER_HASH_RATE, elapsed);
    }

    /// @notice A pool after a passed challenge: what was there counts half, the new work and time in full.
    function poolWork(uint256 pooledWork, uint256 pooledTime, uint256 work, uint256 time)
        internal
        pure
        returns (uint256, uint256)
    {
        return (pooledWork / 2 + work, (pooledTime + 1) / 2 + Math.max(time, MINIMUM_ELAPSED));
    }

    /// @notice The pooled work after a failed challenge; the time stays, so that the power halves.
    function halvePool(uint256 pooledWork) internal pure returns (uint256) {
        return pooledWork / 2;
    }

    /// @notice The difficulty at which a node of the pooled rate takes the target time for a whole challenge: at most 4× up or down from the
    /// last one, within 1 to 2^64. An empty pool says nothing: the difficulty stays.
    function nextDifficulty(
        uint256 difficulty,
        uint256 pooledWork,
        uint256 pooledTime,
        uint256 solutions,
        uint256 targetTime
    ) internal pure returns (uint256) {
        if (pooledTime == 0) return difficulty;
        uint256 aim = pooledWork * targetTime / (pooledTime * solutions);
        uint256 lowest = Math.max(difficulty / MAX_DIFFICULTY_CHANGE, 1);
        uint256 highest = Math.min(difficulty * MAX_DIFFICULTY_CHANGE, MAX_DIFFICULTY);
        return Math.min(Math.max(aim, lowest), highest);
    }
}
