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
import {Store} from "./Store.sol";

/// @notice Who there is, how one is chosen, and what is looked at after each step: see {_observe}.
abstract contract HandlerBase is Test {
    INodeRegistry public registry;
    NodeRegistry public registryCore;
    ProofOfWorkVerifier public verifier;
    EscrowManager public escrow;
    ITaskMarketplace public market;
    TaskMarketplace public marketCore;
    FreezableUsdCoin public usdc;
    DeploymentConfig internal config;
    Store public store;

    address[] public providers;
    address[] public buyers;
    /// @dev Providers, buyers and the arbitrator: whoever may have a credit.
    address[] public accounts;
    address internal withdrawing;
    bool internal challengeEnds;

    address internal constant ETH = address(0);

    constructor(Deployment memory d, DeploymentConfig memory config_, Store store_) {
        registry = INodeRegistry(d.nodeRegistry);
        registryCore = NodeRegistry(payable(d.nodeRegistry));
        verifier = ProofOfWorkVerifier(d.proofOfWorkVerifier);
        escrow = EscrowManager(d.escrowManager);
        market = ITaskMarketplace(d.taskMarketplace);
        marketCore = TaskMarketplace(payable(d.taskMarketplace));
        usdc = FreezableUsdCoin(config_.usdc);
        (config, store) = (config_, store_);
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

    function accountCount() external view returns (uint256) {
        return accounts.length;
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
        _observeTasks();
        _observeNodes();
        for (uint256 i; i < accounts.length; ++i) {
            _observeCredit(accounts[i], ETH);
            _observeCredit(accounts[i], address(usdc));
        }
    }

    function _observeTasks() private {
        for (uint256 i; i < store.taskCount(); ++i) {
            bytes32 taskId = store.tasks(i);
            TaskStatus from = store.lastTaskStatus(taskId);
            // That an end is an end is checked after each step, too: MarketInvariants.
            if (_isEnd(from)) continue;
            TaskStatus to = market.getTask(taskId).status;
            if (from == to) continue;
            assertTrue(_taskEdge(from, to), "I5: task status");
            store.sawTask(taskId, to);
            store.see("task moved");
        }
    }

    function _observeNodes() private {
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
    }

    function _observeCredit(address account, address currency) private {
        uint256 credit = registryCore.creditOf(currency, account) + escrow.creditOf(currency, account);
        uint256 last = store.lastCredit(account, currency);
        if (account != withdrawing) assertGe(credit, last, "I13: nobody else lowers a credit");
        if (credit > last) store.see(currency == ETH ? "credited" : "credited in tokens");
        store.sawCredit(account, currency, credit);
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
        uint256 length = store.nodeCount();
        if (length == 0) return (0, details);
        nodeId = store.nodes(which % length);
        details = registry.getNodeDetails(nodeId);
    }

    /// @dev The first task with this status from a random place on.
    function _task(uint256 which, TaskStatus status) internal view returns (bytes32, TaskDetails memory details) {
        uint256 length = store.taskCount();
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = store.tasks((which % length + i) % length);
            if (store.lastTaskStatus(taskId) == status) return (taskId, market.getTaskDetails(taskId));
        }
        return (0, details);
    }

    /// @dev The first one whose window is over.
    function _overdueTask(uint256 which, TaskStatus status) internal view returns (bytes32, TaskDetails memory details) {
        uint256 length = store.taskCount();
        for (uint256 i; i < length; ++i) {
            bytes32 taskId = store.tasks((which % length + i) % length);
            if (store.lastTaskStatus(taskId) != status) continue;
            details = market.getTaskDetails(taskId);
            if (block.timestamp > _until(details)) return (details.taskId, details);
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
