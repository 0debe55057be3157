// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace, TaskMarketplaceReferences} from "../../src/TaskMarketplace.sol";
import {Governed, RoleGrant} from "../../src/base/Governed.sol";
import {IPayouts} from "../../src/interfaces/IPayouts.sol";
import {NodeStatus, ResourceType, TaskClaim, TaskOutcome} from "../../src/interfaces/INodeRegistry.sol";
import {ChallengeDetails} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {AssignmentMode, Permit} from "../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {Refuser} from "./Actors.sol";
import {Artifacts} from "./Artifacts.sol";
import {BaseTest} from "./BaseTest.sol";
import {mine} from "./mine.sol";

/// @notice A call that does what it is there for when the right one makes it.
struct Scenario {
    address target;
    uint256 value;
    bytes data;
}

/// @notice Every function that changes state, as the compiler lists them, and for each a state and arguments in which it succeeds.
abstract contract EveryFunction is Artifacts, BaseTest {
    bytes32 private constant TASK = "task";
    bytes32 private constant PAUSER = keccak256("PAUSER_ROLE");

    address internal heir = makeAddr("heir"); // to whom an ownership is being handed

    /*//////////////////////////////////////////////////////////////
                            FROM THE COMPILER
    //////////////////////////////////////////////////////////////*/

    /// @dev The signatures of the functions in these parts that may change state, without repetition.
    function _changing(string[] memory parts) internal view returns (string[] memory signatures) {
        signatures = new string[](200);
        uint256 count;
        for (uint256 i; i < parts.length; ++i) {
            string memory artifact = _artifact(parts[i]);
            string[] memory methods = vm.parseJsonKeys(artifact, ".methodIdentifiers");
            string memory names = _changingNames(artifact);
            for (uint256 k; k < methods.length; ++k) {
                if (!_contains(names, string.concat(",", _nameOf(methods[k]), ","))) continue;
                if (_indexOf(signatures, count, methods[k]) == count) signatures[count++] = methods[k];
            }
        }
        assembly ("memory-safe") {
            mstore(signatures, count)
        }
    }

    /// @dev With a comma before and after each.
    function _changingNames(string memory artifact) private pure returns (string memory names) {
        string memory functions = "$.abi[?(@.type == 'function')]";
        string[] memory all = abi.decode(vm.parseJson(artifact, string.concat(functions, ".name")), (string[]));
        string[] memory mutabilities =
            abi.decode(vm.parseJson(artifact, string.concat(functions, ".stateMutability")), (string[]));
        assertEq(all.length, mutabilities.length);
        names = ",";
        for (uint256 i; i < all.length; ++i) {
            if (_same(mutabilities[i], "view") || _same(mutabilities[i], "pure")) continue;
            names = string.concat(names, all[i], ",");
        }
    }

    function _contains(string memory text, string memory part) internal pure returns (bool) {
        return vm.indexOf(text, part) != type(uint256).max;
    }

    /// @dev `count` when it is not there.
    function _indexOf(string[] memory list, uint256 count, string memory item) internal pure returns (uint256 i) {
        while (i < count && !_same(list[i], item)) ++i;
    }

    /*//////////////////////////////////////////////////////////////
                               SCENARIOS
    //////////////////////////////////////////////////////////////*/

    function _scenario(string memory name, string memory signature) internal returns (Scenario memory s) {
        bytes32 f = keccak256(bytes(signature));
        if (_same(name, "NodeRegistry")) {
            s.target = address(registry);
            (s.value, s.data) = _ofRegistry(f);
        } else if (_same(name, "ProofOfWorkVerifier")) {
            s.target = address(verifier);
            s.data = _ofVerifier(s, f);
        } else if (_same(name, "EscrowManager")) {
            s.target = address(escrow);
            (s.value, s.data) = _ofEscrow(f);
        } else {
            s.target = address(market);
            (s.value, s.data) = _ofMarket(s, f);
        }
        if (s.data.length == 0) s.data = _ofGovernance(name, s.target, f);
        require(s.data.length != 0, string.concat("no scenario for ", name, ".", signature));
        require(bytes4(s.data) == bytes4(f), string.concat("another function's scenario: ", name, ".", signature));
    }

    function _ofGovernance(string memory name, address target, bytes32 f) private returns (bytes memory) {
        Governed governed = Governed(target);
        if (f == keccak256("acceptDefaultAdminTransfer()")) {
            vm.prank(owner);
            governed.beginDefaultAdminTransfer(heir);
            skip(1);
            return abi.encodeCall(governed.acceptDefaultAdminTransfer, ());
        }
        if (f == keccak256("beginDefaultAdminTransfer(address)")) {
            return abi.encodeCall(governed.beginDefaultAdminTransfer, (heir));
        }
        if (f == keccak256("transferOwnership(address)")) return abi.encodeCall(governed.transferOwnership, (heir));
        if (f == keccak256("cancelDefaultAdminTransfer()")) {
            return abi.encodeCall(governed.cancelDefaultAdminTransfer, ());
        }
        if (f == keccak256("changeDefaultAdminDelay(uint48)")) {
            return abi.encodeCall(governed.changeDefaultAdminDelay, (1 days));
        }
        if (f == keccak256("rollbackDefaultAdminDelay()")) {
            return abi.encodeCall(governed.rollbackDefaultAdminDelay, ());
        }
        if (f == keccak256("grantRole(bytes32,address)")) {
            return abi.encodeCall(governed.grantRole, (PAUSER, stranger));
        }
        if (f == keccak256("revokeRole(bytes32,address)")) {
            return abi.encodeCall(governed.revokeRole, (PAUSER, pauser));
        }
        if (f == keccak256("renounceRole(bytes32,address)")) {
            return abi.encodeCall(governed.renounceRole, (PAUSER, pauser));
        }
        if (f == keccak256("pause()")) return abi.encodeCall(governed.pause, ());
        if (f == keccak256("unpause()")) {
            vm.prank(pauser);
            governed.pause();
            return abi.encodeCall(governed.unpause, ());
        }
        if (f == keccak256("upgradeToAndCall(address,bytes)")) {
            return abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (_codeOf(name), ""));
        }
        if (f == keccak256("setTreasury(address)")) return abi.encodeCall(IPayouts.setTreasury, (stranger));
        return "";
    }

    function _codeOf(string memory name) internal view returns (address) {
        if (_same(name, "NodeRegistry")) return deployment.nodeRegistryCode;
        return _same(name, "TaskMarketplace") ? deployment.taskMarketplaceCode : deployment.proofOfWorkVerifierCode;
    }

    /*//////////////////////////////////////////////////////////////
                               REGISTRY
    //////////////////////////////////////////////////////////////*/

    function _ofRegistry(bytes32 f) private returns (uint256 value, bytes memory data) {
        if (f == keccak256("registerNode(uint8,string)")) {
            return (0.6 ether, abi.encodeCall(registry.registerNode, (ResourceType.GPU, URI)));
        }
        if (f == keccak256("addStake(bytes32)")) {
            return (1, abi.encodeCall(registry.addStake, (_activeNode(provider))));
        }
        if (f == keccak256("depositInsuranceBond(bytes32)")) {
            return (1, abi.encodeCall(registry.depositInsuranceBond, (_activeNode(provider))));
        }
        data = _ofProviders(f);
        if (data.length == 0) data = _ofVerifiersRegistry(f);
        if (data.length == 0) data = _ofMarketsRegistry(f);
        if (data.length == 0) data = _ofOwnersRegistry(f);
        if (data.length == 0) data = _ofMisuse(f);
        if (data.length == 0) data = _ofRegistryPayouts(f);
    }

    function _ofProviders(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("updateMetadata(bytes32,string)")) {
            return abi.encodeCall(registry.updateMetadata, (_activeNode(provider), URI));
        }
        if (f == keccak256("deactivateNode(bytes32)")) {
            return abi.encodeCall(registry.deactivateNode, (_activeNode(provider)));
        }
        if (f == keccak256("activateNode(bytes32)")) return abi.encodeCall(registry.activateNode, (_stopped()));
        if (f == keccak256("withdrawStake(bytes32,uint256)")) {
            return abi.encodeCall(registry.withdrawStake, (_stopped(), 0.5 ether));
        }
        if (f == keccak256("withdrawInsuranceBond(bytes32,uint256)")) {
            return abi.encodeCall(registry.withdrawInsuranceBond, (_stopped(), 1));
        }
        return "";
    }

    /// @dev A node with an insurance bond that is inactive, and whose cooldown is over.
    function _stopped() private returns (bytes32 nodeId) {
        nodeId = _activeNode(provider);
        vm.prank(provider);
        registry.depositInsuranceBond{value: 1}(nodeId);
        _deactivate(nodeId);
        skip(config.nodeRegistry.stakeCooldown);
    }

    function _ofVerifiersRegistry(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("openChallenge(bytes32)")) {
            return abi.encodeCall(registry.openChallenge, (_activeNode(provider)));
        }
        if (f == keccak256("updateComputePower(bytes32,uint256)")) {
            return abi.encodeCall(registry.updateComputePower, (_activeNode(provider), 1));
        }
        if (f == keccak256("passChallenge(bytes32,uint256)")) {
            return abi.encodeCall(registry.passChallenge, (_challenged(), 1));
        }
        if (f == keccak256("failChallenge(bytes32,uint256)")) {
            return abi.encodeCall(registry.failChallenge, (_challenged(), 1));
        }
        return "";
    }

    function _challenged() private returns (bytes32 nodeId) {
        nodeId = _register(provider);
        _issue(nodeId);
    }

    function _ofMarketsRegistry(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("openTask(bytes32,bytes32,(address,address,uint8,uint8,uint256))")) {
            return abi.encodeCall(registry.openTask, (TASK, _activeNode(provider), _claim()));
        }
        if (f == keccak256("holdForBid(bytes32,bytes32,(address,address,uint8,uint8,uint256),uint256)")) {
            return abi.encodeCall(registry.holdForBid, (TASK, _activeNode(provider), _claim(), block.timestamp));
        }
        if (f == keccak256("closeTask(bytes32,bytes32,uint256,uint8,uint256,bool)")) {
            bytes32 nodeId = _activeNode(provider);
            _inProgress(nodeId);
            return abi.encodeCall(registry.closeTask, (TASK, nodeId, POWER, TaskOutcome.Settled, 0, false));
        }
        if (f == keccak256("updateReputation(bytes32,int256)")) {
            return abi.encodeCall(registry.updateReputation, (_activeNode(provider), 1));
        }
        if (f == keccak256("incrementTaskCount(bytes32)")) {
            return abi.encodeCall(registry.incrementTaskCount, (_activeNode(provider)));
        }
        if (f == keccak256("slashStake(bytes32,uint256)")) {
            return abi.encodeCall(registry.slashStake, (_activeNode(provider), 1));
        }
        return "";
    }

    function _claim() private view returns (TaskClaim memory) {
        return TaskClaim({
            operator: provider, buyer: buyer, resourceType: ResourceType.GPU, minTrustLevel: 1, requiredPower: POWER
        });
    }

    function _ofOwnersRegistry(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("slashNode(bytes32,uint256)")) {
            return abi.encodeCall(registry.slashNode, (_activeNode(provider), 1));
        }
        if (f == keccak256("updateNodeStatus(bytes32,uint8)")) {
            return abi.encodeCall(registry.updateNodeStatus, (_activeNode(provider), NodeStatus.Inactive));
        }
        if (f == keccak256("addTrustedNode(bytes32)")) {
            return abi.encodeCall(registry.addTrustedNode, (_activeNode(provider)));
        }
        if (f == keccak256("setNodeTier(bytes32,uint8)")) {
            return abi.encodeCall(registry.setNodeTier, (_activeNode(provider), 2));
        }
        if (f == keccak256("setPartnerSLA(bytes32,bool)")) {
            return abi.encodeCall(registry.setPartnerSLA, (_activeNode(provider), true));
        }
        if (f == keccak256("updateMinStake(uint256)")) return abi.encodeCall(registry.updateMinStake, (1 ether));
        if (f == keccak256("setParameters((uint256,uint256,uint256,uint256,uint256))")) {
            return abi.encodeCall(registry.setParameters, (config.nodeRegistry));
        }
        if (f == keccak256("initialize(address,(bytes32,address)[],address,(uint256,uint256,uint256,uint256,uint256))"))
        {
            RoleGrant[] memory none;
            return abi.encodeCall(registryCore.initialize, (stranger, none, treasury, config.nodeRegistry));
        }
        return "";
    }

    function _ofMisuse(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("clearReview(bytes32)")) return abi.encodeCall(registry.clearReview, (_flagged()));
        if (f == keccak256("proposeBan(bytes32,string)")) {
            return abi.encodeCall(registry.proposeBan, (_activeNode(provider), URI));
        }
        if (f == keccak256("appealBan(bytes32,string)")) return abi.encodeCall(registry.appealBan, (_accused(), URI));
        if (f == keccak256("cancelBan(bytes32)")) return abi.encodeCall(registry.cancelBan, (_accused()));
        if (f == keccak256("executeBan(bytes32)")) {
            bytes32 nodeId = _accused();
            vm.warp(_node(nodeId).banExecutableFrom);
            return abi.encodeCall(registry.executeBan, (nodeId));
        }
        return "";
    }

    /// @dev Ten tasks, three of them failures.
    function _flagged() private returns (bytes32 nodeId) {
        nodeId = _activeNode(provider, 1 ether);
        vm.startPrank(address(market));
        for (uint256 i; i < 3; ++i) {
            registry.openTask(TASK, nodeId, _claim());
            registry.closeTask(TASK, nodeId, POWER, TaskOutcome.TimedOut, 0, false);
        }
        for (uint256 i; i < 7; ++i) {
            registry.incrementTaskCount(nodeId);
        }
        vm.stopPrank();
    }

    function _accused() private returns (bytes32 nodeId) {
        nodeId = _activeNode(provider);
        vm.prank(arbitrator);
        registry.proposeBan(nodeId, URI);
    }

    function _ofRegistryPayouts(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("sweepFees(address)")) {
            _register(provider);
            return abi.encodeCall(IPayouts.sweepFees, (ETH));
        }
        if (f == keccak256("withdrawCredit(address,address)")) {
            bytes32 nodeId = _stopped();
            vm.etch(provider, type(Refuser).runtimeCode);
            vm.prank(provider);
            registry.withdrawStake(nodeId, 0.5 ether);
            vm.etch(provider, "");
            return abi.encodeCall(IPayouts.withdrawCredit, (ETH, makeAddr("recipient")));
        }
        return "";
    }

    /*//////////////////////////////////////////////////////////////
                               VERIFIER
    //////////////////////////////////////////////////////////////*/

    function _ofVerifier(Scenario memory s, bytes32 f) private returns (bytes memory) {
        if (f == keccak256("issueChallenge(bytes32)")) {
            bytes32 nodeId = _activeNode(provider);
            skip(config.proofOfWorkVerifier.challengeInterval);
            return abi.encodeCall(verifier.issueChallenge, (nodeId));
        }
        if (f == keccak256("submitSolution(bytes32,uint256)")) {
            (bytes32 challengeId, uint64[] memory nonces) = _solved();
            return abi.encodeCall(verifier.submitSolution, (challengeId, nonces[0]));
        }
        if (f == keccak256("submitSolutions(bytes32,uint64[])")) {
            (bytes32 challengeId, uint64[] memory nonces) = _solved();
            return abi.encodeCall(verifier.submitSolutions, (challengeId, nonces));
        }
        if (f == keccak256("expireChallenge(bytes32)")) {
            bytes32 challengeId = _issue(_register(provider));
            skip(config.proofOfWorkVerifier.challengeDeadline + 1);
            return abi.encodeCall(verifier.expireChallenge, (challengeId));
        }
        if (f == keccak256("setParameters((uint256,uint256,uint256,uint256,uint256[5]))")) {
            return abi.encodeCall(verifier.setParameters, (config.proofOfWorkVerifier));
        }
        RoleGrant[] memory none;
        if (f == keccak256("setNodeRegistry(address)")) {
            bytes memory call =
                abi.encodeCall(verifier.initialize, (owner, none, address(0), config.proofOfWorkVerifier));
            s.target = address(new ERC1967Proxy(deployment.proofOfWorkVerifierCode, call));
            return abi.encodeCall(verifier.setNodeRegistry, (address(registry)));
        }
        if (
            f
                == keccak256(
                    "initialize(address,(bytes32,address)[],address,(uint256,uint256,uint256,uint256,uint256[5]))"
                )
        ) {
            return abi.encodeCall(verifier.initialize, (stranger, none, address(registry), config.proofOfWorkVerifier));
        }
        return "";
    }

    function _solved() private returns (bytes32 challengeId, uint64[] memory nonces) {
        challengeId = _issue(_register(provider));
        ChallengeDetails memory c = verifier.getChallengeDetails(challengeId);
        nonces = mine(c.seed, c.difficulty, c.solutions, 0);
    }

    /*//////////////////////////////////////////////////////////////
                                ESCROW
    //////////////////////////////////////////////////////////////*/

    function _ofEscrow(bytes32 f) private returns (uint256 value, bytes memory data) {
        if (f == keccak256("deposit(bytes32,address)")) {
            return (1 ether, abi.encodeCall(escrow.deposit, (TASK, buyer)));
        }
        if (f == keccak256("depositToken(bytes32,address,address,uint256)")) {
            usdc.mint(buyer, 1e6);
            vm.prank(buyer);
            usdc.approve(address(escrow), 1e6);
            return (0, abi.encodeCall(escrow.depositToken, (TASK, buyer, address(usdc), 1e6)));
        }
        if (f == keccak256("depositBond(bytes32,uint256)")) {
            _hold();
            return (0.02 ether, abi.encodeCall(escrow.depositBond, (TASK, 0.02 ether)));
        }
        data = _ofEscrowEndings(f);
        if (data.length == 0) data = _ofEscrowsOwner(f);
    }

    function _ofEscrowEndings(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("release(bytes32,address)")) {
            _hold();
            return abi.encodeCall(escrow.release, (TASK, provider));
        }
        if (f == keccak256("releaseAt(bytes32,address,uint256)")) {
            _hold();
            return abi.encodeCall(escrow.releaseAt, (TASK, provider, 0.5 ether));
        }
        if (f == keccak256("refund(bytes32)")) {
            _hold();
            return abi.encodeCall(escrow.refund, (TASK));
        }
        if (f == keccak256("splitPayment(bytes32,address,uint256)")) {
            _hold();
            return abi.encodeCall(escrow.splitPayment, (TASK, provider, 5_000));
        }
        if (f == keccak256("settleDispute(bytes32,uint8,address,uint256,uint256,address)")) return _disputed();
        if (f == keccak256("withdrawCredit(address,address)")) {
            bytes memory settle = _disputed();
            vm.prank(address(market));
            (bool success,) = address(escrow).call(settle);
            assertTrue(success);
            return abi.encodeCall(IPayouts.withdrawCredit, (ETH, makeAddr("recipient")));
        }
        if (f == keccak256("sweepFees(address)")) {
            _hold();
            vm.prank(address(market));
            escrow.release(TASK, provider);
            return abi.encodeCall(IPayouts.sweepFees, (ETH));
        }
        return "";
    }

    function _ofEscrowsOwner(bytes32 f) private view returns (bytes memory) {
        if (f == keccak256("setCurrency(address,bool)")) {
            return abi.encodeCall(escrow.setCurrency, (address(usdc), false));
        }
        if (f == keccak256("updatePlatformFee(uint256)")) return abi.encodeCall(escrow.updatePlatformFee, (700));
        return "";
    }

    function _hold() private {
        vm.deal(address(market), address(market).balance + 1 ether);
        vm.prank(address(market));
        escrow.deposit{value: 1 ether}(TASK, buyer);
    }

    /// @dev The call that ends the dispute for the buyer.
    function _disputed() private returns (bytes memory) {
        _hold();
        vm.deal(address(market), address(market).balance + 1 ether);
        vm.prank(address(market));
        escrow.depositBond{value: 0.02 ether}(TASK, 0.02 ether);
        return abi.encodeCall(escrow.settleDispute, (TASK, DisputeOutcome.BuyerWins, provider, 1 ether, 0, arbitrator));
    }

    /*//////////////////////////////////////////////////////////////
                              MARKETPLACE
    //////////////////////////////////////////////////////////////*/

    function _ofMarket(Scenario memory s, bytes32 f) private returns (uint256 value, bytes memory data) {
        if (f == keccak256("createTask(uint8,uint256,uint256,uint256,uint8,string)")) {
            return (COST, abi.encodeCall(market.createTask, (ResourceType.GPU, POWER, DURATION, PRICE, 1, URI)));
        }
        if (f == keccak256("postTask((uint8,uint8,uint8,address,uint256,uint256,uint256,bytes32,bytes32,string))")) {
            return (COST, abi.encodeCall(market.postTask, (_request(AssignmentMode.Instant, ETH))));
        }
        if (
            f
                == keccak256(
                    "postTaskWithPermit((uint8,uint8,uint8,address,uint256,uint256,uint256,bytes32,bytes32,string),(uint256,uint256,uint8,bytes32,bytes32))"
                )
        ) {
            Permit memory permit;
            return (COST, abi.encodeCall(market.postTaskWithPermit, (_request(AssignmentMode.Instant, ETH), permit)));
        }
        if (f == keccak256("disputeTask(bytes32,string)")) {
            bytes32 taskId = _completed(_activeNode(provider));
            return (market.disputeBond(taskId), abi.encodeCall(market.disputeTask, (taskId, "wrong")));
        }
        data = _ofTasks(f);
        if (data.length == 0) data = _ofBids(f);
        if (data.length == 0) data = _ofDisputes(f);
        if (data.length == 0) data = _ofMarketsOwner(f);
        if (data.length == 0) data = _ofReferences(s, f);
    }

    function _ofTasks(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("cancelTask(bytes32)")) return abi.encodeCall(market.cancelTask, (_create()));
        if (f == keccak256("acceptTask(bytes32,bytes32)")) {
            bytes32 nodeId = _activeNode(provider);
            return abi.encodeCall(market.acceptTask, (_create(), nodeId));
        }
        if (f == keccak256("expireTask(bytes32)")) {
            bytes32 taskId = _create();
            vm.warp(market.getTaskDetails(taskId).openUntil + 1);
            return abi.encodeCall(market.expireTask, (taskId));
        }
        if (f == keccak256("startTask(bytes32)")) {
            return abi.encodeCall(market.startTask, (_assigned(_activeNode(provider), ETH, PRICE)));
        }
        if (f == keccak256("submitResult(bytes32,bytes32,string)")) {
            return abi.encodeCall(market.submitResult, (_inProgress(_activeNode(provider)), RESULT, URI));
        }
        if (f == keccak256("abandonTask(bytes32)")) {
            return abi.encodeCall(market.abandonTask, (_inProgress(_activeNode(provider))));
        }
        if (f == keccak256("timeoutTask(bytes32)")) {
            bytes32 taskId = _inProgress(_activeNode(provider));
            vm.warp(market.getTaskDetails(taskId).deadline + 1);
            return abi.encodeCall(market.timeoutTask, (taskId));
        }
        if (f == keccak256("approveResult(bytes32)")) {
            return abi.encodeCall(market.approveResult, (_completed(_activeNode(provider))));
        }
        if (f == keccak256("finalizeTask(bytes32)")) {
            bytes32 taskId = _completed(_activeNode(provider));
            vm.warp(market.getTaskDetails(taskId).reviewUntil + 1);
            return abi.encodeCall(market.finalizeTask, (taskId));
        }
        return "";
    }

    function _ofBids(bytes32 f) private returns (bytes memory) {
        bytes32 nodeId;
        bytes32 taskId;
        if (f == keccak256("commitBid(bytes32,bytes32,bytes32)")) {
            nodeId = _activeNode(provider);
            return abi.encodeCall(market.commitBid, (_auction(), nodeId, RESULT));
        }
        if (f == keccak256("revealBid(bytes32,bytes32,uint256,bytes32)")) {
            (taskId, nodeId) = _committed();
            _toReveal(taskId);
            return abi.encodeCall(market.revealBid, (taskId, nodeId, PRICE, _salt(taskId, nodeId, PRICE)));
        }
        if (f == keccak256("reportUnrevealedBid(bytes32,uint256,bytes32)")) {
            (taskId, nodeId) = _committed();
            _toSelection(taskId);
            return abi.encodeCall(market.reportUnrevealedBid, (taskId, 1, nodeId));
        }
        if (f == keccak256("selectBid(bytes32,bytes32)")) {
            nodeId = _activeNode(provider);
            taskId = _auction();
            _bid(taskId, nodeId, PRICE);
            return abi.encodeCall(market.selectBid, (taskId, nodeId));
        }
        if (f == keccak256("settleAuction(bytes32)")) {
            nodeId = _activeNode(provider);
            taskId = _auction();
            _bid(taskId, nodeId, PRICE);
            _toSettlement(taskId);
            return abi.encodeCall(market.settleAuction, (taskId));
        }
        return "";
    }

    function _committed() private returns (bytes32 taskId, bytes32 nodeId) {
        nodeId = _activeNode(provider);
        taskId = _auction();
        _commit(taskId, nodeId, PRICE);
    }

    function _ofDisputes(bytes32 f) private returns (bytes memory) {
        if (f == keccak256("submitEvidence(bytes32,string)")) {
            return abi.encodeCall(market.submitEvidence, (_disputedTask(), URI));
        }
        if (f == keccak256("resolveDispute(bytes32,uint8,uint256)")) {
            return abi.encodeCall(market.resolveDispute, (_disputedTask(), DisputeOutcome.Split, 5_000));
        }
        if (f == keccak256("resolveStaleDispute(bytes32)")) {
            bytes32 taskId = _disputedTask();
            vm.warp(market.getTaskDetails(taskId).disputeUntil + 1);
            return abi.encodeCall(market.resolveStaleDispute, (taskId));
        }
        return "";
    }

    function _disputedTask() private returns (bytes32 taskId) {
        taskId = _completed(_activeNode(provider));
        _dispute(taskId);
    }

    function _ofMarketsOwner(bytes32 f) private view returns (bytes memory) {
        if (f == keccak256("setArbitrator(address)")) return abi.encodeCall(market.setArbitrator, (stranger));
        if (f == keccak256("setPriceOracle(address)")) {
            return abi.encodeCall(market.setPriceOracle, (deployment.priceOracle));
        }
        if (f == keccak256("setReferencePrice(uint8,uint256)")) {
            return abi.encodeCall(market.setReferencePrice, (ResourceType.GPU, 1));
        }
        bytes memory call = abi.encodeCall(market.setParameters, (config.taskMarketplace));
        return bytes4(call) == bytes4(f) ? call : bytes("");
    }

    /// @dev They are set once, so on a marketplace that has none yet.
    function _ofReferences(Scenario memory s, bytes32 f) private returns (bytes memory) {
        RoleGrant[] memory none;
        TaskMarketplaceReferences memory references;
        bytes memory initialize = abi.encodeCall(
            TaskMarketplace.initialize, (owner, none, references, config.taskMarketplace, config.referencePrices)
        );
        if (bytes4(initialize) == bytes4(f)) return initialize;
        bytes memory call;
        if (f == keccak256("setNodeRegistry(address)")) {
            call = abi.encodeCall(market.setNodeRegistry, (address(registry)));
        }
        if (f == keccak256("setEscrowManager(address)")) {
            call = abi.encodeCall(market.setEscrowManager, (address(escrow)));
        }
        if (f == keccak256("setPowVerifier(address)")) {
            call = abi.encodeCall(market.setPowVerifier, (address(verifier)));
        }
        if (call.length != 0) s.target = address(new ERC1967Proxy(deployment.taskMarketplaceCode, initialize));
        return call;
    }
}
