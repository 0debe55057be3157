// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {DisputeMath, DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {FeeMath} from "../../src/libraries/FeeMath.sol";

/// forge-config: deep.fuzz.runs = 200000
contract DisputeMathTest is Test {
    /// @dev The fields in the order of the alphabet: that is how forge decodes them.
    struct SplitVector {
        uint256 amount;
        uint256 arbitrators;
        uint256 bond;
        uint256 buyer;
        uint256 feeBps;
        uint256 outcome;
        uint256 provider;
        uint256 providerShareBps;
        uint256 treasury;
    }

    struct BondVector {
        uint256 amount;
        uint256 bond;
    }

    struct Parts {
        uint256 provider;
        uint256 buyer;
        uint256 treasury;
        uint256 arbitrators;
    }

    function _json() private view returns (string memory) {
        return vm.readFile("packages/testing/vectors/arithmetic.json");
    }

    function _split(uint256 amount, uint256 bond, DisputeOutcome outcome, uint256 feeBps, uint256 shareBps)
        private
        pure
        returns (Parts memory p)
    {
        (p.provider, p.buyer, p.treasury, p.arbitrators) =
            DisputeMath.splitDispute(amount, bond, outcome, feeBps, shareBps);
    }

    /*//////////////////////////////////////////////////////////////
                            SHARED VECTORS
    //////////////////////////////////////////////////////////////*/

    string private constant FIELDS =
        "SplitVector(uint256 amount,uint256 arbitrators,uint256 bond,uint256 buyer,uint256 feeBps,uint256 outcome,uint256 provider,uint256 providerShareBps,uint256 treasury)";

    function test_SplitDispute() external view {
        SplitVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(_json(), ".splitDispute", FIELDS), (SplitVector[]));
        assertGe(vectors.length, 700);
        uint256 outcomes;
        for (uint256 i; i < vectors.length; ++i) {
            SplitVector memory v = vectors[i];
            Parts memory p = _split(v.amount, v.bond, DisputeOutcome(v.outcome), v.feeBps, v.providerShareBps);
            assertEq(p.provider, v.provider, vm.toString(i));
            assertEq(p.buyer, v.buyer, vm.toString(i));
            assertEq(p.treasury, v.treasury, vm.toString(i));
            assertEq(p.arbitrators, v.arbitrators, vm.toString(i));
            outcomes |= 1 << v.outcome;
        }
        assertEq(outcomes, 15, "every outcome is there");
    }

    function test_DisputeBondUp() external view {
        BondVector[] memory vectors = abi.decode(
            vm.parseJsonTypeArray(_json(), ".disputeBondUp", "BondVector(uint256 amount,uint256 bond)"), (BondVector[])
        );
        assertGe(vectors.length, 20);
        for (uint256 i; i < vectors.length; ++i) {
            assertEq(DisputeMath.disputeBondUp(vectors[i].amount), vectors[i].bond, vm.toString(i));
        }
    }

    function test_Constants() external view {
        string memory json = _json();
        assertEq(DisputeMath.ARBITRATION_FEE_BPS, vm.parseJsonUint(json, ".constants.arbitrationFeeBps"));
        assertEq(DisputeMath.DISPUTE_BOND_BPS, vm.parseJsonUint(json, ".constants.disputeBondBps"));
        assertEq(DisputeMath.MAX_PROVIDER_SHARE_BPS, vm.parseJsonUint(json, ".constants.maxProviderShareBps"));
        assertEq(DisputeMath.DISPUTE_SLASH_BPS, vm.parseJsonUint(json, ".constants.disputeSlashBps"));
    }

    /*//////////////////////////////////////////////////////////////
                      THE TABLE, IN ROUND NUMBERS
    //////////////////////////////////////////////////////////////*/

    /// @dev E = 10,000 and B = 200, with the fee of 8 %: the rows of protocol.md §6.
    function test_TheTable() external pure {
        _assertParts(_split(10_000, 200, DisputeOutcome.BuyerWins, 800, 0), Parts(0, 9_800 + 200, 0, 200));
        _assertParts(_split(10_000, 200, DisputeOutcome.ProviderWins, 800, 0), Parts(9_000 + 200, 0, 800, 200));
        _assertParts(_split(10_000, 200, DisputeOutcome.Split, 800, 4_900), Parts(4_500, 4_900 + 200, 400, 200));
        _assertParts(_split(10_000, 200, DisputeOutcome.Split, 800, 9_800), Parts(9_000, 200, 800, 200));
        _assertParts(_split(10_000, 200, DisputeOutcome.Split, 800, 0), Parts(0, 9_800 + 200, 0, 200));
        _assertParts(_split(10_000, 200, DisputeOutcome.NobodyRuled, 800, 0), Parts(4_600, 5_000 + 200, 400, 0));
    }

    function _assertParts(Parts memory actual, Parts memory expected) private pure {
        assertEq(abi.encode(actual), abi.encode(expected));
    }

    /*//////////////////////////////////////////////////////////////
                              PROPERTIES
    //////////////////////////////////////////////////////////////*/

    /// @dev Any bond: the parts add up whatever it is, and all of it goes to whoever did not lose.
    function testFuzz_TheParts_AddUpToEscrowAndBond(
        uint256 amount,
        uint256 bond,
        uint8 outcome,
        uint256 feeBps,
        uint256 shareBps
    ) external pure {
        amount = bound(amount, 0, 2 ** 200);
        bond = bound(bond, 0, 2 ** 200);
        feeBps = bound(feeBps, 0, 1_000);
        shareBps = bound(shareBps, 0, 9_800);
        Parts memory p = _split(amount, bond, DisputeOutcome(outcome % 4), feeBps, shareBps);
        assertEq(p.provider + p.buyer + p.treasury + p.arbitrators, amount + bond);
    }

    /// @dev The arbitrators and the treasury never get more than their rates, nor a wei less than those rounded down.
    function testFuzz_FeesAreTheirRates(uint256 amount, uint8 outcome, uint256 feeBps, uint256 shareBps) external pure {
        amount = bound(amount, 0, 2 ** 200);
        feeBps = bound(feeBps, 0, 1_000);
        shareBps = bound(shareBps, 0, 9_800);
        DisputeOutcome o = DisputeOutcome(outcome % 4);
        Parts memory p = _split(amount, DisputeMath.disputeBondUp(amount), o, feeBps, shareBps);
        assertEq(p.arbitrators, o == DisputeOutcome.NobodyRuled ? 0 : amount / 50);
        assertLe(p.treasury, FeeMath.feeDown(amount, feeBps));
        if (o == DisputeOutcome.ProviderWins) assertEq(p.treasury, FeeMath.feeDown(amount, feeBps));
    }

    /// @dev A colluding pair that settles by a split pays no smaller share of what the provider gets than after an approval, but for a wei.
    function testFuzz_ASplitIsNoCheaperThanAnApproval(uint256 amount, uint256 feeBps, uint256 shareBps) external pure {
        amount = bound(amount, 0, 2 ** 120);
        feeBps = bound(feeBps, 0, 1_000);
        shareBps = bound(shareBps, 0, 9_800);
        Parts memory p = _split(amount, 0, DisputeOutcome.Split, feeBps, shareBps);
        (uint256 provider, uint256 fee) = FeeMath.splitPayment(amount, feeBps);
        // treasury / provider ≥ fee / provider after approval, cross-multiplied: what one wei of rounding on each side leaves of it.
        assertGe((p.treasury + 1) * provider + fee, p.provider * fee);
    }

    function testFuzz_TheProviderGetsMoreFromALargerShare(uint256 amount, uint256 feeBps, uint256 a, uint256 b)
        external
        pure
    {
        amount = bound(amount, 0, 2 ** 200);
        feeBps = bound(feeBps, 0, 1_000);
        a = bound(a, 0, 9_800);
        b = bound(b, a, 9_800);
        Parts memory less = _split(amount, 0, DisputeOutcome.Split, feeBps, a);
        Parts memory more = _split(amount, 0, DisputeOutcome.Split, feeBps, b);
        assertLe(less.provider, more.provider);
        assertLe(less.treasury, more.treasury);
        assertGe(less.buyer, more.buyer);
    }

    function testFuzz_TheBondIsTwoPercentRoundedUp(uint256 amount) external pure {
        amount = bound(amount, 0, 2 ** 200);
        uint256 bond = DisputeMath.disputeBondUp(amount);
        assertGe(bond * 50, amount);
        assertTrue(bond == 0 || (bond - 1) * 50 < amount);
    }
}
