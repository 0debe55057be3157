// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPriceOracle} from "../../../src/FixedPriceOracle.sol";
import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    Task,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BadOracle, GasOracle} from "../../utils/Actors.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract CreateTaskTest is BaseTest {
    function _create(uint256 value, uint256 power, uint256 duration, uint256 price, uint8 level, string memory uri)
        private
        returns (bytes32)
    {
        vm.prank(buyer);
        return market.createTask{value: value}(ResourceType.GPU, power, duration, price, level, uri);
    }

    function test_RevertGiven_Paused() external {
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        _create(COST, POWER, DURATION, PRICE, 1, URI);
    }

    function testFuzz_M9_RevertWhen_TheDurationIsOutOfRange(uint256 duration) external {
        if (duration % 2 == 0) duration = bound(duration, 0, 59);
        else duration = bound(duration, 30 days + 1, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_DurationOutOfRange.selector, duration, 60, 30 days
            )
        );
        _create(COST, POWER, duration, PRICE, 1, URI);
    }

    function testFuzz_RevertWhen_ThePriceIsOutOfRange(uint256 price) external {
        price = price % 2 == 0 ? 0 : bound(price, 2 ** 88, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_PriceOutOfRange.selector, price, type(uint88).max
            )
        );
        _create(COST, POWER, DURATION, price, 1, URI);
    }

    function testFuzz_RevertWhen_ThePowerIsOutOfRange(uint256 power) external {
        power = bound(power, 2 ** 104, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_PowerOutOfRange.selector, power, type(uint104).max
            )
        );
        _create(COST, power, DURATION, PRICE, 1, URI);
    }

    function testFuzz_RevertWhen_TheTrustLevelIsOver4(uint8 level) external {
        level = uint8(bound(level, 5, 255));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TrustLevelOutOfRange.selector, level, 4)
        );
        _create(COST, POWER, DURATION, PRICE, level, URI);
    }

    function testFuzz_RevertWhen_TheUriIsEmptyOrTooLong(uint256 length) external {
        length = length % 2 == 0 ? 0 : bound(length, 257, 2_000);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_InvalidUri.selector, length, 256)
        );
        _create(COST, POWER, DURATION, PRICE, 1, string(new bytes(length)));
    }

    /// @dev The last value of each range still counts; not of all at once, because what a task costs has to fit too.
    function test_TheEdgesOfTheRanges() external {
        uint256 price = type(uint88).max;
        uint256 cost = (price * 60 + 3_599) / 3_600;
        vm.deal(buyer, cost + 720 * COST);
        string memory longest = string(new bytes(256));
        TaskDetails memory dear =
            market.getTaskDetails(_create(cost, type(uint104).max, 1 minutes, price, 4, longest));
        assertEq(dear.maxPrice, type(uint88).max);
        assertEq(dear.requiredPower, type(uint104).max);
        assertEq(dear.duration, 1 minutes);
        assertEq(dear.minTrustLevel, 4);
        TaskDetails memory long = market.getTaskDetails(_create(720 * COST, 0, 30 days, PRICE, 0, "x"));
        assertEq(long.duration, 30 days);
        assertEq(long.requiredPower, 0);
    }

    function testFuzz_N9_E8_RevertWhen_TheTaskIsTooSmall(uint256 price) external {
        price = bound(price, 1, 0.001 ether - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TaskTooSmall.selector, price, 0.001 ether)
        );
        _create(price, POWER, DURATION, price, 1, URI);
    }

    function test_N9_TheSmallestTask() external {
        bytes32 taskId = _create(0.001 ether, POWER, 1 hours, 0.001 ether, 1, URI);
        assertEq(market.getTaskDetails(taskId).escrowAmount, 0.001 ether);
    }

    function testFuzz_M7_RevertWhen_ThePaymentIsNotTheCost(uint256 paid) external {
        paid = bound(paid, 0, 2 * COST);
        vm.assume(paid != COST);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongPayment.selector, paid, COST)
        );
        _create(paid, POWER, DURATION, PRICE, 1, URI);
    }

    function testFuzz_WhenAllIsWell(uint256 price, uint256 duration, uint256 power, uint8 uriLength) external {
        duration = bound(duration, 1 minutes, 30 days);
        price = bound(price, 0.06 ether, 1 ether);
        power = bound(power, 0, type(uint104).max);
        string memory uri = string(new bytes(bound(uriLength, 1, 256)));
        uint256 cost = (price * duration + 3_599) / 3_600;
        bytes32 salt = keccak256(abi.encode(uint256(0)));
        bytes32 expected = keccak256(abi.encode(block.chainid, address(market), buyer, salt));
        assertEq(market.taskCost(price, duration), cost);

        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCreated(expected, buyer, ResourceType.GPU, price);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskSpecified(
            expected, power, duration, cost, 3, 3, 24 hours, block.timestamp + 7 days, uri
        );
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowDeposited(expected, buyer, cost);
        bytes32 taskId = _create(cost, power, duration, price, 3, uri);

        assertEq(taskId, expected);
        assertEq(market.computeTaskId(buyer, salt), expected);
        assertEq(market.buyerTaskCount(buyer), 1);
        assertEq(market.taskCount(ResourceType.GPU), 1);
        assertEq(address(escrow).balance, cost);
        Task memory task = market.getTask(taskId);
        assertEq(task.taskId, taskId);
        assertEq(task.buyer, buyer);
        assertEq(task.assignedNode, 0);
        assertEq(task.requiredPower, power);
        assertEq(task.duration, duration);
        assertEq(task.maxPrice, price);
        assertEq(task.escrowAmount, cost);
        assertEq(task.createdAt, block.timestamp);
        assertEq(task.minTrustLevel, 3);
        assertEq(task.specificationURI, "");
        assertEq(task.status, TaskStatus.Open);
        TaskDetails memory details = market.getTaskDetails(taskId);
        assertEq(details.openUntil, block.timestamp + 7 days);
        assertEq(details.attempts, 3);
        assertEq(details.deadline, 0);
        assertEq(details.reviewUntil, 0);
    }

    function test_ASecondTaskHasAnotherId() external {
        bytes32 first = _create();
        bytes32 second = _create();
        assertNotEq(first, second);
        assertEq(second, market.computeTaskId(buyer, keccak256(abi.encode(uint256(1)))));
    }

    /// @dev 100 dollars are a thirtieth of an ETH: the cost that is just below is small, the next one is not.
    function test_M10_TheSmallTaskLimit() external {
        uint256 limit = uint256(1 ether) / 30;
        assertEq(_levelOf(limit, 0), 1);
        assertEq(_levelOf(limit, 1), 1);
        assertEq(_levelOf(limit + 1, 0), 2);
        assertEq(_levelOf(limit + 1, 1), 2);
        assertEq(_levelOf(limit + 1, 2), 2);
        assertEq(_levelOf(limit + 1, 4), 4);
        assertEq(_levelOf(limit, 3), 3);
        assertEq(_levelOf(limit, 2), 2);
    }

    function testFuzz_M10_TheSmallTaskLimit(uint256 price, uint8 asked) external {
        price = bound(price, 0.001 ether, 1 ether);
        asked = uint8(bound(asked, 0, 4));
        bool small = price * 3_000 < 100 ether;
        uint8 least = small ? 1 : 2;
        assertEq(_levelOf(price, asked), asked > least ? asked : least);
    }

    function _levelOf(uint256 price, uint8 asked) private returns (uint8) {
        bytes32 taskId = _create(price, POWER, 1 hours, price, asked, URI);
        return market.getTaskDetails(taskId).minTrustLevel;
    }

    /// @dev Neither more nor less: the source says a low price where it sees as much as a call with 500,000 has, and a high one otherwise.
    function test_X4_APriceSourceMayUse500000Gas() external {
        GasOracle oracle = new GasOracle();
        vm.prank(owner);
        market.setPriceOracle(address(oracle));
        (uint256 seen,) = oracle.usdValue{gas: 500_000}(ETH, COST);
        oracle.expect(seen);
        assertEq(_levelOf(0.002 ether, 1), 1);
        oracle.expect(seen + 1);
        assertEq(_levelOf(0.002 ether, 1), 2);
    }

    function test_X1_X4_WithoutAPrice_ItAsksForLevel2() external {
        for (uint256 kind; kind < 6; ++kind) {
            BadOracle oracle = new BadOracle(BadOracle.Kind(kind));
            vm.prank(owner);
            market.setPriceOracle(address(oracle));
            assertEq(_levelOf(0.002 ether, 1), 2, vm.toString(kind));
        }
        vm.startPrank(owner);
        market.setPriceOracle(makeAddr("no code"));
        vm.stopPrank();
        assertEq(_levelOf(0.002 ether, 1), 2);
        address none = address(new FixedPriceOracle(0, ETH));
        vm.prank(owner);
        market.setPriceOracle(none);
        assertEq(_levelOf(0.002 ether, 1), 2);
    }
}
