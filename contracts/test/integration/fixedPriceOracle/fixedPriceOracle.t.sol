// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {FixedPriceOracle} from "../../../src/FixedPriceOracle.sol";

contract FixedPriceOracleTest is Test {
    address private constant ETH = address(0);
    address private constant USDC = address(0xdc);

    function _assertValue(FixedPriceOracle oracle, address currency, uint256 amount, uint256 expected) private view {
        (uint256 value, bool fresh) = oracle.usdValue(currency, amount);
        assertTrue(fresh, "there should be a value");
        assertEq(value, expected);
    }

    function _assertNone(FixedPriceOracle oracle, address currency, uint256 amount) private view {
        (uint256 value, bool fresh) = oracle.usdValue(currency, amount);
        assertFalse(fresh, "there should be no value");
        assertEq(value, 0);
    }

    function testFuzz_Eth(uint256 amount, uint256 price) external {
        amount = bound(amount, 0, type(uint128).max);
        price = bound(price, 1, type(uint128).max);
        _assertValue(new FixedPriceOracle(price, USDC), ETH, amount, amount * price / 1e18);
    }

    function testFuzz_UsdcIsAtPar(uint256 amount) external {
        amount = bound(amount, 0, type(uint256).max / 1e12);
        _assertValue(new FixedPriceOracle(0, USDC), USDC, amount, amount * 1e12);
    }

    function test_WhatDoesNotFitHasNoValue() external {
        FixedPriceOracle oracle = new FixedPriceOracle(3_000e18, USDC);
        _assertNone(oracle, ETH, type(uint256).max);
        _assertNone(oracle, USDC, type(uint256).max / 1e12 + 1);
        _assertValue(oracle, USDC, type(uint256).max / 1e12, type(uint256).max / 1e12 * 1e12);
    }

    function test_WithoutAPriceThereIsNoValue() external {
        FixedPriceOracle oracle = new FixedPriceOracle(0, address(0));
        _assertNone(oracle, ETH, 1 ether);
        _assertNone(oracle, USDC, 1e6);
        _assertNone(new FixedPriceOracle(3_000e18, USDC), address(1), 1e6);
    }
}
