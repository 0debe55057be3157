// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../src/interfaces/IGoverned.sol";
import {AssignmentMode, Permit, TaskRequest, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {BadOracle, GasBurner, Refuser} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice No state is a trap, and a pause makes none: in each one everything is paused, the prices are gone, everybody falls silent, and one
/// stranger gets all the money out by waiting.
contract LivenessTest is BaseTest {
    enum State {
        Open,
        Committed,
        Revealed,
        Selecting,
        Assigned,
        InProgress,
        Reopened,
        Completed,
        Disputed
    }

    bytes32 private nodeId;
    address private who;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 5 ether);
        _makeLevel4(nodeId);
    }

    function test_V19_V20_V21_I8_FromEveryState() external {
        for (uint256 i; i < 9 * 3 * 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            _fromState(State(i % 9), AssignmentMode(i / 9 % 3), i >= 27, i % 2 == 0, 0);
            vm.revertToState(snapshot);
        }
    }

    function testFuzz_V19_V20_V21_I8_AtAnySecond(uint8 state, uint8 mode, bool inToken, bool burns, uint256 wait)
        external
    {
        _fromState(State(state % 9), AssignmentMode(mode % 3), inToken, burns, bound(wait, 0, 30 days));
    }

    function _fromState(State state, AssignmentMode mode, bool inToken, bool burns, uint256 wait) private {
        if (mode != AssignmentMode.SealedBid && state >= State.Committed && state <= State.Assigned) return;
        if (mode == AssignmentMode.Direct && state == State.Reopened) return;
        who = burns ? address(new GasBurner()) : address(new Refuser());
        vm.deal(who, 10 ether);
        bytes32 taskId = _reach(state, mode, inToken ? address(usdc) : ETH);

        BadOracle bad = new BadOracle(BadOracle.Kind.BurnsGas);
        vm.prank(owner);
        market.setPriceOracle(address(bad));
        skip(wait);
        if (!marketCore.paused()) _pauseAll();
        uint256 rounds = _drain(taskId);
        assertLe(rounds, 3, "a few calls");

        TaskStatus status = _status(taskId);
        assertTrue(status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed);
        _assertAllIsOut(inToken);
        assertEq(_node(nodeId).openTasks, 0);
    }

    function _reach(State state, AssignmentMode mode, address currency) private returns (bytes32 taskId) {
        TaskRequest memory request = _request(mode, currency);
        if (mode == AssignmentMode.Direct) request.directNode = nodeId;
        taskId = _post(who, request);
        if (state == State.Open) return taskId;
        if (mode == AssignmentMode.SealedBid) {
            _commit(taskId, nodeId, request.maxPrice * 2 / 3);
            if (state == State.Committed) return taskId;
            _toReveal(taskId);
            _reveal(taskId, nodeId, request.maxPrice * 2 / 3);
            if (state == State.Revealed) return taskId;
            _toSelection(taskId);
            if (state == State.Selecting) return taskId;
            _select(taskId, nodeId);
            if (state == State.Assigned) return taskId;
            _start(taskId);
        } else {
            _accept(taskId, nodeId);
        }
        if (state == State.InProgress) return taskId;
        if (state == State.Reopened) {
            vm.prank(provider);
            market.abandonTask(taskId);
            return taskId;
        }
        _submit(taskId);
        if (state == State.Disputed) _dispute(taskId);
    }

    /// @dev Each call a stranger may make at its known time. The sum of the windows is below 30 days.
    function _drain(bytes32 taskId) private returns (uint256 rounds) {
        uint256 start = block.timestamp;
        vm.startPrank(stranger);
        while (true) {
            TaskStatus status = _status(taskId);
            if (status == TaskStatus.Open) {
                _warpTo(market.getTaskDetails(taskId).openUntil + 1);
                market.expireTask(taskId);
            } else if (status == TaskStatus.Assigned) {
                _warpTo(market.getTaskDetails(taskId).startUntil + 1);
                market.timeoutTask(taskId);
            } else if (status == TaskStatus.InProgress) {
                _warpTo(market.getTaskDetails(taskId).deadline + 1);
                market.timeoutTask(taskId);
            } else if (status == TaskStatus.Completed) {
                _warpTo(market.getTaskDetails(taskId).reviewUntil + 1);
                market.finalizeTask(taskId);
            } else if (status == TaskStatus.Disputed) {
                _warpTo(market.getTaskDetails(taskId).disputeUntil + 1);
                market.resolveStaleDispute(taskId);
            } else {
                break;
            }
            ++rounds;
        }
        vm.stopPrank();
        assertLe(block.timestamp - start, 30 days);
    }

    function _warpTo(uint256 time) private {
        if (block.timestamp < time) vm.warp(time);
    }

    function _assertAllIsOut(bool inToken) private {
        address currency = inToken ? address(usdc) : ETH;
        if (escrow.accruedFees(currency) != 0) escrow.sweepFees(currency);
        if (escrow.creditOf(currency, who) != 0) {
            vm.prank(who);
            escrow.withdrawCredit(currency, stranger);
        }
        assertEq(address(escrow).balance, 0);
        assertEq(usdc.balanceOf(address(escrow)), 0);
    }

    /// @dev In every phase of a task, what comes in is stopped, and what is under way goes on.
    function test_G7_APauseInEveryPhase() external {
        bytes32 bidding = _auction();
        bytes32 instant = _create();
        _commit(bidding, nodeId, PRICE);
        _pauseAll();
        _assertNothingComesIn(bidding, instant);

        _toReveal(bidding);
        _reveal(bidding, nodeId, PRICE);
        _toSettlement(bidding);
        _assertNothingComesIn(bidding, instant);
        vm.prank(pauser);
        marketCore.unpause();
        market.settleAuction(bidding);
        vm.prank(owner);
        marketCore.pause();

        _start(bidding);
        _submit(bidding);
        _assertNothingComesIn(bidding, instant);
        _dispute(bidding);
        vm.prank(provider);
        market.submitEvidence(bidding, URI);
        vm.prank(arbitrator);
        market.resolveDispute(bidding, DisputeOutcome.ProviderWins, 0);
        vm.prank(buyer);
        market.cancelTask(instant);
        escrow.sweepFees(ETH);
        vm.prank(arbitrator);
        escrow.withdrawCredit(ETH, arbitrator);
        assertEq(address(escrow).balance, 0);
    }

    function _assertNothingComesIn(bytes32 bidding, bytes32 instant) private {
        TaskRequest memory request = _request(AssignmentMode.Instant, ETH);
        Permit memory permit;
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(market.createTask, (ResourceType.GPU, POWER, DURATION, PRICE, 1, URI));
        calls[1] = abi.encodeCall(market.postTask, (request));
        calls[2] = abi.encodeCall(market.postTaskWithPermit, (request, permit));
        calls[3] = abi.encodeCall(market.acceptTask, (instant, nodeId));
        calls[4] = abi.encodeCall(market.commitBid, (bidding, nodeId, bytes32("bid")));
        calls[5] = abi.encodeCall(market.selectBid, (bidding, nodeId));
        calls[6] = abi.encodeCall(market.settleAuction, (bidding));
        bytes memory paused = abi.encodeWithSelector(IGoverned.Governed_Paused.selector, marketCore.pausedUntil());
        for (uint256 i; i < calls.length; ++i) {
            uint256 value = i < 3 ? COST : 0;
            vm.prank(i == 3 || i == 4 ? provider : buyer);
            (bool success, bytes memory answer) = address(market).call{value: value}(calls[i]);
            assertFalse(success, vm.toString(i));
            assertEq(answer, paused, vm.toString(i));
        }
    }
}
