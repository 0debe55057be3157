// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An account that takes ETH in the way that it is told to.
contract HostileRecipient {
    enum Kind {
        Accepts,
        Works, // as a wallet behind a proxy: more than 2,300 gas allow
        Refuses,
        RunsIntoInvalid,
        BurnsGas,
        AnswersMuch, // accepts
        RefusesWithMuch,
        Reenters,
        DestroysItself // accepts, and what it holds goes elsewhere
    }

    Kind public kind;
    uint256 public received = 1;

    // One slot that is not zero once armed, so that remembering fits into the gas of a payment.
    address public target;
    bytes4 public answer;
    bool public called;
    bool public succeeded;
    bytes public data;

    function become(Kind kind_) external {
        kind = kind_;
    }

    function arm(address target_, bytes calldata data_) external {
        (target, data, answer, called, succeeded) = (target_, data_, 0, false, false);
    }

    receive() external payable {
        Kind k = kind;
        if (k == Kind.Works) received += msg.value;
        if (k == Kind.Refuses) revert("no");
        if (k == Kind.Reenters && target != address(0)) _reenter();
        assembly {
            switch k
            case 3 { invalid() }
            case 4 { for {} 1 {} { pop(keccak256(0, 0x400)) } }
            case 5 { return(0, 0x8000) }
            case 6 { revert(0, 0x8000) }
            case 8 { selfdestruct(0xdead) }
        }
    }

    function _reenter() private {
        (bool success, bytes memory result) = target.call(data);
        (answer, called, succeeded) = (bytes4(result), true, success);
    }
}
