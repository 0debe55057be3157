// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
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

/// @notice Calls something back in the middle of a payment, and remembers how that ended.
contract Reenterer {
    // One slot that is not zero once armed, so that remembering fits into the gas of a payment.
    address public target;
    bytes4 public answer;
    bool public called;
    bool public succeeded;
    bytes public data;

    function arm(address target_, bytes calldata data_) external {
        (target, data, answer, called, succeeded) = (target_, data_, 0, false, false);
    }

    receive() external payable {
        if (target == address(0)) return;
        (bool success, bytes memory result) = target.call(data);
        (answer, called, succeeded) = (bytes4(result), true, success);
    }
}

/// @notice As {Reenterer}, for calls of any length: the data lies in code, whose reading costs the same however long it is.
contract LongReenterer {
    address private immutable TARGET;
    // One slot.
    address private data;
    bytes4 public answer;
    bool public called;
    bool public succeeded;

    constructor(address target) {
        TARGET = target;
    }

    function arm(bytes calldata data_) external {
        // Code that returns what follows it: PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN.
        bytes memory code = abi.encodePacked(hex"61", uint16(data_.length), hex"80600a3d393df3", data_);
        address created;
        assembly {
            created := create(0, add(code, 0x20), mload(code))
        }
        (data, answer, called, succeeded) = (created, 0, false, false);
    }

    receive() external payable {
        address stored = data;
        if (stored == address(0)) return;
        (bool success, bytes memory result) = TARGET.call(stored.code);
        (answer, called, succeeded) = (bytes4(result), true, success);
    }
}

/// @notice Remembers the gas that the last payment brought, less what it takes to look.
contract GasMeter {
    uint256 public seen;

    receive() external payable {
        seen = gasleft();
    }
}

/// @notice Pays with exactly so much gas.
contract Payer {
    function pay(address to, uint256 gasLimit) external payable {
        (bool success,) = to.call{value: msg.value, gas: gasLimit}("");
        require(success, "refused");
    }

    /// @dev Of nothing, to itself: what matters is how the token is called.
    function transfer(address token, uint256 gasLimit) external {
        require(IERC20(token).transfer{gas: gasLimit}(address(this), 0), "refused");
    }
}

/// @notice A price source that looks how much gas it is given: a dollar's price is low where it is what was expected, and high otherwise.
/// Without an expectation it says how much it is.
contract GasOracle is IPriceOracle {
    uint256 private _expected;

    function expect(uint256 expected) external {
        _expected = expected;
    }

    function usdValue(address, uint256) external view returns (uint256, bool) {
        uint256 seen = gasleft();
        uint256 expected = _expected;
        if (expected == 0) return (seen, true);
        return (seen == expected ? 1 : type(uint256).max, true);
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
