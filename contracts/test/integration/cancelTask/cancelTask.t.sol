// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager, EscrowStatus} from "../../../src/interfaces/IEscrowManager.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract CancelTaskTest is BaseTest {
    function _cancel(bytes32 taskId) private {
        vm.prank(buyer);
        market.cancelTask(taskId);
    }

    function test_RevertGiven_Unknown() external {
        bytes memory unknown =
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"));
        vm.expectRevert(unknown);
        _cancel("x");
        vm.expectRevert(unknown);
        market.expireTask("x");
        vm.expectRevert(unknown);
        market.getTask("x");
    }

    function test_RevertWhen_NotTheBuyer() external {
        bytes32 taskId = _create();
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotBuyer.selector, taskId, stranger, buyer)
        );
        vm.prank(stranger);
        market.cancelTask(taskId);
    }

    function test_M13_RevertGiven_NotOpen() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create();
        _accept(taskId, nodeId);
        _expectWrongStatus(taskId, TaskStatus.InProgress);
        _submit(taskId);
        _expectWrongStatus(taskId, TaskStatus.Completed);
        _approve(taskId);
        _expectWrongStatus(taskId, TaskStatus.Verified);
        bytes32 other = _create();
        _cancel(other);
        _expectWrongStatus(other, TaskStatus.Cancelled);
    }

    function test_RevertGiven_ABidIsRevealed() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _auction();
        _commit(taskId, nodeId, PRICE);
        _toReveal(taskId);
        _reveal(taskId, nodeId, PRICE);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_BidsRevealed.selector, taskId, 1)
            );
            _cancel(taskId);
            skip(10 minutes);
        }
        market.settleAuction(taskId);
        _expectWrongStatus(taskId, TaskStatus.Assigned);
        vm.prank(provider);
        market.abandonTask(taskId);
        _cancel(taskId);
        assertEq(address(escrow).balance, 0);
    }

    function testFuzz_GivenBidsAreCommitted_EvenWhilePaused(uint256 wait, bool inToken) external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _post(AssignmentMode.SealedBid, inToken ? address(usdc) : ETH);
        _commit(taskId, nodeId, 1);
        uint256 revealUntil = market.getAuction(taskId).revealUntil;
        skip(bound(wait, 0, 1 days));
        bool voided = block.timestamp <= revealUntil;
        _pauseAll();
        if (voided) {
            vm.expectEmit(address(market));
            emit ITaskMarketplaceEvents.AuctionRoundVoided(taskId, 1);
        }
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCancelled(taskId, inToken ? USDC_COST : COST);
        _cancel(taskId);
        assertEq(market.getAuction(taskId).voided, voided);
        assertEq(_status(taskId), TaskStatus.Cancelled);
        assertEq(inToken ? usdc.balanceOf(buyer) : buyer.balance, inToken ? USDC_COST : 1_000 ether);
    }

    /// @dev Whatever became of its bids, a task whose open window is over can be refunded by anyone.
    function test_ExpireTask_GivenARevealedBid() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _auction();
        _bid(taskId, nodeId, PRICE);
        vm.warp(market.getTaskDetails(taskId).openUntil + 1);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_BidsRevealed.selector, taskId, 1));
        _cancel(taskId);
        vm.prank(stranger);
        market.expireTask(taskId);
        assertEq(_status(taskId), TaskStatus.Cancelled);
        assertEq(buyer.balance, 1_000 ether);
        _deactivate(nodeId);
    }

    function _expectWrongStatus(bytes32 taskId, TaskStatus status) private {
        bytes memory wrong =
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, status);
        vm.expectRevert(wrong);
        _cancel(taskId);
        vm.expectRevert(wrong);
        market.expireTask(taskId);
    }

    function testFuzz_GivenOpen_EvenWhilePaused(uint256 wait) external {
        bytes32 taskId = _create();
        skip(bound(wait, 0, 60 days));
        _pauseAll();
        uint256 before = buyer.balance;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCancelled(taskId, COST);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowRefunded(taskId, buyer, COST);
        _cancel(taskId);
        assertEq(buyer.balance, before + COST);
        assertEq(_status(taskId), TaskStatus.Cancelled);
        assertEq(uint256(escrow.getEscrowDetails(taskId).status), uint256(EscrowStatus.Refunded));
        assertEq(address(escrow).balance, 0);
    }

    function test_GivenReopened() external {
        bytes32 taskId = _inProgress(_activeNode(provider));
        _timeout(taskId);
        uint256 before = buyer.balance;
        _cancel(taskId);
        assertEq(buyer.balance, before + COST);
    }

    function testFuzz_M3_ExpireTask(uint256 wait) external {
        bytes32 taskId = _create();
        uint256 openUntil = block.timestamp + 7 days;
        skip(bound(wait, 0, 14 days));
        uint256 before = buyer.balance;
        if (block.timestamp <= openUntil) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ITaskMarketplaceErrors.TaskMarketplace_OpenWindowNotOver.selector, taskId, openUntil
                )
            );
            market.expireTask(taskId);
            return;
        }
        _pauseAll();
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCancelled(taskId, COST);
        vm.prank(stranger);
        market.expireTask(taskId);
        assertEq(buyer.balance, before + COST);
        assertEq(_status(taskId), TaskStatus.Cancelled);
    }
}
