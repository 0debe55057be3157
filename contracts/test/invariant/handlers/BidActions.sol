// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    AssignmentMode,
    Auction,
    BidStatus,
    TaskDetails,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BidMemory, TaskMemory} from "./Store.sol";
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
        bids.push(BidMemory(taskId, nodeId, a.round, price, salt, uint64(a.revealUntil), BidStatus.Committed));
        _see("committed");
    }

    function revealBid(uint256 which) external observed {
        for (uint256 i; i < bids.length; ++i) {
            BidMemory storage b = _bid(which, i);
            if (!_mayReveal(b)) continue;
            vm.prank(registry.getNode(b.nodeId).owner);
            market.revealBid(b.taskId, b.nodeId, b.price, b.salt);
            b.status = BidStatus.Revealed;
            _checkBest(b.taskId, b.round);
            _see("revealed");
            return;
        }
    }

    /// @dev The buyer takes any bid that was shown.
    function selectBid(uint256 which) external observed {
        for (uint256 i; i < bids.length; ++i) {
            BidMemory storage b = _bid(which, i);
            if (!_maySelect(b)) continue;
            vm.prank(market.getTask(b.taskId).buyer);
            market.selectBid(b.taskId, b.nodeId);
            assertEq(market.getTaskDetails(b.taskId).agreedPrice, b.price, "the price that was shown");
            _gained(b.taskId, b.nodeId);
            _see("selected");
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
        if (!eligible) return _see("round closed");
        assertEq(t.agreedPrice, a.bestPrice);
        assertEq(t.assignedNode, a.bestNode);
        _gained(taskId, a.bestNode);
        _see("settled");
    }

    function reportUnrevealedBid(uint256 which) external observed {
        for (uint256 i; i < bids.length; ++i) {
            BidMemory storage b = _bid(which, i);
            if (b.status != BidStatus.Committed || block.timestamp <= b.revealUntil) continue;
            Auction memory a = market.getAuction(b.taskId);
            if (a.round == b.round && a.voided) continue;
            uint256 before = registry.getNode(b.nodeId).reputation;
            market.reportUnrevealedBid(b.taskId, b.round, b.nodeId);
            b.status = BidStatus.Reported;
            assertEq(registry.getNode(b.nodeId).reputation, before < 200 ? 0 : before - 200);
            _see("reported");
            return;
        }
    }

    /// @dev The lowest price of those that were shown in this round, of equals the earlier commitment (V26).
    function _checkBest(bytes32 taskId, uint256 round) private view {
        Auction memory a = market.getAuction(taskId);
        (bytes32 best, uint256 lowest) = (0, type(uint256).max);
        for (uint256 i; i < bids.length; ++i) {
            BidMemory storage b = bids[i];
            if (b.taskId != taskId || b.round != round || b.price >= lowest) continue;
            if (market.getBid(taskId, round, b.nodeId).status != BidStatus.Revealed) continue;
            (best, lowest) = (b.nodeId, b.price);
        }
        assertEq(a.bestNode, best, "V26: the best bid");
        assertEq(a.bestPrice, lowest, "V26: its price");
    }

    /// @dev The first open task that asks for bids, from a random place on.
    function _auctioned(uint256 which) private view returns (bytes32, TaskDetails memory t) {
        uint256 length = livingTasks.length;
        for (uint256 i; i < length; ++i) {
            TaskMemory storage task = taskMemory[livingTasks[(which % length + i) % length]];
            if (!task.sealedBid || task.lastStatus != TaskStatus.Open) continue;
            return (task.taskId, market.getTaskDetails(task.taskId));
        }
        return (0, t);
    }

    /// @dev The bid that is `i` places after a random one.
    function _bid(uint256 which, uint256 i) private view returns (BidMemory storage) {
        return bids[(which % bids.length + i) % bids.length];
    }

    function _mayCommit(TaskDetails memory t, bytes32 nodeId) private view returns (bool) {
        Auction memory a = market.getAuction(t.taskId);
        if (block.timestamp > t.openUntil) return false;
        bool begins = a.commitUntil == 0 || (block.timestamp > a.revealUntil && a.bestNode == 0);
        if (begins) return block.timestamp + 20 minutes <= t.openUntil;
        return block.timestamp <= a.commitUntil && market.getBid(t.taskId, a.round, nodeId).status == BidStatus.None;
    }

    /// @dev What the bidder knows by itself comes first: most bids are over, and the market is not asked about them.
    function _mayReveal(BidMemory storage b) private view returns (bool) {
        if (b.status != BidStatus.Committed || block.timestamp > b.revealUntil) return false;
        if (taskMemory[b.taskId].lastStatus != TaskStatus.Open) return false;
        Auction memory a = market.getAuction(b.taskId);
        return a.round == b.round && a.commitUntil != 0 && block.timestamp > a.commitUntil;
    }

    function _maySelect(BidMemory storage b) private view returns (bool) {
        if (b.status != BidStatus.Revealed || taskMemory[b.taskId].lastStatus != TaskStatus.Open) return false;
        if (block.timestamp <= b.revealUntil || marketCore.paused()) return false;
        Auction memory a = market.getAuction(b.taskId);
        return a.round == b.round && block.timestamp <= a.selectionUntil
            && _eligible(market.getTaskDetails(b.taskId), b.nodeId);
    }
}
