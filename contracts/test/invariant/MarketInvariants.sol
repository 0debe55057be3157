// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDetails, EscrowStatus} from "../../src/interfaces/IEscrowManager.sol";
import {NodeDetails, NodeStatus} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {TaskDetails, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {BadOracle} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";
import {FreezableUsdCoin} from "./handlers/FreezableUsdCoin.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {Store} from "./handlers/Store.sol";

/// @notice The invariants of README.md that hold after every step; the handler checks those that are about a step.
abstract contract MarketInvariants is BaseTest {
    MarketHandler internal handler;
    Store internal store;

    function setUp() public virtual override {
        super.setUp();
        // The same dollar, whose issuer freezes accounts besides.
        vm.etch(address(usdc), address(new FreezableUsdCoin()).code);
        store = new Store();
        handler = new MarketHandler(deployment, config, store);
        targetContract(address(handler));
    }

    function _checkEverything() internal view {
        _checkI1I3EscrowConservation();
        _checkI2Stakes();
        _checkI6Counters();
        _checkI7ReputationAndTrust();
        _checkI14AtMostOneOpenChallenge();
    }

    function _checkI1I3EscrowConservation() internal view {
        (uint256 heldEth, uint256 heldTokens) = (0, 0);
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            EscrowDetails memory e = escrow.getEscrowDetails(taskId);
            bool ended = _ended(_status(taskId));
            assertEq(uint256(_status(taskId)), uint256(store.lastTaskStatus(taskId)), "I5: an end is an end");
            assertEq(store.exits(taskId), ended ? 1 : 0, "I3: leaves once");
            assertEq(
                ended,
                e.status != EscrowStatus.Held && e.status != EscrowStatus.Disputed,
                "I3: the escrow ends with its task"
            );
            if (ended) continue;
            if (e.currency == ETH) heldEth += e.amount + e.bond;
            else heldTokens += e.amount + e.bond;
        }
        _checkI1(ETH, address(escrow).balance, heldEth);
        _checkI1(address(usdc), usdc.balanceOf(address(escrow)), heldTokens);
        assertEq(address(market).balance + usdc.balanceOf(address(market)), 0, "I1: the marketplace holds nothing");
    }

    function _checkI1(address currency, uint256 balance, uint256 held) private view {
        uint256 owed = held + escrow.accruedFees(currency) + _credits(currency, false);
        assertEq(balance, owed + store.forced(currency), "I1");
    }

    function _ended(TaskStatus status) private pure returns (bool) {
        return status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed;
    }

    function _checkI2Stakes() internal view {
        uint256 total;
        for (uint256 i; i < store.nodeCount(); ++i) {
            bytes32 nodeId = store.nodes(i);
            NodeDetails memory n = _node(nodeId);
            assertEq(
                n.stakedAmount,
                store.deposited(nodeId) - store.withdrawn(nodeId) - store.slashed(nodeId),
                "I2: deposits - withdrawals - slashes"
            );
            total += n.stakedAmount + n.insuranceBond;
        }
        assertEq(address(registry).balance, total + registryCore.accruedFees(ETH) + _credits(ETH, true), "I2");
    }

    function _checkI6Counters() internal view {
        for (uint256 i; i < store.nodeCount(); ++i) {
            bytes32 nodeId = store.nodes(i);
            (uint256 open, uint256 reserved) = (0, 0);
            for (uint256 k; k < store.taskCount(); ++k) {
                TaskDetails memory t = market.getTaskDetails(store.tasks(k));
                bool runs = t.status != TaskStatus.Open && !_ended(t.status);
                if (!runs || store.workedBy(t.taskId) != nodeId) continue;
                assertEq(t.assignedNode, nodeId, "I6: assigned");
                (open, reserved) = (open + 1, reserved + t.requiredPower);
            }
            assertEq(_node(nodeId).openTasks, open, "I6: open tasks");
            assertEq(_node(nodeId).reservedPower, reserved, "I6: reserved power");
            assertLe(open, 10, "I6: capacity");
        }
    }

    function _checkI7ReputationAndTrust() internal view {
        for (uint256 i; i < store.nodeCount(); ++i) {
            NodeDetails memory n = _node(store.nodes(i));
            assertLe(n.reputation, 10_000, "I7: reputation");
            assertEq(n.trustLevel, _level(n), "I7: trust level");
            assertEq(registry.getNodeTrustLevel(n.nodeId), n.trustLevel);
        }
    }

    /// @dev The rule written a second time.
    function _level(NodeDetails memory n) private pure returns (uint8) {
        if (n.status == NodeStatus.Pending || n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) return 0;
        bool partner = n.hasPartnerSLA && n.insuranceBond >= 1e18;
        if (partner && n.stakedAmount >= 5e18 && n.reputation >= 9_500) return 4;
        uint256 ended = n.totalTasksCompleted + n.totalTasksFailed;
        bool reliable = ended != 0 && n.totalTasksCompleted * 100 >= ended * 95;
        if (n.stakedAmount >= 3e18 && n.reputation >= 9_500 && n.totalTasksCompleted >= 100 && reliable) return 3;
        if (n.stakedAmount >= 1e18 && n.challengesPassed >= 10 && n.reputation >= 5_000) return 2;
        return n.stakedAmount >= 0.5e18 ? 1 : 0;
    }

    function _checkI14AtMostOneOpenChallenge() internal view {
        for (uint256 i; i < store.nodeCount(); ++i) {
            bytes32 nodeId = store.nodes(i);
            uint256 open;
            for (uint256 k; k < store.challengeCount(); ++k) {
                ChallengeDetails memory c = verifier.getChallengeDetails(store.challenges(k));
                if (c.nodeId == nodeId && c.status == ChallengeStatus.Open) ++open;
            }
            assertLe(open, 1, "I14");
            assertEq(_node(nodeId).challengeOpen, open == 1, "I14: the registry knows");
        }
    }

    /// @dev I8: from wherever the run ended, with everything paused, no price, and nobody acting but one stranger, all escrowed money reaches
    /// its owners within the sum of the windows.
    function _endAtLast() internal {
        BadOracle bad = new BadOracle(BadOracle.Kind.BurnsGas);
        vm.startPrank(owner);
        market.setPriceOracle(address(bad));
        if (!marketCore.paused()) marketCore.pause();
        if (!escrow.paused()) escrow.pause();
        vm.stopPrank();

        uint256 start = block.timestamp;
        vm.startPrank(stranger);
        skip(25 hours);
        _endAll();
        skip(7 days + 1);
        _endAll();
        if (escrow.accruedFees(ETH) != 0) escrow.sweepFees(ETH);
        if (escrow.accruedFees(address(usdc)) != 0) escrow.sweepFees(address(usdc));
        vm.stopPrank();
        assertLe(block.timestamp, start + 25 hours + 7 days + 1);
        for (uint256 i; i < store.taskCount(); ++i) {
            EscrowStatus status = escrow.getEscrowDetails(store.tasks(i)).status;
            assertTrue(status != EscrowStatus.Held && status != EscrowStatus.Disputed, "I8");
        }
        assertEq(address(escrow).balance, _credits(ETH, false) + store.forced(ETH), "I8: all money has left");
        uint256 tokens = usdc.balanceOf(address(escrow));
        assertEq(tokens, _credits(address(usdc), false) + store.forced(address(usdc)), "I8: all tokens have left");
    }

    function _endAll() private {
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            TaskDetails memory t = market.getTaskDetails(taskId);
            if (t.status == TaskStatus.Open && block.timestamp > t.openUntil) market.expireTask(taskId);
            if (t.status == TaskStatus.Assigned && block.timestamp > t.startUntil) market.timeoutTask(taskId);
            if (t.status == TaskStatus.InProgress && block.timestamp > t.deadline) market.timeoutTask(taskId);
            if (t.status == TaskStatus.Completed && block.timestamp > t.reviewUntil) market.finalizeTask(taskId);
            if (t.status == TaskStatus.Disputed && block.timestamp > t.disputeUntil) market.resolveStaleDispute(taskId);
        }
    }

    function _credits(address currency, bool ofRegistry) private view returns (uint256 total) {
        for (uint256 i; i < handler.accountCount(); ++i) {
            address account = handler.accounts(i);
            total += ofRegistry ? registryCore.creditOf(currency, account) : escrow.creditOf(currency, account);
        }
    }
}
