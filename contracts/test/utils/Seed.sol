// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The seed design's types, interfaces and events, letter by letter as it prints them: software that was written against the design is compiled
// with these. What it names elsewhere, in its flows and tables, follows at the end.

// forgefmt: disable-start

// Key data structures
enum NodeStatus { Pending, Verified, Active, Inactive, Slashed }
enum ResourceType { GPU, CPU, Network, Mobile, IoT }

struct Node {
    address owner;
    bytes32 nodeId;           // Unique identifier
    NodeStatus status;
    ResourceType resourceType;
    uint256 computePower;     // Verified computing power (TFLOPS)
    uint256 stakedAmount;     // ETH staked (in wei)
    uint256 reputation;       // 0-10000 (basis points)
    uint256 totalTasksCompleted;
    uint256 totalEarnings;    // Total ETH earned (in wei)
    uint256 registeredAt;
    uint256 lastActiveAt;
    string metadataURI;       // IPFS URI for hardware specs
}

struct HardwareSpec {
    string gpuModel;          // e.g., "RTX 4090"
    uint256 gpuMemory;        // in GB
    uint256 cpuCores;
    uint256 ramGB;
    uint256 storageGB;
    uint256 bandwidthMbps;
    string region;            // Geographic region
}

// Key functions
interface INodeRegistry {
    // Registration with ETH deposit (min 0.1 ETH registration + 0.5 ETH stake)
    function registerNode(
        ResourceType resourceType,
        string calldata metadataURI
    ) external payable returns (bytes32 nodeId); // Requires msg.value >= 0.6 ETH

    // Stake additional ETH
    function addStake(bytes32 nodeId) external payable;

    // Withdraw stake (only when node inactive and no pending tasks)
    function withdrawStake(bytes32 nodeId, uint256 amount) external;

    // Admin functions
    function updateNodeStatus(bytes32 nodeId, NodeStatus status) external;
    function updateReputation(bytes32 nodeId, int256 delta) external;
    function slashStake(bytes32 nodeId, uint256 amount) external;

    // View functions
    function getNode(bytes32 nodeId) external view returns (Node memory);
    function getNodesByOwner(address owner) external view returns (bytes32[] memory);
    function getActiveNodes(ResourceType resourceType) external view returns (bytes32[] memory);
    function isNodeActive(bytes32 nodeId) external view returns (bool);
    function getNodeTrustLevel(bytes32 nodeId) external view returns (uint8);
}

// Events
event NodeRegistered(bytes32 indexed nodeId, address indexed owner, ResourceType resourceType);
event NodeStatusChanged(bytes32 indexed nodeId, NodeStatus oldStatus, NodeStatus newStatus);
event StakeDeposited(bytes32 indexed nodeId, uint256 amount, uint256 totalStake);
event StakeWithdrawn(bytes32 indexed nodeId, uint256 amount, uint256 totalStake);
event ReputationUpdated(bytes32 indexed nodeId, uint256 oldReputation, uint256 newReputation);
event NodeSlashed(bytes32 indexed nodeId, uint256 slashedAmount, string reason);

enum TaskStatus { Open, Assigned, InProgress, Completed, Verified, Disputed, Cancelled }

struct Task {
    bytes32 taskId;
    address buyer;
    bytes32 assignedNode;     // Assigned provider node
    ResourceType resourceType;
    uint256 requiredPower;    // Minimum TFLOPS required
    uint256 duration;         // Expected duration in seconds
    uint256 maxPrice;         // Maximum price per hour (in wei)
    uint256 escrowAmount;     // Total escrowed payment
    uint256 createdAt;
    uint256 startedAt;
    uint256 completedAt;
    TaskStatus status;
    uint8 minTrustLevel;      // Minimum provider trust level
    string specificationURI;  // IPFS URI for task details
}

struct TaskResult {
    bytes32 taskId;
    bytes32 resultHash;       // Hash of computation result
    string resultURI;         // IPFS URI for result data
    uint256 actualDuration;
    uint256 computeUnitsUsed;
    bool verified;
}

// Key functions
interface ITaskMarketplace {
    // Buyer functions
    function createTask(
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        string calldata specificationURI
    ) external payable returns (bytes32 taskId);

    function cancelTask(bytes32 taskId) external;
    function disputeTask(bytes32 taskId, string calldata reason) external;
    function approveResult(bytes32 taskId) external;

    // Provider functions
    function acceptTask(bytes32 taskId, bytes32 nodeId) external;
    function submitResult(
        bytes32 taskId,
        bytes32 resultHash,
        string calldata resultURI
    ) external;

