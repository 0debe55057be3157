// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeOutcome} from "../libraries/DisputeMath.sol";

/// @dev Released and Refunded: whole, to one side. Disputed: a bond lies beside the escrow. Settled: by a dispute, or below the deposit.
enum EscrowStatus {
    None,
    Held,
    Released,
    Refunded,
    Disputed,
    Settled
}

/// @notice The seed design's struct, as printed there.
/// @dev Fee and payout are what was paid, or what the rate fixed at deposit makes of the amount as long as it is held. `provider` is zero until
/// money has left. `released` says that the provider got something, `refunded` that it did not.
struct EscrowDeposit {
    bytes32 taskId;
    address buyer;
    address provider;
    uint256 amount;
    uint256 platformFee;
    uint256 providerPayout;
    uint256 depositedAt;
    bool released;
    bool refunded;
}

/// @notice Everything about an escrow.
struct EscrowDetails {
    bytes32 taskId;
    address buyer;
    address provider;
    address currency; // the zero address for ETH
    uint256 amount;
    uint256 bond; // what the disputing buyer paid in; zero without a dispute
    uint256 feeBps; // fixed at deposit
    uint256 depositedAt;
    EscrowStatus status;
    uint256 providerPayout; // zero until money has left, as are the next three
    uint256 buyerPayout;
    uint256 platformFee;
    uint256 arbitrationFee;
}

/// @title IEscrowManager
/// @notice Holds the buyers' money while their tasks run, in ETH and in the ERC-20 currencies on governance's list. Not upgradeable. A task has
/// one escrow, and its money leaves once.
/// @dev Conservation, for every currency: balance ≥ Σ held escrows + Σ bonds + accrued fees + Σ credits (the arbitrators' part is among them),
/// equal unless someone forced money in.
interface IEscrowManager {
    /*//////////////////////////////////////////////////////////////
                       EVENTS OF THE SEED DESIGN
    //////////////////////////////////////////////////////////////*/

    /// @dev The rate fixed into the escrow is that of the last {PlatformFeeUpdated}.
    event EscrowDeposited(bytes32 indexed taskId, address indexed buyer, uint256 amount);
    event EscrowReleased(
        bytes32 indexed taskId, address indexed provider, uint256 providerPayout, uint256 platformFee
    );
    event EscrowRefunded(bytes32 indexed taskId, address indexed buyer, uint256 amount);

    /// @dev `winner` is the zero address when nobody won; `amount` is what the winner got, or the provider without one.
    event DisputeResolved(bytes32 indexed taskId, address indexed winner, uint256 amount);

    /*//////////////////////////////////////////////////////////////
                     EVENTS THAT COMPLETE THE LOG
    //////////////////////////////////////////////////////////////*/

    /// @notice Emitted beside {EscrowDeposited} when the currency is not ETH.
    event EscrowCurrencySet(bytes32 indexed taskId, address indexed currency);

    /// @notice Emitted beside {EscrowReleased} when the agreed amount is below the deposit: the difference goes back to the buyer.
    event EscrowDifferenceRefunded(bytes32 indexed taskId, address indexed buyer, uint256 amount);

    event BondDeposited(bytes32 indexed taskId, address indexed buyer, uint256 amount);

    /// @notice Emitted beside {DisputeResolved}: every part. They add up to escrow and bond.
    /// @param buyerPayout The difference between deposit and agreed amount included.
    event DisputeSettled(
        bytes32 indexed taskId,
        DisputeOutcome outcome,
        address indexed provider,
        address indexed arbitrator,
        uint256 providerPayout,
        uint256 buyerPayout,
        uint256 platformFee,
        uint256 arbitrationFee
    );

    /// @notice Emitted when a currency comes onto the list, or may not be used for new escrows any more.
    event CurrencyUpdated(address indexed currency, bool accepted);

    /// @notice Emitted at deployment and at every change.
    event PlatformFeeUpdated(uint256 oldFeeBps, uint256 newFeeBps);

    /*//////////////////////////////////////////////////////////////
                                ERRORS
    //////////////////////////////////////////////////////////////*/

