// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeOutcome} from "../libraries/DisputeMath.sol";
import {ITaskMarketplaceErrors, ITaskMarketplaceEvents} from "./TaskMarketplaceTypes.sol";

/// @title ITaskMarketplaceDisputes
/// @notice A result that the buyer does not accept: bond, evidence, a ruling, or an end without one.
interface ITaskMarketplaceDisputes is ITaskMarketplaceErrors, ITaskMarketplaceEvents {
    /// @notice Disputes a result, with a bond of 2 % in the task's currency, which is lost if the provider wins.
    /// @dev Emits {TaskDisputed}, {DisputeOpened}; the escrow emits {IEscrowManager-BondDeposited}. Works while paused.
    ///
    /// Requirements, in this order: the task exists; the caller is its buyer; it is Completed; its review window is not over; the reason has at
    /// most 256 bytes; the payment is exactly the bond, or zero when the currency is not ETH (the buyer has approved the escrow then).
    function disputeTask(bytes32 taskId, string calldata reason) external payable;

    /// @notice Puts evidence into the log, as often as a side wants while the dispute is open.
    /// @dev Emits {EvidenceSubmitted}. Works while paused. Requirements, in this order: the task exists; it is Disputed; the caller is its
    /// buyer or its provider; the URI has 1 to 256 bytes.
    function submitEvidence(bytes32 taskId, string calldata evidenceURI) external;

    /// @notice Rules on a dispute. {IEscrowManager-settleDispute} says who gets what; a node that loses is slashed 5 % and loses 500 basis
    /// points of reputation, one that wins earns 100, a split changes neither.
    /// @dev Emits {DisputeRuled}, and {TaskFailed} when the buyer wins, {TaskVerified} otherwise. Works while paused.
    ///
    /// Requirements, in this order: the caller is the arbitrator; the task exists; it is Disputed; the arbitrator is no party to it; the dispute
    /// window is not over; the outcome is BuyerWins, ProviderWins or Split; of a split the provider's share is at most 9,800 bps (it is not
    /// read otherwise).
    /// @param providerShareBps The provider's gross share of the agreed amount.
    function resolveDispute(bytes32 taskId, DisputeOutcome outcome, uint256 providerShareBps) external;

    /// @notice Ends a dispute that nobody ruled on: half to each side, the bond back to the buyer. Anyone may call.
    /// @dev Emits {DisputeRuled}, {TaskVerified}. Works while paused. Requirements, in this order: the task exists; it is Disputed; the dispute
    /// window is over.
    function resolveStaleDispute(bytes32 taskId) external;
}
