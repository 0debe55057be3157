// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TrustLevel} from "../src/libraries/TrustLevel.sol";

// See FeeProofs.sol for how to read these.

/// @dev Invariant I7, for every change there could be.
contract ReputationStaysInBounds {
    function prove(uint16 reputation, int256 delta) external pure {
        require(reputation <= TrustLevel.MAX_REPUTATION);
        assert(TrustLevel.clampReputation(reputation, delta) <= TrustLevel.MAX_REPUTATION);
    }
}

contract ReputationMovesByTheChangeWithinTheBounds {
    function prove(uint16 reputation, int32 delta) external pure {
        require(reputation <= TrustLevel.MAX_REPUTATION);
        int256 exact = int256(uint256(reputation)) + delta;
        uint256 result = TrustLevel.clampReputation(reputation, delta);
        assert(exact < 0 || exact > 10_000 || int256(result) == exact);
        assert(exact >= 0 || result == 0);
        assert(exact <= 10_000 || result == 10_000);
    }
}

/// @dev Hashing alone buys 5,000 at most, and never costs any.
contract ChallengesBuyHalfAReputation {
    function prove(uint16 reputation) external pure {
        uint256 result = TrustLevel.reputationAfterChallenge(reputation);
        assert(result >= reputation);
        assert(result <= uint256(reputation) + 10);
        assert(result == reputation || result <= 5_000);
    }
}

/// @dev One more failure never lifts a review.
contract ReviewRisesWithFailures {
    function prove(uint64 completed, uint64 failed) external pure {
        assert(!TrustLevel.isReviewDue(completed, failed) || TrustLevel.isReviewDue(completed, uint256(failed) + 1));
    }
}

contract ReviewNeedsTenTasks {
    function prove(uint64 completed, uint64 failed) external pure {
        assert(!TrustLevel.isReviewDue(completed, failed) || uint256(completed) + failed >= 10);
    }
}

/// @dev More stake, all else equal, never means a lower level.
/// @custom:quick
contract LevelRisesWithTheStake {
    function prove(TrustLevel.TrustedNode memory node, uint256 more, uint256 minimumStake) external pure {
        require(node.totalTasksCompleted <= type(uint64).max && node.totalTasksFailed <= type(uint64).max);
        uint8 less = TrustLevel.trustLevel(node, minimumStake);
        require(more >= node.stakedAmount);
        node.stakedAmount = more;
        assert(TrustLevel.trustLevel(node, minimumStake) >= less);
    }
}

contract LevelNeedsItsStake {
    function prove(TrustLevel.TrustedNode memory node, uint256 minimumStake) external pure {
        require(node.totalTasksCompleted <= type(uint64).max && node.totalTasksFailed <= type(uint64).max);
        require(minimumStake <= 1 ether);
        uint8 level = TrustLevel.trustLevel(node, minimumStake);
        assert(level <= 4);
        assert(level < 1 || node.stakedAmount >= minimumStake);
        assert(level < 2 || node.stakedAmount >= 1 ether);
        assert(level < 3 || node.stakedAmount >= 3 ether);
        assert(level < 4 || node.stakedAmount >= 5 ether);
    }
}

/// @dev Level 3 from 95 % and 9,500 on, and level 4 without its bond never.
contract LevelNeedsItsReputation {
    function prove(TrustLevel.TrustedNode memory node, uint256 minimumStake) external pure {
        require(node.totalTasksCompleted <= type(uint64).max && node.totalTasksFailed <= type(uint64).max);
        uint8 level = TrustLevel.trustLevel(node, minimumStake);
        assert(level < 2 || node.reputation >= 5_000);
        assert(level < 3 || node.reputation >= 9_500);
        assert(level < 4 || (node.hasPartnerSLA && node.hasInsuranceBond));
    }
}
