// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../utils/BaseTest.sol";

/// @notice Each namespace lies where ERC-7201 says, so that explorers and upgrade checkers find it, and an upgrade does too.
contract StorageLocationsTest is BaseTest {
    function _slot(string memory name) private pure returns (bytes32) {
        bytes32 id = keccak256(bytes(string.concat("aiigo.storage.", name)));
        return keccak256(abi.encode(uint256(id) - 1)) & ~bytes32(uint256(0xff));
    }

    function _addressAt(address target, string memory name) private view returns (address) {
        return address(uint160(uint256(vm.load(target, _slot(name)))));
    }

    function test_TheFirstSlotOfEachNamespace() external {
        assertEq(
            uint96(uint256(vm.load(address(registry), _slot("NodeRegistry")))), config.nodeRegistry.registrationFee
        );
        assertEq(_addressAt(address(verifier), "ProofOfWorkVerifier"), address(registry));
        assertEq(_addressAt(address(market), "TaskMarketplace"), deployment.priceOracle);
        assertEq(_addressAt(address(registry), "Payouts"), treasury);
        assertEq(_addressAt(address(escrow), "Payouts"), treasury);
        assertEq(vm.load(address(market), _slot("Governed")), 0);
        vm.prank(owner);
        marketCore.pause();
        assertEq(vm.load(address(market), _slot("Governed")), bytes32(uint256(1)));
    }
}
