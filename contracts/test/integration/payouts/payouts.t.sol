// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Payouts} from "../../../src/base/Payouts.sol";
import {IPayouts} from "../../../src/interfaces/IPayouts.sol";
import {ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {GasBurner, Refuser, WalletProxy} from "../../utils/Actors.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract PayoutsTest is BaseTest {
    /// @dev A buyer that refuses money, with a task that was expired: its refund is credited.
    function _credited(address who) private returns (bytes32 taskId) {
        vm.deal(who, 1 ether);
        taskId = _create(who, PRICE, DURATION, 1);
        skip(8 days);
        vm.expectEmit(address(escrow));
        emit IPayouts.CreditAdded(ETH, who, COST, escrow.creditOf(ETH, who) + COST);
        market.expireTask(taskId);
    }

    function test_E2_E9_ARefusedPaymentIsCredited() external {
        Refuser refuser = new Refuser();
        _credited(address(refuser));
        _credited(address(refuser));
        assertEq(escrow.creditOf(ETH, address(refuser)), 2 * COST);
        _pauseAll();

        vm.startPrank(address(refuser));
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_InvalidRecipient.selector, address(0)));
        escrow.withdrawCredit(ETH, address(0));
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_InvalidRecipient.selector, address(escrow)));
        escrow.withdrawCredit(ETH, address(escrow));
        vm.expectRevert(
            abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, ETH, address(refuser), 2 * COST)
        );
        escrow.withdrawCredit(ETH, address(refuser));

        uint256 before = stranger.balance;
        vm.expectEmit(address(escrow));
        emit IPayouts.CreditWithdrawn(ETH, address(refuser), stranger, 2 * COST);
        escrow.withdrawCredit(ETH, stranger);
        assertEq(stranger.balance, before + 2 * COST);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoCredit.selector, ETH, address(refuser)));
        escrow.withdrawCredit(ETH, stranger);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoCredit.selector, stranger, address(refuser)));
        escrow.withdrawCredit(stranger, stranger);
    }

    function test_E1_AWalletBehindAProxyIsPaid() external {
        WalletProxy wallet = new WalletProxy();
        vm.deal(address(wallet), 1 ether);
        bytes32 taskId = _create(address(wallet), PRICE, DURATION, 1);
        vm.prank(address(wallet));
        market.cancelTask(taskId);
        assertEq(wallet.received(), COST);
        assertEq(escrow.creditOf(ETH, address(wallet)), 0);
    }

    function test_ARecipientThatBurnsGasAndReturnsMuchIsCredited() external {
        GasBurner burner = new GasBurner();
        _credited(address(burner));
        assertLt(vm.lastCallGas().gasTotalUsed, 300_000);
    }

    /// @dev Whoever finalizes cannot starve the payment so that it is credited instead.
    function testFuzz_APayoutHasAllItsGas_OrTheCallFails(uint256 gasLimit) external {
        WalletProxy wallet = new WalletProxy();
        vm.deal(address(wallet), 10 ether);
        bytes32 taskId = _create(address(wallet), PRICE, DURATION, 1);
        skip(8 days);
        gasLimit = bound(gasLimit, 30_000, 300_000);
        (bool success,) = address(market).call{gas: gasLimit}(abi.encodeCall(market.expireTask, (taskId)));
        assertEq(escrow.creditOf(ETH, address(wallet)), 0);
        assertEq(wallet.received(), success ? COST : 0);
    }

    function test_SweepFees() external {
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoFees.selector, ETH));
        registryCore.sweepFees(ETH);
        _register(provider);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoFees.selector, stranger));
        registryCore.sweepFees(stranger);
        _pauseAll();
        vm.expectEmit(address(registry));
        emit IPayouts.FeesSwept(ETH, treasury, 0.1 ether);
        vm.prank(stranger);
        registryCore.sweepFees(ETH);
        assertEq(treasury.balance, 0.1 ether);
        assertEq(registryCore.accruedFees(ETH), 0);
    }

    function test_N15_X_ATreasuryThatRefusesBlocksNobody() external {
        Refuser refuser = new Refuser();
        vm.startPrank(owner);
        registryCore.setTreasury(address(refuser));
        escrow.setTreasury(address(refuser));
        vm.stopPrank();
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _completed(nodeId);
        uint256 before = provider.balance;
        _approve(taskId);
        assertEq(provider.balance, before + COST * 92 / 100);
        bytes32 second = _inProgress(nodeId);
        vm.prank(provider);
        market.abandonTask(second);

        vm.expectRevert(
            abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, ETH, address(refuser), COST * 8 / 100)
        );
        escrow.sweepFees(ETH);
        vm.prank(owner);
        escrow.setTreasury(treasury);
        escrow.sweepFees(ETH);
        assertEq(treasury.balance, COST * 8 / 100);
    }

    function test_G10_SetTreasury() external {
        Payouts[2] memory contracts = [Payouts(payable(address(registryCore))), Payouts(address(escrow))];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, bytes32(0))
            );
            vm.prank(stranger);
            contracts[i].setTreasury(stranger);
            vm.startPrank(owner);
            address[2] memory bad = [address(0), address(contracts[i])];
            for (uint256 k; k < 2; ++k) {
                vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_InvalidTreasury.selector, bad[k]));
                contracts[i].setTreasury(bad[k]);
            }
            vm.expectEmit(address(contracts[i]));
            emit IPayouts.TreasuryUpdated(treasury, stranger);
            contracts[i].setTreasury(stranger);
            vm.stopPrank();
            assertEq(contracts[i].treasury(), stranger);
        }
    }

    function test_ARegistryPayoutOfABondIsCreditedToo() external {
        Refuser refuser = new Refuser();
        vm.deal(address(refuser), 10 ether);
        bytes32 nodeId = _register(address(refuser), 1 ether, ResourceType.IoT);
        _prove(nodeId);
        vm.startPrank(address(refuser));
        registry.depositInsuranceBond{value: 2 ether}(nodeId);
        registry.deactivateNode(nodeId);
        skip(7 days);
        registry.withdrawInsuranceBond(nodeId, 2 ether);
        assertEq(registryCore.creditOf(ETH, address(refuser)), 2 ether);
    }
}
