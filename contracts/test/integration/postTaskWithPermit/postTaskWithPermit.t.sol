// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IEscrowManager} from "../../../src/interfaces/IEscrowManager.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {AssignmentMode, Permit, TaskRequest, TaskStatus} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BaseTest} from "../../utils/BaseTest.sol";

/// @notice Takes every call.
contract Witness {
    fallback() external {}
}

contract PostTaskWithPermitTest is BaseTest {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    address private signer;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (signer, key) = makeAddrAndKey("signer");
        usdc.mint(signer, 10 * USDC_COST);
        vm.deal(signer, 1 ether);
    }

    function _sign(uint256 with, uint256 value, uint256 deadline) private view returns (Permit memory permit) {
        bytes32 hash =
            keccak256(abi.encode(PERMIT_TYPEHASH, signer, address(escrow), value, usdc.nonces(signer), deadline));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(with, keccak256(abi.encodePacked("\x19\x01", usdc.DOMAIN_SEPARATOR(), hash)));
        return Permit({value: value, deadline: deadline, v: v, r: r, s: s});
    }

    function _assertPosted(TaskRequest memory request, Permit memory permit) private {
        vm.prank(signer);
        bytes32 taskId = market.postTaskWithPermit(request, permit);
        assertEq(_status(taskId), TaskStatus.Open);
        assertEq(taskId, market.computeTaskId(signer, request.salt));
        assertEq(usdc.balanceOf(address(escrow)), USDC_COST);
        assertEq(market.getTaskDetails(taskId).buyer, signer);
    }

    function _assertRefused(TaskRequest memory request, Permit memory permit) private {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, USDC_COST)
        );
        vm.prank(signer);
        market.postTaskWithPermit(request, permit);
    }

    function test_RevertGiven_Paused() external {
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        Permit memory permit = _sign(key, USDC_COST, block.timestamp);
        _pauseAll();
        vm.expectRevert(abi.encodeWithSelector(IGoverned.Governed_Paused.selector, block.timestamp + 14 days));
        vm.prank(signer);
        market.postTaskWithPermit(request, permit);
    }

    function test_WithoutAnApproval() external {
        Permit memory permit = _sign(key, USDC_COST, block.timestamp);
        _assertPosted(_request(AssignmentMode.Instant, address(usdc)), permit);
        assertEq(usdc.allowance(signer, address(escrow)), 0);
        assertEq(usdc.nonces(signer), 1);
    }

    function test_GivenSomebodyElseUsedTheSignature() external {
        Permit memory permit = _sign(key, USDC_COST, block.timestamp);
        vm.prank(stranger);
        usdc.permit(signer, address(escrow), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        _assertPosted(_request(AssignmentMode.SealedBid, address(usdc)), permit);
    }

    function test_WhenTheSignatureIsWrong() external {
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        Permit memory forged = _sign(key + 1, USDC_COST, block.timestamp);
        Permit memory old = _sign(key, USDC_COST, block.timestamp - 1);
        Permit memory little = _sign(key, USDC_COST - 1, block.timestamp);
        _assertRefused(request, forged);
        _assertRefused(request, old);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), USDC_COST - 1, USDC_COST
            )
        );
        vm.prank(signer);
        market.postTaskWithPermit(request, little);

        vm.prank(signer);
        usdc.approve(address(escrow), USDC_COST);
        uint256 snapshot = vm.snapshotState();
        _assertPosted(request, forged);
        vm.revertToState(snapshot);
        _assertPosted(request, old);
    }

    /// @dev A signature moves the signer's money only into a task of the signer's own.
    function test_AStrangerCannotPostWithTheSignatureOfAnother() external {
        TaskRequest memory request = _request(AssignmentMode.Instant, address(usdc));
        Permit memory permit = _sign(key, USDC_COST, block.timestamp);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, USDC_COST)
        );
        vm.prank(stranger);
        market.postTaskWithPermit(request, permit);
        vm.prank(stranger);
        usdc.permit(signer, address(escrow), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        vm.expectRevert();
        vm.prank(stranger);
        market.postTask(request);
        assertEq(usdc.balanceOf(signer), 10 * USDC_COST);
    }

    function test_WhenTheCurrencyIsEth() external {
        TaskRequest memory request = _request(AssignmentMode.Instant, ETH);
        Permit memory none;
        vm.expectCall(ETH, abi.encodePacked(IERC20Permit.permit.selector), 0);
        vm.prank(signer);
        bytes32 taskId = market.postTaskWithPermit{value: COST}(request, none);
        assertEq(_status(taskId), TaskStatus.Open);
        assertEq(address(escrow).balance, COST);
    }

    function test_RevertWhen_TheCurrencyIsNotOnTheList_WithoutCallingIt() external {
        Witness witness = new Witness();
        TaskRequest memory request = _request(AssignmentMode.Instant, address(witness));
        Permit memory permit = _sign(key, USDC_COST, block.timestamp);
        vm.expectCall(address(witness), abi.encodePacked(IERC20Permit.permit.selector), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IEscrowManager.EscrowManager_CurrencyNotAccepted.selector, address(witness))
        );
        vm.prank(signer);
        market.postTaskWithPermit(request, permit);
    }
}
