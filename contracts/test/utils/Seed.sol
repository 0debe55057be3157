// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The seed design's interfaces, as it prints them: software that was written against the design is compiled with these.

interface SeedNodeRegistry {
    enum NodeStatus { Pending, Verified, Active, Inactive, Slashed }
    enum ResourceType { GPU, CPU, Network, Mobile, IoT }

    struct Node {
        address owner;
        bytes32 nodeId;
        NodeStatus status;
        ResourceType resourceType;
        uint256 computePower;
        uint256 stakedAmount;
        uint256 reputation;
        uint256 totalTasksCompleted;
        uint256 totalEarnings;
        uint256 registeredAt;
        uint256 lastActiveAt;
        string metadataURI;
    }

    event NodeRegistered(bytes32 indexed nodeId, address indexed owner, ResourceType resourceType);
    event NodeStatusChanged(bytes32 indexed nodeId, NodeStatus oldStatus, NodeStatus newStatus);
    event StakeDeposited(bytes32 indexed nodeId, uint256 amount, uint256 totalStake);

    function registerNode(ResourceType resourceType, string calldata metadataURI) external payable returns (bytes32 nodeId);
    function addStake(bytes32 nodeId) external payable;
    function withdrawStake(bytes32 nodeId, uint256 amount) external;
    function updateNodeStatus(bytes32 nodeId, NodeStatus status) external;
    function updateReputation(bytes32 nodeId, int256 delta) external;
    function slashStake(bytes32 nodeId, uint256 amount) external;
    function getNode(bytes32 nodeId) external view returns (Node memory);
    function getNodesByOwner(address owner) external view returns (bytes32[] memory);
    function getActiveNodes(ResourceType resourceType) external view returns (bytes32[] memory);
    function isNodeActive(bytes32 nodeId) external view returns (bool);
    function getNodeTrustLevel(bytes32 nodeId) external view returns (uint8);
}

interface SeedTaskMarketplace {
    enum TaskStatus { Open, Assigned, InProgress, Completed, Verified, Disputed, Cancelled }

    struct Task {
        bytes32 taskId;
        address buyer;
        bytes32 assignedNode;
        SeedNodeRegistry.ResourceType resourceType;
        uint256 requiredPower;
        uint256 duration;
        uint256 maxPrice;
        uint256 escrowAmount;
        uint256 createdAt;
        uint256 startedAt;
        uint256 completedAt;
        TaskStatus status;
        uint8 minTrustLevel;
        string specificationURI;
    }

    event TaskCreated(
        bytes32 indexed taskId, address indexed buyer, SeedNodeRegistry.ResourceType resourceType, uint256 maxPrice
    );
    event TaskAssigned(bytes32 indexed taskId, bytes32 indexed nodeId, uint256 startTime);
    event TaskCompleted(bytes32 indexed taskId, bytes32 resultHash);
    event TaskVerified(bytes32 indexed taskId, uint256 payoutAmount);
    event TaskCancelled(bytes32 indexed taskId, uint256 refundAmount);

    function createTask(
        SeedNodeRegistry.ResourceType resourceType,
        uint256 requiredPower,
        uint256 duration,
        uint256 maxPrice,
        uint8 minTrustLevel,
        string calldata specificationURI
    ) external payable returns (bytes32 taskId);
    function cancelTask(bytes32 taskId) external;
    function approveResult(bytes32 taskId) external;
    function acceptTask(bytes32 taskId, bytes32 nodeId) external;
    function submitResult(bytes32 taskId, bytes32 resultHash, string calldata resultURI) external;
    function getTask(bytes32 taskId) external view returns (Task memory);
    function getOpenTasks(SeedNodeRegistry.ResourceType resourceType) external view returns (bytes32[] memory);
    function getTasksByBuyer(address buyer) external view returns (bytes32[] memory);
    function getTasksByProvider(bytes32 nodeId) external view returns (bytes32[] memory);
    function estimateTaskCost(SeedNodeRegistry.ResourceType resourceType, uint256 requiredPower, uint256 duration)
        external
        view
        returns (uint256);
}

interface SeedEscrowManager {
    struct EscrowDeposit {
        bytes32 taskId;
        address buyer;
        address provider;
        uint256 amount;
        uint256 platformFee;
        uint256 providerPayout;
        uint256 depositedAt;
        bool released;
        bool refunded;
    }

    event EscrowReleased(bytes32 indexed taskId, address indexed provider, uint256 providerPayout, uint256 platformFee);

    function getEscrow(bytes32 taskId) external view returns (EscrowDeposit memory);
}

interface SeedProofOfWorkVerifier {
    struct Challenge {
        bytes32 challengeId;
        bytes32 nodeId;
        bytes32 seed;
        uint256 difficulty;
        uint256 issuedAt;
        uint256 deadline;
        bool completed;
        uint256 solutionTime;
    }

    struct VerificationResult {
        bytes32 nodeId;
        uint256 verifiedPower;
        uint256 timestamp;
        bool passed;
    }

    function issueChallenge(bytes32 nodeId) external returns (bytes32 challengeId);
    function submitSolution(bytes32 challengeId, uint256 nonce) external returns (bool passed);
    function getChallenge(bytes32 challengeId) external view returns (Challenge memory);
    function getVerificationHistory(bytes32 nodeId) external view returns (VerificationResult[] memory);
    function calculateComputePower(uint256 solutionTime, uint256 difficulty) external pure returns (uint256);
}
