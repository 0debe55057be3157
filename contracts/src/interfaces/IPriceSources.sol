// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceOracle} from "./IPriceOracle.sol";

/// @dev How a source is asked. Further kinds (a time-weighted average of a pool) are appended.
enum PriceSourceKind {
    Aggregator
}

/// @notice One source of the price of ETH in dollars.
struct PriceSource {
    address feed;
    uint32 heartbeat; // seconds for which an answer counts
    uint8 decimals; // of an answer, as the feed said when it was listed
    PriceSourceKind kind;
}

/// @notice What governance says about a source; the rest is read from the feed.
struct PriceSourceConfig {
    PriceSourceKind kind;
    address feed;
    uint256 heartbeat;
}

/// @dev Why a source is skipped; the order is the order of the checks.
enum PriceSourceProblem {
    None,
    NoAnswer,
    NotPositive,
    FromTheFuture,
    Stale,
    OutOfRange
}

/// @title IPriceSources
/// @notice A price oracle over several sources. Dollars for one ETH are the median of what the sources say; one that fails in any way is
/// skipped. USDC is at par.
/// @dev A price needs at least two sources that answer. The two in the middle may differ by at most 5 % of the lower one: of two sources
/// that is all of them, and of a larger even number the median would lie between two that contradict each other. With an odd number it is
/// one source's own answer, and no minority of the sources can move it out of the range of what the others say.
/// Assumption: each feed is for ETH/USD. What a feed answers is checked, what it means cannot be.
interface IPriceSources is IPriceOracle {
    /*//////////////////////////////////////////////////////////////
                                EVENTS
    //////////////////////////////////////////////////////////////*/

    /// @notice Emitted at deployment and at every change, with the whole list.
    event SourcesUpdated(PriceSource[] sources);

    /*//////////////////////////////////////////////////////////////
                                ERRORS
    //////////////////////////////////////////////////////////////*/

    error PriceOracle_TooManySources(uint256 count, uint256 maximum);
    error PriceOracle_InvalidHeartbeat(address feed, uint256 heartbeat, uint256 minimum, uint256 maximum);
    error PriceOracle_InvalidDecimals(address feed, uint256 decimals, uint256 maximum);
    error PriceOracle_NoFeed(address feed);
    error PriceOracle_DuplicateFeed(address feed);
    error PriceOracle_InvalidUsdc(address usdc, uint256 decimals, uint256 expected);
    error PriceOracle_CannotRenounce();

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @notice Replaces all sources. With fewer than two there is no price, and every task of which the value matters counts as large.
    /// @dev Emits {SourcesUpdated}. A feed may be silent or stale while it is listed.
    ///
    /// Requirements, in this order:
    /// - the caller is the owner;
    /// - there are at most seven sources;
    /// - each heartbeat is 1 minute to 2 days;
    /// - no feed is listed twice: it would be two voices in the median;
    /// - each feed says how many decimals it has, and they are at most 36.
    function setSources(PriceSourceConfig[] calldata configs) external;

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice Dollars for one ETH.
    /// @return price With 18 decimals; zero without a price.
    /// @return fresh False when there is no price to rely on.
    function ethUsd() external view returns (uint256 price, bool fresh);

    /// @notice The sources as they are listed.
    function getSources() external view returns (PriceSource[] memory);

    /// @notice What each source says now, and why it is skipped if it is: for whoever watches over the price.
    /// @return prices Dollars for one ETH, with 18 decimals, in the order of {getSources}; zero where there is a problem.
    function readSources() external view returns (uint256[] memory prices, PriceSourceProblem[] memory problems);

    /// @notice The currency that counts as dollars; the zero address where there is none.
    function usdc() external view returns (address);
}
