// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketInvariants} from "./MarketInvariants.sol";

/// @notice One campaign for all of them: after each step each is checked, and the message of a failure names it.
abstract contract InvariantRun is MarketInvariants {
    function invariant_EverythingHolds() external view {
        _checkEverything();
    }

    function afterInvariant() external {
        _endAtLast();
    }
}

/// @notice Still weather: no pauses, no governance, no money from nowhere.
contract StillMarketTest is InvariantRun {
    function setUp() public override {
        super.setUp();
        bytes4[] memory selectors = new bytes4[](35);
        selectors[0] = handler.registerNode.selector;
        selectors[1] = handler.issueChallenge.selector;
        selectors[2] = handler.solveChallenge.selector;
        selectors[3] = handler.solveChallenge.selector;
        selectors[4] = handler.expireChallenge.selector;
        selectors[5] = handler.createTask.selector;
        selectors[6] = handler.postTask.selector;
        selectors[7] = handler.postTask.selector;
        selectors[8] = handler.acceptTask.selector;
        selectors[9] = handler.acceptTask.selector;
        selectors[10] = handler.commitBid.selector;
        selectors[11] = handler.commitBid.selector;
        selectors[12] = handler.commitBid.selector;
        selectors[13] = handler.revealBid.selector;
        selectors[14] = handler.revealBid.selector;
        selectors[15] = handler.selectBid.selector;
        selectors[16] = handler.settleAuction.selector;
        selectors[17] = handler.reportUnrevealedBid.selector;
        selectors[18] = handler.startTask.selector;
        selectors[19] = handler.submitResult.selector;
        selectors[20] = handler.submitResult.selector;
        selectors[21] = handler.approveResult.selector;
        selectors[22] = handler.finalizeTask.selector;
        selectors[23] = handler.disputeTask.selector;
        selectors[24] = handler.resolveDispute.selector;
        selectors[25] = handler.resolveStaleDispute.selector;
        selectors[26] = handler.timeoutTask.selector;
        selectors[27] = handler.timeoutStart.selector;
        selectors[28] = handler.abandonTask.selector;
        selectors[29] = handler.expireTask.selector;
        selectors[30] = handler.cancelTask.selector;
        selectors[31] = handler.addStake.selector;
        selectors[32] = handler.makePartner.selector;
        selectors[33] = handler.wait.selector;
        selectors[34] = handler.wait.selector;
        targetSelector(FuzzSelector(address(handler), selectors));
    }
}

/// @notice Stormy weather: everything the handler can do.
contract StormyMarketTest is InvariantRun {}
