// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Deployment, DeploymentConfig} from "../../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../../src/EscrowManager.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {ProofOfWorkVerifier} from "../../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../../src/TaskMarketplace.sol";
import {INodeRegistry, NodeDetails, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {ITaskMarketplace, TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {GasBurner, Refuser} from "../../utils/Actors.sol";
import {FreezableUsdCoin} from "./FreezableUsdCoin.sol";
import {NodeSight, Reader, Sight} from "./Reader.sol";
import {NodeMemory, Store, TaskMemory} from "./Store.sol";

/// @notice Who there is, how one is chosen, and what is looked at after each step: see {_observe}.
abstract contract HandlerBase is Test, Store {
    INodeRegistry internal immutable registry;
    NodeRegistry internal immutable registryCore;
    ProofOfWorkVerifier internal immutable verifier;
    EscrowManager internal immutable escrow;
    ITaskMarketplace internal immutable market;
    TaskMarketplace internal immutable marketCore;
    FreezableUsdCoin internal immutable usdc;
    Reader internal immutable reader;
    DeploymentConfig internal config;

    address[] internal providers;
    address[] internal buyers;
    /// @dev Providers, buyers and the arbitrator: whoever may have a credit.
    address[] internal accounts;
    /// @dev Where credits are taken.
    address internal immutable elsewhere = makeAddr("elsewhere");
    address internal withdrawing;
    bool internal challengeEnds;

    address internal constant ETH = address(0);

    constructor(Deployment memory d, DeploymentConfig memory config_, Reader reader_) {
        registry = INodeRegistry(d.nodeRegistry);
        registryCore = NodeRegistry(payable(d.nodeRegistry));
        verifier = ProofOfWorkVerifier(d.proofOfWorkVerifier);
        escrow = EscrowManager(d.escrowManager);
        market = ITaskMarketplace(d.taskMarketplace);
        marketCore = TaskMarketplace(payable(d.taskMarketplace));
        usdc = FreezableUsdCoin(config_.usdc);
        (config, reader) = (config_, reader_);
        providers = [makeAddr("p1"), makeAddr("p2"), address(new Refuser())];
        buyers = [makeAddr("b1"), makeAddr("b2"), address(new Refuser()), address(new GasBurner())];
        for (uint256 i; i < providers.length; ++i) {
            _settleIn(providers[i]);
        }
        for (uint256 i; i < buyers.length; ++i) {
            _settleIn(buyers[i]);
        }
        accounts.push(config.arbitrator);
    }

    function _settleIn(address account) private {
        accounts.push(account);
        vm.deal(account, 100_000 ether);
        usdc.mint(account, 1e15);
        vm.prank(account);
        usdc.approve(address(escrow), type(uint256).max);
    }

    function getAccounts() external view returns (address[] memory) {
        return accounts;
    }

    modifier observed() {
        (withdrawing, challengeEnds) = (address(0), false);
        _;
        _observe();
    }

    /*//////////////////////////////////////////////////////////////
                                LOOKING
    //////////////////////////////////////////////////////////////*/

    /// @dev I5, I12, I13: what moved, and whether it was allowed to.
    function _observe() private {
        Sight memory seen = reader.look(livingTasks, nodes, accounts);
        _observeTasks(seen.tasks);
        for (uint256 i; i < seen.nodes.length; ++i) {
            _observeNode(nodeMemory[nodes[i]], seen.nodes[i]);
        }
        for (uint256 i; i < seen.credits.length; ++i) {
            _observeCredit(accounts[i], ETH, seen.credits[i].eth);
            _observeCredit(accounts[i], address(usdc), seen.credits[i].tokens);
        }
    }

    /// @dev From the last to the first: one that ended leaves its place to the last, which was looked at before. That an end is an end is for
    /// {Invariants} to check, which looks at all tasks.
    function _observeTasks(TaskStatus[] memory seen) private {
        for (uint256 i = seen.length; i != 0; --i) {
            TaskMemory storage task = taskMemory[livingTasks[i - 1]];
            (TaskStatus from, TaskStatus to) = (task.lastStatus, seen[i - 1]);
            if (from == to) continue;
            assertTrue(_taskEdge(from, to), "I5: task status");
            task.lastStatus = to;
            if (_isEnd(to)) _removeAt(livingTasks, i - 1);
        }
    }

    function _observeNode(NodeMemory storage node, NodeSight memory seen) private {
        NodeStatus from = node.lastStatus;
        if (from != seen.status) {
            assertTrue(_nodeEdge(from, seen.status), "I5: node status");
            node.lastStatus = seen.status;
        }
        if (node.lastPower != seen.power) {
            assertTrue(challengeEnds, "I12: power changes only at a challenge's end");
            node.lastPower = seen.power;
            _see("power moved");
        }
    }

    function _observeCredit(address account, address currency, uint256 credit) private {
        uint256 last = lastCredit[account][currency];
        if (credit == last) return;
        if (account != withdrawing) assertGe(credit, last, "I13: nobody else lowers a credit");
        if (credit > last) _see(currency == ETH ? "credited" : "credited in tokens");
        lastCredit[account][currency] = credit;
    }

    function _isEnd(TaskStatus status) internal pure returns (bool) {
        return status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed;
    }

    function _taskEdge(TaskStatus from, TaskStatus to) private pure returns (bool) {
        bool running = to == TaskStatus.InProgress || to == TaskStatus.Open || to == TaskStatus.Failed;
        if (from == TaskStatus.Open) {
            return to == TaskStatus.Assigned || to == TaskStatus.InProgress || to == TaskStatus.Cancelled;
        }
        if (from == TaskStatus.Assigned) return running;
        if (from == TaskStatus.InProgress) {
            return to == TaskStatus.Completed || to == TaskStatus.Open || to == TaskStatus.Failed;
        }
        if (from == TaskStatus.Completed) return to == TaskStatus.Verified || to == TaskStatus.Disputed;
        return from == TaskStatus.Disputed && (to == TaskStatus.Verified || to == TaskStatus.Failed);
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

    function _node(uint256 which) internal view returns (bytes32 nodeId, NodeDetails memory details) {
        if (nodes.length == 0) return (0, details);
        nodeId = nodes[which % nodes.length];
        details = registry.getNodeDetails(nodeId);
    }

    /// @dev The first task with this status from a random place on.
    function _task(uint256 which, TaskStatus status) internal view returns (bytes32, TaskDetails memory details) {
        uint256 length = livingTasks.length;
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = livingTasks[(which % length + i) % length];
            if (taskMemory[taskId].lastStatus == status) return (taskId, market.getTaskDetails(taskId));
        }
        return (0, details);
    }

    /// @dev The first one whose window is over.
    function _overdueTask(uint256 which, TaskStatus status)
        internal
        view
        returns (bytes32, TaskDetails memory details)
    {
        uint256 length = livingTasks.length;
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = livingTasks[(which % length + i) % length];
            if (taskMemory[taskId].lastStatus != status) continue;
            details = market.getTaskDetails(taskId);
            if (block.timestamp > _until(details)) return (taskId, details);
        }
        return (0, details);
    }

    function _until(TaskDetails memory t) internal pure returns (uint256) {
        if (t.status == TaskStatus.Open) return t.openUntil;
        if (t.status == TaskStatus.Assigned) return t.startUntil;
        if (t.status == TaskStatus.InProgress) return t.deadline;
        return t.status == TaskStatus.Completed ? t.reviewUntil : t.disputeUntil;
    }

    /// @dev What an account has or can take out of the escrow.
    function _wealth(address currency, address account) internal view returns (uint256) {
        uint256 balance = currency == ETH ? account.balance : usdc.balanceOf(account);
        return balance + escrow.creditOf(currency, account);
    }
}
