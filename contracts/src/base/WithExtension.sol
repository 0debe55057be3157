// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";

/// @title WithExtension
/// @notice Hands the calls that a contract does not know to a second one, fixed in its code, which runs on the first one's storage: together
/// they may be larger than one contract, and callers see one address with one ABI.
/// @dev Danger: a function that both have is the first one's. What the two share (storage, roles) is in a base contract of both.
abstract contract WithExtension is Proxy {
    /// @custom:oz-upgrades-unsafe-allow state-variable-immutable
    address private immutable _EXTENSION;

    error WithExtension_NoCode(address extension);

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address extension_) {
        require(extension_.code.length != 0, WithExtension_NoCode(extension_));
        _EXTENSION = extension_;
    }

    /// @notice The contract that takes the calls which this one does not know; fixed in the code.
    function extension() external view returns (address) {
        return _EXTENSION;
    }

    /// @notice Nobody sends money here without saying what for.
    receive() external payable {
        revert WithExtension_NoPlainPayments();
    }

    error WithExtension_NoPlainPayments();

    /// @inheritdoc Proxy
    /// @custom:oz-upgrades-unsafe-allow-reachable delegatecall
    function _implementation() internal view override returns (address) {
        return _EXTENSION;
    }
}
