// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Feed} from "../../utils/Feeds.sol";
import {OracleTest} from "../../utils/OracleTest.sol";

contract EthUsdTest is OracleTest {
    function test_GivenThreeSources_ItSaysTheOneInTheMiddle() external {
        _feed(3_050);
        _feed(2_990);
        _feed(3_000);
        _list();
        _assertPrice(3_000e18);
    }

    function test_GivenNoSource_OrOne_ThereIsNoPrice() external {
        _assertNoPrice();
        _feed(3_000);
        _list();
        _assertNoPrice();
    }

    function test_GivenOneOfTwoIsStale_ThereIsNoPrice() external {
        Feed stale = _feed(3_000);
        _feed(3_000);
        _list();
        _assertPrice(3_000e18);
        stale.set(3_000e8, START - HEARTBEAT - 1);
        _assertNoPrice();
    }

    /// @dev 2,000 and 2,100 differ by 5 % exactly, in either order.
    function test_GivenTwoSources_FivePercentIsTheEdge() external {
        Feed a = _feed(2_000);
        Feed b = _feed(2_100);
        _list();
        _assertPrice(2_050e18);
        b.set(2_100e8 + 1, START);
        _assertNoPrice();
        a.set(2_100e8, START);
        b.set(2_000e8, START);
        _assertPrice(2_050e18);
        b.set(2_000e8 - 1, START);
        _assertNoPrice();
    }

    function test_GivenTwoSources_TheMeanIsRoundedDown() external {
        _add(address(new Feed(18, 3_000e18)));
        _add(address(new Feed(18, 3_000e18 + 3)));
        _list();
        _assertPrice(3_000e18 + 1);
    }

    function test_GivenFourSources_TheTwoInTheMiddleDecide() external {
        Feed low = _feed(1);
        Feed high = _feed(1_000_000);
        _feed(3_000);
        Feed other = _feed(3_100);
        _list();
        _assertPrice(3_050e18);
        // Now both outer ones are inner ones of a pair that contradicts the other pair.
        low.set(3_001e8, START);
        other.set(4_000e8, START);
        high.set(4_001e8, START);
        _assertNoPrice();
    }

    function test_GivenOtherDecimals_ItSaysTheSame() external {
        _add(address(new Feed(0, 3_000)));
        _add(address(new Feed(18, 3_000e18)));
        _add(address(new Feed(36, 3_000e36)));
        _list();
        _assertPrice(3_000e18);
    }

    function testFuzz_ItSaysTheMiddleOfASortedReference(uint256[7] memory answers, uint256 count) external {
        count = bound(count, 2, 7);
        uint256[] memory expected = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            // Within some 10 % of each other: an even number of them agrees about as often as not.
            expected[i] = bound(answers[i], 2_850e18, 3_150e18);
            _add(address(new Feed(18, int256(expected[i]))));
        }
        _list();
        expected = vm.sort(expected);
        uint256 lower = expected[(count - 1) / 2];
        uint256 upper = expected[count / 2];
        if (upper * 100 > lower * 105) _assertNoPrice();
        else _assertPrice((lower + upper) / 2);
    }

    function testFuzz_GivenAnOddNumber_TheOrderDoesNotMatter(uint128[5] memory answers, uint256 seed) external {
        uint256[] memory expected = new uint256[](5);
        for (uint256 i; i < 5; ++i) {
            expected[i] = bound(answers[i], 1, type(uint128).max);
        }
        uint256[] memory order = vm.shuffle(expected);
        if (seed % 2 == 0) order = vm.sort(order);
        for (uint256 i; i < 5; ++i) {
            _add(address(new Feed(18, int256(order[i]))));
        }
        _list();
        _assertPrice(vm.sort(expected)[2]);
    }
}
