// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDetails} from "../../../src/interfaces/IEscrowManager.sol";
import {AssignmentMode, TaskRequest, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

/// @notice Whole lives in every mode and currency to every end, and where the money of each goes, to the smallest unit: what the table of
/// {IEscrowManager-settleDispute} says, computed here anew.
contract LivesTest is BaseTest {
    enum Ending {
        Approved,
        Silent,
        BuyerWins,
        ProviderWins,
        Split,
        NobodyRuled,
        Cancelled,
        Expired,
        UsedUp
    }

    struct Life {
        bool inToken;
        AssignmentMode mode;
        uint256 deposited;
        uint256 agreed;
        uint256 feeBps;
        uint256 share;
        uint256 bond;
        bytes32 nodeId;
        bytes32 taskId;
    }

    struct Parts {
        uint256 provider;
        uint256 buyer;
        uint256 treasury;
        uint256 arbitrators;
    }

    function testFuzz_I4_I3_EveryEnd(uint256 price, uint256 bid, uint256 feeBps, uint256 share, uint256 which)
        external
    {
        Life memory life;
        life.inToken = which % 2 == 0;
        life.mode = AssignmentMode(which / 2 % 3);
        life.feeBps = bound(feeBps, 0, 1_000);
        life.share = bound(share, 0, 9_800);
        life.deposited = life.inToken ? bound(price, 1e6, 99e6) : bound(price, 0.001 ether, 0.033 ether);
        life.agreed = life.mode == AssignmentMode.SealedBid ? bound(bid, 1, life.deposited) : life.deposited;
        _live(life, Ending(which / 6 % 9));
    }

    /// @dev Each of the fifty-four by itself, so that none depends on chance.
    function test_I4_EachEndInEachModeAndCurrency() external {
        for (uint256 which; which < 54; ++which) {
            Life memory life;
            life.inToken = which % 2 == 0;
            life.mode = AssignmentMode(which / 2 % 3);
            (life.feeBps, life.share) = (800, 3_333);
            life.deposited = life.inToken ? 30_000_001 : 0.010_000_000_000_000_001 ether;
            life.agreed = life.mode == AssignmentMode.SealedBid ? life.deposited * 7 / 9 : life.deposited;
            uint256 snapshot = vm.snapshotState();
            _live(life, Ending(which / 6));
            vm.revertToState(snapshot);
        }
    }

    function _live(Life memory life, Ending ending) private {
        address currency = life.inToken ? address(usdc) : ETH;
        vm.prank(owner);
        escrow.updatePlatformFee(life.feeBps);
        life.nodeId = _activeNode(provider, 5 ether);
        _makeLevel4(life.nodeId);
        _postFor(life, currency);
        if (ending != Ending.Cancelled && ending != Ending.Expired) _work(life, ending);
        if (uint256(ending) >= 2 && uint256(ending) <= 5) {
            life.bond = (life.agreed * 200 + 9_999) / 10_000;
            _dispute(life.taskId);
        }
        uint256 providerBefore = _balance(life.inToken, provider);
        uint256 buyerBefore = _balance(life.inToken, buyer);
        assertEq(_balance(life.inToken, address(escrow)), life.deposited + life.bond);
        _end(life, ending);

        Parts memory p = _expected(life, ending);
        assertEq(p.provider + p.buyer + p.treasury + p.arbitrators, life.deposited + life.bond, "adds up");
        assertEq(_balance(life.inToken, provider), providerBefore + p.provider, "provider");
        assertEq(_balance(life.inToken, buyer), buyerBefore + p.buyer, "buyer");
        assertEq(escrow.accruedFees(currency), p.treasury, "treasury");
        assertEq(escrow.creditOf(currency, arbitrator), p.arbitrators, "arbitrators");
        assertEq(_balance(life.inToken, address(escrow)), p.treasury + p.arbitrators, "what stays");
        _assertRecord(life, p);
        _drain(life, currency, p);
        assertEq(_node(life.nodeId).openTasks, 0);
        assertEq(_node(life.nodeId).reservedPower, 0);
    }

    function _assertRecord(Life memory life, Parts memory p) private view {
        EscrowDetails memory e = escrow.getEscrowDetails(life.taskId);
        assertEq(e.providerPayout, p.provider);
        assertEq(e.buyerPayout, p.buyer);
        assertEq(e.platformFee, p.treasury);
        assertEq(e.arbitrationFee, p.arbitrators);
    }

    function _drain(Life memory life, address currency, Parts memory p) private {
        if (p.treasury != 0) escrow.sweepFees(currency);
        vm.prank(arbitrator);
        if (p.arbitrators != 0) escrow.withdrawCredit(currency, arbitrator);
        assertEq(_balance(life.inToken, treasury), p.treasury);
        assertEq(_balance(life.inToken, arbitrator), p.arbitrators);
        assertEq(_balance(life.inToken, address(escrow)), 0, "nothing is left behind");
    }

    function _postFor(Life memory life, address currency) private {
        if (life.mode == AssignmentMode.Instant && !life.inToken) {
            life.taskId = _create(buyer, life.deposited, DURATION, 1);
            return;
        }
        TaskRequest memory request = _request(life.mode, currency);
        request.maxPrice = life.deposited;
        if (life.mode == AssignmentMode.Direct) request.directNode = life.nodeId;
        life.taskId = _post(buyer, request);
    }

    function _work(Life memory life, Ending ending) private {
        if (ending == Ending.UsedUp) return _useUp(life);
        _take(life, life.nodeId);
        _submit(life.taskId);
    }

    function _take(Life memory life, bytes32 nodeId) private {
        if (life.mode != AssignmentMode.SealedBid) return _accept(life.taskId, nodeId);
        _bid(life.taskId, nodeId, life.agreed);
        _select(life.taskId, nodeId);
        _start(life.taskId);
    }

    /// @dev All attempts but the last.
    function _useUp(Life memory life) private {
        for (uint256 i = 1; i < market.getTaskDetails(life.taskId).attempts; ++i) {
            bytes32 other = _activeNode(otherProvider);
            _take(life, other);
            vm.prank(otherProvider);
            market.abandonTask(life.taskId);
        }
        _take(life, life.nodeId);
    }

    function _end(Life memory life, Ending ending) private {
        if (ending == Ending.Approved) _approve(life.taskId);
        if (ending == Ending.BuyerWins) _rule(life, DisputeOutcome.BuyerWins);
        if (ending == Ending.ProviderWins) _rule(life, DisputeOutcome.ProviderWins);
        if (ending == Ending.Split) _rule(life, DisputeOutcome.Split);
        if (ending == Ending.Silent) {
            skip(24 hours + 1);
            market.finalizeTask(life.taskId);
        }
        if (ending == Ending.NobodyRuled) {
            skip(7 days + 1);
            market.resolveStaleDispute(life.taskId);
        }
        if (ending == Ending.Cancelled) {
            vm.prank(buyer);
            market.cancelTask(life.taskId);
        }
        if (ending == Ending.Expired) {
            skip(7 days + 1);
            market.expireTask(life.taskId);
        }
        if (ending == Ending.UsedUp) {
            skip(2 hours);
            market.timeoutTask(life.taskId);
        }
        bool failed = ending == Ending.BuyerWins || ending == Ending.UsedUp;
        bool cancelled = ending == Ending.Cancelled || ending == Ending.Expired;
        assertEq(
            _status(life.taskId), failed ? TaskStatus.Failed : cancelled ? TaskStatus.Cancelled : TaskStatus.Verified
        );
    }

    function _rule(Life memory life, DisputeOutcome outcome) private {
        vm.prank(arbitrator);
        market.resolveDispute(life.taskId, outcome, life.share);
    }

    function _expected(Life memory life, Ending ending) private pure returns (Parts memory p) {
        uint256 e = life.agreed;
        uint256 rest = life.deposited - e;
        uint256 fee = e * life.feeBps / 10_000;
        p.arbitrators = e * 200 / 10_000;
        if (ending == Ending.BuyerWins) {
            p.buyer = rest + e - p.arbitrators + life.bond;
        } else if (ending == Ending.ProviderWins) {
            (p.provider, p.buyer, p.treasury) = (e - fee - p.arbitrators + life.bond, rest, fee);
        } else if (ending == Ending.Split) {
            uint256 gross = e * life.share / 10_000;
            p.treasury = gross * life.feeBps / 9_800;
            p.provider = gross - p.treasury;
            p.buyer = rest + e - p.arbitrators - gross + life.bond;
        } else if (ending == Ending.NobodyRuled) {
            uint256 half = e - e / 2;
            p.treasury = half * life.feeBps / 10_000;
            (p.provider, p.buyer, p.arbitrators) = (half - p.treasury, rest + e / 2 + life.bond, 0);
        } else if (ending == Ending.Approved || ending == Ending.Silent) {
            (p.provider, p.buyer, p.treasury, p.arbitrators) = (e - fee, rest, fee, 0);
        } else {
            (p.buyer, p.arbitrators) = (life.deposited, 0);
        }
    }

    function _balance(bool inToken, address who) private view returns (uint256) {
        return inToken ? usdc.balanceOf(who) : who.balance;
    }
}
