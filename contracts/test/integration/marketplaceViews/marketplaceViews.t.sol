// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {RoleGrant} from "../../../src/base/Governed.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeRegistryErrors, ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {IProofOfWorkVerifier} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {
    AssignmentMode,
    ITaskMarketplace,
    ITaskMarketplaceErrors,
    ITaskMarketplaceEvents,
    TaskMarketplaceParameters
} from "../../../src/interfaces/ITaskMarketplace.sol";
import {ProofOfWorkVerifier} from "../../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace, TaskMarketplaceReferences} from "../../../src/TaskMarketplace.sol";
import {TaskMarketplaceExtension} from "../../../src/TaskMarketplaceExtension.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract MarketplaceViewsTest is BaseTest {
    function test_Lists() external {
        bytes32 nodeId = _activeNode(provider);
        bytes32[] memory ids = new bytes32[](5);
        for (uint256 i; i < 5; ++i) {
            ids[i] = _create();
        }
        vm.prank(stranger);
        bytes32 cpu = market.createTask{value: COST}(ResourceType.CPU, POWER, DURATION, PRICE, 1, URI);
        _accept(ids[1], nodeId);
        _accept(ids[3], nodeId);
        vm.prank(provider);
        market.abandonTask(ids[3]);
        vm.prank(buyer);
        market.cancelTask(ids[4]);

        _assertIds(market.getOpenTasks(ResourceType.GPU), _ids(ids[0], ids[2], ids[3]));
        _assertIds(market.getOpenTasks(ResourceType.CPU), _ids(cpu));
        assertEq(market.getOpenTasks(ResourceType.IoT).length, 0);
        assertEq(market.taskCount(ResourceType.GPU), 5);
        assertEq(market.taskCount(ResourceType.CPU), 1);
        _assertIds(market.getOpenTasks(ResourceType.GPU, 1, 2), _ids(ids[2]));
        _assertIds(market.getOpenTasks(ResourceType.GPU, 3, 100), _ids(ids[3]));
        assertEq(market.getOpenTasks(ResourceType.GPU, 5, 1).length, 0);
        _assertIds(market.getTasksByBuyer(buyer), ids);
        _assertIds(market.getTasksByBuyer(buyer, 1, 2), _ids(ids[1], ids[2]));
        _assertIds(market.getTasksByBuyer(stranger), _ids(cpu));
        _assertIds(market.getTasksByProvider(nodeId), _ids(ids[1]));
        _assertIds(market.getTasksByProvider(nodeId, 1, 1), _ids(ids[1]));
        assertEq(market.getTasksByProvider(nodeId, 0, 1).length, 0);
        assertEq(market.getTasksByProvider(nodeId, 2, 9).length, 0);
    }

    /// @dev A node's tasks are among those of its type, whatever that is.
    function test_GetTasksByProvider_OfAnotherType() external {
        _inProgress(_activeNode(otherProvider));
        bytes32 nodeId = _register(provider, 1 ether, ResourceType.CPU);
        _prove(nodeId);
        assertEq(market.getTasksByProvider(nodeId).length, 0);
        vm.prank(buyer);
        bytes32 taskId = market.createTask{value: COST}(ResourceType.CPU, POWER, DURATION, PRICE, 1, URI);
        _accept(taskId, nodeId);
        _assertIds(market.getTasksByProvider(nodeId), _ids(taskId));
        assertEq(uint256(market.getTask(taskId).resourceType), uint256(ResourceType.CPU));
        assertEq(uint256(market.getTaskDetails(taskId).resourceType), uint256(ResourceType.CPU));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistryErrors.NodeRegistry_UnknownNode.selector, bytes32("x")));
        market.getTasksByProvider("x");
    }

    function test_MatchTask() external {
        bytes32 taskId = _create();
        // Rich enough to stay eligible after a timeout: only that it failed this task keeps it away then.
        bytes32 first = _activeNode(provider, 1 ether);
        bytes32 second = _activeNode(otherProvider, 1 ether);
        _register(provider);
        _activeNode(buyer);
        _assertIds(market.matchTask(taskId), _ids(first, second));
        _assertIds(market.matchTask(taskId, 1, 1), _ids(second));
        bytes32 enterprise = _create(buyer, PRICE, DURATION, 3);
        assertEq(market.matchTask(enterprise).length, 0);

        _accept(taskId, first);
        assertEq(market.matchTask(taskId).length, 0);
        _timeout(taskId);
        _assertIds(market.matchTask(taskId), _ids(second));
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.matchTask("x");
        skip(7 days + 1);
        assertEq(market.matchTask(taskId).length, 0);
    }

    function testFuzz_EstimateTaskCost(uint256 power, uint256 duration, uint256 price) external {
        power = bound(power, 0, type(uint104).max);
        duration = bound(duration, 1 minutes, 30 days);
        price = bound(price, 0, type(uint88).max);
        vm.prank(owner);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.ReferencePriceUpdated(ResourceType.IoT, price);
        market.setReferencePrice(ResourceType.IoT, price);
        assertEq(market.referencePrice(ResourceType.IoT), price);
        uint256 hourly = (price * power + 1e18 - 1) / 1e18;
        uint256 cost = (hourly * duration + 3_599) / 3_600;
        assertEq(market.estimateTaskCost(ResourceType.IoT, power, duration), cost > 0.001 ether ? cost : 0.001 ether);
    }

    function test_TheReferencePricesOfTheBeginning() external {
        for (uint256 i; i < 5; ++i) {
            assertEq(market.referencePrice(ResourceType(i)), config.referencePrices[i]);
            assertGt(config.referencePrices[i], 0);
        }
        vm.prank(owner);
        market.setReferencePrice(ResourceType.Network, type(uint88).max);
        assertEq(market.referencePrice(ResourceType.Network), type(uint88).max);
    }

    function test_EstimateTaskCost_Reverts() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_DurationOutOfRange.selector, 1, 60, 30 days)
        );
        market.estimateTaskCost(ResourceType.GPU, 1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_PriceOutOfRange.selector, 2 ** 88, type(uint88).max
            )
        );
        vm.prank(owner);
        market.setReferencePrice(ResourceType.GPU, 2 ** 88);
    }

    function test_G4_ReferencesWorkOnce() external {
        vm.startPrank(owner);
        _expectSet(address(registry));
        market.setNodeRegistry(stranger);
        _expectSet(address(escrow));
        market.setEscrowManager(stranger);
        _expectSet(address(verifier));
        market.setPowVerifier(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofOfWorkVerifier.ProofOfWorkVerifier_ReferenceAlreadySet.selector, address(registry)
            )
        );
        verifier.setNodeRegistry(stranger);
    }

    function _expectSet(address current) private {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ReferenceAlreadySet.selector, current)
        );
    }

    /// @dev As the seed design wires: deployed bare, then each reference set.
    function test_ReferencesCanBeSetAfterwards() external {
        TaskMarketplaceReferences memory none;
        uint256[5] memory prices;
        address implementation = address(new TaskMarketplace(address(new TaskMarketplaceExtension())));
        ITaskMarketplace bare = ITaskMarketplace(
            address(
                new ERC1967Proxy(
                    implementation,
                    abi.encodeCall(
                        TaskMarketplace.initialize, (owner, new RoleGrant[](0), none, config.taskMarketplace, prices)
                    )
                )
            )
        );
        ProofOfWorkVerifier bareVerifier = ProofOfWorkVerifier(
            address(
                new ERC1967Proxy(
                    address(new ProofOfWorkVerifier()),
                    abi.encodeCall(
                        ProofOfWorkVerifier.initialize,
                        (owner, new RoleGrant[](0), address(0), config.proofOfWorkVerifier)
                    )
                )
            )
        );
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ZeroAddress.selector));
        bare.setNodeRegistry(address(0));
        vm.expectEmit(address(bare));
        emit ITaskMarketplaceEvents.NodeRegistrySet(address(registry));
        bare.setNodeRegistry(address(registry));
        vm.expectEmit(address(bare));
        emit ITaskMarketplaceEvents.EscrowManagerSet(address(escrow));
        bare.setEscrowManager(address(escrow));
        vm.expectEmit(address(bare));
        emit ITaskMarketplaceEvents.PowVerifierSet(address(verifier));
        bare.setPowVerifier(address(verifier));
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ZeroAddress.selector));
        bare.setPriceOracle(address(0));
        vm.expectEmit(address(bare));
        emit ITaskMarketplaceEvents.PriceOracleUpdated(address(0), deployment.priceOracle);
        bare.setPriceOracle(deployment.priceOracle);
        vm.expectEmit(address(bare));
        emit ITaskMarketplaceEvents.PriceOracleUpdated(deployment.priceOracle, stranger);
        bare.setPriceOracle(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_ZeroAddress.selector));
        bareVerifier.setNodeRegistry(address(0));
        vm.expectEmit(address(bareVerifier));
        emit IProofOfWorkVerifier.NodeRegistrySet(address(registry));
        bareVerifier.setNodeRegistry(address(registry));
        assertEq(bare.nodeRegistry(), address(registry));
        assertEq(bare.escrowManager(), address(escrow));
        assertEq(bare.powVerifier(), address(verifier));
        assertEq(bare.priceOracle(), stranger);
        assertEq(bareVerifier.nodeRegistry(), address(registry));
        assertEq(bare.referencePrice(ResourceType.GPU), 0);
    }

    function test_Parameters_RevertWhen_OutOfBounds() external {
        string[13] memory names = [
            "smallestTaskEth",
            "smallestTaskUsdc",
            "reputationFeeFloorEth",
            "reputationFeeFloorUsdc",
            "smallTaskLimitUsd",
            "openWindow",
            "startWindow",
            "reviewWindow",
            "disputeWindow",
            "attempts",
            "commitWindow",
            "revealWindow",
            "selectionWindow"
        ];
        uint256[13] memory low =
            [uint256(0), 0, 0, 0, 10e18, 1 hours, 1 minutes, 1 hours, 1 days, 1, 1 minutes, 1 minutes, 1 minutes];
        uint256[13] memory high = [
            uint256(0.1 ether),
            300e6,
            0.1 ether,
            300e6,
            10_000e18,
            30 days,
            1 days,
            7 days,
            30 days,
            10,
            1 days,
            1 days,
            1 days
        ];
        for (uint256 i; i < 13; ++i) {
            _assertAccepted(i, low[i]);
            _assertAccepted(i, high[i]);
            if (low[i] != 0) _assertRefused(names[i], i, low[i] - 1, low[i], high[i]);
            _assertRefused(names[i], i, high[i] + 1, low[i], high[i]);
            _assertRefused(names[i], i, type(uint256).max, low[i], high[i]);
        }
    }

    /// @dev A round of bids has to fit into the open window, else nobody could ever bid.
    function test_Parameters_RevertWhen_NoRoundFitsIntoTheOpenWindow() external {
        TaskMarketplaceParameters memory p = market.parameters();
        (p.commitWindow, p.revealWindow, p.selectionWindow) = (1 hours, 1 hours, 1 hours);
        p.openWindow = 3 hours - 1;
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_ParameterOutOfBounds.selector,
                "openWindow",
                3 hours - 1,
                3 hours,
                30 days
            )
        );
        vm.prank(owner);
        market.setParameters(p);
        p.openWindow = 3 hours;
        vm.prank(owner);
        market.setParameters(p);
    }

    function _assertAccepted(uint256 index, uint256 value) private {
        TaskMarketplaceParameters memory p = _with(index, value);
        vm.expectEmit(address(market));
        emit ITaskMarketplaceEvents.TaskMarketplaceParametersUpdated(p);
        vm.prank(owner);
        market.setParameters(p);
        assertEq(abi.encode(market.parameters()), abi.encode(p));
    }

    function _assertRefused(string memory name, uint256 index, uint256 value, uint256 low, uint256 high) private {
        TaskMarketplaceParameters memory p = _with(index, value);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_ParameterOutOfBounds.selector, name, value, low, high
            )
        );
        vm.prank(owner);
        market.setParameters(p);
    }

    /// @dev The struct is thirteen words in memory; the windows of a round are short, so that every open window holds one.
    function _with(uint256 index, uint256 value) private view returns (TaskMarketplaceParameters memory p) {
        p = config.taskMarketplace;
        assembly {
            mstore(add(p, mul(index, 0x20)), value)
        }
        if (index > 9) p.openWindow = 30 days;
    }

    function test_GetTasksByBuyer_SaltedAndCountedOnesMixed() external {
        bytes32[] memory ids = new bytes32[](5);
        ids[0] = _create();
        ids[1] = _post(AssignmentMode.SealedBid, ETH);
        ids[2] = _create();
        _post(stranger, _request(AssignmentMode.Instant, ETH));
        ids[3] = _post(AssignmentMode.Instant, address(usdc));
        ids[4] = _create();
        _assertIds(market.getTasksByBuyer(buyer), ids);
        _assertIds(market.getTasksByBuyer(buyer, 1, 2), _ids(ids[1], ids[2]));
        _assertIds(market.getTasksByBuyer(buyer, 4, 9), _ids(ids[4]));
        assertEq(market.getTasksByBuyer(buyer, 5, 9).length, 0);
        assertEq(market.buyerTaskCount(buyer), 5);
        assertEq(market.buyerTaskCount(stranger), 1);
    }

    function test_MatchTask_GivenItIsAddressed() external {
        bytes32 first = _activeNode(provider);
        bytes32 second = _activeNode(otherProvider);
        bytes32 taskId = _direct(second, ETH);
        assertEq(market.matchTask(taskId).length, 0);
        _makeLevel4(first);
        assertEq(market.matchTask(taskId).length, 0);
        _makeLevel4(second);
        _assertIds(market.matchTask(taskId), _ids(second));
        _assertIds(market.matchTask(_auction()), _ids(first, second));
    }

    function test_DisputeBond() external {
        assertEq(market.disputeBond(_create()), COST / 50);
        assertEq(market.disputeBond(_post(AssignmentMode.Instant, address(usdc))), USDC_COST / 50);
        bytes32 taskId = _assigned(_activeNode(provider), ETH, 1);
        assertEq(market.disputeBond(taskId), 1);
        bytes memory unknown =
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"));
        vm.expectRevert(unknown);
        market.disputeBond("x");
        vm.expectRevert(unknown);
        market.getAuction("x");
        vm.expectRevert(unknown);
        market.getTaskDetails("x");
        assertEq(uint256(market.getBid("x", 1, "y").status), 0);
    }

    function _ids(bytes32 a) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = a;
    }

    function _ids(bytes32 a, bytes32 b) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](2);
        (ids[0], ids[1]) = (a, b);
    }

    function _ids(bytes32 a, bytes32 b, bytes32 c) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }

    function _assertIds(bytes32[] memory actual, bytes32[] memory expected) private pure {
        assertEq(abi.encode(actual), abi.encode(expected));
    }
}
