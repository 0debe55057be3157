// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EscrowDetails} from "../../src/interfaces/IEscrowManager.sol";
import {AssignmentMode, TaskRequest} from "../../src/interfaces/ITaskMarketplace.sol";
import {BadOracle} from "../utils/Actors.sol";
import {ZooTest} from "../utils/zoo/ZooTest.sol";

/// @notice Where a task's money goes, through the market itself: every ending, in ETH and in a dollar, in numbers.
/// forge-config: deep.fuzz.runs = 200000
contract E6_TaskMoneyTest is ZooTest {
    struct Parts {
        uint256 buyer;
        uint256 provider;
        uint256 treasury;
        uint256 arbitrator;
    }

    /// @dev Of an escrow of 100 and a bond of 2, in hundredths of a percent of the escrow; below the deposit a third is agreed on.
    function _table(Ending ending, uint256 e) private pure returns (Parts memory) {
        uint256 third = e / 3;
        if (ending == Ending.Approved || ending == Ending.Finalized) return Parts(0, e * 92 / 100, e * 8 / 100, 0);
        if (ending == Ending.ApprovedBelow) return Parts(e - third, third - third * 8 / 100, third * 8 / 100, 0);
        if (ending == Ending.BuyerWins) return Parts(e, 0, 0, e * 2 / 100);
        if (ending == Ending.ProviderWins) return Parts(0, e * 92 / 100, e * 8 / 100, e * 2 / 100);
        // 49 gross, of which 8/98; 49 and the bond go back.
        if (ending == Ending.Split) return Parts(e * 51 / 100, e * 45 / 100, e * 4 / 100, e * 2 / 100);
        if (ending == Ending.NobodyRuled) return Parts(e * 52 / 100, e * 46 / 100, e * 4 / 100, 0);
        if (ending == Ending.ProviderWinsBelow) {
            (uint256 bond, uint256 fee, uint256 arbitration) =
                ((third * 2 + 99) / 100, third * 8 / 100, third * 2 / 100);
            return Parts(e - third, third - fee - arbitration + bond, fee, arbitration);
        }
        return Parts(e, 0, 0, 0);
    }

    function test_D3_E6_I3_I4_V2_V5_EveryEndingPaysAsTheTableSays() external {
        address[2] memory currencies = [ETH, address(token)];
        for (uint256 c; c < 2; ++c) {
            for (uint256 e; e < ENDINGS; ++e) {
                uint256 state = vm.snapshotState();
                _assertPays(Ending(e), currencies[c]);
                vm.revertToState(state);
            }
        }
    }

    /// @dev While everything is paused, and without a price.
    function test_I8_V20_V21_X3_G7_EveryEndingPaysWhilePausedAndWithoutAPrice() external {
        address[2] memory currencies = [ETH, address(token)];
        for (uint256 c; c < 2; ++c) {
            for (uint256 e; e < ENDINGS; ++e) {
                uint256 state = vm.snapshotState();
                bytes32 taskId = _almost(Ending(e), buyer, currencies[c]);
                address silent = address(new BadOracle(BadOracle.Kind.BurnsGas));
                vm.prank(owner);
                market.setPriceOracle(silent);
                _pauseAll();
                _end(Ending(e), taskId);
                _assertEnded(Ending(e), taskId);
                _assertNothingLeft(currencies[c], buyer);
                vm.revertToState(state);
            }
        }
    }

    function _assertPays(Ending ending, address currency) private {
        bytes32 taskId = _almost(ending, buyer, currency);
        uint256[2] memory before = [_balance(currency, buyer), _balance(currency, provider)];
        uint256 held = _balance(currency, address(escrow));
        _end(ending, taskId);
        Parts memory parts = _table(ending, currency == ETH ? COST : USDC_COST);
        assertEq(parts.buyer + parts.provider + parts.treasury + parts.arbitrator, held, "the whole");
        assertEq(_balance(currency, buyer), before[0] + parts.buyer, "buyer");
        assertEq(_balance(currency, provider), before[1] + parts.provider, "provider");
        assertEq(escrow.accruedFees(currency), parts.treasury, "treasury");
        assertEq(escrow.creditOf(currency, arbitrator), parts.arbitrator, "arbitrator");
        _assertEnded(ending, taskId);
        _assertPartsAddUp(taskId);
        _assertNothingLeft(currency, buyer);
    }

    /// @dev The rate is fixed with the deposit: whoever raises it raises it for tasks to come.
    function testFuzz_E7_TheRateOfTheDepositCounts(uint256 later, bool inToken) external {
        address currency = inToken ? address(token) : ETH;
        bytes32 taskId = _almost(Ending.ProviderWins, buyer, currency);
        vm.startPrank(owner);
        escrow.updatePlatformFee(bound(later, 0, 1_000));
        vm.stopPrank();
        _end(Ending.ProviderWins, taskId);
        assertEq(escrow.accruedFees(currency), (inToken ? USDC_COST : COST) * 8 / 100);
    }

    /// @dev The smallest task is far above where a fee rounds down to nothing.
    function test_E8_N9_TheSmallestTaskPaysAFee() external {
        address[2] memory currencies = [ETH, address(token)];
        for (uint256 c; c < 2; ++c) {
            TaskRequest memory request = _request(AssignmentMode.Instant, currencies[c]);
            request.maxPrice = c == 0 ? 0.001 ether : 1e6;
            _fund(buyer, currencies[c], request.maxPrice);
            vm.prank(buyer);
            bytes32 taskId = market.postTask{value: c == 0 ? request.maxPrice : 0}(request);
            _accept(taskId, nodeId);
            _submit(taskId);
            _approve(taskId);
            assertEq(escrow.accruedFees(currencies[c]), request.maxPrice * 8 / 100);
        }
    }

    /// @dev Money that was forced in is nobody's: it changes no payment, and nothing takes it out.
    function test_E11_ForcedMoneyIsNobodys() external {
        address[2] memory currencies = [ETH, address(token)];
        for (uint256 c; c < 2; ++c) {
            bytes32 taskId = _almost(Ending.ProviderWins, buyer, currencies[c]);
            if (c == 0) vm.deal(address(escrow), address(escrow).balance + 5);
            else token.mint(address(escrow), 5);
            _end(Ending.ProviderWins, taskId);
            escrow.sweepFees(currencies[c]);
            vm.prank(arbitrator);
            escrow.withdrawCredit(currencies[c], arbitrator);
            assertEq(_balance(currencies[c], address(escrow)), 5);
        }
    }

    /// @dev Who disputes in vain loses the bond to the one who was kept waiting.
    function test_D7_ADisputeInVainCostsItsBond() external {
        bytes32 taskId = _almost(Ending.ProviderWins, buyer, address(token));
        _end(Ending.ProviderWins, taskId);
        EscrowDetails memory d = escrow.getEscrowDetails(taskId);
        assertEq(d.bond, USDC_COST * 2 / 100);
        assertEq(token.holds(provider), USDC_COST * 92 / 100, "as if approved, though an arbitrator was paid");
        assertEq(token.holds(buyer), 0);
    }

    /// @dev An arbitrator is paid for a ruling, in credit, and not for silence.
    function test_D4_TheArbitratorTakesItsPartOut() external {
        bytes32 taskId = _almost(Ending.NobodyRuled, buyer, address(token));
        _end(Ending.NobodyRuled, taskId);
        assertEq(escrow.creditOf(address(token), arbitrator), 0);
        taskId = _almost(Ending.BuyerWins, buyer, address(token));
        _end(Ending.BuyerWins, taskId);
        vm.prank(arbitrator);
        escrow.withdrawCredit(address(token), stranger);
        assertEq(token.holds(stranger), USDC_COST * 2 / 100);
    }
}
