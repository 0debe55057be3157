// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeStatus} from "../interfaces/INodeRegistry.sol";

/// @title TrustLevel
/// @notice How far a node is trusted, and how its reputation moves. Mirrored by `packages/core/src/trustLevel.ts`.
library TrustLevel {
    uint256 internal constant STAKE_LEVEL_2 = 1 ether;
    uint256 internal constant STAKE_LEVEL_3 = 3 ether;
    uint256 internal constant STAKE_LEVEL_4 = 5 ether;
    uint256 internal constant LEVEL_2_CHALLENGES = 10;
    uint256 internal constant LEVEL_2_REPUTATION = 5_000;
    uint256 internal constant LEVEL_3_REPUTATION = 9_500;
    uint256 internal constant LEVEL_3_TASKS = 100;
    uint256 internal constant LEVEL_3_SUCCESS_BPS = 9_500;
    uint256 internal constant REVIEW_MIN_TASKS = 10;
    uint256 internal constant REVIEW_FAILURE_BPS = 2_000;
    uint256 internal constant BPS = 10_000;

    uint256 internal constant INITIAL_REPUTATION = 5_000;
    uint256 internal constant MAX_REPUTATION = 10_000;
    /// @dev Hashing alone must not buy trust.
    uint256 internal constant MAX_CHALLENGE_REPUTATION = 5_000;
    uint256 internal constant REPUTATION_CHALLENGE_PASSED = 10;
    int256 internal constant REPUTATION_CHALLENGE_FAILED = -200;
    int256 internal constant REPUTATION_TASK_VERIFIED = 50;
    int256 internal constant REPUTATION_TASK_TIMED_OUT = -200;
    int256 internal constant REPUTATION_DISPUTE_WON = 100;
    int256 internal constant REPUTATION_DISPUTE_LOST = -500;
    int256 internal constant REPUTATION_BID_NOT_REVEALED = -200;

    /// @notice What a trust level depends on, in the names of the mirror.
    struct TrustedNode {
        NodeStatus status;
        uint256 stakedAmount;
        uint256 reputation;
        uint256 totalTasksCompleted;
        uint256 totalTasksFailed;
        uint256 challengesPassed;
        bool hasPartnerSLA;
        bool hasInsuranceBond;
    }

    /// @notice 0 may take no work, 1 small tasks, 2 all public tasks, 3 enterprise tasks, 4 tasks addressed to it.
    function trustLevel(TrustedNode memory node, uint256 minimumStake) internal pure returns (uint8) {
        NodeStatus status = node.status;
        if (status != NodeStatus.Active && status != NodeStatus.Verified && status != NodeStatus.Inactive) return 0;
        if (_isPartner(node)) return 4;
        if (_isTrusted(node)) return 3;
        if (_isVerified(node)) return 2;
        return node.stakedAmount >= minimumStake ? 1 : 0;
    }

    /// @notice More than 20 % failures of at least 10 tasks.
    function isReviewDue(uint256 completed, uint256 failed) internal pure returns (bool) {
        uint256 ended = completed + failed;
        return ended >= REVIEW_MIN_TASKS && failed * BPS > ended * REVIEW_FAILURE_BPS;
    }

    /// @notice A reputation after a change, kept within 0 to 10,000.
    function clampReputation(uint256 reputation, int256 delta) internal pure returns (uint256) {
        // Both bounds come before the addition, so that no delta overflows.
        if (delta >= int256(MAX_REPUTATION - reputation)) return MAX_REPUTATION;
        if (delta <= -int256(reputation)) return 0;
        return uint256(int256(reputation) + delta);
    }

    /// @notice A reputation after a passed challenge: +10 up to 5,000; one that is above stays.
    function reputationAfterChallenge(uint256 reputation) internal pure returns (uint256) {
        if (reputation >= MAX_CHALLENGE_REPUTATION) return reputation;
        uint256 raised = reputation + REPUTATION_CHALLENGE_PASSED;
        return raised < MAX_CHALLENGE_REPUTATION ? raised : MAX_CHALLENGE_REPUTATION;
    }

    // Each level is written out, because they are not nested: level 4 asks for a stake, a reputation, an agreement and a bond, not for completed tasks.

    function _isPartner(TrustedNode memory node) private pure returns (bool) {
        return node.stakedAmount >= STAKE_LEVEL_4 && node.reputation >= LEVEL_3_REPUTATION && node.hasPartnerSLA
            && node.hasInsuranceBond;
    }

    function _isTrusted(TrustedNode memory node) private pure returns (bool) {
        uint256 completed = node.totalTasksCompleted;
        return node.stakedAmount >= STAKE_LEVEL_3 && node.reputation >= LEVEL_3_REPUTATION && completed >= LEVEL_3_TASKS
            && completed * BPS >= (completed + node.totalTasksFailed) * LEVEL_3_SUCCESS_BPS;
    }

    function _isVerified(TrustedNode memory node) private pure returns (bool) {
        return node.stakedAmount >= STAKE_LEVEL_2 && node.challengesPassed >= LEVEL_2_CHALLENGES
            && node.reputation >= LEVEL_2_REPUTATION;
    }
}
