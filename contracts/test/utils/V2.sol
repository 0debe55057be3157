// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControlUpgradeable} from "@openzeppelin/contracts-upgradeable/access/AccessControlUpgradeable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {NodeRegistryExtension} from "../../src/NodeRegistryExtension.sol";
import {ProofOfWorkVerifier} from "../../src/ProofOfWorkVerifier.sol";
import {TaskMarketplace} from "../../src/TaskMarketplace.sol";
import {TaskMarketplaceBidsAndDisputes} from "../../src/TaskMarketplaceBidsAndDisputes.sol";
import {TaskMarketplaceExtension} from "../../src/TaskMarketplaceExtension.sol";
import {TaskMarketplaceBase} from "../../src/base/TaskMarketplaceBase.sol";
import {TaskStatus} from "../../src/interfaces/TaskMarketplaceTypes.sol";

// A next release of everything that can be upgraded: each has a namespace more, and does one thing differently.

/// @notice Remembers since when a partner has signed.
contract NodeRegistryV2 is NodeRegistry {
    /// @custom:storage-location erc7201:aiigo.test.NodeRegistryV2
    struct StorageV2 {
        mapping(bytes32 nodeId => uint256) signedAt;
    }

    bytes32 private constant V2_STORAGE =
        keccak256(abi.encode(uint256(keccak256("aiigo.test.NodeRegistryV2")) - 1)) & ~bytes32(uint256(0xff));

    constructor(address extension) NodeRegistry(extension) {}

    /// @dev Stands before the function of the same name in the extension.
    function setPartnerSLA(bytes32 nodeId, bool signed) external onlyOwner {
        _node(nodeId).hasPartnerSLA = signed;
        _v2().signedAt[nodeId] = signed ? block.timestamp : 0;
        emit PartnerSLAUpdated(nodeId, signed);
    }

    function signedAt(bytes32 nodeId) external view returns (uint256) {
        return _v2().signedAt[nodeId];
    }

    function _v2() private pure returns (StorageV2 storage $) {
        bytes32 slot = V2_STORAGE;
        assembly {
            $.slot := slot
        }
    }
}

/// @notice A further part with a function more.
contract NodeRegistryExtensionV2 is NodeRegistryExtension {
    function registryVersion() external pure returns (uint256) {
        return 2;
    }
}

/// @notice The owner may challenge too, and a number is kept that an initialiser of this release sets.
contract ProofOfWorkVerifierV2 is ProofOfWorkVerifier {
    /// @custom:storage-location erc7201:aiigo.test.ProofOfWorkVerifierV2
    struct StorageV2 {
        uint256 number;
    }

    bytes32 private constant V2_STORAGE =
        keccak256(abi.encode(uint256(keccak256("aiigo.test.ProofOfWorkVerifierV2")) - 1)) & ~bytes32(uint256(0xff));

    function initializeV2(uint256 number_) external reinitializer(2) {
        _v2().number = number_;
    }

    function hasRole(bytes32 role, address account)
        public
        view
        override(AccessControlUpgradeable, IAccessControl)
        returns (bool)
    {
        return super.hasRole(role, account) || (role == CHALLENGER_ROLE && account == owner());
    }

    function number() external view returns (uint256) {
        return _v2().number;
    }

    function _v2() private pure returns (StorageV2 storage $) {
        bytes32 slot = V2_STORAGE;
        assembly {
            $.slot := slot
        }
    }
}

/// @notice What the three parts of the next marketplace share.
abstract contract TaskMarketplaceBaseV2 is TaskMarketplaceBase {
    /// @custom:storage-location erc7201:aiigo.test.TaskMarketplaceV2
    struct StorageV2 {
        mapping(bytes32 taskId => uint256) evidenceCount;
    }

    bytes32 private constant V2_STORAGE =
        keccak256(abi.encode(uint256(keccak256("aiigo.test.TaskMarketplaceV2")) - 1)) & ~bytes32(uint256(0xff));

    function _v2() internal pure returns (StorageV2 storage $) {
        bytes32 slot = V2_STORAGE;
        assembly {
            $.slot := slot
        }
    }
}

/// @notice Counts the pieces of evidence, in the first part instead of the second.
contract TaskMarketplaceV2 is TaskMarketplace, TaskMarketplaceBaseV2 {
    constructor(address extension) TaskMarketplace(extension) {}

    function submitEvidence(bytes32 taskId, string calldata evidenceURI) external {
        TaskRecord storage task = _task(taskId);
        _requireStatus(taskId, task, TaskStatus.Disputed);
        require(msg.sender == task.buyer || msg.sender == task.provider, TaskMarketplace_NotParty(taskId, msg.sender));
        ++_v2().evidenceCount[taskId];
        emit EvidenceSubmitted(taskId, msg.sender, evidenceURI);
    }
}

contract TaskMarketplaceBidsAndDisputesV2 is TaskMarketplaceBidsAndDisputes, TaskMarketplaceBaseV2 {
    constructor(address extension) TaskMarketplaceBidsAndDisputes(extension) {}

    function marketplaceVersion() external pure returns (uint256) {
        return 2;
    }
}

/// @notice Says in the third part what the first has counted.
contract TaskMarketplaceExtensionV2 is TaskMarketplaceExtension, TaskMarketplaceBaseV2 {
    function evidenceCount(bytes32 taskId) external view returns (uint256) {
        return _v2().evidenceCount[taskId];
    }
}
