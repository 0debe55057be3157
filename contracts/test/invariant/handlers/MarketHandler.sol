// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment, DeploymentConfig} from "../../../script/MarketplaceDeployer.sol";
import {TaskMarketplaceParameters} from "../../../src/interfaces/ITaskMarketplace.sol";
import {BidActions} from "./BidActions.sol";
import {DisputeActions} from "./DisputeActions.sol";
import {HandlerBase} from "./HandlerBase.sol";
import {NodeActions} from "./NodeActions.sol";
import {Reader} from "./Reader.sol";

/// @notice What people do, as often as chance has it; here money, governance and time. An action that cannot be done now is not done (and not
/// counted); one that is tried has to work, because the run fails on every revert. After each one everything is looked at.
contract MarketHandler is NodeActions, BidActions, DisputeActions {
    constructor(Deployment memory d, DeploymentConfig memory config_, Reader reader_)
        HandlerBase(d, config_, reader_)
    {}

    function withdrawCredit(uint256 who, bool ofRegistry) external observed {
        address account = accounts[who % accounts.length];
        withdrawing = account;
        uint256 credit = ofRegistry ? registryCore.creditOf(ETH, account) : escrow.creditOf(ETH, account);
        if (credit == 0) return;
        uint256 before = elsewhere.balance;
        vm.prank(account);
        if (ofRegistry) registryCore.withdrawCredit(ETH, elsewhere);
        else escrow.withdrawCredit(ETH, elsewhere);
        assertEq(elsewhere.balance, before + credit);
        _see("credit withdrawn");
    }

    function withdrawTokenCredit(uint256 who) external observed {
        address account = accounts[who % accounts.length];
        withdrawing = account;
        uint256 credit = escrow.creditOf(address(usdc), account);
        if (credit == 0) return;
        uint256 before = usdc.balanceOf(elsewhere);
        vm.prank(account);
        escrow.withdrawCredit(address(usdc), elsewhere);
        assertEq(usdc.balanceOf(elsewhere), before + credit);
        _see("token credit withdrawn");
    }

    /// @dev As the issuer of a dollar does it to an account that it dislikes.
    function freeze(uint256 who, bool off) external observed {
        usdc.setFrozen(accounts[who % accounts.length], !off);
        _see("frozen");
    }

    function sweepFees(bool ofRegistry) external observed {
        if ((ofRegistry ? registryCore.accruedFees(ETH) : escrow.accruedFees(ETH)) == 0) return;
        if (ofRegistry) registryCore.sweepFees(ETH);
        else escrow.sweepFees(ETH);
        _see("swept");
    }

    function sweepTokenFees() external observed {
        if (escrow.accruedFees(address(usdc)) == 0) return;
        escrow.sweepFees(address(usdc));
        _see("token fees swept");
    }

    /// @dev Money that nobody asked for, as a block's proposer or a selfdestruct can send it.
    function forceMoney(uint256 amount) external observed {
        amount = _bound(amount, 1, 1 ether);
        vm.deal(address(escrow), address(escrow).balance + amount);
        _force(ETH, amount);
        usdc.mint(address(escrow), amount % 1e6);
        _force(address(usdc), amount % 1e6);
        _see("forced");
    }

    function changeFee(uint256 feeBps) external observed {
        vm.prank(config.owner);
        escrow.updatePlatformFee(_bound(feeBps, 0, 1_000));
        _see("fee changed");
    }

    /// @dev Of tasks to come; those that exist keep theirs.
    function changeAttempts(uint256 attempts) external observed {
        TaskMarketplaceParameters memory p = market.parameters();
        p.attempts = _bound(attempts, 1, 3);
        vm.prank(config.owner);
        market.setParameters(p);
        _see("attempts changed");
    }

    function pause(uint256 which, bool off) external observed {
        if (which % 3 != 0) return;
        vm.startPrank(config.owner);
        if (off == marketCore.paused()) {
            if (off) marketCore.unpause();
            else marketCore.pause();
        }
        if (off == registryCore.paused()) {
            if (off) registryCore.unpause();
            else registryCore.pause();
        }
        vm.stopPrank();
        _see(off ? "unpaused" : "paused");
    }

    function wait(uint256 time) external observed {
        // Mostly minutes and hours, at times weeks.
        uint256 most = time % 24 == 0 ? 10 days : time % 5 == 0 ? 8 hours : 10 minutes;
        skip(_bound(time, 1, most));
        vm.roll(block.number + 1);
        _see("waited");
    }
}
