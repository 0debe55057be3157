// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {TrustLevel} from "../../src/libraries/TrustLevel.sol";

/// @notice A fifth is a fifth also of many tasks, where one more failure is a matter of hundredths of a per cent.
contract TrustLevelTest is Test {
    function test_IsReviewDue_OneFailureMoreThanAFifth() external pure {
        for (uint256 ended = 10; ended <= 1_000_000; ended *= 10) {
            uint256 fifth = ended / 5;
            assertFalse(TrustLevel.isReviewDue(ended - fifth, fifth));
            assertTrue(TrustLevel.isReviewDue(ended - fifth - 1, fifth + 1));
        }
        assertFalse(TrustLevel.isReviewDue(0, 9));
        assertTrue(TrustLevel.isReviewDue(0, 10));
    }
}
