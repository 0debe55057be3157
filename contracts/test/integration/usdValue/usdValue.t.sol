// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceOracle} from "../../../src/PriceOracle.sol";
import {IPriceSources} from "../../../src/interfaces/IPriceSources.sol";
import {Decimals, Feed} from "../../utils/Feeds.sol";
import {OracleTest} from "../../utils/OracleTest.sol";

contract UsdValueTest is OracleTest {
    function _threeFeeds() private {
        _feed(2_990);
        _feed(3_000);
        _feed(3_010);
        _list();
    }

    function _assertValue(address currency, uint256 amount, uint256 expected) private view {
        (uint256 value, bool fresh) = oracle.usdValue(currency, amount);
        assertTrue(fresh);
        assertEq(value, expected);
    }

    function _assertNone(address currency, uint256 amount) private view {
        (uint256 value, bool fresh) = oracle.usdValue(currency, amount);
        assertFalse(fresh);
        assertEq(value, 0);
    }

    function test_TenMilliEthAreThirtyDollars() external {
        _threeFeeds();
        _assertValue(ETH, 0.01 ether, 30e18);
        _assertValue(ETH, 0, 0);
    }

    function test_ItRoundsDown() external {
        _add(address(new Feed(18, 1)));
        _add(address(new Feed(18, 1)));
        _list();
        _assertValue(ETH, 1 ether, 1);
        _assertValue(ETH, 1 ether - 1, 0);
        _assertValue(ETH, 2 ether - 1, 1);
    }

    function testFuzz_ItIsTheAmountTimesThePrice(uint256 amount) external {
        _threeFeeds();
        amount = bound(amount, 0, type(uint256).max / 3_000e18);
        _assertValue(ETH, amount, amount * 3_000);
    }

    function testFuzz_GivenNoPrice_ItSaysSo(uint256 amount) external view {
        _assertNone(ETH, amount);
    }

    function testFuzz_WhenTheValueDoesNotFit_ItSaysThatThereIsNone(uint256 amount) external {
        _threeFeeds();
        _assertNone(ETH, bound(amount, type(uint256).max / 3_000e18 + 1, type(uint256).max));
        _assertNone(usdc, bound(amount, type(uint256).max / 1e12 + 1, type(uint256).max));
    }

    function testFuzz_UsdcIsAtPar_WithoutAPriceOfEthToo(uint256 amount) external view {
        _assertValue(usdc, 100e6, 100e18);
        amount = bound(amount, 0, type(uint256).max / 1e12);
        _assertValue(usdc, amount, amount * 1e12);
    }

    function testFuzz_OtherCurrenciesHaveNoPrice(address currency, uint256 amount) external {
        vm.assume(currency != ETH && currency != usdc);
        _threeFeeds();
        _assertNone(currency, amount);
    }

    /// @dev ETH and "no USDC" are both the zero address; ETH must not become worth a dollar.
    function test_GivenNoUsdc_EthIsNotAtPar() external {
        oracle = new PriceOracle(owner, address(0), configs);
        _assertNone(ETH, 1 ether);
        _assertNone(usdc, 1e6);
        assertEq(oracle.usdc(), address(0));
    }

    function test_RevertWhen_DeployedWithAUsdcOfOtherDecimals() external {
        address dai = address(new Decimals(18));
        vm.expectRevert(abi.encodeWithSelector(IPriceSources.PriceOracle_InvalidUsdc.selector, dai, 18, 6));
        new PriceOracle(owner, dai, configs);
        assertEq(oracle.usdc(), usdc);
    }
}
