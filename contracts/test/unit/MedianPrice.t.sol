// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {MedianPrice} from "../../src/libraries/MedianPrice.sol";

contract MedianPriceTest is Test {
    /// @dev Eleven, more than an oracle has: what is tried is the sorting and not the limit.
    function _first(uint256[11] memory answers, uint256 count) private pure returns (uint256[] memory list) {
        list = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = answers[i];
        }
    }

    function _sorted(uint256[] memory answers) private pure returns (uint256[] memory prices) {
        prices = new uint256[](answers.length);
        for (uint256 i; i < answers.length; ++i) {
            MedianPrice.insert(prices, i, answers[i]);
        }
    }

    function testFuzz_InsertSorts(uint256[11] memory answers, uint256 count) external {
        uint256[] memory list = _first(answers, bound(count, 0, 11));
        assertEq(_sorted(list), vm.sort(list));
    }

    /// @dev Prices near each other or anywhere, so that both verdicts are met.
    function testFuzz_MedianIsTheMiddleOfASortedReference(uint256[11] memory answers, uint256 count, bool near)
        external
    {
        uint256[] memory expected = _first(answers, bound(count, 2, 11));
        for (uint256 i; i < expected.length; ++i) {
            expected[i] = near ? bound(expected[i], 950, 1_050) : bound(expected[i], 0, MedianPrice.MAX_PRICE);
        }
        uint256[] memory prices = _sorted(expected);
        expected = vm.sort(expected);
        (uint256 price, bool agreed) = MedianPrice.median(prices, prices.length);
        uint256 lower = expected[(prices.length - 1) / 2];
        uint256 upper = expected[prices.length / 2];
        assertEq(agreed, upper * 100 <= lower * 105);
        assertEq(price, agreed ? (lower + upper) / 2 : 0);
    }

    /// @dev What stands behind the count is of no account.
    function test_OnlyTheFirstPricesCount() external pure {
        uint256[] memory prices = new uint256[](4);
        MedianPrice.insert(prices, 0, 103);
        MedianPrice.insert(prices, 1, 100);
        (uint256 price, bool agreed) = MedianPrice.median(prices, 2);
        assertTrue(agreed);
        assertEq(price, 101);
        (price, agreed) = MedianPrice.median(prices, 1);
        assertFalse(agreed);
        (price, agreed) = MedianPrice.median(prices, 0);
        assertFalse(agreed);
    }

    function test_TheLargestPricesDoNotOverflow() external pure {
        uint256[] memory prices = new uint256[](2);
        MedianPrice.insert(prices, 0, MedianPrice.MAX_PRICE);
        MedianPrice.insert(prices, 1, MedianPrice.MAX_PRICE);
        (uint256 price, bool agreed) = MedianPrice.median(prices, 2);
        assertTrue(agreed);
        assertEq(price, MedianPrice.MAX_PRICE);
        prices[0] = 0;
        (price, agreed) = MedianPrice.median(prices, 2);
        assertFalse(agreed);
    }
}
