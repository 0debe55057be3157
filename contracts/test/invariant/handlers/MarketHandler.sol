// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Deployment, DeploymentConfig} from "../../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../../src/EscrowManager.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {ProofOfWorkVerifier} from "../../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../../src/TaskMarketplace.sol";
import {
    Eligibility,
    INodeRegistry,
    NodeDetails,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "../../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {ITaskMarketplace, TaskDetails, TaskMarketplaceParameters, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {ProofOfWork} from "../../../src/libraries/ProofOfWork.sol";
import {GasBurner, Refuser} from "../../utils/Actors.sol";
import {Store} from "./Store.sol";

/// @notice What people do, as often as chance has it. An action that cannot be done now is not done (and not counted); one that is tried has to
/// work, because the run fails on every revert. After each one everything is looked at: see {_observe}.
contract MarketHandler is Test {
    INodeRegistry public registry;
    NodeRegistry public registryCore;
    ProofOfWorkVerifier public verifier;
    EscrowManager public escrow;
    ITaskMarketplace public market;
    TaskMarketplace public marketCore;
    DeploymentConfig private config;
    Store public store;

    address[] public providers;
    address[] public buyers;
    address private withdrawing;
    bool private challengeEnds;

    address private constant ETH = address(0);

    constructor(Deployment memory d, DeploymentConfig memory config_, Store store_) {
        registry = INodeRegistry(d.nodeRegistry);
        registryCore = NodeRegistry(payable(d.nodeRegistry));
        verifier = ProofOfWorkVerifier(d.proofOfWorkVerifier);
        escrow = EscrowManager(d.escrowManager);
        market = ITaskMarketplace(d.taskMarketplace);
        marketCore = TaskMarketplace(payable(d.taskMarketplace));
        (config, store) = (config_, store_);
        providers = [makeAddr("p1"), makeAddr("p2"), address(new Refuser())];
        buyers = [makeAddr("b1"), makeAddr("b2"), address(new Refuser()), address(new GasBurner())];
        for (uint256 i; i < providers.length; ++i) {
            vm.deal(providers[i], 100_000 ether);
        }
        for (uint256 i; i < buyers.length; ++i) {
            vm.deal(buyers[i], 100_000 ether);
        }
    }

    modifier observed() {
        (withdrawing, challengeEnds) = (address(0), false);
        _;
        _observe();
    }

    /*//////////////////////////////////////////////////////////////
                                 NODES
    //////////////////////////////////////////////////////////////*/

    function registerNode(uint256 who, uint256 stake) external observed {
        if (registryCore.paused() || store.nodeCount() >= 12) return;
        address owner = providers[who % providers.length];
        stake = _bound(stake, config.nodeRegistry.minimumStake, 12 ether);
        vm.prank(owner);
        bytes32 nodeId =
            registry.registerNode{value: stake + config.nodeRegistry.registrationFee}(ResourceType.GPU, "ipfs://node");
        store.addNode(nodeId, stake);
        store.see("registered");
    }

    function addStake(uint256 which, uint256 amount) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || registryCore.paused()) return;
        if (n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) return;
        amount = _bound(amount, 1, 2 ether);
        vm.prank(n.owner);
        registry.addStake{value: amount}(nodeId);
        store.deposit(nodeId, amount);
        store.see("staked");
    }

    function deactivateNode(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.openTasks != 0 || n.challengeOpen) return;
        bool waits = n.status == NodeStatus.Pending || n.status == NodeStatus.Verified;
        if (n.status != NodeStatus.Active && !waits) return;
        vm.prank(n.owner);
        registry.deactivateNode(nodeId);
        store.see(waits ? "deactivated unproven" : "deactivated");
    }

    function activateNode(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.status != NodeStatus.Inactive || n.challengesPassed == 0) return;
        if (n.stakedAmount < registry.parameters().minimumStake) return;
        vm.prank(n.owner);
        registry.activateNode(nodeId);
        store.see("activated");
    }

    function withdrawStake(uint256 which, uint256 amount, bool all) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || n.stakedAmount == 0 || n.openTasks != 0 || n.challengeOpen) return;
        if (n.status != NodeStatus.Inactive && n.status != NodeStatus.Slashed && n.status != NodeStatus.Rejected) return;
        if (block.timestamp < n.withdrawableFrom) return;
        uint256 minimum = registry.parameters().minimumStake;
        amount = all || n.stakedAmount <= minimum
            ? n.stakedAmount
            : _bound(amount, 1, n.stakedAmount - minimum);
        uint256 before = _wealth(registryCore.creditOf(ETH, n.owner), n.owner);
        vm.prank(n.owner);
        registry.withdrawStake(nodeId, amount);
        assertEq(_wealth(registryCore.creditOf(ETH, n.owner), n.owner), before + amount, "a withdrawal arrives");
        store.withdraw(nodeId, amount);
        store.see("withdrawn");
    }

    function issueChallenge(uint256 which, bool forced) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || verifier.paused()) return;
        bytes32 overdue = verifier.getProof(nodeId).openChallengeId;
        if (overdue != 0 && block.timestamp <= verifier.getChallenge(overdue).deadline) return;
        if (n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) return;
        if (block.timestamp < verifier.nextChallengeAt(nodeId)) return;
        uint256 last = verifier.getProof(nodeId).lastForcedAt;
        forced = forced && n.status != NodeStatus.Inactive && (last == 0 || block.timestamp >= last + 1 days);
        // What was left unsolved fails now.
        challengeEnds = overdue != 0;
        vm.prank(forced ? config.challenger : n.owner);
        store.addChallenge(verifier.issueChallenge(nodeId));
        store.see(forced ? "challenged" : "issued");
        if (overdue != 0) store.see("overdue");
    }

    function solveChallenge(uint256 which, bool inParts) external observed {
        (bytes32 challengeId, ChallengeDetails memory c) = _challenge(which, false);
        if (challengeId == 0 || c.difficulty > 4_096) return;
        challengeEnds = true;
        uint256 count = c.solutions - c.solved;
        uint64[] memory nonces = _mine(c.seed, c.difficulty, count, c.solved == 0 ? 0 : uint64(c.lastNonce) + 1);
        if (inParts && count > 1) {
            vm.prank(c.owner);
            verifier.submitSolution(challengeId, nonces[0]);
            store.see("progressed");
            return;
        }
        vm.prank(c.owner);
        verifier.submitSolutions(challengeId, nonces);
        store.see("solved");
    }

    function expireChallenge(uint256 which) external observed {
        (bytes32 challengeId,) = _challenge(which, true);
        if (challengeId == 0) return;
        challengeEnds = true;
        verifier.expireChallenge(challengeId);
        store.see("challenge failed");
    }

    /*//////////////////////////////////////////////////////////////
                                 TASKS
    //////////////////////////////////////////////////////////////*/

    function createTask(uint256 who, uint256 price, uint256 duration, uint256 power) external observed {
        if (marketCore.paused() || escrow.paused() || store.taskCount() >= 160) return;
        duration = _bound(duration, 1 minutes, 8 hours);
        // Most tasks are small, else they would all ask for level 2, which takes a node ten challenges.
        uint256 worth = price % 4 == 0 ? _bound(price, 0.04 ether, 10 ether) : _bound(price, 0.002 ether, 0.03 ether);
        price = worth * 3_600 / duration;
        power = _bound(power, 1, 2e8);
        uint256 cost = market.taskCost(price, duration);
        vm.prank(buyers[who % buyers.length]);
        store.addTask(market.createTask{value: cost}(ResourceType.GPU, power, duration, price, 0, "ipfs://task"));
        store.see("created");
    }

    function acceptTask(uint256 task, uint256 node) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Open);
        if (taskId == 0 || store.nodeCount() == 0 || marketCore.paused() || block.timestamp > t.openUntil) return;
        bytes32[] memory matches = market.matchTask(taskId);
        // Mostly a node that may, at times any.
        bool any = node % 4 == 0 || matches.length == 0;
        bytes32 nodeId = any ? store.nodes(node % store.nodeCount()) : matches[node % matches.length];
        address operator = registry.getNode(nodeId).owner;
        TaskClaim memory claim = TaskClaim(operator, t.buyer, t.resourceType, t.minTrustLevel, t.requiredPower);
        bool eligible =
            registry.eligibility(nodeId, claim) == Eligibility.Eligible && !market.isExcluded(taskId, nodeId);
        assertTrue(any || eligible, "what matches is eligible");
        vm.prank(operator);
        try market.acceptTask(taskId, nodeId) {
            assertTrue(eligible, "I9: who is not eligible gains no task");
            NodeDetails memory after_ = registry.getNodeDetails(nodeId);
            assertLe(after_.reservedPower, after_.computePower, "I6: reserved at most what is proven");
            store.assign(taskId, nodeId);
            store.see("accepted");
        } catch {
            assertFalse(eligible, "who is eligible may accept");
            store.see("refused");
        }
    }

    function submitResult(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.InProgress);
        if (taskId == 0) return;
        vm.prank(t.provider);
        market.submitResult(taskId, keccak256(abi.encode(taskId)), "ipfs://result");
        store.see(block.timestamp > t.deadline ? "submitted late" : "submitted");
    }

    function approveResult(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Completed);
        if (taskId != 0) _end(taskId, t, t.buyer, abi.encodeCall(market.approveResult, (taskId)), "approved");
    }

    function finalizeTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Completed);
        if (taskId == 0) return;
        _end(taskId, t, address(this), abi.encodeCall(market.finalizeTask, (taskId)), "finalized");
    }

    function cancelTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.Open);
        if (taskId != 0) _end(taskId, t, t.buyer, abi.encodeCall(market.cancelTask, (taskId)), "cancelled");
    }

    function expireTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.Open);
        if (taskId == 0) return;
        _end(taskId, t, address(this), abi.encodeCall(market.expireTask, (taskId)), "expired");
    }

    function timeoutTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _overdueTask(task, TaskStatus.InProgress);
        if (taskId == 0) return;
        _fail(taskId, t, address(this), abi.encodeCall(market.timeoutTask, (taskId)), "timed out");
    }

    function abandonTask(uint256 task) external observed {
        (bytes32 taskId, TaskDetails memory t) = _task(task, TaskStatus.InProgress);
        if (taskId != 0) _fail(taskId, t, t.provider, abi.encodeCall(market.abandonTask, (taskId)), "abandoned");
    }

    /// @dev A task's end: its money goes to provider, buyer and treasury, and the parts add up to the wei (I3, I4).
    function _end(bytes32 taskId, TaskDetails memory t, address who, bytes memory call_, string memory what) private {
        address provider = t.provider;
        bool paid = t.status == TaskStatus.Completed;
        uint256 feeBps = escrow.getEscrowDetails(taskId).feeBps;
        uint256 fee = paid ? t.escrowAmount * feeBps / 10_000 : 0;
        uint256 buyerBefore = _wealth(escrow.creditOf(ETH, t.buyer), t.buyer);
        uint256 providerBefore = provider == address(0) ? 0 : _wealth(escrow.creditOf(ETH, provider), provider);
        uint256 feesBefore = escrow.accruedFees(ETH);
        _call(who, call_);
        assertEq(escrow.accruedFees(ETH), feesBefore + fee, "I4: fee");
        assertEq(
            _wealth(escrow.creditOf(ETH, t.buyer), t.buyer), buyerBefore + (paid ? 0 : t.escrowAmount), "I4: buyer"
        );
        if (provider != address(0)) {
            uint256 payout = paid ? t.escrowAmount - fee : 0;
            assertEq(_wealth(escrow.creditOf(ETH, provider), provider), providerBefore + payout, "I4: provider");
        }
        store.exit(taskId);
        store.see(what);
    }

    function _fail(bytes32 taskId, TaskDetails memory t, address who, bytes memory call_, string memory what) private {
        uint256 stake = registry.getNodeDetails(t.assignedNode).stakedAmount;
        store.slash(t.assignedNode, stake * 500 / 10_000);
        store.see(what);
        if (t.failedAttempts + 1 < t.attempts) return _call(who, call_);
        (t.provider, t.status) = (address(0), TaskStatus.Open);
        _end(taskId, t, who, call_, "used up");
    }

    function _call(address who, bytes memory call_) private {
        vm.prank(who);
        (bool success, bytes memory answer) = address(market).call(call_);
        if (success) return;
        assembly {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    /*//////////////////////////////////////////////////////////////
                         MONEY, GOVERNANCE, TIME
    //////////////////////////////////////////////////////////////*/

    function withdrawCredit(uint256 who, bool ofRegistry) external observed {
        address account = who % 2 == 0 ? providers[who % providers.length] : buyers[who % buyers.length];
        withdrawing = account;
        uint256 credit = ofRegistry ? registryCore.creditOf(ETH, account) : escrow.creditOf(ETH, account);
        if (credit == 0) return;
        address to = makeAddr("elsewhere");
        uint256 before = to.balance;
        vm.prank(account);
        if (ofRegistry) registryCore.withdrawCredit(ETH, to);
        else escrow.withdrawCredit(ETH, to);
        assertEq(to.balance, before + credit);
        store.see("credit withdrawn");
    }

    function sweepFees(bool ofRegistry) external observed {
        if ((ofRegistry ? registryCore.accruedFees(ETH) : escrow.accruedFees(ETH)) == 0) return;
        if (ofRegistry) registryCore.sweepFees(ETH);
        else escrow.sweepFees(ETH);
        store.see("swept");
    }

    /// @dev Money that nobody asked for, as a block's proposer or a selfdestruct can send it.
    function forceMoney(uint256 amount) external observed {
        amount = _bound(amount, 1, 1 ether);
        vm.deal(address(escrow), address(escrow).balance + amount);
        store.force(amount);
        store.see("forced");
    }

    function slashNode(uint256 which, uint256 amount) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0) return;
        amount = _bound(amount, 0, n.stakedAmount / 50);
        vm.prank(config.owner);
        registry.slashNode(nodeId, amount);
        store.slash(nodeId, amount);
        store.see("slashed by governance");
    }

    function changeStatus(uint256 which, uint256 to) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0) return;
        NodeStatus status = NodeStatus(to % 6);
        // Rarely an end: else no node would live long.
        if ((status == NodeStatus.Slashed || status == NodeStatus.Rejected) && to % 17 != 0) return;
        vm.prank(config.owner);
        try registry.updateNodeStatus(nodeId, status) {
            assertNotEq(uint256(status), uint256(n.status));
            store.see("status changed");
        } catch {
            store.see("status kept");
        }
    }

    function clearReview(uint256 which) external observed {
        (bytes32 nodeId, NodeDetails memory n) = _node(which);
        if (nodeId == 0 || !n.underReview) return;
        vm.prank(config.reviewer);
        registry.clearReview(nodeId);
        store.see("review cleared");
    }

    function changeFee(uint256 feeBps) external observed {
        vm.prank(config.owner);
        escrow.updatePlatformFee(_bound(feeBps, 0, 1_000));
        store.see("fee changed");
    }

    /// @dev Of tasks to come; those that exist keep theirs.
    function changeAttempts(uint256 attempts) external observed {
        TaskMarketplaceParameters memory p = market.parameters();
        p.attempts = _bound(attempts, 1, 3);
        vm.prank(config.owner);
        market.setParameters(p);
        store.see("attempts changed");
    }

    function pause(uint256 which, bool off) external observed {
        if (which % 3 != 0) return;
        vm.startPrank(config.owner);
        if (off == marketCore.paused()) {
            if (off) marketCore.unpause();
            else marketCore.pause();
        }
        if (off == registryCore.paused()) {
            if (off) registryCore.unpause();
            else registryCore.pause();
        }
        vm.stopPrank();
        store.see(off ? "unpaused" : "paused");
    }

    function wait(uint256 time) external observed {
        // Mostly minutes and hours, at times weeks.
        uint256 most = time % 24 == 0 ? 10 days : time % 5 == 0 ? 8 hours : 10 minutes;
        skip(_bound(time, 1, most));
        vm.roll(block.number + 1);
        store.see("waited");
    }

    /*//////////////////////////////////////////////////////////////
                                LOOKING
    //////////////////////////////////////////////////////////////*/

    /// @dev I5, I12, I13: what moved, and whether it was allowed to.
    function _observe() private {
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            (TaskStatus from, TaskStatus to) = (store.lastTaskStatus(taskId), market.getTask(taskId).status);
            if (from == to) continue;
            assertTrue(_taskEdge(from, to), "I5: task status");
            store.sawTask(taskId, to);
            store.see("task moved");
        }
        for (uint256 i; i < store.nodeCount(); ++i) {
            bytes32 nodeId = store.nodes(i);
            NodeDetails memory n = registry.getNodeDetails(nodeId);
            NodeStatus from = store.lastNodeStatus(nodeId);
            if (from != n.status) assertTrue(_nodeEdge(from, n.status), "I5: node status");
            if (n.provenPower != store.lastPower(nodeId)) {
                assertTrue(challengeEnds, "I12: power changes only at a challenge's end");
                store.see("power moved");
            }
            store.sawNode(nodeId, n.status, n.provenPower);
        }
        for (uint256 i; i < providers.length + buyers.length; ++i) {
            address account = i < providers.length ? providers[i] : buyers[i - providers.length];
            uint256 credit = registryCore.creditOf(ETH, account) + escrow.creditOf(ETH, account);
            if (account != withdrawing) assertGe(credit, store.lastCredit(account), "I13: nobody else lowers a credit");
            if (credit > store.lastCredit(account)) store.see("credited");
            store.sawCredit(account, credit);
        }
    }

    function _taskEdge(TaskStatus from, TaskStatus to) private pure returns (bool) {
        if (from == TaskStatus.Open) return to == TaskStatus.InProgress || to == TaskStatus.Cancelled;
        if (from == TaskStatus.InProgress) {
            return to == TaskStatus.Completed || to == TaskStatus.Open || to == TaskStatus.Failed;
        }
        return from == TaskStatus.Completed && to == TaskStatus.Verified;
    }

    /// @dev A pass leads from Pending through Verified to Active in one transaction; who waits for a proof may leave.
    function _nodeEdge(NodeStatus from, NodeStatus to) private pure returns (bool) {
        bool active = to == NodeStatus.Active || to == NodeStatus.Inactive || to == NodeStatus.Rejected;
        if (from == NodeStatus.Pending) return active || to == NodeStatus.Verified;
        if (from == NodeStatus.Verified) return active;
        if (from == NodeStatus.Active) return to == NodeStatus.Inactive || to == NodeStatus.Slashed;
        return from == NodeStatus.Inactive && (to == NodeStatus.Active || to == NodeStatus.Slashed);
    }

    /*//////////////////////////////////////////////////////////////
                                CHOOSING
    //////////////////////////////////////////////////////////////*/

    function _node(uint256 which) private view returns (bytes32 nodeId, NodeDetails memory details) {
        uint256 length = store.nodeCount();
        if (length == 0) return (0, details);
        nodeId = store.nodes(which % length);
        details = registry.getNodeDetails(nodeId);
    }

    /// @dev The first task with this status from a random place on.
    function _task(uint256 which, TaskStatus status) private view returns (bytes32, TaskDetails memory details) {
        uint256 length = store.taskCount();
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = store.tasks((which % length + i) % length);
            if (market.getTask(taskId).status == status) return (taskId, market.getTaskDetails(taskId));
        }
        return (0, details);
    }

    /// @dev The first one whose window is over.
    function _overdueTask(uint256 which, TaskStatus status) private view returns (bytes32, TaskDetails memory details) {
        uint256 length = store.taskCount();
        for (uint256 i; i < length; ++i) {
            details = market.getTaskDetails(store.tasks((which % length + i) % length));
            uint256 until = status == TaskStatus.Open
                ? details.openUntil
                : status == TaskStatus.InProgress ? details.deadline : details.reviewUntil;
            if (details.status == status && block.timestamp > until) return (details.taskId, details);
        }
        return (0, details);
    }

    /// @dev The first open challenge from a random place on that can still be solved, or no longer.
    function _challenge(uint256 which, bool overdue) private view returns (bytes32, ChallengeDetails memory details) {
        uint256 length = store.challengeCount();
        for (uint256 i; i < length; ++i) {
            details = verifier.getChallengeDetails(store.challenges((which % length + i) % length));
            bool over = block.timestamp > details.deadline;
            if (details.status == ChallengeStatus.Open && over == overdue) return (details.challengeId, details);
        }
        return (0, details);
    }

    function _wealth(uint256 credit, address account) private view returns (uint256) {
        return account.balance + credit;
    }

    function _mine(bytes32 seed, uint256 difficulty, uint256 count, uint64 start)
        private
        pure
        returns (uint64[] memory nonces)
    {
        nonces = new uint64[](count);
        uint256 target = ProofOfWork.solutionTarget(difficulty);
        for ((uint64 nonce, uint256 found) = (start, 0); found < count; ++nonce) {
            if (uint256(ProofOfWork.hashOf(seed, nonce)) <= target) nonces[found++] = nonce;
        }
    }
}