    error EscrowManager_AlreadyExists(bytes32 taskId);
    error EscrowManager_InvalidAmount(bytes32 taskId, uint256 amount, uint256 maximum);
    error EscrowManager_InvalidBuyer(bytes32 taskId);
    error EscrowManager_InvalidProvider(bytes32 taskId);
    error EscrowManager_NotHeld(bytes32 taskId, EscrowStatus status);
    error EscrowManager_NotDisputed(bytes32 taskId, EscrowStatus status);
    error EscrowManager_AgreedAmountTooHigh(bytes32 taskId, uint256 agreedAmount, uint256 deposited);
    error EscrowManager_ShareTooHigh(bytes32 taskId, uint256 providerShareBps, uint256 maximum);
    error EscrowManager_WrongPayment(bytes32 taskId, uint256 paid, uint256 required);
    error EscrowManager_WrongAmountReceived(bytes32 taskId, address currency, uint256 received, uint256 expected);
    error EscrowManager_CurrencyNotAccepted(address currency);
    error EscrowManager_InvalidCurrency(address currency);
    error EscrowManager_FeeTooHigh(uint256 feeBps, uint256 maximum);

    /*//////////////////////////////////////////////////////////////
                    THE MARKETPLACE (RELEASER_ROLE)
    //////////////////////////////////////////////////////////////*/

    /// @notice Takes a task's ETH into custody and fixes the fee rate.
    /// @dev Emits {EscrowDeposited}.
    ///
    /// Requirements, in this order: not paused; the caller holds RELEASER_ROLE; the task has no escrow yet, settled ones included; the
    /// buyer is not zero; the payment is not zero and fits 88 bits (309 million ETH).
    /// @return escrowId The task's id: one escrow a task.
    function deposit(bytes32 taskId, address buyer) external payable returns (bytes32 escrowId);

    /// @notice As {deposit}, in a currency of the list, which is taken from the buyer by its allowance.
    /// @dev Emits {EscrowDeposited}, {EscrowCurrencySet}.
    ///
    /// Requirements, in this order: not paused; the caller holds RELEASER_ROLE; the currency is on the list; the task has no escrow yet, settled
    /// ones included; the buyer is not zero; the amount is not zero and fits 88 bits; the transfer succeeds (a token's own error comes through, or
    /// SafeERC20FailedOperation); what arrived is exactly the amount, which refuses a currency that takes a fee on transfer.
    function depositToken(bytes32 taskId, address buyer, address currency, uint256 amount)
        external
        returns (bytes32 escrowId);

    /// @notice Takes the bond of a disputing buyer into custody, in the escrow's currency.
    /// @dev Emits {BondDeposited}. Works while paused. Requirements, in this order: the caller holds RELEASER_ROLE; the escrow is held; the
    /// amount is not zero and fits 88 bits; the payment is the amount in ETH, or zero in another currency, whose transfer brings exactly the amount.
    function depositBond(bytes32 taskId, uint256 amount) external payable;

    /// @notice Pays the provider; the fee, rounded down, accrues to the treasury.
    /// @dev Emits {EscrowReleased}, possibly {CreditAdded}. Requirements, in this order: the caller holds RELEASER_ROLE; the escrow
    /// is held; the provider is not zero. Works while paused.
    function release(bytes32 taskId, address provider) external;

    /// @notice As {release} of the agreed amount; the rest of the deposit goes back to the buyer.
    /// @dev Emits {EscrowReleased}, possibly {EscrowDifferenceRefunded} and {CreditAdded}. Requirements as for {release}, then: the agreed amount
    /// is at most the deposit.
    function releaseAt(bytes32 taskId, address provider, uint256 agreedAmount) external;

    /// @notice Pays the whole escrow back to its buyer.
    /// @dev Emits {EscrowRefunded}, possibly {CreditAdded}. Requirements: the caller holds RELEASER_ROLE; the escrow is held.
    function refund(bytes32 taskId) external;

