// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Deployment, DeploymentConfig} from "../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../src/EscrowManager.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {EscrowDetails, EscrowStatus} from "../../src/interfaces/IEscrowManager.sol";
import {INodeRegistry, NodeDetails, NodeStatus} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ChallengeStatus} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {ITaskMarketplace, TaskDetails, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {UsdCoin} from "../utils/Tokens.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {NodeMemory, TaskMemory} from "./handlers/Store.sol";

/// @notice The invariants of README.md that hold between any two steps; the handler checks those that are about a step.
/// @dev A contract of its own, so that a check is one call of the test: see {Reader}. It reads each task, node and challenge once.
contract Invariants is Test {
    INodeRegistry private immutable registry;
    NodeRegistry private immutable registryCore;
    ProofOfWorkVerifier private immutable verifier;
    EscrowManager private immutable escrow;
    ITaskMarketplace private immutable market;
    UsdCoin private immutable usdc;
    MarketHandler private immutable handler;

    address private constant ETH = address(0);

    constructor(Deployment memory d, DeploymentConfig memory config, MarketHandler handler_) {
        registry = INodeRegistry(d.nodeRegistry);
        registryCore = NodeRegistry(payable(d.nodeRegistry));
        verifier = ProofOfWorkVerifier(d.proofOfWorkVerifier);
        escrow = EscrowManager(d.escrowManager);
        market = ITaskMarketplace(d.taskMarketplace);
        usdc = UsdCoin(config.usdc);
        handler = handler_;
    }

    function checkEverything() external view {
        TaskMemory[] memory remembered = handler.getTasks();
        NodeMemory[] memory rememberedNodes = handler.getNodes();
        TaskDetails[] memory tasks = new TaskDetails[](remembered.length);
        for (uint256 i; i < tasks.length; ++i) {
            tasks[i] = market.getTaskDetails(remembered[i].taskId);
        }
        NodeDetails[] memory nodes = new NodeDetails[](rememberedNodes.length);
        for (uint256 i; i < nodes.length; ++i) {
            nodes[i] = registry.getNodeDetails(rememberedNodes[i].nodeId);
        }
        _checkI1I3EscrowConservation(tasks, remembered);
        _checkI2Stakes(nodes, rememberedNodes);
        _checkI6Counters(nodes, tasks, remembered);
        _checkI7ReputationAndTrust(nodes);
        _checkI14AtMostOneOpenChallenge(nodes);
    }

    function _checkI1I3EscrowConservation(TaskDetails[] memory tasks, TaskMemory[] memory remembered) private view {
        (uint256 heldEth, uint256 heldTokens) = (0, 0);
        for (uint256 i; i < tasks.length; ++i) {
            EscrowDetails memory e = escrow.getEscrowDetails(tasks[i].taskId);
            _checkI3(tasks[i].status, remembered[i], e.status);
            if (_ended(tasks[i].status)) continue;
            if (e.currency == ETH) heldEth += e.amount + e.bond;
            else heldTokens += e.amount + e.bond;
        }
        _checkI1(ETH, address(escrow).balance, heldEth);
        _checkI1(address(usdc), usdc.balanceOf(address(escrow)), heldTokens);
        assertEq(address(market).balance + usdc.balanceOf(address(market)), 0, "I1: the marketplace holds nothing");
    }

    function _checkI3(TaskStatus status, TaskMemory memory remembered, EscrowStatus money) private pure {
        bool ended = _ended(status);
        bool left = money != EscrowStatus.Held && money != EscrowStatus.Disputed;
        assertEq(uint256(status), uint256(remembered.lastStatus), "I5: an end is an end");
        assertEq(remembered.exits, ended ? 1 : 0, "I3: leaves once");
        assertEq(ended, left, "I3: the escrow ends with its task");
    }

    function _checkI1(address currency, uint256 balance, uint256 held) private view {
        uint256 owed = held + escrow.accruedFees(currency) + credits(currency, false);
        assertEq(balance, owed + handler.forced(currency), "I1");
    }

    function _ended(TaskStatus status) private pure returns (bool) {
        return status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed;
    }

    function _checkI2Stakes(NodeDetails[] memory nodes, NodeMemory[] memory remembered) private view {
        uint256 total;
        for (uint256 i; i < nodes.length; ++i) {
            assertEq(nodes[i].stakedAmount, remembered[i].stake, "I2: deposits - withdrawals - slashes");
            total += nodes[i].stakedAmount + nodes[i].insuranceBond;
        }
        assertEq(address(registry).balance, total + registryCore.accruedFees(ETH) + credits(ETH, true), "I2");
    }

    function _checkI6Counters(NodeDetails[] memory nodes, TaskDetails[] memory tasks, TaskMemory[] memory remembered)
        private
        pure
    {
        uint256[] memory open = new uint256[](nodes.length);
        uint256[] memory reserved = new uint256[](nodes.length);
        for (uint256 i; i < tasks.length; ++i) {
            if (tasks[i].status == TaskStatus.Open || _ended(tasks[i].status)) continue;
            assertEq(tasks[i].assignedNode, remembered[i].workedBy, "I6: assigned");
            uint256 k = _indexOf(nodes, tasks[i].assignedNode);
            (open[k], reserved[k]) = (open[k] + 1, reserved[k] + tasks[i].requiredPower);
        }
        for (uint256 i; i < nodes.length; ++i) {
            assertEq(nodes[i].openTasks, open[i], "I6: open tasks");
            assertEq(nodes[i].reservedPower, reserved[i], "I6: reserved power");
            assertLe(open[i], 10, "I6: capacity");
        }
    }

    function _checkI7ReputationAndTrust(NodeDetails[] memory nodes) private view {
        for (uint256 i; i < nodes.length; ++i) {
            assertLe(nodes[i].reputation, 10_000, "I7: reputation");
            assertEq(nodes[i].trustLevel, _level(nodes[i]), "I7: trust level");
            assertEq(registry.getNodeTrustLevel(nodes[i].nodeId), nodes[i].trustLevel);
        }
    }

    /// @dev The rule written a second time.
    function _level(NodeDetails memory n) private pure returns (uint8) {
        if (n.status == NodeStatus.Pending || n.status == NodeStatus.Slashed || n.status == NodeStatus.Rejected) {
            return 0;
        }
        bool partner = n.hasPartnerSLA && n.insuranceBond >= 1e18;
        if (partner && n.stakedAmount >= 5e18 && n.reputation >= 9_500) return 4;
        uint256 ended = n.totalTasksCompleted + n.totalTasksFailed;
        bool reliable = ended != 0 && n.totalTasksCompleted * 100 >= ended * 95;
        if (n.stakedAmount >= 3e18 && n.reputation >= 9_500 && n.totalTasksCompleted >= 100 && reliable) return 3;
        if (n.stakedAmount >= 1e18 && n.challengesPassed >= 10 && n.reputation >= 5_000) return 2;
        return n.stakedAmount >= 0.5e18 ? 1 : 0;
    }

    function _checkI14AtMostOneOpenChallenge(NodeDetails[] memory nodes) private view {
        bytes32[] memory challenges = handler.getChallenges();
        uint256[] memory open = new uint256[](nodes.length);
        for (uint256 i; i < challenges.length; ++i) {
            ChallengeDetails memory c = verifier.getChallengeDetails(challenges[i]);
            if (c.status == ChallengeStatus.Open) ++open[_indexOf(nodes, c.nodeId)];
        }
        for (uint256 i; i < nodes.length; ++i) {
            assertLe(open[i], 1, "I14");
            assertEq(nodes[i].challengeOpen, open[i] == 1, "I14: the registry knows");
        }
    }

    /// @dev Fails when it is none of them.
    function _indexOf(NodeDetails[] memory nodes, bytes32 nodeId) private pure returns (uint256 i) {
        while (nodes[i].nodeId != nodeId) ++i;
    }

    /// @notice All credits in a currency, in the registry or in the escrow.
    function credits(address currency, bool ofRegistry) public view returns (uint256 total) {
        address[] memory accounts = handler.getAccounts();
        for (uint256 i; i < accounts.length; ++i) {
            total += ofRegistry ? registryCore.creditOf(currency, accounts[i]) : escrow.creditOf(currency, accounts[i]);
        }
    }
}
