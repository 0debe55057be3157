// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Accruals
/// @notice What a contract owes to the treasury and to those who refused a payment, and the one thing that an extension does with it: it lets
/// money accrue. How it goes out is in {Payouts}, which a contract has once.
abstract contract Accruals {
    /// @dev ETH, where a currency is asked for.
    address internal constant ETH = address(0);

    /// @custom:storage-location erc7201:aiigo.storage.Payouts
    struct PayoutsStorage {
        // One slot, so that the first fee is not dearer than the others.
        address treasury;
        uint96 accruedFees; // in ETH
        mapping(address currency => mapping(address account => uint256)) credit;
        mapping(address currency => uint256) accruedTokenFees;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.Payouts")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PAYOUTS_STORAGE = 0x60b7cf65b2679f0aa8a5985959ba291352a3ad45d0cc2e2aefe6e782e5dc5a00;

    /// @dev In ETH; the caller's log says what accrued and why. 96 bits hold 79 billion ETH.
    function _accrue(uint256 amount) internal {
        _payoutsStorage().accruedFees += uint96(amount);
    }

    function _accrue(address currency, uint256 amount) internal {
        if (currency == ETH) _accrue(amount);
        else _payoutsStorage().accruedTokenFees[currency] += amount;
    }

    function _payoutsStorage() internal pure returns (PayoutsStorage storage $) {
        assembly {
            $.slot := PAYOUTS_STORAGE
        }
    }
}
