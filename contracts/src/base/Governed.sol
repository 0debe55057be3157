// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    AccessControlDefaultAdminRulesUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/extensions/AccessControlDefaultAdminRulesUpgradeable.sol";
import {
    AccessControlEnumerableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/extensions/AccessControlEnumerableUpgradeable.sol";
import {AccessControlUpgradeable} from "@openzeppelin/contracts-upgradeable/access/AccessControlUpgradeable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGoverned} from "../interfaces/IGoverned.sol";

/// @notice A role that a contract is born with, so that nobody has to hold the power to grant it afterwards.
struct RoleGrant {
    bytes32 role;
    address account;
}

/// @title Governed
/// @notice One authority under two vocabularies (owner, default admin), and a pause that ends by itself.
abstract contract Governed is AccessControlDefaultAdminRulesUpgradeable, AccessControlEnumerableUpgradeable, IGoverned {
    /// @custom:storage-location erc7201:aiigo.storage.Governed
    struct GovernedStorage {
        // Beside {_pausedUntil}, not in its slot: who reads that often has no use for this.
        bool pausedByOwner;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.Governed")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant GOVERNED_STORAGE = 0x91c9c10e760ec611ae2a607003dd74470b0387d24811337b70495c4285d14700;

    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @notice How long a pause lasts at most, and how long after one only the owner may pause again.
    uint256 public constant PAUSE_DURATION = 14 days;

    modifier whenNotPaused() {
        _requireNotPaused();
        _;
    }

    modifier onlyOwner() {
        _checkRole(DEFAULT_ADMIN_ROLE);
        _;
    }

    /// @dev No delay between the two steps of a hand-over: the owner is a timelock, which brings its own.
    function __Governed_init(address initialOwner, RoleGrant[] memory grants) internal onlyInitializing {
        __AccessControlDefaultAdminRules_init(0, initialOwner);
        for (uint256 i; i < grants.length; ++i) {
            require(grants[i].account != address(0), Governed_ZeroAddress());
            _grantRole(grants[i].role, grants[i].account);
        }
    }

    /// @inheritdoc IGoverned
    function pause() external {
        _requirePauser();
        _requireNotPaused();
        // Measured from the end of the last pause, whoever ended it: a guardian cannot keep the market closed by pausing in turns.
        uint256 last = _pausedUntil();
        uint256 allowedAt = last + PAUSE_DURATION;
        require(
            last == 0 || block.timestamp >= allowedAt || msg.sender == owner(), Governed_PausedTooRecently(allowedAt)
        );

        _governedStorage().pausedByOwner = msg.sender == owner();
        uint256 until = block.timestamp + PAUSE_DURATION;
        _setPausedUntil(uint40(until));
        emit Paused(msg.sender, until);
    }

    /// @inheritdoc IGoverned
    function unpause() external {
        _requirePauser();
        require(paused(), Governed_NotPaused());
        // A guardian ends what a guardian began; what the owner decided is the owner's.
        require(!_governedStorage().pausedByOwner || msg.sender == owner(), Governed_PausedByOwner());

        _setPausedUntil(uint40(block.timestamp));
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IGoverned
    function transferOwnership(address newOwner) external {
        beginDefaultAdminTransfer(newOwner);
    }

    /// @inheritdoc IGoverned
    function paused() public view returns (bool) {
        return block.timestamp < _pausedUntil();
    }

    /// @inheritdoc IGoverned
    function pausedUntil() external view returns (uint256) {
        return _pausedUntil();
    }

    function grantRole(bytes32 role, address account)
        public
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlUpgradeable, IAccessControl)
    {
        super.grantRole(role, account);
    }

    function revokeRole(bytes32 role, address account)
        public
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlUpgradeable, IAccessControl)
    {
        super.revokeRole(role, account);
    }

    function renounceRole(bytes32 role, address account)
        public
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlUpgradeable, IAccessControl)
    {
        super.renounceRole(role, account);
    }

    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlEnumerableUpgradeable)
        returns (bool)
    {
        return super.supportsInterface(interfaceId);
    }

    /// @dev An owner may hand over, never vanish: without one nobody could pause, upgrade or replace a treasury.
    function _beginDefaultAdminTransfer(address newAdmin) internal override {
        require(newAdmin != address(0), Governed_ZeroAddress());
        super._beginDefaultAdminTransfer(newAdmin);
    }

    function _grantRole(bytes32 role, address account)
        internal
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlEnumerableUpgradeable)
        returns (bool)
    {
        return super._grantRole(role, account);
    }

    function _revokeRole(bytes32 role, address account)
        internal
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlEnumerableUpgradeable)
        returns (bool)
    {
        return super._revokeRole(role, account);
    }

    function _setRoleAdmin(bytes32 role, bytes32 adminRole)
        internal
        override(AccessControlDefaultAdminRulesUpgradeable, AccessControlUpgradeable)
    {
        super._setRoleAdmin(role, adminRole);
    }

    function _requirePauser() private view {
        require(msg.sender == owner() || hasRole(PAUSER_ROLE, msg.sender), Governed_NotPauser(msg.sender));
    }

    function _requireNotPaused() private view {
        uint256 until = _pausedUntil();
        require(block.timestamp >= until, Governed_Paused(until));
    }

    function _governedStorage() private pure returns (GovernedStorage storage $) {
        assembly {
            $.slot := GOVERNED_STORAGE
        }
    }

    /// @dev Each contract keeps the end of the latest pause in a slot that it reads anyway when the pause matters.
    function _pausedUntil() internal view virtual returns (uint256);

    function _setPausedUntil(uint40 until) internal virtual;
}
