// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    EscrowDeposit, EscrowDetails, EscrowStatus, IEscrowManager
} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract DepositReleaseRefundTest is EscrowTest {
    function _deposit(bytes32 taskId, address who, uint256 amount) private returns (bytes32) {
        vm.prank(address(market));
        return escrow.deposit{value: amount}(taskId, who);
    }

    function test_E4_RevertWhen_TheRoleIsMissing() external {
        bytes32 role = escrow.RELEASER_ROLE();
        bytes memory refused =
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, role);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        escrow.deposit{value: 1}(ID, stranger);
        vm.expectRevert(refused);
        escrow.release(ID, stranger);
        vm.expectRevert(refused);
        escrow.refund(ID);
    }

    function test_Deposit_RevertGiven_Paused() external {
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        _deposit(ID, buyer, 1);
    }

    function test_E4_Deposit_RevertGiven_TheTaskHadOne() external {
        bytes memory exists = abi.encodeWithSelector(IEscrowManager.EscrowManager_AlreadyExists.selector, ID);
        _deposit(ID, buyer, 1 ether);
        vm.expectRevert(exists);
        _deposit(ID, buyer, 1 ether);
        vm.prank(address(market));
        escrow.refund(ID);
        vm.expectRevert(exists);
        _deposit(ID, buyer, 1 ether);
    }

    function test_Deposit_RevertWhen_TheBuyerOrTheAmountIsWrong() external {
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidBuyer.selector, ID));
        _deposit(ID, address(0), 1);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidAmount.selector, ID, 0, type(uint88).max)
        );
        _deposit(ID, buyer, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidAmount.selector, ID, 2 ** 88, type(uint88).max)
        );
        _deposit(ID, buyer, 2 ** 88);
        assertEq(_deposit(ID, buyer, 2 ** 88 - 1), ID);
    }

    function test_E5_RevertGiven_NotHeld() external {
        bytes32[6] memory ids = _inEachStatus();
        vm.startPrank(address(market));
        for (uint256 i; i < 6; ++i) {
            if (EscrowStatus(i) == EscrowStatus.Held) continue;
            _expectNotHeld(ids[i], EscrowStatus(i));
            escrow.release(ids[i], provider);
            _expectNotHeld(ids[i], EscrowStatus(i));
            escrow.refund(ids[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidProvider.selector, bytes32("held")));
        escrow.release("held", address(0));
    }

    function testFuzz_I3_I4_V4_Release(uint256 amount, uint256 feeBps, uint256 later) external {
        amount = bound(amount, 1, type(uint88).max);
        feeBps = bound(feeBps, 0, 1_000);
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowDeposited(ID, buyer, amount);
        _deposit(ID, buyer, amount);
        vm.startPrank(owner);
        escrow.updatePlatformFee(bound(later, 0, 1_000));
        vm.stopPrank();
        uint256 fee = amount * feeBps / 10_000;
        EscrowDeposit memory held = escrow.getEscrow(ID);
        assertEq(held.platformFee, fee);
        assertEq(held.providerPayout, amount - fee);
        assertEq(held.amount, amount);
        assertEq(held.buyer, buyer);
        assertEq(held.provider, address(0));
        assertEq(held.depositedAt, block.timestamp);
        assertFalse(held.released || held.refunded);
        _pauseAll();

        uint256 before = provider.balance;
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowReleased(ID, provider, amount - fee, fee);
        vm.prank(address(market));
        escrow.release(ID, provider);
        assertEq(provider.balance, before + amount - fee);
        assertEq(escrow.accruedFees(ETH), fee);
        assertEq(address(escrow).balance, fee);
        EscrowDetails memory details = escrow.getEscrowDetails(ID);
        assertEq(details.provider, provider);
        assertEq(details.feeBps, feeBps);
        assertEq(uint256(details.status), uint256(EscrowStatus.Released));
        assertTrue(escrow.getEscrow(ID).released);
    }

    function testFuzz_E6_Refund(uint256 amount, bool inToken) external {
        amount = bound(amount, 1, type(uint88).max);
        address currency = inToken ? address(usdc) : ETH;
        uint256 before = _balance(currency, buyer);
        _hold(ID, currency, amount);
        _pauseAll();
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowRefunded(ID, buyer, amount);
        vm.prank(address(market));
        escrow.refund(ID);
        assertEq(_balance(currency, buyer), inToken ? before : before + amount);
        assertEq(_balance(currency, address(escrow)), 0);
        EscrowDeposit memory refunded = escrow.getEscrow(ID);
        assertTrue(refunded.refunded);
        assertEq(refunded.platformFee + refunded.providerPayout, 0);
    }

    function testFuzz_E3_I4_ReleaseOfAToken(uint256 amount, uint256 feeBps) external {
        amount = bound(amount, 1, type(uint88).max);
        feeBps = bound(feeBps, 0, 1_000);
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        _hold(ID, address(usdc), amount);
        uint256 fee = amount * feeBps / 10_000;
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowReleased(ID, provider, amount - fee, fee);
        vm.prank(address(market));
        escrow.release(ID, provider);
        assertEq(usdc.balanceOf(provider), amount - fee);
        assertEq(escrow.accruedFees(address(usdc)), fee);
        assertEq(usdc.balanceOf(address(escrow)), fee);
        assertEq(escrow.accruedFees(ETH), 0);
        _assertParts(ID, Wealth(0, amount - fee, fee, 0));
    }

    /// @dev What makes ETH cheap: the record's third slot, with the currency, is neither written nor read.
    function test_InEth_TheSlotOfTheCurrencyIsLeftAlone() external {
        uint256 second = _holdOnRecord(ID);
        vm.prank(address(market));
        escrow.release(ID, provider);
        (bytes32[] memory read,) = vm.accesses(address(escrow));
        bool seen;
        for (uint256 i; i < read.length; ++i) {
            seen = seen || uint256(read[i]) == second;
            assertNotEq(uint256(read[i]), second + 1, "the slot of the currency");
        }
        assertTrue(seen, "the slot of the amount");
    }

    function test_E7_UpdatePlatformFee() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, bytes32(0))
        );
        vm.prank(stranger);
        escrow.updatePlatformFee(1);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_FeeTooHigh.selector, 1_001, 1_000));
        escrow.updatePlatformFee(1_001);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.PlatformFeeUpdated(800, 1_000);
        escrow.updatePlatformFee(1_000);
        assertEq(escrow.platformFeeBps(), 1_000);
    }
}
