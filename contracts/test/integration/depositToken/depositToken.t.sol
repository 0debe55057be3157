// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {EscrowDetails, EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract DepositTokenTest is EscrowTest {
    function test_RevertGiven_Paused() external {
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        escrow.depositToken(ID, buyer, address(usdc), AMOUNT);
    }

    function test_E4_RevertWhen_TheRoleIsMissing() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, buyer, escrow.RELEASER_ROLE()
            )
        );
        vm.prank(buyer);
        escrow.depositToken(ID, buyer, address(usdc), AMOUNT);
    }

    function test_E3_RevertGiven_TheCurrencyIsNotOnTheList() external {
        vm.prank(owner);
        escrow.setCurrency(address(usdc), false);
        address[3] memory currencies = [address(usdc), ETH, stranger];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IEscrowManager.EscrowManager_CurrencyNotAccepted.selector, currencies[i])
            );
            vm.prank(address(market));
            escrow.depositToken(ID, buyer, currencies[i], AMOUNT);
        }
    }

    function test_E4_RevertGiven_TheTaskHadOne() external {
        for (uint256 i; i < 2; ++i) {
            uint256 state = vm.snapshotState();
            _hold(ID, _currencies()[i], AMOUNT);
            vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_AlreadyExists.selector, ID));
            vm.prank(address(market));
            escrow.depositToken(ID, buyer, address(usdc), AMOUNT);
            vm.revertToState(state);
        }
    }

    function test_RevertWhen_TheBuyerOrTheAmountIsWrong() external {
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidBuyer.selector, ID));
        escrow.depositToken(ID, address(0), address(usdc), 1);
        uint256[2] memory wrong = [uint256(0), 2 ** 88];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IEscrowManager.EscrowManager_InvalidAmount.selector, ID, wrong[i], type(uint88).max
                )
            );
            escrow.depositToken(ID, buyer, address(usdc), wrong[i]);
        }
    }

    function test_RevertGiven_TooLittleIsApprovedOrOwned() external {
        vm.startPrank(buyer);
        usdc.approve(address(escrow), AMOUNT - 1);
        vm.stopPrank();
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), AMOUNT - 1, AMOUNT
            )
        );
        vm.prank(address(market));
        escrow.depositToken(ID, buyer, address(usdc), AMOUNT);

        vm.prank(stranger);
        usdc.approve(address(escrow), AMOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, stranger, 0, AMOUNT)
        );
        vm.prank(address(market));
        escrow.depositToken(ID, stranger, address(usdc), AMOUNT);
    }

    function testFuzz_ItTakesTheMoney(uint256 amount, uint256 feeBps) external {
        amount = bound(amount, 1, type(uint88).max);
        feeBps = bound(feeBps, 0, 1_000);
        vm.startPrank(owner);
        escrow.updatePlatformFee(feeBps);
        vm.stopPrank();
        uint256 before = usdc.balanceOf(buyer);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowDeposited(ID, buyer, amount);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowCurrencySet(ID, address(usdc));
        vm.prank(address(market));
        assertEq(escrow.depositToken(ID, buyer, address(usdc), amount), ID);

        assertEq(usdc.balanceOf(buyer), before - amount);
        assertEq(usdc.balanceOf(address(escrow)), amount);
        EscrowDetails memory d = escrow.getEscrowDetails(ID);
        assertEq(d.currency, address(usdc));
        assertEq(d.amount, amount);
        assertEq(d.buyer, buyer);
        assertEq(d.feeBps, feeBps);
        assertEq(d.depositedAt, block.timestamp);
        assertEq(d.bond, 0);
        assertEq(d.status, EscrowStatus.Held);
    }
}
