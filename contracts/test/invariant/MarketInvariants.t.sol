// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDetails, EscrowStatus} from "../../src/interfaces/IEscrowManager.sol";
import {NodeDetails, NodeStatus} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {TaskDetails, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {BadOracle} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {Store} from "./handlers/Store.sol";

/// @notice The invariants of README.md that hold after every step; the handler checks those that are about a step.
abstract contract MarketInvariants is BaseTest {
    MarketHandler internal handler;
    Store internal store;

    function setUp() public virtual override {
        super.setUp();
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
        uint256 held;
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            EscrowDetails memory e = escrow.getEscrowDetails(taskId);
            TaskStatus status = _status(taskId);
            bool ended =
                status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed;
            assertEq(store.exits(taskId), ended ? 1 : 0, "I3: leaves once");
            EscrowStatus expected = !ended
                ? EscrowStatus.Held
                : status == TaskStatus.Verified ? EscrowStatus.Released : EscrowStatus.Refunded;
            assertEq(uint256(e.status), uint256(expected), "I3: escrow status");
            if (!ended) held += e.amount;
        }
        uint256 owed = held + escrow.accruedFees(ETH) + _credits(false);
        assertEq(address(escrow).balance, owed + store.forced(), "I1");
        assertEq(address(market).balance, 0, "I1: the marketplace holds nothing");
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
        assertEq(address(registry).balance, total + registryCore.accruedFees(ETH) + _credits(true), "I2");
    }

    function _checkI6Counters() internal view {
        for (uint256 i; i < store.nodeCount(); ++i) {
            bytes32 nodeId = store.nodes(i);
            (uint256 open, uint256 reserved) = (0, 0);
            for (uint256 k; k < store.taskCount(); ++k) {
                TaskDetails memory t = market.getTaskDetails(store.tasks(k));
                bool runs = t.status == TaskStatus.InProgress || t.status == TaskStatus.Completed;
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

    /// @dev protocol.md §4, word by word; level 4 needs an SLA, which nobody signs here.
    function _level(NodeDetails memory n) private pure returns (uint8) {
        if (n.status == NodeStatus.Pending || n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) return 0;
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
        vm.stopPrank();
        assertLe(block.timestamp, start + 25 hours + 7 days + 1);
        for (uint256 i; i < store.taskCount(); ++i) {
            EscrowStatus status = escrow.getEscrowDetails(store.tasks(i)).status;
            assertTrue(status == EscrowStatus.Released || status == EscrowStatus.Refunded, "I8");
        }
        assertEq(address(escrow).balance, _credits(false) + store.forced(), "I8: all money has left");
    }

    function _endAll() private {
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            TaskDetails memory t = market.getTaskDetails(taskId);
            if (t.status == TaskStatus.Open && block.timestamp > t.openUntil) market.expireTask(taskId);
            if (t.status == TaskStatus.InProgress && block.timestamp > t.deadline) market.timeoutTask(taskId);
            if (t.status == TaskStatus.Completed && block.timestamp > t.reviewUntil) market.finalizeTask(taskId);
        }
    }

    function _credits(bool ofRegistry) private view returns (uint256 total) {
        for (uint256 i; i < 7; ++i) {
            address account = i < 3 ? handler.providers(i) : handler.buyers(i - 3);
            total += ofRegistry ? registryCore.creditOf(ETH, account) : escrow.creditOf(ETH, account);
        }
    }
}

/// @notice One campaign for all of them: after each step each is checked, and the message of a failure names it.
abstract contract InvariantRun is MarketInvariants {
    function invariant_EverythingHolds() external view {
        _checkEverything();
    }

    function afterInvariant() external {
        _endAtLast();
    }
}

/// @notice Still weather: no pauses, no governance, no money from nowhere.
contract StillMarketTest is InvariantRun {
    function setUp() public override {
        super.setUp();
        bytes4[] memory selectors = new bytes4[](17);
        selectors[0] = handler.registerNode.selector;
        selectors[1] = handler.issueChallenge.selector;
        selectors[2] = handler.solveChallenge.selector;
        selectors[3] = handler.expireChallenge.selector;
        selectors[4] = handler.createTask.selector;
        selectors[5] = handler.createTask.selector;
        selectors[6] = handler.acceptTask.selector;
        selectors[7] = handler.acceptTask.selector;
        selectors[8] = handler.submitResult.selector;
        selectors[9] = handler.approveResult.selector;
        selectors[10] = handler.finalizeTask.selector;
        selectors[11] = handler.timeoutTask.selector;
        selectors[12] = handler.abandonTask.selector;
        selectors[13] = handler.expireTask.selector;
        selectors[14] = handler.wait.selector;
        selectors[15] = handler.addStake.selector;
        selectors[16] = handler.cancelTask.selector;
        targetSelector(FuzzSelector(address(handler), selectors));
    }
}

/// @notice Stormy weather: everything the handler can do.
contract StormyMarketTest is InvariantRun {}

/// @notice One long walk that is the same every time, which reaches everything: what the invariants are checked on is not empty.
contract WalkTest is MarketInvariants {
    uint256 private state = uint256(keccak256("walk"));

    function _random() private returns (uint256) {
        return state = uint256(keccak256(abi.encode(state)));
    }

    function test_TheHandlerReachesEverything() external {
        string[32] memory everything = [
            "registered", "staked", "deactivated", "deactivated unproven", "activated", "withdrawn", "issued", "challenged", "progressed", "solved",
            "challenge failed", "overdue", "created", "accepted", "refused", "submitted", "submitted late", "approved", "finalized", "cancelled",
            "expired", "timed out", "abandoned", "used up", "credited", "credit withdrawn", "swept", "forced", "slashed by governance",
            "status changed", "paused", "power moved"
        ];
        uint256 reached;
        for (uint256 steps; reached < everything.length; ++steps) {
            assertLt(steps, 5_000, everything[reached]);
            _step(_random() % 34);
            while (reached < everything.length && store.count(everything[reached]) != 0) ++reached;
        }
        _checkEverything();
        _endAtLast();
    }

    function _step(uint256 action) private {
        uint256 a = _random();
        if (action == 0) handler.registerNode(a, _random());
        else if (action == 1) handler.addStake(a, _random());
        else if (action == 2) handler.deactivateNode(a);
        else if (action == 3) handler.activateNode(a);
        else if (action == 4) handler.withdrawStake(a, _random(), a % 2 == 0);
        else if (action < 7) handler.issueChallenge(a, a % 3 == 0);
        else if (action < 10) handler.solveChallenge(a, a % 4 == 0);
        else if (action == 10 && a % 3 == 0) handler.expireChallenge(a);
        else if (action == 10) handler.solveChallenge(a, false);
        else if (action < 13) handler.createTask(a, _random(), _random(), _random());
        else if (action < 16) handler.acceptTask(a, _random());
        else if (action < 18) handler.submitResult(a);
        else if (action == 18 && a % 3 == 0) handler.approveResult(a);
        else if (action == 19) handler.finalizeTask(a);
        else if (action == 20 && a % 6 == 0) handler.cancelTask(a);
        else if (action == 21) handler.expireTask(a);
        else if (action == 22) handler.timeoutTask(a);
        else if (action == 23 && a % 2 == 0) handler.abandonTask(a);
        else if (action == 24) handler.withdrawCredit(a, a % 4 == 0);
        else if (action == 25) handler.sweepFees(a % 2 == 0);
        else if (action == 26) handler.forceMoney(a);
        else if (action == 27 && a % 4 == 0) handler.slashNode(a, _random());
        else if (action == 28) handler.changeStatus(a, _random());
        else if (action > 29) handler.wait(a);
        else if (a % 8 == 0) handler.pause(a, _random() % 3 != 0);
        else if (a % 8 == 1) handler.changeFee(a);
        else if (a % 8 < 4) handler.changeAttempts(a);
        else if (a % 8 < 6) handler.clearReview(a);
        else handler.wait(a);
    }
}
