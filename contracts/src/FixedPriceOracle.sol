// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPriceOracle} from "./interfaces/IPriceOracle.sol";

/// @title FixedPriceOracle
/// @notice One price of ETH, for ever, and one currency at par: for tests, simulations and until real sources are there.
contract FixedPriceOracle is IPriceOracle {
    /// @dev USDC has 6 decimals, a dollar 18.
    uint256 private constant USDC_SCALE = 1e12;

    /// @notice Dollars for one ETH, with 18 decimals; zero means that there is no price.
    uint256 public immutable ethUsd;

    /// @notice The currency that counts as dollars, with 6 decimals; the zero address where there is none.
    address public immutable usdc;

    constructor(uint256 ethUsd_, address usdc_) {
        ethUsd = ethUsd_;
        usdc = usdc_;
    }

    /// @inheritdoc IPriceOracle
    /// @dev An amount whose value does not fit is answered like one without a price.
    function usdValue(address currency, uint256 amount) external view returns (uint256 value, bool fresh) {
        if (currency == address(0)) return _ethValue(amount);
        if (currency != usdc) return (0, false);
        (fresh, value) = Math.tryMul(amount, USDC_SCALE);
    }

    function _ethValue(uint256 amount) private view returns (uint256 value, bool fresh) {
        if (ethUsd == 0) return (0, false);
        uint256 product;
        (fresh, product) = Math.tryMul(amount, ethUsd);
        value = product / 1e18;
    }
}
