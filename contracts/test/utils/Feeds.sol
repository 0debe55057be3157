// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";

/// @notice A price feed that says what it is told to say.
contract Feed is IAggregatorV3 {
    uint8 public decimals;
    int256 public answer;
    uint256 public updatedAt;

    constructor(uint8 decimals_, int256 answer_) {
        decimals = decimals_;
        set(answer_, block.timestamp);
    }

    function set(int256 answer_, uint256 updatedAt_) public {
        (answer, updatedAt) = (answer_, updatedAt_);
    }

    function setDecimals(uint8 decimals_) external {
        decimals = decimals_;
    }

    function latestRoundData() external view virtual returns (uint80, int256, uint256, uint256, uint80) {
        return (1, answer, updatedAt, updatedAt, 1);
    }
}

/// @notice A feed behind a proxy, as Chainlink's are, and as dear: five cold slots and a second contract.
contract FeedProxy is IAggregatorV3 {
    IAggregatorV3 public immutable target;
    uint256[5] private _slots = [uint256(1), 1, 1, 1, 1];

    constructor(IAggregatorV3 target_) {
        target = target_;
    }

    function decimals() external view returns (uint8) {
        return target.decimals();
    }

    function latestRoundData() external view returns (uint80 round, int256, uint256, uint256, uint80) {
        for (uint256 i; i < 5; ++i) {
            round += uint80(_slots[i]);
        }
        return target.latestRoundData();
    }
}

/// @notice A feed that was well when it was listed, and goes wrong in the way that it is told to.
contract HostileFeed is Feed {
    enum Kind {
        Well,
        Reverts,
        RevertsWithALot,
        RunsIntoInvalid,
        AnswersNothing,
        AnswersTooLittle,
        AnswersTooMuch,
        AnswersALot,
        BurnsGas,
        WritesState,
        AsksTheOracle
    }

    Kind public kind;
    address public oracle;
    uint256 private _written;

    constructor(int256 answer_) Feed(8, answer_) {}

    function become(Kind kind_) external {
        kind = kind_;
    }

    function setOracle(address oracle_) external {
        oracle = oracle_;
    }

    function latestRoundData() external view override returns (uint80, int256, uint256, uint256, uint80) {
        Kind k = kind;
        if (k == Kind.Reverts) revert("no data");
        if (k == Kind.WritesState) _asView(_write)();
        if (k == Kind.AsksTheOracle) _ask();
        uint256 price = uint256(answer);
        uint256 time = updatedAt;
        assembly {
            // A good answer stands in memory, six words and more; what goes wrong is how it is given.
            let words := mload(0x40)
            mstore(words, 1)
            mstore(add(words, 0x20), price)
            mstore(add(words, 0x40), time)
            mstore(add(words, 0x60), time)
            mstore(add(words, 0x80), 1)
            switch k
            case 2 { revert(0, 0x10000) }
            case 3 { invalid() }
            case 4 { return(0, 0) }
            case 5 { return(words, 0x80) }
            case 6 { return(words, 0xc0) }
            case 7 { return(words, 0x8000) }
            case 8 { for {} 1 {} { pop(keccak256(0, 0x400)) } }
            default { return(words, 0xa0) }
        }
    }

    function _write() private {
        ++_written;
    }

    function _ask() private view {
        (bool success,) = oracle.staticcall(abi.encodeWithSignature("ethUsd()"));
        require(success, "no answer");
    }

    function _asView(function() internal f) private pure returns (function() internal view g) {
        assembly {
            g := f
        }
    }
}

/// @notice A feed whose answer is the gas that it was given, less what it takes to look.
contract GasFeed is IAggregatorV3 {
    uint8 public constant decimals = 18;

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, int256(gasleft()), block.timestamp, block.timestamp, 1);
    }
}

/// @notice A token of which only the decimals matter.
contract Decimals {
    uint8 public immutable decimals;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }
}
