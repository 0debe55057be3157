// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeeMath} from "./FeeMath.sol";

/// @dev How a dispute ended: cases A, B and C, and the dispute window over without a ruling.
enum DisputeOutcome {
    BuyerWins,
    ProviderWins,
    Split,
    NobodyRuled
}

/// @title DisputeMath
/// @notice Where escrow and bond go when a dispute ends; {IEscrowManager-settleDispute} has the table. Arbitration and platform fee round down,
/// and the parts add up to escrow + bond. Mirrored by `splitDispute` and `disputeBondUp` of `packages/core/src/feeMath.ts`.
/// @dev Assumptions, which every caller's types and checks ensure: amounts and bonds are below 2^200; the fee is at most 1,000 bps and the
/// provider's share at most 9,800. The slash is no part: it comes out of the stake.
library DisputeMath {
    uint256 internal constant BPS = 10_000;
    /// @dev Of the escrow, to the arbitrators who ruled.
    uint256 internal constant ARBITRATION_FEE_BPS = 200;
    /// @dev Of the escrow, paid in by the buyer who disputes.
    uint256 internal constant DISPUTE_BOND_BPS = 200;
    /// @dev Of the escrow: what the arbitration fee leaves.
    uint256 internal constant MAX_PROVIDER_SHARE_BPS = 9_800;
    /// @dev Of the stake, when the buyer wins.
    uint256 internal constant DISPUTE_SLASH_BPS = 500;

    /// @notice The bond of a disputing buyer: 2 % of the escrow, rounded up.
    function disputeBondUp(uint256 amount) internal pure returns (uint256) {
        return (amount * DISPUTE_BOND_BPS + BPS - 1) / BPS;
    }

    /// @notice The parts of a dispute that ended.
    /// @param amount E, the escrow.
    /// @param bond B, what the disputing buyer paid in.
    /// @param feeBps The platform fee fixed into the escrow at deposit.
    /// @param providerShareBps The provider's gross share of the escrow; read in a split only.
    function splitDispute(
        uint256 amount,
        uint256 bond,
        DisputeOutcome outcome,
        uint256 feeBps,
        uint256 providerShareBps
    ) internal pure returns (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators) {
        if (outcome == DisputeOutcome.BuyerWins) return splitBuyerWins(amount, bond);
        if (outcome == DisputeOutcome.ProviderWins) return splitProviderWins(amount, bond, feeBps);
        if (outcome == DisputeOutcome.Split) return splitShared(amount, bond, feeBps, providerShareBps);
        return splitNobodyRuled(amount, bond, feeBps);
    }

    /// @notice A: all but the arbitration fee goes back.
    function splitBuyerWins(uint256 amount, uint256 bond)
        internal
        pure
        returns (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators)
    {
        arbitrators = FeeMath.feeDown(amount, ARBITRATION_FEE_BPS);
        buyer = amount - arbitrators + bond;
        return (0, buyer, 0, arbitrators);
    }

    /// @notice B: as if approved, and the lost bond makes up for the arbitration fee.
    function splitProviderWins(uint256 amount, uint256 bond, uint256 feeBps)
        internal
        pure
        returns (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators)
    {
        arbitrators = FeeMath.feeDown(amount, ARBITRATION_FEE_BPS);
        treasury = FeeMath.feeDown(amount, feeBps);
        provider = amount - treasury - arbitrators + bond;
        return (provider, 0, treasury, arbitrators);
    }

    /// @notice C. The fee is 8/98 of the provider's share, and not 8 %: else a colluding pair would settle every task by a split.
    function splitShared(uint256 amount, uint256 bond, uint256 feeBps, uint256 providerShareBps)
        internal
        pure
        returns (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators)
    {
        arbitrators = FeeMath.feeDown(amount, ARBITRATION_FEE_BPS);
        uint256 gross = FeeMath.feeDown(amount, providerShareBps);
        treasury = gross * feeBps / MAX_PROVIDER_SHARE_BPS;
        provider = gross - treasury;
        buyer = amount - arbitrators - gross + bond;
    }

    /// @notice Half each, and nothing for arbitrators who did not rule; the odd wei of an odd escrow is in the provider's half.
    function splitNobodyRuled(uint256 amount, uint256 bond, uint256 feeBps)
        internal
        pure
        returns (uint256 provider, uint256 buyer, uint256 treasury, uint256 arbitrators)
    {
        uint256 half = amount / 2;
        (provider, treasury) = FeeMath.splitPayment(amount - half, feeBps);
        buyer = half + bond;
        return (provider, buyer, treasury, 0);
    }
}
