import { checkObject, type TaskOutcome } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CloseTaskParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
  /** What was reserved for the task, 1e-18 TFLOPS. */
  power: bigint
  outcome: TaskOutcome
  /** wei */
  earnings: bigint
  earnsReputation: boolean
}

/** The transaction. */
export type CloseTaskReturnType = Hash

/** Settles the end of a task with its node. By MARKETPLACE_ROLE, which is the contract TaskMarketplace. */
export async function closeTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: CloseTaskParameters,
): Promise<CloseTaskReturnType> {
  const { taskId, nodeId, power, outcome, earnings, earnsReputation, ...options } = checkObject(
    'parameters',
    parameters,
  )
  return write(
    client,
    {
      ...nodeRegistry(deployment),
      functionName: 'closeTask',
      args: [taskId, nodeId, power, outcome, earnings, earnsReputation],
    },
    options,
  )
}
