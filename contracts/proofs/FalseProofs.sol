// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeMath} from "../src/libraries/DisputeMath.sol";
import {FeeMath} from "../src/libraries/FeeMath.sol";

// What is not so, by a wei or by a case at the edge. prove.mjs fails unless every one of these is refuted: a check that finds nothing here
// finds nothing anywhere.

/// @dev With 1,001 bps a fee can be more than a tenth.
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
