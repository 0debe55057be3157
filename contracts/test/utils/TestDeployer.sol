// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment, DeploymentConfig, MarketplaceDeployer} from "../../script/MarketplaceDeployer.sol";

/// @notice {MarketplaceDeployer} as a contract of its own, so that not every test is compiled with it.
contract TestDeployer is MarketplaceDeployer {
    function deploy(DeploymentConfig calldata config, address deployer)
        external
        returns (Deployment memory deployment)
    {
        vm.startPrank(deployer);
        deployment = _deploy(config, deployer);
        vm.stopPrank();
    }

    function check(DeploymentConfig calldata config, Deployment calldata deployment, address deployer) external view {
        _check(config, deployment, deployer);
    }

    function defaultConfig(address owner, address treasury, address arbitrator)
        external
        pure
        returns (DeploymentConfig memory)
    {
        return _defaultConfig(owner, treasury, arbitrator);
    }
}