    /// @notice The seed design's single call: shares an escrow that is held or disputed without an arbitrator, so that no arbitration fee is
    /// taken. The platform fee is 8/98 of the provider's gross share (the rate fixed at deposit over 9,800); a bond goes back.
    /// @dev Emits {DisputeResolved}, {DisputeSettled}, possibly {CreditAdded}. Works while paused. Requirements, in this order: the caller holds
    /// RELEASER_ROLE; the escrow is held or disputed; the provider is not zero; the share is at most 9,800 bps.
    /// @param providerShareBps The provider's gross share of the deposit.
    function splitPayment(bytes32 taskId, address provider, uint256 providerShareBps) external;

    /// @notice Ends a dispute. With E the agreed amount and B the bond, the parts are
    ///
    /// | outcome | provider | buyer | treasury | arbitrator |
    /// |---|---|---|---|---|
    /// | BuyerWins | 0 | 98 % + B | 0 | 2 % |
    /// | ProviderWins | 90 % + B | 0 | 8 % | 2 % |
    /// | Split, gross share G ≤ 98 % | G − fee | rest + B | G × 8/98 | 2 % |
    /// | NobodyRuled | half less the fee | half + B | 8 % of that half | 0 |
    ///
    /// where 8 % stands for the rate fixed at deposit. What the deposit exceeds E by goes to the buyer.
    /// @dev Emits {DisputeResolved}, {DisputeSettled}, {CreditAdded} for the arbitrator, possibly others. Works while paused.
    ///
    /// Requirements, in this order: the caller holds RELEASER_ROLE; the escrow is disputed; the provider is not zero; the agreed amount is at most
    /// the deposit; the share of a split is at most 9,800 bps.
    /// @param arbitrator Who ruled; the zero address when nobody did, and then no arbitration fee is taken: its part goes to the buyer.
    function settleDispute(
        bytes32 taskId,
        DisputeOutcome outcome,
        address provider,
        uint256 agreedAmount,
        uint256 providerShareBps,
        address arbitrator
    ) external;

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @notice Puts a dollar currency onto the list, or takes it off. Off the list it is refused for new escrows only: what is held leaves as ever.
    /// @dev Emits {CurrencyUpdated}. Requirements: the caller is the owner; to come onto the list, the address has code and answers `decimals()`
    /// with 6, because the marketplace's limits are in 1e-6 USDC.
    /// Assumption: a transfer of a listed currency moves what it says, no more and no less, or fails. One that does not harms those who are paid
    /// in it, and neither ETH nor another currency.
    function setCurrency(address currency, bool accepted) external;

    /// @notice Changes the fee rate of escrows to come.
    /// @dev Emits {PlatformFeeUpdated}. Requirements: the caller is the owner; at most 1,000 bps.
    function updatePlatformFee(uint256 newFeeBps) external;

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice The seed design's struct; zeros when there is no escrow.
    function getEscrow(bytes32 taskId) external view returns (EscrowDeposit memory);

    /// @notice Everything about an escrow; zeros when there is none.
    function getEscrowDetails(bytes32 taskId) external view returns (EscrowDetails memory);

    /// @notice What {release} would pay; zeros unless the escrow is held.
    function previewRelease(bytes32 taskId) external view returns (uint256 providerPayout, uint256 platformFee);

    /// @notice What {releaseAt} would pay; zeros unless the escrow is held and the agreed amount at most the deposit.
    function previewReleaseAt(bytes32 taskId, uint256 agreedAmount)
        external
        view
        returns (uint256 providerPayout, uint256 platformFee);

    /// @notice What {settleDispute} with an arbitrator (or NobodyRuled without) would pay; zeros unless the escrow is disputed, and it could.
    function previewDispute(
        bytes32 taskId,
        DisputeOutcome outcome,
        uint256 agreedAmount,
        uint256 providerShareBps
    )
        external
        view
        returns (uint256 providerPayout, uint256 buyerPayout, uint256 platformFee, uint256 arbitrationFee);

    /// @notice Whether new escrows may be in this currency; ETH, the zero address, always may.
    function isCurrencyAccepted(address currency) external view returns (bool);

    function platformFeeBps() external view returns (uint256);
}
