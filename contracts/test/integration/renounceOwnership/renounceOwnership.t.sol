// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPriceSources} from "../../../src/interfaces/IPriceSources.sol";
import {OracleTest} from "../../utils/OracleTest.sol";

contract RenounceOwnershipTest is OracleTest {
    function test_RevertWhen_NotTheOwner() external {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        oracle.renounceOwnership();
    }

    function test_RevertWhen_TheOwner() external {
        vm.expectRevert(IPriceSources.PriceOracle_CannotRenounce.selector);
        vm.prank(owner);
        oracle.renounceOwnership();
        assertEq(oracle.owner(), owner);
    }

    function test_AHandOverTakesTwoSteps() external {
        address newOwner = makeAddr("newOwner");
        vm.prank(owner);
        oracle.transferOwnership(newOwner);
        assertEq(oracle.owner(), owner);
        vm.prank(newOwner);
        oracle.acceptOwnership();
        assertEq(oracle.owner(), newOwner);
    }
}
