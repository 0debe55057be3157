// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {PriceOracle} from "../../../src/PriceOracle.sol";
import {
    IPriceSources,
    PriceSource,
    PriceSourceConfig,
    PriceSourceKind,
    PriceSourceProblem
} from "../../../src/interfaces/IPriceSources.sol";
import {Feed, HostileFeed} from "../../utils/Feeds.sol";
import {OracleTest} from "../../utils/OracleTest.sol";

contract SetSourcesTest is OracleTest {
    function _listReverting(bytes memory reason) private {
        vm.expectRevert(reason);
        _list();
    }

    function testFuzz_RevertWhen_NotTheOwner(address caller) external {
        vm.assume(caller != owner);
        _feed(3_000);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        oracle.setSources(configs);
    }

    function test_RevertWhen_ThereAreMoreThanSeven() external {
        for (uint256 i; i < 8; ++i) {
            _feed(3_000);
        }
        vm.expectRevert(abi.encodeWithSelector(IPriceSources.PriceOracle_TooManySources.selector, 8, 7));
        vm.prank(owner);
        oracle.setSources(configs);
        configs.pop();
        _list();
        assertEq(oracle.getSources().length, 7);
    }

    function testFuzz_RevertWhen_AHeartbeatIsOutOfBounds(uint256 heartbeat) external {
        vm.assume(heartbeat < 1 minutes || heartbeat > 2 days);
        address feed = address(new Feed(8, 3_000e8));
        _add(feed, heartbeat);
        _listReverting(
            abi.encodeWithSelector(
                IPriceSources.PriceOracle_InvalidHeartbeat.selector, feed, heartbeat, 1 minutes, 2 days
            )
        );
    }

    function test_TheBoundsOfAHeartbeatAreTaken() external {
        _add(address(new Feed(8, 3_000e8)), 1 minutes);
        _add(address(new Feed(8, 3_000e8)), 2 days);
        _list();
        assertEq(oracle.getSources()[0].heartbeat, 1 minutes);
        assertEq(oracle.getSources()[1].heartbeat, 2 days);
    }

    function test_RevertWhen_AFeedIsListedTwice() external {
        Feed feed = _feed(3_000);
        _feed(3_000);
        _add(address(feed));
        _listReverting(abi.encodeWithSelector(IPriceSources.PriceOracle_DuplicateFeed.selector, feed));
    }

    function test_RevertWhen_AFeedIsNoContract() external {
        _add(stranger);
        _listReverting(abi.encodeWithSelector(IPriceSources.PriceOracle_NoFeed.selector, stranger));
    }

    function test_RevertWhen_AFeedDoesNotSayItsDecimals() external {
        _add(address(this));
        vm.expectRevert();
        _list();
    }

    /// @dev The shortest code there is counts as code: what is wrong with it is that it says nothing.
    function test_RevertWhen_AFeedIsOneByte() external {
        vm.etch(stranger, hex"00");
        _add(stranger);
        _listReverting("");
    }

    function testFuzz_RevertWhen_AFeedHasTooManyDecimals(uint8 decimals) external {
        decimals = uint8(bound(decimals, 37, 255));
        address feed = address(new Feed(decimals, 1));
        _add(feed);
        _listReverting(abi.encodeWithSelector(IPriceSources.PriceOracle_InvalidDecimals.selector, feed, decimals, 36));
    }

    function test_ItReplacesAndTellsTheWholeList() external {
        _feed(1);
        _feed(2);
        _feed(3);
        _list();

        address[2] memory feeds = [address(new Feed(8, 3_000e8)), address(new Feed(18, 3_000e18))];
        _add(feeds[0], 1 hours);
        _add(feeds[1], 1 days);
        PriceSource[] memory expected = new PriceSource[](2);
        expected[0] = PriceSource(feeds[0], 1 hours, 8, PriceSourceKind.Aggregator);
        expected[1] = PriceSource(feeds[1], 1 days, 18, PriceSourceKind.Aggregator);
        vm.expectEmit(address(oracle));
        emit IPriceSources.SourcesUpdated(expected);
        _list();

        assertEq(abi.encode(oracle.getSources()), abi.encode(expected));
        _assertPrice(3_000e18);
    }

    function test_AnEmptyListMeansNoPrice() external {
        _feed(3_000);
        _feed(3_000);
        _list();
        _assertPrice(3_000e18);
        _list();
        assertEq(oracle.getSources().length, 0);
        _assertNoPrice();
    }

    function test_ASilentFeedMayBeListed() external {
        HostileFeed silent = _hostileFeed(3_000, HostileFeed.Kind.Reverts);
        _feed(3_000);
        _list();
        _assertNoPrice();
        silent.become(HostileFeed.Kind.Well);
        _assertPrice(3_000e18);
    }

    function test_TheConstructorTellsItsListToo() external {
        Feed feed = _feed(3_000);
        PriceSource[] memory expected = new PriceSource[](1);
        expected[0] = PriceSource(address(feed), uint32(HEARTBEAT), 8, PriceSourceKind.Aggregator);
        vm.expectEmit();
        emit IPriceSources.SourcesUpdated(expected);
        oracle = new PriceOracle(owner, usdc, configs);
        assertEq(oracle.owner(), owner);
        _assertProblem(0, PriceSourceProblem.None);
    }
}
