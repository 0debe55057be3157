// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistryErrors, ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IProofOfWorkVerifier} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {Auction, ITaskMarketplaceErrors, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

/// @notice Each window of the protocol at its last second and at the first one after it: who may act in the one may not in the other, and
/// the other way round. The tests of each function look for the seconds in between.
contract WindowsTest is BaseTest {
    bytes32 private nodeId;
    bytes32 private other;
    uint256 private snapshot;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 2 ether);
        other = _activeNode(otherProvider);
    }

    function _refused(bytes memory reason, address who, bytes memory call) private {
        _refused(address(market), reason, who, call);
    }

    function _refused(address target, bytes memory reason, address who, bytes memory call) private {
        vm.prank(who);
        (bool success, bytes memory answer) = target.call(call);
        assertFalse(success, "it should be refused");
        assertEq(answer, reason);
    }

    /// @dev Possible, and as if it had not happened.
    function _allowed(address who, bytes memory call) private {
        _allowed(address(market), who, call);
    }

    function _allowed(address target, address who, bytes memory call) private {
        snapshot = vm.snapshotState();
        vm.prank(who);
        (bool success,) = target.call(call);
        assertTrue(success, "it should be possible");
        vm.revertToState(snapshot);
    }

    /// @dev Refused at the last second of a window, with the error that names it, and possible at the next one.
    function _opensAfter(bytes32 taskId, uint256 until, bytes4 tooEarly, bytes memory call) private {
        vm.warp(until);
        _refused(_windowError(tooEarly, taskId, until), stranger, call);
        vm.warp(until + 1);
        _allowed(stranger, call);
    }

    function _windowError(bytes4 selector, bytes32 id, uint256 time) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, id, time);
    }

    /*//////////////////////////////////////////////////////////////
                            THE MARKETPLACE
    //////////////////////////////////////////////////////////////*/

    function test_TheOpenWindow() external {
        bytes32 taskId = _create();
        uint256 until = market.getTaskDetails(taskId).openUntil;
        bytes memory accept = abi.encodeCall(market.acceptTask, (taskId, nodeId));
        bytes memory expire = abi.encodeCall(market.expireTask, (taskId));
        vm.warp(until);
        _allowed(provider, accept);
        assertEq(market.matchTask(taskId).length, 2);
        _refused(
            _windowError(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowNotOver.selector, taskId, until),
            stranger,
            expire
        );
        vm.warp(until + 1);
        _refused(
            _windowError(ITaskMarketplaceErrors.TaskMarketplace_OpenWindowOver.selector, taskId, until),
            provider,
            accept
        );
        assertEq(market.matchTask(taskId).length, 0);
        _allowed(stranger, expire);
    }

    function test_TheCommitWindow() external {
        bytes32 taskId = _auction();
        _commit(taskId, nodeId, PRICE);
        Auction memory a = market.getAuction(taskId);
        bytes memory commit = abi.encodeCall(market.commitBid, (taskId, other, RESULT));
        bytes memory reveal = abi.encodeCall(market.revealBid, (taskId, nodeId, PRICE, _salt(taskId, nodeId, PRICE)));
        vm.warp(a.commitUntil);
        _allowed(otherProvider, commit);
        _refused(_notRevealWindow(taskId, a), provider, reveal);
        vm.warp(a.commitUntil + 1);
        _refused(_commitWindowOver(taskId, a), otherProvider, commit);
        _allowed(provider, reveal);
    }

    function test_TheRevealWindow() external {
        bytes32 taskId = _auction();
        _commit(taskId, nodeId, PRICE);
        _commit(taskId, other, PRICE);
        Auction memory a = market.getAuction(taskId);
        _toReveal(taskId);
        _reveal(taskId, nodeId, PRICE);
        bytes memory reveal = abi.encodeCall(market.revealBid, (taskId, other, PRICE, _salt(taskId, other, PRICE)));
        bytes memory select = abi.encodeCall(market.selectBid, (taskId, nodeId));
        bytes memory report = abi.encodeCall(market.reportUnrevealedBid, (taskId, 1, other));
        vm.warp(a.revealUntil);
        _allowed(otherProvider, reveal);
        _refused(_notSelectionWindow(taskId, a), buyer, select);
        _refused(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_RevealWindowNotOver.selector, taskId, 1, a.revealUntil
            ),
            stranger,
            report
        );
        vm.warp(a.revealUntil + 1);
        _refused(_notRevealWindow(taskId, a), otherProvider, reveal);
        _allowed(buyer, select);
        _allowed(stranger, report);
    }

    function test_TheRevealWindow_GivenNobodyRevealed() external {
        bytes32 taskId = _auction();
        _commit(taskId, nodeId, PRICE);
        Auction memory a = market.getAuction(taskId);
        bytes memory commit = abi.encodeCall(market.commitBid, (taskId, other, RESULT));
        vm.warp(a.revealUntil);
        _refused(_commitWindowOver(taskId, a), otherProvider, commit);
        snapshot = vm.snapshotState();
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertTrue(market.getAuction(taskId).voided);
        vm.revertToState(snapshot);

        vm.warp(a.revealUntil + 1);
        _allowed(otherProvider, commit);
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertFalse(market.getAuction(taskId).voided);
    }

    function test_TheSelectionWindow() external {
        bytes32 taskId = _auction();
        _bid(taskId, nodeId, PRICE);
        Auction memory a = market.getAuction(taskId);
        bytes memory select = abi.encodeCall(market.selectBid, (taskId, nodeId));
        bytes memory settle = abi.encodeCall(market.settleAuction, (taskId));
        vm.warp(a.selectionUntil);
        _allowed(buyer, select);
        _refused(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_SelectionWindowNotOver.selector, taskId, 1, a.selectionUntil
            ),
            stranger,
            settle
        );
        vm.warp(a.selectionUntil + 1);
        _refused(_notSelectionWindow(taskId, a), buyer, select);
        _allowed(stranger, settle);
    }

    function test_TheStartWindow() external {
        bytes32 taskId = _assigned(nodeId, ETH, PRICE);
        uint256 until = market.getTaskDetails(taskId).startUntil;
        bytes4 tooEarly = ITaskMarketplaceErrors.TaskMarketplace_StartWindowNotOver.selector;
        _opensAfter(taskId, until, tooEarly, abi.encodeCall(market.timeoutTask, (taskId)));
    }

    function test_DurationAndGrace() external {
        bytes32 taskId = _inProgress(nodeId);
        uint256 deadline = block.timestamp + DURATION + 10 minutes;
        bytes4 tooEarly = ITaskMarketplaceErrors.TaskMarketplace_DeadlineNotOver.selector;
        _opensAfter(taskId, deadline, tooEarly, abi.encodeCall(market.timeoutTask, (taskId)));
    }

    function test_TheReviewWindow() external {
        bytes32 taskId = _completed(nodeId);
        uint256 until = market.getTaskDetails(taskId).reviewUntil;
        bytes memory finalize = abi.encodeCall(market.finalizeTask, (taskId));
        vm.warp(until);
        _refused(
            _windowError(ITaskMarketplaceErrors.TaskMarketplace_ReviewWindowNotOver.selector, taskId, until),
            stranger,
            finalize
        );
        snapshot = vm.snapshotState();
        _dispute(taskId);
        assertEq(_status(taskId), TaskStatus.Disputed);
        vm.revertToState(snapshot);

        vm.warp(until + 1);
        _allowed(stranger, finalize);
        vm.expectRevert(_windowError(ITaskMarketplaceErrors.TaskMarketplace_ReviewWindowOver.selector, taskId, until));
        vm.prank(buyer);
        market.disputeTask{value: COST / 50}(taskId, "");
    }

    function test_TheDisputeWindow() external {
        bytes32 taskId = _completed(nodeId);
        _dispute(taskId);
        uint256 until = market.getTaskDetails(taskId).disputeUntil;
        bytes memory rule = abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome.Split, 9_800));
        bytes memory end = abi.encodeCall(market.resolveStaleDispute, (taskId));
        vm.warp(until);
        _allowed(arbitrator, rule);
        _refused(
            _windowError(ITaskMarketplaceErrors.TaskMarketplace_DisputeWindowNotOver.selector, taskId, until),
            stranger,
            end
        );
        vm.warp(until + 1);
        _refused(
            _windowError(ITaskMarketplaceErrors.TaskMarketplace_DisputeWindowOver.selector, taskId, until),
            arbitrator,
            rule
        );
        _allowed(stranger, end);
    }

    function _commitWindowOver(bytes32 taskId, Auction memory a) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_CommitWindowOver.selector, taskId, a.round, a.commitUntil
        );
    }

    function _notRevealWindow(bytes32 taskId, Auction memory a) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_NotRevealWindow.selector,
            taskId,
            a.round,
            a.commitUntil,
            a.revealUntil
        );
    }

    function _notSelectionWindow(bytes32 taskId, Auction memory a) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_NotSelectionWindow.selector,
            taskId,
            a.round,
            a.revealUntil,
            a.selectionUntil
        );
    }

    /*//////////////////////////////////////////////////////////////
                        REGISTRY, VERIFIER, PAUSE
    //////////////////////////////////////////////////////////////*/

    function test_TheAppealWindow() external {
        vm.prank(arbitrator);
        registry.proposeBan(nodeId, URI);
        uint256 from = block.timestamp + 3 days;
        bytes memory cancel = abi.encodeCall(registry.cancelBan, (nodeId));
        bytes memory execute = abi.encodeCall(registry.executeBan, (nodeId));
        vm.warp(from - 1);
        _allowed(address(registry), owner, cancel);
        _refused(
            address(registry),
            _windowError(INodeRegistryErrors.NodeRegistry_AppealWindowNotOver.selector, nodeId, from),
            stranger,
            execute
        );
        vm.warp(from);
        _refused(
            address(registry),
            _windowError(INodeRegistryErrors.NodeRegistry_AppealWindowOver.selector, nodeId, from),
            owner,
            cancel
        );
        _allowed(address(registry), stranger, execute);
    }

    function test_TheHoldOfABid_AndTheCooldown() external {
        bytes32 taskId = _auction();
        _commit(taskId, nodeId, PRICE);
        uint256 until = market.getAuction(taskId).selectionUntil;
        vm.warp(until);
        _refused(
            address(registry),
            _windowError(INodeRegistryErrors.NodeRegistry_HeldForBid.selector, nodeId, until),
            provider,
            abi.encodeCall(registry.deactivateNode, (nodeId))
        );
        vm.warp(until + 1);
        _deactivate(nodeId);

        uint256 from = block.timestamp + 7 days;
        bytes memory withdraw = abi.encodeCall(registry.withdrawStake, (nodeId, 2 ether));
        vm.warp(from - 1);
        _refused(
            address(registry),
            _windowError(INodeRegistryErrors.NodeRegistry_CooldownNotOver.selector, nodeId, from),
            provider,
            withdraw
        );
        vm.warp(from);
        _allowed(address(registry), provider, withdraw);
    }

    function test_TheDeadlineOfAChallenge_AndTheInterval() external {
        skip(6 hours);
        bytes32 challengeId = _issue(nodeId);
        uint256 allowedAt = block.timestamp + 6 hours;
        uint256 deadline = block.timestamp + 30 minutes;
        bytes memory expire = abi.encodeCall(verifier.expireChallenge, (challengeId));
        bytes memory issue = abi.encodeCall(verifier.issueChallenge, (nodeId));
        vm.warp(deadline);
        _refused(
            address(verifier),
            _windowError(IProofOfWorkVerifier.ProofOfWorkVerifier_DeadlineNotOver.selector, challengeId, deadline),
            stranger,
            expire
        );
        snapshot = vm.snapshotState();
        _solve(challengeId);
        vm.revertToState(snapshot);
        vm.warp(deadline + 1);
        _allowed(address(verifier), stranger, expire);

        vm.warp(allowedAt - 1);
        _refused(
            address(verifier),
            _windowError(IProofOfWorkVerifier.ProofOfWorkVerifier_TooSoon.selector, nodeId, allowedAt),
            provider,
            issue
        );
        vm.warp(allowedAt);
        _allowed(address(verifier), provider, issue);
    }

    function test_TheDayBetweenTwoUnannouncedChallenges() external {
        skip(6 hours);
        vm.prank(challenger);
        bytes32 challengeId = verifier.issueChallenge(nodeId);
        uint256 allowedAt = block.timestamp + 1 days;
        skip(60);
        _solve(challengeId);
        bytes memory issue = abi.encodeCall(verifier.issueChallenge, (nodeId));
        vm.warp(allowedAt - 1);
        _refused(
            address(verifier),
            _windowError(IProofOfWorkVerifier.ProofOfWorkVerifier_TooSoon.selector, nodeId, allowedAt),
            challenger,
            issue
        );
        vm.warp(allowedAt);
        _allowed(address(verifier), challenger, issue);
    }

    function test_APause() external {
        _pauseAll();
        uint256 until = block.timestamp + 14 days;
        bytes32 taskId;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, until));
        vm.prank(buyer);
        market.createTask{value: COST}(ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        vm.warp(until);
        taskId = _create();
        assertEq(_status(taskId), TaskStatus.Open);
        _register(provider);

        vm.warp(until + 14 days - 1);
        _refused(
            address(market),
            abi.encodeWithSelector(IGoverned.Governed_PausedTooRecently.selector, until + 14 days),
            pauser,
            abi.encodeCall(marketCore.pause, ())
        );
        vm.warp(until + 14 days);
        _allowed(address(market), pauser, abi.encodeCall(marketCore.pause, ()));
    }

    /*//////////////////////////////////////////////////////////////
                             A YOUNG CHAIN
    //////////////////////////////////////////////////////////////*/

    /// @dev Where the clock stands below the length of a window, a time of zero must not be taken for one that was just now.
    function test_ATimeOfZeroMeansThatThereIsNone() external {
        vm.warp(1);
        bytes32 taskId = _auction();
        snapshot = vm.snapshotState();
        _commit(taskId, nodeId, PRICE);
        assertEq(market.getAuction(taskId).round, 1);
        assertEq(market.getAuction(taskId).selectionUntil, 1 + 20 minutes);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_RevealWindowNotOver.selector, taskId, 1, 1 + 10 minutes
            )
        );
        market.reportUnrevealedBid(taskId, 1, nodeId);
        vm.revertToState(snapshot);
        vm.prank(buyer);
        market.cancelTask(taskId);
        assertFalse(market.getAuction(taskId).voided);

        bytes32 newcomer = _register(provider);
        vm.prank(challenger);
        verifier.issueChallenge(newcomer);
        assertEq(verifier.getProof(newcomer).lastForcedAt, 1);
        _pauseAll();
        assertEq(marketCore.pausedUntil(), 1 + 14 days);
    }
}
