// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EveryFunction, Scenario} from "../utils/EveryFunction.sol";

/// @notice I11: every function that changes state, called by every kind of caller where it would succeed for the right one. Who gets through
/// stands in authorisation.json; the functions are the compiler's, so that one which is added fails here until somebody decides who may call it.
contract I11_AuthorisationTest is EveryFunction {
    string private table;
    string[] private names;
    address[] private callers;

    function setUp() public override {
        super.setUp();
        table = vm.readFile("contracts/test/security/authorisation.json");
        _caller("owner", owner);
        _caller("pauser", pauser);
        _caller("challenger", challenger);
        _caller("reviewer", reviewer);
        _caller("arbitrator", arbitrator);
        _caller("treasury", treasury);
        _caller("buyer", buyer);
        _caller("provider", provider);
        _caller("deployer", deployer);
        _caller("registry", address(registry));
        _caller("verifier", address(verifier));
        _caller("escrow", address(escrow));
        _caller("marketplace", address(market));
        _caller("heir", heir);
        _caller("stranger", stranger);
    }

    function _caller(string memory name, address account) private {
        names.push(name);
        callers.push(account);
    }

    function test_I11_G5_NodeRegistry() external {
        _check("NodeRegistry", 46);
    }

    function test_I11_G5_ProofOfWorkVerifier() external {
        _check("ProofOfWorkVerifier", 19);
    }

    function test_I11_G5_EscrowManager() external {
        _check("EscrowManager", 24);
    }

    function test_I11_G5_TaskMarketplace() external {
        _check("TaskMarketplace", 40);
    }

    /// @dev The table is about these four, and about nothing else.
    function test_I11_TheTableNamesTheFourAddresses() external view {
        string[] memory rows = vm.parseJsonKeys(table, "$");
        assertEq(rows.length, addresses.length);
        for (uint256 i; i < rows.length; ++i) {
            assertTrue(vm.keyExistsJson(table, string.concat("$.", addresses[i])), addresses[i]);
        }
    }

    function _check(string memory name, uint256 atLeast) private {
        string[] memory functions = _changing(_parts(name));
        assertGe(functions.length, atLeast, "the compiler lists more functions than that");
        string[] memory rows = vm.parseJsonKeys(table, string.concat("$.", name));
        for (uint256 i; i < rows.length; ++i) {
            uint256 index = _indexOf(functions, functions.length, rows[i]);
            assertLt(index, functions.length, string.concat("a row without a function: ", name, ".", rows[i]));
        }
        for (uint256 i; i < functions.length; ++i) {
            uint256 index = _indexOf(rows, rows.length, functions[i]);
            assertLt(index, rows.length, string.concat("a function without a row: ", name, ".", functions[i]));
            _checkFunction(name, functions[i]);
        }
    }

    function _checkFunction(string memory name, string memory signature) private {
        string[] memory allowed = vm.parseJsonStringArray(table, string.concat("$.", name, "['", signature, "']"));
        bool anyone = _same(allowed[0], "anyone");
        if (_same(allowed[0], "nobody")) allowed = new string[](0);
        uint256 snapshot = vm.snapshotState();
        Scenario memory s = _scenario(name, signature);
        uint256 passed;
        for (uint256 i; i < callers.length; ++i) {
            bool expected = anyone || _indexOf(allowed, allowed.length, names[i]) < allowed.length;
            bool seen = _call(callers[i], s);
            assertEq(seen, expected, string.concat(names[i], " calls ", name, ".", signature));
            if (seen) ++passed;
        }
        // Otherwise a name in the table is nobody's.
        assertEq(passed, anyone ? callers.length : allowed.length, signature);
        vm.revertToStateAndDelete(snapshot);
    }

    function _call(address caller, Scenario memory s) private returns (bool success) {
        uint256 snapshot = vm.snapshotState();
        vm.deal(caller, 100 ether);
        vm.prank(caller);
        (success,) = s.target.call{value: s.value}(s.data);
        vm.revertToStateAndDelete(snapshot);
    }
}
