// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Vm} from "forge-std/Vm.sol";
import {EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {IPayouts} from "../../../src/interfaces/IPayouts.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract SettleDisputeTest is EscrowTest {
    function test_E4_RevertWhen_TheRoleIsMissing() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, arbitrator, escrow.RELEASER_ROLE()
            )
        );
        vm.prank(arbitrator);
        escrow.settleDispute(ID, DisputeOutcome.BuyerWins, provider, AMOUNT, 0, arbitrator);
    }

    function test_E5_RevertGiven_NotDisputed() external {
        bytes32[6] memory ids = _inEachStatus();
        for (uint256 i; i < 6; ++i) {
            if (EscrowStatus(i) == EscrowStatus.Disputed) continue;
            vm.expectRevert(
                abi.encodeWithSelector(
                    IEscrowManager.EscrowManager_NotDisputed.selector, ids[i], EscrowStatus(i)
                )
            );
            _settle(ids[i], DisputeOutcome.Split, AMOUNT, SHARE, arbitrator);
        }
    }

    function test_E5_ADisputedEscrowIsNotReleasedOrRefunded() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        vm.startPrank(address(market));
        _expectNotHeld(ID, EscrowStatus.Disputed);
        escrow.release(ID, provider);
        _expectNotHeld(ID, EscrowStatus.Disputed);
        escrow.refund(ID);
    }

    function test_RevertWhen_TheProviderIsZero() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidProvider.selector, ID));
        vm.prank(address(market));
        escrow.settleDispute(ID, DisputeOutcome.Split, address(0), AMOUNT, SHARE, arbitrator);
    }

    function test_RevertWhen_TheAgreedAmountIsAboveTheDeposit() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrowManager.EscrowManager_AgreedAmountTooHigh.selector, ID, AMOUNT + 1, AMOUNT
            )
        );
        _settle(ID, DisputeOutcome.Split, AMOUNT + 1, SHARE, arbitrator);
    }

    function test_E13_RevertWhen_ASplitsShareIsTooHigh() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_ShareTooHigh.selector, ID, 9_801, 9_800)
        );
        _settle(ID, DisputeOutcome.Split, AMOUNT, 9_801, arbitrator);
        uint256 state = vm.snapshotState();
        _settle(ID, DisputeOutcome.ProviderWins, AMOUNT, type(uint256).max, arbitrator);
        assertEq(escrow.getEscrowDetails(ID).status, EscrowStatus.Settled);
        vm.revertToState(state);
        _settle(ID, DisputeOutcome.Split, AMOUNT, 9_800, arbitrator);
        _assertParts(ID, Wealth(BOND, 900_000, 80_000, 20_000));
    }

    /*//////////////////////////////////////////////////////////////
                        THE TABLE, IN ROUND NUMBERS
    //////////////////////////////////////////////////////////////*/

    function test_D3_A_TheBuyerWins() external {
        _assertOutcome(DisputeOutcome.BuyerWins, AMOUNT, arbitrator, Wealth(980_000 + BOND, 0, 0, 20_000));
        _assertOutcome(DisputeOutcome.BuyerWins, AMOUNT / 2, arbitrator, Wealth(990_000 + BOND, 0, 0, 10_000));
    }

    function test_D3_B_TheProviderWins() external {
        _assertOutcome(
            DisputeOutcome.ProviderWins, AMOUNT, arbitrator, Wealth(0, 900_000 + BOND, 80_000, 20_000)
        );
        _assertOutcome(
            DisputeOutcome.ProviderWins, AMOUNT / 2, arbitrator, Wealth(500_000, 450_000 + BOND, 40_000, 10_000)
        );
    }

    function test_D3_D11_C_TheyShare() external {
        _assertOutcome(
            DisputeOutcome.Split, AMOUNT, arbitrator, Wealth(490_000 + BOND, 450_000, 40_000, 20_000)
        );
        _assertOutcome(
            DisputeOutcome.Split, AMOUNT / 2, arbitrator, Wealth(745_000 + BOND, 225_000, 20_000, 10_000)
        );
    }

    function test_D2_D4_NobodyRuled() external {
        Wealth memory parts = Wealth(500_000 + BOND, 460_000, 40_000, 0);
        _assertOutcome(DisputeOutcome.NobodyRuled, AMOUNT, address(0), parts);
        // Nobody ruled, whoever is named.
        _assertOutcome(DisputeOutcome.NobodyRuled, AMOUNT, arbitrator, parts);
    }

    function test_D4_WithoutAnArbitratorNothingIsPaidToOne() external {
        _assertOutcome(DisputeOutcome.BuyerWins, AMOUNT, address(0), Wealth(AMOUNT + BOND, 0, 0, 0));
        _assertOutcome(
            DisputeOutcome.ProviderWins, AMOUNT, address(0), Wealth(20_000, 900_000 + BOND, 80_000, 0)
        );
        _assertOutcome(DisputeOutcome.Split, AMOUNT, address(0), Wealth(510_000 + BOND, 450_000, 40_000, 0));
    }

    /// @dev Nobody is credited with nothing: neither nobody at all, nor an arbitrator whose part of a tiny task rounds down to zero.
    function test_NothingIsCreditedWhereNothingIsLeftForAnArbitrator() external {
        _dispute(ID, ETH, AMOUNT, BOND);
        _dispute("tiny", ETH, 49, 1);
        vm.recordLogs();
        _settle(ID, DisputeOutcome.NobodyRuled, AMOUNT, 0, address(0));
        _settle("tiny", DisputeOutcome.BuyerWins, 49, 0, arbitrator);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 4, "two events for each");
        for (uint256 i; i < 4; ++i) {
            assertNotEq(logs[i].topics[0], IPayouts.CreditAdded.selector);
        }
    }

    function _assertOutcome(DisputeOutcome outcome, uint256 agreed, address ruler, Wealth memory parts) private {
        for (uint256 i; i < 2; ++i) {
            uint256 state = vm.snapshotState();
            address currency = _currencies()[i];
            _dispute(ID, currency, AMOUNT, BOND);
            Wealth memory before = _wealth(currency);
            _pauseAll();
            address named = outcome == DisputeOutcome.NobodyRuled ? address(0) : ruler;
            _expectEvents(currency, outcome, named, parts);
            _settle(ID, outcome, agreed, SHARE, ruler);
            _assertGained(currency, before, parts);
            _assertParts(ID, parts);
            assertEq(escrow.creditOf(currency, arbitrator), parts.arbitrator, "a credit, not a payment");
            assertEq(escrow.getEscrowDetails(ID).status, EscrowStatus.Settled);
            assertEq(escrow.getEscrow(ID).released, parts.provider != 0);
            assertEq(escrow.getEscrow(ID).refunded, parts.provider == 0);
            assertEq(escrow.getEscrow(ID).provider, provider);
            vm.revertToState(state);
        }
    }

    function _expectEvents(address currency, DisputeOutcome outcome, address ruler, Wealth memory parts) private {
        address winner;
        uint256 amount = parts.provider;
        if (outcome == DisputeOutcome.BuyerWins) (winner, amount) = (buyer, parts.buyer);
        if (outcome == DisputeOutcome.ProviderWins) winner = provider;
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeResolved(ID, winner, amount);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            ID, outcome, provider, ruler, parts.provider, parts.buyer, parts.treasury, parts.arbitrator
        );
        if (parts.arbitrator == 0) return;
        vm.expectEmit(address(escrow));
        emit IPayouts.CreditAdded(currency, arbitrator, parts.arbitrator, parts.arbitrator);
    }

    /*//////////////////////////////////////////////////////////////
                              PROPERTIES
    //////////////////////////////////////////////////////////////*/

    struct Case {
        uint256 amount;
        uint256 bond;
        uint256 agreed;
        uint256 share;
        uint256 feeBps;
        uint8 outcome;
        bool inToken;
        bool ruled;
    }

    /// @dev To the last unit, of any amounts, in either currency: what is paid is what was foretold, and all of it.
    function testFuzz_I1_I3_I4_E14_ThePartsAddUp(Case memory c) external {
        c.amount = bound(c.amount, 1, type(uint88).max);
        c.bond = bound(c.bond, 1, type(uint88).max);
        c.agreed = bound(c.agreed, 0, c.amount);
        c.share = bound(c.share, 0, 9_800);
        vm.prank(owner);
        escrow.updatePlatformFee(bound(c.feeBps, 0, 1_000));
        DisputeOutcome outcome = DisputeOutcome(c.outcome % 4);
        address currency = c.inToken ? address(usdc) : ETH;
        _dispute(ID, currency, c.amount, c.bond);
        _assertConserved(currency, c.amount + c.bond);
        Wealth memory before = _wealth(currency);
        Wealth memory parts;
        (parts.provider, parts.buyer, parts.treasury, parts.arbitrator) =
            escrow.previewDispute(ID, outcome, c.agreed, c.share);
        if (!c.ruled) (parts.buyer, parts.arbitrator) = (parts.buyer + parts.arbitrator, 0);

        _settle(ID, outcome, c.agreed, c.share, c.ruled ? arbitrator : address(0));
        _assertGained(currency, before, parts);
        _assertParts(ID, parts);
        _assertConserved(currency, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrowManager.EscrowManager_NotDisputed.selector, ID, EscrowStatus.Settled
            )
        );
        _settle(ID, outcome, c.agreed, c.share, arbitrator);
    }
}
