// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {INodeRegistryEvents, TaskOutcome} from "../../../src/interfaces/INodeRegistry.sol";
import {
    AssignmentMode,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskMarketplaceParameters,
    TaskRequest,
    TaskStatus
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract ApproveResultTest is BaseTest {
    bytes32 private nodeId;

    function setUp() public override {
        super.setUp();
        nodeId = _activeNode(provider, 5 ether);
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, 1e18);
    }

    function test_RevertGiven_UnknownOrNotCompleted() external {
        bytes memory unknown =
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"));
        vm.expectRevert(unknown);
        market.approveResult("x");
        vm.expectRevert(unknown);
        market.finalizeTask("x");
        bytes32 taskId = _inProgress(nodeId);
        skip(100 days);
        bytes memory wrong = abi.encodeWithSelector(
            ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.InProgress
        );
        vm.expectRevert(wrong);
        vm.prank(buyer);
        market.approveResult(taskId);
        vm.expectRevert(wrong);
        market.finalizeTask(taskId);
    }

    function test_RevertWhen_NotTheBuyer() external {
        bytes32 taskId = _completed(nodeId);
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotBuyer.selector, taskId, provider, buyer)
        );
        vm.prank(provider);
        market.approveResult(taskId);
    }

    function testFuzz_RevertGiven_TheReviewWindowIsNotOver(uint256 wait) external {
        bytes32 taskId = _completed(nodeId);
        uint256 until = block.timestamp + 24 hours;
        skip(bound(wait, 0, 24 hours));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ReviewWindowNotOver.selector, taskId, until)
        );
        market.finalizeTask(taskId);
    }

    function testFuzz_I4_ThePartsAddUp(uint256 price, uint256 duration, uint256 feeBps, bool silent) external {
        duration = bound(duration, 1 minutes, 30 days);
        price = bound(price, 0.06 ether, 1 ether);
        feeBps = bound(feeBps, 0, 1_000);
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        bytes32 taskId = _create(buyer, price, duration, 1 + (price * duration >= 100 ether ? 1 : 0));
        uint256 cost = market.getTask(taskId).escrowAmount;
        _makeLevel2();
        _accept(taskId, nodeId);
        _submit(taskId);
        // A later change does not reach back.
        vm.prank(owner);
        escrow.updatePlatformFee(1_000 - feeBps);
        _pauseAll();
        uint256 fee = cost * feeBps / 10_000;
        uint256 before = provider.balance;
        (uint256 payout, uint256 platform) = escrow.previewRelease(taskId);
        assertEq(payout, cost - fee);
        assertEq(platform, fee);

        if (silent) skip(24 hours + 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskVerified(taskId, cost - fee);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(nodeId, taskId, TaskOutcome.Verified, cost - fee, 0, 0, 1, 0);
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowReleased(taskId, provider, cost - fee, fee);
        if (silent) {
            vm.prank(stranger);
            market.finalizeTask(taskId);
        } else {
            _approve(taskId);
        }

        assertEq(provider.balance, before + cost - fee);
        assertEq(escrow.accruedFees(ETH), fee);
        assertEq(address(escrow).balance, fee);
        assertEq(_node(nodeId).totalEarnings, cost - fee);
        assertEq(_node(nodeId).totalTasksCompleted, 1);
        assertEq(_node(nodeId).lastActiveAt, block.timestamp);
        assertEq(_node(nodeId).reputation, fee >= 0.0004 ether ? 5_050 : 5_000);
        (payout, platform) = escrow.previewRelease(taskId);
        assertEq(payout + platform, 0);
    }

    /// @dev A bid below the maximum: the fee is of the agreed amount, and the rest of the deposit is the buyer's.
    function testFuzz_I4_M7_TheAgreedPriceIsPaid(uint256 price, uint256 feeBps, bool inToken, bool silent) external {
        feeBps = bound(feeBps, 0, 1_000);
        price = bound(price, 1, inToken ? USDC_PRICE : PRICE);
        vm.prank(owner);
        escrow.updatePlatformFee(feeBps);
        bytes32 taskId = _assigned(nodeId, inToken ? address(usdc) : ETH, price);
        _start(taskId);
        _submit(taskId);
        uint256 deposited = inToken ? USDC_COST : COST;
        uint256 fee = price * feeBps / 10_000;
        uint256 providerBefore = _balance(inToken, provider);
        uint256 buyerBefore = _balance(inToken, buyer);
        if (silent) skip(24 hours + 1);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskVerified(taskId, price - fee);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeTaskClosed(
            nodeId, taskId, TaskOutcome.Verified, inToken ? 0 : price - fee, 0, 0, 1, 0
        );
        vm.expectEmit(address(escrow));
        emit IEscrowManager.EscrowReleased(taskId, provider, price - fee, fee);
        vm.prank(buyer);
        if (silent) market.finalizeTask(taskId);
        else market.approveResult(taskId);

        assertEq(_balance(inToken, provider), providerBefore + price - fee);
        assertEq(_balance(inToken, buyer), buyerBefore + deposited - price);
        assertEq(escrow.accruedFees(inToken ? address(usdc) : ETH), fee);
        assertEq(_balance(inToken, address(escrow)), fee);
        assertEq(_node(nodeId).reputation, fee >= (inToken ? 1e6 : 0.0004 ether) ? 5_050 : 5_000);
    }

    function _balance(bool inToken, address who) private view returns (uint256) {
        return inToken ? usdc.balanceOf(who) : who.balance;
    }

    function test_N9_InUsdc_TheFloorIsADollar() external {
        bytes32 below = _usdcTask(12_499_999);
        _approve(below);
        assertEq(_node(nodeId).reputation, 5_000);
        bytes32 enough = _usdcTask(12_500_000);
        _approve(enough);
        assertEq(_node(nodeId).reputation, 5_050);
        assertEq(_node(nodeId).totalEarnings, 0);
    }

    function _usdcTask(uint256 price) private returns (bytes32 taskId) {
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        request.maxPrice = price;
        taskId = _post(buyer, request);
        _accept(taskId, nodeId);
        _submit(taskId);
    }

    function _makeLevel2() private {
        for (uint256 i; i < 10; ++i) {
            skip(6 hours);
            _prove(nodeId);
        }
        vm.prank(address(verifier));
        registry.updateComputePower(nodeId, 1e18);
        assertEq(registry.getNodeTrustLevel(nodeId), 2);
    }

    function test_N9_ReputationIsEarnedOnlyWhereTheFeeReachesTheFloor() external {
        // 8 % of 0.005 ETH are 0.0004 ETH.
        bytes32 below = _create(buyer, 0.005 ether - 1, 1 hours, 1);
        _accept(below, nodeId);
        _submit(below);
        _approve(below);
        assertEq(_node(nodeId).reputation, 5_000);
        bytes32 enough = _create(buyer, 0.005 ether, 1 hours, 1);
        _accept(enough, nodeId);
        _submit(enough);
        _approve(enough);
        assertEq(_node(nodeId).reputation, 5_050);
        assertEq(_node(nodeId).totalTasksCompleted, 2);
    }

    function test_G9_ATaskKeepsTheParametersItWasPostedWith() external {
        bytes32 taskId = _completed(nodeId);
        TaskMarketplaceParameters memory p = market.parameters();
        (p.reviewWindow, p.attempts, p.reputationFeeFloorEth) = (7 days, 1, 0.1 ether);
        vm.prank(owner);
        market.setParameters(p);
        assertEq(market.getTaskDetails(taskId).attempts, 3);
        skip(24 hours + 1);
        market.finalizeTask(taskId);
        assertEq(_node(nodeId).reputation, 5_050);
    }
}
