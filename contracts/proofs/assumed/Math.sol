// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What the proofs assume of OpenZeppelin's Math, which is assembly and bit tricks that the checker does not look into. The prover puts this
/// in its place; nothing else does.
library Math {
    function max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }

    function min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    /// @dev The high word is exact where the second factor is below 2^128, as it is wherever a proof comes here. The low one is not read.
    function mul512(uint256 a, uint256 b) internal pure returns (uint256 high, uint256 low) {
        assert(b < 2 ** 128);
        high = ((a / 2 ** 128) * b + (a % 2 ** 128) * b / 2 ** 128) / 2 ** 128;
        low = 0;
    }

    /// @dev OpenZeppelin's reverts where the quotient has no room. Here that is a failed assertion: no proof passes that comes to it. The value is
    /// exact where the product has room, and what it is elsewhere no theorem may use.
    function mulDiv(uint256 x, uint256 y, uint256 denominator) internal pure returns (uint256) {
        (uint256 high,) = mul512(x, y);
        assert(high < denominator);
        return x <= type(uint256).max / y ? x * y / denominator : 0;
    }
}
