// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Script} from "forge-std/Script.sol";
import {Deployment, DeploymentConfig, MarketplaceDeployer} from "./MarketplaceDeployer.sol";

/// @title Deploy
/// @notice Deploys the whole marketplace, checks it, and writes `contracts/deployments/<chainId>.json`.
///
///   forge script contracts/script/Deploy.s.sol --rpc-url … --broadcast --sender <deployer> (--account … | --unlocked)
///
/// Who holds what comes from the environment:
///   AIIGO_OWNER, AIIGO_TREASURY                          required, except on a local chain (31337: anvil's accounts 1 and 2)
///   AIIGO_PAUSER, AIIGO_CHALLENGER, AIIGO_REVIEWER       the owner, where not set
///   AIIGO_ETH_USD                                        dollars for one ETH with 18 decimals, 3000e18 where not set
///
/// `deployMarketplace` in packages/clients takes the same steps in the same order; see {MarketplaceDeployer}.
contract Deploy is Script, MarketplaceDeployer {
    address private constant ANVIL_OWNER = 0x70997970C51812dc3A010C7d01b50e0d17dc79C8;
    address private constant ANVIL_TREASURY = 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC;

    function run() external returns (Deployment memory deployment) {
        (, address deployer,) = vm.readCallers();
        DeploymentConfig memory config = _config();
        vm.startBroadcast(deployer);
        deployment = _deploy(config, deployer);
        vm.stopBroadcast();
        _write(deployment);
    }

    function _config() private view returns (DeploymentConfig memory config) {
        bool local = block.chainid == 31337;
        address owner = local ? vm.envOr("AIIGO_OWNER", ANVIL_OWNER) : vm.envAddress("AIIGO_OWNER");
        address treasury = local ? vm.envOr("AIIGO_TREASURY", ANVIL_TREASURY) : vm.envAddress("AIIGO_TREASURY");
        config = _defaultConfig(owner, treasury);
        config.pauser = vm.envOr("AIIGO_PAUSER", owner);
        config.challenger = vm.envOr("AIIGO_CHALLENGER", owner);
        config.reviewer = vm.envOr("AIIGO_REVIEWER", owner);
        config.ethUsd = vm.envOr("AIIGO_ETH_USD", config.ethUsd);
    }

    function _write(Deployment memory d) private {
        string memory contracts = "contracts";
        vm.serializeAddress(contracts, "nodeRegistry", d.nodeRegistry);
        vm.serializeAddress(contracts, "proofOfWorkVerifier", d.proofOfWorkVerifier);
        vm.serializeAddress(contracts, "escrowManager", d.escrowManager);
        vm.serializeAddress(contracts, "taskMarketplace", d.taskMarketplace);
        string memory addresses = vm.serializeAddress(contracts, "priceOracle", d.priceOracle);
        string memory file = "deployment";
        vm.serializeUint(file, "chainId", block.chainid);
        vm.serializeUint(file, "block", block.number);
        string memory path = string.concat("contracts/deployments/", vm.toString(block.chainid), ".json");
        vm.writeJson(vm.serializeString(file, "contracts", addresses), path);
    }
}
