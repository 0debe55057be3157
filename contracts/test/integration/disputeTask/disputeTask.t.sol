// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract DisputeTaskTest is BaseTest {
    uint256 private constant BOND = COST / 50;
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        taskId = _completed(nodeId);
    }

    function _disputeAs(address who, uint256 value, bytes32 task, string memory reason) private {
        vm.prank(who);
        market.disputeTask{value: value}(task, reason);
    }

    function test_RevertGiven_Unknown_OrWhen_NotTheBuyer() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        _disputeAs(buyer, BOND, "x", "");
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotBuyer.selector, taskId, provider, buyer)
        );
        _disputeAs(provider, BOND, taskId, "");
    }

    function test_M14_RevertGiven_NotCompleted() external {
        bytes32 running = _inProgress(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, running, TaskStatus.InProgress
            )
        );
        _disputeAs(buyer, BOND, running, "");
        _dispute(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Disputed
            )
        );
        _disputeAs(buyer, BOND, taskId, "");
        bytes32 approved = _completed(nodeId);
        _approve(approved);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, approved, TaskStatus.Verified
            )
        );
        _disputeAs(buyer, BOND, approved, "");
    }

    function testFuzz_RevertGiven_TheReviewWindowIsOver(uint256 late) external {
        uint256 reviewUntil = market.getTaskDetails(taskId).reviewUntil;
        vm.warp(reviewUntil + bound(late, 1, 365 days));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_ReviewWindowOver.selector, taskId, reviewUntil
            )
        );
        _disputeAs(buyer, BOND, taskId, "");
    }

    function testFuzz_RevertWhen_TheReasonIsTooLong(uint256 length) external {
        length = bound(length, 257, 2_000);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ReasonTooLong.selector, length, 256)
        );
        _disputeAs(buyer, BOND, taskId, string(new bytes(length)));
        _disputeAs(buyer, BOND, taskId, string(new bytes(256)));
    }

    function testFuzz_RevertWhen_ThePaymentIsNotTheBond(uint256 paid) external {
        paid = bound(paid, 0, COST);
        vm.assume(paid != BOND);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongPayment.selector, paid, BOND)
        );
        _disputeAs(buyer, paid, taskId, "");
    }

    function _completedInUsdc() private returns (bytes32 task) {
        task = _post(AssignmentMode.Instant, address(usdc));
        _accept(task, nodeId);
        _submit(task);
    }

    function test_InUsdc_RevertWhen_EthIsSent_OrGiven_NoApproval() external {
        bytes32 task = _completedInUsdc();
        uint256 bond = market.disputeBond(task);
        assertEq(bond, USDC_COST / 50);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongPayment.selector, 1, 0));
        _disputeAs(buyer, 1, task, "");
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, bond)
        );
        _disputeAs(buyer, 0, task, "");
    }

    function test_E10_InUsdc_AlsoOffTheList() external {
        bytes32 task = _completedInUsdc();
        vm.prank(owner);
        escrow.setCurrency(address(usdc), false);
        uint256 balance = usdc.balanceOf(buyer);
        usdc.mint(buyer, USDC_COST / 50);
        vm.prank(buyer);
        usdc.approve(address(escrow), USDC_COST / 50);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.BondDeposited(task, buyer, USDC_COST / 50);
        _disputeAs(buyer, 0, task, "");
        assertEq(usdc.balanceOf(address(escrow)), USDC_COST + USDC_COST / 50);
        assertEq(usdc.balanceOf(buyer), balance);
        assertEq(escrow.getEscrowDetails(task).bond, USDC_COST / 50);
    }

    function testFuzz_D3_WhenAllIsWell_AtAnySecond_EvenWhilePaused(uint256 price, uint256 wait, bool pausedNow)
        external
    {
        price = bound(price, 0.001 ether, 0.03 ether);
        bytes32 task = _create(buyer, price, DURATION, 1);
        _accept(task, nodeId);
        _submit(task);
        uint256 bond = (price * 200 + 9_999) / 10_000;
        assertEq(market.disputeBond(task), bond);
        skip(bound(wait, 0, 24 hours));
        if (pausedNow) _pauseAll();
        uint256 balance = address(escrow).balance;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskDisputed(task, buyer, "bad");
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.DisputeOpened(task, bond, block.timestamp, block.timestamp + 7 days);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.BondDeposited(task, buyer, bond);
        _disputeAs(buyer, bond, task, "bad");

        TaskDetails memory t = market.getTaskDetails(task);
        assertEq(t.status, TaskStatus.Disputed);
        assertEq(t.disputeUntil, block.timestamp + 7 days);
        assertEq(address(escrow).balance, balance + bond);
        assertEq(uint256(escrow.getEscrowDetails(task).status), uint256(EscrowStatus.Disputed));
        assertEq(_node(nodeId).openTasks, 2);
        skip(2 days);
        bytes memory wrong = abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, task, TaskStatus.Disputed
        );
        vm.expectRevert(wrong);
        market.finalizeTask(task);
        vm.expectRevert(wrong);
        vm.prank(buyer);
        market.approveResult(task);
    }

    function testFuzz_TheBondIsOfTheAgreedAmount(uint256 price) external {
        price = bound(price, 1, PRICE);
        bytes32 task = _assigned(nodeId, ETH, price);
        _start(task);
        _submit(task);
        assertEq(market.disputeBond(task), (price * 200 + 9_999) / 10_000);
        _dispute(task);
        assertEq(escrow.getEscrowDetails(task).bond, (price * 200 + 9_999) / 10_000);
    }
}
