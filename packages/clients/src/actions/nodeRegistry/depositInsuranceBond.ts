import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DepositInsuranceBondParameters = WriteOptions & {
  nodeId: Hex
  /** wei, added to the bond */
  value: bigint
}

/** The transaction. */
export type DepositInsuranceBondReturnType = Hash

/** Pays into the insurance bond that trust level 4 asks for. By the owner. */
export async function depositInsuranceBond(
  client: WriteClient,
  deployment: Deployment,
  parameters: DepositInsuranceBondParameters,
): Promise<DepositInsuranceBondReturnType> {
  const { nodeId, value, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'depositInsuranceBond', args: [nodeId], value },
    options,
  )
}
