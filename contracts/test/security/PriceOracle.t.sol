// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceOracle} from "../../src/PriceOracle.sol";
import {PriceSourceConfig, PriceSourceKind, PriceSourceProblem} from "../../src/interfaces/IPriceSources.sol";
import {TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../utils/BaseTest.sol";
import {Feed, FeedProxy, HostileFeed} from "../utils/Feeds.sol";
import {OracleTest} from "../utils/OracleTest.sol";

/// @notice Threats X1, X2 and X4: what feeds may do to a price.
contract PriceOracleSecurityTest is OracleTest {
    /*//////////////////////////////////////////////////////////////
             X1: STALE, ZERO, NEGATIVE, FUTURE, WRONG DECIMALS
    //////////////////////////////////////////////////////////////*/

    function testFuzz_X1_AnAnswerCountsUntilItsHeartbeatIsOver(uint256 heartbeat, uint256 age) external {
        heartbeat = bound(heartbeat, 1 minutes, 2 days);
        age = bound(age, heartbeat + 1, START);
        Feed feed = new Feed(8, 3_000e8);
        _add(address(feed), heartbeat);
        _list();
        feed.set(3_000e8, START - heartbeat);
        _assertProblem(0, PriceSourceProblem.None);
        feed.set(3_000e8, START - heartbeat - 1);
        _assertProblem(0, PriceSourceProblem.Stale);
        feed.set(3_000e8, START - age);
        _assertProblem(0, PriceSourceProblem.Stale);
    }

    function test_X1_EachSourceHasItsOwnHeartbeat() external {
        _add(address(new Feed(8, 3_000e8)), 1 hours);
        _add(address(new Feed(8, 3_000e8)), 1 hours);
        _add(address(new Feed(8, 3_000e8)), 1 days);
        _list();
        vm.warp(START + 1 hours);
        _assertPrice(3_000e18);
        vm.warp(START + 1 hours + 1);
        _assertNoPrice();
    }

    function testFuzz_X1_AnAnswerFromTheFutureIsSkipped(uint256 updatedAt) external {
        Feed feed = _feed(3_000);
        _list();
        feed.set(3_000e8, bound(updatedAt, START + 1, type(uint256).max));
        _assertProblem(0, PriceSourceProblem.FromTheFuture);
        feed.set(3_000e8, START);
        _assertProblem(0, PriceSourceProblem.None);
    }

    function testFuzz_X1_ZeroAndNegativeAnswersAreSkipped(int256 answer) external {
        Feed feed = _feed(3_000);
        _list();
        feed.set(bound(answer, type(int256).min, 0), START);
        _assertProblem(0, PriceSourceProblem.NotPositive);
        feed.set(0, START);
        _assertProblem(0, PriceSourceProblem.NotPositive);
        feed.set(1, START);
        _assertProblem(0, PriceSourceProblem.None);
    }

    /// @dev A round that has not been answered has the time zero.
    function test_X1_ARoundWithoutAnAnswerIsSkipped() external {
        Feed feed = _feed(3_000);
        _list();
        feed.set(3_000e8, 0);
        _assertProblem(0, PriceSourceProblem.Stale);
    }

    /// @dev Its decimals are those it was listed with. Off by powers of ten, it agrees with nobody.
    function test_X1_AFeedWithOtherDecimalsThanItSaidAgreesWithNobody() external {
        Feed feed = _feed(3_000);
        _feed(3_000);
        _list();
        feed.setDecimals(18);
        feed.set(3_000e18, START);
        _assertNoPrice();
    }

    /*//////////////////////////////////////////////////////////////
                            X2: MANIPULATION
    //////////////////////////////////////////////////////////////*/

    /// @dev Three of seven in one hand: the price stays within what the honest four say.
    function testFuzz_X2_AMinorityCannotLeaveTheHonestRange(uint256[4] memory honest, int256[3] memory bad) external {
        uint256 lowest = type(uint256).max;
        uint256 highest;
        for (uint256 i; i < 4; ++i) {
            uint256 price = bound(honest[i], 2_950e8, 3_050e8);
            if (price < lowest) lowest = price;
            if (price > highest) highest = price;
            _add(address(new Feed(8, int256(price))));
        }
        for (uint256 i; i < 3; ++i) {
            _add(address(new Feed(8, bad[i])));
        }
        _list();
        (uint256 price_, bool fresh) = oracle.ethUsd();
        assertTrue(fresh, "honest sources that agree always make a price");
        assertGe(price_, lowest * 1e10);
        assertLe(price_, highest * 1e10);
    }

    /// @dev Of two sources neither is believed against the other: the price is within 5 % of both, or there is none.
    function testFuzz_X2_OneOfTwoMovesThePriceByLessThanFivePercent(uint256 answer) external {
        Feed bad = _feed(3_000);
        _feed(3_000);
        _list();
        bad.set(int256(bound(answer, 1, uint256(type(int256).max))), START);
        (uint256 price, bool fresh) = oracle.ethUsd();
        if (fresh) assertApproxEqRel(price, 3_000e18, 0.025e18);
        else assertEq(price, 0);
    }

    function test_X2_OneSourceAloneIsNeverBelieved() external {
        _feed(3_000);
        _hostileFeed(3_000, HostileFeed.Kind.Reverts);
        _hostileFeed(3_000, HostileFeed.Kind.Reverts);
        _list();
        _assertNoPrice();
    }

    /*//////////////////////////////////////////////////////////////
                     X4: THE ZOO OF HOSTILE FEEDS
    //////////////////////////////////////////////////////////////*/

    function test_X4_WhateverAFeedDoesTheOthersMakeThePrice() external {
        _feed(3_000);
        HostileFeed hostile = _hostileFeed(9_000, HostileFeed.Kind.Well);
        _feed(3_010);
        _list();
        _assertPrice(3_010e18);
        for (uint256 kind = 1; kind <= uint256(type(HostileFeed.Kind).max); ++kind) {
            hostile.become(HostileFeed.Kind(kind));
            _assertProblem(1, PriceSourceProblem.NoAnswer);
            _assertPrice(3_005e18);
        }
    }

    function test_X4_ADestroyedFeedIsSkipped() external {
        _feed(3_000);
        Feed gone = _feed(9_000);
        _feed(3_010);
        _list();
        vm.etch(address(gone), "");
        _assertProblem(1, PriceSourceProblem.NoAnswer);
        _assertPrice(3_005e18);
    }

    /// @dev The question with the gas that the marketplace gives to it: five feeds burn all of theirs before the two good ones are asked.
    function test_X4_FeedsThatBurnGasLeaveEnoughForTheOthers() external {
        for (uint256 i; i < 5; ++i) {
            _hostileFeed(3_000, HostileFeed.Kind.BurnsGas);
        }
        _proxiedFeed(3_000);
        _proxiedFeed(3_000);
        _list();
        (uint256 value, bool fresh) = oracle.usdValue{gas: 500_000}(ETH, 1 ether);
        assertTrue(fresh);
        assertEq(value, 3_000e18);
    }

    function test_X4_SevenFeedsThatBurnGasAreToldOfWithinTheGas() external {
        for (uint256 i; i < 7; ++i) {
            _hostileFeed(3_000, HostileFeed.Kind(8 - i % 2)); // burns gas, answers a lot
        }
        _list();
        (uint256 value, bool fresh) = oracle.usdValue{gas: 500_000}(ETH, 1 ether);
        assertFalse(fresh);
        assertEq(value, 0);
    }

    /// @dev A caller who gives too little gas gets nothing, never a price from the sources that could still be asked.
    function test_X4_ACallerCannotChooseTheSourcesByTheGas() external {
        _proxiedFeed(3_000);
        _proxiedFeed(3_000);
        _proxiedFeed(3_100);
        _proxiedFeed(3_140);
        _list();
        uint256 answered;
        for (uint256 gas_ = 5_000; gas_ < 200_000; gas_ += 331) {
            (bool success, bytes memory data) =
                address(oracle).staticcall{gas: gas_}(abi.encodeCall(oracle.usdValue, (ETH, 1 ether)));
            if (!success) continue;
            ++answered;
            assertEq(data, abi.encode(3_050e18, true), vm.toString(gas_));
        }
        assertGt(answered, 100, "some calls had enough gas");
        assertLt(answered, 580, "some had too little");
    }

    function _proxiedFeed(uint256 dollars) private {
        _add(address(new FeedProxy(new Feed(8, int256(dollars * 1e8)))));
    }
}

/// @notice Threat X3, and X4 seen from the market: no feed can stop a task, nor money from going out.
contract PriceOracleMarketTest is BaseTest {
    HostileFeed[3] private feeds;

    function setUp() public override {
        super.setUp();
        PriceSourceConfig[] memory configs = new PriceSourceConfig[](3);
        for (uint256 i; i < 3; ++i) {
            feeds[i] = new HostileFeed(3_000e8);
            configs[i] = PriceSourceConfig(PriceSourceKind.Aggregator, address(feeds[i]), 1 hours);
        }
        PriceOracle oracle = new PriceOracle(owner, address(0), configs);
        vm.prank(owner);
        market.setPriceOracle(address(oracle));
        for (uint256 i; i < 3; ++i) {
            feeds[i].setOracle(address(oracle));
        }
    }

    function _break(HostileFeed.Kind kind) private {
        for (uint256 i; i < 3; ++i) {
            feeds[i].become(kind);
        }
    }

    /// @dev 0.01 ETH are 30 dollars, a task for trust level 1; without a price it asks for level 2, and is posted all the same.
    function test_X3_X4_ATaskIsPostedWhateverTheFeedsDo() external {
        assertEq(market.getTaskDetails(_create()).minTrustLevel, 1);
        for (uint256 kind = 1; kind <= uint256(type(HostileFeed.Kind).max); ++kind) {
            _break(HostileFeed.Kind(kind));
            assertEq(market.getTaskDetails(_create()).minTrustLevel, 2, vm.toString(kind));
        }
        _break(HostileFeed.Kind.Well);
        feeds[0].become(HostileFeed.Kind.BurnsGas);
        assertEq(market.getTaskDetails(_create()).minTrustLevel, 1);
    }

    function test_X3_AHundredDollarsAreNotSmall() external {
        for (uint256 i; i < 3; ++i) {
            feeds[i].set(10_000e8 - 1, block.timestamp);
        }
        assertEq(market.getTaskDetails(_create()).minTrustLevel, 1);
        for (uint256 i; i < 3; ++i) {
            feeds[i].set(10_000e8, block.timestamp);
        }
        assertEq(market.getTaskDetails(_create()).minTrustLevel, 2);
    }

    /// @dev One task for each way out, all posted while there was a price.
    function test_X3_AllMoneyGoesOutWhileEveryFeedReverts() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32[5] memory tasks;
        for (uint256 i; i < 5; ++i) {
            for (uint256 j; j < 3; ++j) {
                feeds[j].set(3_000e8, block.timestamp);
            }
            tasks[i] = i < 3 ? _inProgress(nodeId) : _create();
            assertEq(market.getTaskDetails(tasks[i]).minTrustLevel, 1);
        }
        _break(HostileFeed.Kind.Reverts);

        _submit(tasks[0]);
        _approve(tasks[0]);
        _submit(tasks[1]);
        _timeout(tasks[2]);
        vm.prank(buyer);
        market.cancelTask(tasks[2]);
        vm.prank(buyer);
        market.cancelTask(tasks[3]);
        skip(8 days);
        vm.startPrank(stranger);
        market.finalizeTask(tasks[1]);
        market.expireTask(tasks[4]);
        vm.stopPrank();

        assertEq(_status(tasks[0]), TaskStatus.Verified);
        assertEq(_status(tasks[1]), TaskStatus.Verified);
        for (uint256 i = 2; i < 5; ++i) {
            assertEq(_status(tasks[i]), TaskStatus.Cancelled);
        }
        escrow.sweepFees(ETH);
        assertEq(address(escrow).balance, 0);
    }
}
