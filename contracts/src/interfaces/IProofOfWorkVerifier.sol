// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

enum ChallengeStatus {
    None,
    Open,
    Solved,
    Failed
}

/// @notice The seed design's struct, as printed there.
struct Challenge {
    bytes32 challengeId;
    bytes32 nodeId;
    bytes32 seed;
    uint256 difficulty; // expected hashes for one solution
    uint256 issuedAt;
    uint256 deadline; // the last second at which a solution counts
    bool completed;
    uint256 solutionTime; // seconds from issue to the last solution; zero unless completed
}

/// @notice The seed design's struct, as printed there.
struct VerificationResult {
    bytes32 nodeId;
    uint256 verifiedPower; // the node's power after it, 1e-18 TFLOPS
    uint256 timestamp;
    bool passed;
}

/// @notice Everything about a challenge.
struct ChallengeDetails {
    bytes32 challengeId;
    bytes32 nodeId;
    address owner;
    bytes32 seed;
    uint256 difficulty;
    uint256 issuedAt;
    uint256 deadline;
    uint256 solutions; // k: how many are asked for
    uint256 solved; // how many were handed in
    uint256 lastNonce; // of those handed in while the challenge is open; the next must be greater
    ChallengeStatus status;
    uint256 endedAt; // zero while open
    uint256 verifiedPower; // zero while open
}

/// @notice What a node's challenges have shown so far.
struct ProofDetails {
    bytes32 nodeId;
    uint256 pooledWork; // hashes, older challenges halved each time
    uint256 pooledTime; // seconds, likewise
    uint256 lastDifficulty; // zero before the first challenge
    uint256 lastIssuedAt;
    uint256 lastForcedAt; // the last challenge that CHALLENGER_ROLE issued
    uint256 challengeCount;
    bytes32 openChallengeId; // zero when none is open
}

/// @notice Governance's parameters of the verifier, with their bounds.
struct ProofOfWorkVerifierParameters {
    uint256 solutionsPerChallenge; // 1 to 128
    uint256 challengeTargetTime; // seconds, 10 to 3,600
    uint256 challengeDeadline; // seconds, 1 minute to 1 day, and longer than the target time
    uint256 challengeInterval; // seconds, 0 to 7 days
    uint256[5] initialDifficulty; // hashes, 1 to 2^64, in ResourceType order
}

/// @title IProofOfWorkVerifier
/// @notice Measures how fast a node's owner hashes when challenged. It shows that the owner could hash that fast then: not where, not
/// that the machine is its own, not its GPU memory.
/// @dev A nonce solves when `uint256(keccak256(abi.encodePacked(seed, uint256(nonce)))) <= type(uint256).max / difficulty`.
interface IProofOfWorkVerifier {
    /*//////////////////////////////////////////////////////////////
                       EVENTS OF THE SEED DESIGN
    //////////////////////////////////////////////////////////////*/

    event ChallengeIssued(bytes32 indexed challengeId, bytes32 indexed nodeId, uint256 difficulty, uint256 deadline);

    /// @param verifiedPower The node's power from now on, pooled over its challenges.
    event ChallengeSolved(
        bytes32 indexed challengeId, bytes32 indexed nodeId, uint256 solutionTime, uint256 verifiedPower
    );
    event ChallengeFailed(bytes32 indexed challengeId, bytes32 indexed nodeId, string reason);

    /*//////////////////////////////////////////////////////////////
                     EVENTS THAT COMPLETE THE LOG
    //////////////////////////////////////////////////////////////*/

    /// @notice Emitted beside {ChallengeIssued}: what that event omits, and all that a solver needs.
    /// @param forced Whether CHALLENGER_ROLE issued it rather than the node's owner.
    event ChallengeSpecified(
        bytes32 indexed challengeId,
        bytes32 indexed nodeId,
        address indexed owner,
        bytes32 seed,
        uint256 difficulty,
        uint256 solutions,
        uint256 issuedAt,
        uint256 deadline,
        bool forced
    );

    /// @notice Emitted when solutions are handed in without completing the challenge.
    event ChallengeProgressed(bytes32 indexed challengeId, uint256 solved, uint256 lastNonce);

    /// @notice Emitted at the end of every challenge, beside the registry's {INodeRegistry-ComputePowerUpdated}.
    /// @param lastDifficulty What the next difficulty moves from: that of the challenge, or a quarter of it when the node's very first
    /// challenges fail, because then nothing else is known of the node.
    event ProofUpdated(bytes32 indexed nodeId, uint256 pooledWork, uint256 pooledTime, uint256 lastDifficulty);

    /// @notice Emitted once, when the reference is set.
    event NodeRegistrySet(address indexed nodeRegistry);

    /// @notice Emitted at deployment and at every change.
    event ProofOfWorkVerifierParametersUpdated(ProofOfWorkVerifierParameters parameters);

    /*//////////////////////////////////////////////////////////////
                                ERRORS
    //////////////////////////////////////////////////////////////*/

