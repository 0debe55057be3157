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
        bytes4[] memory selectors = new bytes4[](35);
        selectors[0] = handler.registerNode.selector;
        selectors[1] = handler.issueChallenge.selector;
        selectors[2] = handler.solveChallenge.selector;
        selectors[3] = handler.solveChallenge.selector;
        selectors[4] = handler.expireChallenge.selector;
        selectors[5] = handler.createTask.selector;
        selectors[6] = handler.postTask.selector;
        selectors[7] = handler.postTask.selector;
        selectors[8] = handler.acceptTask.selector;
        selectors[9] = handler.acceptTask.selector;
        selectors[10] = handler.commitBid.selector;
        selectors[11] = handler.commitBid.selector;
        selectors[12] = handler.commitBid.selector;
        selectors[13] = handler.revealBid.selector;
        selectors[14] = handler.revealBid.selector;
        selectors[15] = handler.selectBid.selector;
        selectors[16] = handler.settleAuction.selector;
        selectors[17] = handler.reportUnrevealedBid.selector;
        selectors[18] = handler.startTask.selector;
        selectors[19] = handler.submitResult.selector;
        selectors[20] = handler.submitResult.selector;
        selectors[21] = handler.approveResult.selector;
        selectors[22] = handler.finalizeTask.selector;
        selectors[23] = handler.disputeTask.selector;
        selectors[24] = handler.resolveDispute.selector;
        selectors[25] = handler.resolveStaleDispute.selector;
        selectors[26] = handler.timeoutTask.selector;
        selectors[27] = handler.timeoutStart.selector;
        selectors[28] = handler.abandonTask.selector;
        selectors[29] = handler.expireTask.selector;
        selectors[30] = handler.cancelTask.selector;
        selectors[31] = handler.addStake.selector;
        selectors[32] = handler.makePartner.selector;
        selectors[33] = handler.wait.selector;
        selectors[34] = handler.wait.selector;
        targetSelector(FuzzSelector(address(handler), selectors));
    }
}

/// @notice Stormy weather: everything the handler can do.
contract StormyMarketTest is InvariantRun {}

/// @notice Walks that are the same every time, each in a new market, which together reach everything: what the invariants are checked on is not empty.
contract WalkTest is MarketInvariants {
    uint256 private constant STEPS = 78;
    uint256 private state;

    function _random() private returns (uint256) {
        return state = uint256(keccak256(abi.encode(state)));
    }

    function test_TheHandlerReachesEverything() external {
        string[59] memory everything = [
            "registered", "staked", "deactivated", "deactivated unproven", "activated", "withdrawn", "issued", "challenged", "progressed",
            "solved", "challenge failed", "overdue", "created", "posted", "posted in tokens", "accepted", "accepted alone", "refused",
            "committed", "revealed", "selected", "settled", "round closed", "voided", "reported", "started", "never started", "submitted",
            "submitted late", "approved", "finalized", "paid below the deposit", "ended in tokens", "disputed", "buyer won", "provider won",
            "shared", "nobody ruled", "cancelled", "expired", "timed out", "abandoned", "used up", "credited", "credit withdrawn",
            "credited in tokens", "token credit withdrawn", "swept", "token fees swept", "forced", "frozen", "slashed by governance",
            "status changed", "partner", "ban proposed", "ban cancelled", "ban executed", "paused", "power moved"
        ];
        // What is seen is kept in memory: going back to the beginning takes everything else away.
        bool[] memory seen = new bool[](everything.length);
        uint256 beginning = vm.snapshotState();
        uint256 missing = everything.length;
        for (uint256 walk = 1; missing != 0; ++walk) {
            assertLe(walk, 24, everything[_first(seen)]);
            vm.revertToState(beginning);
            state = uint256(keccak256(abi.encode("walk", walk)));
            _walk();
            for (uint256 i; i < seen.length; ++i) {
                if (seen[i] || store.count(everything[i]) == 0) continue;
                seen[i] = true;
                --missing;
            }
        }
    }

    function _walk() private {
        for (uint256 i; i < 700; ++i) {
            _step(_random() % STEPS);
        }
        _checkEverything();
        _endAtLast();
    }

    function _first(bool[] memory seen) private pure returns (uint256 i) {
        while (seen[i]) ++i;
    }

    function _step(uint256 action) private {
        uint256 a = _random();
        if (action < 3) handler.registerNode(a, _random());
        else if (action < 4) handler.addStake(a, _random());
        else if (action < 5) handler.deactivateNode(a);
        else if (action < 7) handler.activateNode(a);
        else if (action < 8) handler.withdrawStake(a, _random(), a % 2 == 0);
        else if (action < 11) handler.issueChallenge(a, a % 3 == 0);
        else if (action < 16) handler.solveChallenge(a, a % 4 == 0);
        else if (action < 17) handler.createTask(a, _random(), _random(), _random());
        else if (action < 20) handler.postTask(a, _random(), _random(), _random(), _random());
        else if (action < 25) handler.acceptTask(a, _random());
        else if (action < 31) handler.commitBid(a, _random(), _random());
        else if (action < 37) handler.revealBid(a);
        else if (action < 40) handler.selectBid(a);
        else if (action < 42) handler.settleAuction(a);
        else if (action < 43) handler.reportUnrevealedBid(a);
        else if (action < 46) handler.startTask(a);
        else if (action < 51) handler.submitResult(a);
        else if (action < 52) handler.finalizeTask(a);
        else if (action < 54) handler.disputeTask(a);
        else if (action < 55) handler.resolveStaleDispute(a);
        else if (action < 56) handler.expireTask(a);
        else if (action < 57) handler.timeoutTask(a);
        else if (action < 58) handler.timeoutStart(a);
        else if (action < 59) handler.withdrawCredit(a, a % 4 == 0);
        else if (action < 60) handler.withdrawTokenCredit(a);
        else if (action < 61) handler.sweepFees(a % 2 == 0);
        else if (action < 62) handler.sweepTokenFees();
        else if (action < 63) handler.forceMoney(a);
        else if (action < 64) handler.changeStatus(a, _random());
        else if (action < 65) handler.executeBan(a);
        else if (action < 70) handler.wait(a);
        else _rareStep(a, _random() % 15);
    }

    /// @dev What would end too much if it happened often.
    function _rareStep(uint256 a, uint256 action) private {
        if (action == 0) handler.expireChallenge(a);
        else if (action == 1) handler.approveResult(a);
        else if (action == 2) handler.cancelTask(a);
        else if (action == 3) handler.abandonTask(a);
        else if (action == 4) handler.resolveDispute(a, _random(), _random());
        else if (action == 5) handler.slashNode(a, _random());
        else if (action == 6) handler.makePartner(a);
        else if (action == 7) handler.proposeBan(a);
        else if (action == 8) handler.cancelBan(a);
        else if (action == 9) handler.freeze(a, a % 3 != 0);
        else if (action == 10) handler.pause(a, _random() % 3 != 0);
        else if (action == 11) handler.changeFee(a);
        else if (action == 12) handler.changeAttempts(a);
        else if (action == 13) handler.clearReview(a);
        else handler.cancelAuction(a);
    }
}
