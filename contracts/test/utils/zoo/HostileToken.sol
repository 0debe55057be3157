// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A token with six decimals that misbehaves in the way that it is told to, from one moment to the next: as one behind a proxy can.
contract HostileToken {
    enum Kind {
        Honest,
        SaysNothing, // pays, and returns no value
        SaysTrueAndMore, // pays, and returns 32,768 bytes that begin with true
        SaysFalse, // does not pay
        SaysTwo, // does not pay
        SaysOneByte, // does not pay
        Reverts, // as one that is paused
        RevertsOnZero, // pays
        RevertsWithMuch,
        BurnsGas,
        TakesAFeeOfTheReceiver,
        TakesAFeeOfTheSender,
        Reenters, // pays, and calls somebody else before
        LiesAboutBalances, // pays, and every balance is the same
        PretendsToPay // says that it paid, and did not
    }

    Kind public kind;
    uint8 public decimals = 6;
    uint256 public totalSupply;
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public blocked;
    mapping(address account => uint256) private _balances;

    // What it calls when it reenters, and how that ended.
    address public target;
    bytes public data;
    bytes4 public answer;
    uint256 public calls;
    bool public succeeded;

    function become(Kind kind_) external {
        kind = kind_;
    }

    function arm(address target_, bytes calldata data_) external {
        (target, data, answer, calls, succeeded) = (target_, data_, 0, 0, false);
    }

    function setBlocked(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    function setDecimals(uint8 decimals_) external {
        decimals = decimals_;
    }

    function mint(address to, uint256 amount) external {
        totalSupply += amount;
        _balances[to] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function balanceOf(address account) external view returns (uint256) {
        return kind == Kind.LiesAboutBalances ? 1e30 : _balances[account];
    }

    /// @notice The truth.
    function holds(address account) external view returns (uint256) {
        return _balances[account];
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        _say();
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        _transfer(from, to, amount);
        _say();
    }

    function _transfer(address from, address to, uint256 amount) private {
        Kind k = kind;
        require(!blocked[from] && !blocked[to], "blocked");
        require(k != Kind.Reverts, "paused");
        require(k != Kind.RevertsOnZero || amount != 0, "zero");
        if (k == Kind.Reenters && target != address(0)) _reenter();
        if (k == Kind.SaysFalse || k == Kind.SaysTwo || k == Kind.SaysOneByte || k == Kind.PretendsToPay) return;
        uint256 fee = amount / 10;
        _balances[from] -= k == Kind.TakesAFeeOfTheSender ? amount + fee : amount;
        _balances[to] += k == Kind.TakesAFeeOfTheReceiver ? amount - fee : amount;
    }

    function _reenter() private {
        ++calls;
        bytes memory result;
        (succeeded, result) = target.call(data);
        answer = bytes4(result);
    }

    function _say() private view {
        Kind k = kind;
        assembly {
            mstore(0, 1)
            switch k
            case 1 { return(0, 0) }
            case 2 { return(0, 0x8000) }
            case 3 {
                mstore(0, 0)
                return(0, 0x20)
            }
            case 4 {
                mstore(0, 2)
                return(0, 0x20)
            }
            case 5 { return(0x1f, 0x01) }
            case 8 { revert(0, 0x10000) }
            case 9 { for {} 1 {} { pop(keccak256(0, 0x400)) } }
            default { return(0, 0x20) }
        }
    }
}
