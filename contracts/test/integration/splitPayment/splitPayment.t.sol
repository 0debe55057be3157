// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {EscrowStatus, IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {EscrowTest} from "../../utils/EscrowTest.sol";

/// forge-config: deep.fuzz.runs = 200000
contract SplitPaymentTest is EscrowTest {
    function _split(bytes32 taskId, uint256 share) private {
        vm.prank(address(market));
        escrow.splitPayment(taskId, provider, share);
    }

    function test_E4_RevertWhen_TheRoleIsMissing() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, provider, escrow.RELEASER_ROLE()
            )
        );
        vm.prank(provider);
        escrow.splitPayment(ID, provider, SHARE);
    }

    function test_E5_RevertGiven_NeitherHeldNorDisputed() external {
        bytes32[6] memory ids = _inEachStatus();
        for (uint256 i; i < 6; ++i) {
            if (EscrowStatus(i) == EscrowStatus.Held || EscrowStatus(i) == EscrowStatus.Disputed) continue;
            _expectNotHeld(ids[i], EscrowStatus(i));
            _split(ids[i], SHARE);
        }
    }

    function test_E13_RevertWhen_TheProviderOrTheShareIsWrong() external {
        _hold(ID, ETH, AMOUNT);
        vm.expectRevert(abi.encodeWithSelector(IEscrowManager.EscrowManager_InvalidProvider.selector, ID));
        vm.prank(address(market));
        escrow.splitPayment(ID, address(0), SHARE);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_ShareTooHigh.selector, ID, 9_801, 9_800)
        );
        _split(ID, 9_801);
    }

    function test_TheTable() external {
        for (uint256 i; i < 2; ++i) {
            address currency = _currencies()[i];
            for (uint256 bond; bond <= BOND; bond += BOND) {
                bytes32 taskId = keccak256(abi.encode(currency, bond));
                _hold(taskId, currency, AMOUNT);
                if (bond != 0) _bond(taskId, bond);
                Wealth memory before = _wealth(currency);
                // 490,000 gross, of which 8/98; the 2 % that an arbitrator would get stays with the buyer.
                Wealth memory parts = Wealth(510_000 + bond, 450_000, 40_000, 0);
                _expectSettled(taskId, parts);
                _split(taskId, SHARE);
                _assertGained(currency, before, parts);
                _assertParts(taskId, parts);
                assertEq(escrow.getEscrowDetails(taskId).status, EscrowStatus.Settled);
            }
        }
    }

    function testFuzz_I4_E14_ThePartsAddUp(uint256 amount, uint256 bond, uint256 share, uint256 feeBps, bool inToken)
        external
    {
        amount = bound(amount, 1, type(uint88).max);
        bond = bound(bond, 0, type(uint88).max);
        share = bound(share, 0, 9_800);
        feeBps = bound(feeBps, 0, 1_000);
        address currency = inToken ? address(usdc) : ETH;
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        _hold(ID, currency, amount);
        if (bond != 0) _bond(ID, bond);
        _pauseAll();
        Wealth memory before = _wealth(currency);
        uint256 gross = amount * share / 10_000;
        uint256 fee = gross * feeBps / 9_800;
        Wealth memory parts = Wealth(amount + bond - gross, gross - fee, fee, 0);
        _expectSettled(ID, parts);
        _split(ID, share);
        _assertGained(currency, before, parts);
        _assertParts(ID, parts);
        _assertConserved(currency, 0);
    }

    function _expectSettled(bytes32 taskId, Wealth memory parts) private {
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeResolved(taskId, address(0), parts.provider);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.DisputeSettled(
            taskId,
            DisputeOutcome.Split,
            provider,
            address(0),
            parts.provider,
            parts.buyer,
            parts.treasury,
            0
        );
    }
}
