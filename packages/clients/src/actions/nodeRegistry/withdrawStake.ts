import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type WithdrawStakeParameters = WriteOptions & {
  nodeId: Hex
  /** wei; what remains is zero or at least the minimum stake */
  amount: bigint
}

/** The transaction. */
export type WithdrawStakeReturnType = Hash

/**
 * Takes stake out, after the cooldown that begins with `deactivateNode`. By the owner, while the node is Inactive,
 * Rejected or Slashed and nothing of it is open.
 *
 * @throws ProtocolError: NodeRegistry_WrongStatus, NodeRegistry_CooldownNotOver, NodeRegistry_AmountTooHigh, NodeRegistry_StakeTooLow, …
 */
export async function withdrawStake(
  client: WriteClient,
  deployment: Deployment,
  parameters: WithdrawStakeParameters,
): Promise<WithdrawStakeReturnType> {
  const { nodeId, amount, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'withdrawStake', args: [nodeId, amount] }, options)
}
