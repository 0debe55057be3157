// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IPayouts} from "../interfaces/IPayouts.sol";
import {Accruals} from "./Accruals.sol";
import {Governed} from "./Governed.sol";

/// @title Payouts
/// @notice Money that goes out of a contract that holds other people's: nobody's refusal stops anybody else.
/// @dev Assumption about a token: a transfer moves what it says, or fails. One that lies harms those who are paid in it, nobody else.
abstract contract Payouts is Governed, ReentrancyGuardTransient, Accruals, IPayouts {
    /// @notice The gas that a pushed payment of ETH passes on: enough for any contract wallet, too little to burn a caller's budget.
    uint256 public constant PAYOUT_GAS = 50_000;

    /// @notice The gas that a pushed payment of a token passes on: twice what a stablecoin behind a proxy takes, blocklist and all.
    uint256 public constant TOKEN_PAYOUT_GAS = 150_000;

    /// @dev What must be left before a push, so that the recipient really gets PAYOUT_GAS: 63/64 of what remains after the call's own cost
    /// (cold account, value, new account: at most 36,600). Without it a stranger who finalizes could choose to have the provider credited.
    uint256 internal constant PAYOUT_GAS_REQUIRED = PAYOUT_GAS * 64 / 63 + 40_000;

    /// @dev The same for a token, whose call carries no value.
    uint256 internal constant TOKEN_PAYOUT_GAS_REQUIRED = TOKEN_PAYOUT_GAS * 64 / 63 + 10_000;

    function __Payouts_init(address initialTreasury) internal onlyInitializing {
        _setTreasury(initialTreasury);
    }

    /// @inheritdoc IPayouts
    function withdrawCredit(address currency, address to) external nonReentrant {
        require(to != address(0) && to != address(this), Payouts_InvalidRecipient(to));
        mapping(address account => uint256) storage credits = _payoutsStorage().credit[currency];
        uint256 amount = credits[msg.sender];
        require(amount != 0, Payouts_NoCredit(currency, msg.sender));

        credits[msg.sender] = 0;
        emit CreditWithdrawn(currency, msg.sender, to, amount);
        _pushAll(currency, to, amount);
    }

    /// @inheritdoc IPayouts
    function sweepFees(address currency) external nonReentrant {
        uint256 amount = accruedFees(currency);
        require(amount != 0, Payouts_NoFees(currency));
        PayoutsStorage storage $ = _payoutsStorage();
        address to = $.treasury;

        if (currency == ETH) $.accruedFees = 0;
        else $.accruedTokenFees[currency] = 0;
        emit FeesSwept(currency, to, amount);
        _pushAll(currency, to, amount);
    }

    /// @inheritdoc IPayouts
    function setTreasury(address newTreasury) external onlyOwner {
        _setTreasury(newTreasury);
    }

    /// @inheritdoc IPayouts
    function treasury() external view returns (address) {
        return _payoutsStorage().treasury;
    }

    /// @inheritdoc IPayouts
    function creditOf(address currency, address account) external view returns (uint256) {
        return _payoutsStorage().credit[currency][account];
    }

    /// @inheritdoc IPayouts
    function accruedFees(address currency) public view returns (uint256) {
        PayoutsStorage storage $ = _payoutsStorage();
        return currency == ETH ? $.accruedFees : $.accruedTokenFees[currency];
    }

    /// @dev In ETH. Nothing but further payments may come after it: the recipient gets control.
    function _pay(address to, uint256 amount) internal {
        _requireGas(PAYOUT_GAS_REQUIRED);
        if (!_pushEth(to, amount, PAYOUT_GAS)) _credit(ETH, to, amount);
    }

    /// @dev As {_pay}, in any currency. A part of zero is not paid: there are tokens that refuse it.
    function _pay(address currency, address to, uint256 amount) internal {
        if (amount == 0) return;
        if (currency == ETH) return _pay(to, amount);
        _requireGas(TOKEN_PAYOUT_GAS_REQUIRED);
        if (!_pushToken(currency, to, amount, TOKEN_PAYOUT_GAS)) _credit(currency, to, amount);
    }

    /// @dev Keeps money for an account that takes it out itself.
    function _credit(address currency, address account, uint256 amount) internal {
        uint256 total = _payoutsStorage().credit[currency][account] += amount;
        emit CreditAdded(currency, account, amount, total);
    }

    /// @dev With all the gas there is, for those who called for it themselves.
    function _pushAll(address currency, address to, uint256 amount) private {
        bool success = currency == ETH ? _pushEth(to, amount, gasleft()) : _pushToken(currency, to, amount, gasleft());
        require(success, Payouts_TransferFailed(currency, to, amount));
    }

    /// @dev Return data is not copied: a recipient cannot make its caller pay for memory.
    function _pushEth(address to, uint256 amount, uint256 gasLimit) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gasLimit, to, amount, 0, 0, 0, 0)
        }
    }

    /// @dev A token has paid when it says true, or nothing at all, as some do; where there is no code nothing was said. Of what it returns one
    /// word is copied.
    function _pushToken(address token, address to, uint256 amount, uint256 gasLimit) private returns (bool success) {
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
        assembly ("memory-safe") {
            success := call(gasLimit, token, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            switch returndatasize()
            case 0 { success := and(success, gt(extcodesize(token), 0)) }
            default { success := and(success, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))) }
        }
    }

    function _requireGas(uint256 required) private view {
        require(gasleft() >= required, Payouts_GasTooLow(gasleft(), required));
    }

    function _setTreasury(address newTreasury) private {
        require(newTreasury != address(0) && newTreasury != address(this), Payouts_InvalidTreasury(newTreasury));
        PayoutsStorage storage $ = _payoutsStorage();
        emit TreasuryUpdated($.treasury, newTreasury);
        $.treasury = newTreasury;
    }
}
