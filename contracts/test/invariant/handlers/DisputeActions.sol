// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {TaskActions} from "./TaskActions.sol";

/// @notice Results that buyers do not accept.
abstract contract DisputeActions is TaskActions {
    function disputeTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Completed);
        if (taskId == 0 || block.timestamp > t.reviewUntil) return;
        if (t.currency != ETH && usdc.frozen(t.buyer)) return;
        uint256 bond = market.disputeBond(taskId);
        assertEq(bond, (_agreed(t) * 200 + 9_999) / 10_000, "2 % of the agreed amount");
        vm.prank(t.buyer);
        market.disputeTask{value: t.currency == ETH ? bond : 0}(taskId, "not what was asked for");
        vm.prank(t.provider);
        market.submitEvidence(taskId, "ipfs://evidence");
        _see("disputed");
    }

    function resolveDispute(uint256 task, uint256 outcome, uint256 share) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Disputed);
        if (taskId == 0 || block.timestamp > t.disputeUntil) return;
        outcome %= 3;
        share = _bound(share, 0, 9_800);
        bytes memory call_ = abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome(outcome), share));
        if (outcome == 0) {
            uint256 stake = registry.getNodeDetails(t.assignedNode).stakedAmount;
            nodeMemory[t.assignedNode].stake -= stake * 500 / 10_000;
        }
        string memory what = outcome == 0 ? "buyer won" : outcome == 1 ? "provider won" : "shared";
        _end(t, config.arbitrator, call_, what, _parts(t, outcome, share));
    }

    function resolveStaleDispute(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Disputed);
        if (taskId == 0) return;
        bytes memory call_ = abi.encodeCall(market.resolveStaleDispute, (taskId));
        _end(t, address(this), call_, "nobody ruled", _parts(t, 3, 0));
    }

    /// @dev The table of contracts/README.md, written a second time: buyer wins, provider wins, shared, nobody ruled.
    function _parts(TaskDetails memory t, uint256 outcome, uint256 share) private view returns (Wealth memory parts) {
        uint256 agreed = _agreed(t);
        uint256 bond = escrow.getEscrowDetails(t.taskId).bond;
        uint256 rate = escrow.getEscrowDetails(t.taskId).feeBps;
        if (outcome != 3) parts.arbitrator = agreed / 50;
        if (outcome == 1) {
            parts.fees = agreed * rate / 10_000;
            parts.provider = agreed - parts.fees - parts.arbitrator + bond;
        } else if (outcome == 2) {
            uint256 gross = agreed * share / 10_000;
            parts.fees = gross * rate / 9_800;
            parts.provider = gross - parts.fees;
        } else if (outcome == 3) {
            uint256 half = agreed - agreed / 2;
            parts.fees = half * rate / 10_000;
            parts.provider = half - parts.fees;
        }
        parts.buyer = t.escrowAmount + bond - parts.provider - parts.fees - parts.arbitrator;
    }
}
