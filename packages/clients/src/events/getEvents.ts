import type { Address } from 'viem'
import { getLogs } from 'viem/actions'
import { checkOptions } from '../call/checkOptions.ts'
import type { ReadClient } from '../call/read.ts'
import type { Deployment } from '../deployment.ts'
import { decodeError } from '../errors/decodeError.ts'
import { type MarketEvent, parseEvents } from './parseEvents.ts'

export type GetEventsParameters = {
  /** @default the block of the deployment */
  fromBlock?: bigint
  /** @default the newest */
  toBlock?: bigint
  signal?: AbortSignal
}

/**
 * The market's events of a range of blocks, both ends included, oldest first. One request: a node that limits the range
 * has to be asked piece by piece.
 *
 * @throws the decoded error, or the signal's reason
 */
export async function getEvents(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetEventsParameters = {},
): Promise<MarketEvent[]> {
  const { fromBlock = deployment.block, toBlock, signal } = checkOptions('parameters', parameters)
  try {
    const logs = await getLogs(client, {
      address: eventAddresses(deployment),
      fromBlock,
      ...(toBlock === undefined ? {} : { toBlock }),
    })
    return parseEvents(deployment, logs)
  } catch (error) {
    throw decodeError(error)
  } finally {
    signal?.throwIfAborted()
  }
}

/** The contracts that emit the market's events. */
export function eventAddresses({ contracts }: Deployment): Address[] {
  return [contracts.nodeRegistry, contracts.proofOfWorkVerifier, contracts.escrowManager, contracts.taskMarketplace]
}
