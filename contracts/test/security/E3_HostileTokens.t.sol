// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EscrowDetails, EscrowStatus, IEscrowManager} from "../../src/interfaces/IEscrowManager.sol";
import {AssignmentMode, Permit, TaskRequest, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {HostileToken} from "../utils/zoo/HostileToken.sol";
import {ZooTest} from "../utils/zoo/ZooTest.sol";

/// @notice Tokens that go wrong, before or after the money is in: each against every way in which a task ends.
contract E3_HostileTokensTest is ZooTest {
    /// @dev The entries that are the market's; the rest of {_entries} is the escrow's.
    uint256 private constant MARKET_ENTRIES = 12;

    /*//////////////////////////////////////////////////////////////
                               MONEY IN
    //////////////////////////////////////////////////////////////*/

    function test_E3_WhatArrivesIsMeasured() external {
        bytes memory failed =
            abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token));
        _assertRefused(HostileToken.Kind.SaysFalse, failed);
        _assertRefused(HostileToken.Kind.SaysTwo, failed);
        _assertRefused(HostileToken.Kind.SaysOneByte, failed);
        _assertRefused(HostileToken.Kind.Reverts, abi.encodeWithSignature("Error(string)", "paused"));
        _assertRefused(HostileToken.Kind.RevertsWithMuch, "");
        _assertRefused(HostileToken.Kind.TakesAFeeOfTheReceiver, _wrongAmount(USDC_COST * 9 / 10));
        _assertRefused(HostileToken.Kind.PretendsToPay, _wrongAmount(0));
        _assertRefused(HostileToken.Kind.LiesAboutBalances, _wrongAmount(0));

        _assertTaken(HostileToken.Kind.Honest);
        _assertTaken(HostileToken.Kind.SaysNothing);
        _assertTaken(HostileToken.Kind.SaysTrueAndMore);
        _assertTaken(HostileToken.Kind.RevertsOnZero);
    }

    function test_E3_ABondIsMeasuredToo() external {
        bytes32 taskId = _almost(Ending.Approved, buyer, address(token));
        uint256 bond = market.disputeBond(taskId);
        _fund(buyer, address(token), bond);
        token.become(HostileToken.Kind.TakesAFeeOfTheReceiver);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrowManager.EscrowManager_WrongAmountReceived.selector, taskId, address(token), bond * 9 / 10, bond
            )
        );
        vm.prank(buyer);
        market.disputeTask(taskId, "");
        assertEq(escrow.getEscrowDetails(taskId).status, EscrowStatus.Held);
    }

    /// @dev The escrow is the one account that a blocklist can hit on the way in; nothing is held then.
    function test_E9_ABlockedEscrowTakesNothing() external {
        token.setBlocked(address(escrow), true);
        _assertRefused(HostileToken.Kind.Honest, abi.encodeWithSignature("Error(string)", "blocked"));
    }

    function _assertRefused(HostileToken.Kind kind, bytes memory reason) private {
        uint256 state = vm.snapshotState();
        TaskRequest memory request = _request(AssignmentMode.Instant, address(token));
        bytes32 taskId = market.computeTaskId(buyer, request.salt);
        _fund(buyer, address(token), USDC_COST);
        token.become(kind);
        if (reason.length == 0) vm.expectRevert();
        else vm.expectRevert(reason);
        vm.prank(buyer);
        market.postTask(request);
        assertEq(escrow.getEscrowDetails(taskId).status, EscrowStatus.None);
        vm.revertToState(state);
    }

    function _assertTaken(HostileToken.Kind kind) private {
        uint256 state = vm.snapshotState();
        token.become(kind);
        bytes32 taskId = _postIn(buyer, address(token), AssignmentMode.Instant);
        assertEq(escrow.getEscrowDetails(taskId).amount, USDC_COST);
        assertEq(token.holds(address(escrow)), USDC_COST);
        vm.revertToState(state);
    }

    function _wrongAmount(uint256 received) private view returns (bytes memory) {
        bytes32 taskId = market.computeTaskId(buyer, bytes32(uint256(1)));
        return abi.encodeWithSelector(
            IEscrowManager.EscrowManager_WrongAmountReceived.selector, taskId, address(token), received, USDC_COST
        );
    }

    /*//////////////////////////////////////////////////////////////
                               MONEY OUT
    //////////////////////////////////////////////////////////////*/

    /// @dev An upgrade of the token after the deposit, each way against each ending: the task ends, and when the token is well again everybody
    /// has what is theirs.
    function test_E2_E9_E10_I8_ATokenThatGoesWrongStopsNoEnding() external {
        for (uint256 k; k <= uint256(HostileToken.Kind.LiesAboutBalances); ++k) {
            HostileToken.Kind kind = HostileToken.Kind(k);
            // What it takes from the sender is not there for others: see below.
            if (kind == HostileToken.Kind.TakesAFeeOfTheSender) continue;
            if (kind == HostileToken.Kind.TakesAFeeOfTheReceiver) continue;
            for (uint256 e; e < ENDINGS; ++e) {
                uint256 state = vm.snapshotState();
                _assertEnds(kind, Ending(e));
                vm.revertToState(state);
            }
        }
    }

    function _assertEnds(HostileToken.Kind kind, Ending ending) private {
        bytes32 taskId = _almost(ending, buyer, address(token));
        token.become(kind);
        _end(ending, taskId);
        assertLt(vm.lastCallGas().gasTotalUsed, 900_000, "gas is bounded");
        _assertEnded(ending, taskId);
        _assertPartsAddUp(taskId);

        bool pays = kind == HostileToken.Kind.Honest || kind == HostileToken.Kind.SaysNothing
            || kind == HostileToken.Kind.SaysTrueAndMore || kind == HostileToken.Kind.RevertsOnZero
            || kind == HostileToken.Kind.Reenters || kind == HostileToken.Kind.LiesAboutBalances;
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        assertEq(token.holds(buyer), pays ? d.buyerPayout : 0, "the buyer's money");
        assertEq(token.holds(provider), pays ? d.providerPayout : 0, "the provider's money");
        assertEq(escrow.creditOf(address(token), buyer), pays ? 0 : d.buyerPayout, "the buyer's credit");
        assertEq(escrow.creditOf(address(token), provider), pays ? 0 : d.providerPayout, "the provider's credit");
        assertEq(escrow.creditOf(address(token), arbitrator), d.arbitrationFee, "the arbitrator's credit");
        _assertNothingLeft(address(token), buyer);

        token.become(HostileToken.Kind.Honest);
        _takeOut(buyer);
        _takeOut(provider);
        _takeOut(arbitrator);
        if (d.platformFee != 0) escrow.sweepFees(address(token));
        assertEq(token.holds(buyer), d.buyerPayout);
        assertEq(token.holds(provider), d.providerPayout);
        assertEq(token.holds(arbitrator), d.arbitrationFee);
        assertEq(token.holds(treasury), d.platformFee);
        assertEq(token.holds(address(escrow)), 0);
    }

    function _takeOut(address who) private {
        if (escrow.creditOf(address(token), who) == 0) return;
        vm.prank(who);
        escrow.withdrawCredit(address(token), who);
    }

    /// @dev Whoever is blocked is credited, and takes the money out to another address; the others are paid as ever.
    function test_E9_V22_ABlockedAccountDelaysOnlyItself() external {
        address[2] memory parties = [buyer, provider];
        for (uint256 e; e < ENDINGS; ++e) {
            for (uint256 i; i < 2; ++i) {
                uint256 state = vm.snapshotState();
                _assertOnlyDelays(Ending(e), parties[i], parties[1 - i]);
                vm.revertToState(state);
            }
        }
    }

    function _assertOnlyDelays(Ending ending, address blocked, address other) private {
        bytes32 taskId = _almost(ending, buyer, address(token));
        token.setBlocked(blocked, true);
        _end(ending, taskId);
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        (uint256 late, uint256 paid) =
            blocked == buyer ? (d.buyerPayout, d.providerPayout) : (d.providerPayout, d.buyerPayout);
        assertEq(escrow.creditOf(address(token), blocked), late);
        assertEq(token.holds(other), paid);
        if (late == 0) return;
        vm.prank(blocked);
        escrow.withdrawCredit(address(token), stranger);
        assertEq(token.holds(stranger), late);
    }

    /// @dev A token that was taken off the list is refused for new tasks, and leaves as ever.
    function test_E10_OffTheListMoneyLeavesAsEver() external {
        for (uint256 e; e < ENDINGS; ++e) {
            uint256 state = vm.snapshotState();
            bytes32 taskId = _almost(Ending(e), buyer, address(token));
            vm.prank(owner);
            escrow.setCurrency(address(token), false);
            _end(Ending(e), taskId);
            EscrowDetails memory d = escrow.getEscrowDetails(taskId);
            assertEq(token.holds(buyer), d.buyerPayout);
            assertEq(token.holds(provider), d.providerPayout);
            vm.revertToState(state);
        }
        vm.prank(owner);
        escrow.setCurrency(address(token), false);
        TaskRequest memory request = _request(AssignmentMode.Instant, address(token));
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_CurrencyNotAccepted.selector, address(token))
        );
        vm.prank(buyer);
        market.postTask(request);
    }

    /// @dev A dispute that was open when the token left the list may still be begun, in it.
    function test_E10_OffTheListADisputeIsStillPossible() external {
        bytes32 taskId = _almost(Ending.Approved, buyer, address(token));
        vm.prank(owner);
        escrow.setCurrency(address(token), false);
        _disputeIn(taskId, buyer, address(token));
        _end(Ending.ProviderWins, taskId);
        _assertEnded(Ending.ProviderWins, taskId);
    }

    /// @dev What the list cannot know beforehand: a token that lies. Those who are paid in it bear that, ETH and another token do not.
    function test_E3_E11_ATokenThatLiesHarmsNobodyElse() external {
        bytes32 inEth = _almost(Ending.BuyerWins, buyer, ETH);
        _fund(otherProvider, address(usdc), USDC_COST);
        vm.prank(address(market));
        escrow.depositToken("usdc", otherProvider, address(usdc), USDC_COST);
        HostileToken.Kind[3] memory liars = [
            HostileToken.Kind.PretendsToPay,
            HostileToken.Kind.TakesAFeeOfTheSender,
            HostileToken.Kind.TakesAFeeOfTheReceiver
        ];
        for (uint256 k; k < 3; ++k) {
            for (uint256 e; e < ENDINGS; ++e) {
                if (e == uint256(Ending.NobodyRuled) || e == uint256(Ending.Expired)) continue;
                uint256 state = vm.snapshotState();
                bytes32 taskId = _almost(Ending(e), buyer, address(token));
                // Of others, so that what it takes too much is there.
                token.mint(address(escrow), USDC_COST);
                token.become(liars[k]);
                _end(Ending(e), taskId);
                _assertEnded(Ending(e), taskId);
                _end(Ending.BuyerWins, inEth);
                _assertNothingLeft(ETH, buyer);
                vm.prank(address(market));
                escrow.refund("usdc");
                assertEq(usdc.balanceOf(otherProvider), USDC_COST);
                vm.revertToState(state);
            }
        }
    }

    /*//////////////////////////////////////////////////////////////
                                RE-ENTRY
    //////////////////////////////////////////////////////////////*/

    /// @dev From the hook of a token, in the middle of the payment that begins a task and of the one that ends it: every entry of the market
    /// that moves money, and each of the escrow's.
    function test_E12_ReentryFromAToken() external {
        bytes32 other = _almost(Ending.Approved, address(token), ETH);
        bytes[] memory entries = _entries(other);
        for (uint256 i; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            // The escrow's functions are the market's alone; so that its own guard is what answers, the token is let in.
            vm.startPrank(owner);
            escrow.grantRole(escrow.RELEASER_ROLE(), address(token));
            vm.stopPrank();
            token.become(HostileToken.Kind.Reenters);
            token.arm(i < MARKET_ENTRIES ? address(market) : address(escrow), entries[i]);
            bytes32 taskId = _almost(Ending.Split, buyer, address(token));
            assertEq(token.calls(), 2, "at the deposit and at the bond");
            _assertGuarded(i);
            token.arm(token.target(), entries[i]);
            _end(Ending.Split, taskId);
            assertEq(token.calls(), 2, "at both payments");
            _assertGuarded(i);

            _assertPartsAddUp(taskId);
            _assertNothingLeft(address(token), buyer);
            assertEq(_status(other), TaskStatus.Completed);
            vm.revertToState(state);
        }
    }

    function _assertGuarded(uint256 i) private view {
        assertFalse(token.succeeded(), vm.toString(i));
        assertEq(
            token.answer(), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, vm.toString(i)
        );
    }

    function _entries(bytes32 taskId) private returns (bytes[] memory entries) {
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        Permit memory permit;
        entries = new bytes[](MARKET_ENTRIES + 9);
        entries[0] = abi.encodeCall(market.postTask, (request));
        entries[1] = abi.encodeCall(market.postTaskWithPermit, (request, permit));
        entries[2] = abi.encodeCall(market.createTask, (request.resourceType, POWER, DURATION, PRICE, 1, URI));
        entries[3] = abi.encodeCall(market.cancelTask, (taskId));
        entries[4] = abi.encodeCall(market.approveResult, (taskId));
        entries[5] = abi.encodeCall(market.abandonTask, (taskId));
        entries[6] = abi.encodeCall(market.finalizeTask, (taskId));
        entries[7] = abi.encodeCall(market.timeoutTask, (taskId));
        entries[8] = abi.encodeCall(market.expireTask, (taskId));
        entries[9] = abi.encodeCall(market.disputeTask, (taskId, ""));
        entries[10] = abi.encodeCall(market.resolveStaleDispute, (taskId));
        entries[11] = abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome.Split, 1));
        entries[12] = abi.encodeCall(escrow.depositToken, ("new", buyer, address(token), 1));
        entries[13] = abi.encodeCall(escrow.depositBond, (taskId, 0));
        entries[14] = abi.encodeCall(escrow.release, (taskId, provider));
        entries[15] = abi.encodeCall(escrow.releaseAt, (taskId, provider, 1));
        entries[16] = abi.encodeCall(escrow.refund, (taskId));
        entries[17] = abi.encodeCall(escrow.splitPayment, (taskId, provider, 1));
        entries[18] =
            abi.encodeCall(escrow.settleDispute, (taskId, DisputeOutcome.Split, provider, 1, 1, address(token)));
        entries[19] = abi.encodeCall(escrow.withdrawCredit, (address(token), stranger));
        entries[20] = abi.encodeCall(escrow.sweepFees, (address(token)));
    }

    /// @dev The one entry of the escrow without a guard takes ETH of whoever may call it, and touches nothing else.
    function test_E4_E12_WithoutTheRoleAReenteringTokenIsNobody() external {
        token.become(HostileToken.Kind.Reenters);
        token.arm(address(escrow), abi.encodeCall(escrow.deposit, ("new", buyer)));
        _almost(Ending.Cancelled, buyer, address(token));
        assertEq(token.calls(), 1);
        assertEq(token.answer(), IAccessControl.AccessControlUnauthorizedAccount.selector);
        assertEq(escrow.getEscrowDetails("new").status, EscrowStatus.None);
    }
}