    error ProofOfWorkVerifier_NotNodeOwner(bytes32 nodeId, address caller, address owner);
    error ProofOfWorkVerifier_ChallengeStillOpen(bytes32 nodeId, bytes32 challengeId);
    error ProofOfWorkVerifier_TooSoon(bytes32 nodeId, uint256 allowedAt);
    error ProofOfWorkVerifier_NodeInactive(bytes32 nodeId);
    error ProofOfWorkVerifier_UnknownChallenge(bytes32 challengeId);
    error ProofOfWorkVerifier_ChallengeNotOpen(bytes32 challengeId, ChallengeStatus status);
    error ProofOfWorkVerifier_DeadlineOver(bytes32 challengeId, uint256 deadline);
    error ProofOfWorkVerifier_DeadlineNotOver(bytes32 challengeId, uint256 deadline);
    error ProofOfWorkVerifier_WrongSolutionCount(bytes32 challengeId, uint256 given, uint256 missing);
    error ProofOfWorkVerifier_NonceNotIncreasing(bytes32 challengeId, uint256 nonce, uint256 lastNonce);
    error ProofOfWorkVerifier_InvalidSolution(bytes32 challengeId, uint256 nonce, bytes32 hash, uint256 target);
    error ProofOfWorkVerifier_ReferenceAlreadySet(address current);
    error ProofOfWorkVerifier_ParameterOutOfBounds(string name, uint256 value, uint256 minimum, uint256 maximum);

    /*//////////////////////////////////////////////////////////////
                              CHALLENGES
    //////////////////////////////////////////////////////////////*/

    /// @notice Issues a challenge to a node. One that was left unsolved until its deadline was over fails first, as by {expireChallenge}.
    /// @dev Emits {ChallengeIssued}, {ChallengeSpecified}; the registry emits {INodeRegistry-NodeChallengeOpened}. Before them possibly
    /// all that {expireChallenge} emits.
    ///
    /// Requirements, in this order:
    /// - not paused;
    /// - no challenge of the node is open that can still be solved ({ProofOfWorkVerifier_ChallengeStillOpen});
    /// - the interval since the node's last challenge is over ({ProofOfWorkVerifier_TooSoon});
    /// - the node exists, and is neither Slashed nor Rejected (errors of the registry);
    /// - the caller owns the node, or holds CHALLENGER_ROLE ({ProofOfWorkVerifier_NotNodeOwner});
    /// - a challenger's last challenge of this node is a day old ({ProofOfWorkVerifier_TooSoon}), and the node is not Inactive
    ///   ({ProofOfWorkVerifier_NodeInactive}).
    ///
    /// `seed = keccak256(abi.encode(block.prevrandao, blockhash(block.number - 1), challengeId, nodeId, owner))`.
    function issueChallenge(bytes32 nodeId) external returns (bytes32 challengeId);

    /// @notice Hands in one solution; the k-th completes the challenge.
    /// @dev Emits {ChallengeProgressed}, or {ChallengeSolved} and {ProofUpdated}. Works while paused.
    ///
    /// Requirements, in this order:
    /// - the challenge exists, is open, and its deadline is not over;
    /// - the caller owns the node;
    /// - the nonce is greater than the one before;
    /// - the nonce solves. A wrong one reverts and costs nothing.
    /// @return passed Whether the challenge is completed by it.
    function submitSolution(bytes32 challengeId, uint256 nonce) external returns (bool passed);

    /// @notice Hands in many solutions at once, with strictly increasing nonces.
    /// @dev As {submitSolution}; after the caller is checked, their number must be 1 to the number still missing.
    function submitSolutions(bytes32 challengeId, uint64[] calldata nonces) external returns (bool passed);

    /// @notice Fails a challenge that was left unsolved. Anyone may call, from the second after the deadline on.
    /// @dev Emits {ChallengeFailed}, {ProofUpdated}. Works while paused. −200 reputation, the pooled work is halved. {issueChallenge} does
    /// the same for the node's last challenge, so that one which nobody expires costs all the same.
    function expireChallenge(bytes32 challengeId) external;

    /*//////////////////////////////////////////////////////////////
                              GOVERNANCE
    //////////////////////////////////////////////////////////////*/

    /// @notice Sets the registry, once.
    /// @dev Emits {NodeRegistrySet}. The caller must be the owner.
    function setNodeRegistry(address nodeRegistry) external;

    /// @notice Changes the parameters; a challenge that is open keeps its own.
    /// @dev Emits {ProofOfWorkVerifierParametersUpdated}. The caller must be the owner; each value is within its bounds.
    function setParameters(ProofOfWorkVerifierParameters calldata newParameters) external;

    /*//////////////////////////////////////////////////////////////
                                 VIEWS
    //////////////////////////////////////////////////////////////*/

    /// @notice The seed design's struct. Reverts for an unknown challenge.
    function getChallenge(bytes32 challengeId) external view returns (Challenge memory);

    /// @notice Everything about a challenge. Reverts for an unknown challenge.
    function getChallengeDetails(bytes32 challengeId) external view returns (ChallengeDetails memory);

    /// @notice The newest 16 finished challenges of a node, the oldest of them first.
    function getVerificationHistory(bytes32 nodeId) external view returns (VerificationResult[] memory);

    /// @notice What a node's challenges have shown so far; zeros for a node without any.
    function getProof(bytes32 nodeId) external view returns (ProofDetails memory);

    /// @notice The difficulty that a challenge of this node would have now. Reverts for an unknown node.
    function nextDifficulty(bytes32 nodeId) external view returns (uint256);

    /// @notice The second from which on the node's owner may have a challenge issued; says nothing of one that is open.
    function nextChallengeAt(bytes32 nodeId) external view returns (uint256);

    /// @notice Power of so many expected hashes in so much time: `difficulty × 1e18 / (max(solutionTime, 12) × BASE_DIFFICULTY)`,
    /// rounded down, at most `type(uint256).max`; it never reverts.
    function calculateComputePower(uint256 solutionTime, uint256 difficulty) external pure returns (uint256);

    function nodeRegistry() external view returns (address);
    function parameters() external view returns (ProofOfWorkVerifierParameters memory);
}
