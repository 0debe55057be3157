// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";

/// @notice What the handler remembers: who there is, what they did, what was seen last. Nothing here comes from the contracts' own arithmetic.
contract Store {
    bytes32[] public nodes;
    bytes32[] public tasks;
    bytes32[] public challenges;

    mapping(bytes32 nodeId => uint256) public deposited;
    mapping(bytes32 nodeId => uint256) public withdrawn;
    mapping(bytes32 nodeId => uint256) public slashed;
    mapping(bytes32 nodeId => uint256) public lastPower;
    mapping(bytes32 nodeId => NodeStatus) public lastNodeStatus;
    mapping(bytes32 taskId => TaskStatus) public lastTaskStatus;
    mapping(bytes32 taskId => bytes32) public workedBy;
    mapping(bytes32 taskId => uint256) public exits;
    mapping(address account => mapping(address currency => uint256)) public lastCredit;
    mapping(address currency => uint256) public forced;

    /// @dev What a bidder keeps to itself until it shows its bid.
    struct Bid {
        bytes32 taskId;
        uint256 round;
        bytes32 nodeId;
        uint256 price;
        bytes32 salt;
        uint256 revealUntil;
    }

    Bid[] private bids;

    /// @dev How often each thing really happened: what stays at zero was not tested.
    mapping(string what => uint256) public count;

    /// @dev Deliberately not checked who calls: a test's own memory.
    function addNode(bytes32 nodeId, uint256 stake) external {
        nodes.push(nodeId);
        deposited[nodeId] = stake;
    }

    function addTask(bytes32 taskId) external {
        tasks.push(taskId);
    }

    function addChallenge(bytes32 challengeId) external {
        challenges.push(challengeId);
    }

    function deposit(bytes32 nodeId, uint256 amount) external {
        deposited[nodeId] += amount;
    }

    function withdraw(bytes32 nodeId, uint256 amount) external {
        withdrawn[nodeId] += amount;
    }

    function slash(bytes32 nodeId, uint256 amount) external {
        slashed[nodeId] += amount;
    }

    function force(address currency, uint256 amount) external {
        forced[currency] += amount;
    }

    function addBid(Bid calldata bid) external {
        bids.push(bid);
    }

    function exit(bytes32 taskId) external {
        ++exits[taskId];
    }

    function assign(bytes32 taskId, bytes32 nodeId) external {
        workedBy[taskId] = nodeId;
    }

    function see(string calldata what) external {
        ++count[what];
    }

    function sawTask(bytes32 taskId, TaskStatus status) external {
        lastTaskStatus[taskId] = status;
    }

    function sawNode(bytes32 nodeId, NodeStatus status, uint256 power) external {
        (lastNodeStatus[nodeId], lastPower[nodeId]) = (status, power);
    }

    function sawCredit(address account, address currency, uint256 credit) external {
        lastCredit[account][currency] = credit;
    }

    function getBid(uint256 number) external view returns (Bid memory) {
        return bids[number];
    }

    function bidCount() external view returns (uint256) {
        return bids.length;
    }

    function nodeCount() external view returns (uint256) {
        return nodes.length;
    }

    function taskCount() external view returns (uint256) {
        return tasks.length;
    }

    function challengeCount() external view returns (uint256) {
        return challenges.length;
    }
}
