import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type CalculateComputePowerParameters = ReadOptions & {
  /** seconds */
  solutionTime: bigint
  /** expected hashes */
  difficulty: bigint
}

export type CalculateComputePowerReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'calculateComputePower'>

/**
 * The power, in 1e-18 TFLOPS, of so many expected hashes in so much time. `computePower` of @aiigo/core is the same
 * without a chain.
 */
export async function calculateComputePower(
  client: ReadClient,
  deployment: Deployment,
  parameters: CalculateComputePowerParameters,
): Promise<CalculateComputePowerReturnType> {
  const { solutionTime, difficulty, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'calculateComputePower', args: [solutionTime, difficulty] },
    options,
  )
}
