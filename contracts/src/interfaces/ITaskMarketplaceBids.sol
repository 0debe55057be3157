// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITaskMarketplaceErrors, ITaskMarketplaceEvents} from "./TaskMarketplaceTypes.sol";

/// @title ITaskMarketplaceBids
/// @notice Sealed bids, so that nobody can undercut what it sees. A round begins with its first commitment; commit, reveal and selection
/// window follow one another. Between rounds a task waits for the next first commitment.
/// @dev The best bid is kept as bids are revealed: nothing loops over bids.
interface ITaskMarketplaceBids is ITaskMarketplaceErrors, ITaskMarketplaceEvents {
    /// @notice Bids for a task with one's node, without showing the price. Holds the node (no deactivation) until the round's selection
    /// window is over.
    /// @dev Emits {BidCommitted}, with the first bid of a round {AuctionRoundOpened}; the registry emits {INodeRegistry-NodeHeldForBid}.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - the task exists, is Open, its open window is not over, and it asks for bids;
    /// - the commitment is not zero;
    /// - the commit window of the present round is not over. A round that ended without a revealed bid makes room for the next one; one with a
    ///   revealed bid has to be settled first ({TaskMarketplace_AuctionNotSettled});
    /// - a new round's selection window ends within the open window ({TaskMarketplace_RoundTooLate});
    /// - the node has no bid in this round;
    /// - {INodeRegistry-holdForBid}'s requirements, which are those of taking the task;
    /// - the node has not failed this task before.
    /// @param commitment {ITaskMarketplaceExtension-computeCommitment}.
    function commitBid(bytes32 taskId, bytes32 nodeId, bytes32 commitment) external;

    /// @notice Shows the price that was committed.
    /// @dev Emits {BidRevealed}. Works while paused: what is under way goes on, and silence costs reputation.
    ///
    /// Requirements, in this order: the task exists and is Open; the present round is in its reveal window; the node's bid is Committed; the
    /// price is from 1 to the task's maximum; the commitment is that of this node, the caller, this price and this salt.
    function revealBid(bytes32 taskId, bytes32 nodeId, uint256 pricePerHour, bytes32 salt) external;

    /// @notice Assigns the task to a bid of the buyer's choice, at its price.
    /// @dev Emits {TaskAssigned}, {TaskPriceAgreed}.
    ///
    /// Requirements, in this order: not paused; the task exists; the caller is its buyer; it is Open; the present round is in its selection window; the
    /// node's bid is Revealed; {INodeRegistry-openTask}'s requirements.
    function selectBid(bytes32 taskId, bytes32 nodeId) external;

    /// @notice Assigns the task to the best bid when the buyer did not choose: the lowest price, of equals the earlier commitment. When that
    /// node is no longer eligible the round is closed, and the next may begin.
    /// @dev Emits {TaskAssigned}, {TaskPriceAgreed}, or {AuctionRoundClosed}. Requirements, in this order: not paused; the task exists; it is
    /// Open; its open window is not over; the selection window is over; a bid was revealed.
    function settleAuction(bytes32 taskId) external;

    /// @notice Reports a bid that was not revealed in time, once: 200 basis points of its node's reputation.
    /// @dev Emits {UnrevealedBidReported}. Works while paused, and after the task's end. Requirements, in this order: the task exists; the
    /// node's bid in that round is Committed; the round's reveal window is over; the round was not voided.
    function reportUnrevealedBid(bytes32 taskId, uint256 round, bytes32 nodeId) external;
}
