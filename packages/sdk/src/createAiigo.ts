import type { Deployment, WriteClient } from '@aiigo/clients'
import { checkObject } from '@aiigo/core'
import { type Bids, createBids } from './bids.ts'
import { type Challenges, createChallenges } from './challenges.ts'
import { createMarket, type Market } from './market/createMarket.ts'
import type { MarketOptions } from './market/types.ts'
import { createNodes, type Nodes } from './nodes.ts'
import { createTasks, type Tasks } from './tasks.ts'

export type CreateAiigoOptions = {
  /** A viem client; with an account it can write too. */
  client: WriteClient
  /** Where the market is. */
  deployment: Deployment
  /** How `aiigo.market` follows the chain, and where it is kept. */
  market?: MarketOptions
}

/** A market, seen by one account. */
export type Aiigo = {
  readonly client: WriteClient
  readonly deployment: Deployment
  readonly nodes: Nodes
  readonly challenges: Challenges
  readonly tasks: Tasks
  readonly bids: Bids
  /** All of it, live. */
  readonly market: Market
}

/**
 * The market in a few calls. Every writing method simulates first, sends, waits for the block, and returns the ids that
 * the contracts gave; every method throws a decoded BaseError.
 *
 * @example
 * const aiigo = createAiigo({ client: createWalletClient({ account, chain, transport: http() }), deployment })
 * const { nodeId } = await aiigo.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://…' })
 * await aiigo.challenges.prove(nodeId)
 */
export function createAiigo(options: CreateAiigoOptions): Aiigo {
  const { client, deployment, market } = checkObject('options', options)
  const context = { client: checkObject('client', client), deployment: checkObject('deployment', deployment) }
  return {
    ...context,
    nodes: createNodes(context),
    challenges: createChallenges(context),
    tasks: createTasks(context),
    bids: createBids(context),
    market: createMarket(context, market),
  }
}
