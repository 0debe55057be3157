import { escrowManagerAbi, nodeRegistryAbi, proofOfWorkVerifierAbi, taskMarketplaceAbi } from '@aiigo/clients/abis'
import type { EventContract } from '@aiigo/protocol'
import { type Abi, type AbiFunction, encodeFunctionData, type Hex } from 'viem'
import type { Command } from '../commands.ts'
import { targets } from '../targets.ts'

export const abis = {
  nodeRegistry: nodeRegistryAbi,
  proofOfWorkVerifier: proofOfWorkVerifierAbi,
  escrowManager: escrowManagerAbi,
  taskMarketplace: taskMarketplaceAbi,
} as const satisfies Record<EventContract, Abi>

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
