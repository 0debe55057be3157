import { ProtocolError, type ReadClient, RpcFaultError } from '@aiigo/clients'
import { createClient, custom } from 'viem'
import type { Engine } from '../engine.ts'
import { mayPass, retry } from '../retry.ts'
import type { Question } from './question.ts'

/**
 * Bytes of the calls in one request. Each is 36 at least, so that there are at most 20: their answers come back as the code
 * of a contract, of which a chain allows 24,576 bytes, and the longest answer takes 1,056.
 */
const BATCH = 720

export type AskOptions = { blockNumber: bigint; signal: AbortSignal | undefined }

/**
 * Asks the contracts at a block. Views that are asked for at the same time come in one request, by viem's multicall that is
 * deployed for that request alone: so no contract for it has to be on the chain.
 *
 * @returns the answer; undefined where the contract refuses it
 */
export function createAsk({ reader, policy }: Engine, { blockNumber, signal }: AskOptions) {
  const { client, deployment } = reader.context
  const together = batching(client)
  // The signal ends the waiting and not the request, which is of others too.
  const ask = (one: ReadClient, { action, parameters }: Question) =>
    retry(() => action(one, deployment, { ...parameters, blockNumber } as never), { policy, signal })

  return async (question: Question): Promise<unknown> => {
    try {
      return await ask(together, question).catch((error) => {
        // A node that takes no such request takes each view alone.
        if (error instanceof RpcFaultError && !mayPass(error)) return ask(client, question)
        throw error
      })
    } catch (error) {
      if (error instanceof ProtocolError) return undefined
      throw error
    }
  }
}

function batching(client: ReadClient): ReadClient {
  return createClient({
    ...(client.chain ? { chain: client.chain } : {}),
    transport: custom(client, { retryCount: 0 }),
    batch: { multicall: { deployless: true, batchSize: BATCH } },
  })
}
