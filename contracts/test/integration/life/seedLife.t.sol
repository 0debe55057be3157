// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeDetails, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {ITaskMarketplaceErrors} from "../../../src/interfaces/TaskMarketplaceTypes.sol";
import {AssignmentMode} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../../utils/BaseTest.sol";
import "../../utils/Seed.sol" as Seed;
import {mine} from "../../utils/mine.sol";

/// @notice The second step of handing over, which the design does not have.
interface IAcceptance {
    function acceptDefaultAdminTransfer() external;
}

/// @notice Every function of the seed design's own interfaces, called on what we deploy: software that was written against them works.
contract SeedLifeTest is BaseTest {
    Seed.INodeRegistry private nodes;
    Seed.IProofOfWorkVerifier private pow;
    Seed.ITaskMarketplace private tasks;
    Seed.IEscrowManager private escrows;

    function setUp() public override {
        super.setUp();
        nodes = Seed.INodeRegistry(address(registry));
        pow = Seed.IProofOfWorkVerifier(address(verifier));
        tasks = Seed.ITaskMarketplace(address(market));
        escrows = Seed.IEscrowManager(address(escrow));
    }

    function test_AWholeLifeThroughTheSeedsInterfaces() external {
        bytes32 expected = registry.computeNodeId(provider, 0);
        vm.expectEmit(address(nodes));
        emit Seed.NodeRegistered(expected, provider, Seed.ResourceType.GPU);
        vm.expectEmit(address(nodes));
        emit Seed.StakeDeposited(expected, 0.5 ether, 0.5 ether);
        vm.prank(provider);
        bytes32 nodeId = nodes.registerNode{value: 0.6 ether}(Seed.ResourceType.GPU, URI);
        _proveAsTheDesignDoes(nodeId);

        vm.expectEmit(true, true, true, true, address(tasks));
        emit Seed.TaskCreated(
            market.computeTaskId(buyer, keccak256(abi.encode(0))), buyer, Seed.ResourceType.GPU, PRICE
        );
        vm.prank(buyer);
        bytes32 taskId = tasks.createTask{value: COST}(Seed.ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        assertEq(tasks.getOpenTasks(Seed.ResourceType.GPU)[0], taskId);
        assertEq(Seed.ISeedAdministration(address(market)).matchTask(taskId)[0], nodeId);
        vm.expectEmit(address(tasks));
        emit Seed.TaskAssigned(taskId, nodeId, block.timestamp);
        vm.prank(provider);
        tasks.acceptTask(taskId, nodeId);
        vm.expectEmit(address(tasks));
        emit Seed.TaskCompleted(taskId, RESULT);
        vm.prank(provider);
        tasks.submitResult(taskId, RESULT, URI);
        vm.expectEmit(address(tasks));
        emit Seed.TaskVerified(taskId, COST * 92 / 100);
        vm.expectEmit(address(escrows));
        emit Seed.EscrowReleased(taskId, provider, COST * 92 / 100, COST * 8 / 100);
        vm.prank(buyer);
        tasks.approveResult(taskId);

        Seed.Task memory task = tasks.getTask(taskId);
        assertEq(uint256(task.status), uint256(Seed.TaskStatus.Verified));
        assertEq(task.assignedNode, nodeId);
        assertEq(tasks.getTasksByBuyer(buyer)[0], taskId);
        assertEq(tasks.getTasksByProvider(nodeId)[0], taskId);
        assertTrue(escrows.getEscrow(taskId).released);
        assertEq(nodes.getNode(nodeId).totalEarnings, COST * 92 / 100);
        assertEq(nodes.getNodeTrustLevel(nodeId), 1);
        assertEq(nodes.getNodesByOwner(provider)[0], nodeId);
        assertGe(tasks.estimateTaskCost(Seed.ResourceType.GPU, 1e18, 1 hours), 0.001 ether);
        _leaveAsTheDesignDoes(nodeId);
    }

    function _proveAsTheDesignDoes(bytes32 nodeId) private {
        vm.prank(provider);
        bytes32 challengeId = pow.issueChallenge(nodeId);
        Seed.Challenge memory challenge = pow.getChallenge(challengeId);
        uint64[] memory nonces = mine(challenge.seed, challenge.difficulty, 3, 0);
        skip(300);
        for (uint256 i; i < 3; ++i) {
            vm.prank(provider);
            assertEq(pow.submitSolution(challengeId, nonces[i]), i == 2);
        }
        assertTrue(nodes.isNodeActive(nodeId));
        assertEq(nodes.getNode(nodeId).computePower, pow.calculateComputePower(300, 2 * challenge.difficulty));
        assertEq(pow.getVerificationHistory(nodeId)[0].verifiedPower, nodes.getNode(nodeId).computePower);
        assertEq(nodes.getActiveNodes(Seed.ResourceType.GPU)[0], nodeId);
    }

    function _leaveAsTheDesignDoes(bytes32 nodeId) private {
        vm.prank(provider);
        nodes.addStake{value: 1 ether}(nodeId);
        vm.prank(owner);
        nodes.updateNodeStatus(nodeId, Seed.NodeStatus.Inactive);
        skip(config.nodeRegistry.stakeCooldown);
        vm.expectEmit(address(nodes));
        emit Seed.StakeWithdrawn(nodeId, 1 ether, 0.5 ether);
        vm.prank(provider);
        nodes.withdrawStake(nodeId, 1 ether);
        assertEq(nodes.getNode(nodeId).stakedAmount, 0.5 ether);
    }

    function test_CancellingThroughTheSeedsInterfaces() external {
        vm.prank(buyer);
        bytes32 taskId = tasks.createTask{value: COST}(Seed.ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
        vm.expectEmit(address(tasks));
        emit Seed.TaskCancelled(taskId, COST);
        vm.expectEmit(address(escrows));
        emit Seed.EscrowRefunded(taskId, buyer, COST);
        vm.prank(buyer);
        tasks.cancelTask(taskId);
        assertTrue(escrows.getEscrow(taskId).refunded);
    }

    /// @dev The design's disputeTask takes no money: in a token the bond is taken by the buyer's allowance.
    function test_ADisputeThroughTheSeedsInterfaces() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32 taskId = _post(AssignmentMode.Instant, address(usdc));
        _accept(taskId, nodeId);
        _submit(taskId);
        uint256 bond = market.disputeBond(taskId);
        usdc.mint(buyer, bond);
        vm.prank(buyer);
        usdc.approve(address(escrow), bond);
        vm.expectEmit(address(tasks));
        emit Seed.TaskDisputed(taskId, buyer, "wrong");
        vm.prank(buyer);
        tasks.disputeTask(taskId, "wrong");
        assertEq(uint256(tasks.getTask(taskId).status), uint256(Seed.TaskStatus.Disputed));

        vm.expectEmit(address(escrows));
        emit Seed.DisputeResolved(taskId, provider, USDC_COST * 90 / 100 + bond);
        vm.prank(arbitrator);
        Seed.ISeedAdministration(address(market)).resolveDispute(taskId, uint8(DisputeOutcome.ProviderWins), 0);
        assertEq(usdc.balanceOf(provider), USDC_COST * 90 / 100 + bond);
    }

    function test_TheSeedsCallsOfContractsToEachOther() external {
        bytes32 nodeId = _activeNode(provider);
        Seed.ISeedAdministration admin = Seed.ISeedAdministration(address(nodes));
        vm.prank(address(verifier));
        admin.updateComputePower(nodeId, 7);
        vm.deal(address(market), 3 ether);
        vm.startPrank(address(market));
        vm.expectEmit(address(nodes));
        emit Seed.ReputationUpdated(nodeId, 5_000, 5_001);
        nodes.updateReputation(nodeId, 1);
        vm.expectEmit(address(nodes));
        emit Seed.NodeSlashed(nodeId, 1, "marketplace");
        nodes.slashStake(nodeId, 1);
        admin.incrementTaskCount(nodeId);
        for (uint256 i = 1; i < 4; ++i) {
            vm.expectEmit(address(escrows));
            emit Seed.EscrowDeposited(bytes32(i), buyer, 1 ether);
            assertEq(escrows.deposit{value: 1 ether}(bytes32(i), buyer), bytes32(i));
        }
        escrows.release(bytes32(uint256(1)), provider);
        escrows.refund(bytes32(uint256(2)));
        vm.expectEmit(address(escrows));
        emit Seed.DisputeResolved(bytes32(uint256(3)), address(0), 0.4 ether - uint256(0.4 ether) * 8 / 98);
        escrows.splitPayment(bytes32(uint256(3)), provider, 4_000);
        vm.stopPrank();

        NodeDetails memory node = _node(nodeId);
        assertEq(node.provenPower, 7);
        assertEq(node.stakedAmount, 0.5 ether - 1);
        assertEq(node.totalTasksCompleted, 1);
        assertTrue(escrows.getEscrow(bytes32(uint256(1))).released);
        assertTrue(escrows.getEscrow(bytes32(uint256(2))).refunded);
        assertTrue(escrows.getEscrow(bytes32(uint256(3))).released);
    }

    function test_TheSeedsAdministration() external {
        bytes32 nodeId = _activeNode(provider);
        Seed.ISeedAdministration admin = Seed.ISeedAdministration(address(registry));
        vm.startPrank(owner);
        admin.updateMinStake(0.25 ether);
        admin.addTrustedNode(nodeId);
        admin.slashNode(nodeId, 0.2 ether);
        vm.expectEmit(address(nodes));
        emit Seed.NodeStatusChanged(nodeId, Seed.NodeStatus.Active, Seed.NodeStatus.Slashed);
        nodes.updateNodeStatus(nodeId, Seed.NodeStatus.Slashed);
        Seed.ISeedAdministration(address(escrow)).updatePlatformFee(700);
        Seed.ISeedAdministration(address(market)).setArbitrator(stranger);
        vm.stopPrank();
        assertEq(registry.parameters().minimumStake, 0.25 ether);
        assertEq(_node(nodeId).tier, 1);
        assertEq(_node(nodeId).stakedAmount, 0.3 ether);
        assertEq(uint256(_node(nodeId).status), uint256(NodeStatus.Slashed));
        assertEq(escrow.platformFeeBps(), 700);
        assertEq(market.arbitrator(), stranger);
    }

    /// @dev The deployment has set them all, and they are set once.
    function test_TheSeedsReferences() external {
        Seed.ISeedAdministration admin = Seed.ISeedAdministration(address(market));
        bytes4 selector = ITaskMarketplaceErrors.TaskMarketplace_ReferenceAlreadySet.selector;
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(selector, address(registry)));
        admin.setNodeRegistry(stranger);
        vm.expectRevert(abi.encodeWithSelector(selector, address(escrow)));
        admin.setEscrowManager(stranger);
        vm.expectRevert(abi.encodeWithSelector(selector, address(verifier)));
        admin.setPowVerifier(stranger);
    }

    function test_TheSeedsGovernance_OnAllFour() external {
        address[4] memory all = [address(registry), address(verifier), address(escrow), address(market)];
        bytes32 role = keccak256("PAUSER_ROLE");
        for (uint256 i; i < 4; ++i) {
            Seed.ISeedAdministration admin = Seed.ISeedAdministration(all[i]);
            vm.startPrank(owner);
            admin.grantRole(role, stranger);
            admin.pause();
            admin.unpause();
            admin.transferOwnership(stranger);
            vm.stopPrank();
            assertEq(admin.owner(), owner, "in two steps");
            skip(1);
            vm.prank(stranger);
            IAcceptance(all[i]).acceptDefaultAdminTransfer();
            assertEq(admin.owner(), stranger);
        }
    }
}
