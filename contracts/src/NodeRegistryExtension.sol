// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeRegistryBase} from "./base/NodeRegistryBase.sol";
import {
    Eligibility,
    INodeRegistryExtension,
    Node,
    NodeDetails,
    NodeRegistryParameters,
    NodeStatus,
    ResourceType,
    TaskClaim
} from "./interfaces/INodeRegistry.sol";
import {FeeMath} from "./libraries/FeeMath.sol";
import {Pagination} from "./libraries/Pagination.sol";

/// @title NodeRegistryExtension
/// @notice What governance does with NodeRegistry and what NodeRegistry answers; see {WithExtension}. It runs on NodeRegistry's storage. Called
/// directly it finds an empty registry without an owner, and so can do nothing.
contract NodeRegistryExtension is INodeRegistryExtension, NodeRegistryBase {
    bytes32 public constant ARBITRATOR_ROLE = keccak256("ARBITRATOR_ROLE");

    /// @notice How long the registry's owner may find for a node that is accused of misuse.
    uint256 public constant APPEAL_WINDOW = 3 days;

    /*//////////////////////////////////////////////////////////////
                            GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryExtension
    function updateNodeStatus(bytes32 nodeId, NodeStatus status) external onlyOwner {
        NodeRecord storage node = _node(nodeId);
        NodeStatus from = node.status;
        require(_isTransition(from, status), NodeRegistry_InvalidTransition(nodeId, from, status));

        if (status == NodeStatus.Active) return _activate(nodeId, node);
        _setStatus(nodeId, node, status);
        if (status == NodeStatus.Inactive || status == NodeStatus.Slashed) _startCooldown(nodeId, node);
    }

    /// @inheritdoc INodeRegistryExtension
    function addTrustedNode(bytes32 nodeId) external {
        setNodeTier(nodeId, TIER_OWNED);
    }

    /// @inheritdoc INodeRegistryExtension
    function setNodeTier(bytes32 nodeId, uint8 tier) public onlyOwner {
        NodeRecord storage node = _node(nodeId);
        require(tier >= TIER_OWNED && tier <= TIER_COMMUNITY, NodeRegistry_InvalidTier(tier));
        node.tier = tier;
        emit NodeTierUpdated(nodeId, tier);
    }

    /// @inheritdoc INodeRegistryExtension
    function setPartnerSLA(bytes32 nodeId, bool signed) external onlyOwner {
        _node(nodeId).hasPartnerSLA = signed;
        emit PartnerSLAUpdated(nodeId, signed);
    }

    /// @inheritdoc INodeRegistryExtension
    function clearReview(bytes32 nodeId) external onlyRole(REVIEWER_ROLE) {
        NodeRecord storage node = _node(nodeId);
        require(node.restrictions & UNDER_REVIEW != 0, NodeRegistry_NotUnderReview(nodeId));
        node.restrictions &= ~UNDER_REVIEW;
        emit NodeReviewCleared(nodeId, msg.sender);
    }

    /*//////////////////////////////////////////////////////////////
                                MISUSE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryExtension
    function proposeBan(bytes32 nodeId, string calldata evidenceURI) external onlyRole(ARBITRATOR_ROLE) {
        NodeRecord storage node = _node(nodeId);
        NodeStatus status = node.status;
        require(status == NodeStatus.Active || status == NodeStatus.Inactive, NodeRegistry_WrongStatus(nodeId, status));
        require(node.owner != msg.sender, NodeRegistry_ArbitratorIsOwner(nodeId, msg.sender));
        mapping(bytes32 nodeId => uint256) storage executableFrom = _storage().banExecutableFrom;
        require(node.restrictions & SUSPENDED == 0, NodeRegistry_Suspended(nodeId, executableFrom[nodeId]));
        _requireUri(evidenceURI);

        uint256 from = block.timestamp + APPEAL_WINDOW;
        node.restrictions |= SUSPENDED;
        executableFrom[nodeId] = from;
        emit BanProposed(nodeId, msg.sender, from, evidenceURI);
    }

    /// @inheritdoc INodeRegistryExtension
    function appealBan(bytes32 nodeId, string calldata appealURI) external {
        _requireSuspended(nodeId, _ownedNode(nodeId));
        _requireUri(appealURI);
        emit BanAppealed(nodeId, msg.sender, appealURI);
    }

    /// @inheritdoc INodeRegistryExtension
    function cancelBan(bytes32 nodeId) external onlyOwner {
        NodeRecord storage node = _node(nodeId);
        uint256 from = _requireSuspended(nodeId, node);
        require(block.timestamp < from, NodeRegistry_AppealWindowOver(nodeId, from));

        _endSuspension(nodeId, node);
        emit BanCancelled(nodeId);
    }

    /// @inheritdoc INodeRegistryExtension
    function executeBan(bytes32 nodeId) external {
        NodeRecord storage node = _node(nodeId);
        uint256 from = _requireSuspended(nodeId, node);
        require(block.timestamp >= from, NodeRegistry_AppealWindowNotOver(nodeId, from));

        _endSuspension(nodeId, node);
        _banOwner(node.owner);
        _slash(nodeId, node, FeeMath.slashDown(node.stake, FeeMath.MAX_SLASH_BPS), "misuse");
        if (node.status != NodeStatus.Slashed) _setStatus(nodeId, node, NodeStatus.Slashed);
        _startCooldown(nodeId, node);
        emit BanExecuted(nodeId, node.owner);
    }

    /*//////////////////////////////////////////////////////////////
                              PARAMETERS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryExtension
    function updateMinStake(uint256 minimumStake) external onlyOwner {
        NodeRegistryParameters memory changed = _parameters();
        changed.minimumStake = minimumStake;
        _setParameters(changed);
    }

    /// @inheritdoc INodeRegistryExtension
    function setParameters(NodeRegistryParameters calldata newParameters) external onlyOwner {
        _setParameters(newParameters);
    }

    /*//////////////////////////////////////////////////////////////
                              VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryExtension
    function getNode(bytes32 nodeId) external view returns (Node memory result) {
        NodeRecord storage node = _node(nodeId);
        result.owner = node.owner;
        result.nodeId = nodeId;
        result.status = node.status;
        result.resourceType = node.resourceType;
        result.computePower = _freshPower(node);
        result.stakedAmount = node.stake;
        result.reputation = node.reputation;
        result.totalTasksCompleted = node.tasksCompleted;
        result.totalEarnings = node.totalEarnings;
        result.registeredAt = node.registeredAt;
        result.lastActiveAt = node.lastActiveAt;
    }

    /// @inheritdoc INodeRegistryExtension
    function getNodeDetails(bytes32 nodeId) external view returns (NodeDetails memory result) {
        NodeRecord storage node = _node(nodeId);
        result.nodeId = nodeId;
        result.owner = node.owner;
        result.ownerNonce = node.ownerNonce;
        result.status = node.status;
        result.resourceType = node.resourceType;
        result.tier = node.tier;
        result.trustLevel = _trustLevel(node);
        result.underReview = node.restrictions & UNDER_REVIEW != 0;
        result.suspended = node.restrictions & SUSPENDED != 0;
        result.ownerBanned = node.restrictions & OWNER_BANNED != 0;
        result.challengeOpen = node.challengeOpen;
        result.hasPartnerSLA = node.hasPartnerSLA;
        result.hasInsuranceBond = _hasInsuranceBond(node);
        result.insuranceBond = node.insuranceBond;
        result.reputation = node.reputation;
        result.computePower = _freshPower(node);
        result.provenPower = node.power;
        result.provenAt = node.provenAt;
        result.reservedPower = node.reservedPower;
        result.openTasks = node.openTasks;
        result.stakedAmount = node.stake;
        result.totalTasksCompleted = node.tasksCompleted;
        result.totalTasksFailed = node.tasksFailed;
        result.challengesPassed = node.challengesPassed;
        result.totalEarnings = node.totalEarnings;
        result.registeredAt = node.registeredAt;
        result.lastActiveAt = node.lastActiveAt;
        result.withdrawableFrom = node.withdrawableFrom;
        result.heldUntil = node.heldUntil;
        result.banExecutableFrom = _storage().banExecutableFrom[nodeId];
    }

    /// @inheritdoc INodeRegistryExtension
    function getNodesByOwner(address owner) external view returns (bytes32[] memory) {
        return getNodesByOwner(owner, 0, type(uint256).max);
    }

    /// @inheritdoc INodeRegistryExtension
    function getNodesByOwner(address owner, uint256 offset, uint256 limit)
        public
        view
        returns (bytes32[] memory nodeIds)
    {
        (uint256 start, uint256 end) = Pagination.window(_storage().owners[owner].nodeCount, offset, limit);
        nodeIds = new bytes32[](end - start);
        for (uint256 i = start; i < end; ++i) {
            nodeIds[i - start] = _nodeId(owner, i);
        }
    }

    /// @inheritdoc INodeRegistryExtension
    function getActiveNodes(ResourceType resourceType) external view returns (bytes32[] memory) {
        return getActiveNodes(resourceType, 0, type(uint256).max);
    }

    /// @inheritdoc INodeRegistryExtension
    function getActiveNodes(ResourceType resourceType, uint256 offset, uint256 limit)
        public
        view
        returns (bytes32[] memory active)
    {
        Layout storage $ = _storage();
        bytes32[] storage all = $.nodeIds[resourceType];
        (uint256 start, uint256 end) = Pagination.window(all.length, offset, limit);
        active = new bytes32[](end - start);
        uint256 count;
        for (uint256 i = start; i < end; ++i) {
            if ($.nodes[all[i]].status == NodeStatus.Active) active[count++] = all[i];
        }
        Pagination.shrink(active, count);
    }

    /// @inheritdoc INodeRegistryExtension
    function nodeCount(ResourceType resourceType) external view returns (uint256) {
        return _storage().nodeIds[resourceType].length;
    }

    /// @inheritdoc INodeRegistryExtension
    function ownerNodeCount(address owner) external view returns (uint256) {
        return _storage().owners[owner].nodeCount;
    }

    /// @inheritdoc INodeRegistryExtension
    function computeNodeId(address owner, uint256 ownerNonce) public view returns (bytes32) {
        return _nodeId(owner, ownerNonce);
    }

    /// @inheritdoc INodeRegistryExtension
    function isNodeActive(bytes32 nodeId) external view returns (bool) {
        return _storage().nodes[nodeId].status == NodeStatus.Active;
    }

    /// @inheritdoc INodeRegistryExtension
    function isBanned(address owner) external view returns (bool) {
        return _storage().owners[owner].banned;
    }

    /// @inheritdoc INodeRegistryExtension
    function getNodeTrustLevel(bytes32 nodeId) external view returns (uint8) {
        return _trustLevel(_storage().nodes[nodeId]);
    }

    /// @inheritdoc INodeRegistryExtension
    function eligibility(bytes32 nodeId, TaskClaim calldata claim) external view returns (Eligibility) {
        return _eligibility(_storage().nodes[nodeId], claim, claim.operator);
    }

    /// @inheritdoc INodeRegistryExtension
    function eligibilityOfOwner(bytes32 nodeId, TaskClaim calldata claim)
        external
        view
        returns (Eligibility reason, address owner)
    {
        NodeRecord storage node = _storage().nodes[nodeId];
        owner = node.owner;
        reason = _eligibility(node, claim, owner);
    }

    /// @inheritdoc INodeRegistryExtension
    function parameters() external view returns (NodeRegistryParameters memory) {
        return _parameters();
    }

    function _requireSuspended(bytes32 nodeId, NodeRecord storage node) private view returns (uint256 executableFrom) {
        require(node.restrictions & SUSPENDED != 0, NodeRegistry_NotSuspended(nodeId));
        return _storage().banExecutableFrom[nodeId];
    }

    function _endSuspension(bytes32 nodeId, NodeRecord storage node) private {
        node.restrictions &= ~SUSPENDED;
        delete _storage().banExecutableFrom[nodeId];
    }

    /// @dev Marks each of the owner's nodes, so that taking a task need not ask for the owner. Bounded: nobody has more than 64, and strangers
    /// can add none. Nothing is left to do when a second node of the same owner follows.
    function _banOwner(address nodeOwner) private {
        Layout storage $ = _storage();
        OwnerRecord storage record = $.owners[nodeOwner];
        if (record.banned) return;
        record.banned = true;
        uint256 count = record.nodeCount;
        for (uint256 i; i < count; ++i) {
            $.nodes[_nodeId(nodeOwner, i)].restrictions |= OWNER_BANNED;
        }
    }

    /// @dev Written out, so that a status that is appended has no way in or out by itself.
    function _isTransition(NodeStatus from, NodeStatus to) private pure returns (bool) {
        if (from == NodeStatus.Pending) return to == NodeStatus.Verified || to == NodeStatus.Rejected;
        if (from == NodeStatus.Verified) return to == NodeStatus.Active || to == NodeStatus.Rejected;
        if (from == NodeStatus.Active) return to == NodeStatus.Inactive || to == NodeStatus.Slashed;
        if (from == NodeStatus.Inactive) return to == NodeStatus.Active || to == NodeStatus.Slashed;
        return false;
    }
}
