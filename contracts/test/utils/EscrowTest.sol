// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDetails, EscrowStatus, IEscrowManager} from "../../src/interfaces/IEscrowManager.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {BaseTest} from "./BaseTest.sol";

/// @notice The escrow as the marketplace sees it, without the marketplace's own rules: in ETH, and in a dollar.
abstract contract EscrowTest is BaseTest {
    bytes32 internal constant ID = "task";
    /// @dev In either currency; the parts of a dispute come out even.
    uint256 internal constant AMOUNT = 1_000_000;
    uint256 internal constant BOND = 20_000;
    uint256 internal constant SHARE = 4_900;

    struct Wealth {
        uint256 buyer;
        uint256 provider;
        uint256 treasury;
        uint256 arbitrator;
    }

    function setUp() public virtual override {
        super.setUp();
        vm.deal(address(market), 2 ** 100);
        usdc.mint(buyer, 2 ** 100);
        vm.prank(buyer);
        usdc.approve(address(escrow), type(uint256).max);
    }

    /// @dev Both currencies, so that a test says its piece of each.
    function _currencies() internal view returns (address[2] memory) {
        return [ETH, address(usdc)];
    }

    /*//////////////////////////////////////////////////////////////
                            THE MARKETPLACE
    //////////////////////////////////////////////////////////////*/

    function _hold(bytes32 taskId, address currency, uint256 amount) internal {
        vm.startPrank(address(market));
        if (currency == ETH) escrow.deposit{value: amount}(taskId, buyer);
        else escrow.depositToken(taskId, buyer, currency, amount);
        vm.stopPrank();
    }

    /// @dev As {_hold} in ETH, with what the escrow reads and writes on record from here on; the answer is the second slot of the task's record,
    /// the last one that is written.
    function _holdOnRecord(bytes32 taskId) internal returns (uint256 second) {
        vm.record();
        _hold(taskId, ETH, AMOUNT);
        (, bytes32[] memory written) = vm.accesses(address(escrow));
        for (uint256 i; i < written.length; ++i) {
            if (uint256(written[i]) > second) second = uint256(written[i]);
        }
    }

    function _bond(bytes32 taskId, uint256 amount) internal {
        address currency = escrow.getEscrowDetails(taskId).currency;
        vm.prank(address(market));
        escrow.depositBond{value: currency == ETH ? amount : 0}(taskId, amount);
    }

    function _dispute(bytes32 taskId, address currency, uint256 amount, uint256 bond) internal {
        _hold(taskId, currency, amount);
        _bond(taskId, bond);
    }

    function _settle(bytes32 taskId, DisputeOutcome outcome, uint256 agreed, uint256 share, address ruler) internal {
        vm.prank(address(market));
        escrow.settleDispute(taskId, outcome, provider, agreed, share, ruler);
    }

    /// @dev By the market, one task for each status.
    function _inEachStatus() internal returns (bytes32[6] memory ids) {
        ids = [bytes32("none"), "held", "released", "refunded", "disputed", "settled"];
        for (uint256 i = 1; i < 6; ++i) {
            _hold(ids[i], ETH, AMOUNT);
        }
        _bond("disputed", BOND);
        _bond("settled", BOND);
        _settle("settled", DisputeOutcome.Split, AMOUNT, SHARE, arbitrator);
        vm.startPrank(address(market));
        escrow.release("released", provider);
        escrow.refund("refunded");
        vm.stopPrank();
    }

    /*//////////////////////////////////////////////////////////////
                                CHECKS
    //////////////////////////////////////////////////////////////*/

    function _balance(address currency, address who) internal view returns (uint256) {
        return currency == ETH ? who.balance : usdc.balanceOf(who);
    }

    /// @dev In hand, to their credit, or accrued for them.
    function _wealth(address currency) internal view returns (Wealth memory w) {
        w.buyer = _balance(currency, buyer) + escrow.creditOf(currency, buyer);
        w.provider = _balance(currency, provider) + escrow.creditOf(currency, provider);
        w.treasury = _balance(currency, treasury) + escrow.accruedFees(currency);
        w.arbitrator = _balance(currency, arbitrator) + escrow.creditOf(currency, arbitrator);
    }

    function _assertGained(address currency, Wealth memory before, Wealth memory gains) internal view {
        Wealth memory w = _wealth(currency);
        assertEq(w.buyer, before.buyer + gains.buyer, "buyer");
        assertEq(w.provider, before.provider + gains.provider, "provider");
        assertEq(w.treasury, before.treasury + gains.treasury, "treasury");
        assertEq(w.arbitrator, before.arbitrator + gains.arbitrator, "arbitrator");
    }

    /// @dev What the escrow has of a currency when one task of `held` is all that it holds.
    function _assertConserved(address currency, uint256 held) internal view {
        assertEq(
            _balance(currency, address(escrow)),
            held + escrow.accruedFees(currency) + escrow.creditOf(currency, buyer)
                + escrow.creditOf(currency, provider) + escrow.creditOf(currency, arbitrator),
            "conservation"
        );
    }

    function _assertParts(bytes32 taskId, Wealth memory parts) internal view {
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        assertEq(d.buyerPayout, parts.buyer, "buyer's part");
        assertEq(d.providerPayout, parts.provider, "provider's part");
        assertEq(d.platformFee, parts.treasury, "platform's part");
        assertEq(d.arbitrationFee, parts.arbitrator, "arbitrator's part");
        assertEq(parts.buyer + parts.provider + parts.treasury + parts.arbitrator, d.amount + d.bond, "the whole");
    }

    function _expectNotHeld(bytes32 taskId, EscrowStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_NotHeld.selector, taskId, status));
    }

    function assertEq(EscrowStatus a, EscrowStatus b) internal pure {
        assertEq(uint256(a), uint256(b), "escrow status");
    }
}
