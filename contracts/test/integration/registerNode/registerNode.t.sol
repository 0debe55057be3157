// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    INodeRegistryErrors,
    INodeRegistryEvents,
    Node,
    NodeDetails,
    NodeStatus,
    ResourceType
} from "../../../src/interfaces/INodeRegistry.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract RegisterNodeTest is BaseTest {
    function test_RevertGiven_Paused() external {
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, START + 14 days));
        vm.prank(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
    }

    function test_RevertWhen_TheUriIsEmpty() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, 0, 256));
        vm.prank(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.GPU, "");
    }

    function testFuzz_RevertWhen_TheUriIsTooLong(uint256 length) external {
        length = bound(length, 257, 2_000);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, length, 256));
        vm.prank(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.GPU, string(new bytes(length)));
    }

    function test_TheLongestUri() external {
        string memory longest = string(new bytes(256));
        vm.startPrank(provider);
        bytes32 nodeId = registry.registerNode{value: 0.6 ether}(ResourceType.GPU, longest);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeMetadataUpdated(nodeId, longest);
        registry.updateMetadata(nodeId, longest);
    }

    function testFuzz_RevertWhen_ThePaymentIsTooLow(uint256 payment) external {
        payment = bound(payment, 0, 0.6 ether - 1);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_PaymentTooLow.selector, payment, 0.6 ether)
        );
        vm.prank(provider);
        registry.registerNode{value: payment}(ResourceType.GPU, URI);
    }

    function test_N24_RevertGiven_64Nodes() external {
        for (uint256 i; i < 64; ++i) {
            _register(provider);
        }
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_TooManyNodes.selector, provider, 64));
        vm.prank(provider);
        registry.registerNode{value: 0.6 ether}(ResourceType.GPU, URI);
        assertEq(registry.getNodesByOwner(provider).length, 64);
    }

    function testFuzz_WhenAllIsWell(uint256 stake, uint8 resourceType, uint8 uriLength, uint8 before) external {
        stake = bound(stake, 0.5 ether, 900 ether);
        resourceType = uint8(bound(resourceType, 0, 4));
        string memory uri = string(new bytes(bound(uriLength, 1, 256)));
        before = uint8(bound(before, 0, 3));
        for (uint256 i; i < before; ++i) {
            _register(provider);
        }
        bytes32 expected = keccak256(abi.encode(block.chainid, address(registry), provider, uint256(before)));

        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeRegistered(expected, provider, ResourceType(resourceType));
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeSpecified(expected, before, 0.1 ether, 5_000, block.timestamp);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeMetadataUpdated(expected, uri);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.StakeDeposited(expected, stake, stake);
        vm.prank(provider);
        bytes32 nodeId = registry.registerNode{value: stake + 0.1 ether}(ResourceType(resourceType), uri);

        assertEq(nodeId, expected);
        assertEq(registry.computeNodeId(provider, before), expected);
        assertEq(registryCore.accruedFees(ETH), 0.1 ether * (uint256(before) + 1));
        NodeDetails memory node = _node(nodeId);
        assertEq(node.owner, provider);
        assertEq(uint256(node.status), uint256(NodeStatus.Pending));
        assertEq(uint256(node.resourceType), resourceType);
        assertEq(node.stakedAmount, stake);
        assertEq(node.reputation, 5_000);
        assertEq(node.tier, 3);
        assertEq(node.trustLevel, 0);
        assertEq(node.registeredAt, block.timestamp);
        assertEq(node.lastActiveAt, block.timestamp);
        Node memory seed = registry.getNode(nodeId);
        assertEq(seed.owner, provider);
        assertEq(seed.nodeId, nodeId);
        assertEq(seed.stakedAmount, stake);
        assertEq(uint256(seed.resourceType), resourceType);
        assertEq(seed.registeredAt, block.timestamp);
        assertEq(seed.lastActiveAt, block.timestamp);
        assertEq(seed.reputation, 5_000);
        assertEq(seed.metadataURI, "");
    }

    function test_EachResourceType() external {
        for (uint8 i; i < 5; ++i) {
            bytes32 nodeId = _register(provider, 1 ether, ResourceType(i));
            assertEq(uint256(registry.getNode(nodeId).resourceType), i);
            assertEq(uint256(_node(nodeId).resourceType), i);
            assertEq(registry.nodeCount(ResourceType(i)), 1);
        }
    }

    function test_UpdateMetadata() external {
        bytes32 nodeId = _register(provider);
        vm.expectEmit(address(registry));
        emit INodeRegistryEvents.NodeMetadataUpdated(nodeId, "ipfs://new");
        vm.prank(provider);
        registry.updateMetadata(nodeId, "ipfs://new");

        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_NotNodeOwner.selector, nodeId, stranger, provider)
        );
        vm.prank(stranger);
        registry.updateMetadata(nodeId, "ipfs://new");

        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_InvalidUri.selector, 0, 256));
        vm.prank(provider);
        registry.updateMetadata(nodeId, "");
    }
}
