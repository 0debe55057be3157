// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, NodeStatus} from "../../src/interfaces/INodeRegistry.sol";
import {
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskStatus
} from "../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice Who watches the others' transactions, withholds, copies, waits or steps back, and what that brings.
contract SealedBidsTest is BaseTest {
    bytes32 private honest;
    bytes32 private rival;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        honest = _activeNode(provider, 2 ether);
        rival = _activeNode(otherProvider, 2 ether);
        taskId = _auction();
    }

    /// @dev A hash that was copied from the pool is nobody's bid but its maker's: the copier can show neither the maker's price nor its own.
    function testFuzz_M4_ACopiedCommitmentCannotBeRevealed(uint256 price, uint256 guess, bytes32 salt) external {
        price = bound(price, 1, PRICE);
        guess = bound(guess, 1, PRICE);
        bytes32 copied = _commitment(taskId, honest, price);
        _commit(taskId, honest, price);
        vm.prank(otherProvider);
        market.commitBid(taskId, rival, copied);
        _toReveal(taskId);
        _reveal(taskId, honest, price);
        // Now the rival knows price and salt, and tries them, and others.
        _expectMismatch(price, _salt(taskId, honest, price), copied);
        _expectMismatch(guess, salt, copied);
        assertEq(market.getAuction(taskId).bestNode, honest);
        _toSelection(taskId);
        market.reportUnrevealedBid(taskId, 1, rival);
        assertEq(_node(rival).reputation, 4_800);
    }

    function _expectMismatch(uint256 price, bytes32 salt, bytes32 committed) private {
        bytes32 revealed = market.computeCommitment(taskId, rival, otherProvider, price, salt);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_CommitmentMismatch.selector, taskId, rival, revealed, committed
            )
        );
        vm.prank(otherProvider);
        market.revealBid(taskId, rival, price, salt);
    }

    /// @dev Who sees a price cannot undercut it: nobody commits any more when the first price is shown.
    function test_M4_NobodyCommitsAfterAPriceWasShown() external {
        _commit(taskId, honest, PRICE / 2);
        uint256 commitUntil = market.getAuction(taskId).commitUntil;
        _toReveal(taskId);
        _reveal(taskId, honest, PRICE / 2);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_CommitWindowOver.selector, taskId, 1, commitUntil
            )
        );
        vm.prank(otherProvider);
        market.commitBid(taskId, rival, "lower");
        _toSettlement(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_AuctionNotSettled.selector, taskId, 1, honest)
        );
        vm.prank(otherProvider);
        market.commitBid(taskId, rival, "lower");
    }

    /// @dev The last second to commit is before the first one to reveal: no block has both.
    function testFuzz_M4_NoSecondIsInTwoWindows(uint256 time) external {
        _commit(taskId, honest, PRICE);
        vm.warp(bound(time, block.timestamp, block.timestamp + 30 minutes));
        uint256 possible;
        uint256 snapshot = vm.snapshotState();
        vm.prank(otherProvider);
        try market.commitBid(taskId, rival, "later") {
            if (market.getAuction(taskId).round == 1) ++possible;
        } catch {}
        vm.revertToState(snapshot);
        vm.prank(provider);
        try market.revealBid(taskId, honest, PRICE, _salt(taskId, honest, PRICE)) {
            ++possible;
        } catch {}
        assertLe(possible, 1);
        assertEq(possible == 0, block.timestamp > START + 300 + 300 + 10 minutes, "one of both until the reveals end");
    }

    /// @dev A bid of one task, round, node or owner is none of another.
    function test_M4_ARevealIsNotReplayed() external {
        bytes32 second = _auction();
        bytes32 sister = _activeNode(provider);
        bytes32 commitment = _commitment(taskId, honest, 5);
        _commit(taskId, honest, 5);
        vm.startPrank(provider);
        market.commitBid(second, honest, commitment);
        market.commitBid(taskId, sister, commitment);
        vm.stopPrank();
        _toReveal(taskId);
        _reveal(taskId, honest, 5);
        bytes32 salt = _salt(taskId, honest, 5);
        vm.startPrank(provider);
        vm.expectPartialRevert(ITaskMarketplaceErrors.TaskMarketplace_CommitmentMismatch.selector);
        market.revealBid(second, honest, 5, salt);
        vm.expectPartialRevert(ITaskMarketplaceErrors.TaskMarketplace_CommitmentMismatch.selector);
        market.revealBid(taskId, sister, 5, salt);
        vm.stopPrank();
    }

    function test_M4_ABidOfAnEarlierRoundIsOver() external {
        _commit(taskId, honest, 5);
        _toSelection(taskId);
        _commit(taskId, rival, 7);
        _toReveal(taskId);
        bytes32 salt = _salt(taskId, honest, 5);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 2, honest, BidStatus.None
            )
        );
        vm.prank(provider);
        market.revealBid(taskId, honest, 5, salt);
        _reveal(taskId, rival, 7);
        _toSelection(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 2, honest, BidStatus.None
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, honest);
    }

    /// @dev A ladder of bids from many machines, of which only the one that is needed is shown: each of the others costs its machine 200.
    function test_M5_V27_ShadingWithManyNodesCostsEachOfThem() external {
        bytes32[4] memory ladder;
        for (uint256 i; i < 4; ++i) {
            ladder[i] = _activeNode(otherProvider);
        }
        for (uint256 i; i < 4; ++i) {
            _commit(taskId, ladder[i], PRICE * (i + 1) / 5);
        }
        _commit(taskId, honest, PRICE * 9 / 10);
        _toReveal(taskId);
        _reveal(taskId, honest, PRICE * 9 / 10);
        _reveal(taskId, ladder[3], PRICE * 4 / 5);
        _toSelection(taskId);
        for (uint256 i; i < 4; ++i) {
            if (i == 3) vm.expectPartialRevert(ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector);
            market.reportUnrevealedBid(taskId, 1, ladder[i]);
            assertEq(_node(ladder[i]).reputation, i == 3 ? 5_000 : 4_800);
        }
    }

    /// @dev Below 5,000 a node loses trust level 2, and with it every task that is not small.
    function test_M5_WhoWithholdsLosesTrust() external {
        for (uint256 i; i < 9; ++i) {
            skip(6 hours);
            _prove(rival);
        }
        assertEq(registry.getNodeTrustLevel(rival), 2);
        taskId = _auction();
        _commit(taskId, rival, PRICE);
        _toSelection(taskId);
        market.reportUnrevealedBid(taskId, 1, rival);
        assertEq(registry.getNodeTrustLevel(rival), 1);
    }

    /// @dev In whatever way the winner steps back, nobody is stuck with it, and the next round follows.
    function test_M11_ABestBidThatIsNoLongerEligible() external {
        for (uint256 way; way < 5; ++way) {
            uint256 snapshot = vm.snapshotState();
            _commit(taskId, honest, PRICE);
            _commit(taskId, rival, 1);
            _toReveal(taskId);
            _reveal(taskId, honest, PRICE);
            _reveal(taskId, rival, 1);
            _toSettlement(taskId);
            _spoil(way);
            vm.expectEmit(address(market));
            emit ITaskMarketplaceEvents.AuctionRoundClosed(taskId, 1);
            market.settleAuction(taskId);
            assertEq(_node(rival).openTasks, way == 1 ? 10 : 0);
            _bid(taskId, honest, PRICE);
            _toSettlement(taskId);
            market.settleAuction(taskId);
            assertEq(market.getTaskDetails(taskId).assignedNode, honest);
            vm.revertToState(snapshot);
        }
    }

    function _spoil(uint256 way) private {
        if (way == 0) _deactivate(rival);
        for (uint256 i; way == 1 && i < 10; ++i) {
            _accept(_create(), rival);
        }
        if (way == 2) {
            vm.prank(owner);
            registry.slashNode(rival, 1 ether);
            vm.prank(owner);
            registry.slashNode(rival, 0.5 ether);
            vm.prank(owner);
            registry.slashNode(rival, 0.25 ether);
        }
        if (way == 3) {
            vm.prank(arbitrator);
            registry.proposeBan(rival, URI);
        }
        if (way == 4) {
            vm.prank(owner);
            registry.updateNodeStatus(rival, NodeStatus.Inactive);
        }
    }

    /// @dev Meanwhile a buyer that does choose takes another one in time.
    function test_M11_TheBuyerChoosesAnother() external {
        _commit(taskId, honest, PRICE);
        _commit(taskId, rival, 1);
        _toReveal(taskId);
        _reveal(taskId, honest, PRICE);
        _reveal(taskId, rival, 1);
        _toSelection(taskId);
        _spoil(3);
        vm.expectPartialRevert(INodeRegistryErrors.NodeRegistry_Suspended.selector);
        vm.prank(buyer);
        market.selectBid(taskId, rival);
        _select(taskId, honest);
        assertEq(market.getTaskDetails(taskId).provider, provider);
    }

    /// @dev A pause across the selection window must not bind a bidder for weeks: when it is lifted the task waits for nobody any more. Before
    /// {settleAuction} asked for the open window, a stranger could assign the task now, and slash the node for not being there.
    function test_M11_V15_NobodyTakesUpABidWhoseTaskWaitsNoLonger() external {
        _bid(taskId, honest, PRICE);
        _pauseAll();
        skip(14 days);
        uint256 openUntil = market.getTaskDetails(taskId).openUntil;
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowOver.selector, taskId, openUntil)
        );
        vm.prank(stranger);
        market.settleAuction(taskId);
        market.expireTask(taskId);
        assertEq(_status(taskId), TaskStatus.Cancelled);
        assertEq(_node(honest).stakedAmount, 2 ether);
        assertEq(_node(honest).reputation, 5_000);
    }

    /// @dev A bidder that does not want to wait for others settles the auction itself as soon as the buyer's time is over.
    function test_M4_ABidderNeedsNobodyToSettle() external {
        _bid(taskId, honest, PRICE);
        _toSettlement(taskId);
        vm.prank(provider);
        market.settleAuction(taskId);
        assertEq(market.getTaskDetails(taskId).provider, provider);
    }

    /// @dev Whoever drives a round with bids that it never shows stops nobody: others bid in the same rounds.
    function test_M6_EmptyRoundsDoNotKeepTheOthersOut() external {
        for (uint256 i; i < 3; ++i) {
            _commit(taskId, rival, PRICE);
            _toSelection(taskId);
        }
        _commit(taskId, rival, PRICE);
        _commit(taskId, honest, PRICE);
        _toReveal(taskId);
        _reveal(taskId, honest, PRICE);
        _toSettlement(taskId);
        market.settleAuction(taskId);
        assertEq(market.getTaskDetails(taskId).provider, provider);
        for (uint256 round = 1; round <= 4; ++round) {
            market.reportUnrevealedBid(taskId, round, rival);
        }
        assertEq(_node(rival).reputation, 4_200);
    }

    /// @dev V15 for bids: a small-task node bids on nothing that is not small.
    function test_V15_ABigTaskIsNotBidForAtLevel1() external {
        vm.prank(owner);
        market.setPriceOracle(makeAddr("no code"));
        bytes32 big = _auction();
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_TrustLevelTooLow.selector, honest, 1, 2)
        );
        vm.prank(provider);
        market.commitBid(big, honest, "bid");
    }

    /// @dev A chosen node that does not begin: the same as one that does not deliver, three times at most.
    function test_M21_WinnersThatNeverBeginUseTheAttemptsUp() external {
        for (uint256 i; i < 3; ++i) {
            bytes32 idle = _activeNode(otherProvider);
            _bid(taskId, idle, 1);
            _toSettlement(taskId);
            market.settleAuction(taskId);
            skip(10 minutes + 1);
            market.timeoutTask(taskId);
            assertEq(_node(idle).stakedAmount, 0.475 ether);
        }
        assertEq(_status(taskId), TaskStatus.Failed);
        assertEq(buyer.balance, 1_000 ether);
    }
}
