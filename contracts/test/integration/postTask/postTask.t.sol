// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskRequest,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {UsdCoin} from "../../utils/Tokens.sol";

contract PostTaskTest is BaseTest {
    function _send(uint256 value, TaskRequest memory request) private returns (bytes32) {
        vm.prank(buyer);
        return market.postTask{value: value}(request);
    }

    function _instant(address currency) private returns (TaskRequest memory) {
        return _request(AssignmentMode.Instant, currency);
    }

    function _approveEscrow(uint256 amount) private {
        usdc.mint(buyer, amount);
        vm.prank(buyer);
        usdc.approve(address(escrow), amount);
    }

    function test_RevertGiven_Paused() external {
        TaskRequest memory request = _instant(ETH);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        _send(COST, request);
    }

    function test_RevertWhen_OutOfRange() external {
        TaskRequest memory request = _instant(ETH);
        request.duration = 59;
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_DurationOutOfRange.selector, 59, 60, 30 days)
        );
        _send(COST, request);
        (request.duration, request.maxPrice) = (DURATION, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_PriceOutOfRange.selector, 0, type(uint88).max)
        );
        _send(COST, request);
        (request.maxPrice, request.requiredPower) = (PRICE, 2 ** 104);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_PowerOutOfRange.selector, 2 ** 104, type(uint104).max
            )
        );
        _send(COST, request);
        (request.requiredPower, request.minTrustLevel) = (POWER, 5);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TrustLevelOutOfRange.selector, 5, 4)
        );
        _send(COST, request);
        (request.minTrustLevel, request.specificationURI) = (1, "");
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_InvalidUri.selector, 0, 256));
        _send(COST, request);
    }

    function testFuzz_RevertWhen_TheDirectNodeDoesNotFitTheMode(uint8 mode, bytes32 directNode) external {
        TaskRequest memory request = _request(AssignmentMode(mode % 3), ETH);
        bool direct = request.mode == AssignmentMode.Direct;
        if (!direct && directNode == 0) directNode = "node";
        request.directNode = direct ? bytes32(0) : directNode;
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_InvalidDirectNode.selector, request.mode, request.directNode
            )
        );
        _send(COST, request);
    }

    function testFuzz_RevertWhen_TheTaskIsTooSmall(uint256 cost, bool inToken) external {
        uint256 smallest = inToken ? 1e6 : 0.001 ether;
        cost = bound(cost, 1, smallest - 1);
        TaskRequest memory request = _instant(inToken ? address(usdc) : ETH);
        request.maxPrice = cost;
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TaskTooSmall.selector, cost, smallest)
        );
        _send(inToken ? 0 : cost, request);
    }

    function test_TheSmallestTaskOfEachCurrency() external {
        TaskRequest memory request = _instant(ETH);
        request.maxPrice = 0.001 ether;
        assertEq(market.getTaskDetails(_post(buyer, request)).escrowAmount, 0.001 ether);
        request = _instant(address(usdc));
        request.maxPrice = 1e6;
        assertEq(market.getTaskDetails(_post(buyer, request)).escrowAmount, 1e6);
    }

    function testFuzz_M7_E3_RevertWhen_ThePaymentIsWrong(uint256 paid, bool inToken) external {
        paid = bound(paid, 0, 2 * COST);
        uint256 required = inToken ? 0 : COST;
        vm.assume(paid != required);
        TaskRequest memory request = _instant(inToken ? address(usdc) : ETH);
        _approveEscrow(USDC_COST);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongPayment.selector, paid, required)
        );
        _send(paid, request);
    }

    function testFuzz_RevertGiven_TheSaltIsUsed(uint8 mode, bool inToken, bool cancelled) external {
        TaskRequest memory request = _instant(ETH);
        bytes32 taskId = _send(COST, request);
        if (cancelled) {
            vm.prank(buyer);
            market.cancelTask(taskId);
        }
        request.mode = AssignmentMode(mode % 2);
        request.currency = inToken ? address(usdc) : ETH;
        if (inToken) request.maxPrice = USDC_PRICE;
        _approveEscrow(USDC_COST);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TaskExists.selector, taskId));
        _send(inToken ? 0 : COST, request);
        assertEq(market.buyerTaskCount(buyer), 1);
    }

    function test_RevertWhen_TheCurrencyIsNotOnTheList() external {
        UsdCoin other = new UsdCoin();
        TaskRequest memory request = _instant(address(other));
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_CurrencyNotAccepted.selector, address(other))
        );
        _send(0, request);
        request.currency = address(usdc);
        vm.prank(owner);
        escrow.setCurrency(address(usdc), false);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_CurrencyNotAccepted.selector, address(usdc))
        );
        _send(0, request);
    }

    function test_RevertGiven_TheMoneyDoesNotCome() external {
        TaskRequest memory request = _instant(address(usdc));
        _approveEscrow(USDC_COST - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), USDC_COST - 1, USDC_COST
            )
        );
        _send(0, request);
        vm.prank(buyer);
        usdc.approve(address(escrow), USDC_COST);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, buyer, USDC_COST - 1, USDC_COST)
        );
        _send(0, request);
    }

    function testFuzz_WhenAllIsWell(
        uint8 mode,
        bool inToken,
        bytes32 salt,
        uint256 price,
        uint256 duration,
        uint8 level
    ) external {
        TaskRequest memory request = _request(AssignmentMode(mode % 3), inToken ? address(usdc) : ETH);
        if (request.mode == AssignmentMode.Direct) request.directNode = "node";
        request.salt = salt;
        request.duration = bound(duration, 1 minutes, 30 days);
        request.maxPrice = inToken ? bound(price, 60e6, 1e12) : bound(price, 0.06 ether, 1 ether);
        request.minTrustLevel = uint8(bound(level, 0, 4));
        uint256 cost = (request.maxPrice * request.duration + 3_599) / 3_600;
        if (inToken) _approveEscrow(cost);
        bytes32 expected = keccak256(abi.encode(block.chainid, address(market), buyer, salt));
        assertEq(market.computeTaskId(buyer, salt), expected);

        _expectEvents(expected, request, cost);
        assertEq(_send(inToken ? 0 : cost, request), expected);
        _assertPosted(expected, request, cost, _expectedLevel(request, cost));
    }

    function _expectedLevel(TaskRequest memory request, uint256 cost) private pure returns (uint8) {
        if (request.mode == AssignmentMode.Direct) return 4;
        if (request.minTrustLevel > 1) return request.minTrustLevel;
        return (request.currency == ETH ? cost * 3_000 < 100 ether : cost < 100e6) ? 1 : 2;
    }

    function _expectEvents(bytes32 taskId, TaskRequest memory request, uint256 cost) private {
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCreated(taskId, buyer, ResourceType.GPU, request.maxPrice);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskSpecified(
            taskId,
            POWER,
            request.duration,
            cost,
            _expectedLevel(request, cost),
            request.mode == AssignmentMode.Direct ? 1 : 3,
            24 hours,
            block.timestamp + 7 days,
            URI
        );
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskTermsSet(
            taskId, request.mode, request.currency, request.directNode, request.salt
        );
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowDeposited(taskId, buyer, cost);
        if (request.currency == ETH) return;
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowCurrencySet(taskId, request.currency);
    }

    function _assertPosted(bytes32 taskId, TaskRequest memory request, uint256 cost, uint8 level) private view {
        bool inToken = request.currency != ETH;
        bool direct = request.mode == AssignmentMode.Direct;
        assertEq(address(escrow).balance, inToken ? 0 : cost);
        assertEq(usdc.balanceOf(address(escrow)), inToken ? cost : 0);
        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.buyer, buyer);
        assertEq(uint256(t.mode), uint256(request.mode));
        assertEq(t.currency, request.currency);
        assertEq(t.directNode, request.directNode);
        assertEq(t.requiredPower, POWER);
        assertEq(t.duration, request.duration);
        assertEq(t.maxPrice, request.maxPrice);
        assertEq(t.agreedPrice, 0);
        assertEq(t.escrowAmount, cost);
        assertEq(t.minTrustLevel, level);
        assertEq(t.status, TaskStatus.Open);
        assertEq(t.attempts, direct ? 1 : 3);
        assertEq(t.createdAt, block.timestamp);
        assertEq(t.openUntil, block.timestamp + 7 days);
        assertEq(t.startUntil + t.startedAt + t.deadline + t.completedAt + t.reviewUntil + t.disputeUntil, 0);
        assertEq(market.getTask(taskId).escrowAmount, cost);
        assertEq(market.getTasksByBuyer(buyer)[0], taskId);
    }

    function test_TheSameSaltOfAnotherBuyer() external {
        TaskRequest memory request = _instant(ETH);
        bytes32 mine = _post(buyer, request);
        bytes32 theirs = _post(stranger, request);
        assertNotEq(mine, theirs);
        assertEq(theirs, market.computeTaskId(stranger, request.salt));
    }

    /// @dev Nobody but the buyer itself can use up one of its salts, the counted ones of {createTask} included.
    function test_M19_NobodyTakesABuyersSaltFromIt() external {
        TaskRequest memory request = _instant(ETH);
        request.salt = keccak256(abi.encode(uint256(0)));
        _post(stranger, request);
        bytes32 counted = _create();
        assertEq(counted, market.computeTaskId(buyer, request.salt));

        // A buyer who uses up its own next one posts anything by its whole form, and goes on.
        request.salt = keccak256(abi.encode(uint256(2)));
        bytes32 taken = _post(buyer, request);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TaskExists.selector, taken));
        vm.prank(buyer);
        market.createTask{value: COST}(ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        _post(AssignmentMode.Instant, ETH);
        _create();
        assertEq(market.buyerTaskCount(buyer), 4);
    }

    /// @dev 100 dollars are 100 USDC, to the smallest unit.
    function test_M10_TheSmallTaskLimitInUsdc() external {
        TaskRequest memory request = _instant(address(usdc));
        request.maxPrice = 100e6 - 1;
        assertEq(market.getTaskDetails(_post(buyer, request)).minTrustLevel, 1);
        (request.maxPrice, request.salt) = (100e6, "another");
        assertEq(market.getTaskDetails(_post(buyer, request)).minTrustLevel, 2);
    }

    function test_ABadPriceSourceMakesATaskInUsdcAskForLevel2() external {
        vm.prank(owner);
        market.setPriceOracle(makeAddr("no code"));
        assertEq(market.getTaskDetails(_post(AssignmentMode.Instant, address(usdc))).minTrustLevel, 2);
        assertEq(market.getTaskDetails(_auction()).minTrustLevel, 2);
    }
}
