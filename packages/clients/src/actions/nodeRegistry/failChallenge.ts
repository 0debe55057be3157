import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type FailChallengeParameters = WriteOptions & {
  nodeId: Hex
  /** 1e-18 TFLOPS */
  power: bigint
}

/** The transaction. */
export type FailChallengeReturnType = Hash

/** Settles a challenge that was left unsolved. By VERIFIER_ROLE, which is the contract ProofOfWorkVerifier. */
export async function failChallenge(
  client: WriteClient,
  deployment: Deployment,
  parameters: FailChallengeParameters,
): Promise<FailChallengeReturnType> {
  const { nodeId, power, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'failChallenge', args: [nodeId, power] }, options)
}
