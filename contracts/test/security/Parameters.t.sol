// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProofOfWorkVerifier, ProofOfWorkVerifierParameters} from "../../src/interfaces/IProofOfWorkVerifier.sol";
import {ResourceType} from "../../src/interfaces/INodeRegistry.sol";
import {ITaskMarketplaceErrors} from "../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../utils/BaseTest.sol";

contract ParametersTest is BaseTest {
    /// @dev Under such parameters nobody could pass, and every node of the market would lose its power and its reputation.
    function testFuzz_G9_AChallengeNeverEndsBeforeItIsExpectedToBeSolved(uint256 target, uint256 deadline) external {
        ProofOfWorkVerifierParameters memory p = verifier.parameters();
        p.challengeTargetTime = bound(target, 10, 3_600);
        p.challengeDeadline = bound(deadline, 60, 7_200);
        uint256 least = p.challengeTargetTime < 60 ? 60 : p.challengeTargetTime + 1;
        if (p.challengeDeadline < least) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IProofOfWorkVerifier.ProofOfWorkVerifier_ParameterOutOfBounds.selector,
                    "challengeDeadline",
                    p.challengeDeadline,
                    least,
                    1 days
                )
            );
        }
        vm.prank(owner);
        verifier.setParameters(p);
    }

    /// @dev Its money is in escrow: a second task under its id would write over it.
    function test_ATaskIsNeverWrittenOverAnother() external {
        bytes32 taskId = _create();
        assertEq(market.computeTaskId(buyer, keccak256(abi.encode(0))), taskId);
        _rewindBuyerTaskCount();
        assertEq(market.buyerTaskCount(buyer), 0);
        vm.expectRevert(abi.encodeWithSelector(ITaskMarketplaceErrors.TaskMarketplace_TaskExists.selector, taskId));
        vm.prank(buyer);
        market.createTask{value: COST}(ResourceType.GPU, POWER, DURATION, PRICE, 1, URI);
    }

    /// @dev No call can do this: it stands for another form of posting whose salt meets that of a counted task.
    function _rewindBuyerTaskCount() private {
        vm.record();
        market.buyerTaskCount(buyer);
        (bytes32[] memory reads,) = vm.accesses(address(market));
        vm.store(address(market), reads[reads.length - 1], 0);
    }
}
