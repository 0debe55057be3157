// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EscrowStatus} from "../../src/interfaces/IEscrowManager.sol";
import {INodeRegistryErrors, NodeStatus, ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {IProofOfWorkVerifier, ProofOfWorkVerifierParameters} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {ITaskMarketplaceErrors, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {NodeRegistryExtension} from "../../src/NodeRegistryExtension.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../src/TaskMarketplace.sol";
import {TaskMarketplaceExtension} from "../../src/TaskMarketplaceExtension.sol";
import {BadOracle, GasBurner, Reenterer, Refuser} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice The attacks of the adversarial reading of the design, each by its id. Those that are about one function alone are with that function
/// (search for the id).
contract ThreatsTest is BaseTest {
    /*//////////////////////////////////////////////////////////////
                             PROOF OF WORK
    //////////////////////////////////////////////////////////////*/

    function testFuzz_P1_V16_I12_PowerRisesWithWorkAndFallsWithTime(uint256 time, uint256 work, uint256 more) external view {
        uint256 power = verifier.calculateComputePower(time, work);
        unchecked {
            if (work + more >= work) assertGe(verifier.calculateComputePower(time, work + more), power);
            if (time + more >= time) assertLe(verifier.calculateComputePower(time + more, work), power);
        }
    }

    function testFuzz_P2_P3_PowerNeverReverts(uint256 time, uint256 work) external view {
        uint256 power = verifier.calculateComputePower(time, work);
        if (work < 2 ** 196 && time >= 12 && time < 2 ** 200) assertEq(power, work * 1e18 / (time * 50_000_000));
        assertEq(verifier.calculateComputePower(0, work), verifier.calculateComputePower(12, work));
    }

    function test_P3_TheFastestSolverIsNotRejected() external {
        bytes32 nodeId = _register(provider);
        _solve(_issue(nodeId));
        assertEq(_node(nodeId).computePower, verifier.calculateComputePower(12, 8));
    }

    /// @dev One solution for one node is worth nothing for another: the seeds differ, though issued in one block.
    function test_P9_OnePieceOfWorkServesOneNode() external {
        bytes32 first = _issue(_register(provider));
        bytes32 second = _issue(_register(provider));
        bytes32 third = _issue(_register(otherProvider));
        bytes32 a = verifier.getChallenge(first).seed;
        bytes32 b = verifier.getChallenge(second).seed;
        bytes32 c = verifier.getChallenge(third).seed;
        assertTrue(a != b && b != c && a != c);
    }

    /// @dev Issuing until a lucky challenge comes does not pay: each unsolved one halves the power and costs reputation.
    function test_P5_CherryPickingCosts() external {
        bytes32 nodeId = _activeNode(provider);
        uint256 power = _node(nodeId).computePower;
        for (uint256 i; i < 4; ++i) {
            skip(6 hours);
            bytes32 challengeId = _issue(nodeId);
            skip(31 minutes);
            verifier.expireChallenge(challengeId);
        }
        assertLe(_node(nodeId).computePower, power / 15);
        assertEq(_node(nodeId).reputation, 4_200);
    }

    function test_P12_HashingBuysNoTrustBeyondLevel2() external {
        bytes32 nodeId = _activeNode(provider, 100 ether);
        for (uint256 i; i < 40; ++i) {
            skip(6 hours);
            _prove(nodeId);
        }
        assertEq(_node(nodeId).reputation, 5_000);
        assertEq(registry.getNodeTrustLevel(nodeId), 2);
    }

    /*//////////////////////////////////////////////////////////////
                                 NODES
    //////////////////////////////////////////////////////////////*/

    function test_N2_N4_AProviderCanLeave_ButNotAtOnce() external {
        bytes32 nodeId = _activeNode(provider);
        _deactivate(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_CooldownNotOver.selector, nodeId, block.timestamp + 7 days
            )
        );
        vm.prank(provider);
        registry.withdrawStake(nodeId, 0.5 ether);
    }

    /// @dev Borrowed stake cannot leave in the block that it came in: neither from an active node nor from one that was just stopped.
    function test_N22_FlashStake() external {
        bytes32 nodeId = _activeNode(provider);
        vm.startPrank(provider);
        registry.addStake{value: 100 ether}(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Active)
        );
        registry.withdrawStake(nodeId, 100 ether);
        registry.deactivateNode(nodeId);
        vm.expectRevert();
        registry.withdrawStake(nodeId, 100 ether);
        registry.activateNode(nodeId);
        registry.deactivateNode(nodeId);
        vm.expectRevert();
        registry.withdrawStake(nodeId, 100 ether);
    }

    function test_N5_TenTimeoutsCostFortyPercentOfAStake() external {
        bytes32 nodeId = _activeNode(provider, 10 ether);
        bytes32[] memory tasks = new bytes32[](10);
        for (uint256 i; i < 10; ++i) {
            tasks[i] = _inProgress(nodeId);
        }
        skip(3 hours);
        for (uint256 i; i < 10; ++i) {
            market.timeoutTask(tasks[i]);
        }
        uint256 left = _node(nodeId).stakedAmount;
        assertApproxEqAbs(left, 5.987 ether, 0.001 ether);
        assertEq(_node(nodeId).reputation, 3_000);
        assertTrue(_node(nodeId).underReview);
    }

    function test_N6_V10_NoSlashTakesMoreThanHalf() external {
        bytes32 nodeId = _activeNode(provider, 8 ether);
        vm.startPrank(owner);
        for (uint256 i; i < 3; ++i) {
            uint256 stake = _node(nodeId).stakedAmount;
            vm.expectRevert(
                abi.encodeWithSelector(
                    INodeRegistryErrors.NodeRegistry_SlashTooHigh.selector, nodeId, stake / 2 + 1, stake / 2
                )
            );
            registry.slashNode(nodeId, stake / 2 + 1);
            registry.slashNode(nodeId, stake / 2);
        }
        assertEq(_node(nodeId).stakedAmount, 1 ether);
    }

    function test_N9_AnOwnerTakesNoTaskOfItsOwn() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create(provider, PRICE, DURATION, 1);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_OwnerIsBuyer.selector, nodeId, provider)
        );
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
    }

    /// @dev A hundred tasks with oneself under a second address cost a hundred fees, and without those there is no reputation.
    function test_N9_V30_WashTradingCostsTheFee() external {
        bytes32 nodeId = _activeNode(provider, 3 ether);
        uint256 before = provider.balance + buyer.balance;
        for (uint256 i; i < 100; ++i) {
            bytes32 taskId = _create(buyer, 0.005 ether, 1 hours, 1);
            _accept(taskId, nodeId);
            _submit(taskId);
            _approve(taskId);
        }
        assertEq(_node(nodeId).reputation, 10_000);
        assertEq(registry.getNodeTrustLevel(nodeId), 3);
        assertEq(provider.balance + buyer.balance, before - 100 * 0.0004 ether);
    }

    function test_N17_ANodeSlashedBelowTheMinimumTakesNothingButGoesOn() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 first = _inProgress(nodeId);
        bytes32 second = _inProgress(nodeId);
        vm.prank(provider);
        market.abandonTask(first);
        bytes32 third = _create();
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistryErrors.NodeRegistry_StakeTooLow.selector, nodeId, 0.475 ether, 0.5 ether
            )
        );
        vm.prank(provider);
        market.acceptTask(third, nodeId);
        _submit(second);
        _approve(second);
        vm.prank(provider);
        registry.addStake{value: 0.025 ether}(nodeId);
        _accept(third, nodeId);
    }

    function test_N16_ARejectedApplicantHasItsStakeBackAtOnce() external {
        bytes32 nodeId = _register(provider);
        vm.prank(owner);
        registry.updateNodeStatus(nodeId, NodeStatus.Rejected);
        vm.prank(provider);
        registry.withdrawStake(nodeId, 0.5 ether);
        assertEq(registryCore.accruedFees(ETH), 0.1 ether);
    }

    /*//////////////////////////////////////////////////////////////
                                 TASKS
    //////////////////////////////////////////////////////////////*/

    function test_M1_ASilentBuyerDoesNotKeepTheProviderFromItsMoney() external {
        bytes32 taskId = _completed(_activeNode(provider));
        skip(24 hours + 1);
        uint256 before = provider.balance;
        vm.prank(stranger);
        market.finalizeTask(taskId);
        assertEq(provider.balance, before + COST * 92 / 100);
    }

    function test_M11_EligibilityIsCheckedWhenTheTaskIsTaken() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _create();
        assertEq(market.matchTask(taskId).length, 1);
        skip(7 days - 1);
        _deactivate(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_WrongStatus.selector, nodeId, NodeStatus.Inactive)
        );
        vm.prank(provider);
        market.acceptTask(taskId, nodeId);
    }

    function test_M13_ABuyerCannotTakeBackWhatIsBeingWorkedOn() external {
        bytes32 taskId = _completed(_activeNode(provider));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
            )
        );
        vm.prank(buyer);
        market.cancelTask(taskId);
    }

    /*//////////////////////////////////////////////////////////////
                            MONEY, REENTRY
    //////////////////////////////////////////////////////////////*/

    /// @dev A provider that calls back, when it is paid, into everything that moves money: nothing works, and it is paid once.
    function test_E12_ReentryFromAPayment() external {
        Reenterer attacker = new Reenterer();
        vm.deal(address(attacker), 100 ether);
        vm.prank(address(attacker));
        bytes32 nodeId = registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
        _prove(nodeId);
        bytes[5] memory calls = [
            abi.encodeCall(market.approveResult, (0)),
            abi.encodeCall(market.finalizeTask, (0)),
            abi.encodeCall(market.cancelTask, (0)),
            abi.encodeCall(market.timeoutTask, (0)),
            abi.encodeCall(market.expireTask, (0))
        ];
        for (uint256 i; i < calls.length; ++i) {
            bytes32 taskId = _completed(nodeId);
            bytes memory data = abi.encodePacked(bytes4(calls[i]), taskId);
            attacker.arm(address(market), data);
            uint256 before = address(attacker).balance;
            _approve(taskId);
            assertEq(address(attacker).balance, before + COST * 92 / 100);
            _assertRefused(attacker);
        }
        attacker.arm(address(escrow), abi.encodeCall(escrow.sweepFees, (ETH)));
        bytes32 last = _completed(nodeId);
        _approve(last);
        _assertRefused(attacker);
        assertEq(address(escrow).balance, escrow.accruedFees(ETH));
    }

    function _assertRefused(Reenterer attacker) private view {
        assertTrue(attacker.called());
        assertFalse(attacker.succeeded());
        assertEq(attacker.answer(), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }

    /// @dev While a payment runs, every contract already shows the end: effects come before money. One at a time, because a payment brings
    /// little gas.
    function test_E12_DuringAPaymentTheStateIsConsistent() external {
        Reenterer watcher = new Reenterer();
        vm.deal(address(watcher), 100 ether);
        vm.prank(address(watcher));
        bytes32 nodeId = registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
        _prove(nodeId);
        bytes32 taskId = _completed(nodeId);
        bytes[3] memory looks = [
            abi.encodeCall(this.assertTaskEnded, (taskId)),
            abi.encodeCall(this.assertNodeEnded, (nodeId)),
            abi.encodeCall(this.assertEscrowEnded, (taskId))
        ];
        for (uint256 i; i < looks.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            watcher.arm(address(this), looks[i]);
            _approve(taskId);
            assertTrue(watcher.succeeded(), vm.toString(i));
            vm.revertToState(snapshot);
        }
    }

    function assertTaskEnded(bytes32 taskId) external view {
        require(market.getTask(taskId).status == TaskStatus.Verified, "task");
    }

    function assertNodeEnded(bytes32 nodeId) external view {
        require(registry.getNode(nodeId).totalTasksCompleted == 1, "node");
    }

    function assertEscrowEnded(bytes32 taskId) external view {
        require(escrow.getEscrowDetails(taskId).status == EscrowStatus.Released, "escrow");
    }

    function test_E11_ForcedMoneyBelongsToNobodyAndHarmsNobody() external {
        bytes32 taskId = _completed(_activeNode(provider));
        vm.deal(address(escrow), address(escrow).balance + 5 ether);
        _approve(taskId);
        escrow.sweepFees(ETH);
        assertEq(treasury.balance, COST * 8 / 100);
        assertEq(address(escrow).balance, 5 ether);
    }

    function test_E2_V22_I13_ARecipientThatRefusesDelaysOnlyItself() external {
        bytes32 nodeId = _activeNode(provider);
        GasBurner hostile = new GasBurner();
        vm.deal(address(hostile), 1 ether);
        bytes32 taskId = _create(address(hostile), PRICE, DURATION, 1);
        for (uint256 i; i < 3; ++i) {
            bytes32 fresh = i == 0 ? nodeId : _activeNode(otherProvider);
            _accept(taskId, fresh);
            address who = market.getTaskDetails(taskId).provider;
            vm.prank(who);
            market.abandonTask(taskId);
        }
        assertEq(_status(taskId), TaskStatus.Failed);
        assertEq(escrow.creditOf(ETH, address(hostile)), COST);
    }

    /*//////////////////////////////////////////////////////////////
                   LIVENESS: PAUSED, WITHOUT PRICES
    //////////////////////////////////////////////////////////////*/

    /// @dev From every state, with everything paused, every price gone and hostile recipients, a stranger gets all money out by waiting.
    function test_I8_V19_V20_V21_X3_AllMoneyLeaves() external {
        bytes32 nodeId = _activeNode(provider, 10 ether);
        Refuser refuser = new Refuser();
        vm.deal(address(refuser), 10 ether);
        bytes32 open = _create(address(refuser), PRICE, DURATION, 1);
        bytes32 running = _inProgress(nodeId);
        bytes32 delivered = _completed(nodeId);
        BadOracle bad = new BadOracle(BadOracle.Kind.Reverts);
        vm.prank(owner);
        market.setPriceOracle(address(bad));
        _pauseAll();

        vm.startPrank(stranger);
        skip(1 hours + 10 minutes + 1);
        market.timeoutTask(running);
        skip(24 hours);
        market.finalizeTask(delivered);
        skip(7 days);
        market.expireTask(open);
        market.expireTask(running);
        escrow.sweepFees(ETH);
        vm.stopPrank();
        assertEq(address(escrow).balance, escrow.creditOf(ETH, address(refuser)));
        vm.prank(address(refuser));
        escrow.withdrawCredit(ETH, stranger);
        assertEq(address(escrow).balance, 0);

        _deactivate(nodeId);
        skip(7 days);
        vm.startPrank(provider);
        registry.withdrawStake(nodeId, 9.5 ether);
        vm.stopPrank();
        registryCore.sweepFees(ETH);
        assertEq(address(registry).balance, 0);
    }

    /*//////////////////////////////////////////////////////////////
                            POWER, UPGRADES
    //////////////////////////////////////////////////////////////*/

    /// @dev Whoever holds one role has none of the powers of another: everything that a role guards, tried by everybody else.
    function test_G5_I11_WhatARoleGuardsNobodyElseCanCall() external {
        bytes32 nodeId = _activeNode(provider);
        address[9] memory people = [
            owner, treasury, pauser, challenger, reviewer, provider, stranger, address(verifier), address(market)
        ];
        (address[] memory targets, bytes[] memory calls, address[] memory holders) = _guarded(nodeId);
        uint256 tried;
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 k; k < people.length; ++k) {
                if (people[k] == holders[i]) continue;
                vm.prank(people[k]);
                (bool success, bytes memory answer) = targets[i].call(calls[i]);
                assertFalse(success, vm.toString(i));
                assertEq(bytes4(answer), IAccessControl.AccessControlUnauthorizedAccount.selector, vm.toString(i));
                ++tried;
            }
        }
        assertEq(tried, 26 * 8);
    }

    function _guarded(bytes32 nodeId)
        private
        view
        returns (address[] memory targets, bytes[] memory calls, address[] memory holders)
    {
        (targets, calls, holders) = (new address[](26), new bytes[](26), new address[](26));
        for (uint256 i; i < 26; ++i) {
            (targets[i], holders[i]) = (address(registry), owner);
        }
        for (uint256 i; i < 4; ++i) {
            holders[i] = address(verifier);
            holders[i + 4] = address(market);
        }
        calls[0] = abi.encodeCall(registry.openChallenge, (nodeId));
        calls[1] = abi.encodeCall(registry.passChallenge, (nodeId, 1));
        calls[2] = abi.encodeCall(registry.failChallenge, (nodeId, 1));
        calls[3] = abi.encodeCall(registry.updateComputePower, (nodeId, 1));
        calls[4] = abi.encodePacked(registry.closeTask.selector, new bytes(192));
        calls[5] = abi.encodeCall(registry.updateReputation, (nodeId, 1));
        calls[6] = abi.encodeCall(registry.incrementTaskCount, (nodeId));
        calls[7] = abi.encodeCall(registry.slashStake, (nodeId, 1));
        calls[8] = abi.encodeCall(registry.slashNode, (nodeId, 1));
        calls[9] = abi.encodeCall(registry.updateNodeStatus, (nodeId, NodeStatus.Inactive));
        calls[10] = abi.encodeCall(registry.addTrustedNode, (nodeId));
        calls[11] = abi.encodeCall(registry.setNodeTier, (nodeId, 1));
        calls[12] = abi.encodeCall(registry.setPartnerSLA, (nodeId, true));
        calls[13] = abi.encodeCall(registry.updateMinStake, (1 ether));
        calls[14] = abi.encodeCall(registry.setParameters, (registry.parameters()));
        calls[15] = abi.encodeCall(registryCore.setTreasury, (stranger));
        calls[16] = abi.encodeCall(registryCore.upgradeToAndCall, (address(registryCore), ""));
        calls[17] = abi.encodeCall(registryCore.grantRole, (bytes32("role"), stranger));
        calls[18] = abi.encodeCall(registryCore.transferOwnership, (stranger));
        (targets[19], calls[19]) = (address(verifier), abi.encodeCall(verifier.setNodeRegistry, (stranger)));
        (targets[20], calls[20]) = (address(market), abi.encodeCall(market.setPriceOracle, (stranger)));
        (targets[21], calls[21]) = (address(market), abi.encodeCall(market.setParameters, (market.parameters())));
        (targets[22], calls[22]) = (address(escrow), abi.encodeCall(escrow.updatePlatformFee, (0)));
        (targets[23], calls[23]) = (address(escrow), abi.encodeCall(escrow.deposit, (bytes32("x"), stranger)));
        (targets[24], calls[24]) = (address(escrow), abi.encodeCall(escrow.release, (bytes32("x"), stranger)));
        (targets[25], calls[25]) = (address(escrow), abi.encodeCall(escrow.refund, (bytes32("x"))));
        for (uint256 i = 23; i < 26; ++i) {
            holders[i] = address(market);
        }
    }

    /// @dev What the storage-layout check does not see: an unguarded `_authorizeUpgrade`.
    function test_U3_V24_OnlyTheOwnerUpgrades() external {
        address[3] memory proxies = [address(registry), address(verifier), address(market)];
        address[3] memory replacements = [
            address(new NodeRegistry(address(new NodeRegistryExtension()))),
            address(new ProofOfWorkVerifier()),
            address(new TaskMarketplace(address(new TaskMarketplaceExtension())))
        ];
        address[6] memory others = [deployer, treasury, pauser, stranger, address(verifier), address(market)];
        for (uint256 i; i < 3; ++i) {
            for (uint256 k; k < others.length; ++k) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IAccessControl.AccessControlUnauthorizedAccount.selector, others[k], bytes32(0)
                    )
                );
                vm.prank(others[k]);
                NodeRegistry(payable(proxies[i])).upgradeToAndCall(replacements[i], "");
            }
        }
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _completed(nodeId);
        bytes32 before = keccak256(abi.encode(_node(nodeId), market.getTaskDetails(taskId)));
        for (uint256 i; i < 3; ++i) {
            vm.prank(owner);
            NodeRegistry(payable(proxies[i])).upgradeToAndCall(replacements[i], "");
            assertEq(vm.load(proxies[i], ERC1967Utils.IMPLEMENTATION_SLOT), bytes32(uint256(uint160(replacements[i]))));
        }
        assertEq(keccak256(abi.encode(_node(nodeId), market.getTaskDetails(taskId))), before);
        _approve(taskId);
    }

    function test_U_TheExtensionsAloneHaveNoOwnerAndNoMoney() external {
        NodeRegistryExtension bare = new NodeRegistryExtension();
        assertEq(bare.owner(), address(0));
        vm.startPrank(owner);
        vm.expectRevert();
        bare.updateMinStake(1 ether);
        vm.expectRevert();
        bare.pause();
        vm.deal(owner, 1 ether);
        (bool success,) = address(bare).call{value: 1}("");
        assertFalse(success);
    }

    /// @dev protocol.md §11 I16, N1, V28: the gas of every entry point is the same in a small market and in a larger one.
    function test_N1_I16_V28_GasDoesNotGrowWithTheMarket() external {
        _lifeGas(makeAddr("first"), makeAddr("first buyer"));
        uint256 small = _lifeGas(makeAddr("second"), makeAddr("second buyer"));
        for (uint256 i; i < 60; ++i) {
            address someone = makeAddr(string.concat("someone", vm.toString(i)));
            vm.deal(someone, 10 ether);
            _register(someone);
            _create(someone, PRICE, DURATION, 1);
        }
        uint256 large = _lifeGas(makeAddr("third"), makeAddr("third buyer"));
        assertApproxEqRel(large, small, 0.005e18);
    }

    function _lifeGas(address who, address payer) private returns (uint256 total) {
        vm.deal(who, 10 ether);
        vm.deal(payer, 10 ether);
        bytes32 nodeId = _register(who);
        total += vm.lastCallGas().gasTotalUsed;
        bytes32 challengeId = _issue(nodeId);
        total += vm.lastCallGas().gasTotalUsed;
        skip(300);
        _solve(challengeId);
        total += vm.lastCallGas().gasTotalUsed;
        bytes32 taskId = _create(payer, PRICE, DURATION, 1);
        total += vm.lastCallGas().gasTotalUsed;
        _accept(taskId, nodeId);
        total += vm.lastCallGas().gasTotalUsed;
        _submit(taskId);
        total += vm.lastCallGas().gasTotalUsed;
        _approve(taskId);
        total += vm.lastCallGas().gasTotalUsed;
    }
}
