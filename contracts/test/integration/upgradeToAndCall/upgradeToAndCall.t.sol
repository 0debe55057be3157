// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {EscrowStatus} from "../../../src/interfaces/IEscrowManager.sol";
import {NodeStatus, ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {IProofOfWorkVerifier} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {AssignmentMode, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {ITaskMarketplaceErrors} from "../../../src/interfaces/TaskMarketplaceTypes.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import {
    NodeRegistryExtensionV2,
    NodeRegistryV2,
    ProofOfWorkVerifierV2,
    TaskMarketplaceBidsAndDisputesV2,
    TaskMarketplaceExtensionV2,
    TaskMarketplaceV2
} from "../../utils/V2.sol";

/// @notice What the market says of itself, and who has what.
struct Picture {
    bytes[] tasks;
    bytes[] nodes;
    bytes[] challenges;
    bytes settings;
    uint256[] money;
}

contract UpgradeToAndCallTest is BaseTest {
    // Tasks by the state in which the first upgrade finds them.
    bytes32 private open;
    bytes32 private committing;
    bytes32 private revealing;
    bytes32 private selecting;
    bytes32 private assigned;
    bytes32 private inProgress;
    bytes32 private failing;
    bytes32 private completed;
    bytes32 private completedInUsdc;
    bytes32 private disputed;
    bytes32 private disputedInUsdc;
    bytes32 private verified;
    bytes32 private cancelled;

    bytes32 private node; // of provider
    bytes32 private other; // of otherProvider
    bytes32 private leaving;
    bytes32 private accused;
    bytes32 private waiting; // with a challenge open

    bytes32 private openChallenge;
    bytes32 private lateChallenge;

    address private third = makeAddr("third");

    /*//////////////////////////////////////////////////////////////
                              WHO MAY, AND WHAT
    //////////////////////////////////////////////////////////////*/

    function testFuzz_U3_RevertWhen_TheCallerIsNotTheOwner(address caller) external {
        vm.assume(caller != owner);
        address[3] memory proxies = _proxies();
        address[3] memory code = _codeV1();
        for (uint256 i; i < 3; ++i) {
            vm.prank(caller);
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, caller, bytes32(0))
            );
            UUPSUpgradeable(proxies[i]).upgradeToAndCall(code[i], "");
        }
    }

    function test_RevertWhen_TheCodeIsNotAnImplementation() external {
        address[3] memory proxies = _proxies();
        address[3] memory wrong = [deployment.nodeRegistryExtension, address(escrow), deployment.priceOracle];
        for (uint256 i; i < 3; ++i) {
            for (uint256 k; k < 3; ++k) {
                vm.prank(owner);
                vm.expectRevert(abi.encodeWithSelector(ERC1967Utils.ERC1967InvalidImplementation.selector, wrong[k]));
                UUPSUpgradeable(proxies[i]).upgradeToAndCall(wrong[k], "");
            }
        }
    }

    function test_RevertWhen_TheCallFails() external {
        address next = address(new ProofOfWorkVerifierV2());
        vm.prank(owner);
        vm.expectRevert();
        verifier.upgradeToAndCall(next, hex"deadbeef");
        assertEq(_codeOf(address(verifier)), deployment.proofOfWorkVerifierCode);
    }

    function test_U2_RevertWhen_AnInitialiserRunsAgain() external {
        _upgrade();
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        ProofOfWorkVerifierV2(address(verifier)).initializeV2(9);
        address bare = _codeOf(address(verifier));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        ProofOfWorkVerifierV2(bare).initializeV2(9);
    }

    /*//////////////////////////////////////////////////////////////
                              THE REHEARSAL
    //////////////////////////////////////////////////////////////*/

    function test_U4_FromThisReleaseToTheNextAndBack_WithLiveTasks() external {
        uint256 start = vm.snapshotState();
        Picture[3] memory plain = _run(false);
        vm.revertToState(start);
        Picture[3] memory upgraded = _run(true);
        for (uint256 i; i < 3; ++i) {
            _assertSame(upgraded[i], plain[i]);
        }
    }

    /// @dev Three pictures: when all is under way, before the way back, and when all has ended.
    function _run(bool upgrading) private returns (Picture[3] memory pictures) {
        _begin();
        _assertUnderWay();
        Picture memory before = _picture();
        if (upgrading) _upgrade();
        pictures[0] = _picture();
        _assertSame(pictures[0], before);

        _goOn();
        if (upgrading) _doWhatIsNew();
        pictures[1] = _picture();
        if (upgrading) _downgrade();
        _assertSame(_picture(), pictures[1]);

        _end();
        _assertEnded();
        pictures[2] = _picture();
        if (upgrading) _assertKept();
    }

    function _begin() private {
        vm.deal(third, 100 ether);
        node = _activeNode(provider, 3 ether);
        other = _activeNode(otherProvider, 2 ether);
        accused = _activeNode(third);
        leaving = _activeNode(third);
        _deactivate(leaving);
        skip(config.proofOfWorkVerifier.challengeInterval);
        waiting = _register(stranger);
        lateChallenge = _issue(waiting);

        verified = _completed(node);
        _approve(verified);
        cancelled = _create();
        vm.prank(buyer);
        market.cancelTask(cancelled);
        completedInUsdc = _post(AssignmentMode.Instant, address(usdc));
        _accept(completedInUsdc, other);
        _submit(completedInUsdc);
        disputed = _completed(node);
        _dispute(disputed);
        disputedInUsdc = _post(AssignmentMode.Instant, address(usdc));
        _accept(disputedInUsdc, node);
        _submit(disputedInUsdc);
        _dispute(disputedInUsdc);
        completed = _completed(other);
        inProgress = _inProgress(node);
        failing = _inProgress(other);

        _beginAuctions();
        open = _create();
        vm.prank(arbitrator);
        registry.proposeBan(accused, URI);
        vm.prank(challenger);
        openChallenge = verifier.issueChallenge(node);
    }

    /// @dev One in each window, all at the same second.
    function _beginAuctions() private {
        assigned = _post(AssignmentMode.SealedBid, address(usdc));
        revealing = _auction();
        _commit(assigned, other, USDC_PRICE / 2);
        _commit(revealing, node, PRICE);
        _toReveal(assigned);
        _reveal(assigned, other, USDC_PRICE / 2);
        selecting = _auction();
        _commit(selecting, node, PRICE);
        _commit(selecting, other, PRICE / 2);
        _toSelection(assigned);
        _select(assigned, other);
        _toReveal(selecting);
        _reveal(selecting, node, PRICE);
        _reveal(selecting, other, PRICE / 2);
        // The first round has ended without a bid that was revealed: this one is the second's.
        _commit(revealing, other, PRICE / 4);
        _toReveal(revealing);
        committing = _auction();
        _commit(committing, node, PRICE);
    }

    function _goOn() private {
        // In the same windows in which the upgrade has found them.
        _reveal(revealing, other, PRICE / 4);
        _start(assigned);
        _submit(inProgress);
        vm.prank(buyer);
        market.submitEvidence(disputed, URI);
        vm.prank(provider);
        market.submitEvidence(disputed, URI);
        _select(selecting, other);
        _start(selecting);
        _solve(openChallenge);
        vm.prank(third);
        registry.appealBan(accused, URI);
        vm.prank(owner);
        registry.setPartnerSLA(node, true);
        bytes32 more = _create();
        _accept(more, node);
        _submit(more);
        _approve(more);
        vm.prank(arbitrator);
        market.resolveDispute(disputed, DisputeOutcome.Split, 5_000);
        skip(1);
    }

    function _end() private {
        _submit(selecting);
        _submit(assigned);
        _approve(assigned);
        _toSettlement(revealing);
        market.settleAuction(revealing);
        _start(revealing);
        _submit(revealing);
        vm.warp(market.getTaskDetails(failing).deadline + 1);
        market.timeoutTask(failing);
        verifier.expireChallenge(lateChallenge);
        vm.prank(arbitrator);
        market.resolveDispute(disputedInUsdc, DisputeOutcome.BuyerWins, 0);
        skip(4 days);
        market.finalizeTask(completed);
        market.finalizeTask(completedInUsdc);
        market.finalizeTask(inProgress);
        market.finalizeTask(selecting);
        market.finalizeTask(revealing);
        registry.executeBan(accused);
        skip(4 days);
        market.expireTask(open);
        market.expireTask(committing);
        market.expireTask(failing);
        vm.prank(third);
        registry.withdrawStake(leaving, 0.5 ether);
        escrow.sweepFees(ETH);
        escrow.sweepFees(address(usdc));
        registryCore.sweepFees(ETH);
        vm.startPrank(arbitrator);
        escrow.withdrawCredit(ETH, arbitrator);
        escrow.withdrawCredit(address(usdc), arbitrator);
        vm.stopPrank();
    }

    /*//////////////////////////////////////////////////////////////
                               THE RELEASES
    //////////////////////////////////////////////////////////////*/

    function _upgrade() private {
        address registryV2 = address(new NodeRegistryV2(address(new NodeRegistryExtensionV2())));
        address verifierV2 = address(new ProofOfWorkVerifierV2());
        address bids = address(new TaskMarketplaceBidsAndDisputesV2(address(new TaskMarketplaceExtensionV2())));
        address marketV2 = address(new TaskMarketplaceV2(bids));
        vm.startPrank(owner);
        registryCore.upgradeToAndCall(registryV2, "");
        verifier.upgradeToAndCall(verifierV2, abi.encodeCall(ProofOfWorkVerifierV2.initializeV2, (7)));
        marketCore.upgradeToAndCall(marketV2, "");
        vm.stopPrank();
    }

    function _downgrade() private {
        address[3] memory proxies = _proxies();
        address[3] memory code = _codeV1();
        for (uint256 i; i < 3; ++i) {
            vm.prank(owner);
            UUPSUpgradeable(proxies[i]).upgradeToAndCall(code[i], "");
        }
        vm.prank(stranger);
        (bool success,) = address(market).call(abi.encodeCall(TaskMarketplaceExtensionV2.evidenceCount, (disputed)));
        assertFalse(success, "the next release's function is gone");
    }

    /// @dev Leaves nothing behind that this release would show.
    function _doWhatIsNew() private {
        assertEq(NodeRegistryV2(payable(address(registry))).signedAt(node), block.timestamp - 1);
        assertEq(NodeRegistryExtensionV2(address(registry)).registryVersion(), 2);
        assertEq(ProofOfWorkVerifierV2(address(verifier)).number(), 7);
        assertEq(TaskMarketplaceBidsAndDisputesV2(payable(address(market))).marketplaceVersion(), 2);
        assertEq(TaskMarketplaceExtensionV2(address(market)).evidenceCount(disputed), 2);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotParty.selector, disputedInUsdc, stranger)
        );
        market.submitEvidence(disputedInUsdc, URI);

        uint256 snapshot = vm.snapshotState();
        skip(verifier.CHALLENGER_INTERVAL());
        vm.prank(owner);
        assertTrue(verifier.issueChallenge(node) != 0, "the owner may challenge now");
        vm.revertToStateAndDelete(snapshot);
    }

    /// @dev What only the next release reads lies where it was.
    function _assertKept() private {
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_NotNodeOwner.selector, other, stranger, otherProvider
            )
        );
        verifier.issueChallenge(other);
        uint256 snapshot = vm.snapshotState();
        address bids = address(new TaskMarketplaceBidsAndDisputesV2(address(new TaskMarketplaceExtensionV2())));
        address marketV2 = address(new TaskMarketplaceV2(bids));
        address verifierV2 = address(new ProofOfWorkVerifierV2());
        vm.startPrank(owner);
        marketCore.upgradeToAndCall(marketV2, "");
        verifier.upgradeToAndCall(verifierV2, "");
        vm.stopPrank();
        assertEq(TaskMarketplaceExtensionV2(address(market)).evidenceCount(disputed), 2);
        assertEq(ProofOfWorkVerifierV2(address(verifier)).number(), 7);
        vm.revertToStateAndDelete(snapshot);
    }

    function _proxies() private view returns (address[3] memory) {
        return [address(registry), address(verifier), address(market)];
    }

    function _codeV1() private view returns (address[3] memory) {
        return [deployment.nodeRegistryCode, deployment.proofOfWorkVerifierCode, deployment.taskMarketplaceCode];
    }

    function _codeOf(address proxy) private view returns (address) {
        return address(uint160(uint256(vm.load(proxy, ERC1967Utils.IMPLEMENTATION_SLOT))));
    }

    /*//////////////////////////////////////////////////////////////
                               THE PICTURES
    //////////////////////////////////////////////////////////////*/

    function _assertUnderWay() private view {
        assertEq(_status(open), TaskStatus.Open);
        assertEq(_status(committing), TaskStatus.Open);
        assertEq(_status(revealing), TaskStatus.Open);
        assertEq(_status(selecting), TaskStatus.Open);
        assertEq(_status(assigned), TaskStatus.Assigned);
        assertEq(_status(inProgress), TaskStatus.InProgress);
        assertEq(_status(completed), TaskStatus.Completed);
        assertEq(_status(disputed), TaskStatus.Disputed);
        assertEq(_status(disputedInUsdc), TaskStatus.Disputed);
        assertEq(_status(verified), TaskStatus.Verified);
        assertEq(_status(cancelled), TaskStatus.Cancelled);
        assertTrue(market.getAuction(committing).commitUntil >= block.timestamp, "commits are not over");
        assertEq(market.getAuction(revealing).round, 2);
        assertTrue(market.getAuction(revealing).commitUntil < block.timestamp, "commits are over");
        assertTrue(market.getAuction(revealing).revealUntil >= block.timestamp, "reveals are not");
        assertTrue(market.getAuction(selecting).revealUntil < block.timestamp, "reveals are over");
        assertTrue(market.getAuction(selecting).selectionUntil >= block.timestamp, "selection is not");
        assertTrue(_node(node).challengeOpen && _node(waiting).challengeOpen);
        assertTrue(_node(accused).suspended);
        assertGt(address(escrow).balance, 0.08 ether);
        assertGt(usdc.balanceOf(address(escrow)), 90e6);
    }

    function _assertEnded() private view {
        bytes32[13] memory all = _tasks();
        for (uint256 i; i < all.length; ++i) {
            TaskStatus status = _status(all[i]);
            bool ended = status == TaskStatus.Verified || status == TaskStatus.Cancelled || status == TaskStatus.Failed;
            assertTrue(ended, vm.toString(i));
            EscrowStatus held = escrow.getEscrowDetails(all[i]).status;
            assertTrue(held != EscrowStatus.Held && held != EscrowStatus.Disputed, vm.toString(i));
        }
        assertEq(uint256(_node(accused).status), uint256(NodeStatus.Slashed));
        assertEq(address(escrow).balance, 0);
        assertEq(usdc.balanceOf(address(escrow)), 0);
        assertEq(_node(node).openTasks + _node(other).openTasks, 0);
    }

    function _tasks() private view returns (bytes32[13] memory) {
        return [
            open,
            committing,
            revealing,
            selecting,
            assigned,
            inProgress,
            failing,
            completed,
            completedInUsdc,
            disputed,
            disputedInUsdc,
            verified,
            cancelled
        ];
    }

    function _picture() private view returns (Picture memory p) {
        bytes32[13] memory all = _tasks();
        p.tasks = new bytes[](all.length);
        for (uint256 i; i < all.length; ++i) {
            p.tasks[i] = _taskPicture(all[i]);
        }
        bytes32[5] memory nodes = [node, other, leaving, accused, waiting];
        p.nodes = new bytes[](5);
        for (uint256 i; i < 5; ++i) {
            p.nodes[i] = abi.encode(
                _node(nodes[i]),
                registry.getNode(nodes[i]),
                verifier.getProof(nodes[i]),
                verifier.getVerificationHistory(nodes[i]),
                market.getTasksByProvider(nodes[i])
            );
        }
        p.challenges = new bytes[](2);
        p.challenges[0] = abi.encode(verifier.getChallengeDetails(openChallenge));
        p.challenges[1] = abi.encode(verifier.getChallengeDetails(lateChallenge));
        p.settings = _settings();
        p.money = _money();
    }

    function _taskPicture(bytes32 taskId) private view returns (bytes memory) {
        uint256 round = market.getAuction(taskId).round;
        return abi.encode(
            market.getTaskDetails(taskId),
            market.getTask(taskId),
            market.getAuction(taskId),
            market.getBid(taskId, round, node),
            market.getBid(taskId, round, other),
            market.isExcluded(taskId, other),
            escrow.getEscrowDetails(taskId)
        );
    }

    function _settings() private view returns (bytes memory) {
        bytes memory registrys = abi.encode(
            registry.parameters(), registryCore.owner(), registryCore.treasury(), registry.getNodesByOwner(third)
        );
        bytes memory verifiers = abi.encode(verifier.parameters(), verifier.owner(), verifier.nodeRegistry());
        bytes memory markets = abi.encode(
            market.parameters(),
            marketCore.owner(),
            market.nodeRegistry(),
            market.escrowManager(),
            market.powVerifier(),
            market.arbitrator(),
            market.priceOracle(),
            market.getTasksByBuyer(buyer),
            market.getOpenTasks(ResourceType.GPU)
        );
        return abi.encode(registrys, verifiers, markets);
    }

    function _money() private view returns (uint256[] memory amounts) {
        address[9] memory all = [
            address(registry),
            address(escrow),
            address(market),
            buyer,
            provider,
            otherProvider,
            third,
            treasury,
            arbitrator
        ];
        amounts = new uint256[](36);
        for (uint256 i; i < 9; ++i) {
            amounts[4 * i] = all[i].balance;
            amounts[4 * i + 1] = usdc.balanceOf(all[i]);
            amounts[4 * i + 2] = escrow.creditOf(ETH, all[i]);
            amounts[4 * i + 3] = escrow.creditOf(address(usdc), all[i]);
        }
    }

    function _assertSame(Picture memory a, Picture memory b) private pure {
        for (uint256 i; i < a.tasks.length; ++i) {
            assertEq(a.tasks[i], b.tasks[i], string.concat("task ", vm.toString(i)));
        }
        for (uint256 i; i < a.nodes.length; ++i) {
            assertEq(a.nodes[i], b.nodes[i], string.concat("node ", vm.toString(i)));
        }
        assertEq(a.challenges[0], b.challenges[0], "the open challenge");
        assertEq(a.challenges[1], b.challenges[1], "the late challenge");
        assertEq(a.settings, b.settings, "settings");
        assertEq(a.money, b.money, "money");
    }
}
