// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice The gas of an instant task in ETH from its posting to its payment.
abstract contract LifeGas is BaseTest {
    function _life(string memory name, address who, bytes32 nodeId) internal {
        vm.prank(who);
        bytes32 taskId = market.createTask{value: COST}(ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        uint256 total = vm.snapshotGasLastCall(name, "1 createTask");
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
        total += vm.snapshotGasLastCall(name, "2 acceptTask");
        vm.prank(provider);
        market.submitResult(taskId, RESULT, URI);
        total += vm.snapshotGasLastCall(name, "3 submitResult");
        vm.prank(who);
        market.approveResult(taskId);
        total += vm.snapshotGasLastCall(name, "4 approveResult");
        vm.snapshotValue(name, "whole life", total);
        assertLt(total, 445_000, "the aim for a whole life");
    }
}
