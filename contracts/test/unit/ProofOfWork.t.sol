// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "forge-std/Test.sol";
import {ProofOfWork} from "../../src/libraries/ProofOfWork.sol";

/// @notice Where 256 bits end, which the vectors that TypeScript shares do not reach to the unit.
contract ProofOfWorkTest is Test {
    /// @dev The least work whose power in twelve seconds does not fit, and one unit less.
    function test_ComputePower_TheEdgeOfWhatFits() external pure {
        uint256 tooMuch = Math.mulDiv(12, 2 ** 255, 1e10) + 1;
        assertEq(ProofOfWork.computePower(tooMuch, 12), type(uint256).max);
        uint256 power = ProofOfWork.computePower(tooMuch - 1, 12);
        assertEq(power, Math.mulDiv(tooMuch - 1, 2e10, 12));
        assertLt(power, type(uint256).max);
        assertEq(ProofOfWork.computePower(tooMuch - 1, 11), power);
        assertLt(ProofOfWork.computePower(tooMuch, 13), power);
    }

    function testFuzz_ComputePower_NeverReverts(uint256 work, uint256 time) external pure {
        uint256 elapsed = time < 12 ? 12 : time;
        (uint256 high,) = Math.mul512(work, 2e10);
        uint256 expected = high >= elapsed ? type(uint256).max : Math.mulDiv(work, 2e10, elapsed);
        assertEq(ProofOfWork.computePower(work, time), expected);
    }
}
