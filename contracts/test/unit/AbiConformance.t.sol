// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

/// @notice protocol.md §2: every function and event of the seed design that belongs to what is built (contracts/test/utils/seed-abi.json) is in
/// the compiled ABI, with exactly that selector or topic, and the extensions add to it without hiding anything.
contract AbiConformanceTest is Test {
    string private seed;
    uint256 private functionsSeen;
    uint256 private eventsSeen;

    function test_FunctionsAndEventsOfTheSeedDesign() external {
        seed = vm.readFile("contracts/test/utils/seed-abi.json");
        string[] memory contracts = vm.parseJsonKeys(seed, "$");
        for (uint256 i; i < contracts.length; ++i) {
            string memory artifact = _artifact(contracts[i]);
            string memory extension = _hasExtension(contracts[i]) ? _artifact(string.concat(contracts[i], "Extension")) : "{}";
            _checkFunctions(contracts[i], artifact, extension);
            _checkPayable(contracts[i], artifact);
            _checkEvents(contracts[i], artifact);
        }
        assertEq(functionsSeen, 21 + 19 + 10 + 10);
        assertEq(eventsSeen, 6 + 5 + 3 + 3);
    }

    function _checkFunctions(string memory name, string memory artifact, string memory extension) private {
        string[] memory signatures = vm.parseJsonStringArray(seed, string.concat(".", name, ".functions"));
        for (uint256 i; i < signatures.length; ++i) {
            string memory path = string.concat("$.methodIdentifiers['", signatures[i], "']");
            bool own = vm.keyExistsJson(artifact, path);
            assertTrue(own || vm.keyExistsJson(extension, path), signatures[i]);
            string memory selector = vm.parseJsonString(own ? artifact : extension, path);
            assertEq(string.concat("0x", selector), vm.toString(abi.encodePacked(bytes4(keccak256(bytes(signatures[i]))))));
            ++functionsSeen;
        }
    }

    function _checkPayable(string memory name, string memory artifact) private view {
        string[] memory names = vm.parseJsonStringArray(seed, string.concat(".", name, ".payable"));
        for (uint256 i; i < names.length; ++i) {
            string memory path = string.concat("$.abi[?(@.name == '", names[i], "')].stateMutability");
            assertEq(vm.parseJsonString(artifact, path), "payable", names[i]);
        }
    }

    function _checkEvents(string memory name, string memory artifact) private {
        string[] memory declarations = vm.parseJsonStringArray(seed, string.concat(".", name, ".events"));
        for (uint256 i; i < declarations.length; ++i) {
            string[] memory parts = vm.split(vm.replace(declarations[i], ")", ""), "(");
            string[] memory inputs = vm.split(parts[1], ",");
            string memory path =
                string.concat("$.abi[?(@.type == 'event' && @.name == '", parts[0], "')].inputs[");
            for (uint256 k; k < inputs.length; ++k) {
                string memory input = string.concat(path, vm.toString(k), "]");
                bool indexed_ = vm.parseJsonBool(artifact, string.concat(input, ".indexed"));
                string memory type_ = vm.parseJsonString(artifact, string.concat(input, ".type"));
                assertEq(string.concat(type_, indexed_ ? " indexed" : ""), inputs[k], declarations[i]);
            }
            assertFalse(vm.keyExistsJson(artifact, string.concat(path, vm.toString(inputs.length), "]")), parts[0]);
            ++eventsSeen;
        }
    }

    /// @dev A function that both had would be answered by the contract, never by its extension. What they share is equal by construction: it comes
    /// from the same base.
    function test_WhatAContractAndItsExtensionShareIsTheirBases() external view {
        string[2] memory names = ["NodeRegistry", "TaskMarketplace"];
        string memory escrow = _artifact("EscrowManager");
        for (uint256 i; i < 2; ++i) {
            string memory own = _artifact(names[i]);
            string[] memory methods =
                vm.parseJsonKeys(_artifact(string.concat(names[i], "Extension")), ".methodIdentifiers");
            uint256 shared;
            uint256 alone;
            for (uint256 k; k < methods.length; ++k) {
                string memory path = string.concat("$.methodIdentifiers['", methods[k], "']");
                if (!vm.keyExistsJson(own, path)) {
                    ++alone;
                    continue;
                }
                ++shared;
                // Either of Governed, as in every contract, or a constant of the base.
                bool constant_ = bytes(methods[k])[0] < "a";
                assertTrue(constant_ || vm.keyExistsJson(escrow, path), methods[k]);
            }
            assertGt(shared, 20);
            assertGt(alone, 10);
        }
    }

    function _hasExtension(string memory name) private pure returns (bool) {
        bytes32 hash = keccak256(bytes(name));
        return hash == keccak256("NodeRegistry") || hash == keccak256("TaskMarketplace");
    }

    function _artifact(string memory name) private view returns (string memory) {
        return vm.readFile(string.concat("contracts/out/", name, ".sol/", name, ".json"));
    }
}
