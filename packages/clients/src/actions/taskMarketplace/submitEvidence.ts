import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SubmitEvidenceParameters = WriteOptions & {
  taskId: Hex
  /** Where the evidence is, 1 to 256 bytes. */
  evidenceURI: string
}

/** The transaction. */
export type SubmitEvidenceReturnType = Hash

/** Puts evidence into the log, as often as wanted while the dispute is open. By the task's buyer or provider. */
export async function submitEvidence(
  client: WriteClient,
  deployment: Deployment,
  parameters: SubmitEvidenceParameters,
): Promise<SubmitEvidenceReturnType> {
  const { taskId, evidenceURI, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'submitEvidence', args: [taskId, evidenceURI] },
    options,
  )
}
