// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title FeeMath
/// @notice Splits of money. Fees round down, what a buyer must cover rounds up, and each name says so. The parts of every split add up to
/// the whole. Mirrored by `packages/core/src/feeMath.ts`.
/// @dev Assumption: amounts are below 2^200, which every caller's types ensure; beyond that the products revert.
library FeeMath {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant MAX_FEE_BPS = 1_000;
    uint256 internal constant TIMEOUT_SLASH_BPS = 500;
    uint256 internal constant MAX_SLASH_BPS = 5_000;
    uint256 internal constant MIN_GRACE = 10 minutes;
    uint256 internal constant GRACE_BPS = 1_000;

    /// @notice A share of an amount, rounded down.
    function feeDown(uint256 amount, uint256 bps) internal pure returns (uint256) {
        return amount * bps / BPS;
    }

    /// @notice What an approved task pays: the fee rounds down, the provider gets the rest.
    function splitPayment(uint256 amount, uint256 feeBps) internal pure returns (uint256 provider, uint256 platform) {
        platform = feeDown(amount, feeBps);
        provider = amount - platform;
    }

    /// @notice What a whole task costs, `pricePerHour × duration / 3600` rounded up.
    function taskCostUp(uint256 pricePerHour, uint256 duration) internal pure returns (uint256) {
        return (pricePerHour * duration + 1 hours - 1) / 1 hours;
    }

    /// @notice What a violation costs of a stake, rounded down.
    function slashDown(uint256 stake, uint256 bps) internal pure returns (uint256) {
        return feeDown(stake, bps);
    }

    /// @notice The seconds after a task's duration in which its result still counts for sure.
    function taskGrace(uint256 duration) internal pure returns (uint256) {
        uint256 tenth = feeDown(duration, GRACE_BPS);
        return tenth > MIN_GRACE ? tenth : MIN_GRACE;
    }
}
