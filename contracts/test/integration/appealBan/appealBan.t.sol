// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract AppealBanTest is RegistryTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        vm.prank(provider);
        registry.appealBan("x", EVIDENCE);
    }

    function test_RevertWhen_NotTheOwner() external {
        _suspend(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        vm.prank(stranger);
        registry.appealBan(nodeId, EVIDENCE);
    }

    function test_RevertGiven_NotSuspended() external {
        bytes memory refused = abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotSuspended.selector, nodeId);
        vm.expectRevert(refused);
        vm.prank(provider);
        registry.appealBan(nodeId, EVIDENCE);
        _ban(nodeId);
        vm.expectRevert(refused);
        vm.prank(provider);
        registry.appealBan(nodeId, EVIDENCE);
    }

    function testFuzz_RevertWhen_TheUriIsEmptyOrTooLong(uint256 length) external {
        _suspend(nodeId);
        length = bound(length, 256, 2_000);
        if (length == 256) length = 0;
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, length, 256));
        vm.prank(provider);
        registry.appealBan(nodeId, string(new bytes(length)));
    }

    function test_WhenAllIsWell_EvenWhilePaused() external {
        uint256 from = _suspend(nodeId);
        _pauseAll();
        bytes memory before = abi.encode(_node(nodeId));
        for (uint256 i; i < 2; ++i) {
            vm.expectEmit(address(registry));
            emit INodeRegistryEvents.BanAppealed(nodeId, provider, "ipfs://answer");
            vm.prank(provider);
            registry.appealBan(nodeId, "ipfs://answer");
            assertEq(abi.encode(_node(nodeId)), before);
            // Late answers are put into the log too; they stop nothing.
            vm.warp(from);
        }
        registry.executeBan(nodeId);
    }
}
