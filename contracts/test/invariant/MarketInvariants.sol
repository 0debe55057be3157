// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowStatus} from "../../src/interfaces/IEscrowManager.sol";
import {TaskDetails, TaskStatus} from "../../src/interfaces/ITaskMarketplace.sol";
import {BadOracle} from "../utils/Actors.sol";
import {BaseTest} from "../utils/BaseTest.sol";
import {Invariants} from "./Invariants.sol";
import {FreezableUsdCoin} from "./handlers/FreezableUsdCoin.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {Reader} from "./handlers/Reader.sol";
import {TaskMemory} from "./handlers/Store.sol";

/// @notice A market, its people and its invariants; and how everything ends (I8).
abstract contract MarketInvariants is BaseTest {
    MarketHandler internal handler;
    Invariants internal invariants;
    Reader internal reader;

    function setUp() public virtual override {
        super.setUp();
        // The same dollar, whose issuer freezes accounts besides.
        vm.etch(address(usdc), address(new FreezableUsdCoin()).code);
        reader = new Reader(deployment, config);
        handler = new MarketHandler(deployment, config, reader);
        invariants = new Invariants(deployment, config, handler);
        targetContract(address(handler));
    }

    function _checkEverything() internal view {
        invariants.checkEverything();
    }

    /// @dev I8: from wherever the run ended, with everything paused, no price, and nobody acting but one stranger, all escrowed money reaches
    /// its owners within the sum of the windows.
    function _endAtLast() internal {
        BadOracle bad = new BadOracle(BadOracle.Kind.BurnsGas);
        vm.startPrank(owner);
        market.setPriceOracle(address(bad));
        if (!marketCore.paused()) marketCore.pause();
        if (!escrow.paused()) escrow.pause();
        vm.stopPrank();

        uint256 start = block.timestamp;
        vm.startPrank(stranger);
        skip(25 hours);
        _endAll();
        skip(7 days + 1);
        _endAll();
        if (escrow.accruedFees(ETH) != 0) escrow.sweepFees(ETH);
        if (escrow.accruedFees(address(usdc)) != 0) escrow.sweepFees(address(usdc));
        vm.stopPrank();
        assertLe(block.timestamp, start + 25 hours + 7 days + 1);
        TaskMemory[] memory tasks = handler.getTasks();
        for (uint256 i; i < tasks.length; ++i) {
            EscrowStatus status = escrow.getEscrowDetails(tasks[i].taskId).status;
            assertTrue(status != EscrowStatus.Held && status != EscrowStatus.Disputed, "I8");
        }
        assertEq(
            address(escrow).balance, invariants.credits(ETH, false) + handler.forced(ETH), "I8: all money has left"
        );
        uint256 tokens = usdc.balanceOf(address(escrow));
        assertEq(
            tokens, invariants.credits(address(usdc), false) + handler.forced(address(usdc)), "I8: all tokens have left"
        );
    }

    function _endAll() private {
        TaskDetails[] memory tasks = reader.getTasks(handler.getLivingTasks());
        for (uint256 i; i < tasks.length; ++i) {
            TaskDetails memory t = tasks[i];
            if (t.status == TaskStatus.Open && block.timestamp > t.openUntil) market.expireTask(t.taskId);
            if (t.status == TaskStatus.Assigned && block.timestamp > t.startUntil) market.timeoutTask(t.taskId);
            if (t.status == TaskStatus.InProgress && block.timestamp > t.deadline) market.timeoutTask(t.taskId);
            if (t.status == TaskStatus.Completed && block.timestamp > t.reviewUntil) market.finalizeTask(t.taskId);
            if (t.status == TaskStatus.Disputed && block.timestamp > t.disputeUntil) {
                market.resolveStaleDispute(t.taskId);
            }
        }
    }
}
