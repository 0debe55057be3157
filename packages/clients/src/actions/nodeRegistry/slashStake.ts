import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SlashStakeParameters = WriteOptions & {
  nodeId: Hex
  /** wei, at most 5 % of the stake */
  amount: bigint
}

/** The transaction. */
export type SlashStakeReturnType = Hash

/** Takes a part of the stake for the treasury. By MARKETPLACE_ROLE, which is the contract TaskMarketplace. */
export async function slashStake(
  client: WriteClient,
  deployment: Deployment,
  parameters: SlashStakeParameters,
): Promise<SlashStakeReturnType> {
  const { nodeId, amount, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'slashStake', args: [nodeId, amount] }, options)
}
