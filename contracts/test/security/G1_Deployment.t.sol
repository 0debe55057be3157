// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Deploy} from "../../script/Deploy.s.sol";
import {Deployment, DeploymentConfig, MarketplaceDeployer} from "../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../src/EscrowManager.sol";
import {PriceOracle} from "../../src/PriceOracle.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../src/TaskMarketplace.sol";
import {TaskMarketplaceExtension} from "../../src/TaskMarketplaceExtension.sol";
import {WithExtension} from "../../src/base/WithExtension.sol";
import {PriceSource} from "../../src/interfaces/IPriceSources.sol";
import {ITaskMarketplace} from "../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../utils/BaseTest.sol";
import {Feed} from "../utils/Feeds.sol";

/// @notice G1 and G6: the deployer keeps nothing, and whatever differs from what was meant is found.
contract G1_DeploymentTest is BaseTest {
    function _expect(string memory what) private {
        vm.expectRevert(abi.encodeWithSelector(MarketplaceDeployer.Deploy_PostconditionFailed.selector, what));
    }

    function _expectFound(string memory what) private {
        _expect(what);
        testDeployer.check(config, deployment, deployer);
    }

    function test_G1_RevertWhen_TheDeployerIsAnybody() external {
        DeploymentConfig memory c = config;
        c.treasury = deployer;
        _expect("the treasury is the deployer");
        testDeployer.deploy(c, deployer);
        c = config;
        c.pauser = deployer;
        _expect("the pauser is the deployer");
        testDeployer.deploy(c, deployer);
        c = config;
        c.challenger = deployer;
        _expect("the challenger is the deployer");
        testDeployer.deploy(c, deployer);
        c = config;
        c.reviewer = deployer;
        _expect("the reviewer is the deployer");
        testDeployer.deploy(c, deployer);
    }

    function test_G6_EveryParameterIsCompared() external {
        DeploymentConfig memory meant = config;
        config.nodeRegistry.stakeCooldown += 1;
        _expectFound("NodeRegistry: parameters");
        config = meant;
        config.proofOfWorkVerifier.initialDifficulty[4] += 1;
        _expectFound("ProofOfWorkVerifier: parameters");
        config = meant;
        config.taskMarketplace.attempts += 1;
        _expectFound("TaskMarketplace: parameters");
        config = meant;
        config.referencePrices[3] += 1;
        _expectFound("TaskMarketplace: reference prices");
        config = meant;
        config.platformFeeBps -= 1;
        _expectFound("EscrowManager: platform fee");
        config = meant;
        config.ethUsd += 1;
        _expectFound("FixedPriceOracle: price");
        config = meant;
        vm.prank(owner);
        escrow.setCurrency(address(usdc), false);
        _expectFound("EscrowManager: currency");
        vm.prank(owner);
        escrow.setCurrency(address(usdc), true);
        config.usdc = address(0);
        _expectFound("FixedPriceOracle: USDC");
    }

    function test_G6_TheCodeIsCompared() external {
        address other = address(new TaskMarketplace(address(new TaskMarketplaceExtension())));
        address right = deployment.taskMarketplaceCode;
        deployment.taskMarketplaceCode = other;
        _expectFound("TaskMarketplace: implementation");
        deployment.taskMarketplaceCode = right;

        vm.store(address(market), ERC1967Utils.IMPLEMENTATION_SLOT, bytes32(uint256(uint160(other))));
        _expectFound("TaskMarketplace: implementation");
        deployment.taskMarketplaceCode = other;
        _expectFound("TaskMarketplace: extension");
    }

    /// @dev The marketplace is a chain of three; each link is looked at.
    function test_G6_BothLinksOfTheMarketplaceAreCompared() external {
        deployment.taskMarketplaceExtension = deployment.nodeRegistryExtension;
        _expectFound("TaskMarketplaceBidsAndDisputes: extension");
        deployment.taskMarketplaceBidsAndDisputes = deployment.nodeRegistryExtension;
        _expectFound("TaskMarketplace: extension");
    }

    /// @dev It is named in two places, and both are looked at.
    function test_D5_D10_AnotherArbitratorIsFound() external {
        vm.prank(owner);
        market.setArbitrator(stranger);
        _expectFound("TaskMarketplace: arbitrator");
        vm.startPrank(owner);
        market.setArbitrator(arbitrator);
        registryCore.grantRole(keccak256("ARBITRATOR_ROLE"), stranger);
        vm.stopPrank();
        _expectFound("NodeRegistry: more than one member of a role");
        vm.prank(owner);
        registryCore.revokeRole(keccak256("ARBITRATOR_ROLE"), arbitrator);
        _expectFound("NodeRegistry: member of a role");
    }

    function test_U2_AnOpenInitialiserIsFound() external {
        bytes32 slot = 0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00;
        vm.store(deployment.nodeRegistryCode, slot, 0);
        _expectFound("NodeRegistry: the implementation's initialiser is open");
    }

    function test_G1_AnotherDelayIsFound() external {
        vm.prank(owner);
        registryCore.changeDefaultAdminDelay(1 days);
        _expectFound("NodeRegistry: another delay is under way");
        skip(10 days);
        _expectFound("NodeRegistry: delay of a hand-over");
    }

    function test_TheExtensionCanBeAskedFor() external view {
        assertEq(WithExtension(payable(address(registry))).extension(), deployment.nodeRegistryExtension);
        assertEq(WithExtension(payable(address(market))).extension(), deployment.taskMarketplaceBidsAndDisputes);
        assertEq(
            WithExtension(payable(deployment.taskMarketplaceBidsAndDisputes)).extension(),
            deployment.taskMarketplaceExtension
        );
    }
}

