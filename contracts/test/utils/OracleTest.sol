// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {PriceOracle} from "../../src/PriceOracle.sol";
import {PriceSourceConfig, PriceSourceKind, PriceSourceProblem} from "../../src/interfaces/IPriceSources.sol";
import {Decimals, Feed, HostileFeed} from "./Feeds.sol";

/// @notice A price oracle over feeds that a test makes, without the rest of the market.
abstract contract OracleTest is Test {
    PriceOracle internal oracle;
    PriceSourceConfig[] internal configs;

    address internal owner = makeAddr("owner");
    address internal stranger = makeAddr("stranger");
    address internal usdc = address(new Decimals(6));

    address internal constant ETH = address(0);
    uint256 internal constant START = 1_750_000_000;
    uint256 internal constant HEARTBEAT = 1 hours;

    function setUp() public virtual {
        vm.warp(START);
        oracle = new PriceOracle(owner, usdc, configs);
    }

    /// @dev A feed of 8 decimals that says so many dollars, to be listed with the next {_list}.
    function _feed(uint256 dollars) internal returns (Feed feed) {
        feed = new Feed(8, int256(dollars * 1e8));
        _add(address(feed));
    }

    function _hostileFeed(uint256 dollars, HostileFeed.Kind kind) internal returns (HostileFeed feed) {
        feed = new HostileFeed(int256(dollars * 1e8));
        feed.setOracle(address(oracle));
        feed.become(kind);
        _add(address(feed));
    }

    function _add(address feed) internal {
        _add(feed, HEARTBEAT);
    }

    function _add(address feed, uint256 heartbeat) internal {
        configs.push(PriceSourceConfig({kind: PriceSourceKind.Aggregator, feed: feed, heartbeat: heartbeat}));
    }

    /// @dev Lists what was added since the last time.
    function _list() internal {
        vm.prank(owner);
        oracle.setSources(configs);
        delete configs;
    }

    function _assertPrice(uint256 expected) internal view {
        (uint256 price, bool fresh) = oracle.ethUsd();
        assertTrue(fresh, "there should be a price");
        assertEq(price, expected, "price");
    }

    /// @dev Told, and not reverted.
    function _assertNoPrice() internal view {
        (uint256 price, bool fresh) = oracle.ethUsd();
        assertFalse(fresh, "there should be no price");
        assertEq(price, 0, "price");
        (uint256 value, bool valued) = oracle.usdValue(ETH, 1 ether);
        assertFalse(valued, "there should be no value");
        assertEq(value, 0, "value");
    }

    function _assertProblem(uint256 index, PriceSourceProblem expected) internal view {
        (uint256[] memory prices, PriceSourceProblem[] memory problems) = oracle.readSources();
        assertEq(uint256(problems[index]), uint256(expected), "problem");
        assertEq(prices[index] == 0, expected != PriceSourceProblem.None, "a price, or a problem");
    }
}
