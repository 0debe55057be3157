import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { Permit, TaskRequest } from '../../structs.ts'

export type PostTaskWithPermitParameters = WriteOptions & {
  request: TaskRequest
  /** An ERC-2612 signature by which the buyer lets the escrow manager take the cost. */
  permit: Permit
  /** wei. @default 0n */
  value?: bigint
}

/** The transaction. */
export type PostTaskWithPermitReturnType = Hash

/**
 * As `postTask`, with the buyer's signature instead of an earlier approval. Works also when somebody else has used that
 * signature first: what counts is the allowance.
 *
 * @throws ProtocolError: as `postTask`
 */
export async function postTaskWithPermit(
  client: WriteClient,
  deployment: Deployment,
  parameters: PostTaskWithPermitParameters,
): Promise<PostTaskWithPermitReturnType> {
  const { request, permit, value = 0n, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'postTaskWithPermit', args: [request, permit], value },
    options,
  )
}
