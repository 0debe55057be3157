// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {CommonBase} from "forge-std/Base.sol";
import {EscrowManager} from "../src/EscrowManager.sol";
import {FixedPriceOracle} from "../src/FixedPriceOracle.sol";
import {NodeRegistry} from "../src/NodeRegistry.sol";
import {NodeRegistryExtension} from "../src/NodeRegistryExtension.sol";
import {PriceOracle} from "../src/PriceOracle.sol";
import {ProofOfWorkVerifier} from "../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace, TaskMarketplaceReferences} from "../src/TaskMarketplace.sol";
import {TaskMarketplaceBidsAndDisputes} from "../src/TaskMarketplaceBidsAndDisputes.sol";
import {TaskMarketplaceExtension} from "../src/TaskMarketplaceExtension.sol";
import {Governed, RoleGrant} from "../src/base/Governed.sol";
import {WithExtension} from "../src/base/WithExtension.sol";
import {INodeRegistry, NodeRegistryParameters, ResourceType} from "../src/interfaces/INodeRegistry.sol";
import {PriceSource, PriceSourceConfig, PriceSourceKind} from "../src/interfaces/IPriceSources.sol";
import {ProofOfWorkVerifierParameters} from "../src/interfaces/IProofOfWorkVerifier.sol";
import {ITaskMarketplace, TaskMarketplaceParameters} from "../src/interfaces/ITaskMarketplace.sol";

/// @notice Who holds what, and the values that governance may change later.
struct DeploymentConfig {
    address owner; // of every contract: a timelock, on a real chain
    address treasury;
    address pauser;
    address challenger;
    address reviewer;
    address arbitrator; // rules on disputes, proposes bans; neither the owner nor the treasury
    address usdc; // the currency beside ETH; the zero address where there is none
    address[] priceFeeds; // Chainlink-style, of ETH/USD; none: a fixed price oracle
    uint256[] priceHeartbeats; // for how many seconds an answer counts, one a feed
    uint256 ethUsd; // dollars for one ETH, 18 decimals, for the fixed price oracle
    uint256 platformFeeBps;
    uint256[5] referencePrices; // wei for a TFLOPS for an hour, in ResourceType order; informs, settles nothing
    NodeRegistryParameters nodeRegistry;
    ProofOfWorkVerifierParameters proofOfWorkVerifier;
    TaskMarketplaceParameters taskMarketplace;
}

/// @notice The addresses that the world needs to know, and the code that they run.
struct Deployment {
    address nodeRegistry;
    address proofOfWorkVerifier;
    address escrowManager;
    address taskMarketplace;
    address priceOracle;
    address nodeRegistryExtension;
    address nodeRegistryCode;
    address proofOfWorkVerifierCode;
    address taskMarketplaceExtension;
    address taskMarketplaceBidsAndDisputes;
    address taskMarketplaceCode;
}

