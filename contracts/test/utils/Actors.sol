// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceOracle} from "../../src/interfaces/IPriceOracle.sol";

/// @notice Refuses every plain payment.
contract Refuser {
    receive() external payable {
        revert("no");
    }
}

/// @notice Burns all the gas that a payment brings, and answers with a great deal of data.
contract GasBurner {
    receive() external payable {
        assembly {
            for {} gt(gas(), 3000) {} { pop(keccak256(0, 0x400)) }
            revert(0, 0x10000)
        }
    }
}

/// @notice A wallet behind a proxy: it does a little work for each payment, more than 2,300 gas allow.
contract WalletProxy {
    uint256 public received;

    receive() external payable {
        received += msg.value;
    }
}

/// @notice Calls something back in the middle of a payment, and remembers whether it worked.
contract Reenterer {
    address public target;
    bytes public data;
    bool public called;
    bool public succeeded;

    function arm(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function run(address to, uint256 value, bytes calldata call_) external payable returns (bytes memory answer) {
        bool success;
        (success, answer) = to.call{value: value}(call_);
        if (!success) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    receive() external payable {
        if (target == address(0)) return;
        called = true;
        (succeeded,) = target.call(data);
    }
}

/// @notice A price source that misbehaves in the way it is told to.
contract BadOracle is IPriceOracle {
    enum Kind {
        Reverts,
        BurnsGas,
        AnswersNothing,
        AnswersGarbage,
        IsStale,
        AnswersMuch
    }

    Kind public kind;

    constructor(Kind kind_) {
        kind = kind_;
    }

    function usdValue(address, uint256) external view returns (uint256, bool) {
        Kind k = kind;
        if (k == Kind.Reverts) revert("no price");
        if (k == Kind.IsStale) return (1, false);
        assembly {
            if eq(k, 1) { for {} 1 {} { pop(keccak256(0, 0x400)) } }
            if eq(k, 2) { return(0, 0) }
            mstore(0, 1)
            mstore(0x20, not(0))
            if eq(k, 3) { return(0, 0x40) }
            revert(0, 0x100000)
        }
    }
}
