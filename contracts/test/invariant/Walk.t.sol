// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketInvariants} from "./MarketInvariants.sol";

/// @notice Walks that are the same every time, each in a new market, which together reach everything: what the invariants are checked on is not empty.
contract WalkTest is MarketInvariants {
    uint256 private constant STEPS = 78;
    uint256 private state;

    function _random() private returns (uint256) {
        return state = uint256(keccak256(abi.encode(state)));
    }

    function test_TheHandlerReachesEverything() external {
        string[59] memory everything = [
            "registered", "staked", "deactivated", "deactivated unproven", "activated", "withdrawn", "issued", "challenged", "progressed",
            "solved", "challenge failed", "overdue", "created", "posted", "posted in tokens", "accepted", "accepted alone", "refused",
            "committed", "revealed", "selected", "settled", "round closed", "voided", "reported", "started", "never started", "submitted",
            "submitted late", "approved", "finalized", "paid below the deposit", "ended in tokens", "disputed", "buyer won", "provider won",
            "shared", "nobody ruled", "cancelled", "expired", "timed out", "abandoned", "used up", "credited", "credit withdrawn",
            "credited in tokens", "token credit withdrawn", "swept", "token fees swept", "forced", "frozen", "slashed by governance",
            "status changed", "partner", "ban proposed", "ban cancelled", "ban executed", "paused", "power moved"
        ];
        // What is seen is kept in memory: going back to the beginning takes everything else away.
        bool[] memory seen = new bool[](everything.length);
        uint256 beginning = vm.snapshotState();
        uint256 missing = everything.length;
        for (uint256 walk = 1; missing != 0; ++walk) {
            assertLe(walk, 24, everything[_first(seen)]);
            vm.revertToState(beginning);
            state = uint256(keccak256(abi.encode("walk", walk)));
            _walk();
            for (uint256 i; i < seen.length; ++i) {
                if (seen[i] || handler.count(everything[i]) == 0) continue;
                seen[i] = true;
                --missing;
            }
        }
    }

    function _walk() private {
        for (uint256 i; i < 700; ++i) {
            _step(_random() % STEPS);
        }
        _checkEverything();
        _endAtLast();
    }

    function _first(bool[] memory seen) private pure returns (uint256 i) {
        while (seen[i]) ++i;
    }

    function _step(uint256 action) private {
        uint256 a = _random();
        if (action < 3) handler.registerNode(a, _random());
        else if (action < 4) handler.addStake(a, _random());
        else if (action < 5) handler.deactivateNode(a);
        else if (action < 7) handler.activateNode(a);
        else if (action < 8) handler.withdrawStake(a, _random(), a % 2 == 0);
        else if (action < 11) handler.issueChallenge(a, a % 3 == 0);
        else if (action < 16) handler.solveChallenge(a, a % 4 == 0);
        else if (action < 17) handler.createTask(a, _random(), _random(), _random());
        else if (action < 20) handler.postTask(a, _random(), _random(), _random(), _random());
        else if (action < 25) handler.acceptTask(a, _random());
        else if (action < 31) handler.commitBid(a, _random(), _random());
        else if (action < 37) handler.revealBid(a);
        else if (action < 40) handler.selectBid(a);
        else if (action < 42) handler.settleAuction(a);
        else if (action < 43) handler.reportUnrevealedBid(a);
        else if (action < 46) handler.startTask(a);
        else if (action < 51) handler.submitResult(a);
        else if (action < 52) handler.finalizeTask(a);
        else if (action < 54) handler.disputeTask(a);
        else if (action < 55) handler.resolveStaleDispute(a);
        else if (action < 56) handler.expireTask(a);
        else if (action < 57) handler.timeoutTask(a);
        else if (action < 58) handler.timeoutStart(a);
        else if (action < 59) handler.withdrawCredit(a, a % 4 == 0);
        else if (action < 60) handler.withdrawTokenCredit(a);
        else if (action < 61) handler.sweepFees(a % 2 == 0);
        else if (action < 62) handler.sweepTokenFees();
        else if (action < 63) handler.forceMoney(a);
        else if (action < 64) handler.changeStatus(a, _random());
        else if (action < 65) handler.executeBan(a);
        else if (action < 70) handler.wait(a);
        else _rareStep(a, _random() % 15);
    }

    /// @dev What would end too much if it happened often.
    function _rareStep(uint256 a, uint256 action) private {
        if (action == 0) handler.expireChallenge(a);
        else if (action == 1) handler.approveResult(a);
        else if (action == 2) handler.cancelTask(a);
        else if (action == 3) handler.abandonTask(a);
        else if (action == 4) handler.resolveDispute(a, _random(), _random());
        else if (action == 5) handler.slashNode(a, _random());
        else if (action == 6) handler.makePartner(a);
        else if (action == 7) handler.proposeBan(a);
        else if (action == 8) handler.cancelBan(a);
        else if (action == 9) handler.freeze(a, a % 3 != 0);
        else if (action == 10) handler.pause(a, _random() % 3 != 0);
        else if (action == 11) handler.changeFee(a);
        else if (action == 12) handler.changeAttempts(a);
        else if (action == 13) handler.clearReview(a);
        else handler.cancelAuction(a);
    }
}
