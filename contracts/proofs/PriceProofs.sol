// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MedianPrice} from "../src/libraries/MedianPrice.sol";

// See FeeProofs.sol for how to read these. The prices are in ascending order, as MedianPrice.insert leaves them, which has tests.

abstract contract SortedPrices {
    /// @dev Seven prices, as many as there are at most.
    function sorted(uint128[7] memory given) internal pure returns (uint256[] memory prices) {
        require(given[0] <= given[1] && given[1] <= given[2] && given[2] <= given[3]);
        require(given[3] <= given[4] && given[4] <= given[5] && given[5] <= given[6]);
        prices = new uint256[](7);
        prices[0] = given[0];
        prices[1] = given[1];
        prices[2] = given[2];
        prices[3] = given[3];
        prices[4] = given[4];
        prices[5] = given[5];
        prices[6] = given[6];
    }
}

contract MedianIsBetweenLowestAndHighest is SortedPrices {
    function prove(uint128[7] memory given, uint8 count) external pure {
        require(count <= 7);
        uint256[] memory prices = sorted(given);
        (uint256 price, bool agreed) = MedianPrice.median(prices, count);
        assert(!agreed || price >= prices[0]);
        assert(!agreed || price <= prices[count - 1]);
        assert(!agreed || count >= 2);
    }
}

/// @dev Where the two in the middle differ by more than 5 % of the lower one there is none, and else there is one.
contract DisagreementGivesNoPrice is SortedPrices {
    function prove(uint128[7] memory given, uint8 half) external pure {
        require(half >= 1 && half <= 3);
        uint256[] memory prices = sorted(given);
        uint256 lower = prices[half - 1];
        uint256 upper = prices[half];
        (uint256 price, bool agreed) = MedianPrice.median(prices, 2 * uint256(half));
        assert(agreed == (20 * (upper - lower) <= lower));
        assert(agreed || price == 0);
    }
}

contract OnePriceIsNone {
    function prove(uint128 only) external pure {
        uint256[] memory prices = new uint256[](1);
        prices[0] = only;
        (uint256 price, bool agreed) = MedianPrice.median(prices, 1);
        assert(!agreed);
        assert(price == 0);
    }
}
