import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type PassChallengeParameters = WriteOptions & {
  nodeId: Hex
  /** 1e-18 TFLOPS */
  power: bigint
}

/** The transaction. */
export type PassChallengeReturnType = Hash

/** Settles a challenge that was passed. By VERIFIER_ROLE, which is the contract ProofOfWorkVerifier. */
export async function passChallenge(
  client: WriteClient,
  deployment: Deployment,
  parameters: PassChallengeParameters,
): Promise<PassChallengeReturnType> {
  const { nodeId, power, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'passChallenge', args: [nodeId, power] }, options)
}