/// @notice What the script asks for before it sends anything. One test, because the environment is one for all.
contract DeployScriptTest is BaseTest {
    Deploy private script;

    function test_G1_NoSilentDefaultsOnARealChain_AndNothingIsWrittenUnlessSent() external {
        script = new Deploy();
        _assertALocalChainNeedsNothing();
        string memory file = "contracts/deployments/983114.json";
        vm.chainId(983_114);

        _expectMissing("AIIGO_OWNER");
        vm.setEnv("AIIGO_OWNER", vm.toString(owner));
        _expectMissing("AIIGO_TREASURY");
        vm.setEnv("AIIGO_TREASURY", vm.toString(treasury));
        _expectMissing("AIIGO_ARBITRATOR");
        vm.setEnv("AIIGO_ARBITRATOR", vm.toString(arbitrator));
        _expectMissing("AIIGO_PAUSER");
        vm.setEnv("AIIGO_PAUSER", vm.toString(owner));
        _expectMissing("AIIGO_USDC");
        vm.setEnv("AIIGO_USDC", vm.toString(address(usdc)));
        _expectMissing("AIIGO_ETH_USD");
        vm.setEnv("AIIGO_ETH_USD", "2500000000000000000000");
        _expect("the owner has no code");
        vm.etch(owner, hex"00");
        _expect("the pauser is the owner");
        vm.setEnv("AIIGO_PAUSER", vm.toString(pauser));

        Deployment memory d = script.run();
        assertGt(d.taskMarketplace.code.length, 0);
        assertTrue(EscrowManager(d.escrowManager).isCurrencyAccepted(address(usdc)));
        assertEq(ITaskMarketplace(d.taskMarketplace).arbitrator(), arbitrator);
        assertFalse(vm.exists(file), "a rehearsal writes no addresses");
        _assertFeedsAreTaken();

        // Nothing there to look at.
        vm.expectRevert();
        script.check();
    }

    function _assertALocalChainNeedsNothing() private {
        vm.chainId(31337);
        Deployment memory d = script.run();
        assertEq(ITaskMarketplace(d.taskMarketplace).arbitrator(), 0x90F79bf6EB2c4f870365E785982E1f101E93b906);
        uint256[5] memory difficulty =
            ProofOfWorkVerifier(d.proofOfWorkVerifier).parameters().initialDifficulty;
        for (uint256 i; i < 5; ++i) {
            assertEq(difficulty[i], 2 ** 14, "solved on a laptop");
        }
        assertFalse(EscrowManager(d.escrowManager).isCurrencyAccepted(address(usdc)));
    }

    /// @dev With feeds there is one price less to name.
    function _assertFeedsAreTaken() private {
        address[2] memory feeds = [address(new Feed(8, 2_500e8)), address(new Feed(8, 2_500e8))];
        vm.setEnv("AIIGO_PRICE_FEEDS", string.concat(vm.toString(feeds[0]), ",", vm.toString(feeds[1])));
        vm.setEnv("AIIGO_PRICE_HEARTBEATS", "3600,7200");
        PriceSource[] memory sources = PriceOracle(script.run().priceOracle).getSources();
        assertEq(sources.length, 2);
        assertEq(sources[1].feed, feeds[1]);
        assertEq(sources[1].heartbeat, 7_200);
    }

    function _expectMissing(string memory name) private {
        try script.run() {
            revert(string.concat("went on without ", name));
        } catch (bytes memory reason) {
            assertTrue(vm.contains(string(reason), name), name);
        }
    }

    function _expect(string memory what) private {
        vm.expectRevert(abi.encodeWithSelector(Deploy.Deploy_NotForARealChain.selector, what));
        script.run();
    }
}
