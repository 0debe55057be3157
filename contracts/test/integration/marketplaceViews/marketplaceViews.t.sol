// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {RoleGrant} from "../../../src/base/Governed.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {ResourceType} from "../../../src/interfaces/INodeRegistry.sol";
import {IProofOfWorkVerifier} from "../../../src/interfaces/IProofOfWorkVerifier.sol";
import {
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
        assertEq(market.getTasksByProvider(nodeId, 2, 9).length, 0);
    }

    function test_MatchTask() external {
        bytes32 taskId = _create();
        bytes32 first = _activeNode(provider);
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
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x")));
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
        uint256 hourly = (price * power + 1e18 - 1) / 1e18;
        uint256 cost = (hourly * duration + 3_599) / 3_600;
        assertEq(
            market.estimateTaskCost(ResourceType.IoT, power, duration), cost > 0.001 ether ? cost : 0.001 ether
        );
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
        bare.setNodeRegistry(address(registry));
        bare.setEscrowManager(address(escrow));
        bare.setPowVerifier(address(verifier));
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_ZeroAddress.selector));
        bare.setPriceOracle(address(0));
        bare.setPriceOracle(deployment.priceOracle);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_ZeroAddress.selector));
        bareVerifier.setNodeRegistry(address(0));
        bareVerifier.setNodeRegistry(address(registry));
        assertEq(bare.nodeRegistry(), address(registry));
        assertEq(bare.escrowManager(), address(escrow));
        assertEq(bare.powVerifier(), address(verifier));
        assertEq(bare.priceOracle(), deployment.priceOracle);
        assertEq(bareVerifier.nodeRegistry(), address(registry));
        assertEq(bare.referencePrice(ResourceType.GPU), 0);
    }

    function test_Parameters_RevertWhen_OutOfBounds() external {
        string[6] memory names = [
            "smallestTaskEth", "reputationFeeFloorEth", "smallTaskLimitUsd", "openWindow", "reviewWindow", "attempts"
        ];
        uint256[6] memory low = [uint256(0), 0, 10e18, 1 hours, 1 hours, 1];
        uint256[6] memory high = [uint256(0.1 ether), 0.1 ether, 10_000e18, 30 days, 7 days, 10];
        vm.startPrank(owner);
        for (uint256 i; i < 6; ++i) {
            market.setParameters(_with(i, low[i]));
            market.setParameters(_with(i, high[i]));
            assertEq(abi.encode(market.parameters()), abi.encode(_with(i, high[i])));
            for (uint256 k; k < 2; ++k) {
                if (k == 0 && low[i] == 0) continue;
                uint256 bad = k == 0 ? low[i] - 1 : high[i] + 1;
                TaskMarketplaceParameters memory p = _with(i, bad);
                vm.expectRevert(
                    abi.encodeWithSelector(
                        ITaskMarketplaceErrors.TaskMarketplace_ParameterOutOfBounds.selector,
                        names[i],
                        bad,
                        low[i],
                        high[i]
                    )
                );
                market.setParameters(p);
            }
        }
    }

    function _with(uint256 index, uint256 value) private view returns (TaskMarketplaceParameters memory p) {
        p = market.parameters();
        if (index == 0) p.smallestTaskEth = value;
        if (index == 1) p.reputationFeeFloorEth = value;
        if (index == 2) p.smallTaskLimitUsd = value;
        if (index == 3) p.openWindow = value;
        if (index == 4) p.reviewWindow = value;
        if (index == 5) p.attempts = value;
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
