// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssignmentMode, Auction, BidStatus, TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {Store} from "./Store.sol";
import {TaskActions} from "./TaskActions.sol";

/// @notice Sealed bids, from the commitment to the node that won.
abstract contract BidActions is TaskActions {
    function commitBid(uint256 task, uint256 node, uint256 price) external observed {
        (bytes32 taskId, TaskDetails memory t) = _auctioned(task);
        bytes32[] memory matches = taskId == 0 ? new bytes32[](0) : market.matchTask(taskId);
        if (matches.length == 0 || marketCore.paused()) return;
        bytes32 nodeId = matches[node % matches.length];
        if (!_mayCommit(t, nodeId)) return;
        price = _bound(price, 1, t.maxPrice);
        bytes32 salt = keccak256(abi.encode(node, price));
        address owner = registry.getNode(nodeId).owner;
        bytes32 commitment = market.computeCommitment(taskId, nodeId, owner, price, salt);
        vm.prank(owner);
        market.commitBid(taskId, nodeId, commitment);
        Auction memory a = market.getAuction(taskId);
        assertGe(registry.getNodeDetails(nodeId).heldUntil, a.selectionUntil, "a bid holds its node");
        store.addBid(Store.Bid(taskId, a.round, nodeId, price, salt, a.revealUntil));
        store.see("committed");
    }

    function revealBid(uint256 which) external observed {
        for (uint256 i; i < store.bidCount(); ++i) {
            Store.Bid memory b = store.getBid((which % store.bidCount() + i) % store.bidCount());
            if (!_mayReveal(b)) continue;
            vm.prank(registry.getNode(b.nodeId).owner);
            market.revealBid(b.taskId, b.nodeId, b.price, b.salt);
            _checkBest(b.taskId, b.round);
            store.see("revealed");
            return;
        }
    }

    /// @dev The buyer takes any bid that was shown.
    function selectBid(uint256 which) external observed {
        for (uint256 i; i < store.bidCount(); ++i) {
            Store.Bid memory b = store.getBid((which % store.bidCount() + i) % store.bidCount());
            TaskDetails memory t = market.getTaskDetails(b.taskId);
            if (!_maySelect(t, b)) continue;
            vm.prank(t.buyer);
            market.selectBid(b.taskId, b.nodeId);
            assertEq(market.getTaskDetails(b.taskId).agreedPrice, b.price, "the price that was shown");
            _gained(b.taskId, b.nodeId);
            store.see("selected");
            return;
        }
    }

    function settleAuction(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _auctioned(task);
        if (taskId == 0 || marketCore.paused()) return;
        Auction memory a = market.getAuction(taskId);
        if (a.bestNode == 0 || block.timestamp <= a.selectionUntil || block.timestamp > t.openUntil) return;
        bool eligible = _eligible(t, a.bestNode);
        market.settleAuction(taskId);
        t = market.getTaskDetails(taskId);
        assertEq(t.status == TaskStatus.Assigned, eligible, "the best bid wins while it is eligible");
        if (!eligible) return store.see("round closed");
        assertEq(t.agreedPrice, a.bestPrice);
        assertEq(t.assignedNode, a.bestNode);
        _gained(taskId, a.bestNode);
        store.see("settled");
    }

    function reportUnrevealedBid(uint256 which) external observed {
        for (uint256 i; i < store.bidCount(); ++i) {
            Store.Bid memory b = store.getBid((which % store.bidCount() + i) % store.bidCount());
            if (market.getBid(b.taskId, b.round, b.nodeId).status != BidStatus.Committed) continue;
            Auction memory a = market.getAuction(b.taskId);
            if (block.timestamp <= b.revealUntil || (a.round == b.round && a.voided)) continue;
            uint256 before = registry.getNode(b.nodeId).reputation;
            market.reportUnrevealedBid(b.taskId, b.round, b.nodeId);
            assertEq(registry.getNode(b.nodeId).reputation, before < 200 ? 0 : before - 200);
            store.see("reported");
            return;
        }
    }

    /// @dev The lowest price of those that were shown in this round, of equals the earlier commitment (V26).
    function _checkBest(bytes32 taskId, uint256 round) private view {
        Auction memory a = market.getAuction(taskId);
        (bytes32 best, uint256 lowest) = (0, type(uint256).max);
        for (uint256 i; i < store.bidCount(); ++i) {
            Store.Bid memory b = store.getBid(i);
            if (b.taskId != taskId || b.round != round || b.price >= lowest) continue;
            if (market.getBid(taskId, round, b.nodeId).status != BidStatus.Revealed) continue;
            (best, lowest) = (b.nodeId, b.price);
        }
        assertEq(a.bestNode, best, "V26: the best bid");
        assertEq(a.bestPrice, lowest, "V26: its price");
    }

    function _auctioned(uint256 which) private view returns (bytes32, TaskDetails memory t) {
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks((which % store.taskCount() + i) % store.taskCount());
            if (store.lastTaskStatus(taskId) != TaskStatus.Open) continue;
            t = market.getTaskDetails(taskId);
            if (t.mode == AssignmentMode.SealedBid) return (taskId, t);
        }
        return (0, t);
    }

    function _mayCommit(TaskDetails memory t, bytes32 nodeId) private view returns (bool) {
        Auction memory a = market.getAuction(t.taskId);
        if (block.timestamp > t.openUntil) return false;
        bool begins = a.commitUntil == 0 || (block.timestamp > a.revealUntil && a.bestNode == 0);
        if (begins) return block.timestamp + 20 minutes <= t.openUntil;
        return block.timestamp <= a.commitUntil
            && market.getBid(t.taskId, a.round, nodeId).status == BidStatus.None;
    }

    function _mayReveal(Store.Bid memory b) private view returns (bool) {
        Auction memory a = market.getAuction(b.taskId);
        return market.getTask(b.taskId).status == TaskStatus.Open && a.round == b.round && a.commitUntil != 0
            && block.timestamp > a.commitUntil && block.timestamp <= a.revealUntil
            && market.getBid(b.taskId, b.round, b.nodeId).status == BidStatus.Committed;
    }

    function _maySelect(TaskDetails memory t, Store.Bid memory b) private view returns (bool) {
        Auction memory a = market.getAuction(b.taskId);
        return t.status == TaskStatus.Open && !marketCore.paused() && a.round == b.round
            && block.timestamp > a.revealUntil && block.timestamp <= a.selectionUntil
            && market.getBid(b.taskId, b.round, b.nodeId).status == BidStatus.Revealed && _eligible(t, b.nodeId);
    }
}
