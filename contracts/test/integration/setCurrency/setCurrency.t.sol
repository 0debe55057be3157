// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";
import {HostileToken} from "../../utils/zoo/HostileToken.sol";

contract SetCurrencyTest is EscrowTest {
    function test_RevertWhen_NotTheOwner() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, bytes32(0))
        );
        vm.prank(stranger);
        escrow.setCurrency(address(usdc), false);
    }

    function test_E3_RevertWhen_ItIsNoDollarWithSixDecimals() external {
        HostileToken token = new HostileToken();
        token.setDecimals(18);
        address[3] memory wrong = [ETH, stranger, address(token)];
        vm.startPrank(owner);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidCurrency.selector, wrong[i])
            );
            escrow.setCurrency(wrong[i], true);
        }
        // A contract that is no token at all.
        vm.expectRevert();
        escrow.setCurrency(address(registry), true);
    }

    function test_OntoTheListAndOff() external {
        HostileToken token = new HostileToken();
        assertFalse(escrow.isCurrencyAccepted(address(token)));
        vm.expectEmit(address(escrow));
        emit IEscrowManager.CurrencyUpdated(address(token), true);
        vm.prank(owner);
        escrow.setCurrency(address(token), true);
        assertTrue(escrow.isCurrencyAccepted(address(token)));

        token.setDecimals(18);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.CurrencyUpdated(address(token), false);
        vm.prank(owner);
        escrow.setCurrency(address(token), false);
        assertFalse(escrow.isCurrencyAccepted(address(token)));
    }

    function test_EthIsAlwaysAccepted() external {
        assertTrue(escrow.isCurrencyAccepted(ETH));
        vm.prank(owner);
        escrow.setCurrency(ETH, false);
        assertTrue(escrow.isCurrencyAccepted(ETH));
        _hold(ID, ETH, AMOUNT);
    }
}
