// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EscrowDetails} from "../../src/interfaces/IEscrowManager.sol";
import {IPayouts} from "../../src/interfaces/IPayouts.sol";
import {DisputeOutcome} from "../../src/libraries/DisputeMath.sol";
import {HostileRecipient} from "../utils/zoo/HostileRecipient.sol";
import {ZooTest} from "../utils/zoo/ZooTest.sol";

/// @notice Recipients that refuse, burn, answer much, come back or vanish: as buyer and as provider, against every way in which a task ends.
contract E2_HostileRecipientsTest is ZooTest {
    /// @dev The entries that are the market's; the rest of {_entries} is the escrow's.
    uint256 private constant MARKET_ENTRIES = 9;

    HostileRecipient private who;

    /// @dev The provider is a contract; a buyer is made of another one where a test wants it.
    function setUp() public override {
        who = new HostileRecipient();
        provider = address(who);
        super.setUp();
    }

    function _takes(HostileRecipient.Kind kind) private pure returns (bool) {
        return kind == HostileRecipient.Kind.Accepts || kind == HostileRecipient.Kind.Works
            || kind == HostileRecipient.Kind.AnswersMuch || kind == HostileRecipient.Kind.Reenters
            || kind == HostileRecipient.Kind.DestroysItself;
    }

    /*//////////////////////////////////////////////////////////////
                            EVERY ENDING
    //////////////////////////////////////////////////////////////*/

    function test_E1_E2_V22_I8_AProviderStopsNoEnding() external {
        for (uint256 k; k <= uint256(HostileRecipient.Kind.DestroysItself); ++k) {
            for (uint256 e; e < ENDINGS; ++e) {
                uint256 state = vm.snapshotState();
                _assertEnds(HostileRecipient.Kind(k), Ending(e), who, buyer);
                vm.revertToState(state);
            }
        }
    }

    function test_E1_E2_V22_I8_ABuyerStopsNoEnding() external {
        HostileRecipient hostile = new HostileRecipient();
        for (uint256 k; k <= uint256(HostileRecipient.Kind.DestroysItself); ++k) {
            for (uint256 e; e < ENDINGS; ++e) {
                uint256 state = vm.snapshotState();
                _assertEnds(HostileRecipient.Kind(k), Ending(e), hostile, address(hostile));
                vm.revertToState(state);
            }
        }
    }

    /// @dev What is paid is paid, what is refused is credited and can be taken out to somewhere else, and the other side has its part at once.
    function _assertEnds(HostileRecipient.Kind kind, Ending ending, HostileRecipient hostile, address buyer_) private {
        bytes32 taskId = _almost(ending, buyer_, ETH);
        uint256 buyersBefore = buyer_.balance;
        uint256 providersBefore = provider.balance;
        hostile.become(kind);
        _end(ending, taskId);
        assertLt(vm.lastCallGas().gasTotalUsed, 900_000, "gas is bounded");
        _assertEnded(ending, taskId);
        _assertPartsAddUp(taskId);
        _assertNothingLeft(ETH, buyer_);

        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        bool isBuyer = address(hostile) == buyer_;
        uint256 hostilePart = isBuyer ? d.buyerPayout : d.providerPayout;
        assertEq(escrow.creditOf(ETH, address(hostile)), _takes(kind) ? 0 : hostilePart);
        if (isBuyer) assertEq(provider.balance, providersBefore + d.providerPayout);
        else assertEq(buyer_.balance, buyersBefore + d.buyerPayout);
        if (_takes(kind) || hostilePart == 0) return;

        uint256 before = stranger.balance;
        vm.prank(address(hostile));
        escrow.withdrawCredit(ETH, stranger);
        assertEq(stranger.balance, before + hostilePart);
    }

    /*//////////////////////////////////////////////////////////////
                              THE TREASURY
    //////////////////////////////////////////////////////////////*/

    function test_E2_N15_ATreasuryStopsNothingButItsSweep() external {
        HostileRecipient hostile = new HostileRecipient();
        vm.prank(owner);
        escrow.setTreasury(address(hostile));
        bytes32 taskId = _almost(Ending.Approved, buyer, ETH);
        hostile.become(HostileRecipient.Kind.Refuses);
        _end(Ending.Approved, taskId);
        uint256 fee = escrow.accruedFees(ETH);
        vm.expectRevert(
            abi.encodeWithSelector(IPayouts.Payouts_TransferFailed.selector, ETH, address(hostile), fee)
        );
        escrow.sweepFees(ETH);
        assertEq(escrow.accruedFees(ETH), fee);
        hostile.become(HostileRecipient.Kind.Works);
        escrow.sweepFees(ETH);
        assertEq(address(hostile).balance, fee);
    }

    /*//////////////////////////////////////////////////////////////
                                RE-ENTRY
    //////////////////////////////////////////////////////////////*/

    /// @dev From the payment of a provider, with all the gas that it has, into the entries that move money. Posting takes more gas to call than
    /// there is; a token's hook tries that.
    function test_E12_ReentryFromARecipient() external {
        bytes32 other = _almost(Ending.Approved, buyer, ETH);
        bytes[] memory entries = _entries(other);
        for (uint256 i; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            bytes32 taskId = _almost(Ending.Split, buyer, ETH);
            who.become(HostileRecipient.Kind.Reenters);
            who.arm(i < MARKET_ENTRIES ? address(market) : address(escrow), entries[i]);
            _end(Ending.Split, taskId);
            _assertGuarded(i);
            _assertPartsAddUp(taskId);
            vm.revertToState(state);
        }
    }

    /// @dev With all the gas of a transaction: from the payment of a credit.
    function test_E12_ReentryFromACredit() external {
        bytes[] memory entries = _entries(0);
        bytes32 taskId = _almost(Ending.ProviderWins, buyer, ETH);
        who.become(HostileRecipient.Kind.Refuses);
        _end(Ending.ProviderWins, taskId);
        uint256 credit = escrow.creditOf(ETH, provider);
        uint256 before = provider.balance;
        who.become(HostileRecipient.Kind.Reenters);
        for (uint256 i = MARKET_ENTRIES; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            who.arm(address(escrow), entries[i]);
            vm.prank(provider);
            escrow.withdrawCredit(ETH, provider);
            _assertGuarded(i);
            assertEq(provider.balance, before + credit);
            vm.revertToState(state);
        }
    }

    function _assertGuarded(uint256 i) private view {
        assertTrue(who.called(), vm.toString(i));
        assertFalse(who.succeeded(), vm.toString(i));
        assertEq(who.answer(), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, vm.toString(i));
    }

    function _entries(bytes32 taskId) private view returns (bytes[] memory entries) {
        entries = new bytes[](MARKET_ENTRIES + 2);
        entries[0] = abi.encodeCall(market.cancelTask, (taskId));
        entries[1] = abi.encodeCall(market.approveResult, (taskId));
        entries[2] = abi.encodeCall(market.abandonTask, (taskId));
        entries[3] = abi.encodeCall(market.finalizeTask, (taskId));
        entries[4] = abi.encodeCall(market.timeoutTask, (taskId));
        entries[5] = abi.encodeCall(market.expireTask, (taskId));
        entries[6] = abi.encodeCall(market.disputeTask, (taskId, ""));
        entries[7] = abi.encodeCall(market.resolveStaleDispute, (taskId));
        entries[8] = abi.encodeCall(market.resolveDispute, (taskId, DisputeOutcome.Split, 1));
        entries[9] = abi.encodeCall(escrow.withdrawCredit, (ETH, stranger));
        entries[10] = abi.encodeCall(escrow.sweepFees, (ETH));
    }

    /// @dev What a recipient reads in the middle of a payment is what is there afterwards.
    function test_E12_TheRecordIsWrittenBeforeThePayment() external {
        for (uint256 e; e < ENDINGS; ++e) {
            uint256 state = vm.snapshotState();
            bytes32 taskId = _almost(Ending(e), buyer, ETH);
            Onlooker onlooker = new Onlooker();
            vm.etch(buyer, address(onlooker).code);
            Onlooker(payable(buyer)).look(address(escrow), abi.encodeCall(escrow.getEscrowDetails, (taskId)));
            _end(Ending(e), taskId);
            bytes32 seen = Onlooker(payable(buyer)).seen();
            EscrowDetails memory d = escrow.getEscrowDetails(taskId);
            assertEq(seen, d.buyerPayout == 0 ? bytes32(0) : keccak256(abi.encode(d)));
            vm.revertToState(state);
        }
    }
}

/// @notice Reads something in the middle of a payment, and remembers it.
contract Onlooker {
    address private _target;
    bytes private _question;
    bytes32 public seen;

    function look(address target, bytes calldata question) external {
        (_target, _question) = (target, question);
    }

    receive() external payable {
        (, bytes memory answer) = _target.staticcall(_question);
        seen = keccak256(answer);
    }
}
