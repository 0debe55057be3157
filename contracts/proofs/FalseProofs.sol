// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeMath} from "../src/libraries/DisputeMath.sol";
import {EscrowStatus} from "../src/interfaces/IEscrowManager.sol";
import {FeeMath} from "../src/libraries/FeeMath.sol";
import {MedianPrice} from "../src/libraries/MedianPrice.sol";
import {Pagination} from "../src/libraries/Pagination.sol";
import {ProofOfWork} from "../src/libraries/ProofOfWork.sol";
import {TrustLevel} from "../src/libraries/TrustLevel.sol";
// Whole, because a contract that a theorem does not need is blanked out there, and could not be named here.
// forge-lint: disable-next-line(unaliased-plain-import)
import "./EscrowLedgerProofs.sol";

// What is not so, by a wei or by a case at the edge. prove.mjs fails unless every one of these is refuted: a check that finds nothing here
// finds nothing anywhere.

/// @dev With 1,001 bps a fee can be more than a tenth.
/// @custom:quick
contract FalseTenth {
    function prove(uint200 amount, uint16 feeBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS + 1);
        (, uint256 platform) = FeeMath.splitPayment(amount, feeBps);
        assert(platform * 10 <= amount);
    }
}

/// @dev The odd wei of an odd escrow makes the provider's half the larger one.
contract FalseHalves {
    function prove(uint192 amount) external pure {
        (uint256 provider, uint256 buyer,,) = DisputeMath.splitNobodyRuled(amount, 0, 0);
        assert(provider == buyer);
    }
}

/// @dev The bond rounds up: 98 % and the bond can be more than the escrow.
contract FalseBond {
    function prove(uint192 amount) external pure {
        (, uint256 buyer,,) = DisputeMath.splitBuyerWins(amount, DisputeMath.disputeBondUp(amount));
        assert(buyer <= amount);
    }
}

/// @dev A share above what the arbitrators leave takes more than there is.
contract FalseShare {
    function prove(uint192 amount, uint16 shareBps) external pure {
        require(shareBps <= FeeMath.BPS);
        DisputeMath.splitShared(amount, 0, 0, shareBps);
        assert(true);
    }
}

/// @dev Beyond the assumption of the library.
contract FalseRange {
    function prove(uint256 amount) external pure {
        assert(FeeMath.feeDown(amount, 800) <= amount);
    }
}

// The ledger with one mistake each, and the ledger as it is with what would be so if a transition could never happen.

/// @dev A settlement that forgets that the bond left too.
/// @custom:engine chc
/// @custom:targets assert
/// @custom:quick
contract FalseBondStays is LedgerIsCovered {
    function settleWithMistake(uint256 amount, uint256 bond) external {
        require(amount <= held && bond <= bonds);
        held -= amount;
        balance -= amount + bond;
    }
}

/// @dev A payment that is credited although it arrived.
/// @custom:engine chc
/// @custom:targets assert
contract FalseCredit is LedgerIsCovered {
    function releaseWithMistake(uint256 amount) external {
        require(amount <= held);
        held -= amount;
        balance -= amount;
        credits += amount;
    }
}

/// @dev A gift breaks the equality, and nothing else.
/// @custom:engine chc
/// @custom:targets assert
contract FalseExactWithGifts is LedgerIsExact {
    function receiveForced(uint128 gift) external {
        balance += gift;
    }
}

/// @dev Every sum can become more than nothing, all at once: no transition is ruled out by its `require`.
/// @custom:engine chc
/// @custom:targets assert
contract FalseLedgerNeverMoves is Ledger {
    function check() external view {
        assert(held == 0 || bonds == 0 || accrued == 0 || credits == 0);
    }
}

/// @dev A release that does not look at the status.
/// @custom:engine chc
/// @custom:targets assert
contract FalseLeavesTwice is OneEscrow {
    function releaseWithMistake() external {
        require(status != EscrowStatus.None);
        _leave(EscrowStatus.Released);
    }

    function check() external view {
        assert(departures <= 1);
    }
}

/// @custom:engine chc
/// @custom:targets assert
contract FalseNothingIsSettled is OneEscrow {
    function check() external view {
        assert(status != EscrowStatus.Settled);
    }
}

// The other libraries.

/// @dev Level 3 needs three ether, not four.
contract FalseLevelStake {
    function prove(TrustLevel.TrustedNode memory node) external pure {
        require(node.totalTasksCompleted <= type(uint64).max && node.totalTasksFailed <= type(uint64).max);
        assert(TrustLevel.trustLevel(node, 0.5 ether) < 3 || node.stakedAmount >= 4 ether);
    }
}

/// @dev Five completed tasks more do not lift every review.
contract FalseReview {
    function prove(uint64 completed, uint64 failed) external pure {
        assert(!TrustLevel.isReviewDue(uint256(completed) + 5, failed));
    }
}

/// @dev The mean of the two in the middle rounds down: it is not above the lower one.
contract FalseMedian {
    function prove(uint128 lower, uint128 upper) external pure {
        require(lower < upper);
        uint256[] memory prices = new uint256[](2);
        prices[0] = lower;
        prices[1] = upper;
        (uint256 price, bool agreed) = MedianPrice.median(prices, 2);
        assert(!agreed || price > lower);
    }
}

/// @dev Below twelve seconds the time counts as twelve.
contract FalsePower {
    function prove(uint72 work) external pure {
        require(work > 0);
        assert(ProofOfWork.computePower(work, 11) > ProofOfWork.computePower(work, 12));
    }
}

/// @dev At the bounds, and below four, the difficulty changes by less.
contract FalseDifficulty {
    function prove(uint64 difficulty, uint72 work, uint40 time) external pure {
        require(difficulty > 0 && time > 0);
        assert(ProofOfWork.nextDifficulty(difficulty, work, time, 64, 300) < uint256(difficulty) * 4);
    }
}

/// @dev A page past the end is empty.
contract FalseWindow {
    function prove(uint256 length, uint256 offset, uint256 limit) external pure {
        require(limit > 0);
        (uint256 start, uint256 end) = Pagination.window(length, offset, limit);
        assert(start < end);
    }
}
