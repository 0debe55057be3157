// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {NodeStatus, ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    Permit,
    TaskRequest,
    TaskStatus
} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {LongReenterer, Refuser} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice Someone who is paid calls back into every entry of the marketplace about the very task, in every way in which money leaves.
contract ReentryTest is BaseTest {
    LongReenterer private attacker;
    bytes32 private nodeId;
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        attacker = new LongReenterer(address(market));
        vm.deal(address(attacker), 100 ether);
        vm.prank(address(attacker));
        nodeId = registry.registerNode{value: 5.1 ether}(ResourceType.GPU, URI);
        _prove(nodeId);
    }

    /// @dev Guarded entries refuse the call itself; the others, which move no money, find a task that has ended.
    function _calls() private returns (bytes[] memory calls, bool[] memory guarded) {
        (calls, guarded) = (new bytes[](19), new bool[](19));
        TaskRequest memory request = _request(AssignmentMode.Instant, ETH);
        Permit memory permit;
        calls[0] = abi.encodeCall(market.createTask, (ResourceType.GPU, POWER, DURATION, PRICE, 1, URI));
        calls[1] = abi.encodeCall(market.postTask, (request));
        calls[2] = abi.encodeCall(market.postTaskWithPermit, (request, permit));
        calls[3] = abi.encodeCall(market.cancelTask, (taskId));
        calls[4] = abi.encodeCall(market.approveResult, (taskId));
        calls[5] = abi.encodeCall(market.abandonTask, (taskId));
        calls[6] = abi.encodeCall(market.finalizeTask, (taskId));
        calls[7] = abi.encodeCall(market.timeoutTask, (taskId));
        calls[8] = abi.encodeCall(market.expireTask, (taskId));
        calls[9] = abi.encodeCall(market.disputeTask, (taskId, ""));
        calls[10] = abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome.BuyerWins, 0));
        calls[11] = abi.encodeCall(market.resolveStaleDispute, (taskId));
        for (uint256 i; i < 12; ++i) {
            guarded[i] = true;
        }
        calls[12] = abi.encodeCall(market.acceptTask, (taskId, nodeId));
        calls[13] = abi.encodeCall(market.startTask, (taskId));
        calls[14] = abi.encodeCall(market.submitResult, (taskId, RESULT, ""));
        calls[15] = abi.encodeCall(market.commitBid, (taskId, nodeId, RESULT));
        calls[16] = abi.encodeCall(market.revealBid, (taskId, nodeId, 1, RESULT));
        calls[17] = abi.encodeCall(market.settleAuction, (taskId));
        calls[18] = abi.encodeCall(market.submitEvidence, (taskId, URI));
    }

    function _try(uint256 way) private {
        uint256 prepared = vm.snapshotState();
        (bytes[] memory calls, bool[] memory guarded) = _calls();
        for (uint256 i; i < calls.length; ++i) {
            attacker.arm(calls[i]);
            _pay(way);
            assertTrue(attacker.called(), "it was called back");
            assertFalse(attacker.succeeded(), vm.toString(i));
            bytes4 expected = guarded[i]
                ? ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector
                : ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector;
            assertEq(attacker.answer(), expected, vm.toString(i));
            _assertConserved();
            vm.revertToState(prepared);
        }
    }

    /// @dev The escrow holds what it owes: fees and the arbitrator's credit.
    function _assertConserved() private view {
        uint256 owed =
            escrow.accruedFees(ETH) + escrow.creditOf(ETH, arbitrator) + escrow.creditOf(ETH, address(attacker));
        assertEq(address(escrow).balance, owed);
    }

    function _pay(uint256 way) private {
        if (way == 0) _approve(taskId);
        if (way == 1) {
            vm.prank(arbitrator);
            market.resolveDispute(taskId, DisputeOutcome.ProviderWins, 0);
        }
        if (way == 2) {
            skip(8 days);
            market.resolveStaleDispute(taskId);
        }
        if (way == 3) market.expireTask(taskId);
        if (way == 4) {
            vm.prank(provider);
            market.abandonTask(taskId);
        }
        if (way == 5) {
            skip(25 hours);
            market.finalizeTask(taskId);
        }
        assertTrue(uint256(_status(taskId)) >= uint256(TaskStatus.Verified));
    }

    function test_E12_WhileAnApprovedProviderIsPaid() external {
        taskId = _completed(nodeId);
        _try(0);
    }

    function test_E12_WhileAWinnerIsPaid() external {
        taskId = _completed(nodeId);
        _dispute(taskId);
        _try(1);
    }

    function test_E12_WhileAStaleDisputeIsPaid() external {
        taskId = _completed(nodeId);
        _dispute(taskId);
        _try(2);
    }

    function test_E12_WhileAnExpiredTaskIsRefunded() external {
        taskId = _create(address(attacker), PRICE, DURATION, 1);
        skip(7 days + 1);
        _try(3);
    }

    function test_E12_WhileAFailedTaskIsRefunded() external {
        bytes32 direct = _activeNode(provider, 5 ether);
        _makeLevel4(direct);
        TaskRequest memory request = _request(AssignmentMode.Direct, ETH);
        request.directNode = direct;
        taskId = _post(address(attacker), request);
        _accept(taskId, direct);
        _try(4);
    }

    /// @dev The provider first, then the buyer with the difference: here the buyer calls back.
    function test_E12_WhileADifferenceIsRefunded() external {
        bytes32 honest = _activeNode(provider, 5 ether);
        taskId = _post(address(attacker), _request(AssignmentMode.SealedBid, ETH));
        _bid(taskId, honest, PRICE / 3);
        _select(taskId, honest);
        _start(taskId);
        _submit(taskId);
        _try(5);
    }
}

