// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IAccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/IAccessControlEnumerable.sol";
import {Governed} from "../../../src/base/Governed.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract PauseTest is BaseTest {
    Governed[4] private contracts;

    function setUp() public override {
        super.setUp();
        contracts = [
            Governed(address(registryCore)), Governed(address(verifier)), Governed(address(escrow)), Governed(address(marketCore))
        ];
    }

    function test_RevertWhen_NeitherOwnerNorPauser() external {
        vm.startPrank(stranger);
        for (uint256 i; i < 4; ++i) {
            bytes memory refused = abi.encodeWithSelector(IGoverned.Governed_NotPauser.selector, stranger);
            vm.expectRevert(refused);
            contracts[i].pause();
            vm.expectRevert(refused);
            contracts[i].unpause();
        }
    }

    function testFuzz_G7_APauseEndsByItself(uint256 wait) external {
        for (uint256 i; i < 4; ++i) {
            vm.warp(START);
            vm.startPrank(pauser);
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_NotPaused.selector));
            contracts[i].unpause();
            vm.expectEmit(address(contracts[i]));
            emit IGoverned.Paused(pauser, START + 14 days);
            contracts[i].pause();
            assertTrue(contracts[i].paused());
            assertEq(contracts[i].pausedUntil(), START + 14 days);
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
            contracts[i].pause();
            vm.warp(START + 14 days);
            assertFalse(contracts[i].paused());

            wait = bound(wait, 0, 14 days - 1);
            vm.warp(START + 14 days + wait);
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_PausedTooRecently.selector, START + 28 days));
            contracts[i].pause();
            vm.stopPrank();
            uint256 snapshot = vm.snapshotState();
            vm.prank(owner);
            contracts[i].pause();
            assertTrue(contracts[i].paused());
            vm.revertToState(snapshot);
            vm.warp(START + 28 days);
            vm.prank(pauser);
            contracts[i].pause();
        }
    }

    function test_G7_UnpausingEarlyDoesNotResetTheWait() external {
        vm.startPrank(pauser);
        contracts[0].pause();
        skip(1 days);
        vm.expectEmit(address(contracts[0]));
        emit IGoverned.Unpaused(pauser);
        contracts[0].unpause();
        assertFalse(contracts[0].paused());
        vm.stopPrank();
        _register(provider);
        vm.startPrank(pauser);
        skip(14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_PausedTooRecently.selector, START + 15 days));
        contracts[0].pause();
        skip(1);
        contracts[0].pause();
    }

    /// @dev Whoever holds both powers pauses as the owner.
    function test_G7_AGuardianDoesNotEndWhatTheOwnerBegan() external {
        for (uint256 i; i < 4; ++i) {
            Governed c = contracts[i];
            vm.warp(START);
            bytes32 role = c.PAUSER_ROLE();
            vm.startPrank(owner);
            c.grantRole(role, owner);
            c.pause();
            vm.stopPrank();
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_PausedByOwner.selector));
            vm.prank(pauser);
            c.unpause();
            assertTrue(c.paused());
            vm.prank(owner);
            c.unpause();
            assertFalse(c.paused());

            // The next one is the guardian's again, and the owner ends that too.
            vm.warp(START + 14 days);
            vm.prank(pauser);
            c.pause();
            vm.prank(pauser);
            c.unpause();
            assertFalse(c.paused());
            vm.warp(START + 28 days);
            vm.prank(pauser);
            c.pause();
            vm.prank(owner);
            c.unpause();
            assertFalse(c.paused());
        }
    }

    function test_G1_TheOwnerPassesInTwoSteps_AndKeepsNothing() external {
        for (uint256 i; i < 4; ++i) {
            Governed c = contracts[i];
            assertEq(c.owner(), owner);
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, bytes32(0))
            );
            vm.prank(stranger);
            c.transferOwnership(stranger);
            vm.prank(owner);
            c.transferOwnership(stranger);
            assertEq(c.owner(), owner);
            skip(1);
            vm.prank(stranger);
            c.acceptDefaultAdminTransfer();
            assertEq(c.owner(), stranger);
            assertTrue(c.hasRole(0, stranger));
            assertFalse(c.hasRole(0, owner));
            assertEq(c.getRoleMemberCount(0), 1);
            bytes32 role = c.PAUSER_ROLE();
            vm.prank(stranger);
            c.grantRole(role, provider);
            vm.prank(stranger);
            c.revokeRole(role, provider);
            vm.prank(pauser);
            c.renounceRole(role, pauser);
            assertEq(c.getRoleMemberCount(role), 0);
            vm.prank(stranger);
            vm.expectRevert();
            c.grantRole(0, provider);
        }
    }

    function test_G11_TheOwnershipNeverPassesToNobody() external {
        for (uint256 i; i < 4; ++i) {
            vm.startPrank(owner);
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_ZeroAddress.selector));
            contracts[i].transferOwnership(address(0));
            vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_ZeroAddress.selector));
            contracts[i].beginDefaultAdminTransfer(address(0));
            vm.expectRevert();
            contracts[i].renounceRole(0, owner);
            vm.stopPrank();
        }
    }

    function test_Interfaces() external view {
        for (uint256 i; i < 4; ++i) {
            assertTrue(contracts[i].supportsInterface(type(IAccessControl).interfaceId));
            assertTrue(contracts[i].supportsInterface(type(IAccessControlEnumerable).interfaceId));
            assertFalse(contracts[i].supportsInterface(0xffffffff));
        }
    }
}
