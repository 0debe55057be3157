// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Vm} from "forge-std/Vm.sol";
import {INodeRegistryErrors, INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ReviewTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 10 ether);
    }

    function _succeed() private {
        bytes32 taskId = _completed(nodeId);
        _approve(taskId);
    }

    function _fail() private {
        bytes32 taskId = _inProgress(nodeId);
        vm.prank(provider);
        market.abandonTask(taskId);
    }

    function test_GivenFewerThanTen_NotFlagged() external {
        for (uint256 i; i < 9; ++i) {
            _fail();
        }
        assertFalse(_node(nodeId).underReview);
    }

    function test_GivenTwoOfTen_NotFlagged_ButThreeOfEleven() external {
        for (uint256 i; i < 8; ++i) {
            _succeed();
        }
        _fail();
        _fail();
        assertFalse(_node(nodeId).underReview);

        bytes32 taskId = _inProgress(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeFlaggedForReview(nodeId, 8, 3);
        vm.prank(provider);
        market.abandonTask(taskId);
        assertTrue(_node(nodeId).underReview);
    }

    function test_GivenFlagged_NoNewTaskUntilCleared() external {
        for (uint256 i; i < 9; ++i) {
            _fail();
        }
        bytes32 running = _inProgress(nodeId);
        _fail();
        assertTrue(_node(nodeId).underReview);

        bytes32 taskId = _create();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnderReview.selector, nodeId));
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);

        _submit(running);
        vm.recordLogs();
        _approve(running);
        assertEq(_status(running), TaskStatus.Verified);
        _assertNotFlaggedAnew();

        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeReviewCleared(nodeId, reviewer);
        vm.prank(reviewer);
        registry.clearReview(nodeId);
        _accept(taskId, nodeId);
    }

    function test_GivenFlagged_AFurtherFailureFlagsNoMore() external {
        bytes32 running = _inProgress(nodeId);
        for (uint256 i; i < 9; ++i) {
            _fail();
        }
        bytes32 tenth = _inProgress(nodeId);
        vm.startPrank(provider);
        market.abandonTask(tenth);
        assertTrue(_node(nodeId).underReview);
        vm.recordLogs();
        market.abandonTask(running);
        vm.stopPrank();
        _assertNotFlaggedAnew();
        assertEq(_node(nodeId).totalTasksFailed, 11);
    }

    function _assertNotFlaggedAnew() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertGt(logs.length, 0);
        for (uint256 i; i < logs.length; ++i) {
            assertNotEq(logs[i].topics[0], INodeRegistryEvents.NodeFlaggedForReview.selector);
        }
    }

    function test_ClearReview_Reverts() external {
        bytes32 role = registryCore.REVIEWER_ROLE();
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, owner, role)
        );
        vm.prank(owner);
        registry.clearReview(nodeId);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotUnderReview.selector, nodeId));
        vm.prank(reviewer);
        registry.clearReview(nodeId);
    }
}