/// @notice The same for the money that the registry pays: stakes, insurance bonds, credits and fees.
contract RegistryReentryTest is BaseTest {
    uint256 private constant WAYS = 4;

    LongReenterer private attacker;
    Refuser private refuser;
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        attacker = new LongReenterer(address(registry));
        nodeId = _registerFor(address(attacker), 2 ether);
        _prove(nodeId);
        vm.startPrank(address(attacker));
        registry.depositInsuranceBond{value: 2 ether}(nodeId);
        registry.deactivateNode(nodeId);
        vm.stopPrank();
        skip(7 days);
        vm.prank(owner);
        registryCore.setTreasury(address(attacker));
        refuser = new Refuser();
        _credit();
    }

    function _registerFor(address who, uint256 stake) private returns (bytes32) {
        vm.deal(who, 10 ether);
        return _register(who, stake, ResourceType.GPU);
    }

    /// @dev Someone who refused its stake, and has it paid to the attacker later on.
    function _credit() private {
        bytes32 rejected = _registerFor(address(refuser), 1 ether);
        vm.prank(owner);
        registry.updateNodeStatus(rejected, NodeStatus.Rejected);
        vm.prank(address(refuser));
        registry.withdrawStake(rejected, 1 ether);
    }

    /// @dev Each would do something if it were not for the guard: the payment that runs is another's, or leaves something behind.
    function _calls() private view returns (bytes[WAYS] memory) {
        return [
            abi.encodeCall(registry.withdrawStake, (nodeId, 1 ether)),
            abi.encodeCall(registry.withdrawInsuranceBond, (nodeId, 1 ether)),
            abi.encodeCall(registryCore.withdrawCredit, (ETH, address(attacker))),
            abi.encodeCall(registryCore.sweepFees, (ETH))
        ];
    }

    function test_E12_WhileTheRegistryPays() external {
        bytes[WAYS] memory calls = _calls();
        uint256 state = vm.snapshotState();
        for (uint256 way; way < WAYS; ++way) {
            for (uint256 i; i < WAYS; ++i) {
                attacker.arm(calls[i]);
                vm.prank(way == 2 ? address(refuser) : address(attacker));
                (bool success,) = address(registry).call(calls[way]);
                assertTrue(success, "it was paid");
                assertTrue(attacker.called(), "it was called back");
                assertFalse(attacker.succeeded(), vm.toString(i));
                assertEq(attacker.answer(), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
                vm.revertToState(state);
            }
        }
    }
}
