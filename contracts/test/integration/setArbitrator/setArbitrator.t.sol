// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ITaskMarketplaceErrors, ITaskMarketplaceEvents} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SetArbitratorTest is BaseTest {
    function test_RevertWhen_NotTheOwner() external {
        address[3] memory others = [stranger, arbitrator, pauser];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], bytes32(0))
            );
            vm.prank(others[i]);
            market.setArbitrator(others[i]);
        }
    }

    function test_D5_RevertWhen_ZeroOrTheOwner() external {
        address[2] memory wrong = [address(0), owner];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_InvalidArbitrator.selector, wrong[i])
            );
            vm.prank(owner);
            market.setArbitrator(wrong[i]);
        }
        assertEq(market.arbitrator(), arbitrator);
    }

    function test_WhenAllIsWell() external {
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.ArbitratorUpdated(arbitrator, stranger);
        vm.prank(owner);
        market.setArbitrator(stranger);
        assertEq(market.arbitrator(), stranger);
    }
}
