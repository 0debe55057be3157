// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Accruals} from "./Accruals.sol";
import {Governed} from "./Governed.sol";
import {
    Eligibility,
    INodeRegistryErrors,
    INodeRegistryEvents,
    NodeRegistryParameters,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "../interfaces/INodeRegistry.sol";
import {TrustLevel} from "../libraries/TrustLevel.sol";

/// @title NodeRegistryBase
/// @notice What NodeRegistry keeps, and what the contract and its extension both need of it.
abstract contract NodeRegistryBase is INodeRegistryErrors, INodeRegistryEvents, Governed, Accruals {
    bytes32 public constant VERIFIER_ROLE = keccak256("VERIFIER_ROLE");
    bytes32 public constant MARKETPLACE_ROLE = keccak256("MARKETPLACE_ROLE");
    bytes32 public constant REVIEWER_ROLE = keccak256("REVIEWER_ROLE");

    uint256 public constant MAX_OPEN_TASKS = 10;

    uint256 public constant MAX_URI_LENGTH = 256;

    uint8 internal constant TIER_OWNED = 1;
    uint8 internal constant TIER_COMMUNITY = 3;

    /// @dev Bits of {NodeRecord.restrictions}: whatever is set, the node takes no task.
    uint8 internal constant UNDER_REVIEW = 1;
    uint8 internal constant SUSPENDED = 2;
    uint8 internal constant OWNER_BANNED = 4;

    /// @dev Four slots. A small task reads the first three when it is taken and writes one; one that is approved touches the second and
    /// the third alone when it ends.
    struct NodeRecord {
        // slot 0; 96 bits hold 79 billion ETH
        address owner;
        uint96 stake;
        // slot 1
        uint104 power; // as proven last
        uint104 reservedPower;
        uint8 openTasks;
        uint40 provenAt;
        // slot 2
        NodeStatus status;
        ResourceType resourceType;
        uint8 restrictions;
        bool challengeOpen;
        uint8 ownerNonce; // an owner never registers more than MAX_NODES_PER_OWNER
        uint8 tier;
        bool hasPartnerSLA;
        uint16 reputation;
        uint40 lastActiveAt;
        uint32 tasksCompleted;
        uint32 tasksFailed;
        uint80 totalEarnings; // stops at 1.2 million ETH: it informs, and decides nothing
        // slot 3
        uint32 challengesPassed;
        uint40 registeredAt;
        uint40 withdrawableFrom;
        uint96 insuranceBond;
        uint40 heldUntil; // by a bid
    }

    /// @dev One slot, so that registering reads no other to know who is banned.
    struct OwnerRecord {
        uint248 nodeCount;
        bool banned;
    }

    /// @dev What taking a task reads is in the first slot.
    struct PackedParameters {
        uint96 registrationFee;
        uint96 minimumStake;
        uint32 stakeCooldown;
        uint32 proofValidity;
        uint96 insuranceBond;
    }

    /// @custom:storage-location erc7201:aiigo.storage.NodeRegistry
    struct Layout {
        PackedParameters parameters;
        uint40 pausedUntil;
        mapping(bytes32 nodeId => NodeRecord) nodes;
        // Every node ever registered, by type. Only views walk it; which nodes are active is filtered there, because an index of the active
        // ones would cost each activation and deactivation two slots. An owner's nodes need no index: their ids follow from the count.
        mapping(ResourceType resourceType => bytes32[]) nodeIds;
        mapping(address owner => OwnerRecord) owners;
        // The end of a suspended node's appeal window.
        mapping(bytes32 nodeId => uint256) banExecutableFrom;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.NodeRegistry")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant NODE_REGISTRY_STORAGE = 0xfb1df698ce7c7122f3229902e1949961fc8df255bc7576a92dc67bb8236ac600;

    /*//////////////////////////////////////////////////////////////
                                 RULES
    //////////////////////////////////////////////////////////////*/

    /// @dev The order of the checks is part of the interface.
    function _eligibility(NodeRecord storage node, TaskClaim calldata claim, address operator)
        internal
        view
        returns (Eligibility)
    {
        address owner = node.owner;
        if (owner == address(0)) return Eligibility.UnknownNode;
        if (node.status != NodeStatus.Active) return Eligibility.NotActive;
        uint8 restrictions = node.restrictions;
        if (restrictions != 0) return _restriction(restrictions);
        if (owner != operator) return Eligibility.NotOwner;
        if (owner == claim.buyer) return Eligibility.OwnerIsBuyer;
        if (node.resourceType != claim.resourceType) return Eligibility.WrongResourceType;
        if (!_hasPower(node, claim.requiredPower)) return Eligibility.PowerTooLow;
        if (node.stake < _storage().parameters.minimumStake) return Eligibility.StakeTooLow;
        // An active node with the minimum stake has level 1: most tasks need no more reading.
        if (claim.minTrustLevel > 1 && _trustLevel(node) < claim.minTrustLevel) return Eligibility.TrustLevelTooLow;
        if (node.openTasks >= MAX_OPEN_TASKS) return Eligibility.AtCapacity;
        return Eligibility.Eligible;
    }

    function _restriction(uint8 restrictions) private pure returns (Eligibility) {
        if (restrictions & UNDER_REVIEW != 0) return Eligibility.UnderReview;
        if (restrictions & SUSPENDED != 0) return Eligibility.Suspended;
        return Eligibility.OwnerBanned;
    }

    function _trustLevel(NodeRecord storage node) internal view returns (uint8) {
        return TrustLevel.trustLevel(
            TrustLevel.TrustedNode({
                status: node.status,
                stakedAmount: node.stake,
                reputation: node.reputation,
                totalTasksCompleted: node.tasksCompleted,
                totalTasksFailed: node.tasksFailed,
                challengesPassed: node.challengesPassed,
                hasPartnerSLA: node.hasPartnerSLA,
                // Read only where it decides: the parameter lies in a slot of its own.
                hasInsuranceBond: node.hasPartnerSLA && _hasInsuranceBond(node)
            }),
            _storage().parameters.minimumStake
        );
    }

    function _hasInsuranceBond(NodeRecord storage node) internal view returns (bool) {
        return node.insuranceBond >= _storage().parameters.insuranceBond;
    }

    /// @dev The proven power, or zero once the last pass is longer ago than proofs count.
    function _freshPower(NodeRecord storage node) internal view returns (uint256) {
        return block.timestamp > uint256(node.provenAt) + _storage().parameters.proofValidity ? 0 : node.power;
    }

    /// @dev Whether the fresh power covers what is reserved and this besides. A node without fresh power takes no task, not even one that
    /// asks for none.
    function _hasPower(NodeRecord storage node, uint256 required) internal view returns (bool) {
        uint256 fresh = _freshPower(node);
        uint256 reserved = node.reservedPower;
        return fresh != 0 && reserved <= fresh && required <= fresh - reserved;
    }

    /// @dev A later fall of the power takes no task away, so that more may be reserved than there is.
    function _freePower(NodeRecord storage node) internal view returns (uint256) {
        return Math.saturatingSub(_freshPower(node), node.reservedPower);
    }

    function _node(bytes32 nodeId) internal view returns (NodeRecord storage node) {
        node = _storage().nodes[nodeId];
        require(node.owner != address(0), NodeRegistry_UnknownNode(nodeId));
    }

    function _ownedNode(bytes32 nodeId) internal view returns (NodeRecord storage node) {
        node = _node(nodeId);
        require(node.owner == msg.sender, NodeRegistry_NotNodeOwner(nodeId, msg.sender, node.owner));
    }

    function _requireUri(string calldata uri) internal pure {
        uint256 length = bytes(uri).length;
        require(length != 0 && length <= MAX_URI_LENGTH, NodeRegistry_InvalidUri(length, MAX_URI_LENGTH));
    }

    function _nodeId(address owner, uint256 ownerNonce) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), owner, ownerNonce));
    }

    function _parameters() internal view returns (NodeRegistryParameters memory) {
        PackedParameters storage p = _storage().parameters;
        return NodeRegistryParameters({
            registrationFee: p.registrationFee,
            minimumStake: p.minimumStake,
            insuranceBond: p.insuranceBond,
            stakeCooldown: p.stakeCooldown,
            proofValidity: p.proofValidity
        });
    }

    /*//////////////////////////////////////////////////////////////
                             CHANGES
    //////////////////////////////////////////////////////////////*/

    function _activate(bytes32 nodeId, NodeRecord storage node) internal {
        uint256 minimum = _storage().parameters.minimumStake;
        require(node.stake >= minimum, NodeRegistry_StakeTooLow(nodeId, node.stake, minimum));
        _setStatus(nodeId, node, NodeStatus.Active);
        if (node.withdrawableFrom != 0) _setWithdrawableFrom(nodeId, node, 0);
    }

    function _setStatus(bytes32 nodeId, NodeRecord storage node, NodeStatus status) internal {
        emit NodeStatusChanged(nodeId, node.status, status);
        node.status = status;
    }

    function _startCooldown(bytes32 nodeId, NodeRecord storage node) internal {
        _setWithdrawableFrom(nodeId, node, block.timestamp + _storage().parameters.stakeCooldown);
    }

    function _setWithdrawableFrom(bytes32 nodeId, NodeRecord storage node, uint256 time) private {
        node.withdrawableFrom = uint40(time);
        emit StakeCooldownStarted(nodeId, time);
    }

    function _slash(bytes32 nodeId, NodeRecord storage node, uint256 amount, string memory reason) internal {
        node.stake -= uint96(amount);
        _accrue(amount);
        emit NodeSlashed(nodeId, amount, reason);
    }

    function _setParameters(NodeRegistryParameters memory p) internal {
        _requireBounds("registrationFee", p.registrationFee, 0, 1 ether);
        _requireBounds("minimumStake", p.minimumStake, 0.1 ether, 5 ether);
        _requireBounds("insuranceBond", p.insuranceBond, 0, 10 ether);
        _requireBounds("stakeCooldown", p.stakeCooldown, 1 days, 30 days);
        _requireBounds("proofValidity", p.proofValidity, 1 days, 365 days);

        _storage().parameters = PackedParameters({
            registrationFee: uint96(p.registrationFee),
            minimumStake: uint96(p.minimumStake),
            stakeCooldown: uint32(p.stakeCooldown),
            proofValidity: uint32(p.proofValidity),
            insuranceBond: uint96(p.insuranceBond)
        });
        emit NodeRegistryParametersUpdated(p);
    }

    function _requireBounds(string memory name, uint256 value, uint256 minimum, uint256 maximum) internal pure {
        require(value >= minimum && value <= maximum, NodeRegistry_ParameterOutOfBounds(name, value, minimum, maximum));
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
            $.slot := NODE_REGISTRY_STORAGE
        }
    }
}
