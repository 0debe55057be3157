// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Payouts} from "../../../src/base/Payouts.sol";
import {IPayouts} from "../../../src/interfaces/IPayouts.sol";
import {ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {GasBurner, GasMeter, Payer, Refuser, WalletProxy} from "../../utils/Actors.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {MeteredCoin} from "../../utils/Tokens.sol";
import {HostileToken} from "../../utils/zoo/HostileToken.sol";

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

    /// @dev Nobody is called for nothing, in neither currency, and one unit is paid.
    function test_APartOfZeroIsNotPaid() external {
        GasMeter meter = new GasMeter();
        for (uint256 agreed; agreed < 2; ++agreed) {
            vm.deal(address(market), 5);
            vm.startPrank(address(market));
            escrow.deposit{value: 5}(bytes32(agreed), buyer);
            escrow.releaseAt(bytes32(agreed), address(meter), agreed);
            vm.stopPrank();
            assertEq(meter.seen() == 0, agreed == 0);
            assertEq(address(meter).balance, agreed);
            assertEq(escrow.creditOf(ETH, address(meter)), 0);
        }
    }

    function test_APartOfZeroIsNotPaidInATokenEither() external {
        usdc.mint(buyer, 5);
        vm.prank(buyer);
        usdc.approve(address(escrow), 5);
        vm.expectCall(address(usdc), abi.encodeCall(usdc.transfer, (provider, 0)), 0);
        vm.startPrank(address(market));
        escrow.depositToken("dollars", buyer, address(usdc), 5);
        escrow.releaseAt("dollars", provider, 0);
        vm.stopPrank();
        assertEq(usdc.balanceOf(buyer), 5);
    }

    /// @dev To the unit: what a recipient sees is what it sees of a payment with 50,000.
    function test_APaymentBrings50000Gas() external {
        GasMeter meter = new GasMeter();
        new Payer().pay{value: 1}(address(meter), 50_000);
        uint256 expected = meter.seen();
        vm.deal(address(meter), 1 ether);
        bytes32 taskId = _create(address(meter), PRICE, DURATION, 1);
        skip(8 days);
        market.expireTask(taskId);
        assertEq(address(meter).balance, 1 ether);
        assertEq(meter.seen(), expected);
        assertEq(escrow.PAYOUT_GAS(), 50_000);
    }

    /// @dev 63/64 of what is left have to be 50,000, after the 40,000 that the call itself may take.
    function test_WhatMustBeLeftForAPayment() external {
        bytes32 taskId = _create();
        vm.prank(address(market));
        (bool success, bytes memory answer) =
            address(escrow).call{gas: 100_000}(abi.encodeCall(escrow.refund, (taskId)));
        assertFalse(success);
        _assertGasTooLow(answer, 90_793);
    }

    function _assertGasTooLow(bytes memory answer, uint256 required) private pure {
        assertEq(bytes4(answer), IPayouts.Payouts_GasTooLow.selector);
        assertEq(answer.length, 68);
        (uint256 left, uint256 needed) = _decode(answer);
        assertEq(needed, required);
        assertLt(left, required);
    }

    function _decode(bytes memory answer) private pure returns (uint256 left, uint256 needed) {
        assembly {
            left := mload(add(answer, 0x24))
            needed := mload(add(answer, 0x44))
        }
    }

    /*//////////////////////////////////////////////////////////////
                                 TOKENS
    //////////////////////////////////////////////////////////////*/

    /// @dev A held escrow of somebody in a token that is on the list.
    function _heldToken(address who) private returns (HostileToken token) {
        token = new HostileToken();
        token.mint(who, 1e6);
        _holdTokens(IERC20(address(token)), who);
    }

    function _holdTokens(IERC20 token, address who) private {
        vm.prank(owner);
        escrow.setCurrency(address(token), true);
        vm.prank(who);
        token.approve(address(escrow), 1e6);
        vm.prank(address(market));
        escrow.depositToken("dollars", who, address(token), 1e6);
    }

    function test_E9_ATokenPaymentThatFailsIsCredited() external {
        HostileToken token = _heldToken(buyer);
        token.setBlocked(buyer, true);
        vm.expectEmit(address(escrow));
        emit IPayouts.CreditAdded(address(token), buyer, 1e6, 1e6);
        vm.prank(address(market));
        escrow.refund("dollars");
        assertEq(escrow.creditOf(address(token), buyer), 1e6);
        assertEq(escrow.creditOf(ETH, buyer), 0);

        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, address(token), buyer, 1e6));
        escrow.withdrawCredit(address(token), buyer);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_InvalidRecipient.selector, address(escrow)));
        escrow.withdrawCredit(address(token), address(escrow));
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoCredit.selector, ETH, buyer));
        escrow.withdrawCredit(ETH, buyer);
        vm.expectEmit(address(escrow));
        emit IPayouts.CreditWithdrawn(address(token), buyer, stranger, 1e6);
        escrow.withdrawCredit(address(token), stranger);
        assertEq(token.holds(stranger), 1e6);
        assertEq(escrow.creditOf(address(token), buyer), 0);
    }

    /// @dev Whatever a token answers that is neither true nor nothing counts as a refusal, and so does a token that is gone.
    function test_E9_E10_WhatDoesNotCountAsPaid() external {
        HostileToken token = _heldToken(buyer);
        HostileToken.Kind[4] memory kinds = [
            HostileToken.Kind.SaysFalse,
            HostileToken.Kind.SaysTwo,
            HostileToken.Kind.SaysOneByte,
            HostileToken.Kind.RevertsWithMuch
        ];
        for (uint256 i; i < 5; ++i) {
            uint256 state = vm.snapshotState();
            if (i < 4) token.become(kinds[i]);
            else vm.etch(address(token), "");
            vm.prank(address(market));
            escrow.refund("dollars");
            assertEq(escrow.creditOf(address(token), buyer), 1e6);
            vm.expectRevert(
                abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, address(token), buyer, 1e6)
            );
            vm.prank(buyer);
            escrow.withdrawCredit(address(token), buyer);
            vm.revertToState(state);
        }
    }

    /// @dev Whoever ends a task cannot starve the token so that the money is credited instead.
    function testFuzz_ATokenHasAllItsGas_OrTheCallFails(uint256 gasLimit) external {
        HostileToken token = _heldToken(buyer);
        gasLimit = bound(gasLimit, 30_000, 400_000);
        vm.prank(address(market));
        (bool success, bytes memory answer) =
            address(escrow).call{gas: gasLimit}(abi.encodeCall(escrow.refund, ("dollars")));
        assertEq(escrow.creditOf(address(token), buyer), 0);
        assertEq(token.holds(buyer), success ? 1e6 : 0);
        if (!success && answer.length != 0) assertEq(bytes4(answer), IPayouts.Payouts_GasTooLow.selector);
    }

    /// @dev As for ETH: to the unit, and never with less.
    function test_ATokenGets150000Gas() external {
        MeteredCoin coin = new MeteredCoin();
        new Payer().transfer(address(coin), 150_000);
        uint256 expected = coin.seen();
        coin.mint(buyer, 1e6);
        _holdTokens(coin, buyer);

        vm.prank(address(market));
        (bool success, bytes memory answer) =
            address(escrow).call{gas: 170_000}(abi.encodeCall(escrow.refund, ("dollars")));
        assertFalse(success);
        _assertGasTooLow(answer, 162_380);
        vm.prank(address(market));
        escrow.refund("dollars");
        assertEq(coin.balanceOf(buyer), 1e6);
        assertEq(coin.seen(), expected);
        assertEq(escrow.TOKEN_PAYOUT_GAS(), 150_000);
    }

    function test_SweepFeesInAToken() external {
        HostileToken token = _heldToken(buyer);
        vm.prank(address(market));
        escrow.release("dollars", provider);
        assertEq(escrow.accruedFees(address(token)), 80_000);
        assertEq(escrow.accruedFees(ETH), 0);
        token.setBlocked(treasury, true);
        vm.expectRevert(
            abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, address(token), treasury, 80_000)
        );
        escrow.sweepFees(address(token));
        assertEq(escrow.accruedFees(address(token)), 80_000);

        token.setBlocked(treasury, false);
        vm.expectEmit(address(escrow));
        emit IPayouts.FeesSwept(address(token), treasury, 80_000);
        vm.prank(stranger);
        escrow.sweepFees(address(token));
        assertEq(token.holds(treasury), 80_000);
        assertEq(escrow.accruedFees(address(token)), 0);
        vm.expectRevert(abi.encodeWithSelector(IPayouts.Payouts_NoFees.selector, address(token)));
        escrow.sweepFees(address(token));
    }

    /*//////////////////////////////////////////////////////////////
                              THE TREASURY
    //////////////////////////////////////////////////////////////*/

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
