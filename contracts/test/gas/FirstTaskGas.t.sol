// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LifeGas} from "./LifeGas.sol";

/// @notice The first task of a market that nobody has used, of its first buyer, for its first node: every slot is still empty.
contract FirstTaskGasTest is LifeGas {
    function test_LifeOfTheFirstTask() external {
        _life("task-of-all-the-first", buyer, _activeNode(provider));
    }
}
