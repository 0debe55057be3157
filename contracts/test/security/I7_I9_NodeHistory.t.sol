// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";
import {
    INodeRegistryEvents,
    NodeDetails,
    NodeRegistryParameters,
    NodeStatus,
    ResourceType,
    TaskClaim,
    TaskOutcome
} from "../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../utils/RegistryTest.sol";

/// @notice Random histories of three nodes of two owners, rebuilt from the log alone. I7: reputation and trust level are what the log says,
/// recomputed here by the words of the specification. I9: a node that is flagged, suspended or its owner's ban takes no task and no bid.
/// I10: every view of a node follows from the log.
contract I7_I9_NodeHistoryTest is RegistryTest {
    uint256 private constant ACTIONS = 25;

    /// @dev The data of {INodeRegistryEvents-NodeTaskClosed}.
    struct Closed {
        TaskOutcome outcome;
        uint256 earnings;
        uint256 reservedPower;
        uint256 openTasks;
        uint256 completed;
        uint256 failed;
    }

    bytes32[] private nodes;
    mapping(bytes32 nodeId => NodeDetails) private rebuilt;
    mapping(address owner => bool) private banned;
    uint256[ACTIONS] private done;
    uint256 private taken;
    uint256 private refused;
    uint256 private cancelled;

    function setUp() public override {
        super.setUp();
        vm.recordLogs();
        nodes.push(_register(provider, 6 ether, ResourceType.GPU));
        nodes.push(_register(provider, 1.5 ether, ResourceType.GPU));
        nodes.push(_register(otherProvider, 3.5 ether, ResourceType.GPU));
        _replay();
    }

    function testFuzz_I7_I9_I10_AnyHistory(uint256[24] calldata seeds) external {
        for (uint256 i; i < nodes.length; ++i) {
            _act(5, i << 8);
            _act(6, i << 8);
        }
        for (uint256 i; i < seeds.length; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(seeds[i], i)));
            _act(_pick(seed), seed);
        }
        _compare();
    }

    /// @dev A long one, which proves that each action happens, and that tasks were refused for what I9 names.
    function test_I7_I9_I10_ALongHistory() external {
        for (uint256 i; i < 2_500; ++i) {
            uint256 seed = uint256(keccak256(abi.encode("history", i)));
            _act(_pick(seed), seed);
            if (i % 50 == 0) _compare();
            if (i % 250 == 0) _badDay(i);
        }
        _compare();
        for (uint256 i; i < ACTIONS; ++i) {
            assertGt(done[i], 0, vm.toString(i));
        }
        assertGt(cancelled, 0);
        assertGt(taken, 20);
        assertGt(refused, 20);
    }

    /// @dev A newcomer that times out until it is flagged.
    function _badDay(uint256 number) private {
        _act(24, 1 << 32 | (number + 1) << 40);
        for (uint256 i; i < 12; ++i) {
            _act(0, 0);
            _act(4, 1 << 32 | 1 << 40);
        }
        assertTrue(rebuilt[nodes[nodes.length - 1]].underReview);
    }

    /*//////////////////////////////////////////////////////////////
                               HISTORY
    //////////////////////////////////////////////////////////////*/

    /// @dev Tasks more often than anything else.
    function _pick(uint256 seed) private pure returns (uint256) {
        uint256 number = seed % 40;
        if (number < ACTIONS) return number;
        return number % 2 == 0 ? 0 : 4;
    }

    /// @dev Whatever does not fit the state reverts, and nothing happened.
    function _act(uint256 action, uint256 seed) private {
        skip((seed >> 16) % 3 == 0 ? (seed >> 24) % 2 days : (seed >> 24) % 10 minutes);
        // The newest ones: owners that were banned make room for others.
        uint256 newest = nodes.length < 4 ? nodes.length : 4;
        bytes32 nodeId = nodes[nodes.length - 1 - (seed >> 8) % newest];
        if (action == 13) nodeId = _flaggedOr(nodeId);
        if (action == 17 && seed >> 40 & 3 != 0) nodeId = _accusedOr(nodeId);
        NodeDetails memory before = rebuilt[nodeId];
        (address who, uint256 value, bytes memory data) = _call(action, seed, nodeId, before.owner);
        vm.deal(who, 100 ether);
        vm.prank(who);
        (bool success,) = address(registry).call{value: value}(data);
        if (success) ++done[action];
        if (action < 3) _checkTaken(success, before);
        if (success && action == 24) nodes.push(registry.computeNodeId(who, registry.ownerNodeCount(who) - 1));
        _replay();
        if (success && action == 24) {
            _act(5, 0);
            _act(6, 0);
        }
    }

    /// @dev A reviewer knows whom to clear.
    function _flaggedOr(bytes32 nodeId) private view returns (bytes32) {
        for (uint256 i; i < nodes.length; ++i) {
            if (rebuilt[nodes[i]].underReview) return nodes[i];
        }
        return nodeId;
    }

    /// @dev And the owner of the registry which accusations it may still cancel.
    function _accusedOr(bytes32 nodeId) private view returns (bytes32) {
        for (uint256 i; i < nodes.length; ++i) {
            if (rebuilt[nodes[i]].banExecutableFrom > block.timestamp) return nodes[i];
        }
        return nodeId;
    }

    function _checkTaken(bool success, NodeDetails memory before) private {
        bool mayNot = before.underReview || before.suspended || before.ownerBanned;
        if (success) {
            assertFalse(mayNot, "I9");
            ++taken;
        } else if (mayNot) {
            ++refused;
        }
    }

    function _call(uint256 action, uint256 seed, bytes32 nodeId, address nodeOwner)
        private
        view
        returns (address who, uint256 value, bytes memory data)
    {
        if (action < 5) return (address(market), 0, _callOfTheMarketplace(action, seed, nodeId, nodeOwner));
        if (action < 9) return (address(verifier), 0, _callOfTheVerifier(action, seed, nodeId));
        if (action == 13) return (reviewer, 0, abi.encodeCall(registry.clearReview, (nodeId)));
        if (action < 17) return (owner, 0, _callOfGovernance(action, seed, nodeId));
        if (action == 17 && seed >> 40 & 3 != 0) return (owner, 0, abi.encodeCall(registry.cancelBan, (nodeId)));
        if (action == 17) return (arbitrator, 0, abi.encodeCall(registry.proposeBan, (nodeId, EVIDENCE)));
        if (action == 18) return (stranger, 0, abi.encodeCall(registry.executeBan, (nodeId)));
        value = action == 20 || action == 21 ? (seed >> 32) % 2 ether : action == 24 ? 3 ether : 0;
        // Now and then, and mostly somebody new: each node has its time.
        if (action == 24 && seed >> 32 & 7 != 0) nodeOwner = address(uint160(0x100000 + (seed >> 40) % 1_000_000));
        if (action == 24 && seed >> 35 & 1 != 0) value = 0;
        return (nodeOwner, value, _callOfTheProvider(action, seed, nodeId));
    }

    function _callOfTheMarketplace(uint256 action, uint256 seed, bytes32 nodeId, address nodeOwner)
        private
        view
        returns (bytes memory)
    {
        TaskClaim memory claim = _claim(nodeOwner);
        claim.minTrustLevel = uint8((seed >> 32) % 4);
        if (action < 2) return abi.encodeCall(registry.openTask, ("task", nodeId, claim));
        if (action == 2) {
            return abi.encodeCall(registry.holdForBid, ("task", nodeId, claim, block.timestamp + (seed >> 48) % 1 days));
        }
        if (action == 3) {
            return abi.encodeCall(registry.updateReputation, (nodeId, int256((seed >> 32) % 3_000) - 1_000));
        }
        TaskOutcome outcome = seed >> 32 & 1 == 0 ? TaskOutcome.Verified : TaskOutcome((seed >> 40) % 6);
        return abi.encodeCall(
            registry.closeTask, ("task", nodeId, POWER, outcome, (seed >> 64) % 1 ether, seed >> 200 & 1 == 0)
        );
    }

    function _callOfTheVerifier(uint256 action, uint256 seed, bytes32 nodeId) private view returns (bytes memory) {
        if (action == 5) return abi.encodeCall(registry.openChallenge, (nodeId));
        if (action == 6) return abi.encodeCall(registry.passChallenge, (nodeId, 1e18 + (seed >> 32) % 1e18));
        if (action == 7) return abi.encodeCall(registry.failChallenge, (nodeId, 1e18 + (seed >> 32) % 1e18));
        return abi.encodeCall(registry.updateComputePower, (nodeId, 1e18 + (seed >> 32) % 1e18));
    }

    function _callOfGovernance(uint256 action, uint256 seed, bytes32 nodeId) private view returns (bytes memory) {
        if (action == 9) return abi.encodeCall(registry.slashNode, (nodeId, (seed >> 32) % 0.1 ether));
        if (action == 10) return abi.encodeCall(registry.setNodeTier, (nodeId, uint8(1 + (seed >> 32) % 3)));
        if (action == 11) return abi.encodeCall(registry.setPartnerSLA, (nodeId, seed >> 32 & 1 == 0));
        if (action == 12) return abi.encodeCall(registry.setParameters, (config.nodeRegistry));
        NodeStatus status = seed >> 32 & 1 == 0 ? NodeStatus.Inactive : NodeStatus.Active;
        if (action == 14) return abi.encodeCall(registry.updateNodeStatus, (nodeId, status));
        if (action == 15) return abi.encodeCall(registry.addTrustedNode, (nodeId));
        return abi.encodeCall(registry.updateMinStake, (0.3 ether + (seed >> 32) % 0.3 ether));
    }

    function _callOfTheProvider(uint256 action, uint256 seed, bytes32 nodeId) private view returns (bytes memory) {
        if (action == 19) return abi.encodeCall(registry.appealBan, (nodeId, EVIDENCE));
        if (action == 20) return abi.encodeCall(registry.addStake, (nodeId));
        if (action == 21) return abi.encodeCall(registry.depositInsuranceBond, (nodeId));
        if (action == 22) {
            if (seed >> 32 & 1 == 0) return abi.encodeCall(registry.deactivateNode, (nodeId));
            return abi.encodeCall(registry.activateNode, (nodeId));
        }
        if (action == 23) {
            if (seed >> 32 & 1 == 0) return abi.encodeCall(registry.withdrawStake, (nodeId, 0.1 ether));
            return abi.encodeCall(registry.withdrawInsuranceBond, (nodeId, 0.1 ether));
        }
        return abi.encodeCall(registry.registerNode, (ResourceType.GPU, URI));
    }

    /*//////////////////////////////////////////////////////////////
                           FROM THE LOG ALONE
    //////////////////////////////////////////////////////////////*/

    function _replay() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(registry) && logs[i].topics.length > 1) _apply(logs[i]);
        }
    }

    function _apply(Vm.Log memory log) private {
        bytes32 kind = log.topics[0];
        NodeDetails storage node = rebuilt[log.topics[1]];
        bytes memory data = log.data;
        if (kind == INodeRegistryEvents.NodeRegistered.selector) {
            node.nodeId = log.topics[1];
            node.owner = address(uint160(uint256(log.topics[2])));
            node.resourceType = abi.decode(data, (ResourceType));
            node.tier = 3;
            node.ownerBanned = banned[node.owner];
        } else if (kind == INodeRegistryEvents.NodeSpecified.selector) {
            (node.ownerNonce,, node.reputation, node.registeredAt) =
                abi.decode(data, (uint256, uint256, uint256, uint256));
            node.lastActiveAt = node.registeredAt;
        } else if (kind == INodeRegistryEvents.NodeStatusChanged.selector) {
            (, node.status) = abi.decode(data, (NodeStatus, NodeStatus));
        } else if (kind == INodeRegistryEvents.StakeDeposited.selector) {
            (, node.stakedAmount) = abi.decode(data, (uint256, uint256));
        } else if (kind == INodeRegistryEvents.StakeWithdrawn.selector) {
            (, node.stakedAmount) = abi.decode(data, (uint256, uint256));
        } else if (kind == INodeRegistryEvents.NodeSlashed.selector) {
            (uint256 amount,) = abi.decode(data, (uint256, string));
            node.stakedAmount -= amount;
        } else if (kind == INodeRegistryEvents.ReputationUpdated.selector) {
            (uint256 old, uint256 reputation) = abi.decode(data, (uint256, uint256));
            assertEq(old, node.reputation);
            node.reputation = reputation;
        } else {
            _applyWork(kind, node, log);
        }
    }

    function _applyWork(bytes32 kind, NodeDetails storage node, Vm.Log memory log) private {
        bytes memory data = log.data;
        if (kind == INodeRegistryEvents.ComputePowerUpdated.selector) {
            (, node.provenPower, node.provenAt) = abi.decode(data, (uint256, uint256, uint256));
        } else if (kind == INodeRegistryEvents.NodeChallengeOpened.selector) {
            node.challengeOpen = true;
        } else if (kind == INodeRegistryEvents.NodeChallengeClosed.selector) {
            node.challengeOpen = false;
            if (!abi.decode(data, (bool))) return;
            ++node.challengesPassed;
            node.lastActiveAt = block.timestamp;
        } else if (kind == INodeRegistryEvents.NodeTaskOpened.selector) {
            (, node.reservedPower, node.openTasks) = abi.decode(data, (uint256, uint256, uint256));
        } else if (kind == INodeRegistryEvents.NodeTaskClosed.selector) {
            Closed memory closed = abi.decode(data, (Closed));
            (node.reservedPower, node.openTasks) = (closed.reservedPower, closed.openTasks);
            (node.totalTasksCompleted, node.totalTasksFailed) = (closed.completed, closed.failed);
            node.totalEarnings += closed.earnings;
            if (closed.outcome == TaskOutcome.Verified) node.lastActiveAt = block.timestamp;
        } else if (kind == INodeRegistryEvents.NodeHeldForBid.selector) {
            node.heldUntil = abi.decode(data, (uint256));
        } else {
            _applyJudgement(kind, node, log);
        }
    }

    function _applyJudgement(bytes32 kind, NodeDetails storage node, Vm.Log memory log) private {
        bytes memory data = log.data;
        if (kind == INodeRegistryEvents.NodeFlaggedForReview.selector) {
            node.underReview = true;
        } else if (kind == INodeRegistryEvents.NodeReviewCleared.selector) {
            node.underReview = false;
        } else if (kind == INodeRegistryEvents.StakeCooldownStarted.selector) {
            node.withdrawableFrom = abi.decode(data, (uint256));
        } else if (kind == INodeRegistryEvents.BanProposed.selector) {
            (node.banExecutableFrom,) = abi.decode(data, (uint256, string));
            node.suspended = true;
        } else if (kind == INodeRegistryEvents.BanCancelled.selector) {
            (node.suspended, node.banExecutableFrom) = (false, 0);
            ++cancelled;
        } else if (kind == INodeRegistryEvents.BanExecuted.selector) {
            (node.suspended, node.banExecutableFrom) = (false, 0);
            banned[node.owner] = true;
            for (uint256 i; i < nodes.length; ++i) {
                if (rebuilt[nodes[i]].owner == node.owner) rebuilt[nodes[i]].ownerBanned = true;
            }
        } else if (kind == INodeRegistryEvents.NodeTierUpdated.selector) {
            node.tier = abi.decode(data, (uint8));
        } else if (kind == INodeRegistryEvents.PartnerSLAUpdated.selector) {
            node.hasPartnerSLA = abi.decode(data, (bool));
        } else if (kind == INodeRegistryEvents.InsuranceBondDeposited.selector) {
            (, node.insuranceBond) = abi.decode(data, (uint256, uint256));
        } else if (kind == INodeRegistryEvents.InsuranceBondWithdrawn.selector) {
            (, node.insuranceBond) = abi.decode(data, (uint256, uint256));
        }
    }

    function _compare() private view {
        NodeRegistryParameters memory p = registry.parameters();
        for (uint256 i; i < nodes.length; ++i) {
            NodeDetails memory expected = rebuilt[nodes[i]];
            assertLe(expected.reputation, 10_000);
            expected.hasInsuranceBond = expected.insuranceBond >= p.insuranceBond;
            bool fresh = block.timestamp <= expected.provenAt + p.proofValidity;
            expected.computePower = fresh ? expected.provenPower : 0;
            expected.trustLevel = _level(expected, p.minimumStake);
            assertEq(abi.encode(_node(nodes[i])), abi.encode(expected), vm.toString(i));
            assertEq(registry.getNodeTrustLevel(nodes[i]), expected.trustLevel);
            assertEq(registry.isBanned(expected.owner), banned[expected.owner]);
        }
    }

    /// @dev By the words of the specification, not by those of the library.
    function _level(NodeDetails memory n, uint256 minimumStake) private pure returns (uint8) {
        bool counts =
            n.status == NodeStatus.Active || n.status == NodeStatus.Verified || n.status == NodeStatus.Inactive;
        if (!counts) return 0;
        if (n.stakedAmount >= 5 ether && n.reputation >= 9_500 && n.hasPartnerSLA && n.hasInsuranceBond) return 4;
        bool successful = n.totalTasksCompleted * 100 >= (n.totalTasksCompleted + n.totalTasksFailed) * 95;
        if (n.stakedAmount >= 3 ether && n.reputation >= 9_500 && n.totalTasksCompleted >= 100 && successful) return 3;
        if (n.stakedAmount >= 1 ether && n.challengesPassed >= 10 && n.reputation >= 5_000) return 2;
        return n.stakedAmount >= minimumStake ? 1 : 0;
    }

    /*//////////////////////////////////////////////////////////////
                          ANY STATE AT ALL
    //////////////////////////////////////////////////////////////*/

    /// @dev States that no short history reaches, written into the slots: the layout is a part of what is tested.
    function testFuzz_I7_TheTrustLevelOfAnyState(
        uint256 stake,
        uint256 bond,
        uint16 reputation,
        uint32 completed,
        uint32 failed,
        uint32 passed,
        uint8 status,
        bool sla
    ) external {
        NodeDetails memory n = rebuilt[nodes[0]];
        n.stakedAmount = _near(stake, 0.5 ether, 1 ether, 3 ether, 5 ether);
        n.insuranceBond = bond % 3 == 0 ? 1 ether : bond % 3 == 1 ? 1 ether - 1 : bond % 2 ** 96;
        n.reputation = _near(reputation, 0, 5_000, 9_500, 10_000) % 10_001;
        n.totalTasksCompleted = _near(completed, 0, 95, 100, 1_900);
        n.totalTasksFailed = failed % 3 == 0 ? n.totalTasksCompleted / 19 : _near(failed, 0, 4, 5, 6);
        n.challengesPassed = _near(passed, 0, 9, 10, 11);
        n.status = NodeStatus(status % 6);
        n.hasPartnerSLA = sla;
        _store(n);
        n.hasInsuranceBond = n.insuranceBond >= 1 ether;
        n.trustLevel = _level(n, 0.5 ether);
        assertEq(abi.encode(_node(n.nodeId)), abi.encode(n));
        assertEq(registry.getNodeTrustLevel(n.nodeId), n.trustLevel);
    }

    function _near(uint256 seed, uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (uint256) {
        uint256[4] memory edges = [a, b, c, d];
        uint256 edge = edges[seed % 4];
        uint256 side = (seed >> 2) % 3;
        return side == 0 ? edge : side == 1 ? edge + 1 : edge == 0 ? 0 : edge - 1;
    }

    function _store(NodeDetails memory n) private {
        uint256 base = uint256(
            keccak256(
                abi.encode(n.nodeId, uint256(0xfb1df698ce7c7122f3229902e1949961fc8df255bc7576a92dc67bb8236ac600) + 3)
            )
        );
        vm.store(address(registry), bytes32(base), bytes32(uint256(uint160(n.owner)) | n.stakedAmount << 160));
        uint256 slot2 = uint256(n.status) | uint256(n.resourceType) << 8 | n.ownerNonce << 32 | uint256(n.tier) << 40;
        slot2 |= uint256(n.hasPartnerSLA ? 1 : 0) << 48 | n.reputation << 56 | n.lastActiveAt << 72;
        slot2 |= n.totalTasksCompleted << 112 | n.totalTasksFailed << 144 | n.totalEarnings << 176;
        vm.store(address(registry), bytes32(base + 2), bytes32(slot2));
        uint256 slot3 = n.challengesPassed | n.registeredAt << 32 | n.withdrawableFrom << 72 | n.insuranceBond << 112;
        vm.store(address(registry), bytes32(base + 3), bytes32(slot3));
    }
}
