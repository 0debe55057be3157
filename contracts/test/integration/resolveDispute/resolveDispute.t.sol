// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {INodeRegistryEvents, NodeDetails, TaskOutcome} from "../../../src/interfaces/INodeRegistry.sol";
import {
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskMarketplaceParameters,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ResolveDisputeTest is BaseTest {
    uint256 private constant BOND = COST / 50;
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
        taskId = _completed(nodeId);
    }

    function _rule(DisputeOutcome outcome, uint256 share) private {
        vm.prank(arbitrator);
        market.resolveDispute(taskId, outcome, share);
    }

    function test_D1_D5_RevertWhen_NotTheArbitrator() external {
        _dispute(taskId);
        address[5] memory others = [stranger, owner, buyer, provider, treasury];
        for (uint256 i; i < 5; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ITaskMarketplaceErrors.TaskMarketplace_NotArbitrator.selector, others[i], arbitrator
                )
            );
            vm.prank(others[i]);
            market.resolveDispute(taskId, DisputeOutcome.BuyerWins, 0);
        }
    }

    function test_RevertGiven_UnknownOrNotDisputed() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        vm.prank(arbitrator);
        market.resolveDispute("x", DisputeOutcome.BuyerWins, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
            )
        );
        _rule(DisputeOutcome.BuyerWins, 0);
    }

    function testFuzz_D6_RevertGiven_TheArbitratorIsAParty(bool asBuyer) external {
        _dispute(taskId);
        address party = asBuyer ? buyer : provider;
        vm.prank(owner);
        market.setArbitrator(party);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ArbitratorIsParty.selector, taskId, party)
        );
        vm.prank(party);
        market.resolveDispute(taskId, asBuyer ? DisputeOutcome.BuyerWins : DisputeOutcome.ProviderWins, 0);
    }

    function testFuzz_RevertGiven_TheDisputeWindowIsOver(uint256 late) external {
        _dispute(taskId);
        uint256 disputeUntil = block.timestamp + 7 days;
        vm.warp(disputeUntil + bound(late, 1, 365 days));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_DisputeWindowOver.selector, taskId, disputeUntil
            )
        );
        _rule(DisputeOutcome.BuyerWins, 0);
        vm.warp(disputeUntil);
        _rule(DisputeOutcome.BuyerWins, 0);
    }

    function test_RevertWhen_TheOutcomeIsNone() external {
        _dispute(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_InvalidOutcome.selector, taskId, DisputeOutcome.NobodyRuled
            )
        );
        _rule(DisputeOutcome.NobodyRuled, 0);
        vm.prank(arbitrator);
        (bool success,) =
            address(market).call(abi.encodeWithSignature("resolveDispute(bytes32,uint8,uint256)", taskId, 4, 0));
        assertFalse(success);
        assertEq(_status(taskId), TaskStatus.Disputed);
    }

    function testFuzz_RevertWhen_TheShareIsTooHigh(uint256 share) external {
        share = bound(share, 9_801, type(uint256).max);
        _dispute(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ShareTooHigh.selector, share, 9_800)
        );
        _rule(DisputeOutcome.Split, share);
    }

    function testFuzz_V5_GivenTheBuyerWins(uint256 wait, uint256 share, bool pausedNow) external {
        _dispute(taskId);
        skip(bound(wait, 0, 7 days));
        if (pausedNow) _pauseAll();
        uint256 before = buyer.balance;
        uint256 back = COST - COST / 50 + BOND;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.DisputeRuled(taskId, DisputeOutcome.BuyerWins, 0, arbitrator);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskFailed(taskId, back);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeSlashed(nodeId, 0.1 ether, "dispute lost");
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(nodeId, taskId, TaskOutcome.DisputeLost, 0, 0, 0, 0, 1);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeResolved(taskId, buyer, back);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            taskId, DisputeOutcome.BuyerWins, provider, arbitrator, 0, back, 0, COST / 50
        );
        // Only a split has a share: of another outcome it is not read.
        _rule(DisputeOutcome.BuyerWins, share);
        assertEq(_status(taskId), TaskStatus.Failed);
        assertEq(buyer.balance, before + back);
        assertEq(escrow.creditOf(ETH, arbitrator), COST / 50);
        assertEq(address(escrow).balance, COST / 50);
        NodeDetails memory n = _node(nodeId);
        assertEq(n.stakedAmount, 1.9 ether);
        assertEq(n.reputation, 4_500);
        assertEq(n.totalTasksFailed, 1);
        assertEq(n.openTasks, 0);
        assertEq(n.reservedPower, 0);
        assertEq(n.totalEarnings, 0);
    }

    function test_V5_GivenTheProviderWins() external {
        _dispute(taskId);
        uint256 before = provider.balance;
        uint256 payout = COST * 90 / 100 + BOND;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.DisputeRuled(taskId, DisputeOutcome.ProviderWins, 0, arbitrator);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskVerified(taskId, payout);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(nodeId, taskId, TaskOutcome.DisputeWon, payout, 0, 0, 1, 0);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            taskId, DisputeOutcome.ProviderWins, provider, arbitrator, payout, 0, COST * 8 / 100, COST / 50
        );
        _rule(DisputeOutcome.ProviderWins, 1);
        assertEq(_status(taskId), TaskStatus.Verified);
        assertEq(provider.balance, before + payout);
        assertEq(escrow.accruedFees(ETH), COST * 8 / 100);
        assertEq(escrow.creditOf(ETH, arbitrator), COST / 50);
        NodeDetails memory n = _node(nodeId);
        assertEq(n.stakedAmount, 2 ether);
        assertEq(n.reputation, 5_100);
        assertEq(n.totalTasksCompleted, 1);
        assertEq(n.totalEarnings, payout);
    }

    function test_N9_GivenTheProviderWinsATinyTask_NoReputation() external {
        taskId = _create(buyer, 0.005 ether - 1, DURATION, 1);
        _accept(taskId, nodeId);
        _submit(taskId);
        _dispute(taskId);
        _rule(DisputeOutcome.ProviderWins, 0);
        assertEq(_node(nodeId).reputation, 5_000);
        assertEq(_node(nodeId).totalTasksCompleted, 1);
    }

    function testFuzz_D11_GivenASplit(uint256 share) external {
        share = bound(share, 0, 9_800);
        _dispute(taskId);
        (uint256 providerBefore, uint256 buyerBefore) = (provider.balance, buyer.balance);
        uint256 gross = COST * share / 10_000;
        uint256 fee = gross * 800 / 9_800;
        uint256 back = COST - COST / 50 - gross + BOND;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.DisputeRuled(taskId, DisputeOutcome.Split, share, arbitrator);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskVerified(taskId, gross - fee);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeResolved(taskId, address(0), gross - fee);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            taskId, DisputeOutcome.Split, provider, arbitrator, gross - fee, back, fee, COST / 50
        );
        _rule(DisputeOutcome.Split, share);
        assertEq(_status(taskId), TaskStatus.Verified);
        assertEq(provider.balance, providerBefore + gross - fee);
        assertEq(buyer.balance, buyerBefore + back);
        assertEq(escrow.accruedFees(ETH), fee);
        NodeDetails memory n = _node(nodeId);
        assertEq(n.stakedAmount, 2 ether);
        assertEq(n.reputation, 5_000);
        assertEq(n.totalTasksCompleted + n.totalTasksFailed, 0);
        assertEq(n.openTasks, 0);
        assertEq(n.totalEarnings, gross - fee);
    }

    function test_D10_AnotherArbitratorRules_AndTheWindowStays() external {
        _dispute(taskId);
        uint256 disputeUntil = market.getTaskDetails(taskId).disputeUntil;
        skip(6 days);
        vm.prank(owner);
        market.setArbitrator(stranger);
        assertEq(market.getTaskDetails(taskId).disputeUntil, disputeUntil);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotArbitrator.selector, arbitrator, stranger)
        );
        _rule(DisputeOutcome.BuyerWins, 0);
        vm.prank(stranger);
        market.resolveDispute(taskId, DisputeOutcome.ProviderWins, 0);
        assertEq(escrow.creditOf(ETH, stranger), COST / 50);
        assertEq(escrow.creditOf(ETH, arbitrator), 0);
    }

    function test_G9_ADisputeKeepsTheWindowOfItsTask() external {
        TaskMarketplaceParameters memory p = market.parameters();
        p.disputeWindow = 1 days;
        vm.prank(owner);
        market.setParameters(p);
        _dispute(taskId);
        assertEq(market.getTaskDetails(taskId).disputeUntil, block.timestamp + 7 days);
    }
}
