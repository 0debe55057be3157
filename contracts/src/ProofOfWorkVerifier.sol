// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Governed, RoleGrant} from "./base/Governed.sol";
import {INodeRegistry, NodeStatus, ResourceType} from "./interfaces/INodeRegistry.sol";
import {
    Challenge,
    ChallengeDetails,
    ChallengeStatus,
    IProofOfWorkVerifier,
    ProofDetails,
    ProofOfWorkVerifierParameters,
    VerificationResult
} from "./interfaces/IProofOfWorkVerifier.sol";
import {ProofOfWork} from "./libraries/ProofOfWork.sol";

/// @title ProofOfWorkVerifier
/// @notice See {IProofOfWorkVerifier}. Holds no money, and calls only the registry.
contract ProofOfWorkVerifier is IProofOfWorkVerifier, Governed, UUPSUpgradeable {
    bytes32 public constant CHALLENGER_ROLE = keccak256("CHALLENGER_ROLE");

    /// @notice How often one node may be challenged by CHALLENGER_ROLE.
    uint256 public constant CHALLENGER_INTERVAL = 1 days;

    uint256 internal constant HISTORY_LENGTH = 16;

    /// @dev Three slots, a fourth only for a challenge that is solved in parts. Finishing it writes the third alone.
    struct ChallengeRecord {
        // slot 0: owner and nonce name the node
        address owner;
        uint8 ownerNonce;
        uint40 issuedAt;
        uint40 deadline;
        // slot 1
        bytes32 seed;
        // slot 2
        ChallengeStatus status;
        uint8 solutions;
        uint8 solved;
        uint72 difficulty;
        uint104 verifiedPower;
        uint40 endedAt;
        // slot 3
        uint256 lastNonce;
    }

    /// @dev One slot. 80 bits hold the work of two challenges of 128 solutions at the highest difficulty.
    struct ProofRecord {
        uint80 pooledWork;
        uint32 pooledTime;
        uint72 lastDifficulty;
        uint40 lastIssuedAt;
        uint32 challengeCount;
    }

    struct PackedParameters {
        uint8 solutionsPerChallenge;
        uint32 challengeTargetTime;
        uint32 challengeDeadline;
        uint32 challengeInterval;
        uint72[5] initialDifficulty;
    }

    /// @custom:storage-location erc7201:aiigo.storage.ProofOfWorkVerifier
    struct ProofOfWorkVerifierStorage {
        INodeRegistry nodeRegistry;
        uint40 pausedUntil;
        PackedParameters parameters;
        mapping(bytes32 challengeId => ChallengeRecord) challenges;
        mapping(bytes32 nodeId => ProofRecord) proofs;
        mapping(bytes32 nodeId => uint256) lastForcedAt;
    }

    // keccak256(abi.encode(uint256(keccak256("aiigo.storage.ProofOfWorkVerifier")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PROOF_OF_WORK_VERIFIER_STORAGE =
        0x910399171de9b1cf2a0258772e2ba9bbba2abbf692579cdee1e557a319e00d00;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    /// @notice Called by the proxy's constructor. A registry of zero is set later, once.
    function initialize(
        address initialOwner,
        RoleGrant[] calldata grants,
        address initialNodeRegistry,
        ProofOfWorkVerifierParameters calldata initialParameters
    ) external initializer {
        __Governed_init(initialOwner, grants);
        if (initialNodeRegistry != address(0)) _setNodeRegistry(initialNodeRegistry);
        _setParameters(initialParameters);
    }

    /*//////////////////////////////////////////////////////////////
                              CHALLENGES
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IProofOfWorkVerifier
    function issueChallenge(bytes32 nodeId) external whenNotPaused returns (bytes32 challengeId) {
        ProofOfWorkVerifierStorage storage $ = _storage();
        ProofRecord storage proof = $.proofs[nodeId];
        uint256 count = proof.challengeCount;
        _endLast(nodeId, count);
        uint256 allowedAt = _nextChallengeAt(proof);
        require(block.timestamp >= allowedAt, ProofOfWorkVerifier_TooSoon(nodeId, allowedAt));
        (address owner, uint256 ownerNonce, ResourceType resourceType, NodeStatus status) =
            $.nodeRegistry.openChallenge(nodeId);
        bool forced = msg.sender != owner;
        if (forced) _useChallenger(nodeId, owner, status);

        challengeId = _challengeId(nodeId, count);
        ChallengeRecord storage challenge = $.challenges[challengeId];
        uint256 difficulty = _nextDifficulty(proof, resourceType);
        challenge.owner = owner;
        challenge.ownerNonce = uint8(ownerNonce);
        challenge.issuedAt = uint40(block.timestamp);
        challenge.deadline = uint40(block.timestamp + $.parameters.challengeDeadline);
        // Public one slot ahead, when the block before this one is there, and to nobody earlier. So an owner can look at the seed of each
        // slot and issue in the one it likes best: trying 1,800 slots (six hours) adds 15 % to the recorded power (Monte Carlo). Bound to
        // node and owner, so that one piece of work serves one node.
        challenge.seed =
            keccak256(abi.encode(block.prevrandao, blockhash(block.number - 1), challengeId, nodeId, owner));
        challenge.status = ChallengeStatus.Open;
        challenge.solutions = $.parameters.solutionsPerChallenge;
        challenge.difficulty = uint72(difficulty);
        proof.lastDifficulty = uint72(difficulty);
        proof.lastIssuedAt = uint40(block.timestamp);
        proof.challengeCount = uint32(count + 1);
        _emitIssued(challengeId, nodeId, challenge, forced);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function submitSolution(bytes32 challengeId, uint256 nonce) external returns (bool passed) {
        ChallengeRecord storage challenge = _solvableChallenge(challengeId);
        uint256 solved = challenge.solved;
        if (solved != 0) _requireIncreasing(challengeId, nonce, challenge.lastNonce);
        _requireSolution(challengeId, challenge.seed, nonce, ProofOfWork.solutionTarget(challenge.difficulty));
        return _record(challengeId, challenge, solved + 1, nonce);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function submitSolutions(bytes32 challengeId, uint64[] calldata nonces) external returns (bool passed) {
        ChallengeRecord storage challenge = _solvableChallenge(challengeId);
        uint256 solved = challenge.solved;
        uint256 missing = challenge.solutions - solved;
        uint256 length = nonces.length;
        require(
            length != 0 && length <= missing, ProofOfWorkVerifier_WrongSolutionCount(challengeId, length, missing)
        );

        bytes32 seed = challenge.seed;
        uint256 target = ProofOfWork.solutionTarget(challenge.difficulty);
        uint256 last = challenge.lastNonce;
        for (uint256 i; i < length; ++i) {
            uint256 nonce = nonces[i];
            if (solved + i != 0) _requireIncreasing(challengeId, nonce, last);
            _requireSolution(challengeId, seed, nonce, target);
            last = nonce;
        }
        return _record(challengeId, challenge, solved + length, last);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function expireChallenge(bytes32 challengeId) external {
        ChallengeRecord storage challenge = _openChallenge(challengeId);
        uint256 deadline = challenge.deadline;
        require(block.timestamp > deadline, ProofOfWorkVerifier_DeadlineNotOver(challengeId, deadline));
        _fail(challengeId, challenge);
    }

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IProofOfWorkVerifier
    function setNodeRegistry(address newNodeRegistry) external onlyOwner {
        _setNodeRegistry(newNodeRegistry);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function setParameters(ProofOfWorkVerifierParameters calldata newParameters) external onlyOwner {
        _setParameters(newParameters);
    }

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @inheritdoc IProofOfWorkVerifier
    function getChallenge(bytes32 challengeId) external view returns (Challenge memory) {
        ChallengeRecord storage challenge = _challenge(challengeId);
        bool completed = challenge.status == ChallengeStatus.Solved;
        return Challenge({
            challengeId: challengeId,
            nodeId: _nodeId(challenge),
            seed: challenge.seed,
            difficulty: challenge.difficulty,
            issuedAt: challenge.issuedAt,
            deadline: challenge.deadline,
            completed: completed,
            solutionTime: completed ? challenge.endedAt - challenge.issuedAt : 0
        });
    }

    /// @inheritdoc IProofOfWorkVerifier
    function getChallengeDetails(bytes32 challengeId) external view returns (ChallengeDetails memory result) {
        ChallengeRecord storage challenge = _challenge(challengeId);
        result.challengeId = challengeId;
        result.nodeId = _nodeId(challenge);
        result.owner = challenge.owner;
        result.seed = challenge.seed;
        result.difficulty = challenge.difficulty;
        result.issuedAt = challenge.issuedAt;
        result.deadline = challenge.deadline;
        result.solutions = challenge.solutions;
        result.solved = challenge.solved;
        result.lastNonce = challenge.lastNonce;
        result.status = challenge.status;
        result.endedAt = challenge.endedAt;
        result.verifiedPower = challenge.verifiedPower;
    }

    /// @inheritdoc IProofOfWorkVerifier
    function getVerificationHistory(bytes32 nodeId) external view returns (VerificationResult[] memory results) {
        ProofOfWorkVerifierStorage storage $ = _storage();
        uint256 finished = $.proofs[nodeId].challengeCount;
        if (_openChallengeId(nodeId, finished) != 0) --finished;
        uint256 length = Math.min(finished, HISTORY_LENGTH);
        results = new VerificationResult[](length);
        for (uint256 i; i < length; ++i) {
            ChallengeRecord storage challenge = $.challenges[_challengeId(nodeId, finished - length + i)];
            results[i] = VerificationResult({
                nodeId: nodeId,
                verifiedPower: challenge.verifiedPower,
                timestamp: challenge.endedAt,
                passed: challenge.status == ChallengeStatus.Solved
            });
        }
    }

    /// @inheritdoc IProofOfWorkVerifier
    function getProof(bytes32 nodeId) external view returns (ProofDetails memory) {
        ProofOfWorkVerifierStorage storage $ = _storage();
        ProofRecord storage proof = $.proofs[nodeId];
        return ProofDetails({
            nodeId: nodeId,
            pooledWork: proof.pooledWork,
            pooledTime: proof.pooledTime,
            lastDifficulty: proof.lastDifficulty,
            lastIssuedAt: proof.lastIssuedAt,
            lastForcedAt: $.lastForcedAt[nodeId],
            challengeCount: proof.challengeCount,
            openChallengeId: _openChallengeId(nodeId, proof.challengeCount)
        });
    }

    /// @inheritdoc IProofOfWorkVerifier
    function nextDifficulty(bytes32 nodeId) external view returns (uint256) {
        ProofOfWorkVerifierStorage storage $ = _storage();
        return _nextDifficulty($.proofs[nodeId], $.nodeRegistry.getNode(nodeId).resourceType);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function nextChallengeAt(bytes32 nodeId) external view returns (uint256) {
        return _nextChallengeAt(_storage().proofs[nodeId]);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function calculateComputePower(uint256 solutionTime, uint256 difficulty) external pure returns (uint256) {
        return ProofOfWork.computePower(difficulty, solutionTime);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function nodeRegistry() external view returns (address) {
        return address(_storage().nodeRegistry);
    }

    /// @inheritdoc IProofOfWorkVerifier
    function parameters() external view returns (ProofOfWorkVerifierParameters memory result) {
        PackedParameters storage p = _storage().parameters;
        result.solutionsPerChallenge = p.solutionsPerChallenge;
        result.challengeTargetTime = p.challengeTargetTime;
        result.challengeDeadline = p.challengeDeadline;
        result.challengeInterval = p.challengeInterval;
        for (uint256 i; i < 5; ++i) {
            result.initialDifficulty[i] = p.initialDifficulty[i];
        }
    }

    /*//////////////////////////////////////////////////////////////
                               INTERNAL
    //////////////////////////////////////////////////////////////*/

    /// @dev Keeps what was handed in; the k-th solution ends the challenge.
    function _record(bytes32 challengeId, ChallengeRecord storage challenge, uint256 solved, uint256 lastNonce)
        private
        returns (bool passed)
    {
        challenge.solved = uint8(solved);
        if (solved == challenge.solutions) {
            _pass(challengeId, challenge);
            return true;
        }
        challenge.lastNonce = lastNonce;
        emit ChallengeProgressed(challengeId, solved, lastNonce);
    }

    function _pass(bytes32 challengeId, ChallengeRecord storage challenge) private {
        bytes32 nodeId = _nodeId(challenge);
        ProofRecord storage proof = _storage().proofs[nodeId];
        uint256 solutionTime = block.timestamp - challenge.issuedAt;
        (uint256 pooledWork, uint256 pooledTime) = ProofOfWork.poolWork(
            proof.pooledWork,
            proof.pooledTime,
            ProofOfWork.challengeWork(challenge.difficulty, challenge.solutions),
            solutionTime
        );
        proof.pooledWork = uint80(pooledWork);
        proof.pooledTime = uint32(pooledTime);
        uint256 power = _end(challenge, ChallengeStatus.Solved, pooledWork, pooledTime);
        emit ChallengeSolved(challengeId, nodeId, solutionTime, power);
        emit ProofUpdated(nodeId, pooledWork, pooledTime, proof.lastDifficulty);
        _storage().nodeRegistry.passChallenge(nodeId, power);
    }

    function _fail(bytes32 challengeId, ChallengeRecord storage challenge) private {
        bytes32 nodeId = _nodeId(challenge);
        ProofRecord storage proof = _storage().proofs[nodeId];
        uint256 pooledWork = ProofOfWork.halvePool(proof.pooledWork);
        uint256 pooledTime = proof.pooledTime;
        // With an empty pool nothing would ever lower a difficulty that is too high for the machine.
        if (pooledTime == 0) proof.lastDifficulty = uint72(Math.max(challenge.difficulty / 4, 1));
        proof.pooledWork = uint80(pooledWork);
        uint256 power = _end(challenge, ChallengeStatus.Failed, pooledWork, pooledTime);
        emit ChallengeFailed(challengeId, nodeId, "deadline over");
        emit ProofUpdated(nodeId, pooledWork, pooledTime, proof.lastDifficulty);
        _storage().nodeRegistry.failChallenge(nodeId, power);
    }

    /// @dev The node's last challenge stands in the way of the next only while it can still be solved. When its deadline is over it fails
    /// here: leaving it unsolved would otherwise cost nothing and keep the next one off, until somebody cared to expire it.
    function _endLast(bytes32 nodeId, uint256 count) private {
        bytes32 last = _openChallengeId(nodeId, count);
        if (last == 0) return;
        ChallengeRecord storage challenge = _storage().challenges[last];
        require(block.timestamp > challenge.deadline, ProofOfWorkVerifier_ChallengeStillOpen(nodeId, last));
        _fail(last, challenge);
    }

    /// @dev The power fits 104 bits: at most 2^72 hashes pooled over at least 12 seconds.
    function _end(ChallengeRecord storage challenge, ChallengeStatus status, uint256 pooledWork, uint256 pooledTime)
        private
        returns (uint256 power)
    {
        power = ProofOfWork.computePower(pooledWork, pooledTime);
        challenge.status = status;
        challenge.endedAt = uint40(block.timestamp);
        challenge.verifiedPower = uint104(power);
    }

    function _emitIssued(bytes32 challengeId, bytes32 nodeId, ChallengeRecord storage challenge, bool forced) private {
        emit ChallengeIssued(challengeId, nodeId, challenge.difficulty, challenge.deadline);
        emit ChallengeSpecified(
            challengeId,
            nodeId,
            challenge.owner,
            challenge.seed,
            challenge.difficulty,
            challenge.solutions,
            challenge.issuedAt,
            challenge.deadline,
            forced
        );
    }

    function _useChallenger(bytes32 nodeId, address owner, NodeStatus status) private {
        require(hasRole(CHALLENGER_ROLE, msg.sender), ProofOfWorkVerifier_NotNodeOwner(nodeId, msg.sender, owner));
        ProofOfWorkVerifierStorage storage $ = _storage();
        uint256 last = $.lastForcedAt[nodeId];
        uint256 allowedAt = last == 0 ? 0 : last + CHALLENGER_INTERVAL;
        require(block.timestamp >= allowedAt, ProofOfWorkVerifier_TooSoon(nodeId, allowedAt));
        require(status != NodeStatus.Inactive, ProofOfWorkVerifier_NodeInactive(nodeId));
        $.lastForcedAt[nodeId] = block.timestamp;
    }

    function _setNodeRegistry(address newNodeRegistry) private {
        ProofOfWorkVerifierStorage storage $ = _storage();
        address current = address($.nodeRegistry);
        require(current == address(0), ProofOfWorkVerifier_ReferenceAlreadySet(current));
        require(newNodeRegistry != address(0), Governed_ZeroAddress());
        $.nodeRegistry = INodeRegistry(newNodeRegistry);
        emit NodeRegistrySet(newNodeRegistry);
    }

    function _setParameters(ProofOfWorkVerifierParameters calldata p) private {
        _requireBounds("solutionsPerChallenge", p.solutionsPerChallenge, 1, 128);
        _requireBounds("challengeTargetTime", p.challengeTargetTime, 10, 3_600);
        // A challenge that ends before it is expected to be solved would take power and reputation from everybody.
        uint256 shortest = Math.max(1 minutes, p.challengeTargetTime + 1);
        _requireBounds("challengeDeadline", p.challengeDeadline, shortest, 1 days);
        _requireBounds("challengeInterval", p.challengeInterval, 0, 7 days);
        PackedParameters storage packed = _storage().parameters;
        packed.solutionsPerChallenge = uint8(p.solutionsPerChallenge);
        packed.challengeTargetTime = uint32(p.challengeTargetTime);
        packed.challengeDeadline = uint32(p.challengeDeadline);
        packed.challengeInterval = uint32(p.challengeInterval);
        for (uint256 i; i < 5; ++i) {
            uint256 difficulty = p.initialDifficulty[i];
            _requireBounds("initialDifficulty", difficulty, 1, ProofOfWork.MAX_DIFFICULTY);
            packed.initialDifficulty[i] = uint72(difficulty);
        }
        emit ProofOfWorkVerifierParametersUpdated(p);
    }

    function _nextDifficulty(ProofRecord storage proof, ResourceType resourceType) private view returns (uint256) {
        PackedParameters storage p = _storage().parameters;
        uint256 last = proof.lastDifficulty;
        if (last == 0) return p.initialDifficulty[uint256(resourceType)];
        return ProofOfWork.nextDifficulty(
            last, proof.pooledWork, proof.pooledTime, p.solutionsPerChallenge, p.challengeTargetTime
        );
    }

    function _nextChallengeAt(ProofRecord storage proof) private view returns (uint256) {
        return proof.challengeCount == 0 ? 0 : proof.lastIssuedAt + _storage().parameters.challengeInterval;
    }

    function _challengeId(bytes32 nodeId, uint256 number) private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), nodeId, number));
    }

    /// @dev The newest challenge if it is open, zero otherwise.
    function _openChallengeId(bytes32 nodeId, uint256 count) private view returns (bytes32) {
        if (count == 0) return 0;
        bytes32 newest = _challengeId(nodeId, count - 1);
        return _storage().challenges[newest].status == ChallengeStatus.Open ? newest : bytes32(0);
    }

    /// @dev As the registry derives it.
    function _nodeId(ChallengeRecord storage challenge) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                block.chainid, address(_storage().nodeRegistry), challenge.owner, uint256(challenge.ownerNonce)
            )
        );
    }

    function _challenge(bytes32 challengeId) private view returns (ChallengeRecord storage challenge) {
        challenge = _storage().challenges[challengeId];
        require(challenge.status != ChallengeStatus.None, ProofOfWorkVerifier_UnknownChallenge(challengeId));
    }

    function _openChallenge(bytes32 challengeId) private view returns (ChallengeRecord storage challenge) {
        challenge = _challenge(challengeId);
        ChallengeStatus status = challenge.status;
        require(status == ChallengeStatus.Open, ProofOfWorkVerifier_ChallengeNotOpen(challengeId, status));
    }

    function _solvableChallenge(bytes32 challengeId) private view returns (ChallengeRecord storage challenge) {
        challenge = _openChallenge(challengeId);
        uint256 deadline = challenge.deadline;
        require(block.timestamp <= deadline, ProofOfWorkVerifier_DeadlineOver(challengeId, deadline));
        address owner = challenge.owner;
        require(
            msg.sender == owner, ProofOfWorkVerifier_NotNodeOwner(_nodeId(challenge), msg.sender, owner)
        );
    }

    function _requireIncreasing(bytes32 challengeId, uint256 nonce, uint256 last) private pure {
        require(nonce > last, ProofOfWorkVerifier_NonceNotIncreasing(challengeId, nonce, last));
    }

    function _requireSolution(bytes32 challengeId, bytes32 seed, uint256 nonce, uint256 target) private pure {
        bytes32 hash = ProofOfWork.hashOf(seed, nonce);
        require(uint256(hash) <= target, ProofOfWorkVerifier_InvalidSolution(challengeId, nonce, hash, target));
    }

    function _requireBounds(string memory name, uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(
            value >= minimum && value <= maximum,
            ProofOfWorkVerifier_ParameterOutOfBounds(name, value, minimum, maximum)
        );
    }

    /// @dev No delay of its own: the owner is a timelock.
    function _authorizeUpgrade(address) internal override onlyOwner {}

    /// @inheritdoc Governed
    function _pausedUntil() internal view override returns (uint256) {
        return _storage().pausedUntil;
    }

    /// @inheritdoc Governed
    function _setPausedUntil(uint40 until) internal override {
        _storage().pausedUntil = until;
    }

    function _storage() private pure returns (ProofOfWorkVerifierStorage storage $) {
        assembly {
            $.slot := PROOF_OF_WORK_VERIFIER_STORAGE
        }
    }
}
