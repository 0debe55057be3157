// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {BidStatus, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";

/// @dev `workedBy` is the node that got the task last, `exits` how often its money has left the escrow.
struct TaskMemory {
    bytes32 taskId;
    bytes32 workedBy;
    TaskStatus lastStatus;
    uint8 exits;
    bool sealedBid;
}

/// @dev `stake` is what was paid in, less what was taken out and what was slashed.
struct NodeMemory {
    bytes32 nodeId;
    uint256 stake;
    uint256 lastPower;
    NodeStatus lastStatus;
}

/// @dev What a bidder keeps to itself until it shows its bid.
struct BidMemory {
    bytes32 taskId;
    bytes32 nodeId;
    uint256 round;
    uint256 price;
    bytes32 salt;
    uint64 revealUntil;
    BidStatus status;
}

/// @notice What the handler remembers: who there is, what they did, what was seen last. Nothing here comes from the contracts' own arithmetic.
/// @dev In the handler's own storage: a step looks here dozens of times, and a call of another contract takes much longer.
abstract contract Store {
    bytes32[] public nodes;
    /// @dev All that ever were, and those of them that have not ended: a step looks at the latter only.
    bytes32[] public tasks;
    bytes32[] internal livingTasks;
    bytes32[] internal challenges;
    bytes32[] internal openChallenges;
    BidMemory[] internal bids;

    mapping(bytes32 taskId => TaskMemory) internal taskMemory;
    mapping(bytes32 nodeId => NodeMemory) internal nodeMemory;
    mapping(address account => mapping(address currency => uint256)) internal lastCredit;
    mapping(address currency => uint256) public forced;

    /// @dev How often each thing really happened: what stays at zero was not tested.
    mapping(string what => uint256) public count;

    function getTasks() external view returns (TaskMemory[] memory all) {
        all = new TaskMemory[](tasks.length);
        for (uint256 i; i < all.length; ++i) {
            all[i] = taskMemory[tasks[i]];
        }
    }

    function getLivingTasks() external view returns (bytes32[] memory) {
        return livingTasks;
    }

    function getNodes() external view returns (NodeMemory[] memory all) {
        all = new NodeMemory[](nodes.length);
        for (uint256 i; i < all.length; ++i) {
            all[i] = nodeMemory[nodes[i]];
        }
    }

    function getChallenges() external view returns (bytes32[] memory) {
        return challenges;
    }

    function _addNode(bytes32 nodeId, uint256 stake) internal {
        nodes.push(nodeId);
        nodeMemory[nodeId] = NodeMemory(nodeId, stake, 0, NodeStatus.Pending);
    }

    function _addTask(bytes32 taskId, bool sealedBid) internal {
        tasks.push(taskId);
        livingTasks.push(taskId);
        taskMemory[taskId] = TaskMemory(taskId, 0, TaskStatus.Open, 0, sealedBid);
    }

    function _addChallenge(bytes32 challengeId) internal {
        challenges.push(challengeId);
        openChallenges.push(challengeId);
    }

    function _closeChallenge(bytes32 challengeId) internal {
        uint256 i;
        while (openChallenges[i] != challengeId) ++i;
        _removeAt(openChallenges, i);
    }

    /// @dev The last one takes the place: in these lists no order means anything.
    function _removeAt(bytes32[] storage list, uint256 i) internal {
        list[i] = list[list.length - 1];
        list.pop();
    }

    function _force(address currency, uint256 amount) internal {
        forced[currency] += amount;
    }

    function _see(string memory what) internal {
        ++count[what];
    }
}
