// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Vm} from "forge-std/Vm.sol";
import {EscrowDeposit, EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

contract ReleaseAtTest is EscrowTest {
    function _releaseAt(bytes32 taskId, uint256 agreed) private {
        vm.prank(address(market));
        escrow.releaseAt(taskId, provider, agreed);
    }

    function test_E4_RevertWhen_TheRoleIsMissing() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, provider, escrow.RELEASER_ROLE()
            )
        );
        vm.prank(provider);
        escrow.releaseAt(ID, provider, AMOUNT);
    }

    function test_E5_RevertGiven_NotHeld() external {
        bytes32[6] memory ids = _inEachStatus();
        for (uint256 i; i < 6; ++i) {
            if (EscrowStatus(i) == EscrowStatus.Held) continue;
            _expectNotHeld(ids[i], EscrowStatus(i));
            _releaseAt(ids[i], 1);
        }
    }

    function test_RevertWhen_TheProviderIsZero() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidProvider.selector, ID));
        vm.prank(address(market));
        escrow.releaseAt(ID, address(0), AMOUNT);
    }

    function test_RevertWhen_TheAgreedAmountIsAboveTheDeposit() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEscrowManager.EscrowManager_AgreedAmountTooHigh.selector, ID, AMOUNT + 1, AMOUNT
            )
        );
        _releaseAt(ID, AMOUNT + 1);
    }

    function test_OfTheWholeItIsARelease() external {
        for (uint256 i; i < 2; ++i) {
            address currency = _currencies()[i];
            _hold(bytes32(i), currency, AMOUNT);
            Wealth memory before = _wealth(currency);
            vm.recordLogs();
            _releaseAt(bytes32(i), AMOUNT);
            Vm.Log[] memory logs = vm.getRecordedLogs();
            for (uint256 k; k < logs.length; ++k) {
                assertTrue(logs[k].topics[0] != IEscrowManager.EscrowDifferenceRefunded.selector);
            }
            assertEq(escrow.getEscrowDetails(bytes32(i)).status, EscrowStatus.Released);
            _assertGained(currency, before, Wealth(0, 920_000, 80_000, 0));
            _assertParts(bytes32(i), Wealth(0, 920_000, 80_000, 0));
        }
    }

    /// @dev The record's fifth slot, with an arbitrator's fee, is written only where there is one.
    function test_TheSlotOfTheArbitrationFeeIsLeftAlone() external {
        uint256 second = _holdOnRecord(ID);
        _releaseAt(ID, AMOUNT / 2);
        (, bytes32[] memory written) = vm.accesses(address(escrow));
        bool seen;
        for (uint256 i; i < written.length; ++i) {
            seen = seen || uint256(written[i]) == second + 2;
            assertNotEq(uint256(written[i]), second + 3, "the slot of the arbitration fee");
        }
        assertTrue(seen, "the slot of the parts");
    }

    function testFuzz_I3_I4_E8_BelowTheDeposit(uint256 amount, uint256 agreed, uint256 feeBps, bool inToken) external {
        amount = bound(amount, 1, type(uint88).max);
        agreed = bound(agreed, 0, amount - 1);
        feeBps = bound(feeBps, 0, 1_000);
        address currency = inToken ? address(usdc) : ETH;
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        _hold(ID, currency, amount);
        _pauseAll();
        Wealth memory before = _wealth(currency);
        uint256 fee = agreed * feeBps / 10_000;
        (uint256 payout, uint256 platformFee) = escrow.previewReleaseAt(ID, agreed);
        assertEq(payout, agreed - fee);
        assertEq(platformFee, fee);

        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowReleased(ID, provider, agreed - fee, fee);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowDifferenceRefunded(ID, buyer, amount - agreed);
        _releaseAt(ID, agreed);
        Wealth memory parts = Wealth(amount - agreed, agreed - fee, fee, 0);
        _assertGained(currency, before, parts);
        _assertParts(ID, parts);
        _assertConserved(currency, 0);
        assertEq(escrow.getEscrowDetails(ID).status, EscrowStatus.Settled);
        EscrowDeposit memory seed = escrow.getEscrow(ID);
        assertEq(seed.released, agreed - fee != 0);
        assertEq(seed.refunded, agreed - fee == 0);
        assertEq(seed.platformFee, fee);
        _expectNotHeld(ID, EscrowStatus.Settled);
        _releaseAt(ID, agreed);
    }
}
