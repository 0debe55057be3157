// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice A dollar that anybody may print: six decimals, and signatures instead of approvals.
contract UsdCoin is ERC20Permit {
    constructor() ERC20("USD Coin", "USDC") ERC20Permit("USD Coin") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

/// @notice The same, and it remembers the gas that the last transfer was given, less what it takes to look.
contract MeteredCoin is UsdCoin {
    uint256 public seen;

    function transfer(address to, uint256 amount) public override returns (bool) {
        seen = gasleft();
        return super.transfer(to, amount);
    }
}
