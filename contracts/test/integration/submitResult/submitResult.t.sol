// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITaskMarketplaceErrors, ITaskMarketplaceEvents, TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SubmitResultTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
    }

    function _submitAs(address who, bytes32 taskId, bytes32 hash, string memory uri) private {
        vm.prank(who);
        market.submitResult(taskId, hash, uri);
    }

    function test_M17_RevertGiven_UnknownOrNotInProgress() external {
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x")));
        _submitAs(provider, "x", RESULT, URI);
        bytes32 open = _create();
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, open, TaskStatus.Open)
        );
        _submitAs(provider, open, RESULT, URI);
        bytes32 done = _completed(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, done, TaskStatus.Completed)
        );
        _submitAs(provider, done, RESULT, URI);
    }

    function test_RevertWhen_NotTheProvider() external {
        bytes32 taskId = _inProgress(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotProvider.selector, taskId, buyer, provider)
        );
        _submitAs(buyer, taskId, RESULT, URI);
    }

    function test_RevertWhen_TheHashIsZeroOrTheUriTooLong() external {
        bytes32 taskId = _inProgress(nodeId);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_EmptyResult.selector, taskId));
        _submitAs(provider, taskId, 0, URI);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_InvalidUri.selector, 257, 256));
        _submitAs(provider, taskId, RESULT, string(new bytes(257)));
    }

    function testFuzz_WhenAllIsWell_InTimeOrLate_EvenWhilePaused(uint256 wait, bytes32 hash, uint8 uriLength) external {
        vm.assume(hash != 0);
        string memory uri = string(new bytes(uint256(uriLength) + 1));
        bytes32 taskId = _inProgress(nodeId);
        skip(bound(wait, 0, 400 days));
        _pauseAll();
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskCompleted(taskId, hash);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.ResultSubmitted(taskId, uri);
        _submitAs(provider, taskId, hash, uri);
        TaskDetails memory t = market.getTaskDetails(taskId);
        assertEq(t.status, TaskStatus.Completed);
        assertEq(t.completedAt, block.timestamp);
        assertEq(t.reviewUntil, block.timestamp + 24 hours);
    }
}
