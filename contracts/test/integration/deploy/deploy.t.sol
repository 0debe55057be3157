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
import {FixedPriceOracle} from "../../../src/FixedPriceOracle.sol";
import {PriceOracle} from "../../../src/PriceOracle.sol";
import {TaskMarketplaceExtension} from "../../../src/TaskMarketplaceExtension.sol";
import {PriceSourceConfig} from "../../../src/interfaces/IPriceSources.sol";
import {ITaskMarketplace} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {Feed} from "../../utils/Feeds.sol";

contract DeployTest is BaseTest {
    function test_G1_G6_V25_TheDeployerHasNothing() external view {
        bytes32[8] memory roles = [
            bytes32(0),
            keccak256("PAUSER_ROLE"),
            keccak256("VERIFIER_ROLE"),
            keccak256("MARKETPLACE_ROLE"),
            keccak256("REVIEWER_ROLE"),
            keccak256("CHALLENGER_ROLE"),
            keccak256("RELEASER_ROLE"),
            keccak256("ARBITRATOR_ROLE")
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
        _expectPostcondition("the owner is the deployer");
        testDeployer.deploy(c, owner);
        c.treasury = owner;
        _expectPostcondition("the owner is the treasury");
        testDeployer.deploy(c, deployer);
    }

    /// @dev Owner, treasury and arbitrator are three.
    function test_D5_RevertWhen_TheArbitratorIsTheOwnerOrTheTreasury() external {
        DeploymentConfig memory c = config;
        c.arbitrator = treasury;
        _expectPostcondition("the arbitrator is the treasury");
        testDeployer.deploy(c, deployer);
        c.arbitrator = deployer;
        _expectPostcondition("the arbitrator is the deployer");
        testDeployer.deploy(c, deployer);
        // The marketplace itself refuses it, before anything is compared.
        c.arbitrator = owner;
        vm.expectRevert();
        testDeployer.deploy(c, deployer);
        _expectPostcondition("the arbitrator is the owner");
        testDeployer.check(c, deployment, deployer);
    }

    function test_TheArbitratorAndTheCurrencyAreThereFromTheBeginning() external view {
        assertEq(market.arbitrator(), arbitrator);
        assertTrue(registryCore.hasRole(keccak256("ARBITRATOR_ROLE"), arbitrator));
        assertTrue(escrow.isCurrencyAccepted(address(usdc)));
        FixedPriceOracle oracle = FixedPriceOracle(deployment.priceOracle);
        assertEq(oracle.usdc(), address(usdc));
        assertEq(oracle.ethUsd(), config.ethUsd);
    }

    function test_WithoutUsdc() external {
        DeploymentConfig memory c = config;
        c.usdc = address(0);
        Deployment memory d = testDeployer.deploy(c, deployer);
        assertFalse(EscrowManager(d.escrowManager).isCurrencyAccepted(address(usdc)));
        assertEq(FixedPriceOracle(d.priceOracle).usdc(), address(0));
    }

    /// @dev With feeds there is an oracle over them, which the owner governs.
    function test_WithPriceFeeds() external {
        DeploymentConfig memory c = _withFeeds();
        Deployment memory d = testDeployer.deploy(c, deployer);
        PriceOracle oracle = PriceOracle(d.priceOracle);
        assertEq(oracle.owner(), owner);
        assertEq(oracle.usdc(), address(usdc));
        assertEq(oracle.getSources().length, 2);
        (uint256 price, bool fresh) = oracle.ethUsd();
        assertTrue(fresh);
        assertEq(price, 2_500e18);
    }

    function test_X1_EveryFeedIsCompared() external {
        DeploymentConfig memory c = _withFeeds();
        Deployment memory d = testDeployer.deploy(c, deployer);
        testDeployer.check(c, d, deployer);
        c.priceHeartbeats[1] += 1;
        _expectPostcondition("PriceOracle: sources");
        testDeployer.check(c, d, deployer);
        c = _withFeeds();
        _expectPostcondition("PriceOracle: sources");
        testDeployer.check(c, d, deployer);

        c = config;
        c.priceFeeds = new address[](1);
        c.priceHeartbeats = new uint256[](1);
        _expectPostcondition("PriceOracle: sources");
        testDeployer.check(c, d, deployer);
        c = config;
        c.priceFeeds = new address[](1);
        vm.expectRevert(abi.encodeWithSelector(MarketplaceDeployer.Deploy_HeartbeatMissing.selector, 1, 0));
        testDeployer.deploy(c, deployer);
    }

    function test_X1_AnotherOwnerOrUsdcOfTheOracleIsFound() external {
        DeploymentConfig memory c = _withFeeds();
        Deployment memory d = testDeployer.deploy(c, deployer);
        PriceOracle right = PriceOracle(d.priceOracle);
        vm.prank(owner);
        right.transferOwnership(stranger);
        _expectPostcondition("PriceOracle: a hand-over is under way");
        testDeployer.check(c, d, deployer);
        vm.prank(stranger);
        right.acceptOwnership();
        _expectPostcondition("PriceOracle: owner");
        testDeployer.check(c, d, deployer);

        vm.startPrank(owner);
        ITaskMarketplace(d.taskMarketplace)
            .setPriceOracle(address(new PriceOracle(owner, address(0), new PriceSourceConfig[](0))));
        vm.stopPrank();
        d.priceOracle = ITaskMarketplace(d.taskMarketplace).priceOracle();
        _expectPostcondition("PriceOracle: USDC");
        testDeployer.check(c, d, deployer);
    }

    function _withFeeds() private returns (DeploymentConfig memory c) {
        c = config;
        c.priceFeeds = new address[](2);
        c.priceHeartbeats = new uint256[](2);
        for (uint256 i; i < 2; ++i) {
            c.priceFeeds[i] = address(new Feed(8, 2_500e8));
            c.priceHeartbeats[i] = 1 hours;
        }
    }

    function _expectPostcondition(string memory what) private {
        vm.expectRevert(abi.encodeWithSelector(MarketplaceDeployer.Deploy_PostconditionFailed.selector, what));
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
