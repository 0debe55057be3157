// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IPriceOracle
/// @notice The value of an amount in US dollars. It decides one thing only: the trust level that a new task asks for.
/// Nothing that moves money reads it.
interface IPriceOracle {
    /// @param currency The zero address for ETH.
    /// @param amount In the smallest unit of the currency.
    /// @return value In dollars with 18 decimals, rounded down; zero without a price.
    /// @return fresh False when there is no price to rely on. Implementations tell the caller instead of reverting.
    function usdValue(address currency, uint256 amount) external view returns (uint256 value, bool fresh);
}
