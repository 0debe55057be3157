// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAggregatorV3} from "./interfaces/IAggregatorV3.sol";
import {IPriceOracle} from "./interfaces/IPriceOracle.sol";
import {IPriceSources, PriceSource, PriceSourceConfig, PriceSourceProblem} from "./interfaces/IPriceSources.sol";
import {MedianPrice} from "./libraries/MedianPrice.sol";

/// @title PriceOracle
/// @notice See {IPriceSources}. Holds no money, and no contract that does reads it on the way out.
contract PriceOracle is IPriceSources, Ownable2Step {
    uint256 public constant MAX_SOURCES = 7;
    uint256 public constant MIN_HEARTBEAT = 1 minutes;
    /// @dev A day is the longest heartbeat of the feeds that there are; twice that leaves room for a late one.
    uint256 public constant MAX_HEARTBEAT = 2 days;
    uint256 public constant MAX_DECIMALS = 36;

    /// @notice The gas that one source may use. A Chainlink proxy takes 15,000 to 20,000 when everything is cold; seven sources that burn all
    /// of it stay within the 500,000 that the marketplace gives to the whole question.
    uint256 public constant SOURCE_GAS = 50_000;

    uint256 private constant WAD_DECIMALS = 18;
    uint256 private constant USDC_DECIMALS = 6;
    /// @dev The five words of `latestRoundData`.
    uint256 private constant ANSWER_SIZE = 0xa0;

    /// @inheritdoc IPriceSources
    address public immutable usdc;

    // A slot each.
    PriceSource[] private _sources;

    /// @param usdc_ May be the zero address where there is no USDC.
    constructor(address initialOwner, address usdc_, PriceSourceConfig[] memory configs) Ownable(initialOwner) {
        if (usdc_ != address(0)) _requireUsdc(usdc_);
        usdc = usdc_;
        _setSources(configs);
    }

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IPriceSources
    function setSources(PriceSourceConfig[] calldata configs) external onlyOwner {
        _setSources(configs);
    }

    /// @notice Refused: an owner may hand over, never vanish.
    function renounceOwnership() public view override onlyOwner {
        revert PriceOracle_CannotRenounce();
    }

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IPriceOracle
    /// @dev An amount whose value does not fit is answered like one without a price: to be told is better than to be reverted.
    function usdValue(address currency, uint256 amount) external view returns (uint256 value, bool fresh) {
        if (currency == address(0)) return _ethValue(amount);
        if (currency != usdc) return (0, false);
        (fresh, value) = Math.tryMul(amount, 10 ** (WAD_DECIMALS - USDC_DECIMALS));
    }

    /// @inheritdoc IPriceSources
    function ethUsd() public view returns (uint256 price, bool fresh) {
        uint256 length = _sources.length;
        uint256[] memory prices = new uint256[](length);
        uint256 count;
        for (uint256 i; i < length; ++i) {
            (uint256 answer, PriceSourceProblem problem) = _read(_sources[i]);
            if (problem == PriceSourceProblem.None) MedianPrice.insert(prices, count++, answer);
        }
        return MedianPrice.median(prices, count);
    }

    /// @inheritdoc IPriceSources
    function getSources() external view returns (PriceSource[] memory) {
        return _sources;
    }

    /// @inheritdoc IPriceSources
    function readSources() external view returns (uint256[] memory prices, PriceSourceProblem[] memory problems) {
        uint256 length = _sources.length;
        prices = new uint256[](length);
        problems = new PriceSourceProblem[](length);
        for (uint256 i; i < length; ++i) {
            (prices[i], problems[i]) = _read(_sources[i]);
        }
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: READING
    //////////////////////////////////////////////////////////////*/

    function _ethValue(uint256 amount) private view returns (uint256 value, bool fresh) {
        (uint256 price, bool known) = ethUsd();
        if (!known) return (0, false);
        uint256 product;
        (fresh, product) = Math.tryMul(amount, price);
        value = product / 1e18;
    }

    /// @dev One source, checked. A further kind of source is a branch here.
    function _read(PriceSource memory source) private view returns (uint256 price, PriceSourceProblem problem) {
        (bool answered, int256 answer, uint256 updatedAt) = _askAggregator(source.feed);
        if (!answered) return (0, PriceSourceProblem.NoAnswer);
        if (answer <= 0) return (0, PriceSourceProblem.NotPositive);
        if (updatedAt > block.timestamp) return (0, PriceSourceProblem.FromTheFuture);
        if (block.timestamp - updatedAt > source.heartbeat) return (0, PriceSourceProblem.Stale);
        price = _normalise(uint256(answer), source.decimals);
        if (price == 0 || price > MedianPrice.MAX_PRICE) return (0, PriceSourceProblem.OutOfRange);
    }

    /// @dev Not a call of Solidity's, which reverts with the source, and copies all that it answers. Only an answer of exactly five words
    /// counts. How much gas there is need not be checked: a caller who gives too little to ask a source leaves 1/64 of that to go on
    /// with, and runs out; no caller can choose the sources that are heard.
    function _askAggregator(address feed) private view returns (bool answered, int256 answer, uint256 updatedAt) {
        bytes4 selector = IAggregatorV3.latestRoundData.selector;
        assembly ("memory-safe") {
            // Past the free memory pointer, which stays: nothing is kept there.
            let words := mload(0x40)
            mstore(words, selector)
            answered := staticcall(SOURCE_GAS, feed, words, 0x04, words, ANSWER_SIZE)
            answered := and(answered, eq(returndatasize(), ANSWER_SIZE))
            if answered {
                answer := mload(add(words, 0x20))
                updatedAt := mload(add(words, 0x60))
            }
        }
    }

    /// @dev To 18 decimals, rounded down; more than MAX_PRICE where it would not fit.
    function _normalise(uint256 answer, uint256 decimals) private pure returns (uint256) {
        if (decimals > WAD_DECIMALS) return answer / 10 ** (decimals - WAD_DECIMALS);
        // Before the product, which could overflow; what is larger here is larger afterwards.
        if (answer > MedianPrice.MAX_PRICE) return type(uint256).max;
        return answer * 10 ** (WAD_DECIMALS - decimals);
    }

    /*//////////////////////////////////////////////////////////////
                           INTERNAL: SETTING
    //////////////////////////////////////////////////////////////*/

    function _setSources(PriceSourceConfig[] memory configs) private {
        uint256 count = configs.length;
        require(count <= MAX_SOURCES, PriceOracle_TooManySources(count, MAX_SOURCES));

        delete _sources;
        for (uint256 i; i < count; ++i) {
            PriceSourceConfig memory config = configs[i];
            _requireHeartbeat(config);
            _requireNew(config.feed);
            _sources.push(
                PriceSource({
                    feed: config.feed,
                    heartbeat: uint32(config.heartbeat),
                    decimals: _decimalsOf(config.feed),
                    kind: config.kind
                })
            );
        }
        emit SourcesUpdated(_sources);
    }

    function _requireHeartbeat(PriceSourceConfig memory config) private pure {
        uint256 heartbeat = config.heartbeat;
        require(
            heartbeat >= MIN_HEARTBEAT && heartbeat <= MAX_HEARTBEAT,
            PriceOracle_InvalidHeartbeat(config.feed, heartbeat, MIN_HEARTBEAT, MAX_HEARTBEAT)
        );
    }

    /// @dev Against those listed so far: at most six.
    function _requireNew(address feed) private view {
        for (uint256 i; i < _sources.length; ++i) {
            require(_sources[i].feed != feed, PriceOracle_DuplicateFeed(feed));
        }
    }

    /// @dev A feed that reverts takes the proposal down with it, which is what governance wants to know.
    function _decimalsOf(address feed) private view returns (uint8 decimals) {
        require(feed.code.length > 0, PriceOracle_NoFeed(feed));
        decimals = IAggregatorV3(feed).decimals();
        require(decimals <= MAX_DECIMALS, PriceOracle_InvalidDecimals(feed, decimals, MAX_DECIMALS));
    }

    function _requireUsdc(address usdc_) private view {
        uint256 decimals = IERC20Metadata(usdc_).decimals();
        require(decimals == USDC_DECIMALS, PriceOracle_InvalidUsdc(usdc_, decimals, USDC_DECIMALS));
    }
}
