// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {NodeDetails} from "../../../src/interfaces/INodeRegistry.sol";
import {ITaskMarketplaceErrors, ITaskMarketplaceEvents, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ResolveStaleDisputeTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
        taskId = _completed(nodeId);
    }

    function test_RevertGiven_UnknownOrNotDisputed() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.resolveStaleDispute("x");
        skip(100 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
            )
        );
        market.resolveStaleDispute(taskId);
    }

    function testFuzz_RevertGiven_TheDisputeWindowIsNotOver(uint256 wait) external {
        _dispute(taskId);
        uint256 disputeUntil = block.timestamp + 7 days;
        skip(bound(wait, 0, 7 days));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_DisputeWindowNotOver.selector, taskId, disputeUntil
            )
        );
        market.resolveStaleDispute(taskId);
    }

    function test_TheLastSecondOfTheWindowIsTheArbitrators() external {
        _dispute(taskId);
        uint256 disputeUntil = market.getTaskDetails(taskId).disputeUntil;
        vm.warp(disputeUntil);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_DisputeWindowNotOver.selector, taskId, disputeUntil
            )
        );
        market.resolveStaleDispute(taskId);
        vm.warp(disputeUntil + 1);
        market.resolveStaleDispute(taskId);
        assertEq(_status(taskId), TaskStatus.Verified);
    }

    function testFuzz_D2_WhenAllIsWell_ByAnyone_EvenWhilePaused(uint256 price, uint256 late, bool pausedNow) external {
        price = bound(price, 0.001 ether, 0.03 ether);
        taskId = _create(buyer, price, DURATION, 1);
        _accept(taskId, nodeId);
        _submit(taskId);
        _dispute(taskId);
        skip(7 days + bound(late, 1, 365 days));
        if (pausedNow) _pauseAll();
        uint256 fee = (price - price / 2) * 800 / 10_000;
        uint256 bond = (price * 200 + 9_999) / 10_000;
        uint256 providerBefore = provider.balance;
        uint256 buyerBefore = buyer.balance;
        uint256 held = address(escrow).balance;

        _expectParts(price - price / 2 - fee, price / 2 + bond, fee);
        vm.prank(stranger);
        market.resolveStaleDispute(taskId);
        assertEq(provider.balance, providerBefore + price - price / 2 - fee);
        assertEq(buyer.balance, buyerBefore + price / 2 + bond);
        assertEq(address(escrow).balance, held - price - bond + fee);
        _assertNobodyIsBlamed();
    }

    function _expectParts(uint256 payout, uint256 back, uint256 fee) private {
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.DisputeRuled(taskId, DisputeOutcome.NobodyRuled, 0, address(0));
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskVerified(taskId, payout);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            taskId, DisputeOutcome.NobodyRuled, provider, address(0), payout, back, fee, 0
        );
    }

    function _assertNobodyIsBlamed() private view {
        assertEq(_status(taskId), TaskStatus.Verified);
        assertEq(escrow.creditOf(ETH, arbitrator), 0);
        NodeDetails memory n = _node(nodeId);
        assertEq(n.stakedAmount, 2 ether);
        assertEq(n.reputation, 5_000);
        assertEq(n.totalTasksCompleted + n.totalTasksFailed, 0);
        assertEq(n.openTasks, 1);
    }
}
