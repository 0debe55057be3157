import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type WithdrawInsuranceBondParameters = WriteOptions & {
  nodeId: Hex
  /** wei */
  amount: bigint
}

/** The transaction. */
export type WithdrawInsuranceBondReturnType = Hash

/** Takes the insurance bond out, under the same conditions as the stake. By the owner. */
export async function withdrawInsuranceBond(
  client: WriteClient,
  deployment: Deployment,
  parameters: WithdrawInsuranceBondParameters,
): Promise<WithdrawInsuranceBondReturnType> {
  const { nodeId, amount, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'withdrawInsuranceBond', args: [nodeId, amount] },
    options,
  )
}
