// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeRegistryErrors, INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {
    Auction,
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SelectBidTest is BaseTest {
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
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        vm.prank(buyer);
        market.selectBid(taskId, nodeId);
    }

    function test_RevertGiven_Unknown_OrWhen_NotTheBuyer() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.selectBid("x", nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotBuyer.selector, taskId, provider, buyer)
        );
        vm.prank(provider);
        market.selectBid(taskId, nodeId);
    }

    function test_RevertGiven_NotOpen() external {
        _bid(taskId, nodeId, PRICE);
        _select(taskId, nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Assigned
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, nodeId);
    }

    function testFuzz_RevertGiven_NotTheSelectionWindow(uint256 time) external {
        _commit(taskId, nodeId, PRICE);
        Auction memory a = market.getAuction(taskId);
        _toReveal(taskId);
        _reveal(taskId, nodeId, PRICE);
        time = time % 2 == 0
            ? bound(time, a.commitUntil + 1, a.revealUntil)
            : bound(time, a.selectionUntil + 1, a.selectionUntil + 1 days);
        vm.warp(time);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_NotSelectionWindow.selector,
                taskId,
                1,
                a.revealUntil,
                a.selectionUntil
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, nodeId);
    }

    function test_RevertGiven_NoRoundHasBegun() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_NotSelectionWindow.selector, taskId, 0, 10 minutes, 20 minutes
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, nodeId);
    }

    function test_RevertGiven_TheBidIsNotRevealed() external {
        _commit(taskId, other, PRICE);
        _bid(taskId, nodeId, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 1, other, BidStatus.Committed
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, other);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongBidStatus.selector, taskId, 1, bytes32("x"), BidStatus.None
            )
        );
        vm.prank(buyer);
        market.selectBid(taskId, "x");
    }

    function test_M11_RevertGiven_TheNodeIsNoLongerEligible() external {
        _bid(taskId, nodeId, PRICE);
        vm.prank(owner);
        registry.slashNode(nodeId, 0.1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, 0.4 ether, 0.5 ether)
        );
        vm.prank(buyer);
        market.selectBid(taskId, nodeId);
    }

    function testFuzz_WhenAllIsWell(uint256 price, uint256 wait) external {
        price = bound(price, 1, PRICE);
        _commit(taskId, other, 1);
        _commit(taskId, nodeId, price);
        _toReveal(taskId);
        _reveal(taskId, other, 1);
        _reveal(taskId, nodeId, price);
        _toSelection(taskId);
        skip(bound(wait, 0, 10 minutes - 1));
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskOpened(nodeId, taskId, POWER, POWER, 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskAssigned(taskId, nodeId, block.timestamp);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskPriceAgreed(taskId, 1, price, block.timestamp + 10 minutes);
        _select(taskId, nodeId);

        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.Assigned);
        assertEq(t.assignedNode, nodeId);
        assertEq(t.provider, provider);
        assertEq(t.agreedPrice, price);
        assertEq(t.maxPrice, PRICE);
        assertEq(t.escrowAmount, COST);
        assertEq(t.startUntil, block.timestamp + 10 minutes);
        assertEq(t.startedAt, 0);
        assertEq(t.deadline, 0);
        assertEq(market.getTask(taskId).startedAt, 0);
        Auction memory a = market.getAuction(taskId);
        assertEq(a.round, 1);
        assertEq(a.bidCount, 2);
        assertEq(a.bestNode, 0);
        assertEq(a.bestPrice, 0);
        assertEq(a.commitUntil + a.revealUntil + a.selectionUntil, 0);
        assertEq(uint256(market.getBid(taskId, 1, other).status), uint256(BidStatus.Revealed));
    }
}
