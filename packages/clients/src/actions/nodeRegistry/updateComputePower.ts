import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdateComputePowerParameters = WriteOptions & {
  nodeId: Hex
  /** 1e-18 TFLOPS */
  power: bigint
}

/** The transaction. */
export type UpdateComputePowerReturnType = Hash

/** Sets a node's power and renews its proof. By VERIFIER_ROLE, which is the contract ProofOfWorkVerifier. */
export async function updateComputePower(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdateComputePowerParameters,
): Promise<UpdateComputePowerReturnType> {
  const { nodeId, power, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'updateComputePower', args: [nodeId, power] },
    options,
  )
}
