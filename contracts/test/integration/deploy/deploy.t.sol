// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {Deployment, DeploymentConfig, MarketplaceDeployer} from "../../../script/MarketplaceDeployer.sol";
import {Governed, RoleGrant} from "../../../src/base/Governed.sol";
import {WithExtension} from "../../../src/base/WithExtension.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {NodeRegistryExtension} from "../../../src/NodeRegistryExtension.sol";
import {ProofOfWorkVerifier} from "../../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace, TaskMarketplaceReferences} from "../../../src/TaskMarketplace.sol";
import {EscrowManager} from "../../../src/EscrowManager.sol";
import {TaskMarketplaceExtension} from "../../../src/TaskMarketplaceExtension.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract DeployTest is BaseTest {
    function test_G1_G6_V25_TheDeployerHasNothing() external view {
        bytes32[7] memory roles = [
            bytes32(0),
            keccak256("PAUSER_ROLE"),
            keccak256("VERIFIER_ROLE"),
            keccak256("MARKETPLACE_ROLE"),
            keccak256("REVIEWER_ROLE"),
            keccak256("CHALLENGER_ROLE"),
            keccak256("RELEASER_ROLE")
        ];
        address[4] memory contracts =
            [address(registry), address(verifier), address(escrow), address(market)];
        for (uint256 i; i < 4; ++i) {
            for (uint256 k; k < roles.length; ++k) {
                assertFalse(Governed(contracts[i]).hasRole(roles[k], deployer));
            }
        }
        testDeployer.check(config, deployment, deployer);
    }

    function test_U2_InitialisersAreClosed() external {
        NodeRegistry bareRegistry = new NodeRegistry(address(new NodeRegistryExtension()));
        ProofOfWorkVerifier bareVerifier = new ProofOfWorkVerifier();
        TaskMarketplace bareMarket = new TaskMarketplace(address(new TaskMarketplaceExtension()));
        RoleGrant[] memory none;
        TaskMarketplaceReferences memory references;
        uint256[5] memory prices;
        bytes memory closed = abi.encodeWithSelector(Initializable.InvalidInitialization.selector);
        NodeRegistry[2] memory registries = [bareRegistry, registryCore];
        ProofOfWorkVerifier[2] memory verifiers = [bareVerifier, verifier];
        TaskMarketplace[2] memory markets = [bareMarket, marketCore];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(closed);
            registries[i].initialize(stranger, none, stranger, config.nodeRegistry);
            vm.expectRevert(closed);
            verifiers[i].initialize(stranger, none, stranger, config.proofOfWorkVerifier);
            vm.expectRevert(closed);
            markets[i].initialize(stranger, none, references, config.taskMarketplace, prices);
        }
    }

    function test_RevertWhen_TheOwnerIsTheDeployerOrTheTreasury() external {
        DeploymentConfig memory c = config;
        vm.expectRevert(abi.encodeWithSelector(MarketplaceDeployer.Deploy_PostconditionFailed.selector, "the owner is the deployer"));
        testDeployer.deploy(c, owner);
        c.treasury = owner;
        vm.expectRevert(abi.encodeWithSelector(MarketplaceDeployer.Deploy_PostconditionFailed.selector, "the owner is the treasury"));
        testDeployer.deploy(c, deployer);
    }

    function test_RevertWhen_AGrantNamesNobody() external {
        RoleGrant[] memory grants = new RoleGrant[](1);
        grants[0].role = keccak256("PAUSER_ROLE");
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_ZeroAddress.selector));
        new EscrowManager(owner, grants, treasury, 800, new address[](0));
    }

    function test_RevertWhen_AnExtensionHasNoCode() external {
        vm.expectRevert(abi.encodeWithSelector(WithExtension.WithExtension_NoCode.selector, stranger));
        new NodeRegistry(stranger);
    }

    function test_RevertWhen_MoneyComesWithoutACall() external {
        vm.startPrank(stranger);
        (bool success, bytes memory answer) = address(registry).call{value: 1}("");
        assertFalse(success);
        assertEq(bytes4(answer), WithExtension.WithExtension_NoPlainPayments.selector);
        (success,) = address(market).call{value: 1}("");
        assertFalse(success);
        (success,) = address(escrow).call{value: 1}("");
        assertFalse(success);
        (success,) = address(registry).call{value: 1}(abi.encodeCall(registry.isNodeActive, ("x")));
        assertFalse(success);
        (success,) = address(registry).call(hex"deadbeef");
        assertFalse(success);
    }

    /// @dev The wires are wrong then, and the check says so.
    function test_G6_RevertWhen_TheWiresAreWrong() external {
        Deployment memory wrong = deployment;
        wrong.taskMarketplace = address(registry);
        vm.expectRevert();
        testDeployer.check(config, wrong, deployer);
        vm.startPrank(owner);
        registryCore.grantRole(keccak256("MARKETPLACE_ROLE"), deployer);
        vm.stopPrank();
        vm.expectRevert(
            abi.encodeWithSelector(MarketplaceDeployer.Deploy_PostconditionFailed.selector, "NodeRegistry: more than one member of a role")
        );
        testDeployer.check(config, deployment, deployer);
    }
}
