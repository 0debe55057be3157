// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {EscrowDeposit, EscrowDetails, EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract DepositBondTest is EscrowTest {
    function test_E4_RevertWhen_TheRoleIsMissing() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, buyer, escrow.RELEASER_ROLE()
            )
        );
        vm.prank(buyer);
        escrow.depositBond{value: BOND}(ID, BOND);
    }

    function test_E5_RevertGiven_NotHeld() external {
        bytes32[6] memory ids = _inEachStatus();
        for (uint256 i; i < 6; ++i) {
            if (EscrowStatus(i) == EscrowStatus.Held) continue;
            _expectNotHeld(ids[i], EscrowStatus(i));
            vm.prank(address(market));
            escrow.depositBond{value: BOND}(ids[i], BOND);
        }
    }

    function test_RevertWhen_TheAmountIsWrong() external {
        _hold(ID, ETH, AMOUNT);
        uint256[2] memory wrong = [uint256(0), 2 ** 88];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IEscrowManager.EscrowManager_InvalidAmount.selector, ID, wrong[i], type(uint88).max
                )
            );
            vm.prank(address(market));
            escrow.depositBond{value: wrong[i]}(ID, wrong[i]);
        }
    }

    function test_RevertWhen_ThePaymentIsWrong() external {
        _hold(ID, ETH, AMOUNT);
        _hold("dollars", address(usdc), AMOUNT);
        uint256[3] memory paid = [uint256(0), BOND - 1, BOND + 1];
        for (uint256 i; i < 3; ++i) {
            _expectWrongPayment(ID, paid[i], BOND);
            vm.prank(address(market));
            escrow.depositBond{value: paid[i]}(ID, BOND);
        }
        _expectWrongPayment("dollars", BOND, 0);
        vm.prank(address(market));
        escrow.depositBond{value: BOND}("dollars", BOND);
    }

    function test_RevertGiven_TheBuyerHasNotApproved() external {
        _hold(ID, address(usdc), AMOUNT);
        vm.prank(buyer);
        usdc.approve(address(escrow), 0);
        vm.expectRevert();
        vm.prank(address(market));
        escrow.depositBond(ID, BOND);
        assertEq(escrow.getEscrowDetails(ID).status, EscrowStatus.Held);
    }

    function testFuzz_D3_ItKeepsTheBond(uint256 bond, bool inToken) external {
        bond = bound(bond, 1, type(uint88).max);
        address currency = inToken ? address(usdc) : ETH;
        _hold(ID, currency, AMOUNT);
        vm.prank(owner);
        escrow.setCurrency(address(usdc), false);
        _pauseAll();
        vm.expectEmit(address(escrow));
        emit IEscrowManager.BondDeposited(ID, buyer, bond);
        _bond(ID, bond);

        assertEq(_balance(currency, address(escrow)), AMOUNT + bond);
        EscrowDetails memory d = escrow.getEscrowDetails(ID);
        assertEq(d.bond, bond);
        assertEq(d.amount, AMOUNT);
        assertEq(d.currency, currency);
        assertEq(d.status, EscrowStatus.Disputed);
        EscrowDeposit memory seed = escrow.getEscrow(ID);
        assertFalse(seed.released || seed.refunded);
        assertEq(seed.providerPayout, AMOUNT * 92 / 100);
    }

    function _expectWrongPayment(bytes32 taskId, uint256 paid, uint256 required) private {
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_WrongPayment.selector, taskId, paid, required)
        );
    }
}
