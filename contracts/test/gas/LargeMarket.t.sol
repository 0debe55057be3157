// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {AssignmentMode, TaskRequest} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice Every entry of the marketplace costs the same in a market of a few tasks and in one of ten thousand: measured by the same people's
/// successors, in the same order, before and after the market grew by ten thousand.
contract LargeMarketTest is BaseTest {
    uint256 private constant MANY = 10_000;
    string[] private names;
    uint256[] private costs;
    string[] private again;
    uint256[] private before;
    address private who;
    address private rival;
    address private payer;
    bytes32 private nodeId;
    bytes32 private rivalNode;

    function test_V28_I16_NoEntryCostsMoreInALargeMarket() external {
        // What only the first users of a market pay is not measured.
        _useEverything("first");
        delete costs;
        delete names;
        _useEverything("small");
        for (uint256 i; i < costs.length; ++i) {
            before.push(costs[i]);
        }
        delete costs;
        delete names;
        _postMany();
        _useEverything("large");
        assertEq(costs.length, 27, "every entry was measured");
        for (uint256 i; i < costs.length; ++i) {
            // A zero byte more or less in an id or a signature's hash makes a few gas.
            assertApproxEqAbs(costs[i], before[i], 400, names[i]);
        }
        assertGe(market.taskCount(ResourceType.GPU), MANY);
    }

    /// @dev A few for real; the counters, which are all that grows with the market, say ten thousand. To post them all takes two minutes, and
    /// shows the same.
    function _postMany() private {
        for (uint256 i; i < 100; ++i) {
            _create(stranger, PRICE, DURATION, 1);
        }
        // The second slot of the marketplace's storage: 48 bits for each type's count, GPU's first.
        bytes32 slot = bytes32(uint256(0x48eed7071ed9169fd4d55921c64bf37dc9f25faea6455403ece0e7ff1e39ca01));
        uint256 counts = uint256(vm.load(address(market), slot));
        assertEq(uint48(counts), market.taskCount(ResourceType.GPU), "that slot");
        vm.store(address(market), slot, bytes32(counts + MANY));
    }

    function _measure(string memory name) private {
        costs.push(vm.lastCallGas().gasTotalUsed);
        names.push(name);
    }

    function _useEverything(string memory round) private {
        (who, rival, payer) =
        (
            makeAddr(string.concat(round, " provider")),
            makeAddr(string.concat(round, " rival")),
            makeAddr(string.concat(round, " buyer"))
        );
        vm.deal(who, 10 ether);
        vm.deal(rival, 10 ether);
        vm.deal(payer, 10 ether);
        nodeId = _activeNode(who, 5 ether);
        rivalNode = _activeNode(rival, 5 ether);
        _instantLives();
        _tokenLife();
        _auctions();
        _disputes();
        vm.prank(owner);
        market.setArbitrator(arbitrator);
        _measure("setArbitrator");
    }

    function _new(AssignmentMode mode, address currency, string memory name) private returns (bytes32 taskId) {
        TaskRequest memory request = _request(mode, currency);
        request.salt = keccak256(abi.encode(payer, names.length));
        taskId = _post(payer, request);
        if (currency == ETH) _measure(name);
    }

    function _instantLives() private {
        bytes32 taskId = _create(payer, PRICE, DURATION, 1);
        taskId = _create(payer, PRICE, DURATION, 1);
        _measure("createTask");
        vm.prank(payer);
        market.cancelTask(taskId);
        _measure("cancelTask");
        taskId = _new(AssignmentMode.Instant, ETH, "postTask");
        _accept(taskId, nodeId);
        _measure("acceptTask");
        _submit(taskId);
        _measure("submitResult");
        _approve(taskId);
        _measure("approveResult");
        taskId = _create(payer, PRICE, DURATION, 1);
        _accept(taskId, nodeId);
        vm.prank(who);
        market.abandonTask(taskId);
        _measure("abandonTask");
        _accept(taskId, rivalNode);
        skip(2 hours);
        market.timeoutTask(taskId);
        _measure("timeoutTask");
        skip(7 days + 1);
        market.expireTask(taskId);
        _measure("expireTask");
    }

    function _tokenLife() private {
        usdc.mint(payer, 2 * USDC_COST);
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        vm.prank(payer);
        usdc.approve(address(escrow), USDC_COST);
        vm.prank(payer);
        bytes32 taskId = market.postTask(request);
        _measure("postTask in USDC");
        _accept(taskId, nodeId);
        _submit(taskId);
        skip(1 days + 1);
        market.finalizeTask(taskId);
        _measure("finalizeTask in USDC");
    }

    function _auctions() private {
        bytes32 taskId = _new(AssignmentMode.SealedBid, ETH, "postTask for bids");
        _commit(taskId, nodeId, PRICE / 2);
        _measure("commitBid, the first");
        _commit(taskId, rivalNode, PRICE / 3);
        _measure("commitBid, the second");
        _toReveal(taskId);
        _reveal(taskId, nodeId, PRICE / 2);
        _measure("revealBid");
        _toSelection(taskId);
        uint256 snapshot = vm.snapshotState();
        market.reportUnrevealedBid(taskId, 1, rivalNode);
        uint256 report = vm.lastCallGas().gasTotalUsed;
        _select(taskId, nodeId);
        uint256 select = vm.lastCallGas().gasTotalUsed;
        vm.revertToState(snapshot);
        costs.push(report);
        names.push("reportUnrevealedBid");
        costs.push(select);
        names.push("selectBid");
        _toSettlement(taskId);
        market.settleAuction(taskId);
        _measure("settleAuction");
        _start(taskId);
        _measure("startTask");
        _submit(taskId);
        _approve(taskId);
        _measure("approveResult below the maximum");
        taskId = _new(AssignmentMode.SealedBid, ETH, "postTask for bids, again");
        _commit(taskId, nodeId, PRICE / 2);
        vm.prank(payer);
        market.cancelTask(taskId);
        _measure("cancelTask with bids");
    }

    function _disputes() private {
        bytes32[2] memory tasks;
        for (uint256 i; i < 2; ++i) {
            tasks[i] = _create(payer, PRICE, DURATION, 1);
            _accept(tasks[i], nodeId);
            _submit(tasks[i]);
            _dispute(tasks[i]);
        }
        _measure("disputeTask");
        vm.prank(who);
        market.submitEvidence(tasks[0], URI);
        _measure("submitEvidence");
        vm.prank(arbitrator);
        market.resolveDispute(tasks[0], DisputeOutcome.Split, 5_000);
        _measure("resolveDispute");
        skip(7 days + 1);
        market.resolveStaleDispute(tasks[1]);
        _measure("resolveStaleDispute");
    }
}
