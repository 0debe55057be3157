import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ExpireChallengeParameters = WriteOptions & {
  challengeId: Hex
}

/** The transaction. */
export type ExpireChallengeReturnType = Hash

/** Fails a challenge that was left unsolved: −200 reputation, pooled power halved. By anyone, after the deadline. */
export async function expireChallenge(
  client: WriteClient,
  deployment: Deployment,
  parameters: ExpireChallengeParameters,
): Promise<ExpireChallengeReturnType> {
  const { challengeId, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'expireChallenge', args: [challengeId] },
    options,
  )
}
