import { escrowManagerAbi, nodeRegistryAbi, proofOfWorkVerifierAbi, taskMarketplaceAbi } from '@aiigo/clients/abis'
import type { EventContract } from '@aiigo/protocol'
import { type Abi, type AbiFunction, encodeFunctionData, type Hex } from 'viem'
import type { Command, CommandName } from '../commands.ts'

export const abis = {
  nodeRegistry: nodeRegistryAbi,
  proofOfWorkVerifier: proofOfWorkVerifierAbi,
  escrowManager: escrowManagerAbi,
  taskMarketplace: taskMarketplaceAbi,
} as const satisfies Record<EventContract, Abi>

/** Which contract's function each command is; the function has the command's name where there is no other. */
const targets: Readonly<Record<CommandName, readonly [EventContract, string?]>> = {
  registerNode: ['nodeRegistry'],
  addStake: ['nodeRegistry'],
  withdrawStake: ['nodeRegistry'],
  deactivateNode: ['nodeRegistry'],
  setNodeTier: ['nodeRegistry'],
  clearReview: ['nodeRegistry'],
  issueChallenge: ['proofOfWorkVerifier'],
  submitSolutions: ['proofOfWorkVerifier'],
  expireChallenge: ['proofOfWorkVerifier'],
  createTask: ['taskMarketplace'],
  cancelTask: ['taskMarketplace'],
  acceptTask: ['taskMarketplace'],
  submitResult: ['taskMarketplace'],
  abandonTask: ['taskMarketplace'],
  approveResult: ['taskMarketplace'],
  finalizeTask: ['taskMarketplace'],
  timeoutTask: ['taskMarketplace'],
  expireTask: ['taskMarketplace'],
  sweepRegistryFees: ['nodeRegistry', 'sweepFees'],
  sweepEscrowFees: ['escrowManager', 'sweepFees'],
}

const functions = new Map(
  Object.entries(targets).map(([name, [contract, functionName = name]]) => {
    const found = (abis[contract] as Abi).find((item) => item.type === 'function' && item.name === functionName)
    return [name, { contract, item: found as AbiFunction }]
  }),
)

/** A command as call data, and the contract that it is for. */
export function encodeCommand({ name, args }: Command): { contract: EventContract; data: Hex } {
  const { contract, item } = functions.get(name)!
  const values = item.inputs.map((input) => (args as Record<string, unknown>)[input.name!])
  return { contract, data: encodeFunctionData({ abi: [item], args: values }) }
}
