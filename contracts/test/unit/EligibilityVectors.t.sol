// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Eligibility, NodeDetails, ResourceType, TaskClaim} from "../../src/interfaces/INodeRegistry.sol";
import {BaseTest} from "../utils/BaseTest.sol";

/// @notice The registry and `matchTask` judge as packages/testing/vectors/eligibility.json says, as do @aiigo/protocol and @aiigo/matching.
/// @dev A node is registered and a task posted in earnest, then the vector's node is written into the registry's storage: no history of calls
/// leads to every one of them. That the slots are the right ones is seen by reading the node back through the registry's views.
contract EligibilityVectorsTest is BaseTest {
    struct EligibilityVector {
        uint256 challengesPassed;
        uint256 computePower;
        bool hasFailed;
        bool hasPartnerSLA;
        uint256 insuranceBond;
        bool isOwn;
        bool matches;
        uint256 minTrustLevel;
        uint256 minimumStake;
        uint256 openTasks;
        bool ownerBanned;
        uint256 proofAge;
        uint256 reason;
        uint256 reputation;
        uint256 requiredPower;
        uint256 reservedPower;
        uint256 resourceType;
        uint256 stakedAmount;
        uint256 status;
        bool suspended;
        uint256 taskResourceType;
        uint256 totalTasksCompleted;
        uint256 totalTasksFailed;
        bool underReview;
    }

    /// @dev Where the layouts of the two contracts begin, and in which of their slots what is written here stands.
    uint256 private constant REGISTRY = 0xfb1df698ce7c7122f3229902e1949961fc8df255bc7576a92dc67bb8236ac600;
    uint256 private constant NODES = REGISTRY + 3;
    uint256 private constant MARKET = 0x48eed7071ed9169fd4d55921c64bf37dc9f25faea6455403ece0e7ff1e39ca00;
    uint256 private constant EXCLUDED = MARKET + 8;

    function test_EachVector() external {
        string memory json = vm.readFile("packages/testing/vectors/eligibility.json");
        EligibilityVector[] memory vectors = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".eligibility",
                "EligibilityVector(uint256 challengesPassed,uint256 computePower,bool hasFailed,bool hasPartnerSLA,uint256 insuranceBond,bool isOwn,bool matches,uint256 minTrustLevel,uint256 minimumStake,uint256 openTasks,bool ownerBanned,uint256 proofAge,uint256 reason,uint256 reputation,uint256 requiredPower,uint256 reservedPower,uint256 resourceType,uint256 stakedAmount,uint256 status,bool suspended,uint256 taskResourceType,uint256 totalTasksCompleted,uint256 totalTasksFailed,bool underReview)"
            ),
            (EligibilityVector[])
        );
        assertGe(vectors.length, 600);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i; i < vectors.length; ++i) {
            _check(vectors[i], vm.toString(i));
            vm.revertToState(snapshot);
        }
    }

    function _check(EligibilityVector memory v, string memory which) private {
        bytes32 nodeId = _register(provider, 2 ether, ResourceType(v.resourceType));
        _prove(nodeId);
        bytes32 taskId = _post(v, v.isOwn ? provider : buyer);
        _write(nodeId, v);
        if (v.hasFailed) _exclude(taskId, nodeId);
        _assertWritten(nodeId, v, which);

        address asking = v.isOwn ? provider : buyer;
        TaskClaim memory claim =
            TaskClaim(provider, asking, ResourceType(v.taskResourceType), uint8(v.minTrustLevel), v.requiredPower);
        (Eligibility reason, address owner_) = registry.eligibilityOfOwner(nodeId, claim);
        assertEq(owner_, provider, which);
        assertEq(uint256(reason), v.reason, which);
        assertEq(market.matchTask(taskId).length, v.matches ? 1 : 0, which);
    }

    function _post(EligibilityVector memory v, address who) private returns (bytes32) {
        ResourceType resourceType = ResourceType(v.taskResourceType);
        uint256 cost = market.taskCost(PRICE, DURATION);
        vm.prank(who);
        return
            market.createTask{value: cost}(resourceType, v.requiredPower, DURATION, PRICE, uint8(v.minTrustLevel), URI);
    }

    function _write(bytes32 nodeId, EligibilityVector memory v) private {
        uint256 parameters = uint256(vm.load(address(registry), bytes32(REGISTRY)));
        parameters &= ~(uint256(type(uint96).max) << 96);
        vm.store(address(registry), bytes32(REGISTRY), bytes32(parameters | (v.minimumStake << 96)));
        uint256 record = uint256(keccak256(abi.encode(nodeId, NODES)));
        uint256 provenAt = block.timestamp - v.proofAge;
        uint256 restrictions = (v.underReview ? 1 : 0) | (v.suspended ? 2 : 0) | (v.ownerBanned ? 4 : 0);
        _store(record, uint256(uint160(provider)) | (v.stakedAmount << 160));
        _store(record + 1, v.computePower | (v.reservedPower << 104) | (v.openTasks << 208) | (provenAt << 216));
        _store(
            record + 2,
            v.status | (v.resourceType << 8) | (restrictions << 16) | (uint256(3) << 40)
                | (uint256(v.hasPartnerSLA ? 1 : 0) << 48) | (v.reputation << 56) | (v.totalTasksCompleted << 112)
                | (v.totalTasksFailed << 144)
        );
        _store(record + 3, v.challengesPassed | (v.insuranceBond << 112));
    }

    function _store(uint256 slot, uint256 word) private {
        vm.store(address(registry), bytes32(slot), bytes32(word));
    }

    function _exclude(bytes32 taskId, bytes32 nodeId) private {
        bytes32 excludedOfTask = keccak256(abi.encode(taskId, EXCLUDED));
        vm.store(address(market), keccak256(abi.encode(nodeId, excludedOfTask)), bytes32(uint256(1)));
        assertTrue(market.isExcluded(taskId, nodeId));
    }

    function _assertWritten(bytes32 nodeId, EligibilityVector memory v, string memory which) private view {
        NodeDetails memory node = registry.getNodeDetails(nodeId);
        assertEq(uint256(node.status), v.status, which);
        assertEq(node.underReview, v.underReview, which);
        assertEq(node.suspended, v.suspended, which);
        assertEq(node.stakedAmount, v.stakedAmount, which);
        assertEq(node.insuranceBond, v.insuranceBond, which);
        assertEq(node.hasPartnerSLA, v.hasPartnerSLA, which);
        assertEq(node.reputation, v.reputation, which);
        assertEq(node.totalTasksCompleted, v.totalTasksCompleted, which);
        assertEq(node.totalTasksFailed, v.totalTasksFailed, which);
        assertEq(node.challengesPassed, v.challengesPassed, which);
        assertEq(node.provenPower, v.computePower, which);
        assertEq(node.reservedPower, v.reservedPower, which);
        assertEq(node.openTasks, v.openTasks, which);
        assertEq(registry.parameters().minimumStake, v.minimumStake, which);
    }
}
