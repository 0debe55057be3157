// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pagination} from "../src/libraries/Pagination.sol";

// See FeeProofs.sol for how to read these. `Pagination.shrink` is assembly, and has tests.

/// @custom:quick
contract WindowIsWithinTheList {
    function prove(uint256 length, uint256 offset, uint256 limit) external pure {
        (uint256 start, uint256 end) = Pagination.window(length, offset, limit);
        assert(start <= end && end <= length);
        assert(end - start <= limit);
        assert(start == offset || start == length);
    }
}

/// @dev The pages of one size cover a list without a gap: a page is short only at the end.
contract WindowIsFullBeforeTheEnd {
    function prove(uint256 length, uint256 offset, uint256 limit) external pure {
        (uint256 start, uint256 end) = Pagination.window(length, offset, limit);
        assert(end - start == limit || end == length);
    }
}
