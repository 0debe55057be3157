// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPriceOracle} from "./interfaces/IPriceOracle.sol";

/// @title FixedPriceOracle
/// @notice One price of ETH, for ever: for tests, simulations and until real sources are there.
contract FixedPriceOracle is IPriceOracle {
    /// @notice Dollars for one ETH, with 18 decimals; zero means that there is no price.
    uint256 public immutable ethUsd;

    constructor(uint256 ethUsd_) {
        ethUsd = ethUsd_;
    }

    /// @inheritdoc IPriceOracle
    function usdValue(address currency, uint256 amount) external view returns (uint256 value, bool fresh) {
        if (currency != address(0) || ethUsd == 0) return (0, false);
        (bool fits, uint256 product) = Math.tryMul(amount, ethUsd);
        return fits ? (product / 1e18, true) : (0, false);
    }
}
