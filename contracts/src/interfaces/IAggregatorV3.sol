// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IAggregatorV3
/// @notice What is read of a Chainlink price feed. Source: `AggregatorV3Interface.sol` of @chainlink/contracts 1.5.0 (MIT), which is not
/// installed for these two functions: it brings six versions of OpenZeppelin and a repository outside the registry with it.
interface IAggregatorV3 {
    /// @notice How many decimals an answer has.
    function decimals() external view returns (uint8);

    /// @return roundId Not used.
    /// @return answer The price.
    /// @return startedAt Not used.
    /// @return updatedAt The second at which the answer was written.
    /// @return answeredInRound Not used; deprecated by Chainlink.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
