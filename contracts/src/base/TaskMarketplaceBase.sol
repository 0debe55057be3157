// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrowManager} from "../interfaces/IEscrowManager.sol";
import {INodeRegistry, ResourceType, TaskClaim} from "../interfaces/INodeRegistry.sol";
import {IPriceOracle} from "../interfaces/IPriceOracle.sol";
import {
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskMarketplaceParameters,
    TaskStatus
} from "../interfaces/ITaskMarketplace.sol";
import {FeeMath} from "../libraries/FeeMath.sol";
import {Governed} from "./Governed.sol";

/// @title TaskMarketplaceBase
/// @notice What TaskMarketplace keeps, and what the contract and its extension both need of it.
abstract contract TaskMarketplaceBase is ITaskMarketplaceErrors, ITaskMarketplaceEvents, Governed {
    uint256 public constant MIN_DURATION = 1 minutes;
    uint256 public constant MAX_DURATION = 30 days;
    uint256 public constant MAX_URI_LENGTH = 256;
    uint8 public constant MAX_TRUST_LEVEL = 4;

    /// @dev Three slots. Posting writes the first two; accepting, delivering and ending write the third alone.
    struct TaskRecord {
        // slot 0
        address buyer;
        uint40 createdAt;
        ResourceType resourceType;
        uint8 minTrustLevel;
        uint8 failedAttempts;
        uint16 parametersVersion;
        // slot 1
        uint104 requiredPower;
        uint88 maxPrice;
        uint24 duration;
        uint40 openUntil;
        // slot 2: provider and nonce name the assigned node
        address provider;
        uint8 nodeNonce;
        uint40 startedAt;
        uint40 completedAt;
        TaskStatus status;
    }

    /// @dev A version for each change, so that a task keeps what it was posted with. The second slot is read at the end only.
    struct PackedParameters {
        uint64 smallestTaskEth;
        uint80 smallTaskLimitUsd;
        uint32 openWindow;
        uint32 reviewWindow;
        uint8 attempts;
        uint96 reputationFeeFloorEth;
    }

    /// @custom:storage-location erc7201:aiigo.storage.TaskMarketplace
    struct Layout {
        // slot 0: posting reads both
        IPriceOracle priceOracle;
        uint40 pausedUntil;
        // slot 1: never zero, so that the first task of a type is not dearer than the others
        uint16 parametersVersion;
        uint240 taskCounts; // 48 bits a type; see _taskCount
        // slot 2 …
        INodeRegistry nodeRegistry;
        IEscrowManager escrowManager;
        address powVerifier;
        mapping(uint256 version => PackedParameters) parameters;
        mapping(bytes32 taskId => TaskRecord) tasks;
        mapping(bytes32 taskId => mapping(bytes32 nodeId => bool)) excluded;
        mapping(address buyer => uint256) buyerTaskCount;
        // Every task ever posted, by type and number. Only views walk it: an index of the open ones, or one by node, would cost each task two
        // slots more. A buyer's tasks need no index: their ids follow from the count.
        mapping(ResourceType resourceType => mapping(uint256 number => bytes32)) taskIds;
        mapping(ResourceType resourceType => uint256) referencePrice;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.TaskMarketplace")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant TASK_MARKETPLACE_STORAGE =
        0x48eed7071ed9169fd4d55921c64bf37dc9f25faea6455403ece0e7ff1e39ca00;

    /*//////////////////////////////////////////////////////////////
                            A TASK'S FACTS
    //////////////////////////////////////////////////////////////*/

    function _parametersOf(TaskRecord storage task) internal view returns (PackedParameters storage) {
        return _storage().parameters[task.parametersVersion];
    }

    /// @dev The whole price is in escrow as long as no lower one is agreed on.
    function _escrowAmount(TaskRecord storage task) internal view returns (uint256) {
        return FeeMath.taskCostUp(task.maxPrice, task.duration);
    }

    function _deadline(TaskRecord storage task) internal view returns (uint256) {
        uint256 duration = task.duration;
        return task.startedAt + duration + FeeMath.taskGrace(duration);
    }

    function _reviewUntil(TaskRecord storage task) internal view returns (uint256) {
        return uint256(task.completedAt) + _parametersOf(task).reviewWindow;
    }

    /// @dev As the registry derives a node's id; zero while nobody is assigned.
    function _assignedNode(TaskRecord storage task) internal view returns (bytes32) {
        address provider = task.provider;
        if (provider == address(0)) return 0;
        return keccak256(
            abi.encode(block.chainid, address(_storage().nodeRegistry), provider, uint256(task.nodeNonce))
        );
    }

    function _claim(TaskRecord storage task, address operator) internal view returns (TaskClaim memory) {
        return TaskClaim({
            operator: operator,
            buyer: task.buyer,
            resourceType: task.resourceType,
            minTrustLevel: task.minTrustLevel,
            requiredPower: task.requiredPower
        });
    }

    /// @dev A buyer's counted tasks cannot meet the salts of another form of posting: those are not hashes of small numbers.
    function _countedSalt(uint256 count) internal pure returns (bytes32) {
        return keccak256(abi.encode(count));
    }

    function _task(bytes32 taskId) internal view returns (TaskRecord storage task) {
        task = _storage().tasks[taskId];
        require(task.buyer != address(0), TaskMarketplace_UnknownTask(taskId));
    }

    function _taskCount(ResourceType resourceType) internal view returns (uint256) {
        return uint48(_storage().taskCounts >> (48 * uint8(resourceType)));
    }

    function _taskId(address buyer, bytes32 salt) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), buyer, salt));
    }

    function _requireTask(
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        uint256 uriLength
    ) internal pure {
        require(
            duration >= MIN_DURATION && duration <= MAX_DURATION,
            TaskMarketplace_DurationOutOfRange(duration, MIN_DURATION, MAX_DURATION)
        );
        require(
            maxPrice != 0 && maxPrice <= type(uint88).max,
            TaskMarketplace_PriceOutOfRange(maxPrice, type(uint88).max)
        );
        require(
            requiredPower <= type(uint104).max,
            TaskMarketplace_PowerOutOfRange(requiredPower, type(uint104).max)
        );
        require(
            minTrustLevel <= MAX_TRUST_LEVEL, TaskMarketplace_TrustLevelOutOfRange(minTrustLevel, MAX_TRUST_LEVEL)
        );
        require(
            uriLength != 0 && uriLength <= MAX_URI_LENGTH, TaskMarketplace_InvalidUri(uriLength, MAX_URI_LENGTH)
        );
    }

    /*//////////////////////////////////////////////////////////////
                            GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    function _setNodeRegistry(address newNodeRegistry) internal {
        Layout storage $ = _storage();
        _requireFirst(address($.nodeRegistry), newNodeRegistry);
        $.nodeRegistry = INodeRegistry(newNodeRegistry);
        emit NodeRegistrySet(newNodeRegistry);
    }

    function _setEscrowManager(address newEscrowManager) internal {
        Layout storage $ = _storage();
        _requireFirst(address($.escrowManager), newEscrowManager);
        $.escrowManager = IEscrowManager(newEscrowManager);
        emit EscrowManagerSet(newEscrowManager);
    }

    function _setPowVerifier(address newPowVerifier) internal {
        Layout storage $ = _storage();
        _requireFirst($.powVerifier, newPowVerifier);
        $.powVerifier = newPowVerifier;
        emit PowVerifierSet(newPowVerifier);
    }

    function _setPriceOracle(address newPriceOracle) internal {
        require(newPriceOracle != address(0), TaskMarketplace_ZeroAddress());
        Layout storage $ = _storage();
        emit PriceOracleUpdated(address($.priceOracle), newPriceOracle);
        $.priceOracle = IPriceOracle(newPriceOracle);
    }

    function _setReferencePrice(ResourceType resourceType, uint256 price) internal {
        require(price <= type(uint88).max, TaskMarketplace_PriceOutOfRange(price, type(uint88).max));
        _storage().referencePrice[resourceType] = price;
        emit ReferencePriceUpdated(resourceType, price);
    }

    function _setParameters(TaskMarketplaceParameters calldata p) internal {
        _requireBounds("smallestTaskEth", p.smallestTaskEth, 0, 0.1 ether);
        _requireBounds("reputationFeeFloorEth", p.reputationFeeFloorEth, 0, 0.1 ether);
        _requireBounds("smallTaskLimitUsd", p.smallTaskLimitUsd, 10e18, 10_000e18);
        _requireBounds("openWindow", p.openWindow, 1 hours, 30 days);
        _requireBounds("reviewWindow", p.reviewWindow, 1 hours, 7 days);
        _requireBounds("attempts", p.attempts, 1, 10);

        Layout storage $ = _storage();
        $.parameters[++$.parametersVersion] = PackedParameters({
            smallestTaskEth: uint64(p.smallestTaskEth),
            smallTaskLimitUsd: uint80(p.smallTaskLimitUsd),
            openWindow: uint32(p.openWindow),
            reviewWindow: uint32(p.reviewWindow),
            attempts: uint8(p.attempts),
            reputationFeeFloorEth: uint96(p.reputationFeeFloorEth)
        });
        emit TaskMarketplaceParametersUpdated(p);
    }

    function _requireFirst(address current, address replacement) internal pure {
        require(current == address(0), TaskMarketplace_ReferenceAlreadySet(current));
        require(replacement != address(0), TaskMarketplace_ZeroAddress());
    }

    function _requireBounds(string memory name, uint256 value, uint256 minimum, uint256 maximum) internal pure {
        require(
            value >= minimum && value <= maximum, TaskMarketplace_ParameterOutOfBounds(name, value, minimum, maximum)
        );
    }

    /// @inheritdoc Governed
    function _pausedUntil() internal view override returns (uint256) {
        return _storage().pausedUntil;
    }

    /// @inheritdoc Governed
    function _setPausedUntil(uint40 until) internal override {
        _storage().pausedUntil = until;
    }

    function _storage() internal pure returns (Layout storage $) {
        assembly {
            $.slot := TASK_MARKETPLACE_STORAGE
        }
    }
}
