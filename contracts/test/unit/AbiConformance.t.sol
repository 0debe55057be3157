// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Artifacts} from "../utils/Artifacts.sol";

/// @notice Every function and event of the seed design (contracts/test/utils/seed-abi.json) is in the compiled ABI of its address, with exactly
/// that selector or topic, and the parts of an address add to the first without hiding anything.
contract AbiConformanceTest is Artifacts {
    string private seed;
    uint256 private functionsSeen;
    uint256 private eventsSeen;

    function test_FunctionsAndEventsOfTheSeedDesign() external {
        seed = vm.readFile("contracts/test/utils/seed-abi.json");
        for (uint256 i; i < addresses.length; ++i) {
            string[] memory artifacts = _artifacts(addresses[i]);
            _checkFunctions(addresses[i], artifacts);
            _checkEvents(addresses[i], artifacts);
        }
        assertEq(vm.parseJsonKeys(seed, "$").length, addresses.length, "a contract that is not one of ours");
        assertEq(functionsSeen, 21 + 22 + 11 + 10);
        assertEq(eventsSeen, 6 + 6 + 4 + 3);
    }

    /// @dev An entry is a signature, and `payable`, `view` or `pure` where the design says so.
    function _checkFunctions(string memory name, string[] memory artifacts) private {
        string[] memory entries = vm.parseJsonStringArray(seed, string.concat(".", name, ".functions"));
        for (uint256 i; i < entries.length; ++i) {
            string[] memory words = vm.split(entries[i], " ");
            string memory path = _methodPath(words[0]);
            string memory artifact = _first(artifacts, path, entries[i]);
            string memory selector = string.concat("0x", vm.parseJsonString(artifact, path));
            assertEq(selector, vm.toString(abi.encodePacked(bytes4(keccak256(bytes(words[0]))))));
            _checkMutability(artifact, words);
            ++functionsSeen;
        }
    }

    /// @dev A name that is overloaded keeps its mutability in the first of its forms, which is the design's.
    function _checkMutability(string memory artifact, string[] memory words) private view {
        string memory mutability = words.length == 1 ? "nonpayable" : words[1];
        string memory filter = string.concat("$.abi[?(@.type == 'function' && @.name == '", _nameOf(words[0]));
        string memory path = string.concat(filter, "' && @.stateMutability == '", mutability, "')].name");
        assertTrue(vm.keyExistsJson(artifact, path), string.concat(words[0], " has to be ", mutability));
    }

    function _checkEvents(string memory name, string[] memory artifacts) private {
        string[] memory entries = vm.parseJsonStringArray(seed, string.concat(".", name, ".events"));
        for (uint256 i; i < entries.length; ++i) {
            string[] memory words = vm.split(vm.replace(entries[i], ")", ""), "(");
            string memory path = string.concat("$.abi[?(@.type == 'event' && @.name == '", words[0], "')].inputs[");
            string memory artifact = _first(artifacts, string.concat(path, "0]"), entries[i]);
            string[] memory inputs = vm.split(words[1], ",");
            for (uint256 k; k < inputs.length; ++k) {
                string memory input = string.concat(path, vm.toString(k), "]");
                string memory kind = vm.parseJsonBool(artifact, string.concat(input, ".indexed")) ? " indexed " : " ";
                string memory type_ = vm.parseJsonString(artifact, string.concat(input, ".type"));
                string memory label = vm.parseJsonString(artifact, string.concat(input, ".name"));
                assertEq(string.concat(type_, kind, label), inputs[k], entries[i]);
            }
            assertFalse(vm.keyExistsJson(artifact, string.concat(path, vm.toString(inputs.length), "]")), entries[i]);
            ++eventsSeen;
        }
    }

    function _first(string[] memory artifacts, string memory path, string memory what)
        private
        view
        returns (string memory)
    {
        for (uint256 i; i < artifacts.length; ++i) {
            if (vm.keyExistsJson(artifacts[i], path)) return artifacts[i];
        }
        revert(string.concat("missing: ", what));
    }

    /// @dev A function that two parts had would be answered by the first, never by the second. What they share is equal by construction: it comes
    /// from the same base.
    function test_WhatThePartsOfAnAddressShareIsTheirBases() external view {
        string memory escrow = _artifact("EscrowManager");
        uint256 shared;
        uint256 alone;
        for (uint256 i; i < addresses.length; ++i) {
            string[] memory artifacts = _artifacts(addresses[i]);
            for (uint256 k = 1; k < artifacts.length; ++k) {
                string[] memory methods = vm.parseJsonKeys(artifacts[k], ".methodIdentifiers");
                for (uint256 m; m < methods.length; ++m) {
                    if (!_inAnyBefore(artifacts, k, methods[m])) {
                        ++alone;
                        continue;
                    }
                    ++shared;
                    // Either of Governed, as in every contract, or a constant of the base, or who comes next in the chain.
                    bool known = bytes(methods[m])[0] < "a" || _same(methods[m], "extension()");
                    assertTrue(known || vm.keyExistsJson(escrow, _methodPath(methods[m])), methods[m]);
                }
            }
        }
        assertGt(shared, 60);
        assertGt(alone, 50);
    }

    function _inAnyBefore(string[] memory artifacts, uint256 end, string memory method) private view returns (bool) {
        for (uint256 i; i < end; ++i) {
            if (vm.keyExistsJson(artifacts[i], _methodPath(method))) return true;
        }
        return false;
    }
}
