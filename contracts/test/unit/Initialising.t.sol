// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {Test} from "forge-std/Test.sol";
import {Payouts} from "../../src/base/Payouts.sol";

/// @notice A contract that forgets to say that it initialises.
contract Forgetful is Payouts {
    function begin(address treasury) external {
        __Payouts_init(treasury);
    }

    function _pausedUntil() internal pure override returns (uint256) {
        return 0;
    }

    function _setPausedUntil(uint40) internal pure override {}
}

contract InitialisingTest is Test {
    /// @dev Otherwise a later contract could let anybody put another treasury into the place of the one that there is.
    function test_U2_TheTreasuryIsGivenWhileInitialising() external {
        // From its artifact, as the contracts themselves are created, so that it is compiled anew when they change.
        Forgetful forgetful = Forgetful(vm.deployCode("Initialising.t.sol:Forgetful"));
        vm.expectRevert(abi.encodeWithSelector(Initializable.NotInitializing.selector));
        forgetful.begin(makeAddr("treasury"));
        assertEq(forgetful.treasury(), address(0));
    }
}
