import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type ComputeCommitmentParameters = ReadOptions & {
  taskId: Hex
  nodeId: Hex
  /** Who commits and reveals: the owner of the node. */
  owner: Address
  /** In the smallest unit of the task's currency. */
  pricePerHour: bigint
  /** 32 bytes that nobody can guess */
  salt: Hex
}

export type ComputeCommitmentReturnType = ViewResult<typeof taskMarketplaceAbi, 'computeCommitment'>

/**
 * What `commitBid` takes. Whoever is asked learns the price and the salt: ask a node that you trust, or hash
 * `abi.encode(chainId, marketplace, taskId, nodeId, owner, pricePerHour, salt)` yourself.
 */
export async function computeCommitment(
  client: ReadClient,
  deployment: Deployment,
  parameters: ComputeCommitmentParameters,
): Promise<ComputeCommitmentReturnType> {
  const { taskId, nodeId, owner, pricePerHour, salt, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'computeCommitment',
      args: [taskId, nodeId, owner, pricePerHour, salt],
    },
    options,
  )
}
