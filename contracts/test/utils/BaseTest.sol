// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Deployment, DeploymentConfig} from "../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../src/EscrowManager.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../src/TaskMarketplace.sol";
import {INodeRegistry, NodeDetails, ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {
    AssignmentMode,
    ITaskMarketplace,
    TaskDetails,
    TaskRequest,
    TaskStatus
} from "../../src/interfaces/ITaskMarketplace.sol";
import {ProofOfWork} from "../../src/libraries/ProofOfWork.sol";
import {TestDeployer} from "./TestDeployer.sol";
import {UsdCoin} from "./Tokens.sol";
import {mine} from "./mine.sol";

/// @notice A deployed market as {MarketplaceDeployer} makes it, with challenges that a test solves in no time, and the verbs of its people.
abstract contract BaseTest is Test {
    // What a contract and its extension answer together is called through the interface; `…Core` names the contract's own functions and roles.
    INodeRegistry internal registry;
    NodeRegistry internal registryCore;
    ProofOfWorkVerifier internal verifier;
    EscrowManager internal escrow;
    ITaskMarketplace internal market;
    TaskMarketplace internal marketCore;
    UsdCoin internal usdc;
    TestDeployer internal testDeployer;
    Deployment internal deployment;
    DeploymentConfig internal config;

    address internal deployer = makeAddr("deployer");
    address internal owner = makeAddr("owner");
    address internal treasury = makeAddr("treasury");
    address internal pauser = makeAddr("pauser");
    address internal challenger = makeAddr("challenger");
    address internal reviewer = makeAddr("reviewer");
    address internal arbitrator = makeAddr("arbitrator");
    address internal buyer = makeAddr("buyer");
    address internal provider = makeAddr("provider");
    address internal otherProvider = makeAddr("otherProvider");
    address internal stranger = makeAddr("stranger");

    address internal constant ETH = address(0);
    string internal constant URI = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
    bytes32 internal constant RESULT = keccak256("result");
    uint256 internal constant START = 1_750_000_000;

    /// @dev One GPU task: an hour at 0.01 ETH an hour, 30 dollars, small enough for trust level 1.
    uint256 internal constant PRICE = 0.01 ether;
    uint256 internal constant DURATION = 1 hours;
    uint256 internal constant COST = 0.01 ether;
    uint256 internal constant POWER = 1e6;
    /// @dev The same task for 30 USDC.
    uint256 internal constant USDC_PRICE = 30e6;
    uint256 internal constant USDC_COST = 30e6;

    uint256 private lastSalt;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1_000);
        vm.prevrandao(bytes32(uint256(42)));
        testDeployer = new TestDeployer();
        usdc = new UsdCoin();
        config = _testConfig();
        deployment = testDeployer.deploy(config, deployer);
        registry = INodeRegistry(deployment.nodeRegistry);
        registryCore = NodeRegistry(payable(deployment.nodeRegistry));
        verifier = ProofOfWorkVerifier(deployment.proofOfWorkVerifier);
        escrow = EscrowManager(deployment.escrowManager);
        market = ITaskMarketplace(deployment.taskMarketplace);
        marketCore = TaskMarketplace(payable(deployment.taskMarketplace));
        vm.deal(buyer, 1_000 ether);
        vm.deal(provider, 1_000 ether);
        vm.deal(otherProvider, 1_000 ether);
        vm.deal(stranger, 1_000 ether);
    }

    function _testConfig() internal view virtual returns (DeploymentConfig memory c) {
        c = testDeployer.defaultConfig(owner, treasury, arbitrator);
        c.pauser = pauser;
        c.challenger = challenger;
        c.reviewer = reviewer;
        c.usdc = address(usdc);
        c.proofOfWorkVerifier.solutionsPerChallenge = 3;
        c.proofOfWorkVerifier.initialDifficulty = [uint256(4), 4, 4, 4, 4];
    }

    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    function _register(address who, uint256 stake, ResourceType resourceType) internal returns (bytes32 nodeId) {
        vm.prank(who);
        nodeId = registry.registerNode{value: config.nodeRegistry.registrationFee + stake}(resourceType, URI);
    }

    function _register(address who) internal virtual returns (bytes32) {
        return _register(who, config.nodeRegistry.minimumStake, ResourceType.GPU);
    }

    /// @dev A node that passed its first challenge.
    function _activeNode(address who, uint256 stake) internal returns (bytes32 nodeId) {
        nodeId = _register(who, stake, ResourceType.GPU);
        _prove(nodeId);
    }

    function _activeNode(address who) internal returns (bytes32) {
        return _activeNode(who, config.nodeRegistry.minimumStake);
    }

    function _issue(bytes32 nodeId) internal returns (bytes32 challengeId) {
        vm.prank(registry.getNode(nodeId).owner);
        challengeId = verifier.issueChallenge(nodeId);
    }

    /// @dev Issues a challenge, and solves it in the time aimed at.
    function _prove(bytes32 nodeId) internal returns (bytes32 challengeId) {
        challengeId = _issue(nodeId);
        skip(config.proofOfWorkVerifier.challengeTargetTime);
        _solve(challengeId);
    }

    function _solve(bytes32 challengeId) internal {
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        uint64[] memory nonces = mine(c.seed, c.difficulty, c.solutions - c.solved, 0);
        vm.prank(c.owner);
        verifier.submitSolutions(challengeId, nonces);
    }

    /// @dev A nonce that does not solve.
    function _mineWrong(bytes32 seed, uint256 difficulty, uint64 start) internal pure returns (uint64 nonce) {
        uint256 target = ProofOfWork.solutionTarget(difficulty);
        nonce = start;
        while (uint256(ProofOfWork.hashOf(seed, nonce)) <= target) ++nonce;
    }

    function _accept(bytes32 taskId, bytes32 nodeId) internal {
        vm.prank(registry.getNode(nodeId).owner);
        market.acceptTask(taskId, nodeId);
    }

    function _submit(bytes32 taskId) internal {
        vm.prank(market.getTaskDetails(taskId).provider);
        market.submitResult(taskId, RESULT, URI);
    }

    function _deactivate(bytes32 nodeId) internal {
        vm.prank(registry.getNode(nodeId).owner);
        registry.deactivateNode(nodeId);
    }

    /*//////////////////////////////////////////////////////////////
                                BUYERS
    //////////////////////////////////////////////////////////////*/

    function _create() internal returns (bytes32) {
        return _create(buyer, PRICE, DURATION, 1);
    }

    function _create(address who, uint256 price, uint256 duration, uint8 minTrustLevel) internal returns (bytes32) {
        uint256 cost = market.taskCost(price, duration);
        vm.prank(who);
        return market.createTask{value: cost}(ResourceType.GPU, POWER, duration, price, minTrustLevel, URI);
    }

    function _approve(bytes32 taskId) internal {
        vm.prank(market.getTaskDetails(taskId).buyer);
        market.approveResult(taskId);
    }

    /// @dev A task that `nodeId` works on.
    function _inProgress(bytes32 nodeId) internal returns (bytes32 taskId) {
        taskId = _create();
        _accept(taskId, nodeId);
    }

    /// @dev A task whose result waits for its review.
    function _completed(bytes32 nodeId) internal returns (bytes32 taskId) {
        taskId = _inProgress(nodeId);
        _submit(taskId);
    }

    function _timeout(bytes32 taskId) internal {
        vm.warp(market.getTaskDetails(taskId).deadline + 1);
        vm.prank(stranger);
        market.timeoutTask(taskId);
    }

    /// @dev The task of {_create} by its whole form, with a salt that nobody has used.
    function _request(AssignmentMode mode, address currency) internal returns (TaskRequest memory) {
        return TaskRequest({
            resourceType: ResourceType.GPU,
            mode: mode,
            minTrustLevel: 1,
            currency: currency,
            requiredPower: POWER,
            duration: DURATION,
            maxPrice: currency == ETH ? PRICE : USDC_PRICE,
            directNode: 0,
            salt: bytes32(++lastSalt),
            specificationURI: URI
        });
    }

    /// @dev With the buyer's money, and its approval where the currency needs one.
    function _post(address who, TaskRequest memory request) internal returns (bytes32) {
        uint256 cost = market.taskCost(request.maxPrice, request.duration);
        if (request.currency == ETH) {
            vm.prank(who);
            return market.postTask{value: cost}(request);
        }
        usdc.mint(who, cost);
        vm.startPrank(who);
        usdc.approve(address(escrow), usdc.allowance(who, address(escrow)) + cost);
        bytes32 taskId = market.postTask(request);
        vm.stopPrank();
        return taskId;
    }

    function _post(AssignmentMode mode, address currency) internal returns (bytes32) {
        return _post(buyer, _request(mode, currency));
    }

    /// @dev A task that takes sealed bids.
    function _auction() internal returns (bytes32) {
        return _post(AssignmentMode.SealedBid, ETH);
    }

    function _direct(bytes32 nodeId, address currency) internal returns (bytes32) {
        TaskRequest memory request = _request(AssignmentMode.Direct, currency);
        request.directNode = nodeId;
        return _post(buyer, request);
    }

    /// @dev With the bond, and the approval where the currency needs one.
    function _dispute(bytes32 taskId) internal {
        address currency = market.getTaskDetails(taskId).currency;
        address who = market.getTaskDetails(taskId).buyer;
        uint256 bond = market.disputeBond(taskId);
        if (currency != ETH) {
            usdc.mint(who, bond);
            vm.prank(who);
            usdc.approve(address(escrow), bond);
        }
        vm.prank(who);
        market.disputeTask{value: currency == ETH ? bond : 0}(taskId, "not what was asked for");
    }

    /*//////////////////////////////////////////////////////////////
                                 BIDS
    //////////////////////////////////////////////////////////////*/

    function _salt(bytes32 taskId, bytes32 nodeId, uint256 price) internal pure returns (bytes32) {
        return keccak256(abi.encode(taskId, nodeId, price));
    }

    function _commitment(bytes32 taskId, bytes32 nodeId, uint256 price) internal view returns (bytes32) {
        address who = registry.getNode(nodeId).owner;
        return market.computeCommitment(taskId, nodeId, who, price, _salt(taskId, nodeId, price));
    }

    function _commit(bytes32 taskId, bytes32 nodeId, uint256 price) internal {
        bytes32 commitment = _commitment(taskId, nodeId, price);
        vm.prank(registry.getNode(nodeId).owner);
        market.commitBid(taskId, nodeId, commitment);
    }

    function _reveal(bytes32 taskId, bytes32 nodeId, uint256 price) internal {
        vm.prank(registry.getNode(nodeId).owner);
        market.revealBid(taskId, nodeId, price, _salt(taskId, nodeId, price));
    }

    function _toReveal(bytes32 taskId) internal {
        vm.warp(market.getAuction(taskId).commitUntil + 1);
    }

    function _toSelection(bytes32 taskId) internal {
        vm.warp(market.getAuction(taskId).revealUntil + 1);
    }

    function _toSettlement(bytes32 taskId) internal {
        vm.warp(market.getAuction(taskId).selectionUntil + 1);
    }

    /// @dev One node bids and shows its bid; the selection window has just begun.
    function _bid(bytes32 taskId, bytes32 nodeId, uint256 price) internal {
        _commit(taskId, nodeId, price);
        _toReveal(taskId);
        _reveal(taskId, nodeId, price);
        _toSelection(taskId);
    }

    function _select(bytes32 taskId, bytes32 nodeId) internal {
        vm.prank(market.getTaskDetails(taskId).buyer);
        market.selectBid(taskId, nodeId);
    }

    function _start(bytes32 taskId) internal {
        vm.prank(market.getTaskDetails(taskId).provider);
        market.startTask(taskId);
    }

    /// @dev A task that a bid of `nodeId` has won.
    function _assigned(bytes32 nodeId, address currency, uint256 price) internal returns (bytes32 taskId) {
        taskId = _post(AssignmentMode.SealedBid, currency);
        _bid(taskId, nodeId, price);
        _select(taskId, nodeId);
    }

    /// @dev Puts a node onto trust level 4 as governance, provider and the market's good opinion do together.
    function _makeLevel4(bytes32 nodeId) internal {
        address who = registry.getNode(nodeId).owner;
        vm.deal(who, who.balance + 6 ether);
        vm.startPrank(who);
        registry.addStake{value: 5 ether}(nodeId);
        registry.depositInsuranceBond{value: 1 ether}(nodeId);
        vm.stopPrank();
        vm.prank(owner);
        registry.setPartnerSLA(nodeId, true);
        vm.prank(address(market));
        registry.updateReputation(nodeId, 5_000);
    }

    /*//////////////////////////////////////////////////////////////
                             STATES, CHECKS
    //////////////////////////////////////////////////////////////*/

    function _node(bytes32 nodeId) internal view returns (NodeDetails memory) {
        return registry.getNodeDetails(nodeId);
    }

    function _status(bytes32 taskId) internal view returns (TaskStatus) {
        return market.getTaskDetails(taskId).status;
    }

    function _pauseAll() internal {
        vm.startPrank(pauser);
        registryCore.pause();
        verifier.pause();
        escrow.pause();
        marketCore.pause();
        vm.stopPrank();
    }

    function assertEq(TaskStatus a, TaskStatus b) internal pure {
        assertEq(uint256(a), uint256(b), "task status");
    }
}
