// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Bid,
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract RevealBidTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        taskId = _auction();
    }

    function _revealAs(address who, bytes32 task, bytes32 node, uint256 price, bytes32 salt) private {
        vm.prank(who);
        market.revealBid(task, node, price, salt);
    }

    function test_RevertGiven_UnknownOrNotOpen() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        _revealAs(provider, "x", nodeId, PRICE, 0);
        _bid(taskId, nodeId, PRICE);
        _select(taskId, nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Assigned
            )
        );
        _revealAs(provider, taskId, nodeId, PRICE, 0);
    }

    function test_RevertGiven_NoRoundHasBegun() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_NotRevealWindow.selector, taskId, 0, 5 minutes, 10 minutes
            )
        );
        _revealAs(provider, taskId, nodeId, PRICE, 0);
    }

    function testFuzz_RevertGiven_NotTheRevealWindow(uint256 time) external {
        _commit(taskId, nodeId, PRICE);
        uint256 commitUntil = block.timestamp + 5 minutes;
        uint256 revealUntil = commitUntil + 5 minutes;
        time = time % 2 == 0
            ? bound(time, block.timestamp, commitUntil)
            : bound(time, revealUntil + 1, revealUntil + 6 days);
        vm.warp(time);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_NotRevealWindow.selector, taskId, 1, commitUntil, revealUntil
            )
        );
        _revealAs(provider, taskId, nodeId, PRICE, _salt(taskId, nodeId, PRICE));
    }

    function test_RevertGiven_NoBidOrRevealedAlready() external {
        bytes32 other = _activeNode(otherProvider);
        _commit(taskId, nodeId, PRICE);
        _toReveal(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 1, other, BidStatus.None
            )
        );
        _revealAs(otherProvider, taskId, other, PRICE, 0);
        _reveal(taskId, nodeId, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 1, nodeId, BidStatus.Revealed
            )
        );
        _revealAs(provider, taskId, nodeId, PRICE, _salt(taskId, nodeId, PRICE));
    }

    function testFuzz_RevertWhen_ThePriceIsOutOfRange(uint256 price) external {
        price = price % 4 == 0 ? 0 : bound(price, PRICE + 1, type(uint256).max);
        _commit(taskId, nodeId, price);
        _toReveal(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_PriceOutOfRange.selector, price, PRICE)
        );
        _revealAs(provider, taskId, nodeId, price, _salt(taskId, nodeId, price));
    }

    function testFuzz_RevertWhen_ItIsNotWhatWasCommitted(uint256 price, bytes32 salt, bool another) external {
        price = bound(price, 1, PRICE);
        vm.assume(price != 7 || salt != _salt(taskId, nodeId, 7));
        _commit(taskId, nodeId, 7);
        bytes32 committed = _commitment(taskId, nodeId, 7);
        _toReveal(taskId);
        address who = another ? stranger : provider;
        bytes32 revealed = market.computeCommitment(taskId, nodeId, who, price, salt);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_CommitmentMismatch.selector, taskId, nodeId, revealed, committed
            )
        );
        _revealAs(who, taskId, nodeId, price, salt);
    }

    function testFuzz_TheCommitmentIsThatOfTheInterface(address who, uint256 price, bytes32 salt) external view {
        assertEq(
            market.computeCommitment(taskId, nodeId, who, price, salt),
            keccak256(abi.encode(block.chainid, address(market), taskId, nodeId, who, price, salt))
        );
    }

    function testFuzz_WhenAllIsWell_EvenWhilePaused(uint256 price, uint256 wait) external {
        price = bound(price, 1, PRICE);
        _commit(taskId, nodeId, price);
        _pauseAll();
        vm.warp(bound(wait, block.timestamp + 5 minutes + 1, block.timestamp + 10 minutes));
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.BidRevealed(taskId, nodeId, 1, price, true);
        _reveal(taskId, nodeId, price);
        Bid memory b = market.getBid(taskId, 1, nodeId);
        assertEq(uint256(b.status), uint256(BidStatus.Revealed));
        assertEq(b.pricePerHour, price);
        assertEq(b.order, 1);
        assertEq(market.getAuction(taskId).bestNode, nodeId);
        assertEq(market.getAuction(taskId).bestPrice, price);
    }

    function _revealed(bytes32 node, uint256 price, bool best) private {
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.BidRevealed(taskId, node, 1, price, best);
        _reveal(taskId, node, price);
    }

    /// @dev Two equals and one that is dearer, which was committed first: in each order of the reveals.
    function test_V26_OfEqualsTheOneCommittedFirst() external {
        bytes32 second = _activeNode(otherProvider);
        bytes32 third = _activeNode(otherProvider);
        _commit(taskId, nodeId, 3);
        _commit(taskId, second, 2);
        _commit(taskId, third, 2);
        _toReveal(taskId);
        uint256 snapshot = vm.snapshotState();
        _revealed(second, 2, true);
        _revealed(third, 2, false);
        _revealed(nodeId, 3, false);
        assertEq(market.getAuction(taskId).bestNode, second);
        vm.revertToState(snapshot);
        _revealed(third, 2, true);
        _revealed(nodeId, 3, false);
        _revealed(second, 2, true);
        assertEq(market.getAuction(taskId).bestNode, second);
        vm.revertToState(snapshot);
        _revealed(nodeId, 3, true);
        _revealed(third, 2, true);
        assertEq(market.getAuction(taskId).bestPrice, 2);
    }

    /// @dev Whatever the order of the reveals, the best bid is the lowest, and of equals the one committed first.
    function testFuzz_V26_TheBestBid(uint256[5] memory prices, uint256 mask, uint256 turn) external {
        bytes32[5] memory nodes;
        for (uint256 i; i < 5; ++i) {
            nodes[i] = i == 0 ? nodeId : _activeNode(otherProvider);
            // Few prices, so that there are equals.
            prices[i] = bound(prices[i], 1, 3);
        }
        for (uint256 i; i < 5; ++i) {
            _commit(taskId, nodes[i], prices[i]);
        }
        _toReveal(taskId);
        uint256 best = 5;
        for (uint256 k; k < 5; ++k) {
            uint256 i = (k + turn % 5) % 5;
            if (mask & (1 << i) == 0) continue;
            bool better = best == 5 || prices[i] < prices[best] || (prices[i] == prices[best] && i < best);
            vm.expectEmit(address(market));
            emit ITaskMarketplaceEvents.BidRevealed(taskId, nodes[i], 1, prices[i], better);
            _reveal(taskId, nodes[i], prices[i]);
            if (better) best = i;
        }
        assertEq(market.getAuction(taskId).bestNode, best == 5 ? bytes32(0) : nodes[best]);
        assertEq(market.getAuction(taskId).bestPrice, best == 5 ? 0 : prices[best]);
    }
}
