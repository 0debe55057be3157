import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { TaskRequest } from '../../structs.ts'

export type PostTaskParameters = WriteOptions & {
  request: TaskRequest
  /** wei: in ETH exactly `taskCostUp(maxPrice, duration)` of @aiigo/core. @default 0n, for another currency */
  value?: bigint
}

/** The transaction. */
export type PostTaskReturnType = Hash

/**
 * Posts a task by its whole form: in ETH or in a currency of the escrow's list, for the first eligible node, for sealed
 * bids, or for one node. Its id is known before (`computeTaskId`), and a repeated salt is refused: a retry never posts
 * twice. In another currency than ETH the buyer has approved the escrow manager before, or uses `postTaskWithPermit`.
 *
 * @throws ProtocolError: TaskMarketplace_TaskExists, TaskMarketplace_WrongPayment, EscrowManager_CurrencyNotAccepted, …
 * @example
 * const hash = await postTask(client, deployment, {
 *   request: {
 *     resourceType: ResourceType.GPU,
 *     mode: AssignmentMode.SealedBid,
 *     minTrustLevel: 1,
 *     currency: zeroAddress,
 *     requiredPower: 0n,
 *     duration: 3_600n,
 *     maxPrice: parseEther('0.01'),
 *     directNode: zeroHash,
 *     salt: keccak256(toHex('order 4711')),
 *     specificationURI: 'ipfs://…',
 *   },
 *   value: taskCostUp(parseEther('0.01'), 3_600n),
 * })
 */
export async function postTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: PostTaskParameters,
): Promise<PostTaskReturnType> {
  const { request, value = 0n, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'postTask', args: [request], value }, options)
}
