// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, INodeRegistryEvents} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice threats.md N21: more than 20 % failures of at least ten tasks flag a node, whichever of the ten comes last.
contract N21_ReviewFlagTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 5 ether);
    }

    function _fail(uint256 times) private {
        for (uint256 i; i < times; ++i) {
            bytes32 taskId = _inProgress(nodeId);
            vm.prank(provider);
            market.abandonTask(taskId);
        }
    }

    function _succeed(uint256 times) private {
        for (uint256 i; i < times; ++i) {
            _approve(_completed(nodeId));
        }
    }

    /// @dev The attacker fails nine of its first nine tasks, and then has itself paid for an easy one.
    function test_N21_ASuccessAsTheTenthTaskFlagsToo() external {
        _fail(9);
        assertFalse(_node(nodeId).underReview);
        bytes32 taskId = _completed(nodeId);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeFlaggedForReview(nodeId, 1, 9);
        _approve(taskId);
        assertTrue(_node(nodeId).underReview);

        taskId = _create();
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnderReview.selector, nodeId));
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
    }

    function testFuzz_N21_TheOrderOfTheFirstTenTasksDoesNotMatter(uint256 order) external {
        uint256 failed;
        for (uint256 i; i < 10; ++i) {
            uint256 fails = order >> i & 1;
            _fail(fails);
            _succeed(1 - fails);
            failed += fails;
        }
        assertEq(_node(nodeId).underReview, failed > 2);
    }

    /// @dev After the tenth a success only lowers the share of failures: who was cleared is not flagged again for one.
    function test_N21_NoSuccessAfterTheTenthFlagsANodeThatWasCleared() external {
        _fail(3);
        _succeed(7);
        vm.prank(reviewer);
        registry.clearReview(nodeId);
        _succeed(1);
        assertFalse(_node(nodeId).underReview);
    }

    function test_N21_TheSingleCallThatCountsATaskAsksToo() external {
        _fail(9);
        vm.prank(address(market));
        registry.incrementTaskCount(nodeId);
        assertTrue(_node(nodeId).underReview);
    }
}
