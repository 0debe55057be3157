// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {TaskMarketplaceBase} from "./base/TaskMarketplaceBase.sol";
import {WithExtension} from "./base/WithExtension.sol";
import {IEscrowManager} from "./interfaces/IEscrowManager.sol";
import {Eligibility, INodeRegistry, TaskClaim, TaskOutcome} from "./interfaces/INodeRegistry.sol";
import {ITaskMarketplaceBids} from "./interfaces/ITaskMarketplaceBids.sol";
import {ITaskMarketplaceDisputes} from "./interfaces/ITaskMarketplaceDisputes.sol";
import {AssignmentMode, BidStatus, TaskStatus} from "./interfaces/TaskMarketplaceTypes.sol";
import {DisputeMath, DisputeOutcome} from "./libraries/DisputeMath.sol";
import {TrustLevel} from "./libraries/TrustLevel.sol";

/// @title TaskMarketplaceBidsAndDisputes
/// @notice The second part of TaskMarketplace; see {WithExtension}. It runs on TaskMarketplace's storage, and hands on to
/// {TaskMarketplaceExtension} what it does not know. Called directly it finds an empty market, and so can do nothing.
contract TaskMarketplaceBidsAndDisputes is
    ITaskMarketplaceBids,
    ITaskMarketplaceDisputes,
    TaskMarketplaceBase,
    ReentrancyGuardTransient,
    WithExtension
{
    /// @param extension {TaskMarketplaceExtension}.
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address extension) WithExtension(extension) {}

    /*//////////////////////////////////////////////////////////////
                                 BIDS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceBids
    function commitBid(bytes32 taskId, bytes32 nodeId, bytes32 commitment) external whenNotPaused {
        TaskRecord storage task = _biddableTask(taskId);
        require(commitment != 0, TaskMarketplace_EmptyCommitment(taskId, nodeId));
        (AuctionRecord storage auction, uint256 selectionUntil) = _roundToCommit(taskId, task);
        uint256 round = auction.round;
        BidRecord storage bid = _storage().bids[taskId][round][nodeId];
        require(bid.status == BidStatus.None, TaskMarketplace_BidExists(taskId, round, nodeId));
        _storage().nodeRegistry.holdForBid(taskId, nodeId, _claim(task, msg.sender), selectionUntil);
        _requireNotExcluded(taskId, task, nodeId);

        uint256 order = ++auction.bidCount;
        bid.commitment = commitment;
        bid.order = uint24(order);
        bid.status = BidStatus.Committed;
        emit BidCommitted(taskId, nodeId, round, commitment, order);
    }

    /// @inheritdoc ITaskMarketplaceBids
    function revealBid(bytes32 taskId, bytes32 nodeId, uint256 pricePerHour, bytes32 salt) external {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        AuctionRecord storage auction = _storage().auctions[taskId];
        uint256 round = auction.round;
        _requireRevealWindow(taskId, auction, _parametersOf(task));
        BidRecord storage bid = _bid(taskId, round, nodeId, BidStatus.Committed);
        uint256 maxPrice = task.maxPrice;
        require(pricePerHour != 0 && pricePerHour <= maxPrice, TaskMarketplace_PriceOutOfRange(pricePerHour, maxPrice));
        bytes32 revealed = _commitment(taskId, nodeId, msg.sender, pricePerHour, salt);
        require(
            revealed == bid.commitment, TaskMarketplace_CommitmentMismatch(taskId, nodeId, revealed, bid.commitment)
        );

        bid.price = uint88(pricePerHour);
        bid.status = BidStatus.Revealed;
        bool best = _keepBest(auction, nodeId, pricePerHour, bid.order);
        emit BidRevealed(taskId, nodeId, round, pricePerHour, best);
    }

    /// @inheritdoc ITaskMarketplaceBids
    /// @dev Not guarded against re-entry, like the other bids: it calls the registry only, which calls nobody.
    function selectBid(bytes32 taskId, bytes32 nodeId) external whenNotPaused {
        TaskRecord storage task = _buyersTask(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        AuctionRecord storage auction = _storage().auctions[taskId];
        _requireSelectionWindow(taskId, auction, _parametersOf(task));
        BidRecord storage bid = _bid(taskId, auction.round, nodeId, BidStatus.Revealed);

        TaskClaim memory claim = _claim(task, address(0));
        (, claim.operator) = _storage().nodeRegistry.eligibilityOfOwner(nodeId, claim);
        _assign(taskId, task, auction, nodeId, bid.price, claim);
    }

    /// @inheritdoc ITaskMarketplaceBids
    function settleAuction(bytes32 taskId) external whenNotPaused {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        // A bid binds no longer than the task waits for a node: else it could be taken up when its node has long gone.
        _requireOpenWindow(taskId, task);
        AuctionRecord storage auction = _storage().auctions[taskId];
        uint256 round = auction.round;
        uint256 selectionUntil = _selectionUntil(auction, _parametersOf(task));
        require(block.timestamp > selectionUntil, TaskMarketplace_SelectionWindowNotOver(taskId, round, selectionUntil));
        bytes32 nodeId = auction.bestNode;
        require(nodeId != 0, TaskMarketplace_NoBidRevealed(taskId, round));

        TaskClaim memory claim = _claim(task, address(0));
        Eligibility reason;
        (reason, claim.operator) = _storage().nodeRegistry.eligibilityOfOwner(nodeId, claim);
        if (reason == Eligibility.Eligible) return _assign(taskId, task, auction, nodeId, auction.bestPrice, claim);
        _closeRound(auction);
        emit AuctionRoundClosed(taskId, round);
    }

    /// @inheritdoc ITaskMarketplaceBids
    function reportUnrevealedBid(bytes32 taskId, uint256 round, bytes32 nodeId) external {
        TaskRecord storage task = _task(taskId);
        BidRecord storage bid = _bid(taskId, round, nodeId, BidStatus.Committed);
        AuctionRecord storage auction = _storage().auctions[taskId];
        // An earlier round is over, and so is one that was closed.
        if (round == auction.round && auction.startedAt != 0) {
            require(!auction.voided, TaskMarketplace_RoundVoided(taskId, round));
            uint256 revealUntil = _revealUntil(auction, _parametersOf(task));
            require(block.timestamp > revealUntil, TaskMarketplace_RevealWindowNotOver(taskId, round, revealUntil));
        }

        bid.status = BidStatus.Reported;
        emit UnrevealedBidReported(taskId, nodeId, round, msg.sender);
        _storage().nodeRegistry.updateReputation(nodeId, TrustLevel.REPUTATION_BID_NOT_REVEALED);
    }

    /*//////////////////////////////////////////////////////////////
                               DISPUTES
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc ITaskMarketplaceDisputes
    function disputeTask(bytes32 taskId, string calldata reason) external payable nonReentrant {
        TaskRecord storage task = _buyersTask(taskId);
        _requireStatus(taskId, task, TaskStatus.Completed);
        uint256 reviewUntil = _reviewUntil(task);
        require(block.timestamp <= reviewUntil, TaskMarketplace_ReviewWindowOver(taskId, reviewUntil));
        uint256 length = bytes(reason).length;
        require(length <= MAX_URI_LENGTH, TaskMarketplace_ReasonTooLong(length, MAX_URI_LENGTH));
        uint256 bond = DisputeMath.disputeBondUp(_agreedAmount(task));
        uint256 payment = task.inToken ? 0 : bond;
        require(msg.value == payment, TaskMarketplace_WrongPayment(msg.value, payment));

        task.status = TaskStatus.Disputed;
        task.disputedAt = uint40(block.timestamp);
        emit TaskDisputed(taskId, msg.sender, reason);
        emit DisputeOpened(taskId, bond, block.timestamp, _disputeUntil(task));
        _storage().escrowManager.depositBond{value: payment}(taskId, bond);
    }

    /// @inheritdoc ITaskMarketplaceDisputes
    function submitEvidence(bytes32 taskId, string calldata evidenceURI) external {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Disputed);
        require(_isParty(task, msg.sender), TaskMarketplace_NotParty(taskId, msg.sender));
        uint256 length = bytes(evidenceURI).length;
        require(length != 0 && length <= MAX_URI_LENGTH, TaskMarketplace_InvalidUri(length, MAX_URI_LENGTH));
        emit EvidenceSubmitted(taskId, msg.sender, evidenceURI);
    }

    /// @inheritdoc ITaskMarketplaceDisputes
    function resolveDispute(bytes32 taskId, DisputeOutcome outcome, uint256 providerShareBps) external nonReentrant {
        address arbitrator = _storage().arbitrator;
        require(msg.sender == arbitrator, TaskMarketplace_NotArbitrator(msg.sender, arbitrator));
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Disputed);
        require(!_isParty(task, arbitrator), TaskMarketplace_ArbitratorIsParty(taskId, arbitrator));
        uint256 disputeUntil = _disputeUntil(task);
        require(block.timestamp <= disputeUntil, TaskMarketplace_DisputeWindowOver(taskId, disputeUntil));
        require(outcome != DisputeOutcome.NobodyRuled, TaskMarketplace_InvalidOutcome(taskId, outcome));
        require(
            outcome != DisputeOutcome.Split || providerShareBps <= DisputeMath.MAX_PROVIDER_SHARE_BPS,
            TaskMarketplace_ShareTooHigh(providerShareBps, DisputeMath.MAX_PROVIDER_SHARE_BPS)
        );
        // Without a split there is no share to log.
        uint256 share = outcome == DisputeOutcome.Split ? providerShareBps : 0;
        _endDispute(taskId, task, outcome, share, arbitrator);
    }

    /// @inheritdoc ITaskMarketplaceDisputes
    function resolveStaleDispute(bytes32 taskId) external nonReentrant {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Disputed);
        uint256 disputeUntil = _disputeUntil(task);
        require(block.timestamp > disputeUntil, TaskMarketplace_DisputeWindowNotOver(taskId, disputeUntil));
        _endDispute(taskId, task, DisputeOutcome.NobodyRuled, 0, address(0));
    }

    /*//////////////////////////////////////////////////////////////
                            INTERNAL: BIDS
    //////////////////////////////////////////////////////////////*/

    function _biddableTask(bytes32 taskId) private view returns (TaskRecord storage task) {
        task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Open);
        _requireOpenWindow(taskId, task);
        AssignmentMode mode = task.mode;
        require(mode == AssignmentMode.SealedBid, TaskMarketplace_WrongMode(taskId, mode));
    }

    /// @dev The round whose commit window runs, or a new one when the last has ended without a revealed bid.
    function _roundToCommit(bytes32 taskId, TaskRecord storage task)
        private
        returns (AuctionRecord storage auction, uint256 selectionUntil)
    {
        PackedParameters storage p = _parametersOf(task);
        auction = _storage().auctions[taskId];
        if (auction.startedAt == 0) return (auction, _openRound(taskId, task, auction, p));
        uint256 commitUntil = _commitUntil(auction, p);
        if (block.timestamp <= commitUntil) return (auction, _selectionUntil(auction, p));

        uint256 round = auction.round;
        require(
            block.timestamp > _revealUntil(auction, p), TaskMarketplace_CommitWindowOver(taskId, round, commitUntil)
        );
        bytes32 bestNode = auction.bestNode;
        require(bestNode == 0, TaskMarketplace_AuctionNotSettled(taskId, round, bestNode));
        selectionUntil = _openRound(taskId, task, auction, p);
    }

    /// @dev It ends within the open window, so that no task expires while a bid is in play.
    function _openRound(
        bytes32 taskId,
        TaskRecord storage task,
        AuctionRecord storage auction,
        PackedParameters storage p
    ) private returns (uint256 selectionUntil) {
        uint256 round = ++auction.round;
        auction.startedAt = uint40(block.timestamp);
        auction.bidCount = 0;
        selectionUntil = _selectionUntil(auction, p);
        uint256 openUntil = task.openUntil;
        require(selectionUntil <= openUntil, TaskMarketplace_RoundTooLate(taskId, selectionUntil, openUntil));
        emit AuctionRoundOpened(taskId, round, _commitUntil(auction, p), _revealUntil(auction, p), selectionUntil);
    }

    /// @dev The lowest price; of equals the earlier commitment.
    function _keepBest(AuctionRecord storage auction, bytes32 nodeId, uint256 price, uint24 order)
        private
        returns (bool best)
    {
        uint256 bestPrice = auction.bestPrice;
        best = auction.bestNode == 0 || price < bestPrice || (price == bestPrice && order < auction.bestOrder);
        if (!best) return false;
        auction.bestPrice = uint88(price);
        auction.bestOrder = order;
        auction.bestNode = nodeId;
    }

    function _assign(
        bytes32 taskId,
        TaskRecord storage task,
        AuctionRecord storage auction,
        bytes32 nodeId,
        uint256 price,
        TaskClaim memory claim
    ) private {
        uint8 nodeNonce = _storage().nodeRegistry.openTask(taskId, nodeId, claim);
        task.provider = claim.operator;
        task.nodeNonce = nodeNonce;
        task.startedAt = uint40(block.timestamp);
        task.status = TaskStatus.Assigned;
        task.agreedPrice = uint88(price);
        _closeRound(auction);
        emit TaskAssigned(taskId, nodeId, block.timestamp);
        emit TaskPriceAgreed(taskId, auction.round, price, _startUntil(task));
    }

    function _closeRound(AuctionRecord storage auction) private {
        auction.startedAt = 0;
        auction.bestPrice = 0;
        auction.bestNode = 0;
    }

    function _bid(bytes32 taskId, uint256 round, bytes32 nodeId, BidStatus required)
        private
        view
        returns (BidRecord storage bid)
    {
        bid = _storage().bids[taskId][round][nodeId];
        BidStatus status = bid.status;
        require(status == required, TaskMarketplace_WrongBidStatus(taskId, round, nodeId, status));
    }

    function _requireRevealWindow(bytes32 taskId, AuctionRecord storage auction, PackedParameters storage p)
        private
        view
    {
        uint256 commitUntil = _commitUntil(auction, p);
        uint256 revealUntil = _revealUntil(auction, p);
        require(
            block.timestamp > commitUntil && block.timestamp <= revealUntil,
            TaskMarketplace_NotRevealWindow(taskId, auction.round, commitUntil, revealUntil)
        );
    }

    function _requireSelectionWindow(bytes32 taskId, AuctionRecord storage auction, PackedParameters storage p)
        private
        view
    {
        uint256 revealUntil = _revealUntil(auction, p);
        uint256 selectionUntil = _selectionUntil(auction, p);
        require(
            block.timestamp > revealUntil && block.timestamp <= selectionUntil,
            TaskMarketplace_NotSelectionWindow(taskId, auction.round, revealUntil, selectionUntil)
        );
    }

    /*//////////////////////////////////////////////////////////////
                          INTERNAL: DISPUTES
    //////////////////////////////////////////////////////////////*/

    function _isParty(TaskRecord storage task, address account) private view returns (bool) {
        return account == task.buyer || account == task.provider;
    }

    function _endDispute(
        bytes32 taskId,
        TaskRecord storage task,
        DisputeOutcome outcome,
        uint256 providerShareBps,
        address arbitrator
    ) private {
        IEscrowManager escrow = _storage().escrowManager;
        uint256 agreedAmount = _agreedAmount(task);
        (uint256 payout, uint256 refund, uint256 fee,) =
            escrow.previewDispute(taskId, outcome, agreedAmount, providerShareBps);
        bool buyerWins = outcome == DisputeOutcome.BuyerWins;

        task.status = buyerWins ? TaskStatus.Failed : TaskStatus.Verified;
        emit DisputeRuled(taskId, outcome, providerShareBps, arbitrator);
        if (buyerWins) emit TaskFailed(taskId, refund);
        else emit TaskVerified(taskId, payout);
        _closeTask(taskId, task, _taskOutcome(outcome), payout, fee);
        escrow.settleDispute(taskId, outcome, task.provider, agreedAmount, providerShareBps, arbitrator);
    }

    function _taskOutcome(DisputeOutcome outcome) private pure returns (TaskOutcome) {
        if (outcome == DisputeOutcome.BuyerWins) return TaskOutcome.DisputeLost;
        if (outcome == DisputeOutcome.ProviderWins) return TaskOutcome.DisputeWon;
        return TaskOutcome.Settled;
    }
}
