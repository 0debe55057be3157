// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IGoverned
/// @notice What all four contracts share: one owner who is also the only default admin, and a pause that ends by itself.
/// @dev `grantRole`, `revokeRole`, `hasRole`, `getRoleMember`, `getRoleMemberCount`, `owner`, `acceptDefaultAdminTransfer` come from
/// OpenZeppelin's AccessControlDefaultAdminRules and AccessControlEnumerable and are not repeated here.
interface IGoverned {
    /// @notice Emitted when work and money are stopped from coming in.
    /// @param until The second at which the pause ends by itself.
    event Paused(address account, uint256 until);

    /// @notice Emitted when a pause is ended early.
    event Unpaused(address account);

    error Governed_Paused(uint256 until);
    error Governed_NotPaused();
    error Governed_NotPauser(address account);
    error Governed_PausedByOwner();
    error Governed_PausedTooRecently(uint256 allowedAt);
    error Governed_ZeroAddress();

    /// @notice Stops work and money from coming in for 14 days at most. Never stops an ending, nor money from going out.
    /// @dev Emits {Paused}.
    ///
    /// Requirements, in this order:
    /// - the caller is the owner or holds PAUSER_ROLE;
    /// - it is not paused;
    /// - the caller is the owner, or the last pause ended at least 14 days ago.
    function pause() external;

    /// @notice Ends a pause early.
    /// @dev Emits {Unpaused}.
    ///
    /// Requirements:
    /// - the caller is the owner or holds PAUSER_ROLE;
    /// - it is paused;
    /// - the caller is the owner, or the owner was not who paused it.
    function unpause() external;

    /// @notice Begins handing over the ownership; the new owner completes it with `acceptDefaultAdminTransfer()`.
    /// @dev Emits `DefaultAdminTransferScheduled`. The caller must be the owner.
    function transferOwnership(address newOwner) external;

    /// @notice Whether it is paused now.
    function paused() external view returns (bool);

    /// @notice The second at which the latest pause ends or ended; zero before the first.
    function pausedUntil() external view returns (uint256);
}
