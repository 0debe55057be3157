// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceSourceProblem} from "../../../src/interfaces/IPriceSources.sol";
import {Feed, GasFeed, HostileFeed} from "../../utils/Feeds.sol";
import {OracleTest} from "../../utils/OracleTest.sol";

contract ReadSourcesTest is OracleTest {
    function test_EachSourceSaysItsPriceOrItsProblem() external {
        _feed(3_000);
        _hostileFeed(3_000, HostileFeed.Kind.AnswersNothing);
        _feed(3_000).set(0, START);
        _feed(3_000).set(3_000e8, START + 1);
        _feed(3_000).set(3_000e8, START - HEARTBEAT - 1);
        _feed(3_000).set(type(int256).max, START);
        _feed(3_001);
        _list();

        (uint256[] memory prices, PriceSourceProblem[] memory problems) = oracle.readSources();
        PriceSourceProblem[7] memory expected = [
            PriceSourceProblem.None,
            PriceSourceProblem.NoAnswer,
            PriceSourceProblem.NotPositive,
            PriceSourceProblem.FromTheFuture,
            PriceSourceProblem.Stale,
            PriceSourceProblem.OutOfRange,
            PriceSourceProblem.None
        ];
        assertEq(problems.length, 7);
        for (uint256 i; i < 7; ++i) {
            assertEq(uint256(problems[i]), uint256(expected[i]), vm.toString(i));
        }
        assertEq(prices[0], 3_000e18);
        assertEq(prices[6], 3_001e18);
        for (uint256 i = 1; i < 6; ++i) {
            assertEq(prices[i], 0, vm.toString(i));
        }
    }

    function test_GivenNoSources_ItIsEmpty() external view {
        (uint256[] memory prices, PriceSourceProblem[] memory problems) = oracle.readSources();
        assertEq(prices.length, 0);
        assertEq(problems.length, 0);
        assertEq(oracle.getSources().length, 0);
    }

    /// @dev As old as its heartbeat, and as new as now.
    function test_TheEdgesOfTheTime() external {
        Feed feed = _feed(3_000);
        _list();
        feed.set(3_000e8, START - HEARTBEAT);
        _assertProblem(0, PriceSourceProblem.None);
        feed.set(3_000e8, START - HEARTBEAT - 1);
        _assertProblem(0, PriceSourceProblem.Stale);
        feed.set(3_000e8, START);
        _assertProblem(0, PriceSourceProblem.None);
        feed.set(3_000e8, START + 1);
        _assertProblem(0, PriceSourceProblem.FromTheFuture);
    }

    /// @dev One unit of a price, and none.
    function test_TheSmallestAnswer() external {
        Feed feed = new Feed(18, 1);
        _add(address(feed));
        _list();
        _assertProblem(0, PriceSourceProblem.None);
        feed.set(0, START);
        _assertProblem(0, PriceSourceProblem.NotPositive);
    }

    function test_ASourceMayUse50000Gas() external {
        GasFeed feed = new GasFeed();
        _add(address(feed));
        _list();
        (uint256[] memory prices,) = oracle.readSources();
        (, int256 expected,,,) = feed.latestRoundData{gas: 50_000}();
        assertEq(prices[0], uint256(expected));
        assertEq(oracle.SOURCE_GAS(), 50_000);
    }

    /// @dev With 36 decimals 1e18 − 1 is no price any more, 1e18 the smallest one; 128 bits with 18 decimals are the largest.
    function test_TheEdgesOfTheRange() external {
        Feed small = new Feed(36, 1e18);
        Feed large = new Feed(18, int256(uint256(type(uint128).max)));
        Feed scaled = new Feed(8, int256(uint256(type(uint128).max) / 1e10));
        Feed many = new Feed(36, int256(uint256(type(uint128).max) * 1e18));
        _add(address(small));
        _add(address(large));
        _add(address(scaled));
        _add(address(many));
        _list();
        for (uint256 i; i < 4; ++i) {
            _assertProblem(i, PriceSourceProblem.None);
        }
        small.set(1e18 - 1, START);
        large.set(int256(uint256(type(uint128).max)) + 1, START);
        scaled.set(int256(uint256(type(uint128).max) / 1e10) + 1, START);
        many.set(int256((uint256(type(uint128).max) + 1) * 1e18), START);
        for (uint256 i; i < 4; ++i) {
            _assertProblem(i, PriceSourceProblem.OutOfRange);
        }
    }

    function testFuzz_APriceIsTheAnswerWithEighteenDecimals(uint8 decimals, uint256 answer) external {
        decimals = uint8(bound(decimals, 0, 36));
        answer = bound(answer, 1, uint256(type(int256).max));
        _add(address(new Feed(decimals, int256(answer))));
        _list();
        (uint256[] memory prices, PriceSourceProblem[] memory problems) = oracle.readSources();
        // The same in 512 bits: price = answer × 1e18 / 10^decimals.
        uint256 expected = decimals > 18 ? answer / 10 ** (decimals - 18) : _capped(answer, 10 ** (18 - decimals));
        bool inRange = expected != 0 && expected <= type(uint128).max;
        assertEq(uint256(problems[0]), uint256(inRange ? PriceSourceProblem.None : PriceSourceProblem.OutOfRange));
        assertEq(prices[0], inRange ? expected : 0);
    }

    function _capped(uint256 a, uint256 b) private pure returns (uint256) {
        return a > type(uint256).max / b ? type(uint256).max : a * b;
    }
}
