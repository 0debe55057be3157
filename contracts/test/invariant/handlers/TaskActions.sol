// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Eligibility, NodeDetails, ResourceType, TaskClaim} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    Auction,
    TaskDetails,
    TaskRequest,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {HandlerBase} from "./HandlerBase.sol";

/// @notice The life of a task, bids and disputes apart.
abstract contract TaskActions is HandlerBase {
    /// @dev What each side of a task got, by currency.
    struct Wealth {
        uint256 buyer;
        uint256 provider;
        uint256 fees;
        uint256 arbitrator;
    }

    function createTask(uint256 who, uint256 price, uint256 duration, uint256 power) external observed {
        if (_closed()) return;
        TaskRequest memory r = _request(price, duration, power, ETH);
        uint256 cost = market.taskCost(r.maxPrice, r.duration);
        vm.prank(buyers[who % buyers.length]);
        bytes32 taskId =
            market.createTask{value: cost}(r.resourceType, r.requiredPower, r.duration, r.maxPrice, 0, "ipfs://task");
        _addTask(taskId, false);
        _see("created");
    }

    function postTask(uint256 who, uint256 price, uint256 duration, uint256 power, uint256 form) external observed {
        if (_closed()) return;
        TaskRequest memory r = _request(price, duration, power, form % 2 == 0 ? ETH : address(usdc));
        r.mode = AssignmentMode(form / 2 % 3);
        if (r.mode == AssignmentMode.Direct) r.directNode = _partner(form);
        if (r.mode == AssignmentMode.Direct && r.directNode == 0) return;
        uint256 cost = market.taskCost(r.maxPrice, r.duration);
        address buyer = buyers[who % buyers.length];
        if (r.currency != ETH && usdc.frozen(buyer)) return;
        vm.prank(buyer);
        bytes32 taskId = market.postTask{value: r.currency == ETH ? cost : 0}(r);
        _addTask(taskId, r.mode == AssignmentMode.SealedBid);
        _see(r.currency == ETH ? "posted" : "posted in tokens");
    }

    function acceptTask(uint256 task, uint256 node) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Open);
        if (taskId == 0 || nodes.length == 0 || marketCore.paused() || block.timestamp > t.openUntil) return;
        bytes32[] memory matches = market.matchTask(taskId);
        // Mostly a node that may, at times any.
        bool any = node % 4 == 0 || matches.length == 0;
        bytes32 nodeId = any ? nodes[node % nodes.length] : matches[node % matches.length];
        bool eligible = _eligible(t, nodeId);
        assertTrue(any || eligible, "what matches is eligible");
        bool may = eligible && t.mode != AssignmentMode.SealedBid;
        vm.prank(registry.getNode(nodeId).owner);
        try market.acceptTask(taskId, nodeId) {
            assertTrue(may, "I9: who is not eligible gains no task");
            _gained(taskId, nodeId);
            _see(t.mode == AssignmentMode.Direct ? "accepted alone" : "accepted");
        } catch {
            assertFalse(may, "who is eligible may accept");
            _see("refused");
        }
    }

    function startTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Assigned);
        if (taskId == 0) return;
        vm.prank(t.provider);
        market.startTask(taskId);
        _see("started");
    }

    function submitResult(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.InProgress);
        if (taskId == 0) return;
        vm.prank(t.provider);
        market.submitResult(taskId, keccak256(abi.encode(taskId)), "ipfs://result");
        _see(block.timestamp > t.deadline ? "submitted late" : "submitted");
    }

    function approveResult(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Completed);
        if (taskId != 0) _paid(t, t.buyer, abi.encodeCall(market.approveResult, (taskId)), "approved");
    }

    function finalizeTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Completed);
        if (taskId != 0) _paid(t, address(this), abi.encodeCall(market.finalizeTask, (taskId)), "finalized");
    }

    function cancelTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Open);
        if (taskId == 0 || market.getAuction(taskId).bestNode != 0) return;
        _cancel(t);
    }

    /// @dev Of a task that nodes bid for just now.
    function cancelAuction(uint256 task) external observed {
        uint256 length = livingTasks.length;
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = livingTasks[(task % length + i) % length];
            if (!taskMemory[taskId].sealedBid || taskMemory[taskId].lastStatus != TaskStatus.Open) continue;
            Auction memory a = market.getAuction(taskId);
            if (a.bestNode == 0 && a.commitUntil != 0) return _cancel(market.getTaskDetails(taskId));
        }
    }

    function _cancel(TaskDetails memory t) private {
        bool bidding = block.timestamp <= market.getAuction(t.taskId).revealUntil;
        _refunded(t, t.buyer, abi.encodeCall(market.cancelTask, (t.taskId)), bidding ? "voided" : "cancelled");
        assertEq(market.getAuction(t.taskId).voided, bidding, "nobody has to reveal any more");
    }

    function expireTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Open);
        if (taskId != 0) _refunded(t, address(this), abi.encodeCall(market.expireTask, (taskId)), "expired");
    }

    function timeoutTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.InProgress);
        if (taskId != 0) _fail(t, address(this), abi.encodeCall(market.timeoutTask, (taskId)), "timed out");
    }

    function timeoutStart(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Assigned);
        if (taskId != 0) _fail(t, address(this), abi.encodeCall(market.timeoutTask, (taskId)), "never started");
    }

    function abandonTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) =
            _task(task, task % 4 == 0 ? TaskStatus.Assigned : TaskStatus.InProgress);
        if (taskId != 0) _fail(t, t.provider, abi.encodeCall(market.abandonTask, (taskId)), "abandoned");
    }

    /*//////////////////////////////////////////////////////////////
                               ENDINGS
    //////////////////////////////////////////////////////////////*/

    function _paid(TaskDetails memory t, address who, bytes memory call_, string memory what) internal {
        uint256 agreed = _agreed(t);
        uint256 fee = agreed * escrow.getEscrowDetails(t.taskId).feeBps / 10_000;
        _end(t, who, call_, what, Wealth(t.escrowAmount - agreed, agreed - fee, fee, 0));
        if (agreed < t.escrowAmount) _see("paid below the deposit");
    }

    function _refunded(TaskDetails memory t, address who, bytes memory call_, string memory what) internal {
        _end(t, who, call_, what, Wealth(t.escrowAmount, 0, 0, 0));
    }

    /// @dev A task's end: its money goes to buyer, provider, treasury and arbitrator as expected, and the parts add up to the wei (I3, I4).
    function _end(TaskDetails memory t, address who, bytes memory call_, string memory what, Wealth memory expected)
        internal
    {
        uint256 inEscrow = t.escrowAmount + escrow.getEscrowDetails(t.taskId).bond;
        assertEq(
            expected.buyer + expected.provider + expected.fees + expected.arbitrator, inEscrow, "I4: the parts add up"
        );
        Wealth memory before = _wealthOf(t);
        _call(who, call_);
        Wealth memory got = _wealthOf(t);
        assertEq(got.buyer - before.buyer, expected.buyer, "I4: buyer");
        assertEq(got.provider - before.provider, expected.provider, "I4: provider");
        assertEq(got.fees - before.fees, expected.fees, "I4: fee");
        assertEq(got.arbitrator - before.arbitrator, expected.arbitrator, "I4: arbitrator");
        ++taskMemory[t.taskId].exits;
        _see(what);
        if (t.currency != ETH) _see("ended in tokens");
    }

    function _fail(TaskDetails memory t, address who, bytes memory call_, string memory what) private {
        uint256 stake = registry.getNodeDetails(t.assignedNode).stakedAmount;
        nodeMemory[t.assignedNode].stake -= stake * 500 / 10_000;
        _see(what);
        if (t.failedAttempts + 1 < t.attempts) return _call(who, call_);
        _refunded(t, who, call_, "used up");
    }

    function _wealthOf(TaskDetails memory t) private view returns (Wealth memory) {
        return Wealth({
            buyer: _wealth(t.currency, t.buyer),
            provider: _wealth(t.currency, t.provider),
            fees: escrow.accruedFees(t.currency),
            arbitrator: _wealth(t.currency, config.arbitrator)
        });
    }

    function _agreed(TaskDetails memory t) internal view returns (uint256) {
        return market.taskCost(t.agreedPrice == 0 ? t.maxPrice : t.agreedPrice, t.duration);
    }

    /*//////////////////////////////////////////////////////////////
                               TOOLS
    //////////////////////////////////////////////////////////////*/

    function _closed() private view returns (bool) {
        return marketCore.paused() || escrow.paused() || tasks.length >= 160;
    }

    /// @dev Most tasks are small, else they would all ask for level 2, which takes a node ten challenges.
    function _request(uint256 price, uint256 duration, uint256 power, address currency)
        private
        view
        returns (TaskRequest memory r)
    {
        r.duration = _bound(duration, 1 minutes, 8 hours);
        uint256 worth = price % 4 == 0 ? _bound(price, 0.04 ether, 10 ether) : _bound(price, 0.002 ether, 0.03 ether);
        // At 3,000 dollars for one ETH.
        if (currency != ETH) worth = worth * 3_000 / 1e12;
        r.maxPrice = worth * 3_600 / r.duration;
        r.requiredPower = _bound(power, 1, 2e8);
        r.currency = currency;
        r.resourceType = ResourceType.GPU;
        r.salt = bytes32(tasks.length + 1);
        r.specificationURI = "ipfs://task";
    }

    /// @dev The first node of level 4 from a random place on.
    function _partner(uint256 which) private view returns (bytes32) {
        for (uint256 i; i < nodes.length; ++i) {
            bytes32 nodeId = nodes[(which % nodes.length + i) % nodes.length];
            if (registry.getNodeTrustLevel(nodeId) == 4) return nodeId;
        }
        return 0;
    }

    function _eligible(TaskDetails memory t, bytes32 nodeId) internal view returns (bool) {
        address operator = registry.getNode(nodeId).owner;
        TaskClaim memory claim = TaskClaim(operator, t.buyer, t.resourceType, t.minTrustLevel, t.requiredPower);
        if (t.mode == AssignmentMode.Direct && t.directNode != nodeId) return false;
        return registry.eligibility(nodeId, claim) == Eligibility.Eligible && !market.isExcluded(t.taskId, nodeId);
    }

    /// @dev I6, I9: right after a node got a task.
    function _gained(bytes32 taskId, bytes32 nodeId) internal {
        NodeDetails memory n = registry.getNodeDetails(nodeId);
        assertLe(n.reservedPower, n.computePower, "I6: reserved at most what is proven");
        assertFalse(n.suspended || n.ownerBanned || n.underReview, "I9: suspended, banned or flagged");
        taskMemory[taskId].workedBy = nodeId;
    }

    function _call(address who, bytes memory call_) internal {
        vm.prank(who);
        (bool success, bytes memory answer) = address(market).call(call_);
        if (success) return;
        assembly {
            revert(add(answer, 0x20), mload(answer))
        }
    }
}
