// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProofOfWork} from "../../src/libraries/ProofOfWork.sol";

/// @dev The first `count` solutions from `start` on.
function mine(bytes32 seed, uint256 difficulty, uint256 count, uint64 start) pure returns (uint64[] memory nonces) {
    nonces = new uint64[](count);
    uint256 target = ProofOfWork.solutionTarget(difficulty);
    for ((uint64 nonce, uint256 found) = (start, 0); found < count; ++nonce) {
        if (uint256(ProofOfWork.hashOf(seed, nonce)) <= target) nonces[found++] = nonce;
    }
}
