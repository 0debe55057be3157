// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDeposit, EscrowDetails, EscrowStatus} from "../../../src/interfaces/IEscrowManager.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract GetEscrowTest is EscrowTest {
    bytes32[6] private ids;

    function setUp() public override {
        super.setUp();
        ids = _inEachStatus();
    }

    function test_NoEscrow() external view {
        EscrowDeposit memory none;
        EscrowDetails memory noDetails;
        assertEq(abi.encode(escrow.getEscrow("none")), abi.encode(none));
        assertEq(abi.encode(escrow.getEscrowDetails("none")), abi.encode(noDetails));
    }

    function test_TheSeedsStruct() external view {
        // platformFee, providerPayout, released, refunded; by status.
        _assertSeed("held", 80_000, 920_000, false, false);
        _assertSeed("disputed", 80_000, 920_000, false, false);
        _assertSeed("released", 80_000, 920_000, true, false);
        _assertSeed("refunded", 0, 0, false, true);
        _assertSeed("settled", 40_000, 450_000, true, false);
        assertEq(escrow.getEscrow("held").provider, address(0));
        assertEq(escrow.getEscrow("released").provider, provider);
        assertEq(escrow.getEscrow("settled").provider, provider);
    }

    function _assertSeed(bytes32 taskId, uint256 fee, uint256 payout, bool released, bool refunded) private view {
        EscrowDeposit memory d = escrow.getEscrow(taskId);
        assertEq(d.taskId, taskId);
        assertEq(d.buyer, buyer);
        assertEq(d.amount, AMOUNT);
        assertEq(d.depositedAt, block.timestamp);
        assertEq(d.platformFee, fee, "fee");
        assertEq(d.providerPayout, payout, "payout");
        assertEq(d.released, released, "released");
        assertEq(d.refunded, refunded, "refunded");
    }

    function test_TheDetailsSayWhatWasPaid() external view {
        _assertDetails("held", 0, Wealth(0, 0, 0, 0));
        _assertDetails("disputed", BOND, Wealth(0, 0, 0, 0));
        _assertDetails("released", 0, Wealth(0, 920_000, 80_000, 0));
        _assertDetails("refunded", 0, Wealth(AMOUNT, 0, 0, 0));
        _assertDetails("settled", BOND, Wealth(490_000 + BOND, 450_000, 40_000, 20_000));
    }

    function _assertDetails(bytes32 taskId, uint256 bond, Wealth memory parts) private view {
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        assertEq(d.taskId, taskId);
        assertEq(d.amount, AMOUNT);
        assertEq(d.feeBps, 800);
        assertEq(d.bond, bond, "bond");
        assertEq(d.buyerPayout, parts.buyer, "buyer's part");
        assertEq(d.providerPayout, parts.provider, "provider's part");
        assertEq(d.platformFee, parts.treasury, "platform's part");
        assertEq(d.arbitrationFee, parts.arbitrator, "arbitrator's part");
    }

    function test_ReleasesAreForetoldOfAHeldEscrowOnly() external view {
        for (uint256 i; i < 6; ++i) {
            (uint256 payout, uint256 fee) = escrow.previewRelease(ids[i]);
            (uint256 payoutAt, uint256 feeAt) = escrow.previewReleaseAt(ids[i], AMOUNT / 2);
            bool held = EscrowStatus(i) == EscrowStatus.Held;
            assertEq(payout, held ? 920_000 : 0);
            assertEq(fee, held ? 80_000 : 0);
            assertEq(payoutAt, held ? 460_000 : 0);
            assertEq(feeAt, held ? 40_000 : 0);
        }
        (uint256 payoutOfAll,) = escrow.previewReleaseAt("held", AMOUNT);
        assertEq(payoutOfAll, 920_000);
        (uint256 tooMuch, uint256 feeOfTooMuch) = escrow.previewReleaseAt("held", AMOUNT + 1);
        assertEq(tooMuch + feeOfTooMuch, 0);
    }

    function test_ADisputeIsForetoldOfADisputedEscrowOnly() external view {
        for (uint256 i; i < 6; ++i) {
            uint256 whole = EscrowStatus(i) == EscrowStatus.Disputed ? AMOUNT + BOND : 0;
            assertEq(_previewed(ids[i], DisputeOutcome.Split, AMOUNT, SHARE), whole);
        }
        assertEq(_previewed("disputed", DisputeOutcome.Split, AMOUNT + 1, SHARE), 0);
        assertEq(_previewed("disputed", DisputeOutcome.Split, AMOUNT, 9_801), 0);
        assertEq(_previewed("disputed", DisputeOutcome.Split, AMOUNT, 9_800), AMOUNT + BOND);
        assertEq(_previewed("disputed", DisputeOutcome.BuyerWins, AMOUNT, 9_801), AMOUNT + BOND);
        assertEq(_previewed("disputed", DisputeOutcome.NobodyRuled, 0, 0), AMOUNT + BOND);
    }

    function _previewed(bytes32 taskId, DisputeOutcome outcome, uint256 agreed, uint256 share)
        private
        view
        returns (uint256)
    {
        (uint256 payout, uint256 refund, uint256 fee, uint256 arbitration) =
            escrow.previewDispute(taskId, outcome, agreed, share);
        return payout + refund + fee + arbitration;
    }
}
