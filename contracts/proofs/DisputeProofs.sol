// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeMath, DisputeOutcome} from "../src/libraries/DisputeMath.sol";
import {FeeMath} from "../src/libraries/FeeMath.sol";

// See FeeProofs.sol for how to read these.

/// @dev Invariant I4, for every outcome at once.
contract DisputePartsAddUp {
    function prove(uint192 amount, uint192 bond, DisputeOutcome outcome, uint16 feeBps, uint16 shareBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS && shareBps <= DisputeMath.MAX_PROVIDER_SHARE_BPS);
        (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators) =
            DisputeMath.splitDispute(amount, bond, outcome, feeBps, shareBps);
        assert(provider + buyer + treasury + arbitrators == uint256(amount) + bond);
    }
}

/// @custom:engine chc
contract BuyerWhoWinsPaysTwoPercent {
    function prove(uint192 amount, uint192 bond) external pure {
        (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators) =
            DisputeMath.splitBuyerWins(amount, bond);
        assert(provider == 0 && treasury == 0);
        assert(arbitrators * 50 <= amount);
        assert(buyer >= bond);
    }
}

/// @dev With the bond as it is, whoever wins as a provider gets no less than after an approval.
contract ProviderWhoWinsIsMadeWhole {
    function prove(uint192 amount, uint16 feeBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS);
        (uint256 provider, uint256 buyer, uint256 treasury,) =
            DisputeMath.splitProviderWins(amount, DisputeMath.disputeBondUp(amount), feeBps);
        (uint256 approved, uint256 fee) = FeeMath.splitPayment(amount, feeBps);
        assert(provider >= approved);
        assert(treasury == fee);
        assert(buyer == 0);
    }
}

contract SplitTakesAtMostItsRates {
    function prove(uint192 amount, uint192 bond, uint16 feeBps, uint16 shareBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS && shareBps <= DisputeMath.MAX_PROVIDER_SHARE_BPS);
        (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators) =
            DisputeMath.splitShared(amount, bond, feeBps, shareBps);
        assert(arbitrators * 50 <= amount);
        assert(buyer >= bond);
        assert(provider + treasury == FeeMath.feeDown(amount, shareBps));
    }
}

contract NobodyRuledIsHalfEach {
    function prove(uint192 amount, uint192 bond, uint16 feeBps) external pure {
        require(feeBps <= FeeMath.MAX_FEE_BPS);
        (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators) =
            DisputeMath.splitNobodyRuled(amount, bond, feeBps);
        assert(arbitrators == 0);
        assert(buyer == uint256(amount) / 2 + bond);
        assert(provider + treasury <= uint256(amount) / 2 + 1);
    }
}

/// @custom:engine chc
contract BondIsTwoPercentRoundedUp {
    function prove(uint200 amount) external pure {
        uint256 bond = DisputeMath.disputeBondUp(amount);
        assert(bond * 50 >= amount);
        assert(bond * 50 < uint256(amount) + 50);
    }
}

/// @dev So that what the arbitrators are credited is never more than what the loser of a case B put in.
/// @custom:engine chc
contract BondCoversTheArbitrators {
    function prove(uint200 amount) external pure {
        assert(DisputeMath.disputeBondUp(amount) >= FeeMath.feeDown(amount, DisputeMath.ARBITRATION_FEE_BPS));
    }
}
