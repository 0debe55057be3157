// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

/// @notice What the compiler says about the contracts, part by part: the parts of one address are one ABI to callers.
abstract contract Artifacts is Test {
    string[4] internal addresses = ["NodeRegistry", "ProofOfWorkVerifier", "EscrowManager", "TaskMarketplace"];

    function _artifact(string memory name) internal view returns (string memory) {
        return vm.readFile(string.concat("contracts/out/", name, ".sol/", name, ".json"));
    }

    /// @dev In the order in which a call is handed on.
    function _parts(string memory name) internal pure returns (string[] memory parts) {
        if (_same(name, "NodeRegistry")) {
            parts = new string[](2);
            parts[1] = "NodeRegistryExtension";
        } else if (_same(name, "TaskMarketplace")) {
            parts = new string[](3);
            (parts[1], parts[2]) = ("TaskMarketplaceBidsAndDisputes", "TaskMarketplaceExtension");
        } else {
            parts = new string[](1);
        }
        parts[0] = name;
    }

    function _artifacts(string memory name) internal view returns (string[] memory artifacts) {
        artifacts = _parts(name);
        for (uint256 i; i < artifacts.length; ++i) {
            artifacts[i] = _artifact(artifacts[i]);
        }
    }

    function _methodPath(string memory signature) internal pure returns (string memory) {
        return string.concat("$.methodIdentifiers['", signature, "']");
    }

    /// @dev What stands before the first parenthesis.
    function _nameOf(string memory signature) internal pure returns (string memory) {
        return vm.split(signature, "(")[0];
    }

    function _same(string memory a, string memory b) internal pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
