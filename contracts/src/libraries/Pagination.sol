// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Pagination
/// @notice Pages over lists that only grow.
library Pagination {
    /// @notice The part of `0 … length − 1` that a page covers; empty past the end. `start <= end` always.
    function window(uint256 length, uint256 offset, uint256 limit) internal pure returns (uint256 start, uint256 end) {
        start = offset < length ? offset : length;
        end = limit < length - start ? start + limit : length;
    }

    /// @notice Cuts an array in memory. Assumption: `count` is at most its length.
    function shrink(bytes32[] memory ids, uint256 count) internal pure {
        assembly ("memory-safe") {
            mstore(ids, count)
        }
    }
}
