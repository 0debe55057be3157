// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

enum EscrowStatus {
    None,
    Held,
    Released,
    Refunded
}

/// @notice The seed design's struct, as printed there.
/// @dev Fee and payout are what the rate fixed at deposit makes of the amount; both zero once refunded. `provider` is zero until released.
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
    uint256 feeBps; // fixed at deposit
    uint256 depositedAt;
    EscrowStatus status;
}

/// @title IEscrowManager
/// @notice Holds the buyers' money while their tasks run. Not upgradeable. None → Held → Released or Refunded, once a task.
/// @dev Conservation: balance ≥ Σ held escrows + accrued fees + Σ credits, equal unless someone forced money in.
interface IEscrowManager {
    /*//////////////////////////////////////////////////////////////
                                EVENTS
    //////////////////////////////////////////////////////////////*/

    /// @dev The rate fixed into the escrow is that of the last {PlatformFeeUpdated}.
    event EscrowDeposited(bytes32 indexed taskId, address indexed buyer, uint256 amount);
    event EscrowReleased(
        bytes32 indexed taskId, address indexed provider, uint256 providerPayout, uint256 platformFee
    );
    event EscrowRefunded(bytes32 indexed taskId, address indexed buyer, uint256 amount);

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
    error EscrowManager_FeeTooHigh(uint256 feeBps, uint256 maximum);

    /*//////////////////////////////////////////////////////////////
                    THE MARKETPLACE (RELEASER_ROLE)
    //////////////////////////////////////////////////////////////*/

    /// @notice Takes a task's money into custody and fixes the fee rate.
    /// @dev Emits {EscrowDeposited}.
    ///
    /// Requirements, in this order: not paused; the caller holds RELEASER_ROLE; the task has no escrow yet, settled ones included; the
    /// buyer is not zero; the payment is not zero and fits 88 bits (309 million ETH).
    /// @return escrowId The task's id: one escrow a task.
    function deposit(bytes32 taskId, address buyer) external payable returns (bytes32 escrowId);

    /// @notice Pays the provider; the fee, rounded down, accrues to the treasury.
    /// @dev Emits {EscrowReleased}, possibly {CreditAdded}. Requirements, in this order: the caller holds RELEASER_ROLE; the escrow
    /// is held; the provider is not zero. Works while paused.
    function release(bytes32 taskId, address provider) external;

    /// @notice Pays the whole escrow back to its buyer.
    /// @dev Emits {EscrowRefunded}, possibly {CreditAdded}. Requirements: the caller holds RELEASER_ROLE; the escrow is held.
    function refund(bytes32 taskId) external;

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

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

    function platformFeeBps() external view returns (uint256);
}
