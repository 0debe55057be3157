// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowStatus} from "../src/interfaces/IEscrowManager.sol";
import {FeeMath} from "../src/libraries/FeeMath.sol";

// The books of EscrowManager and Payouts in one currency, as sums: every way in which money comes and goes, in any order, any number of times, with
// any arguments. CHC finds the invariant that holds in every state that can be reached, and proves the assertions from it, and that nothing
// underflows. (A sum overflows when more than 2^256 of a currency came in: that is left out.)
//
// What this is not: the code. A sum over a mapping is beyond the checker, so the contracts below keep the sums, and `amount <= held` says of one
// escrow that it is a part of its sum. The parts of a split are any numbers that add up to what was held; that the parts which FeeMath and
// DisputeMath make do add up is proved in FeeProofs.sol and DisputeProofs.sol, with the code itself (in one step both are beyond CHC: it does not get
// through a product of two unknowns). The guard against reentrance is taken for granted, as is a token that moves what it says. That EscrowManager
// does what is written here is checked by the invariant tests.

abstract contract Ledger {
    uint256 internal balance;
    uint256 internal held;
    uint256 internal bonds;
    uint256 internal accrued;
    uint256 internal credits;

    function deposit(uint88 amount) external {
        balance += amount;
        held += amount;
    }

    function depositBond(uint88 bond) external {
        balance += bond;
        bonds += bond;
    }

    function sweepFees() external {
        balance -= accrued;
        accrued = 0;
    }

    function withdrawCredit(uint256 credit) external {
        require(credit <= credits);
        credits -= credit;
        balance -= credit;
    }

    /// @dev How an escrow ends. {release} and {releaseAt} without bond and credit, {refund} without fee; {splitPayment} and {settleDispute} with a bond,
    /// and the latter credits the arbitrator. What a recipient refuses is credited too. What is neither accrued nor credited is pushed.
    function leaves(uint256 amount, uint256 bond, uint256 fee, uint256 credited) external {
        require(amount <= held && bond <= bonds && fee + credited <= amount + bond);
        held -= amount;
        bonds -= bond;
        accrued += fee;
        credits += credited;
        balance -= amount + bond - fee - credited;
    }
}

/// @dev Invariant I1 where nobody forces money in.
/// @custom:engine chc
/// @custom:targets assert underflow
/// @custom:quick
contract LedgerIsExact is Ledger {
    function check() external view {
        assert(balance == held + bonds + accrued + credits);
    }
}

/// @dev Invariant I1 where anybody may, at any time.
/// @custom:engine chc
/// @custom:targets assert underflow
contract LedgerIsCovered is Ledger {
    function receiveForced(uint128 gift) external {
        balance += gift;
    }

    function check() external view {
        assert(balance >= held + bonds + accrued + credits);
    }
}

/// @dev One escrow, from its deposit on: what went in leaves once, whole.
abstract contract OneEscrow {
    EscrowStatus internal status;
    uint256 internal put;
    uint256 internal left;
    uint256 internal departures;

    function deposit(uint88 amount) external {
        require(status == EscrowStatus.None && amount != 0);
        put += amount;
        status = EscrowStatus.Held;
    }

    function depositBond(uint88 bond) external {
        require(status == EscrowStatus.Held);
        put += bond;
        status = EscrowStatus.Disputed;
    }

    function release() external {
        require(status == EscrowStatus.Held);
        _leave(EscrowStatus.Released);
    }

    function releaseAt() external {
        require(status == EscrowStatus.Held);
        _leave(EscrowStatus.Settled);
    }

    function refund() external {
        require(status == EscrowStatus.Held);
        _leave(EscrowStatus.Refunded);
    }

    function splitPayment() external {
        require(status == EscrowStatus.Held || status == EscrowStatus.Disputed);
        _leave(EscrowStatus.Settled);
    }

    function settleDispute() external {
        require(status == EscrowStatus.Disputed);
        _leave(EscrowStatus.Settled);
    }

    function _leave(EscrowStatus end) internal {
        status = end;
        departures += 1;
        left += put;
    }
}

/// @custom:engine chc
/// @custom:targets assert underflow
contract MoneyLeavesOnce is OneEscrow {
    function check() external view {
        assert(departures <= 1);
        assert(departures == 0 || left == put);
        assert(left <= put);
    }
}

/// @dev No end without its money gone, none gone without an end.
/// @custom:engine chc
/// @custom:targets assert underflow
contract AnEndIsWhenMoneyLeft is OneEscrow {
    function check() external view {
        bool open = status == EscrowStatus.None || status == EscrowStatus.Held || status == EscrowStatus.Disputed;
        assert(open == (departures == 0));
    }
}

/// @dev The parts of a release below the deposit: what {leaves} takes for granted of them. Those of a dispute below the deposit are
/// DisputePartsAddUp, with the same difference on both sides.
contract ReleaseBelowAddsUp {
    function prove(uint88 amount, uint88 agreed, uint16 feeBps) external pure {
        require(agreed <= amount && feeBps <= FeeMath.MAX_FEE_BPS);
        (uint256 provider, uint256 fee) = FeeMath.splitPayment(agreed, feeBps);
        assert(provider + fee + (amount - agreed) == amount);
    }
}
