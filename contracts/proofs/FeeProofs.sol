// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeeMath} from "../src/libraries/FeeMath.sol";

// Each contract is one theorem: for all arguments that pass its `require`, every `assert` holds, and nothing over- or underflows or is
// divided by zero, in the library neither. Proved by prove.mjs; never deployed.

/// @dev The fee is the exact product, rounded down.
/// @custom:engine chc
contract FeeDownIsRoundedDown {
    function prove(uint200 amount, uint16 bps) external pure {
        require(bps <= FeeMath.BPS);
        uint256 fee = FeeMath.feeDown(amount, bps);
        uint256 exact = uint256(amount) * bps;
        assert(fee * FeeMath.BPS <= exact);
        assert(exact < (fee + 1) * FeeMath.BPS);
    }
}

/// @custom:engine chc
/// @custom:quick
contract FeeIsAtMostTheAmount {
    function prove(uint200 amount, uint16 bps) external pure {
        require(bps <= FeeMath.BPS);
        assert(FeeMath.feeDown(amount, bps) <= amount);
    }
}

contract FeeRisesWithTheAmount {
    function prove(uint200 less, uint200 more, uint16 bps) external pure {
        require(less <= more && bps <= FeeMath.BPS);
        assert(FeeMath.feeDown(less, bps) <= FeeMath.feeDown(more, bps));
    }
}

contract FeeRisesWithTheRate {
    function prove(uint200 amount, uint16 less, uint16 more) external pure {
        require(less <= more && more <= FeeMath.BPS);
        assert(FeeMath.feeDown(amount, less) <= FeeMath.feeDown(amount, more));
    }
}

/// @custom:quick
contract PaymentPartsAddUp {
    function prove(uint200 amount, uint16 feeBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS);
        (uint256 provider, uint256 platform) = FeeMath.splitPayment(amount, feeBps);
        assert(provider + platform == amount);
        assert(platform * 10 <= amount);
    }
}

/// @dev A larger payment never pays the provider less.
contract PayoutRisesWithTheAmount {
    function prove(uint200 less, uint200 more, uint16 feeBps) external pure {
        require(less <= more && feeBps <= FeeMath.MAX_FEE_BPS);
        (uint256 a,) = FeeMath.splitPayment(less, feeBps);
        (uint256 b,) = FeeMath.splitPayment(more, feeBps);
        assert(a <= b);
    }
}

/// @custom:engine chc
contract TaskCostIsRoundedUp {
    function prove(uint200 pricePerHour, uint32 duration) external pure {
        uint256 cost = FeeMath.taskCostUp(pricePerHour, duration);
        uint256 exact = uint256(pricePerHour) * duration;
        assert(cost * 1 hours >= exact);
        assert(cost * 1 hours < exact + 1 hours);
    }
}

/// @custom:engine chc
contract SlashIsAtMostHalf {
    function prove(uint200 stake, uint16 bps) external pure {
        require(bps <= FeeMath.MAX_SLASH_BPS);
        assert(FeeMath.slashDown(stake, bps) * 2 <= stake);
    }
}

/// @custom:engine chc
contract GraceIsTheLargerOfTwo {
    function prove(uint40 duration) external pure {
        uint256 grace = FeeMath.taskGrace(duration);
        assert(grace >= 10 minutes);
        assert(grace >= duration / 10);
        assert(grace == 10 minutes || grace == duration / 10);
    }
}
