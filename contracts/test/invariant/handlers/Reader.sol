// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment, DeploymentConfig} from "../../../script/MarketplaceDeployer.sol";
import {EscrowManager} from "../../../src/EscrowManager.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {INodeRegistry, NodeDetails, NodeStatus} from "../../../src/interfaces/INodeRegistry.sol";
import {ITaskMarketplace, TaskDetails, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";

/// @dev Of tasks, nodes and accounts in the order in which they were asked for.
struct Sight {
    TaskStatus[] tasks;
    NodeSight[] nodes;
    CreditSight[] credits;
}

struct NodeSight {
    NodeStatus status;
    uint256 power;
}

/// @dev In the registry and the escrow together.
struct CreditSight {
    uint256 eth;
    uint256 tokens;
}

/// @notice Looks at much of the market in one call. Each call of a test is a transaction of its own (`isolate`), before which forge goes
/// through all that was touched so far; calls further down are spared that, and a test that asks a hundred things asks them here.
contract Reader {
    INodeRegistry private immutable registry;
    NodeRegistry private immutable registryCore;
    EscrowManager private immutable escrow;
    ITaskMarketplace private immutable market;
    address private immutable usdc;

    constructor(Deployment memory d, DeploymentConfig memory config) {
        registry = INodeRegistry(d.nodeRegistry);
        registryCore = NodeRegistry(payable(d.nodeRegistry));
        escrow = EscrowManager(d.escrowManager);
        market = ITaskMarketplace(d.taskMarketplace);
        usdc = config.usdc;
    }

    function look(bytes32[] calldata tasks, bytes32[] calldata nodes, address[] calldata accounts)
        external
        view
        returns (Sight memory seen)
    {
        seen.tasks = new TaskStatus[](tasks.length);
        for (uint256 i; i < tasks.length; ++i) {
            seen.tasks[i] = market.getTask(tasks[i]).status;
        }
        seen.nodes = new NodeSight[](nodes.length);
        for (uint256 i; i < nodes.length; ++i) {
            NodeDetails memory n = registry.getNodeDetails(nodes[i]);
            seen.nodes[i] = NodeSight(n.status, n.provenPower);
        }
        seen.credits = new CreditSight[](accounts.length);
        for (uint256 i; i < accounts.length; ++i) {
            seen.credits[i] = CreditSight(_credit(address(0), accounts[i]), _credit(usdc, accounts[i]));
        }
    }

    function getTasks(bytes32[] calldata taskIds) external view returns (TaskDetails[] memory tasks) {
        tasks = new TaskDetails[](taskIds.length);
        for (uint256 i; i < tasks.length; ++i) {
            tasks[i] = market.getTaskDetails(taskIds[i]);
        }
    }

    function _credit(address currency, address account) private view returns (uint256) {
        return registryCore.creditOf(currency, account) + escrow.creditOf(currency, account);
    }
}
