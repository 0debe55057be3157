// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Governed, RoleGrant} from "./base/Governed.sol";
import {Payouts} from "./base/Payouts.sol";
import {EscrowDeposit, EscrowDetails, EscrowStatus, IEscrowManager} from "./interfaces/IEscrowManager.sol";
import {DisputeMath, DisputeOutcome} from "./libraries/DisputeMath.sol";
import {FeeMath} from "./libraries/FeeMath.sol";

/// @title EscrowManager
/// @notice See {IEscrowManager}. Not behind a proxy: no upgrade key reaches the money that it holds.
/// @dev Every ending is one rhythm: the record, what accrues and is credited, the events, and last the payments, which hand control to strangers.
contract EscrowManager is IEscrowManager, Payouts {
    bytes32 public constant RELEASER_ROLE = keccak256("RELEASER_ROLE");

    uint256 private constant CURRENCY_DECIMALS = 6;

    /// @dev Two slots for a task in ETH that is released or refunded whole; settling it writes the second alone.
    struct EscrowRecord {
        // slot 0
        address buyer;
        uint40 depositedAt;
        uint16 feeBps; // fixed at deposit
        bool inToken; // says whether slot 2 has the currency
        // slot 1; 88 bits hold 309 million ETH
        address provider;
        uint88 amount;
        EscrowStatus status;
        // slot 2, with a token or a bond
        address currency;
        uint88 bond;
        // slot 3, once Settled; what is left of amount and bond are the fees
        uint96 providerPayout;
        uint96 buyerPayout;
        // slot 4, when an arbitrator was paid
        uint88 arbitrationFee;
    }

    /// @dev Where an escrow and its bond go; the parts add up to both.
    struct Parts {
        uint256 provider;
        uint256 buyer;
        uint256 platformFee;
        uint256 arbitrationFee;
    }

    // One slot: a deposit reads both.
    uint16 private _platformFeeBps;
    uint40 private _latestPauseUntil;
    mapping(bytes32 taskId => EscrowRecord) private _escrows;
    mapping(address currency => bool) private _acceptedCurrencies;

    constructor(
        address initialOwner,
        RoleGrant[] memory grants,
        address initialTreasury,
        uint256 initialPlatformFeeBps,
        address[] memory initialCurrencies
    ) initializer {
        __Governed_init(initialOwner, grants);
        __Payouts_init(initialTreasury);
        _setPlatformFee(initialPlatformFeeBps);
        for (uint256 i; i < initialCurrencies.length; ++i) {
            _setCurrency(initialCurrencies[i], true);
        }
    }

    /*//////////////////////////////////////////////////////////////
                        THE MARKETPLACE: MONEY IN
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function deposit(bytes32 taskId, address buyer)
        external
        payable
        whenNotPaused
        onlyRole(RELEASER_ROLE)
        returns (bytes32 escrowId)
    {
        _hold(taskId, buyer, msg.value, false);
        return taskId;
    }

    /// @inheritdoc IEscrowManager
    function depositToken(bytes32 taskId, address buyer, address currency, uint256 amount)
        external
        whenNotPaused
        onlyRole(RELEASER_ROLE)
        nonReentrant
        returns (bytes32 escrowId)
    {
        require(_acceptedCurrencies[currency], EscrowManager_CurrencyNotAccepted(currency));
        _hold(taskId, buyer, amount, true);
        _escrows[taskId].currency = currency;
        emit EscrowCurrencySet(taskId, currency);
        _pull(taskId, currency, buyer, amount);
        return taskId;
    }

    /// @inheritdoc IEscrowManager
    function depositBond(bytes32 taskId, uint256 amount) external payable onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        _requireAmount(taskId, amount);
        address currency = _currencyOf(escrow);
        uint256 due = currency == ETH ? amount : 0;
        require(msg.value == due, EscrowManager_WrongPayment(taskId, msg.value, due));
        address buyer = escrow.buyer;

        escrow.status = EscrowStatus.Disputed;
        escrow.bond = uint88(amount);
        emit BondDeposited(taskId, buyer, amount);
        if (currency != ETH) _pull(taskId, currency, buyer, amount);
    }

    /*//////////////////////////////////////////////////////////////
                       THE MARKETPLACE: MONEY OUT
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function release(bytes32 taskId, address provider) external onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        _requireProvider(taskId, provider);
        _releaseWhole(taskId, escrow, provider);
    }

    /// @inheritdoc IEscrowManager
    function releaseAt(bytes32 taskId, address provider, uint256 agreedAmount)
        external
        onlyRole(RELEASER_ROLE)
        nonReentrant
    {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        _requireProvider(taskId, provider);
        _requireAgreed(taskId, agreedAmount, escrow.amount);
        if (agreedAmount == escrow.amount) _releaseWhole(taskId, escrow, provider);
        else _releaseBelow(taskId, escrow, provider, agreedAmount);
    }

    /// @inheritdoc IEscrowManager
    function refund(bytes32 taskId) external onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _heldEscrow(taskId);
        address buyer = escrow.buyer;
        uint256 amount = escrow.amount;

        escrow.status = EscrowStatus.Refunded;
        emit EscrowRefunded(taskId, buyer, amount);
        _pay(_currencyOf(escrow), buyer, amount);
    }

    /// @inheritdoc IEscrowManager
    function splitPayment(bytes32 taskId, address provider, uint256 providerShareBps)
        external
        onlyRole(RELEASER_ROLE)
        nonReentrant
    {
        EscrowRecord storage escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        require(status == EscrowStatus.Held || status == EscrowStatus.Disputed, EscrowManager_NotHeld(taskId, status));
        _requireProvider(taskId, provider);
        _requireShare(taskId, providerShareBps);
        Parts memory parts = _parts(escrow, DisputeOutcome.Split, escrow.amount, providerShareBps);
        _settle(taskId, escrow, DisputeOutcome.Split, provider, parts, address(0));
    }

    /// @inheritdoc IEscrowManager
    function settleDispute(
        bytes32 taskId,
        DisputeOutcome outcome,
        address provider,
        uint256 agreedAmount,
        uint256 providerShareBps,
        address arbitrator
    ) external onlyRole(RELEASER_ROLE) nonReentrant {
        EscrowRecord storage escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        require(status == EscrowStatus.Disputed, EscrowManager_NotDisputed(taskId, status));
        _requireProvider(taskId, provider);
        _requireAgreed(taskId, agreedAmount, escrow.amount);
        if (outcome == DisputeOutcome.Split) _requireShare(taskId, providerShareBps);
        Parts memory parts = _parts(escrow, outcome, agreedAmount, providerShareBps);
        if (outcome == DisputeOutcome.NobodyRuled) arbitrator = address(0);
        _settle(taskId, escrow, outcome, provider, parts, arbitrator);
    }

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IEscrowManager
    function setCurrency(address currency, bool accepted) external onlyOwner {
        _setCurrency(currency, accepted);
    }

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
        bool ended = status != EscrowStatus.Held && status != EscrowStatus.Disputed;
        result.taskId = taskId;
        result.buyer = escrow.buyer;
        result.provider = escrow.provider;
        result.amount = escrow.amount;
        result.depositedAt = escrow.depositedAt;
        Parts memory parts = ended ? _partsPaid(escrow, status) : _partsOfRelease(escrow, escrow.amount);
        result.platformFee = parts.platformFee;
        result.providerPayout = parts.provider;
        result.released = ended && parts.provider != 0;
        result.refunded = ended && parts.provider == 0;
    }

    /// @inheritdoc IEscrowManager
    function getEscrowDetails(bytes32 taskId) external view returns (EscrowDetails memory result) {
        EscrowRecord storage escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        if (status == EscrowStatus.None) return result;
        result.taskId = taskId;
        result.buyer = escrow.buyer;
        result.provider = escrow.provider;
        result.currency = escrow.currency;
        result.amount = escrow.amount;
        result.bond = escrow.bond;
        result.feeBps = escrow.feeBps;
        result.depositedAt = escrow.depositedAt;
        result.status = status;
        Parts memory parts = _partsPaid(escrow, status);
        result.providerPayout = parts.provider;
        result.buyerPayout = parts.buyer;
        result.platformFee = parts.platformFee;
        result.arbitrationFee = parts.arbitrationFee;
    }

    /// @inheritdoc IEscrowManager
    function previewRelease(bytes32 taskId) external view returns (uint256 providerPayout, uint256 platformFee) {
        EscrowRecord storage escrow = _escrows[taskId];
        if (escrow.status != EscrowStatus.Held) return (0, 0);
        return FeeMath.splitPayment(escrow.amount, escrow.feeBps);
    }

    /// @inheritdoc IEscrowManager
    function previewReleaseAt(bytes32 taskId, uint256 agreedAmount)
        external
        view
        returns (uint256 providerPayout, uint256 platformFee)
    {
        EscrowRecord storage escrow = _escrows[taskId];
        if (escrow.status != EscrowStatus.Held || agreedAmount > escrow.amount) return (0, 0);
        return FeeMath.splitPayment(agreedAmount, escrow.feeBps);
    }

    /// @inheritdoc IEscrowManager
    function previewDispute(bytes32 taskId, DisputeOutcome outcome, uint256 agreedAmount, uint256 providerShareBps)
        external
        view
        returns (uint256 providerPayout, uint256 buyerPayout, uint256 platformFee, uint256 arbitrationFee)
    {
        EscrowRecord storage escrow = _escrows[taskId];
        if (escrow.status != EscrowStatus.Disputed || agreedAmount > escrow.amount) return (0, 0, 0, 0);
        if (outcome == DisputeOutcome.Split && providerShareBps > DisputeMath.MAX_PROVIDER_SHARE_BPS) {
            return (0, 0, 0, 0);
        }
        Parts memory parts = _parts(escrow, outcome, agreedAmount, providerShareBps);
        return (parts.provider, parts.buyer, parts.platformFee, parts.arbitrationFee);
    }

    /// @inheritdoc IEscrowManager
    function isCurrencyAccepted(address currency) external view returns (bool) {
        return currency == ETH || _acceptedCurrencies[currency];
    }

    /// @inheritdoc IEscrowManager
    function platformFeeBps() external view returns (uint256) {
        return _platformFeeBps;
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: MONEY IN
    //////////////////////////////////////////////////////////////*/

    function _hold(bytes32 taskId, address buyer, uint256 amount, bool inToken) private {
        EscrowRecord storage escrow = _escrows[taskId];
        require(escrow.status == EscrowStatus.None, EscrowManager_AlreadyExists(taskId));
        require(buyer != address(0), EscrowManager_InvalidBuyer(taskId));
        _requireAmount(taskId, amount);

        escrow.buyer = buyer;
        escrow.depositedAt = uint40(block.timestamp);
        escrow.feeBps = _platformFeeBps;
        escrow.inToken = inToken;
        escrow.amount = uint88(amount);
        escrow.status = EscrowStatus.Held;
        emit EscrowDeposited(taskId, buyer, amount);
    }

    /// @dev What arrived is measured: no function that moves money can run in between, so nothing else changes the balance but a gift.
    function _pull(bytes32 taskId, address currency, address from, uint256 amount) private {
        uint256 before = IERC20(currency).balanceOf(address(this));
        SafeERC20.safeTransferFrom(IERC20(currency), from, address(this), amount);
        uint256 received = Math.saturatingSub(IERC20(currency).balanceOf(address(this)), before);
        require(received == amount, EscrowManager_WrongAmountReceived(taskId, currency, received, amount));
    }

    /*//////////////////////////////////////////////////////////////
                          INTERNAL: MONEY OUT
    //////////////////////////////////////////////////////////////*/

    function _releaseWhole(bytes32 taskId, EscrowRecord storage escrow, address provider) private {
        (uint256 payout, uint256 fee) = FeeMath.splitPayment(escrow.amount, escrow.feeBps);
        address currency = _currencyOf(escrow);

        escrow.status = EscrowStatus.Released;
        escrow.provider = provider;
        _accrue(currency, fee);
        emit EscrowReleased(taskId, provider, payout, fee);
        _pay(currency, provider, payout);
    }

    function _releaseBelow(bytes32 taskId, EscrowRecord storage escrow, address provider, uint256 agreedAmount)
        private
    {
        Parts memory parts = _partsOfRelease(escrow, agreedAmount);
        address buyer = escrow.buyer;
        address currency = _currencyOf(escrow);

        _record(escrow, provider, parts);
        _accrue(currency, parts.platformFee);
        emit EscrowReleased(taskId, provider, parts.provider, parts.platformFee);
        emit EscrowDifferenceRefunded(taskId, buyer, parts.buyer);
        _pay(currency, provider, parts.provider);
        _pay(currency, buyer, parts.buyer);
    }

    /// @param arbitrator Zero when nobody ruled: what an arbitrator would have got is the buyer's.
    function _settle(
        bytes32 taskId,
        EscrowRecord storage escrow,
        DisputeOutcome outcome,
        address provider,
        Parts memory parts,
        address arbitrator
    ) private {
        if (arbitrator == address(0)) {
            parts.buyer += parts.arbitrationFee;
            parts.arbitrationFee = 0;
        }
        _record(escrow, provider, parts);
        address currency = _currencyOf(escrow);
        address buyer = escrow.buyer;
        _accrue(currency, parts.platformFee);
        _emitSettled(taskId, outcome, provider, buyer, parts, arbitrator);
        if (parts.arbitrationFee != 0) _credit(currency, arbitrator, parts.arbitrationFee);
        _pay(currency, provider, parts.provider);
        _pay(currency, buyer, parts.buyer);
    }

    function _record(EscrowRecord storage escrow, address provider, Parts memory parts) private {
        escrow.status = EscrowStatus.Settled;
        escrow.provider = provider;
        escrow.providerPayout = uint96(parts.provider);
        escrow.buyerPayout = uint96(parts.buyer);
        // Its own slot: left alone when it stays zero.
        if (parts.arbitrationFee != 0) escrow.arbitrationFee = uint88(parts.arbitrationFee);
    }

    function _emitSettled(
        bytes32 taskId,
        DisputeOutcome outcome,
        address provider,
        address buyer,
        Parts memory parts,
        address arbitrator
    ) private {
        if (outcome == DisputeOutcome.BuyerWins) {
            emit DisputeResolved(taskId, buyer, parts.buyer);
        } else if (outcome == DisputeOutcome.ProviderWins) {
            emit DisputeResolved(taskId, provider, parts.provider);
        } else {
            emit DisputeResolved(taskId, address(0), parts.provider);
        }
        emit DisputeSettled(
            taskId, outcome, provider, arbitrator, parts.provider, parts.buyer, parts.platformFee, parts.arbitrationFee
        );
    }

    /*//////////////////////////////////////////////////////////////
                            INTERNAL: PARTS
    //////////////////////////////////////////////////////////////*/

    /// @dev Of an escrow that ended; all zero for one that is held or disputed.
    function _partsPaid(EscrowRecord storage escrow, EscrowStatus status) private view returns (Parts memory parts) {
        if (status == EscrowStatus.Released) return _partsOfRelease(escrow, escrow.amount);
        if (status == EscrowStatus.Refunded) parts.buyer = escrow.amount;
        if (status != EscrowStatus.Settled) return parts;
        parts.provider = escrow.providerPayout;
        parts.buyer = escrow.buyerPayout;
        parts.arbitrationFee = escrow.arbitrationFee;
        parts.platformFee = uint256(escrow.amount) + escrow.bond - parts.provider - parts.buyer - parts.arbitrationFee;
    }

    function _partsOfRelease(EscrowRecord storage escrow, uint256 agreedAmount)
        private
        view
        returns (Parts memory parts)
    {
        (parts.provider, parts.platformFee) = FeeMath.splitPayment(agreedAmount, escrow.feeBps);
        parts.buyer = escrow.amount - agreedAmount;
    }

    /// @dev Of a dispute on which an arbitrator rules, or nobody at all. What the deposit exceeds the agreed amount by is the buyer's.
    function _parts(EscrowRecord storage escrow, DisputeOutcome outcome, uint256 agreedAmount, uint256 providerShareBps)
        private
        view
        returns (Parts memory parts)
    {
        (parts.provider, parts.buyer, parts.platformFee, parts.arbitrationFee) =
            DisputeMath.splitDispute(agreedAmount, escrow.bond, outcome, escrow.feeBps, providerShareBps);
        parts.buyer += escrow.amount - agreedAmount;
    }

    /*//////////////////////////////////////////////////////////////
                        INTERNAL: REQUIREMENTS
    //////////////////////////////////////////////////////////////*/

    function _heldEscrow(bytes32 taskId) private view returns (EscrowRecord storage escrow) {
        escrow = _escrows[taskId];
        EscrowStatus status = escrow.status;
        require(status == EscrowStatus.Held, EscrowManager_NotHeld(taskId, status));
    }

    /// @dev The flag lies beside what is read anyway, so that ETH pays for no third slot.
    function _currencyOf(EscrowRecord storage escrow) private view returns (address) {
        return escrow.inToken ? escrow.currency : ETH;
    }

    function _requireAmount(bytes32 taskId, uint256 amount) private pure {
        require(
            amount != 0 && amount <= type(uint88).max, EscrowManager_InvalidAmount(taskId, amount, type(uint88).max)
        );
    }

    function _requireProvider(bytes32 taskId, address provider) private pure {
        require(provider != address(0), EscrowManager_InvalidProvider(taskId));
    }

    function _requireAgreed(bytes32 taskId, uint256 agreedAmount, uint256 deposited) private pure {
        require(agreedAmount <= deposited, EscrowManager_AgreedAmountTooHigh(taskId, agreedAmount, deposited));
    }

    function _requireShare(bytes32 taskId, uint256 providerShareBps) private pure {
        uint256 maximum = DisputeMath.MAX_PROVIDER_SHARE_BPS;
        require(providerShareBps <= maximum, EscrowManager_ShareTooHigh(taskId, providerShareBps, maximum));
    }

    /*//////////////////////////////////////////////////////////////
                          INTERNAL: GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @dev A currency that went wrong can be taken off the list whatever it answers now.
    function _setCurrency(address currency, bool accepted) private {
        if (accepted) {
            require(currency.code.length != 0, EscrowManager_InvalidCurrency(currency));
            uint256 decimals = IERC20Metadata(currency).decimals();
            require(decimals == CURRENCY_DECIMALS, EscrowManager_InvalidCurrency(currency));
        }
        _acceptedCurrencies[currency] = accepted;
        emit CurrencyUpdated(currency, accepted);
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
