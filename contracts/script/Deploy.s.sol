// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Script} from "forge-std/Script.sol";
import {VmSafe} from "forge-std/Vm.sol";
import {Deployment, DeploymentConfig, MarketplaceDeployer} from "./MarketplaceDeployer.sol";

/// @title Deploy
/// @notice Deploys the whole marketplace, writes `contracts/deployments/<chainId>.json`, and checks what is on the chain.
///
///   forge script contracts/script/Deploy.s.sol --rpc-url … --sender <deployer>                                               rehearses
///   forge script contracts/script/Deploy.s.sol --rpc-url … --sender <deployer> --broadcast --slow (--account … | --unlocked) deploys
///   forge script contracts/script/Deploy.s.sol --rpc-url … --sig 'check()'                                                   checks
///
/// Always with --slow, which sends one transaction after another: without it a node may lose one of the queue, and forge waits for ever.
///
/// forge runs the script to its end before it sends the first transaction. So what `run` checks and writes is what is going to be there if
/// nothing comes between: whether it is, `check` says afterwards, from the chain. Use no deployment that it does not pass.
///
/// Who holds what comes from the environment, the same for `check` as for `run`:
///   AIIGO_OWNER                               a contract: the timelock
///   AIIGO_TREASURY
///   AIIGO_PAUSER                              not the owner, which is too slow for it
///   AIIGO_ARBITRATOR                          neither owner nor treasury
///   AIIGO_USDC                                the currency beside ETH; the zero address where there is none
///   AIIGO_PRICE_FEEDS                         Chainlink-style feeds of ETH/USD, separated by commas
///   AIIGO_PRICE_HEARTBEATS                    for how many seconds an answer counts, one for each feed
///   AIIGO_ETH_USD                             without feeds: dollars for one ETH with 18 decimals, for ever
///   AIIGO_CHALLENGER, AIIGO_REVIEWER          the owner, where not set
/// On a local chain (31337) none is needed: owner and pauser are anvil's account 1, the treasury its account 2, the arbitrator its account 3,
/// there is no USDC, an ETH costs 3,000 dollars, and a challenge begins at a difficulty that a laptop solves in seconds: a GPU's real one is
/// 64 × 2^32 hashes.
///
/// `deployMarketplace` in packages/clients takes the same steps in the same order; see {MarketplaceDeployer}.
contract Deploy is Script, MarketplaceDeployer {
    uint256 private constant LOCAL_CHAIN = 31337;
    address private constant ANVIL_OWNER = 0x70997970C51812dc3A010C7d01b50e0d17dc79C8;
    address private constant ANVIL_TREASURY = 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC;
    address private constant ANVIL_ARBITRATOR = 0x90F79bf6EB2c4f870365E785982E1f101E93b906;
    uint256 private constant LOCAL_DIFFICULTY = 2 ** 14;

    error Deploy_NotForARealChain(string what);

    function run() external returns (Deployment memory deployment) {
        (, address deployer,) = vm.readCallers();
        DeploymentConfig memory config = _config();
        vm.startBroadcast(deployer);
        deployment = _deploy(config, deployer);
        vm.stopBroadcast();
        // A rehearsal deploys nothing; its addresses would stand where a real deployment's are looked for.
        if (vm.isContext(VmSafe.ForgeContext.ScriptBroadcast)) _write(deployment, deployer);
    }

    /// @notice Compares what is on the chain with the environment and with `contracts/deployments/<chainId>.json`. Reverts at the first
    /// difference.
    function check() external view {
        (Deployment memory deployment, address deployer) = _read();
        _check(_config(), deployment, deployer);
    }

    function _config() private view returns (DeploymentConfig memory config) {
        config = block.chainid == LOCAL_CHAIN ? _localConfig() : _realConfig();
        config.challenger = vm.envOr("AIIGO_CHALLENGER", config.owner);
        config.reviewer = vm.envOr("AIIGO_REVIEWER", config.owner);
        config.priceFeeds = vm.envOr("AIIGO_PRICE_FEEDS", ",", config.priceFeeds);
        config.priceHeartbeats = vm.envOr("AIIGO_PRICE_HEARTBEATS", ",", config.priceHeartbeats);
    }

    function _localConfig() private view returns (DeploymentConfig memory config) {
        address owner = vm.envOr("AIIGO_OWNER", ANVIL_OWNER);
        address treasury = vm.envOr("AIIGO_TREASURY", ANVIL_TREASURY);
        config = _defaultConfig(owner, treasury, vm.envOr("AIIGO_ARBITRATOR", ANVIL_ARBITRATOR));
        config.pauser = vm.envOr("AIIGO_PAUSER", owner);
        config.usdc = vm.envOr("AIIGO_USDC", address(0));
        config.ethUsd = vm.envOr("AIIGO_ETH_USD", config.ethUsd);
        for (uint256 i; i < 5; ++i) {
            config.proofOfWorkVerifier.initialDifficulty[i] = LOCAL_DIFFICULTY;
        }
    }

    /// @dev What would be guessed here is what nobody notices until it is needed.
    function _realConfig() private view returns (DeploymentConfig memory config) {
        config = _defaultConfig(
            vm.envAddress("AIIGO_OWNER"), vm.envAddress("AIIGO_TREASURY"), vm.envAddress("AIIGO_ARBITRATOR")
        );
        config.pauser = vm.envAddress("AIIGO_PAUSER");
        config.usdc = vm.envAddress("AIIGO_USDC");
        config.ethUsd = vm.envExists("AIIGO_PRICE_FEEDS") ? 0 : vm.envUint("AIIGO_ETH_USD");
        require(config.owner.code.length != 0, Deploy_NotForARealChain("the owner has no code"));
        require(config.pauser != config.owner, Deploy_NotForARealChain("the pauser is the owner"));
    }

    function _write(Deployment memory d, address deployer) private {
        string memory contracts = "contracts";
        vm.serializeAddress(contracts, "nodeRegistry", d.nodeRegistry);
        vm.serializeAddress(contracts, "proofOfWorkVerifier", d.proofOfWorkVerifier);
        vm.serializeAddress(contracts, "escrowManager", d.escrowManager);
        vm.serializeAddress(contracts, "taskMarketplace", d.taskMarketplace);
        string memory addresses = vm.serializeAddress(contracts, "priceOracle", d.priceOracle);
        string memory code = "code";
        vm.serializeAddress(code, "nodeRegistryExtension", d.nodeRegistryExtension);
        vm.serializeAddress(code, "nodeRegistry", d.nodeRegistryCode);
        vm.serializeAddress(code, "proofOfWorkVerifier", d.proofOfWorkVerifierCode);
        vm.serializeAddress(code, "taskMarketplaceExtension", d.taskMarketplaceExtension);
        vm.serializeAddress(code, "taskMarketplaceBidsAndDisputes", d.taskMarketplaceBidsAndDisputes);
        string memory implementations = vm.serializeAddress(code, "taskMarketplace", d.taskMarketplaceCode);
        string memory file = "deployment";
        vm.serializeUint(file, "chainId", block.chainid);
        vm.serializeUint(file, "block", block.number);
        vm.serializeAddress(file, "deployer", deployer);
        vm.serializeString(file, "code", implementations);
        vm.writeJson(vm.serializeString(file, "contracts", addresses), _path());
    }

    function _read() private view returns (Deployment memory d, address deployer) {
        string memory file = vm.readFile(_path());
        deployer = vm.parseJsonAddress(file, ".deployer");
        d.nodeRegistry = vm.parseJsonAddress(file, ".contracts.nodeRegistry");
        d.proofOfWorkVerifier = vm.parseJsonAddress(file, ".contracts.proofOfWorkVerifier");
        d.escrowManager = vm.parseJsonAddress(file, ".contracts.escrowManager");
        d.taskMarketplace = vm.parseJsonAddress(file, ".contracts.taskMarketplace");
        d.priceOracle = vm.parseJsonAddress(file, ".contracts.priceOracle");
        d.nodeRegistryExtension = vm.parseJsonAddress(file, ".code.nodeRegistryExtension");
        d.nodeRegistryCode = vm.parseJsonAddress(file, ".code.nodeRegistry");
        d.proofOfWorkVerifierCode = vm.parseJsonAddress(file, ".code.proofOfWorkVerifier");
        d.taskMarketplaceExtension = vm.parseJsonAddress(file, ".code.taskMarketplaceExtension");
        d.taskMarketplaceBidsAndDisputes = vm.parseJsonAddress(file, ".code.taskMarketplaceBidsAndDisputes");
        d.taskMarketplaceCode = vm.parseJsonAddress(file, ".code.taskMarketplace");
    }

    function _path() private view returns (string memory) {
        return string.concat("contracts/deployments/", vm.toString(block.chainid), ".json");
    }
}
