// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {
    Auction,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SettleAuctionTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private other;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        other = _activeNode(otherProvider);
        taskId = _auction();
    }

    function test_RevertGiven_Paused() external {
        _bid(taskId, nodeId, PRICE);
        _toSettlement(taskId);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        market.settleAuction(taskId);
    }

    function test_RevertGiven_UnknownOrNotOpen() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.settleAuction("x");
        _bid(taskId, nodeId, PRICE);
        _select(taskId, nodeId);
        skip(1 hours);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Assigned
            )
        );
        market.settleAuction(taskId);
    }

    function test_RevertGiven_TheOpenWindowIsOver() external {
        _bid(taskId, nodeId, PRICE);
        uint256 openUntil = market.getTaskDetails(taskId).openUntil;
        vm.warp(openUntil + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowOver.selector, taskId, openUntil)
        );
        market.settleAuction(taskId);
        vm.warp(openUntil);
        market.settleAuction(taskId);
        assertEq(_status(taskId), TaskStatus.Assigned);
    }

    function testFuzz_RevertGiven_TheSelectionWindowIsNotOver(uint256 wait) external {
        _bid(taskId, nodeId, PRICE);
        uint256 selectionUntil = market.getAuction(taskId).selectionUntil;
        vm.warp(bound(wait, block.timestamp, selectionUntil));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_SelectionWindowNotOver.selector, taskId, 1, selectionUntil
            )
        );
        market.settleAuction(taskId);
    }

    function test_RevertGiven_NothingWasRevealed() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NoBidRevealed.selector, taskId, 0)
        );
        market.settleAuction(taskId);
        _commit(taskId, nodeId, PRICE);
        _toSettlement(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NoBidRevealed.selector, taskId, 1)
        );
        market.settleAuction(taskId);
    }

    function testFuzz_V26_TheLowestPriceWins(uint256 first, uint256 second, bool swapped) external {
        (first, second) = (bound(first, 1, PRICE), bound(second, 1, PRICE));
        _commit(taskId, nodeId, first);
        _commit(taskId, other, second);
        _toReveal(taskId);
        if (!swapped) _reveal(taskId, nodeId, first);
        _reveal(taskId, other, second);
        if (swapped) _reveal(taskId, nodeId, first);
        _toSettlement(taskId);
        (bytes32 winner, uint256 price) = second < first ? (other, second) : (nodeId, first);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAssigned(taskId, winner, block.timestamp);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskPriceAgreed(taskId, 1, price, block.timestamp + 10 minutes);
        vm.prank(stranger);
        market.settleAuction(taskId);
        assertEq(_status(taskId), TaskStatus.Assigned);
        assertEq(market.getTaskDetails(taskId).assignedNode, winner);
        assertEq(market.getTaskDetails(taskId).agreedPrice, price);
        assertEq(_node(winner).openTasks, 1);
    }

    function test_M11_GivenTheBestBidIsNoLongerEligible_TheRoundCloses() external {
        _commit(taskId, nodeId, 1);
        _commit(taskId, other, PRICE);
        _toReveal(taskId);
        _reveal(taskId, nodeId, 1);
        _reveal(taskId, other, PRICE);
        _toSettlement(taskId);
        _deactivate(nodeId);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.AuctionRoundClosed(taskId, 1);
        vm.prank(stranger);
        market.settleAuction(taskId);

        assertEq(_status(taskId), TaskStatus.Open);
        Auction memory a = market.getAuction(taskId);
        assertEq(a.round, 1);
        assertEq(a.bestNode, 0);
        assertEq(a.commitUntil, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NoBidRevealed.selector, taskId, 1)
        );
        market.settleAuction(taskId);

        uint256 snapshot = vm.snapshotState();
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertEq(address(escrow).balance, 0);
        vm.revertToState(snapshot);

        _bid(taskId, other, PRICE);
        assertEq(market.getAuction(taskId).round, 2);
        _toSettlement(taskId);
        market.settleAuction(taskId);
        assertEq(market.getTaskDetails(taskId).provider, otherProvider);
    }
}
