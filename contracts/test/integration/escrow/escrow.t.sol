// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {
    EscrowDeposit, EscrowDetails, EscrowStatus, IEscrowManager
} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract EscrowTest is BaseTest {
    bytes32 private constant ID = "task";

    function setUp() public override {
        super.setUp();
        vm.deal(address(market), 2 ** 90);
    }

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
        vm.startPrank(address(market));
        _expectNotHeld(EscrowStatus.None);
        escrow.deposit{value: 1 ether}(ID, buyer);
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidProvider.selector, ID));
        escrow.release(ID, address(0));
        escrow.release(ID, provider);
        _expectNotHeld(EscrowStatus.Released);
        escrow.deposit{value: 1 ether}("other", buyer);
        escrow.refund("other");
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrowManager.EscrowManager_NotHeld.selector, bytes32("other"), EscrowStatus.Refunded
            )
        );
        escrow.release("other", provider);
    }

    function _expectNotHeld(EscrowStatus status) private {
        bytes memory notHeld = abi.encodeWithSelector(IEscrowManager.EscrowManager_NotHeld.selector, ID, status);
        vm.expectRevert(notHeld);
        escrow.release(ID, provider);
        vm.expectRevert(notHeld);
        escrow.refund(ID);
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

    function testFuzz_E6_Refund(uint256 amount) external {
        amount = bound(amount, 1, type(uint88).max);
        _deposit(ID, buyer, amount);
        _pauseAll();
        uint256 before = buyer.balance;
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowRefunded(ID, buyer, amount);
        vm.prank(address(market));
        escrow.refund(ID);
        assertEq(buyer.balance, before + amount);
        assertEq(address(escrow).balance, 0);
        EscrowDeposit memory refunded = escrow.getEscrow(ID);
        assertTrue(refunded.refunded);
        assertEq(refunded.platformFee + refunded.providerPayout, 0);
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

    function test_AnUnknownEscrowIsEmpty() external view {
        assertEq(escrow.getEscrow("x").taskId, 0);
        assertEq(escrow.getEscrowDetails("x").taskId, 0);
        (uint256 payout, uint256 fee) = escrow.previewRelease("x");
        assertEq(payout + fee, 0);
    }
}
