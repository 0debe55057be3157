import type { ContractFunctionArgs } from 'viem'
import type { nodeRegistryAbi, proofOfWorkVerifierAbi, taskMarketplaceAbi } from './generated/abis.ts'

// Structs that go into the contracts; their fields are described in contracts/src/interfaces.

/** What the registry has to know of a task to judge whether a node may take it. */
export type TaskClaim = ContractFunctionArgs<typeof nodeRegistryAbi, 'view', 'eligibility'>[1]

/** Governance's parameters of the registry. */
export type NodeRegistryParameters = ContractFunctionArgs<typeof nodeRegistryAbi, 'nonpayable', 'setParameters'>[0]

/** Governance's parameters of the verifier. */
export type ProofOfWorkVerifierParameters = ContractFunctionArgs<
  typeof proofOfWorkVerifierAbi,
  'nonpayable',
  'setParameters'
>[0]

/** Governance's parameters of the marketplace. */
export type TaskMarketplaceParameters = ContractFunctionArgs<
  typeof taskMarketplaceAbi,
  'nonpayable',
  'setParameters'
>[0]

/** The whole form of a task. Power in 1e-18 TFLOPS, duration in seconds, price an hour in the smallest unit of the currency. */
export type TaskRequest = ContractFunctionArgs<typeof taskMarketplaceAbi, 'payable', 'postTask'>[0]

/** An ERC-2612 signature by which a buyer lets the escrow manager take `value` of a task's currency. */
export type Permit = ContractFunctionArgs<typeof taskMarketplaceAbi, 'payable', 'postTaskWithPermit'>[1]
