// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssignmentMode, ITaskMarketplaceErrors, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {GasBurner, Refuser} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice Disputes at the edges of their windows, and by people who do not mean well.
contract DisputesTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 5 ether);
        taskId = _completed(nodeId);
    }

    /// @dev Every second after the result belongs to the buyer's dispute or to anyone's finalizing, none to both or neither.
    function testFuzz_D_ReviewSecondsAreOneSides(uint256 wait) external {
        wait = bound(wait, 0, 48 hours);
        skip(wait);
        uint256 bond = market.disputeBond(taskId);
        uint256 snapshot = vm.snapshotState();
        vm.prank(buyer);
        (bool disputed,) =
            address(market).call{value: bond}(abi.encodeCall(market.disputeTask, (taskId, "at the last second")));
        vm.revertToState(snapshot);
        (bool finalized,) = address(market).call(abi.encodeCall(market.finalizeTask, (taskId)));
        assertEq(disputed, wait <= 24 hours);
        assertEq(finalized, wait > 24 hours);
    }

    /// @dev Disputed at the last second, the provider still has its ruling or its half in time.
    function test_D_ADisputeAtTheLastSecond() external {
        skip(24 hours);
        _dispute(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Disputed
            )
        );
        market.finalizeTask(taskId);
        skip(7 days);
        vm.prank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.ProviderWins, 0);
        assertEq(_status(taskId), TaskStatus.Verified);
    }

    /// @dev Every second of a dispute belongs to the arbitrator or to anyone, none to both or neither.
    function testFuzz_D2_DisputeSecondsAreOneSides(uint256 wait) external {
        _dispute(taskId);
        wait = bound(wait, 0, 14 days);
        skip(wait);
        uint256 snapshot = vm.snapshotState();
        vm.prank(arbitrator);
        (bool ruled,) =
            address(market).call(abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome.BuyerWins, 0)));
        vm.revertToState(snapshot);
        (bool stale,) = address(market).call(abi.encodeCall(market.resolveStaleDispute, (taskId)));
        assertEq(ruled, wait <= 7 days);
        assertEq(stale, wait > 7 days);
    }

    /// @dev An arbitrator that is a party cannot rule, and nobody is stuck with it.
    function test_D6_APartyAsArbitratorDelaysAtMost() external {
        _dispute(taskId);
        vm.prank(owner);
        market.setArbitrator(provider);
        vm.expectPartialRevert(ITaskMarketplaceErrors.TaskMarketplace_ArbitratorIsParty.selector);
        vm.prank(provider);
        market.resolveDispute(taskId, DisputeOutcome.ProviderWins, 0);
        skip(7 days + 1);
        market.resolveStaleDispute(taskId);
        assertEq(escrow.creditOf(ETH, provider), 0);
    }

    /// @dev Who disputes everything and is wrong pays 2 % each time, and the provider is made whole.
    function test_D7_SerialDisputersPay() external {
        uint256 paid;
        for (uint256 i; i < 5; ++i) {
            bytes32 next = _completed(nodeId);
            (uint256 buyerBefore, uint256 providerBefore) = (buyer.balance, provider.balance);
            _dispute(next);
            vm.prank(arbitrator);
            market.resolveDispute(next, DisputeOutcome.ProviderWins, 0);
            assertEq(provider.balance - providerBefore, COST * 92 / 100, "as if approved");
            paid += buyerBefore - buyer.balance;
        }
        assertEq(paid, 5 * COST / 50);
    }

    /// @dev A pair that settles among itself by disputes and splits saves no fee: 8 of 98 parts, and 2 % for the arbitrator besides.
    function testFuzz_V30_ASplitIsNotCheaperThanAnApproval(uint256 share) external {
        share = bound(share, 0, 9_800);
        uint256 together = buyer.balance + provider.balance;
        _dispute(taskId);
        vm.prank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.Split, share);
        uint256 lost = together + COST - (buyer.balance + provider.balance);
        uint256 gross = COST * share / 10_000;
        assertEq(lost, COST / 50 + gross * 800 / 9_800);
        assertGe(lost * 10_000, gross * 800, "8 % of what the provider got, or more");
    }

    /// @dev An arbitrator is paid where it ruled, once, and takes it itself.
    function test_D4_TheArbitratorsPart() external {
        _dispute(taskId);
        assertEq(escrow.creditOf(ETH, arbitrator), 0);
        vm.startPrank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.Split, 5_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Verified
            )
        );
        market.resolveDispute(taskId, DisputeOutcome.BuyerWins, 0);
        escrow.withdrawCredit(ETH, arbitrator);
        vm.stopPrank();
        assertEq(arbitrator.balance, COST / 50);
    }

    /// @dev Losing a dispute costs 5 % of the stake, as a timeout does: a node that is about to lose gains nothing by any other end.
    function test_D11_WhatEachOutcomeCostsTheNode() external {
        uint256[4] memory stakes = [uint256(4.75 ether), 5 ether, 5 ether, 5 ether];
        uint256[4] memory reputations = [uint256(4_500), 5_100, 5_000, 5_000];
        for (uint256 i; i < 4; ++i) {
            uint256 snapshot = vm.snapshotState();
            _dispute(taskId);
            if (i == 3) {
                skip(7 days + 1);
                market.resolveStaleDispute(taskId);
            } else {
                vm.prank(arbitrator);
                market.resolveDispute(taskId, DisputeOutcome(i), 5_000);
            }
            assertEq(_node(nodeId).stakedAmount, stakes[i]);
            assertEq(_node(nodeId).reputation, reputations[i]);
            vm.revertToState(snapshot);
        }
    }

    /// @dev Buyers that refuse or burn their gas are credited; the provider has its money, and the arbitrator its part.
    function testFuzz_E2_V22_HostileBuyersDelayOnlyThemselves(uint8 outcome, bool burns) external {
        outcome = outcome % 4;
        address hostile = burns ? address(new GasBurner()) : address(new Refuser());
        vm.deal(hostile, 1 ether);
        bytes32 task = _create(hostile, PRICE, DURATION, 1);
        _accept(task, nodeId);
        _submit(task);
        _dispute(task);
        uint256 held = address(escrow).balance;
        uint256 before = provider.balance;
        if (outcome == 3) {
            skip(7 days + 1);
            market.resolveStaleDispute(task);
        } else {
            vm.prank(arbitrator);
            market.resolveDispute(task, DisputeOutcome(outcome), 5_000);
        }
        uint256 credited = escrow.creditOf(ETH, hostile);
        assertEq(credited, escrow.getEscrowDetails(task).buyerPayout);
        assertEq(provider.balance - before, escrow.getEscrowDetails(task).providerPayout);
        assertEq(held - address(escrow).balance, provider.balance - before);
        if (credited == 0) return;
        vm.prank(hostile);
        escrow.withdrawCredit(ETH, stranger);
        assertEq(stranger.balance, 1_000 ether + credited);
    }

    /// @dev X3: a ruling asks no oracle, and pays in the currency of the task.
    function test_X3_X5_NoPriceIsNeededToEnd() external {
        bytes32 task = _assigned(nodeId, address(usdc), USDC_PRICE / 2);
        _start(task);
        _submit(task);
        vm.prank(owner);
        market.setPriceOracle(makeAddr("no code"));
        uint8 level = market.getTaskDetails(task).minTrustLevel;
        _dispute(task);
        vm.expectCall(makeAddr("no code"), "", 0);
        vm.prank(arbitrator);
        market.resolveDispute(task, DisputeOutcome.ProviderWins, 0);
        assertEq(market.getTaskDetails(task).minTrustLevel, level);
        assertEq(usdc.balanceOf(provider), USDC_PRICE / 2 * 92 / 100);
        assertEq(usdc.balanceOf(buyer), USDC_PRICE / 2);
        assertEq(uint256(market.getTaskDetails(task).mode), uint256(AssignmentMode.SealedBid));
    }
}
