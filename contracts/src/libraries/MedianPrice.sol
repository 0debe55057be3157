// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title MedianPrice
/// @notice One price out of several. The middle is as in `packages/pricing/src/medianPrice.ts`; the agreement is asked for here alone.
library MedianPrice {
    uint256 internal constant MAX_DIFFERENCE_BPS = 500;
    uint256 internal constant BPS = 10_000;
    /// @dev Keeps every product and sum below overflow, and is far above any price.
    uint256 internal constant MAX_PRICE = type(uint128).max;

    /// @notice Puts a price into the first `count` prices, which are in ascending order, and keeps them so.
    /// @dev Assumption: `count` is below the array's length. For the seven prices that there are at most this is the shortest and the
    /// cheapest way to sort.
    function insert(uint256[] memory prices, uint256 count, uint256 price) internal pure {
        while (count > 0 && prices[count - 1] > price) {
            prices[count] = prices[count - 1];
            --count;
        }
        prices[count] = price;
    }

    /// @notice The median of the first `count` prices, of an even number the mean of the two in the middle, rounded down.
    /// @dev Assumption: they are in ascending order and at most MAX_PRICE.
    /// @return price Zero where there is none.
    /// @return agreed False where there are fewer than two prices, or the two in the middle differ by more than 5 % of the lower one.
    function median(uint256[] memory prices, uint256 count) internal pure returns (uint256 price, bool agreed) {
        if (count < 2) return (0, false);
        uint256 lower = prices[(count - 1) / 2];
        uint256 upper = prices[count / 2];
        if ((upper - lower) * BPS > lower * MAX_DIFFERENCE_BPS) return (0, false);
        return ((lower + upper) / 2, true);
    }
}
