// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    IAccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {Test} from "forge-std/Test.sol";
import {Governed, RoleGrant} from "../../src/base/Governed.sol";

/// @notice A contract that gives a role another admin, which none of ours does: each role is the owner's to grant.
contract Delegating is Governed {
    uint256 private _until;

    function initialize(address initialOwner) external initializer {
        __Governed_init(initialOwner, new RoleGrant[](0));
    }

    function setRoleAdmin(bytes32 role, bytes32 admin) external {
        _setRoleAdmin(role, admin);
    }

    function _pausedUntil() internal view override returns (uint256) {
        return _until;
    }

    function _setPausedUntil(uint40 until) internal override {
        _until = until;
    }
}

contract GovernedTest is Test {
    Delegating private governed;

    function setUp() public {
        // From its artifact, as the contracts themselves are created, so that it is compiled anew when they change.
        governed = Delegating(vm.deployCode("Governed.t.sol:Delegating"));
        governed.initialize(address(this));
    }

    /// @dev The rules of the one owner hold also where a later contract delegates: its own role never gets another admin.
    function test_G1_TheOwnersRoleHasNoOtherAdmin() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControlDefaultAdminRules.AccessControlEnforcedDefaultAdminRules.selector)
        );
        governed.setRoleAdmin(0, "other");
        assertEq(governed.getRoleAdmin(0), 0);
    }

    function test_ARoleMayHaveAnotherAdmin() external {
        governed.setRoleAdmin("role", "admin");
        assertEq(governed.getRoleAdmin("role"), "admin");
        governed.grantRole("admin", makeAddr("admin"));
        vm.prank(makeAddr("admin"));
        governed.grantRole("role", makeAddr("member"));
        assertTrue(governed.hasRole("role", makeAddr("member")));
    }
}