/// @title MarketplaceDeployer
/// @notice Eleven contracts, eleven transactions, one after the other, from one account:
///
/// | nonce + | contract                                | constructor                                            |
/// |---------|-----------------------------------------|--------------------------------------------------------|
/// | 0       | PriceOracle, with feeds                 | owner, usdc, sources                                   |
/// |         | or FixedPriceOracle, without            | ethUsd, usdc                                           |
/// | 1       | NodeRegistryExtension                   |                                                        |
/// | 2       | NodeRegistry (implementation)           | extension (1)                                          |
/// | 3       | ProofOfWorkVerifier (implementation)    |                                                        |
/// | 4       | TaskMarketplaceExtension                |                                                        |
/// | 5       | TaskMarketplaceBidsAndDisputes          | extension (4)                                          |
/// | 6       | TaskMarketplace (implementation)        | extension (5)                                          |
/// | 7       | ERC1967Proxy: **NodeRegistry**          | 2, initialize(owner, roles of 8 and 10, treasury, …)   |
/// | 8       | ERC1967Proxy: **ProofOfWorkVerifier**   | 3, initialize(owner, roles, 7, …)                      |
/// | 9       | **EscrowManager**                       | owner, roles of 10, treasury, fee, currencies          |
/// | 10      | ERC1967Proxy: **TaskMarketplace**       | 6, initialize(owner, roles, {7, 9, 8, 0, arbitrator}, …) |
///
/// The contracts refer to each other in a circle, so their addresses are computed beforehand from the deployer's nonce. In return nothing
/// is left to be wired afterwards, and the deployer never holds any power, not even between two of the transactions. Whatever goes wrong
/// in between (another transaction from the same account shifts the nonces) is found by {_check}, if it looks at the chain afterwards.
abstract contract MarketplaceDeployer is CommonBase {
    bytes32 internal constant DEFAULT_ADMIN_ROLE = 0x00;

    // keccak256(abi.encode(uint256(keccak256("openzeppelin.storage.Initializable")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant INITIALIZABLE_STORAGE = 0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00;

    error Deploy_PostconditionFailed(string what);
    error Deploy_HeartbeatMissing(uint256 feeds, uint256 heartbeats);

    /// @dev The caller broadcasts or pranks as `deployer`.
    function _deploy(DeploymentConfig memory config, address deployer) internal returns (Deployment memory d) {
        uint256 nonce = vm.getNonce(deployer);
        Deployment memory expected = Deployment({
            priceOracle: vm.computeCreateAddress(deployer, nonce),
            nodeRegistry: vm.computeCreateAddress(deployer, nonce + 7),
            proofOfWorkVerifier: vm.computeCreateAddress(deployer, nonce + 8),
            escrowManager: vm.computeCreateAddress(deployer, nonce + 9),
            taskMarketplace: vm.computeCreateAddress(deployer, nonce + 10),
            nodeRegistryExtension: vm.computeCreateAddress(deployer, nonce + 1),
            nodeRegistryCode: vm.computeCreateAddress(deployer, nonce + 2),
            proofOfWorkVerifierCode: vm.computeCreateAddress(deployer, nonce + 3),
            taskMarketplaceExtension: vm.computeCreateAddress(deployer, nonce + 4),
            taskMarketplaceBidsAndDisputes: vm.computeCreateAddress(deployer, nonce + 5),
            taskMarketplaceCode: vm.computeCreateAddress(deployer, nonce + 6)
        });

        d.priceOracle = _deployPriceOracle(config);
        d.nodeRegistryExtension = address(new NodeRegistryExtension());
        d.nodeRegistryCode = address(new NodeRegistry(d.nodeRegistryExtension));
        d.proofOfWorkVerifierCode = address(new ProofOfWorkVerifier());
        d.taskMarketplaceExtension = address(new TaskMarketplaceExtension());
        d.taskMarketplaceBidsAndDisputes = address(new TaskMarketplaceBidsAndDisputes(d.taskMarketplaceExtension));
        d.taskMarketplaceCode = address(new TaskMarketplace(d.taskMarketplaceBidsAndDisputes));
        d.nodeRegistry = address(new ERC1967Proxy(d.nodeRegistryCode, _nodeRegistryCall(config, expected)));
        d.proofOfWorkVerifier =
            address(new ERC1967Proxy(d.proofOfWorkVerifierCode, _proofOfWorkVerifierCall(config, expected)));
        d.escrowManager = address(
            new EscrowManager(
                config.owner,
                _escrowRoles(config, expected),
                config.treasury,
                config.platformFeeBps,
                _currencies(config)
            )
        );
        d.taskMarketplace = address(new ERC1967Proxy(d.taskMarketplaceCode, _taskMarketplaceCall(config, expected)));
        _check(config, d, deployer);
    }

    function _deployPriceOracle(DeploymentConfig memory config) private returns (address) {
        if (config.priceFeeds.length == 0) return address(new FixedPriceOracle(config.ethUsd, config.usdc));
        return address(new PriceOracle(config.owner, config.usdc, _priceSources(config)));
    }

    function _priceSources(DeploymentConfig memory config) private pure returns (PriceSourceConfig[] memory sources) {
        uint256 count = config.priceFeeds.length;
        uint256 heartbeats = config.priceHeartbeats.length;
        require(count == heartbeats, Deploy_HeartbeatMissing(count, heartbeats));
        sources = new PriceSourceConfig[](count);
        for (uint256 i; i < count; ++i) {
            sources[i] = PriceSourceConfig(PriceSourceKind.Aggregator, config.priceFeeds[i], config.priceHeartbeats[i]);
        }
    }

    function _currencies(DeploymentConfig memory config) private pure returns (address[] memory currencies) {
        if (config.usdc == address(0)) return currencies;
        currencies = new address[](1);
        currencies[0] = config.usdc;
    }

    /*//////////////////////////////////////////////////////////////
                                 ROLES
    //////////////////////////////////////////////////////////////*/

    function _nodeRegistryRoles(DeploymentConfig memory config, Deployment memory d)
        internal
        pure
        returns (RoleGrant[] memory roles)
    {
        roles = new RoleGrant[](5);
        roles[0] = RoleGrant(keccak256("VERIFIER_ROLE"), d.proofOfWorkVerifier);
        roles[1] = RoleGrant(keccak256("MARKETPLACE_ROLE"), d.taskMarketplace);
        roles[2] = RoleGrant(keccak256("REVIEWER_ROLE"), config.reviewer);
        roles[3] = RoleGrant(keccak256("PAUSER_ROLE"), config.pauser);
        roles[4] = RoleGrant(keccak256("ARBITRATOR_ROLE"), config.arbitrator);
    }

    function _proofOfWorkVerifierRoles(DeploymentConfig memory config)
        internal
        pure
        returns (RoleGrant[] memory roles)
    {
        roles = new RoleGrant[](2);
        roles[0] = RoleGrant(keccak256("CHALLENGER_ROLE"), config.challenger);
        roles[1] = RoleGrant(keccak256("PAUSER_ROLE"), config.pauser);
    }

    function _escrowRoles(DeploymentConfig memory config, Deployment memory d)
        internal
        pure
        returns (RoleGrant[] memory roles)
    {
        roles = new RoleGrant[](2);
        roles[0] = RoleGrant(keccak256("RELEASER_ROLE"), d.taskMarketplace);
        roles[1] = RoleGrant(keccak256("PAUSER_ROLE"), config.pauser);
    }

    function _taskMarketplaceRoles(DeploymentConfig memory config) internal pure returns (RoleGrant[] memory roles) {
        roles = new RoleGrant[](1);
        roles[0] = RoleGrant(keccak256("PAUSER_ROLE"), config.pauser);
    }

    /*//////////////////////////////////////////////////////////////
                            INITIALISATIONS
    //////////////////////////////////////////////////////////////*/

    function _nodeRegistryCall(DeploymentConfig memory config, Deployment memory d)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(
            NodeRegistry.initialize, (config.owner, _nodeRegistryRoles(config, d), config.treasury, config.nodeRegistry)
        );
    }

    function _proofOfWorkVerifierCall(DeploymentConfig memory config, Deployment memory d)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(
            ProofOfWorkVerifier.initialize,
            (config.owner, _proofOfWorkVerifierRoles(config), d.nodeRegistry, config.proofOfWorkVerifier)
        );
    }

    function _taskMarketplaceCall(DeploymentConfig memory config, Deployment memory d)
        private
        pure
        returns (bytes memory)
    {
        TaskMarketplaceReferences memory references = TaskMarketplaceReferences({
            nodeRegistry: d.nodeRegistry,
            escrowManager: d.escrowManager,
            powVerifier: d.proofOfWorkVerifier,
            priceOracle: d.priceOracle,
            arbitrator: config.arbitrator
        });
        return abi.encodeCall(
            TaskMarketplace.initialize,
            (config.owner, _taskMarketplaceRoles(config), references, config.taskMarketplace, config.referencePrices)
        );
    }

    /*//////////////////////////////////////////////////////////////
                            POSTCONDITIONS
    //////////////////////////////////////////////////////////////*/

    /// @dev Every role of every contract has exactly the members that it should have, references, parameters and code are right, and the
    /// deployer has nothing. Reverts otherwise.
    function _check(DeploymentConfig memory config, Deployment memory d, address deployer) internal view {
        _checkParties(config, deployer);
        _checkRoles(d.nodeRegistry, config.owner, _nodeRegistryRoles(config, d), "NodeRegistry");
        _checkRoles(d.proofOfWorkVerifier, config.owner, _proofOfWorkVerifierRoles(config), "ProofOfWorkVerifier");
        _checkRoles(d.escrowManager, config.owner, _escrowRoles(config, d), "EscrowManager");
        _checkRoles(d.taskMarketplace, config.owner, _taskMarketplaceRoles(config), "TaskMarketplace");
        _checkReferences(config, d);
        _checkPriceOracle(config, d.priceOracle);
        _checkValues(config, d);
        _checkProxy(d.nodeRegistry, d.nodeRegistryCode, "NodeRegistry");
        _checkProxy(d.proofOfWorkVerifier, d.proofOfWorkVerifierCode, "ProofOfWorkVerifier");
        _checkProxy(d.taskMarketplace, d.taskMarketplaceCode, "TaskMarketplace");
        _checkExtension(d.nodeRegistry, d.nodeRegistryExtension, "NodeRegistry");
        _checkExtension(d.taskMarketplace, d.taskMarketplaceBidsAndDisputes, "TaskMarketplace");
        _checkExtension(d.taskMarketplaceBidsAndDisputes, d.taskMarketplaceExtension, "TaskMarketplaceBidsAndDisputes");
    }

    /// @dev The deployer's key lies on a machine that talks to the network: it is nobody here, on a test chain neither.
    function _checkParties(DeploymentConfig memory config, address deployer) private pure {
        _require(config.owner != deployer, "the owner is the deployer");
        _require(config.treasury != deployer, "the treasury is the deployer");
        _require(config.pauser != deployer, "the pauser is the deployer");
        _require(config.challenger != deployer, "the challenger is the deployer");
        _require(config.reviewer != deployer, "the reviewer is the deployer");
        _require(config.arbitrator != deployer, "the arbitrator is the deployer");
        _require(config.owner != config.treasury, "the owner is the treasury");
        // Who judges has no part in what the judgement brings, and does not choose the judge.
        _require(config.arbitrator != config.owner, "the arbitrator is the owner");
        _require(config.arbitrator != config.treasury, "the arbitrator is the treasury");
    }

    function _checkRoles(address contract_, address owner, RoleGrant[] memory roles, string memory name) private view {
        Governed governed = Governed(contract_);
        (address pending,) = governed.pendingDefaultAdmin();
        _require(governed.owner() == owner, string.concat(name, ": owner"));
        _require(pending == address(0), string.concat(name, ": a hand-over is under way"));
        _require(governed.defaultAdminDelay() == 0, string.concat(name, ": delay of a hand-over"));
        (, uint48 schedule) = governed.pendingDefaultAdminDelay();
        _require(schedule == 0, string.concat(name, ": another delay is under way"));
        _checkMember(governed, RoleGrant(DEFAULT_ADMIN_ROLE, owner), name);
        for (uint256 i; i < roles.length; ++i) {
            _checkMember(governed, roles[i], name);
            _require(governed.getRoleAdmin(roles[i].role) == DEFAULT_ADMIN_ROLE, string.concat(name, ": role admin"));
        }
    }

    function _checkMember(Governed governed, RoleGrant memory grant, string memory name) private view {
        _require(governed.getRoleMemberCount(grant.role) == 1, string.concat(name, ": more than one member of a role"));
        _require(governed.getRoleMember(grant.role, 0) == grant.account, string.concat(name, ": member of a role"));
    }

    function _checkReferences(DeploymentConfig memory config, Deployment memory d) private view {
        ITaskMarketplace marketplace = ITaskMarketplace(d.taskMarketplace);
        _require(marketplace.nodeRegistry() == d.nodeRegistry, "TaskMarketplace: registry");
        _require(marketplace.escrowManager() == d.escrowManager, "TaskMarketplace: escrow");
        _require(marketplace.powVerifier() == d.proofOfWorkVerifier, "TaskMarketplace: verifier");
        _require(marketplace.priceOracle() == d.priceOracle, "TaskMarketplace: oracle");
        _require(marketplace.arbitrator() == config.arbitrator, "TaskMarketplace: arbitrator");
        _require(
            ProofOfWorkVerifier(d.proofOfWorkVerifier).nodeRegistry() == d.nodeRegistry, "ProofOfWorkVerifier: registry"
        );
        _require(NodeRegistry(payable(d.nodeRegistry)).treasury() == config.treasury, "NodeRegistry: treasury");
        _require(EscrowManager(d.escrowManager).treasury() == config.treasury, "EscrowManager: treasury");
    }

    function _checkValues(DeploymentConfig memory config, Deployment memory d) private view {
        ITaskMarketplace marketplace = ITaskMarketplace(d.taskMarketplace);
        _requireSame(
            abi.encode(INodeRegistry(d.nodeRegistry).parameters()),
            abi.encode(config.nodeRegistry),
            "NodeRegistry: parameters"
        );
        _requireSame(
            abi.encode(ProofOfWorkVerifier(d.proofOfWorkVerifier).parameters()),
            abi.encode(config.proofOfWorkVerifier),
            "ProofOfWorkVerifier: parameters"
        );
        _requireSame(
            abi.encode(marketplace.parameters()), abi.encode(config.taskMarketplace), "TaskMarketplace: parameters"
        );
        for (uint256 i; i < 5; ++i) {
            _require(
                marketplace.referencePrice(ResourceType(i)) == config.referencePrices[i],
                "TaskMarketplace: reference prices"
            );
        }
        _require(
            EscrowManager(d.escrowManager).platformFeeBps() == config.platformFeeBps, "EscrowManager: platform fee"
        );
        // With the zero address for USDC this says nothing, as ETH always is accepted.
        _require(EscrowManager(d.escrowManager).isCurrencyAccepted(config.usdc), "EscrowManager: currency");
    }

    function _checkPriceOracle(DeploymentConfig memory config, address priceOracle) private view {
        if (config.priceFeeds.length != 0) return _checkPriceSources(config, PriceOracle(priceOracle));
        FixedPriceOracle fixedOracle = FixedPriceOracle(priceOracle);
        _require(fixedOracle.ethUsd() == config.ethUsd, "FixedPriceOracle: price");
        _require(fixedOracle.usdc() == config.usdc, "FixedPriceOracle: USDC");
    }

    /// @dev How many decimals a feed has was asked of the feed itself.
    function _checkPriceSources(DeploymentConfig memory config, PriceOracle priceOracle) private view {
        _require(priceOracle.owner() == config.owner, "PriceOracle: owner");
        _require(priceOracle.pendingOwner() == address(0), "PriceOracle: a hand-over is under way");
        _require(priceOracle.usdc() == config.usdc, "PriceOracle: USDC");
        PriceSourceConfig[] memory meant = _priceSources(config);
        PriceSource[] memory seen = priceOracle.getSources();
        _require(seen.length == meant.length, "PriceOracle: sources");
        for (uint256 i; i < seen.length; ++i) {
            _require(_isMeant(seen[i], meant[i]), "PriceOracle: sources");
        }
    }

    function _isMeant(PriceSource memory seen, PriceSourceConfig memory meant) private pure returns (bool) {
        return seen.kind == meant.kind && seen.feed == meant.feed && seen.heartbeat == meant.heartbeat;
    }

    /// @dev The implementation behind the proxy has no owner and never will: its initialiser is closed.
    function _checkProxy(address proxy, address expected, string memory name) private view {
        address implementation = address(uint160(uint256(vm.load(proxy, ERC1967Utils.IMPLEMENTATION_SLOT))));
        _require(implementation == expected && expected.code.length != 0, string.concat(name, ": implementation"));
        _require(Governed(implementation).owner() == address(0), string.concat(name, ": implementation has an owner"));
        _require(
            uint64(uint256(vm.load(implementation, INITIALIZABLE_STORAGE))) == type(uint64).max,
            string.concat(name, ": the implementation's initialiser is open")
        );
        _require(
            uint64(uint256(vm.load(proxy, INITIALIZABLE_STORAGE))) == 1,
            string.concat(name, ": initialised more than once")
        );
    }

    function _checkExtension(address contract_, address expected, string memory name) private view {
        address extension = WithExtension(payable(contract_)).extension();
        _require(extension == expected && expected.code.length != 0, string.concat(name, ": extension"));
    }

    function _requireSame(bytes memory seen, bytes memory expected, string memory what) private pure {
        _require(keccak256(seen) == keccak256(expected), what);
    }

    function _require(bool condition, string memory what) private pure {
        require(condition, Deploy_PostconditionFailed(what));
    }

    /*//////////////////////////////////////////////////////////////
                                VALUES
    //////////////////////////////////////////////////////////////*/

    /// @dev What a market starts with. The reference prices are the seed design's hourly prices, spread over the power that a machine of
    /// the type shows when it solves the initial difficulty in the target time, at 3,000 dollars for one ETH.
    function _defaultConfig(address owner, address treasury, address arbitrator)
        internal
        pure
        returns (DeploymentConfig memory config)
    {
        config.owner = owner;
        config.treasury = treasury;
        config.pauser = owner;
        config.challenger = owner;
        config.reviewer = owner;
        config.arbitrator = arbitrator;
        config.ethUsd = 3_000e18;
        config.platformFeeBps = 800;
        config.referencePrices = [uint256(1.5e13), 1.4e15, 1.2e17, 1.2e16, 2.4e16];
        config.nodeRegistry = NodeRegistryParameters({
            registrationFee: 0.1 ether,
            minimumStake: 0.5 ether,
            insuranceBond: 1 ether,
            stakeCooldown: 7 days,
            proofValidity: 30 days
        });
        config.proofOfWorkVerifier = ProofOfWorkVerifierParameters({
            solutionsPerChallenge: 64,
            challengeTargetTime: 300,
            challengeDeadline: 30 minutes,
            challengeInterval: 6 hours,
            initialDifficulty: [uint256(2 ** 32), 2 ** 23, 2 ** 18, 2 ** 18, 2 ** 14]
        });
        config.taskMarketplace = TaskMarketplaceParameters({
            smallestTaskEth: 0.001 ether,
            smallestTaskUsdc: 1e6,
            reputationFeeFloorEth: 0.0004 ether,
            reputationFeeFloorUsdc: 1e6,
            smallTaskLimitUsd: 100e18,
            openWindow: 7 days,
            startWindow: 10 minutes,
            reviewWindow: 24 hours,
            disputeWindow: 7 days,
            attempts: 3,
            commitWindow: 5 minutes,
            revealWindow: 5 minutes,
            selectionWindow: 10 minutes
        });
    }
}
