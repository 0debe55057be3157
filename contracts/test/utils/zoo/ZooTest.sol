// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeploymentConfig} from "../../../script/MarketplaceDeployer.sol";
import {EscrowDetails, EscrowStatus} from "../../../src/interfaces/IEscrowManager.sol";
import {AssignmentMode, TaskRequest, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {BaseTest} from "../BaseTest.sol";
import {HostileToken} from "./HostileToken.sol";

/// @notice A market whose dollar is a {HostileToken}, and every way in which a task's money leaves.
abstract contract ZooTest is BaseTest {
    enum Ending {
        Approved,
        Finalized,
        ApprovedBelow, // at a price below the deposit
        Cancelled,
        Expired,
        UsedUp, // one attempt, given up
        BuyerWins,
        ProviderWins,
        Split,
        NobodyRuled,
        ProviderWinsBelow // at a price below the deposit
    }

    uint256 internal constant ENDINGS = 11;
    uint256 internal constant SHARE = 4_900;

    HostileToken internal token;
    bytes32 internal nodeId;
    uint256 private _salts;

    function setUp() public virtual override {
        token = new HostileToken();
        super.setUp();
        nodeId = _activeNode(provider);
        vm.prank(owner);
        escrow.setCurrency(address(usdc), true);
    }

    function _testConfig() internal view virtual override returns (DeploymentConfig memory c) {
        c = super._testConfig();
        c.usdc = address(token);
        c.taskMarketplace.attempts = 1;
    }

    /*//////////////////////////////////////////////////////////////
                                ENDINGS
    //////////////////////////////////////////////////////////////*/

    function _isDispute(Ending ending) internal pure returns (bool) {
        return ending >= Ending.BuyerWins;
    }

    /// @dev A task of `who` that one call is left to end.
    function _almost(Ending ending, address who, address currency) internal returns (bytes32 taskId) {
        bool bids = ending == Ending.ApprovedBelow || ending == Ending.ProviderWinsBelow;
        taskId = _postIn(who, currency, bids ? AssignmentMode.SealedBid : AssignmentMode.Instant);
        if (ending == Ending.Cancelled) return taskId;
        if (ending == Ending.Expired) {
            vm.warp(market.getTaskDetails(taskId).openUntil + 1);
            return taskId;
        }
        if (bids) _winAt(taskId, (currency == ETH ? PRICE : USDC_PRICE) / 3);
        else _accept(taskId, nodeId);
        if (ending == Ending.UsedUp) return taskId;
        _submit(taskId);
        if (ending == Ending.Finalized) vm.warp(market.getTaskDetails(taskId).reviewUntil + 1);
        if (_isDispute(ending)) _disputeIn(taskId, who, currency);
        if (ending == Ending.NobodyRuled) vm.warp(market.getTaskDetails(taskId).disputeUntil + 1);
    }

    /// @dev The call that moves the money.
    function _end(Ending ending, bytes32 taskId) internal {
        if (ending == Ending.Approved || ending == Ending.ApprovedBelow) return _approve(taskId);
        if (ending == Ending.Finalized) return market.finalizeTask(taskId);
        if (ending == Ending.Expired) return market.expireTask(taskId);
        if (ending == Ending.NobodyRuled) return market.resolveStaleDispute(taskId);
        address buyerOf = market.getTaskDetails(taskId).buyer;
        address providerOf = market.getTaskDetails(taskId).provider;
        if (ending == Ending.Cancelled) {
            vm.prank(buyerOf);
            return market.cancelTask(taskId);
        }
        if (ending == Ending.UsedUp) {
            vm.prank(providerOf);
            return market.abandonTask(taskId);
        }
        vm.prank(arbitrator);
        market.resolveDispute(taskId, _outcome(ending), SHARE);
    }

    function _outcome(Ending ending) internal pure returns (DisputeOutcome) {
        if (ending == Ending.BuyerWins) return DisputeOutcome.BuyerWins;
        if (ending == Ending.Split) return DisputeOutcome.Split;
        if (ending == Ending.NobodyRuled) return DisputeOutcome.NobodyRuled;
        return DisputeOutcome.ProviderWins;
    }

    function _postIn(address who, address currency, AssignmentMode mode) internal returns (bytes32 taskId) {
        TaskRequest memory request = _request(mode, currency);
        uint256 cost = market.taskCost(request.maxPrice, request.duration);
        _fund(who, currency, cost);
        vm.prank(who);
        taskId = market.postTask{value: currency == ETH ? cost : 0}(request);
    }

    function _disputeIn(bytes32 taskId, address who, address currency) internal {
        uint256 bond = market.disputeBond(taskId);
        _fund(who, currency, bond);
        vm.prank(who);
        market.disputeTask{value: currency == ETH ? bond : 0}(taskId, "not what was asked for");
    }

    function _fund(address who, address currency, uint256 amount) internal {
        if (currency == ETH) return vm.deal(who, who.balance + amount);
        // The same selectors, whichever token it is.
        HostileToken(currency).mint(who, amount);
        vm.prank(who);
        HostileToken(currency).approve(address(escrow), amount);
    }

    function _winAt(bytes32 taskId, uint256 price) internal {
        _bid(taskId, nodeId, price);
        _select(taskId, nodeId);
        _start(taskId);
    }

    /*//////////////////////////////////////////////////////////////
                                CHECKS
    //////////////////////////////////////////////////////////////*/

    function _balance(address currency, address who) internal view returns (uint256) {
        if (currency == ETH) return who.balance;
        return currency == address(token) ? token.holds(who) : usdc.balanceOf(who);
    }

    /// @dev Nothing is held any more: what is there is accrued or credited, and nothing else.
    function _assertNothingLeft(address currency, address who) internal view {
        uint256 owed = escrow.accruedFees(currency) + escrow.creditOf(currency, who)
            + escrow.creditOf(currency, provider) + escrow.creditOf(currency, arbitrator);
        assertEq(_balance(currency, address(escrow)), owed, "what is there is owed, and the other way round");
    }

    function _assertEnded(Ending ending, bytes32 taskId) internal view {
        EscrowStatus status = escrow.getEscrowDetails(taskId).status;
        if (_isDispute(ending) || ending == Ending.ApprovedBelow) assertEq(status, EscrowStatus.Settled);
        else if (ending <= Ending.Finalized) assertEq(status, EscrowStatus.Released);
        else assertEq(status, EscrowStatus.Refunded);
        TaskStatus task = _status(taskId);
        assertTrue(task == TaskStatus.Verified || task == TaskStatus.Cancelled || task == TaskStatus.Failed);
    }

    /// @dev The escrow's own account of where its money went adds up, to the last unit.
    function _assertPartsAddUp(bytes32 taskId) internal view {
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        assertEq(d.providerPayout + d.buyerPayout + d.platformFee + d.arbitrationFee, d.amount + d.bond, "parts");
    }

    function assertEq(EscrowStatus a, EscrowStatus b) internal pure {
        assertEq(uint256(a), uint256(b), "escrow status");
    }
}