    // View functions
    function getTask(bytes32 taskId) external view returns (Task memory);
    function getOpenTasks(ResourceType resourceType) external view returns (bytes32[] memory);
    function getTasksByBuyer(address buyer) external view returns (bytes32[] memory);
    function getTasksByProvider(bytes32 nodeId) external view returns (bytes32[] memory);
    function estimateTaskCost(
        ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration
    ) external view returns (uint256);
}

// Events
event TaskCreated(bytes32 indexed taskId, address indexed buyer, ResourceType resourceType, uint256 maxPrice);
event TaskAssigned(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 startTime);
event TaskCompleted(bytes32 indexed taskId, bytes32 resultHash);
event TaskVerified(bytes32 indexed taskId, uint256 payoutAmount);
event TaskDisputed(bytes32 indexed taskId, address disputedBy, string reason);
event TaskCancelled(bytes32 indexed taskId, uint256 refundAmount);

struct EscrowDeposit {
    bytes32 taskId;
    address buyer;
    address provider;
    uint256 amount;
    uint256 platformFee;      // 8% of amount
    uint256 providerPayout;   // 92% of amount
    uint256 depositedAt;
    bool released;
    bool refunded;
}

// Key functions
interface IEscrowManager {
    function deposit(bytes32 taskId, address buyer) external payable returns (bytes32 escrowId);
    function release(bytes32 taskId, address provider) external;
    function refund(bytes32 taskId) external;
    function splitPayment(bytes32 taskId, address provider, uint256 providerShare) external;
    function getEscrow(bytes32 taskId) external view returns (EscrowDeposit memory);
}

// Events
event EscrowDeposited(bytes32 indexed taskId, address indexed buyer, uint256 amount);
event EscrowReleased(bytes32 indexed taskId, address indexed provider, uint256 providerPayout, uint256 platformFee);
event EscrowRefunded(bytes32 indexed taskId, address indexed buyer, uint256 amount);
event DisputeResolved(bytes32 indexed taskId, address indexed winner, uint256 amount);

struct Challenge {
    bytes32 challengeId;
    bytes32 nodeId;
    bytes32 seed;             // Random seed
    uint256 difficulty;       // Target difficulty
    uint256 issuedAt;
    uint256 deadline;
    bool completed;
    uint256 solutionTime;     // Time taken to solve
}

struct VerificationResult {
    bytes32 nodeId;
    uint256 verifiedPower;    // TFLOPS equivalent
    uint256 timestamp;
    bool passed;
}

// Key functions
interface IProofOfWorkVerifier {
    function issueChallenge(bytes32 nodeId) external returns (bytes32 challengeId);
    function submitSolution(
        bytes32 challengeId,
        uint256 nonce
    ) external returns (bool passed);
    function getChallenge(bytes32 challengeId) external view returns (Challenge memory);
    function getVerificationHistory(bytes32 nodeId) external view returns (VerificationResult[] memory);
    function calculateComputePower(uint256 solutionTime, uint256 difficulty) external pure returns (uint256);
}

// Events
event ChallengeIssued(bytes32 indexed challengeId, bytes32 indexed nodeId, uint256 difficulty, uint256 deadline);
event ChallengeSolved(bytes32 indexed challengeId, bytes32 indexed nodeId, uint256 solutionTime, uint256 verifiedPower);
event ChallengeFailed(bytes32 indexed challengeId, bytes32 indexed nodeId, string reason);

// forgefmt: disable-end

/// @notice What the design names outside its interfaces: the calls of contracts to each other, of the administration, and of the arbitrator.
interface ISeedAdministration {
    function pause() external;
    function unpause() external;
    function owner() external view returns (address);
    function transferOwnership(address newOwner) external;
    function grantRole(bytes32 role, address account) external;
    function setNodeRegistry(address nodeRegistry) external;
    function setEscrowManager(address escrowManager) external;
    function setPowVerifier(address powVerifier) external;
    function setArbitrator(address newArbitrator) external;
    function updatePlatformFee(uint256 newFee) external;
    function updateMinStake(uint256 newMinStake) external;
    function slashNode(bytes32 nodeId, uint256 amount) external;
    function addTrustedNode(bytes32 nodeId) external;
    function updateComputePower(bytes32 nodeId, uint256 power) external;
    function incrementTaskCount(bytes32 nodeId) external;
    function resolveDispute(bytes32 taskId, uint8 winner, uint256 split) external;
    function matchTask(bytes32 taskId) external view returns (bytes32[] memory eligibleNodes);
}
