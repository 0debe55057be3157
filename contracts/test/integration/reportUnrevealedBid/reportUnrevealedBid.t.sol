// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {BidStatus, ITaskMarketplaceErrors, ITaskMarketplaceEvents} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ReportUnrevealedBidTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private other;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        other = _activeNode(otherProvider);
        taskId = _auction();
    }

    function _expectStatus(uint256 round, bytes32 node, BidStatus status) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, round, node, status
            )
        );
        market.reportUnrevealedBid(taskId, round, node);
    }

    function test_RevertGiven_UnknownOrNotCommitted() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.reportUnrevealedBid("x", 1, nodeId);
        _expectStatus(1, nodeId, BidStatus.None);
        _expectStatus(0, nodeId, BidStatus.None);
        _bid(taskId, nodeId, PRICE);
        _expectStatus(1, nodeId, BidStatus.Revealed);
        _expectStatus(2, nodeId, BidStatus.None);
    }

    function testFuzz_RevertGiven_TheRevealWindowIsNotOver(uint256 wait) external {
        _commit(taskId, nodeId, PRICE);
        uint256 revealUntil = market.getAuction(taskId).revealUntil;
        vm.warp(bound(wait, block.timestamp, revealUntil));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_RevealWindowNotOver.selector, taskId, 1, revealUntil
            )
        );
        market.reportUnrevealedBid(taskId, 1, nodeId);
    }

    function testFuzz_M5_RevertGiven_TheRoundWasVoided(uint256 cancelAt, uint256 wait) external {
        _commit(taskId, nodeId, PRICE);
        uint256 revealUntil = market.getAuction(taskId).revealUntil;
        vm.warp(bound(cancelAt, block.timestamp, revealUntil));
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.AuctionRoundVoided(taskId, 1);
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertTrue(market.getAuction(taskId).voided);
        skip(bound(wait, 0, 365 days));
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_RoundVoided.selector, taskId, 1));
        market.reportUnrevealedBid(taskId, 1, nodeId);
        assertEq(_node(nodeId).reputation, 5_000);
    }

    function test_V27_Once_ByAnyone_EvenWhilePaused() external {
        _commit(taskId, nodeId, PRICE);
        _toSelection(taskId);
        _pauseAll();
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.UnrevealedBidReported(taskId, nodeId, 1, stranger);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.ReputationUpdated(nodeId, 5_000, 4_800);
        vm.prank(stranger);
        market.reportUnrevealedBid(taskId, 1, nodeId);
        assertEq(_node(nodeId).reputation, 4_800);
        assertEq(uint256(market.getBid(taskId, 1, nodeId).status), uint256(BidStatus.Reported));
        _expectStatus(1, nodeId, BidStatus.Reported);
    }

    /// @dev Of an earlier round, of the present one, after the assignment, and when the task has ended.
    function test_InEveryLaterState() external {
        _commit(taskId, nodeId, PRICE);
        _toSelection(taskId);
        _commit(taskId, nodeId, PRICE);
        market.reportUnrevealedBid(taskId, 1, nodeId);
        _bid(taskId, other, PRICE);
        uint256 snapshot = vm.snapshotState();
        market.reportUnrevealedBid(taskId, 2, nodeId);
        assertEq(_node(nodeId).reputation, 4_600);

        vm.revertToState(snapshot);
        _select(taskId, other);
        market.reportUnrevealedBid(taskId, 2, nodeId);
        assertEq(_node(nodeId).reputation, 4_600);

        vm.revertToState(snapshot);
        skip(8 days);
        market.expireTask(taskId);
        market.reportUnrevealedBid(taskId, 2, nodeId);
        assertEq(_node(nodeId).reputation, 4_600);
    }

    /// @dev Who cancels when the reveal window is over takes nothing back: everybody had its time to reveal.
    function test_GivenTheBuyerCancelledAfterTheRevealWindow() external {
        _commit(taskId, nodeId, PRICE);
        _toSelection(taskId);
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertFalse(market.getAuction(taskId).voided);
        market.reportUnrevealedBid(taskId, 1, nodeId);
        assertEq(_node(nodeId).reputation, 4_800);
    }
}
