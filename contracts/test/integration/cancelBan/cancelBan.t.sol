// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {INodeRegistryErrors, INodeRegistryEvents} from "../../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../../utils/RegistryTest.sol";

contract CancelBanTest is RegistryTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider);
    }

    /// @dev Who accuses does not judge the appeal.
    function test_RevertWhen_NotTheOwner() external {
        _suspend(nodeId);
        address[4] memory others = [config.arbitrator, reviewer, provider, stranger];
        for (uint256 i; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], bytes32(0))
            );
            vm.prank(others[i]);
            registry.cancelBan(nodeId);
        }
    }

    function test_RevertGiven_UnknownNode() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        vm.prank(owner);
        registry.cancelBan("x");
    }

    function test_RevertGiven_NotSuspended() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotSuspended.selector, nodeId));
        vm.prank(owner);
        registry.cancelBan(nodeId);
    }

    function testFuzz_RevertGiven_TheAppealWindowIsOver(uint256 late) external {
        uint256 from = _suspend(nodeId);
        vm.warp(from + bound(late, 0, 365 days));
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_AppealWindowOver.selector, nodeId, from)
        );
        vm.prank(owner);
        registry.cancelBan(nodeId);
    }

    function testFuzz_WhenAllIsWell(uint256 wait, bool paused, bool flagged) external {
        nodeId = _activeNode(provider, 5 ether);
        if (flagged) _flag(nodeId);
        bytes memory before = abi.encode(_node(nodeId));
        uint256 from = _suspend(nodeId);
        if (paused) _pauseAll();
        vm.warp(from - 1 - bound(wait, 0, 3 days - 1));
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.BanCancelled(nodeId);
        vm.prank(owner);
        registry.cancelBan(nodeId);
        assertEq(abi.encode(_node(nodeId)), before);

        vm.warp(from);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotSuspended.selector, nodeId));
        registry.executeBan(nodeId);
        assertEq(_suspend(nodeId), from + 3 days);
        assertEq(_node(nodeId).banExecutableFrom, from + 3 days);
    }
}
