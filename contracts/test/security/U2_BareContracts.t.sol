// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VmSafe} from "forge-std/Vm.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Governed} from "../../src/base/Governed.sol";
import {EveryFunction, Scenario} from "../utils/EveryFunction.sol";

/// @notice U2: the code behind the proxies and its further parts have addresses of their own. Whatever is called there, by whomever, with
/// whatever money: nobody becomes anybody, nothing is kept.
contract U2_BareContractsTest is EveryFunction {
    uint256 private called;

    function test_U2_TheRegistrysCode() external {
        _check("NodeRegistry", deployment.nodeRegistryCode, 0);
        _check("NodeRegistry", deployment.nodeRegistryExtension, 1);
        assertGt(called, 300);
    }

    function test_U2_TheVerifiersCode() external {
        _check("ProofOfWorkVerifier", deployment.proofOfWorkVerifierCode, 0);
        assertGt(called, 70);
    }

    function test_U2_TheMarketplacesCode() external {
        _check("TaskMarketplace", deployment.taskMarketplaceCode, 0);
        _check("TaskMarketplace", deployment.taskMarketplaceBidsAndDisputes, 1);
        _check("TaskMarketplace", deployment.taskMarketplaceExtension, 2);
        assertGt(called, 400);
    }

    function test_U2_NobodyHoldsARoleInIt() external view {
        address[6] memory bare = _bare();
        bytes32[8] memory roles = [
            bytes32(0),
            keccak256("PAUSER_ROLE"),
            keccak256("VERIFIER_ROLE"),
            keccak256("MARKETPLACE_ROLE"),
            keccak256("REVIEWER_ROLE"),
            keccak256("ARBITRATOR_ROLE"),
            keccak256("CHALLENGER_ROLE"),
            keccak256("RELEASER_ROLE")
        ];
        for (uint256 i; i < bare.length; ++i) {
            assertEq(Governed(bare[i]).owner(), address(0));
            for (uint256 k; k < roles.length; ++k) {
                assertEq(Governed(bare[i]).getRoleMemberCount(roles[k]), 0);
            }
        }
    }

    function test_U2_ItTakesNoPlainMoney() external {
        address[6] memory bare = _bare();
        for (uint256 i; i < bare.length; ++i) {
            vm.prank(stranger);
            (bool success,) = bare[i].call{value: 1}("");
            assertFalse(success);
            vm.prank(stranger);
            (success,) = bare[i].call{value: 1}(hex"deadbeef");
            assertFalse(success);
        }
    }

    function _bare() private view returns (address[6] memory) {
        return [
            deployment.nodeRegistryCode,
            deployment.nodeRegistryExtension,
            deployment.proofOfWorkVerifierCode,
            deployment.taskMarketplaceCode,
            deployment.taskMarketplaceBidsAndDisputes,
            deployment.taskMarketplaceExtension
        ];
    }

    /// @dev Calls what this part and those behind it answer, with arguments that are good where the proxy is.
    function _check(string memory name, address bare, uint256 part) private {
        string[] memory all = _parts(name);
        string[] memory parts = new string[](all.length - part);
        for (uint256 i; i < parts.length; ++i) {
            parts[i] = all[part + i];
        }
        string[] memory functions = _changing(parts);
        for (uint256 i; i < functions.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            Scenario memory s = _scenario(name, functions[i]);
            address[6] memory callers = [owner, provider, buyer, pauser, address(market), address(verifier)];
            for (uint256 k; k < callers.length; ++k) {
                _refuses(bare, callers[k], s.value, s.data, functions[i]);
                // Money where none is asked for.
                _refuses(bare, callers[k], 1 ether, s.data, functions[i]);
                ++called;
            }
            uint256 seen = called;
            vm.revertToStateAndDelete(snapshot);
            called = seen;
        }
    }

    /// @dev The one that succeeds gives up a role that its caller does not have.
    function _refuses(address bare, address caller, uint256 value, bytes memory data, string memory what) private {
        vm.deal(caller, 100 ether);
        vm.startStateDiffRecording();
        vm.prank(caller);
        (bool success,) = bare.call{value: value}(data);
        bool harmless = value == 0 && caller == pauser && bytes4(data) == IAccessControl.renounceRole.selector;
        assertEq(success, harmless, what);
        if (success) assertEq(_writes(bare), 0, what);
        else vm.stopAndReturnStateDiff();
        assertEq(bare.balance, 0, what);
    }

    function _writes(address account) private returns (uint256 count) {
        VmSafe.AccountAccess[] memory accesses = vm.stopAndReturnStateDiff();
        for (uint256 i; i < accesses.length; ++i) {
            VmSafe.StorageAccess[] memory storageAccesses = accesses[i].storageAccesses;
            for (uint256 k; k < storageAccesses.length; ++k) {
                if (storageAccesses[k].account == account && storageAccesses[k].isWrite) ++count;
            }
        }
    }
}
