// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IPayouts
/// @notice Money that goes out: pushed with a bounded amount of gas, or credited when the recipient refuses it.
/// @dev The currency is the zero address for ETH.
interface IPayouts {
    /// @notice Emitted when a payment was refused by its recipient and is kept for it.
    event CreditAdded(address indexed currency, address indexed account, uint256 amount, uint256 totalCredit);

    /// @notice Emitted when a credit is taken out, whole.
    event CreditWithdrawn(address indexed currency, address indexed account, address indexed to, uint256 amount);

    /// @notice Emitted when what accrued to the treasury is sent to it.
    event FeesSwept(address indexed currency, address indexed treasury, uint256 amount);

    /// @notice Emitted when the treasury changes, and once at deployment.
    event TreasuryUpdated(address indexed oldTreasury, address indexed newTreasury);

    error Payouts_NoCredit(address currency, address account);
    error Payouts_NoFees(address currency);
    error Payouts_TransferFailed(address currency, address to, uint256 amount);
    error Payouts_GasTooLow(uint256 left, uint256 required);
    error Payouts_InvalidTreasury(address treasury);
    error Payouts_InvalidRecipient(address to);

    /// @notice Takes out everything that is credited to the caller, to an address of its choice.
    /// @dev Emits {CreditWithdrawn}. Works while paused.
    ///
    /// Requirements:
    /// - `to` is neither zero nor this contract;
    /// - the caller has a credit in `currency`;
    /// - `to` accepts the money (all gas is passed on).
    function withdrawCredit(address currency, address to) external;

    /// @notice Sends what accrued to the treasury to it. Anyone may call.
    /// @dev Emits {FeesSwept}. Works while paused.
    ///
    /// Requirements:
    /// - something accrued in `currency`;
    /// - the treasury accepts the money; a treasury that does not blocks nothing but this call.
    function sweepFees(address currency) external;

    /// @notice Names another treasury; what accrued before goes to it too.
    /// @dev Emits {TreasuryUpdated}. The caller must be the owner; the address must be neither zero nor this contract.
    function setTreasury(address newTreasury) external;

    function treasury() external view returns (address);

    /// @notice What is kept for `account` because it refused a payment.
    function creditOf(address currency, address account) external view returns (uint256);

    /// @notice What belongs to the treasury and has not been swept yet.
    function accruedFees(address currency) external view returns (uint256);
}
