// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IPayouts} from "../interfaces/IPayouts.sol";
import {Governed} from "./Governed.sol";

/// @title Payouts
/// @notice Money that goes out of a contract that holds other people's: nobody's refusal stops anybody else.
abstract contract Payouts is Governed, ReentrancyGuardTransient, IPayouts {
    /// @notice The gas that a pushed payment passes on: enough for any contract wallet, too little to burn a caller's budget.
    uint256 public constant PAYOUT_GAS = 50_000;

    /// @dev What must be left before a push, so that the recipient really gets PAYOUT_GAS: 63/64 of what remains after the call's own cost
    /// (cold account, value, new account: at most 36,600). Without it a stranger who finalizes could choose to have the provider credited.
    uint256 internal constant PAYOUT_GAS_REQUIRED = PAYOUT_GAS * 64 / 63 + 40_000;

    /// @dev ETH, where a currency is asked for.
    address internal constant ETH = address(0);

    /// @custom:storage-location erc7201:aiigo.storage.Payouts
    struct PayoutsStorage {
        // One slot, so that the first fee is not dearer than the others.
        address treasury;
        uint96 accruedFees; // in ETH
        mapping(address currency => mapping(address account => uint256)) credit;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.Payouts")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PAYOUTS_STORAGE = 0x60b7cf65b2679f0aa8a5985959ba291352a3ad45d0cc2e2aefe6e782e5dc5a00;

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
        require(_push(to, amount, gasleft()), Payouts_TransferFailed(currency, to, amount));
    }

    /// @inheritdoc IPayouts
    function sweepFees(address currency) external nonReentrant {
        uint256 amount = accruedFees(currency);
        require(amount != 0, Payouts_NoFees(currency));
        PayoutsStorage storage $ = _payoutsStorage();
        address to = $.treasury;

        $.accruedFees = 0;
        emit FeesSwept(currency, to, amount);
        require(_push(to, amount, gasleft()), Payouts_TransferFailed(currency, to, amount));
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
        return currency == ETH ? _payoutsStorage().accruedFees : 0;
    }

    /// @dev In ETH; the caller's log says what accrued and why. 96 bits hold 79 billion ETH.
    function _accrue(uint256 amount) internal {
        _payoutsStorage().accruedFees += uint96(amount);
    }

    /// @dev In ETH. Has to be the last thing that a function does: the recipient gets control.
    function _pay(address to, uint256 amount) internal {
        require(gasleft() >= PAYOUT_GAS_REQUIRED, Payouts_GasTooLow(gasleft(), PAYOUT_GAS_REQUIRED));
        if (_push(to, amount, PAYOUT_GAS)) return;

        uint256 total = _payoutsStorage().credit[ETH][to] += amount;
        emit CreditAdded(ETH, to, amount, total);
    }

    /// @dev Return data is not copied: a recipient cannot make its caller pay for memory.
    function _push(address to, uint256 amount, uint256 gasLimit) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gasLimit, to, amount, 0, 0, 0, 0)
        }
    }

    function _setTreasury(address newTreasury) private {
        require(newTreasury != address(0) && newTreasury != address(this), Payouts_InvalidTreasury(newTreasury));
        PayoutsStorage storage $ = _payoutsStorage();
        emit TreasuryUpdated($.treasury, newTreasury);
        $.treasury = newTreasury;
    }

    function _payoutsStorage() private pure returns (PayoutsStorage storage $) {
        assembly {
            $.slot := PAYOUTS_STORAGE
        }
    }
}
