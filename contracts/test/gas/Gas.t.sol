// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeploymentConfig} from "../../script/MarketplaceDeployer.sol";
import {ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails, ProofOfWorkVerifierParameters} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {AssignmentMode, TaskRequest} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {mine} from "../utils/mine.sol";
import {LifeGas} from "./LifeGas.sol";

/// @notice What users pay, each call a transaction of its own through the proxies: the base cost and the calldata are in it. Written to
/// contracts/snapshots/ and compared with it by every run (`gas_snapshot_check`). After a change that is meant:
/// `FORGE_SNAPSHOT_CHECK=false forge test --match-path 'contracts/test/gas/*'`, and commit the difference.
contract GasTest is LifeGas {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        // A market that others have used; {FirstTaskGasTest} is about its first user.
        bytes32 used = _activeNode(otherProvider);
        bytes32 taskId = _completed(used);
        _approve(taskId);
        nodeId = _activeNode(provider);
    }

    function test_LifeOfATask() external {
        _life("task-of-a-known-buyer", buyer, nodeId);
    }

    function test_LifeOfATaskOfANewBuyer() external {
        _life("task-of-a-new-buyer", stranger, nodeId);
    }

    /// @dev One bid of two wins, below the maximum: the provider is paid, and the difference goes back.
    function test_LifeOfATaskWithBids() external {
        string memory name = "task-with-bids";
        bytes32 rival = _activeNode(otherProvider);
        TaskRequest memory request = _request(AssignmentMode.SealedBid, ETH);
        vm.prank(buyer);
        bytes32 taskId = market.postTask{value: COST}(request);
        uint256 total = vm.snapshotGasLastCall(name, "1 postTask");
        _commit(taskId, nodeId, PRICE / 2);
        total += vm.snapshotGasLastCall(name, "2 commitBid, the first of a round");
        _commit(taskId, rival, PRICE * 2 / 3);
        vm.snapshotGasLastCall(name, "2 commitBid, another");
        _toReveal(taskId);
        _reveal(taskId, rival, PRICE * 2 / 3);
        vm.snapshotGasLastCall(name, "3 revealBid, the first");
        _reveal(taskId, nodeId, PRICE / 2);
        total += vm.snapshotGasLastCall(name, "3 revealBid, a better one");
        _toSelection(taskId);
        uint256 snapshot = vm.snapshotState();
        _toSettlement(taskId);
        market.settleAuction(taskId);
        vm.snapshotGasLastCall(name, "4 settleAuction");
        vm.revertToState(snapshot);
        _select(taskId, nodeId);
        total += vm.snapshotGasLastCall(name, "4 selectBid");
        _start(taskId);
        total += vm.snapshotGasLastCall(name, "5 startTask");
        _submit(taskId);
        total += vm.snapshotGasLastCall(name, "6 submitResult");
        _approve(taskId);
        total += vm.snapshotGasLastCall(name, "7 approveResult");
        vm.snapshotValue(name, "whole life, with one bid", total);
    }

    /// @dev Through a dispute to each of its ends.
    function test_LifeOfADisputedTask() external {
        string memory name = "task-disputed";
        vm.prank(buyer);
        bytes32 taskId = market.createTask{value: COST}(ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        uint256 total = vm.snapshotGasLastCall(name, "1 createTask");
        _accept(taskId, nodeId);
        total += vm.snapshotGasLastCall(name, "2 acceptTask");
        _submit(taskId);
        total += vm.snapshotGasLastCall(name, "3 submitResult");
        _dispute(taskId);
        total += vm.snapshotGasLastCall(name, "4 disputeTask");
        vm.prank(provider);
        market.submitEvidence(taskId, URI);
        total += vm.snapshotGasLastCall(name, "5 submitEvidence");
        string[3] memory outcomes = ["buyer wins", "provider wins", "split"];
        for (uint256 i; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(arbitrator);
            market.resolveDispute(taskId, DisputeOutcome(i), 5_000);
            uint256 last = vm.snapshotGasLastCall(name, string.concat("6 resolveDispute, ", outcomes[i]));
            if (i == 2) vm.snapshotValue(name, "whole life, with a split", total + last);
            vm.revertToState(snapshot);
        }
        skip(7 days + 1);
        market.resolveStaleDispute(taskId);
        vm.snapshotGasLastCall(name, "6 resolveStaleDispute");
    }

    /// @dev The provider has had USDC before.
    function test_LifeOfATaskInUsdc() external {
        string memory name = "task-in-usdc";
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        usdc.mint(buyer, 3 * USDC_COST);
        usdc.mint(provider, 1);
        vm.prank(buyer);
        usdc.approve(address(escrow), 2 * USDC_COST);
        vm.prank(buyer);
        bytes32 taskId = market.postTask(request);
        uint256 total = vm.snapshotGasLastCall(name, "1 postTask");
        _accept(taskId, nodeId);
        total += vm.snapshotGasLastCall(name, "2 acceptTask");
        _submit(taskId);
        total += vm.snapshotGasLastCall(name, "3 submitResult");
        _approve(taskId);
        total += vm.snapshotGasLastCall(name, "4 approveResult");
        vm.snapshotValue(name, "whole life", total);
    }

    function test_OtherEndings() external {
        string memory name = "task-other-endings";
        bytes32 taskId = _create();
        vm.prank(buyer);
        market.cancelTask(taskId);
        vm.snapshotGasLastCall(name, "cancelTask");

        taskId = _completed(nodeId);
        skip(24 hours + 1);
        vm.prank(stranger);
        market.finalizeTask(taskId);
        vm.snapshotGasLastCall(name, "finalizeTask");

        taskId = _inProgress(nodeId);
        skip(2 hours);
        vm.prank(stranger);
        market.timeoutTask(taskId);
        vm.snapshotGasLastCall(name, "timeoutTask");

        skip(8 days);
        vm.prank(stranger);
        market.expireTask(taskId);
        vm.snapshotGasLastCall(name, "expireTask");
    }

    function test_RegistrationAndOneSolution() external {
        string memory name = "node-1-solution";
        _setSolutions(1);
        uint256 total = _registerAndProve(name);
        vm.snapshotValue(name, "all three", total);
        assertLt(total, (302_366 + 167_089 + 201_695) * 7 / 10, "70 % of the seed design, transcribed");
    }

    function test_RegistrationAnd64Solutions() external {
        _setSolutions(64);
        _registerAndProve("node-64-solutions");
    }

    function test_Again64Solutions() external {
        _setSolutions(64);
        skip(6 hours);
        vm.prank(provider);
        bytes32 challengeId = verifier.issueChallenge(nodeId);
        vm.snapshotGasLastCall("node-64-solutions-again", "2 issueChallenge");
        _submitAll("node-64-solutions-again", challengeId);
    }

    function _registerAndProve(string memory name) private returns (uint256 total) {
        vm.prank(stranger);
        bytes32 fresh = registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
        total = vm.snapshotGasLastCall(name, "1 registerNode");
        vm.prank(stranger);
        bytes32 challengeId = verifier.issueChallenge(fresh);
        total += vm.snapshotGasLastCall(name, "2 issueChallenge");
        total += _submitAll(name, challengeId);
    }

    function _submitAll(string memory name, bytes32 challengeId) private returns (uint256 gasUsed) {
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        uint64[] memory nonces = mine(c.seed, c.difficulty, c.solutions, 2 ** 40);
        skip(300);
        vm.prank(c.owner);
        if (c.solutions == 1) verifier.submitSolution(challengeId, nonces[0]);
        else verifier.submitSolutions(challengeId, nonces);
        gasUsed = vm.snapshotGasLastCall(name, "3 submit");
    }

    function test_BytecodeSizes() external {
        string memory name = "bytecode";
        string[9] memory contracts = [
            "EscrowManager",
            "FixedPriceOracle",
            "NodeRegistry",
            "NodeRegistryExtension",
            "ProofOfWorkVerifier",
            "TaskMarketplace",
            "TaskMarketplaceBidsAndDisputes",
            "TaskMarketplaceExtension",
            "ERC1967Proxy"
        ];
        for (uint256 i; i < contracts.length; ++i) {
            uint256 size = vm.getDeployedCode(string.concat(contracts[i], ".sol:", contracts[i])).length;
            assertLe(size, 24_576, contracts[i]);
            vm.snapshotValue(name, contracts[i], size);
        }
    }

    function _setSolutions(uint256 solutions) private {
        ProofOfWorkVerifierParameters memory p = verifier.parameters();
        p.solutionsPerChallenge = solutions;
        vm.prank(owner);
        verifier.setParameters(p);
    }

    function test_Leaving() external {
        string memory name = "node-leaving";
        vm.prank(provider);
        registry.deactivateNode(nodeId);
        vm.snapshotGasLastCall(name, "1 deactivateNode");
        skip(7 days);
        vm.prank(provider);
        registry.withdrawStake(nodeId, 0.5 ether);
        vm.snapshotGasLastCall(name, "2 withdrawStake");
    }
}
