// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeRegistryErrors, INodeRegistryEvents, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    Auction,
    Bid,
    BidStatus,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract CommitBidTest is BaseTest {
    bytes32 private constant COMMITMENT = keccak256("commitment");
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
        taskId = _auction();
    }

    function _commitAs(address who, bytes32 task, bytes32 node, bytes32 commitment) private {
        vm.prank(who);
        market.commitBid(task, node, commitment);
    }

    function test_RevertGiven_Paused() external {
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        _commitAs(provider, taskId, nodeId, COMMITMENT);
    }

    function test_RevertGiven_UnknownOrNotOpen() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        _commitAs(provider, "x", nodeId, COMMITMENT);
        vm.prank(buyer);
        market.cancelTask(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Cancelled
            )
        );
        _commitAs(provider, taskId, nodeId, COMMITMENT);
    }

    function test_RevertGiven_TheOpenWindowIsOver() external {
        uint256 openUntil = market.getTaskDetails(taskId).openUntil;
        vm.warp(openUntil + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowOver.selector, taskId, openUntil)
        );
        _commitAs(provider, taskId, nodeId, COMMITMENT);
    }

    function test_RevertGiven_TheTaskAsksForNoBids() external {
        bytes32[3] memory tasks = [_create(), _post(AssignmentMode.Instant, ETH), _direct(nodeId, ETH)];
        AssignmentMode[3] memory modes = [AssignmentMode.Instant, AssignmentMode.Instant, AssignmentMode.Direct];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongMode.selector, tasks[i], modes[i])
            );
            _commitAs(provider, tasks[i], nodeId, COMMITMENT);
        }
    }

    function test_RevertWhen_TheCommitmentIsZero() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_EmptyCommitment.selector, taskId, nodeId)
        );
        _commitAs(provider, taskId, nodeId, 0);
    }

    function testFuzz_RevertGiven_TheCommitWindowIsOver(uint256 wait) external {
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        bytes32 other = _register(otherProvider);
        uint256 commitUntil = market.getAuction(taskId).commitUntil;
        vm.warp(bound(wait, commitUntil + 1, commitUntil + 5 minutes));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_CommitWindowOver.selector, taskId, 1, commitUntil
            )
        );
        _commitAs(otherProvider, taskId, other, COMMITMENT);
    }

    function test_AtTheLastSecondOfTheCommitWindow() external {
        bytes32 other = _activeNode(otherProvider);
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        vm.warp(market.getAuction(taskId).commitUntil);
        _commitAs(otherProvider, taskId, other, COMMITMENT);
        assertEq(market.getAuction(taskId).round, 1);
        assertEq(market.getAuction(taskId).bidCount, 2);
    }

    function testFuzz_RevertGiven_ARevealedBidIsNotSettled(uint256 wait) external {
        bytes32 other = _activeNode(otherProvider);
        _bid(taskId, nodeId, PRICE);
        skip(bound(wait, 0, 1 days));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_AuctionNotSettled.selector, taskId, 1, nodeId)
        );
        _commitAs(otherProvider, taskId, other, COMMITMENT);
    }

    function test_RevertGiven_TheRoundWouldEndTooLate() external {
        uint256 openUntil = market.getTaskDetails(taskId).openUntil;
        vm.warp(openUntil - 20 minutes + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_RoundTooLate.selector, taskId, openUntil + 1, openUntil
            )
        );
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        vm.warp(openUntil - 20 minutes);
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        assertEq(market.getAuction(taskId).selectionUntil, openUntil);
    }

    function test_RevertGiven_TheNodeHasABidInThisRound() external {
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_BidExists.selector, taskId, 1, nodeId)
        );
        _commitAs(provider, taskId, nodeId, keccak256("another"));
    }

    function test_RevertGiven_TheRegistryRefuses() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        _commitAs(provider, taskId, "x", COMMITMENT);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        _commitAs(stranger, taskId, nodeId, COMMITMENT);
        bytes32 pending = _register(provider);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, pending, NodeStatus.Pending)
        );
        _commitAs(provider, taskId, pending, COMMITMENT);
        bytes32 own = _activeNode(buyer);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_OwnerIsBuyer.selector, own, buyer));
        _commitAs(buyer, taskId, own, COMMITMENT);
        assertEq(market.getAuction(taskId).round, 0);
    }

    function test_RevertGiven_TheNodeFailedThisTaskBefore() external {
        nodeId = _activeNode(provider, 2 ether);
        _bid(taskId, nodeId, PRICE);
        _select(taskId, nodeId);
        vm.prank(provider);
        market.abandonTask(taskId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NodeExcluded.selector, taskId, nodeId)
        );
        _commitAs(provider, taskId, nodeId, COMMITMENT);
    }

    function testFuzz_TheFirstBidOpensARound(bytes32 commitment, uint256 wait) external {
        vm.assume(commitment != 0);
        skip(bound(wait, 0, 7 days - 20 minutes));
        uint256 start = block.timestamp;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.AuctionRoundOpened(
            taskId, 1, start + 5 minutes, start + 10 minutes, start + 20 minutes
        );
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeHeldForBid(nodeId, taskId, start + 20 minutes);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.BidCommitted(taskId, nodeId, 1, commitment, 1);
        _commitAs(provider, taskId, nodeId, commitment);

        Auction memory a = market.getAuction(taskId);
        assertEq(a.round, 1);
        assertEq(a.bidCount, 1);
        assertEq(a.bestNode, 0);
        assertEq(a.bestPrice, 0);
        assertEq(a.commitUntil, start + 5 minutes);
        assertEq(a.revealUntil, start + 10 minutes);
        assertEq(a.selectionUntil, start + 20 minutes);
        assertFalse(a.voided);
        Bid memory b = market.getBid(taskId, 1, nodeId);
        assertEq(uint256(b.status), uint256(BidStatus.Committed));
        assertEq(b.commitment, commitment);
        assertEq(b.order, 1);
        assertEq(b.pricePerHour, 0);
        assertEq(_status(taskId), TaskStatus.Open);
        assertEq(_node(nodeId).openTasks, 0);
    }

    function test_ItHoldsTheNodeUntilTheSelectionWindowIsOver() external {
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        uint256 until = market.getAuction(taskId).selectionUntil;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_HeldForBid.selector, nodeId, until));
        vm.prank(provider);
        registry.deactivateNode(nodeId);
        vm.warp(until + 1);
        _deactivate(nodeId);
    }

    function test_ASecondNodeBidsInTheSameRound() external {
        bytes32 other = _activeNode(otherProvider);
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        Auction memory before = market.getAuction(taskId);
        skip(1 minutes);
        _commitAs(otherProvider, taskId, other, COMMITMENT);
        assertEq(market.getBid(taskId, 1, other).order, 2);
        Auction memory a = market.getAuction(taskId);
        assertEq(a.bidCount, 2);
        assertEq(a.commitUntil, before.commitUntil);
        assertEq(a.selectionUntil, before.selectionUntil);
    }

    function testFuzz_M6_GivenNobodyRevealed_TheNextRoundOpens(uint256 wait) external {
        bytes32 other = _activeNode(otherProvider);
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        uint256 revealUntil = market.getAuction(taskId).revealUntil;
        vm.warp(revealUntil + bound(wait, 1, 1 days));
        uint256 start = block.timestamp;
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.AuctionRoundOpened(
            taskId, 2, start + 5 minutes, start + 10 minutes, start + 20 minutes
        );
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.BidCommitted(taskId, other, 2, COMMITMENT, 1);
        _commitAs(otherProvider, taskId, other, COMMITMENT);
        // Who did not reveal may bid again: what it costs is reputation.
        _commitAs(provider, taskId, nodeId, COMMITMENT);
        assertEq(market.getBid(taskId, 2, nodeId).order, 2);
        assertEq(market.getBid(taskId, 1, nodeId).order, 1);
        assertEq(market.getAuction(taskId).bidCount, 2);
    }

    function test_GivenTheTaskWasReopened_TheNextRoundOpens() external {
        bytes32 other = _activeNode(otherProvider);
        _bid(taskId, nodeId, PRICE);
        _select(taskId, nodeId);
        vm.prank(provider);
        market.abandonTask(taskId);
        assertEq(market.getTaskDetails(taskId).agreedPrice, 0);
        _bid(taskId, other, PRICE / 2);
        assertEq(market.getAuction(taskId).round, 2);
        assertEq(market.getAuction(taskId).bestNode, other);
        _select(taskId, other);
        assertEq(market.getTaskDetails(taskId).agreedPrice, PRICE / 2);
        assertEq(market.getTaskDetails(taskId).provider, otherProvider);
    }
}
