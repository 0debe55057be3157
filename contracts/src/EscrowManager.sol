// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governed, RoleGrant} from "./base/Governed.sol";
import {Payouts} from "./base/Payouts.sol";
import {EscrowDeposit, EscrowDetails, EscrowStatus, IEscrowManager} from "./interfaces/IEscrowManager.sol";
import {FeeMath} from "./libraries/FeeMath.sol";

/// @title EscrowManager
/// @notice See {IEscrowManager}. Not behind a proxy: no upgrade key reaches the money that it holds.
contract EscrowManager is IEscrowManager, Payouts {
    bytes32 public constant RELEASER_ROLE = keccak256("RELEASER_ROLE");

    /// @dev Two slots. Settling writes the second alone.
    struct EscrowRecord {
        // slot 0
        address buyer;
        uint40 depositedAt;
        uint16 feeBps; // fixed at deposit
        // slot 1; 88 bits hold 309 million ETH
        address provider;
        uint88 amount;
        EscrowStatus status;
    }

    // One slot: a deposit reads both.
    uint16 private _platformFeeBps;
    uint40 private _latestPauseUntil;
    mapping(bytes32 taskId => EscrowRecord) private _escrows;

    constructor(
        address initialOwner,
        RoleGrant[] memory grants,
        address initialTreasury,
        uint256 initialPlatformFeeBps
    ) initializer {
        __Governed_init(initialOwner, grants);
        __Payouts_init(initialTreasury);
        _setPlatformFee(initialPlatformFeeBps);
    }

    /*//////////////////////////////////////////////////////////////
                            THE MARKETPLACE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function deposit(bytes32 taskId, address buyer)
        external
        payable
        whenNotPaused
        onlyRole(RELEASER_ROLE)
        returns (bytes32 escrowId)
    {
        EscrowRecord storage escrow = _escrows[taskId];
        require(escrow.status == EscrowStatus.None, EscrowManager_AlreadyExists(taskId));
        require(buyer != address(0), EscrowManager_InvalidBuyer(taskId));
        uint256 amount = msg.value;
        require(
            amount != 0 && amount <= type(uint88).max,
            EscrowManager_InvalidAmount(taskId, amount, type(uint88).max)
        );

        escrow.buyer = buyer;
        escrow.depositedAt = uint40(block.timestamp);
        escrow.feeBps = _platformFeeBps;
        escrow.amount = uint88(amount);
        escrow.status = EscrowStatus.Held;
        emit EscrowDeposited(taskId, buyer, amount);
        return taskId;
    }

    /// @inheritdoc IEscrowManager
    function release(bytes32 taskId, address provider) external onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        require(provider != address(0), EscrowManager_InvalidProvider(taskId));
        (uint256 payout, uint256 fee) = FeeMath.splitPayment(escrow.amount, escrow.feeBps);

        escrow.status = EscrowStatus.Released;
        escrow.provider = provider;
        _accrue(fee);
        emit EscrowReleased(taskId, provider, payout, fee);
        _pay(provider, payout);
    }

    /// @inheritdoc IEscrowManager
    function refund(bytes32 taskId) external onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        address buyer = escrow.buyer;
        uint256 amount = escrow.amount;

        escrow.status = EscrowStatus.Refunded;
        emit EscrowRefunded(taskId, buyer, amount);
        _pay(buyer, amount);
    }

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function updatePlatformFee(uint256 newFeeBps) external onlyOwner {
        _setPlatformFee(newFeeBps);
    }

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function getEscrow(bytes32 taskId) external view returns (EscrowDeposit memory result) {
        EscrowRecord storage escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        if (status == EscrowStatus.None) return result;
        result.taskId = taskId;
        result.buyer = escrow.buyer;
        result.provider = escrow.provider;
        result.amount = escrow.amount;
        result.depositedAt = escrow.depositedAt;
        result.released = status == EscrowStatus.Released;
        result.refunded = status == EscrowStatus.Refunded;
        if (result.refunded) return result;
        (result.providerPayout, result.platformFee) = FeeMath.splitPayment(escrow.amount, escrow.feeBps);
    }

    /// @inheritdoc IEscrowManager
    function getEscrowDetails(bytes32 taskId) external view returns (EscrowDetails memory result) {
        EscrowRecord storage escrow = _escrows[taskId];
        if (escrow.status == EscrowStatus.None) return result;
        result.taskId = taskId;
        result.buyer = escrow.buyer;
        result.provider = escrow.provider;
        result.currency = ETH;
        result.amount = escrow.amount;
        result.feeBps = escrow.feeBps;
        result.depositedAt = escrow.depositedAt;
        result.status = escrow.status;
    }

    /// @inheritdoc IEscrowManager
    function previewRelease(bytes32 taskId) external view returns (uint256 providerPayout, uint256 platformFee) {
        EscrowRecord storage escrow = _escrows[taskId];
        if (escrow.status != EscrowStatus.Held) return (0, 0);
        return FeeMath.splitPayment(escrow.amount, escrow.feeBps);
    }

    /// @inheritdoc IEscrowManager
    function platformFeeBps() external view returns (uint256) {
        return _platformFeeBps;
    }

    /*//////////////////////////////////////////////////////////////
                               INTERNAL
    //////////////////////////////////////////////////////////////*/

    function _heldEscrow(bytes32 taskId) private view returns (EscrowRecord storage escrow) {
        escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        require(status == EscrowStatus.Held, EscrowManager_NotHeld(taskId, status));
    }

    function _setPlatformFee(uint256 newFeeBps) private {
        require(newFeeBps <= FeeMath.MAX_FEE_BPS, EscrowManager_FeeTooHigh(newFeeBps, FeeMath.MAX_FEE_BPS));
        emit PlatformFeeUpdated(_platformFeeBps, newFeeBps);
        _platformFeeBps = uint16(newFeeBps);
    }

    /// @inheritdoc Governed
    function _pausedUntil() internal view override returns (uint256) {
        return _latestPauseUntil;
    }

    /// @inheritdoc Governed
    function _setPausedUntil(uint40 until) internal override {
        _latestPauseUntil = until;
    }
}
