// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry, NodeStatus, ResourceType, TaskClaim, TaskOutcome} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {RegistryTest} from "../utils/RegistryTest.sol";
import {mine} from "../utils/mine.sol";

/// @notice One of many owners, each with as many nodes as an owner may have.
contract Crowd {
    function register(INodeRegistry registry, uint256 count, uint256 price) external payable {
        for (uint256 i; i < count; ++i) {
            registry.registerNode{value: price}(ResourceType.GPU, "ipfs://crowd");
        }
    }
}

/// @notice I16, N1, V28: what a call of registry or verifier costs does not depend on how many nodes there are. The same tour, from the same
/// state but for the crowd, with the same ids: the gas is compared to the last unit. A ban alone walks over nodes, the 64 at most of one owner.
contract GasIsFlatTest is RegistryTest {
    uint256 private constant NODES = 10_000;

    string[] private names;
    uint256[] private costs;

    function setUp() public override {
        super.setUp();
        _activeNode(otherProvider);
    }

    function test_I16_N1_V28_EveryEntryPointCostsTheSameAt1NodeAndAt10000() external {
        uint256 state = vm.snapshotState();
        _tour();
        string[] memory entries = names;
        uint256[] memory alone = costs;
        vm.revertToState(state);

        _addCrowd();
        assertEq(registry.nodeCount(ResourceType.GPU), NODES + 1);
        assertEq(costs.length, 0);
        _tour();
        assertEq(costs.length, alone.length);
        assertEq(alone.length, 45);
        for (uint256 i; i < alone.length; ++i) {
            assertGt(alone[i], 21_000, entries[i]);
            assertEq(costs[i], alone[i], entries[i]);
        }
    }

    function _addCrowd() private {
        vm.deal(address(this), 10_000 ether);
        for (uint256 left = NODES; left != 0;) {
            uint256 count = left < 64 ? left : 64;
            new Crowd().register{value: count * 0.6 ether}(registry, count, 0.6 ether);
            left -= count;
        }
    }

    function _measure(string memory name) private {
        uint256 gasUsed = vm.lastCallGas().gasTotalUsed;
        names.push(name);
        costs.push(gasUsed);
    }

    function _tour() private {
        vm.prank(provider);
        bytes32 nodeId = registry.registerNode{value: 10.1 ether}(ResourceType.GPU, URI);
        _measure("registerNode");
        _tourOfTheVerifier(nodeId);
        _tourOfTheMarketplace(nodeId);
        _tourOfGovernance(nodeId);
        _tourOfTheProvider(nodeId);
        _tourOfMisuse(nodeId);
        registryCore.sweepFees(ETH);
        _measure("sweepFees");
    }

    function _tourOfTheVerifier(bytes32 nodeId) private {
        bytes32 challengeId = _issue(nodeId);
        _measure("issueChallenge");
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        uint64[] memory nonces = mine(c.seed, c.difficulty, 3, 2 ** 40);
        skip(300);
        vm.prank(provider);
        verifier.submitSolution(challengeId, nonces[0]);
        _measure("submitSolution");
        uint64[] memory rest = new uint64[](2);
        (rest[0], rest[1]) = (nonces[1], nonces[2]);
        vm.prank(provider);
        verifier.submitSolutions(challengeId, rest);
        _measure("submitSolutions");

        skip(1 days);
        vm.prank(challenger);
        challengeId = verifier.issueChallenge(nodeId);
        _measure("issueChallenge, unannounced");
        skip(31 minutes);
        vm.prank(stranger);
        verifier.expireChallenge(challengeId);
        _measure("expireChallenge");
        skip(6 hours);
        _issue(nodeId);
        skip(6 hours);
        challengeId = _issue(nodeId);
        _measure("issueChallenge, the last one being overdue");
        skip(300);
        _solve(challengeId);
        _measure("submitSolutions, all at once");
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, 1e18);
        _measure("updateComputePower");
        assertEq(_node(nodeId).computePower, 1e18);
    }

    function _tourOfTheMarketplace(bytes32 nodeId) private {
        TaskClaim memory claim = _claim(provider);
        for (uint8 outcome; outcome <= uint8(type(TaskOutcome).max); ++outcome) {
            vm.prank(address(market));
            registry.openTask("task", nodeId, claim);
            _measure("openTask");
            vm.prank(address(market));
            registry.closeTask("task", nodeId, POWER, TaskOutcome(outcome), 1 ether, true);
            _measure(string.concat("closeTask, outcome ", vm.toString(outcome)));
        }
        vm.startPrank(address(market));
        registry.holdForBid("task", nodeId, claim, block.timestamp + 20 minutes);
        _measure("holdForBid");
        registry.updateReputation(nodeId, 7);
        _measure("updateReputation");
        registry.incrementTaskCount(nodeId);
        _measure("incrementTaskCount");
        registry.slashStake(nodeId, 1);
        _measure("slashStake");
        vm.stopPrank();
        _flag(nodeId);
        vm.prank(reviewer);
        registry.clearReview(nodeId);
        _measure("clearReview");
    }

    function _tourOfGovernance(bytes32 nodeId) private {
        vm.startPrank(owner);
        registry.slashNode(nodeId, 1);
        _measure("slashNode");
        registry.addTrustedNode(nodeId);
        _measure("addTrustedNode");
        registry.setNodeTier(nodeId, 2);
        _measure("setNodeTier");
        registry.setPartnerSLA(nodeId, true);
        _measure("setPartnerSLA");
        registry.updateMinStake(0.4 ether);
        _measure("updateMinStake");
        registry.setParameters(config.nodeRegistry);
        _measure("setParameters");
        registry.updateNodeStatus(nodeId, NodeStatus.Inactive);
        _measure("updateNodeStatus");
        vm.stopPrank();
    }

    function _tourOfTheProvider(bytes32 nodeId) private {
        vm.startPrank(provider);
        registry.activateNode(nodeId);
        _measure("activateNode");
        registry.updateMetadata(nodeId, "ipfs://new");
        _measure("updateMetadata");
        registry.addStake{value: 1 ether}(nodeId);
        _measure("addStake");
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        _measure("depositInsuranceBond");
        skip(1 hours);
        registry.deactivateNode(nodeId);
        _measure("deactivateNode");
        skip(7 days);
        registry.withdrawStake(nodeId, 1 ether);
        _measure("withdrawStake");
        registry.withdrawInsuranceBond(nodeId, 0.5 ether);
        _measure("withdrawInsuranceBond");
        vm.stopPrank();
    }

    function _tourOfMisuse(bytes32 nodeId) private {
        _suspend(nodeId);
        _measure("proposeBan");
        vm.prank(provider);
        registry.appealBan(nodeId, EVIDENCE);
        _measure("appealBan");
        vm.prank(owner);
        registry.cancelBan(nodeId);
        _measure("cancelBan");
        vm.warp(_suspend(nodeId));
        vm.prank(stranger);
        registry.executeBan(nodeId);
        _measure("executeBan");
    }
}
