import { ProtocolError, type ReadClient, RpcFaultError } from '@aiigo/clients'
import { createClient, custom } from 'viem'
import type { Engine } from '../engine.ts'
import { isTransient, retry } from '../retry.ts'
import type { Question } from './question.ts'

/**
 * Views in one request: their answers come back as the code of a contract, of which a chain allows 24,576 bytes, and each takes
 * 1,088 at most. Only the members of a role may take more: where the code gets too long, each of the twenty is asked for alone.
 */
const VIEWS = 20

export type AskOptions = { blockNumber: bigint; signal: AbortSignal | undefined }

/**
 * Asks the contracts at a block. Views that are asked for at the same time come in one request, by viem's multicall that is
 * deployed for that request alone: so no contract for it has to be on the chain.
 *
 * @returns the answer; undefined where the contract refuses it
 */
export function createAsk({ reader, policy }: Engine, { blockNumber, signal }: AskOptions) {
  const { client, deployment } = reader.context
  const next = inTwenties(client)
  // The signal ends the waiting and not the request, which is of others too.
  const ask = (one: ReadClient, { action, parameters }: Question) =>
    retry(() => action(one, deployment, { ...parameters, blockNumber } as never), {
      policy,
      signal,
      isPassing: isTransient,
    })

  return async (question: Question): Promise<unknown> => {
    try {
      return await ask(next(), question).catch((error) => {
        // A node that takes no such request takes each view alone.
        if (error instanceof RpcFaultError && !isTransient(error)) return ask(client, question)
        throw error
      })
    } catch (error) {
      if (error instanceof ProtocolError) return undefined
      throw error
    }
  }
}

/** A client for each view: viem counts bytes and not views, but what two clients ask for never comes in one request. */
function inTwenties(client: ReadClient): () => ReadClient {
  let given = 0
  let together = client
  return () => {
    if (given++ % VIEWS === 0) together = batching(client)
    return together
  }
}

function batching(client: ReadClient): ReadClient {
  return createClient({
    ...(client.chain ? { chain: client.chain } : {}),
    transport: custom(client, { retryCount: 0 }),
    batch: { multicall: { deployless: true, batchSize: Number.MAX_SAFE_INTEGER } },
  })
}
