// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UsdCoin} from "../../utils/Tokens.sol";

/// @notice A dollar whose issuer freezes accounts.
contract FreezableUsdCoin is UsdCoin {
    mapping(address account => bool) public frozen;

    function setFrozen(address account, bool frozen_) external {
        frozen[account] = frozen_;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!frozen[from] && !frozen[to], "frozen");
        super._update(from, to, value);
    }
}
