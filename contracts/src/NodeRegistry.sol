// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {RoleGrant} from "./base/Governed.sol";
import {NodeRegistryBase} from "./base/NodeRegistryBase.sol";
import {Payouts} from "./base/Payouts.sol";
import {WithExtension} from "./base/WithExtension.sol";
import {
    Eligibility,
    INodeRegistryCore,
    NodeRegistryParameters,
    NodeStatus,
    ResourceType,
    TaskClaim,
    TaskOutcome
} from "./interfaces/INodeRegistry.sol";
import {DisputeMath} from "./libraries/DisputeMath.sol";
import {FeeMath} from "./libraries/FeeMath.sol";
import {TrustLevel} from "./libraries/TrustLevel.sol";

/// @title NodeRegistry
/// @notice See {INodeRegistry}. Governance and reading are in {NodeRegistryExtension}.
contract NodeRegistry is INodeRegistryCore, NodeRegistryBase, Payouts, UUPSUpgradeable, WithExtension {
    uint256 public constant MAX_NODES_PER_OWNER = 64;

    /// @param extension {NodeRegistryExtension}, which takes the calls that this contract does not know.
    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(address extension) WithExtension(extension) {
        _disableInitializers();
        // The code behind the proxy takes no money: without a node there is nothing to pay for, and nobody registers one while it is paused.
        // It has no owner who could end that.
        _setPausedUntil(type(uint40).max);
    }

    /// @notice Called by the proxy's constructor.
    function initialize(
        address initialOwner,
        RoleGrant[] calldata grants,
        address initialTreasury,
        NodeRegistryParameters calldata initialParameters
    ) external initializer {
        __Governed_init(initialOwner, grants);
        __Payouts_init(initialTreasury);
        _setParameters(initialParameters);
    }

    /*//////////////////////////////////////////////////////////////
                               PROVIDERS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryCore
    function registerNode(ResourceType resourceType, string calldata metadataURI)
        external
        payable
        whenNotPaused
        returns (bytes32 nodeId)
    {
        Layout storage $ = _storage();
        OwnerRecord storage owner = $.owners[msg.sender];
        require(!owner.banned, NodeRegistry_OwnerBanned(msg.sender));
        _requireUri(metadataURI);
        uint256 fee = $.parameters.registrationFee;
        uint256 required = fee + $.parameters.minimumStake;
        require(msg.value >= required, NodeRegistry_PaymentTooLow(msg.value, required));
        uint256 nonce = owner.nodeCount;
        require(nonce < MAX_NODES_PER_OWNER, NodeRegistry_TooManyNodes(msg.sender, MAX_NODES_PER_OWNER));
        owner.nodeCount = uint248(nonce + 1);

        nodeId = _nodeId(msg.sender, nonce);
        uint256 stake = msg.value - fee;
        NodeRecord storage node = $.nodes[nodeId];
        node.owner = msg.sender;
        node.resourceType = resourceType;
        node.ownerNonce = uint8(nonce);
        node.reputation = uint16(TrustLevel.INITIAL_REPUTATION);
        node.lastActiveAt = uint40(block.timestamp);
        node.stake = uint96(stake);
        node.registeredAt = uint40(block.timestamp);
        node.tier = TIER_COMMUNITY;
        $.nodeIds[resourceType].push(nodeId);
        _accrue(fee);

        emit NodeRegistered(nodeId, msg.sender, resourceType);
        emit NodeSpecified(nodeId, nonce, fee, TrustLevel.INITIAL_REPUTATION, block.timestamp);
        emit NodeMetadataUpdated(nodeId, metadataURI);
        emit StakeDeposited(nodeId, stake, stake);
    }

    /// @inheritdoc INodeRegistryCore
    function updateMetadata(bytes32 nodeId, string calldata metadataURI) external {
        _ownedNode(nodeId);
        _requireUri(metadataURI);
        emit NodeMetadataUpdated(nodeId, metadataURI);
    }

    /// @inheritdoc INodeRegistryCore
    function addStake(bytes32 nodeId) external payable whenNotPaused {
        NodeRecord storage node = _fundableNode(nodeId);
        uint256 total = node.stake + msg.value;
        node.stake = uint96(total);
        emit StakeDeposited(nodeId, msg.value, total);
    }

    /// @inheritdoc INodeRegistryCore
    function withdrawStake(bytes32 nodeId, uint256 amount) external nonReentrant {
        NodeRecord storage node = _withdrawableNode(nodeId);
        uint256 stake = node.stake;
        _requireAmount(nodeId, amount, stake);
        uint256 rest = stake - amount;
        uint256 minimum = _storage().parameters.minimumStake;
        require(rest == 0 || rest >= minimum, NodeRegistry_StakeTooLow(nodeId, rest, minimum));

        node.stake = uint96(rest);
        emit StakeWithdrawn(nodeId, amount, rest);
        _pay(msg.sender, amount);
    }

    /// @inheritdoc INodeRegistryCore
    function deactivateNode(bytes32 nodeId) external {
        NodeRecord storage node = _ownedNode(nodeId);
        NodeStatus status = node.status;
        // Whoever waits for a challenge to be issued or passed may wait for ever, and leaves by itself too.
        require(
            status == NodeStatus.Active || status == NodeStatus.Verified || status == NodeStatus.Pending,
            NodeRegistry_WrongStatus(nodeId, status)
        );
        require(node.openTasks == 0, NodeRegistry_HasOpenTasks(nodeId, node.openTasks));
        require(!node.challengeOpen, NodeRegistry_HasOpenChallenge(nodeId));
        uint256 heldUntil = node.heldUntil;
        require(block.timestamp > heldUntil, NodeRegistry_HeldForBid(nodeId, heldUntil));

        _setStatus(nodeId, node, NodeStatus.Inactive);
        _startCooldown(nodeId, node);
    }

    /// @inheritdoc INodeRegistryCore
    function activateNode(bytes32 nodeId) external {
        NodeRecord storage node = _ownedNode(nodeId);
        _requireNotBanned(node);
        NodeStatus status = node.status;
        require(
            status == NodeStatus.Inactive || status == NodeStatus.Verified, NodeRegistry_WrongStatus(nodeId, status)
        );
        // Otherwise leaving and coming back would lead from Pending to Active without any proof.
        require(node.challengesPassed != 0, NodeRegistry_NeverProven(nodeId));
        _activate(nodeId, node);
    }

    /// @inheritdoc INodeRegistryCore
    function depositInsuranceBond(bytes32 nodeId) external payable whenNotPaused {
        NodeRecord storage node = _fundableNode(nodeId);
        uint256 total = node.insuranceBond + msg.value;
        node.insuranceBond = uint96(total);
        emit InsuranceBondDeposited(nodeId, msg.value, total);
    }

    /// @inheritdoc INodeRegistryCore
    function withdrawInsuranceBond(bytes32 nodeId, uint256 amount) external nonReentrant {
        NodeRecord storage node = _withdrawableNode(nodeId);
        uint256 bond = node.insuranceBond;
        _requireAmount(nodeId, amount, bond);

        node.insuranceBond = uint96(bond - amount);
        emit InsuranceBondWithdrawn(nodeId, amount, bond - amount);
        _pay(msg.sender, amount);
    }

    /*//////////////////////////////////////////////////////////////
                              THE VERIFIER
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryCore
    function openChallenge(bytes32 nodeId)
        external
        onlyRole(VERIFIER_ROLE)
        returns (address owner, uint256 ownerNonce, ResourceType resourceType, NodeStatus status)
    {
        NodeRecord storage node = _node(nodeId);
        require(!node.challengeOpen, NodeRegistry_HasOpenChallenge(nodeId));
        status = node.status;
        require(status != NodeStatus.Slashed && status != NodeStatus.Rejected, NodeRegistry_WrongStatus(nodeId, status));

        node.challengeOpen = true;
        emit NodeChallengeOpened(nodeId);
        return (node.owner, node.ownerNonce, node.resourceType, status);
    }

    /// @inheritdoc INodeRegistryCore
    function passChallenge(bytes32 nodeId, uint256 power) external onlyRole(VERIFIER_ROLE) {
        NodeRecord storage node = _closeChallenge(nodeId, true);
        ++node.challengesPassed;
        node.lastActiveAt = uint40(block.timestamp);
        _setPower(nodeId, node, power, block.timestamp);
        _setReputation(nodeId, node, TrustLevel.reputationAfterChallenge(node.reputation));
        if (node.status == NodeStatus.Pending) _setStatus(nodeId, node, NodeStatus.Verified);
        // One that was slashed or whose minimum rose while it waited stays Verified, until its owner tops up and activates it.
        if (node.status == NodeStatus.Verified && _mayActivate(node)) _setStatus(nodeId, node, NodeStatus.Active);
    }

    /// @inheritdoc INodeRegistryCore
    function failChallenge(bytes32 nodeId, uint256 power) external onlyRole(VERIFIER_ROLE) {
        NodeRecord storage node = _closeChallenge(nodeId, false);
        _setPower(nodeId, node, power, node.provenAt);
        _changeReputation(nodeId, node, TrustLevel.REPUTATION_CHALLENGE_FAILED);
    }

    /// @inheritdoc INodeRegistryCore
    function updateComputePower(bytes32 nodeId, uint256 power) external onlyRole(VERIFIER_ROLE) {
        _setPower(nodeId, _node(nodeId), power, block.timestamp);
    }

    /*//////////////////////////////////////////////////////////////
                            THE MARKETPLACE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryCore
    function openTask(bytes32 taskId, bytes32 nodeId, TaskClaim calldata claim)
        external
        onlyRole(MARKETPLACE_ROLE)
        returns (uint8 ownerNonce)
    {
        NodeRecord storage node = _storage().nodes[nodeId];
        Eligibility reason = _eligibility(node, claim, claim.operator);
        if (reason != Eligibility.Eligible) _revertIneligible(nodeId, node, claim, reason);

        // Both fit: the sum is at most the node's power, the counter at most MAX_OPEN_TASKS.
        uint256 reserved = node.reservedPower + claim.requiredPower;
        uint256 openTasks = uint256(node.openTasks) + 1;
        node.reservedPower = uint104(reserved);
        node.openTasks = uint8(openTasks);
        emit NodeTaskOpened(nodeId, taskId, claim.requiredPower, reserved, openTasks);
        return node.ownerNonce;
    }

    /// @inheritdoc INodeRegistryCore
    function holdForBid(bytes32 taskId, bytes32 nodeId, TaskClaim calldata claim, uint256 until)
        external
        onlyRole(MARKETPLACE_ROLE)
    {
        NodeRecord storage node = _storage().nodes[nodeId];
        Eligibility reason = _eligibility(node, claim, claim.operator);
        if (reason != Eligibility.Eligible) _revertIneligible(nodeId, node, claim, reason);

        uint256 heldUntil = Math.max(node.heldUntil, until);
        node.heldUntil = SafeCast.toUint40(heldUntil);
        emit NodeHeldForBid(nodeId, taskId, heldUntil);
    }

    /// @inheritdoc INodeRegistryCore
    function closeTask(
        bytes32 taskId,
        bytes32 nodeId,
        uint256 power,
        TaskOutcome outcome,
        uint256 earnings,
        bool earnsReputation
    ) external onlyRole(MARKETPLACE_ROLE) {
        NodeRecord storage node = _storage().nodes[nodeId];
        uint256 openTasks = node.openTasks;
        if (openTasks == 0) _revertNoOpenTask(nodeId);
        uint256 reserved = node.reservedPower - power;
        openTasks -= 1;

        node.openTasks = uint8(openTasks);
        node.reservedPower = uint104(reserved);
        node.totalEarnings = uint80(Math.min(node.totalEarnings + earnings, type(uint80).max));
        _recordOutcome(nodeId, node, outcome, earnsReputation);
        emit NodeTaskClosed(
            nodeId, taskId, outcome, earnings, reserved, openTasks, node.tasksCompleted, node.tasksFailed
        );
    }

    /// @inheritdoc INodeRegistryCore
    function updateReputation(bytes32 nodeId, int256 delta) external onlyRole(MARKETPLACE_ROLE) {
        _changeReputation(nodeId, _node(nodeId), delta);
    }

    /// @inheritdoc INodeRegistryCore
    function incrementTaskCount(bytes32 nodeId) external onlyRole(MARKETPLACE_ROLE) {
        NodeRecord storage node = _node(nodeId);
        uint256 completed = ++node.tasksCompleted;
        emit NodeTaskCountIncremented(nodeId, completed);
        _reviewTenthTask(nodeId, node, completed, node.tasksFailed);
    }

    /// @inheritdoc INodeRegistryCore
    function slashStake(bytes32 nodeId, uint256 amount) external onlyRole(MARKETPLACE_ROLE) {
        _slashAtMost(nodeId, amount, FeeMath.TIMEOUT_SLASH_BPS, "marketplace");
    }

    /*//////////////////////////////////////////////////////////////
                            THE OWNER
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc INodeRegistryCore
    function slashNode(bytes32 nodeId, uint256 amount) external onlyOwner {
        _slashAtMost(nodeId, amount, FeeMath.MAX_SLASH_BPS, "governance");
    }

    /*//////////////////////////////////////////////////////////////
                          INTERNAL: CHANGES
    //////////////////////////////////////////////////////////////*/

    /// @dev Written out, so that an outcome that is appended has no consequences of another one by itself. Settled has none.
    function _recordOutcome(bytes32 nodeId, NodeRecord storage node, TaskOutcome outcome, bool earnsReputation)
        private
    {
        if (outcome == TaskOutcome.Verified) {
            node.lastActiveAt = uint40(block.timestamp);
            _recordSuccess(nodeId, node, earnsReputation ? TrustLevel.REPUTATION_TASK_VERIFIED : int256(0));
        } else if (outcome == TaskOutcome.DisputeWon) {
            _recordSuccess(nodeId, node, earnsReputation ? TrustLevel.REPUTATION_DISPUTE_WON : int256(0));
        } else if (outcome == TaskOutcome.TimedOut) {
            _recordFailure(
                nodeId, node, FeeMath.TIMEOUT_SLASH_BPS, TrustLevel.REPUTATION_TASK_TIMED_OUT, "task timed out"
            );
        } else if (outcome == TaskOutcome.Abandoned) {
            _recordFailure(
                nodeId, node, FeeMath.TIMEOUT_SLASH_BPS, TrustLevel.REPUTATION_TASK_TIMED_OUT, "task abandoned"
            );
        } else if (outcome == TaskOutcome.DisputeLost) {
            _recordFailure(
                nodeId, node, DisputeMath.DISPUTE_SLASH_BPS, TrustLevel.REPUTATION_DISPUTE_LOST, "dispute lost"
            );
        }
    }

    function _recordSuccess(bytes32 nodeId, NodeRecord storage node, int256 reputation) private {
        uint256 completed = ++node.tasksCompleted;
        _changeReputation(nodeId, node, reputation);
        _reviewTenthTask(nodeId, node, completed, node.tasksFailed);
    }

    function _recordFailure(
        bytes32 nodeId,
        NodeRecord storage node,
        uint256 slashBps,
        int256 reputation,
        string memory reason
    ) private {
        uint256 failed = ++node.tasksFailed;
        _slash(nodeId, node, FeeMath.slashDown(node.stake, slashBps), reason);
        _changeReputation(nodeId, node, reputation);
        _review(nodeId, node, node.tasksCompleted, failed);
    }

    /// @dev A success lowers the share of failures, and flags nobody; but with the tenth task that share begins to count.
    function _reviewTenthTask(bytes32 nodeId, NodeRecord storage node, uint256 completed, uint256 failed) private {
        if (completed + failed == TrustLevel.REVIEW_MIN_TASKS) _review(nodeId, node, completed, failed);
    }

    function _review(bytes32 nodeId, NodeRecord storage node, uint256 completed, uint256 failed) private {
        uint8 restrictions = node.restrictions;
        if (restrictions & UNDER_REVIEW != 0 || !TrustLevel.isReviewDue(completed, failed)) return;
        node.restrictions = restrictions | UNDER_REVIEW;
        emit NodeFlaggedForReview(nodeId, completed, failed);
    }

    function _closeChallenge(bytes32 nodeId, bool passed) private returns (NodeRecord storage node) {
        node = _node(nodeId);
        require(node.challengeOpen, NodeRegistry_NoOpenChallenge(nodeId));
        node.challengeOpen = false;
        emit NodeChallengeClosed(nodeId, passed);
    }

    function _setPower(bytes32 nodeId, NodeRecord storage node, uint256 power, uint256 provenAt) private {
        uint256 kept = Math.min(power, type(uint104).max);
        emit ComputePowerUpdated(nodeId, node.power, kept, provenAt);
        node.power = uint104(kept);
        node.provenAt = uint40(provenAt);
    }

    function _changeReputation(bytes32 nodeId, NodeRecord storage node, int256 delta) private {
        _setReputation(nodeId, node, TrustLevel.clampReputation(node.reputation, delta));
    }

    function _setReputation(bytes32 nodeId, NodeRecord storage node, uint256 reputation) private {
        uint256 old = node.reputation;
        if (reputation == old) return;
        node.reputation = uint16(reputation);
        emit ReputationUpdated(nodeId, old, reputation);
    }

    function _slashAtMost(bytes32 nodeId, uint256 amount, uint256 maximumBps, string memory reason) private {
        NodeRecord storage node = _node(nodeId);
        uint256 maximum = FeeMath.slashDown(node.stake, maximumBps);
        require(amount <= maximum, NodeRegistry_SlashTooHigh(nodeId, amount, maximum));
        _slash(nodeId, node, amount, reason);
    }

    /// @dev No delay of its own: the owner is a timelock.
    function _authorizeUpgrade(address) internal override onlyOwner {}

    /*//////////////////////////////////////////////////////////////
                        INTERNAL: REQUIREMENTS
    //////////////////////////////////////////////////////////////*/

    function _fundableNode(bytes32 nodeId) private view returns (NodeRecord storage node) {
        node = _ownedNode(nodeId);
        _requireNotBanned(node);
        NodeStatus status = node.status;
        require(status != NodeStatus.Slashed && status != NodeStatus.Rejected, NodeRegistry_WrongStatus(nodeId, status));
        require(msg.value != 0, NodeRegistry_ZeroAmount(nodeId));
    }

    function _withdrawableNode(bytes32 nodeId) private view returns (NodeRecord storage node) {
        node = _ownedNode(nodeId);
        NodeStatus status = node.status;
        bool rejected = status == NodeStatus.Rejected;
        require(
            rejected || status == NodeStatus.Inactive || status == NodeStatus.Slashed,
            NodeRegistry_WrongStatus(nodeId, status)
        );
        require(
            node.restrictions & SUSPENDED == 0, NodeRegistry_Suspended(nodeId, _storage().banExecutableFrom[nodeId])
        );
        require(node.openTasks == 0, NodeRegistry_HasOpenTasks(nodeId, node.openTasks));
        require(rejected || !node.challengeOpen, NodeRegistry_HasOpenChallenge(nodeId));
        uint256 from = node.withdrawableFrom;
        require(block.timestamp >= from, NodeRegistry_CooldownNotOver(nodeId, from));
    }

    /// @dev The flag agrees with {OwnerRecord}: a ban sets it on every node of the owner, and no further one can be registered.
    function _requireNotBanned(NodeRecord storage node) private view {
        require(node.restrictions & OWNER_BANNED == 0, NodeRegistry_OwnerBanned(node.owner));
    }

    function _mayActivate(NodeRecord storage node) private view returns (bool) {
        return node.stake >= _storage().parameters.minimumStake && node.restrictions & OWNER_BANNED == 0;
    }

    /// @dev A node with an open task exists: who is right about that pays for no slot to prove it.
    function _revertNoOpenTask(bytes32 nodeId) private view {
        _node(nodeId);
        revert NodeRegistry_NoOpenTask(nodeId);
    }

    function _requireAmount(bytes32 nodeId, uint256 amount, uint256 available) private pure {
        require(amount != 0, NodeRegistry_ZeroAmount(nodeId));
        require(amount <= available, NodeRegistry_AmountTooHigh(nodeId, amount, available));
    }

    function _revertIneligible(bytes32 nodeId, NodeRecord storage node, TaskClaim calldata claim, Eligibility reason)
        private
        view
    {
        if (reason == Eligibility.UnknownNode) revert NodeRegistry_UnknownNode(nodeId);
        if (reason == Eligibility.NotActive) revert NodeRegistry_WrongStatus(nodeId, node.status);
        if (reason == Eligibility.UnderReview) revert NodeRegistry_UnderReview(nodeId);
        if (reason == Eligibility.Suspended) {
            revert NodeRegistry_Suspended(nodeId, _storage().banExecutableFrom[nodeId]);
        }
        if (reason == Eligibility.OwnerBanned) revert NodeRegistry_OwnerBanned(node.owner);
        if (reason == Eligibility.NotOwner) revert NodeRegistry_NotNodeOwner(nodeId, claim.operator, node.owner);
        if (reason == Eligibility.OwnerIsBuyer) revert NodeRegistry_OwnerIsBuyer(nodeId, node.owner);
        if (reason == Eligibility.WrongResourceType) {
            revert NodeRegistry_WrongResourceType(nodeId, node.resourceType, claim.resourceType);
        }
        if (reason == Eligibility.PowerTooLow) {
            revert NodeRegistry_PowerTooLow(nodeId, _freePower(node), claim.requiredPower);
        }
        if (reason == Eligibility.StakeTooLow) {
            revert NodeRegistry_StakeTooLow(nodeId, node.stake, _storage().parameters.minimumStake);
        }
        if (reason == Eligibility.TrustLevelTooLow) {
            revert NodeRegistry_TrustLevelTooLow(nodeId, _trustLevel(node), claim.minTrustLevel);
        }
        revert NodeRegistry_AtCapacity(nodeId, node.openTasks);
    }
}
