// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeOutcome} from "../../../src/libraries/DisputeMath.sol";
import {ITaskMarketplaceErrors, ITaskMarketplaceEvents, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

contract SubmitEvidenceTest is BaseTest {
    bytes32 private taskId;

    function setUp() public override {
        super.setUp();
        taskId = _completed(_activeNode(provider));
    }

    function _submitAs(address who, string memory uri) private {
        vm.prank(who);
        market.submitEvidence(taskId, uri);
    }

    function test_RevertGiven_UnknownOrNotDisputed() external {
        vm.expectRevert(
            abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_UnknownTask.selector, bytes32("x"))
        );
        market.submitEvidence("x", URI);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Completed
            )
        );
        _submitAs(buyer, URI);
        _dispute(taskId);
        vm.prank(arbitrator);
        market.resolveDispute(taskId, DisputeOutcome.BuyerWins, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITaskMarketplaceErrors.TaskMarketplace_WrongStatus.selector, taskId, TaskStatus.Failed
            )
        );
        _submitAs(buyer, URI);
    }

    function test_RevertWhen_NoParty() external {
        _dispute(taskId);
        address[3] memory others = [stranger, arbitrator, owner];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_NotParty.selector, taskId, others[i])
            );
            _submitAs(others[i], URI);
        }
    }

    function testFuzz_RevertWhen_TheUriIsEmptyOrTooLong(uint256 length) external {
        length = length % 4 == 0 ? 0 : bound(length, 257, 2_000);
        _dispute(taskId);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_InvalidUri.selector, length, 256));
        _submitAs(buyer, string(new bytes(length)));
    }

    function test_D9_BothSidesAsOftenAsTheyWant_EvenWhilePaused() external {
        _dispute(taskId);
        _pauseAll();
        for (uint256 i; i < 4; ++i) {
            address who = i % 2 == 0 ? buyer : provider;
            string memory uri = i == 3 ? string(new bytes(256)) : URI;
            vm.expectEmit(address(market));
            emit ITaskMarketplaceEvents.EvidenceSubmitted(taskId, who, uri);
            _submitAs(who, uri);
        }
        assertEq(_status(taskId), TaskStatus.Disputed);
    }
}
