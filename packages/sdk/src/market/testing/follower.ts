import { parseEth, ResourceType } from '@aiigo/core'
import { createState, evolve, isMarketEventName, type MarketEvent, type MarketState } from '@aiigo/protocol'
import { createClient, getAddress, type Hex, http, keccak256, toHex } from 'viem'
import { getBlock } from 'viem/actions'
import { createAiigo } from '../../createAiigo.ts'
import type { TestChain } from '../../testing/createTestChain.ts'
import type { Market } from '../createMarket.ts'
import type { MarketOptions, MarketUpdate } from '../types.ts'

// Building blocks of the tests; not part of the package.

const quick = { delay: 2, maximumDelay: 20 }

/** A market that is followed, through another node than the chain's own where a URL is given. */
export function follower(chain: TestChain, options: MarketOptions = {}, url = chain.anvil.url): Market {
  const transport = http(url, { retryCount: 0 })
  const client = createClient({ chain: chain.chain, transport, pollingInterval: 10 })
  return createAiigo({ client, deployment: chain.deployment, market: { retry: quick, ...options } }).market
}

export const task = {
  resourceType: ResourceType.GPU,
  duration: 1_800n,
  maxPrice: parseEth('0.02'),
  specificationURI: 'ipfs://work',
}

export async function activeNode({ provider }: TestChain): Promise<Hex> {
  const { nodeId } = await provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
  await provider.challenges.prove(nodeId)
  return nodeId
}

/** A task from its posting to its end. */
export async function paidTask({ provider, buyer }: TestChain, nodeId: Hex): Promise<Hex> {
  const { taskId } = await buyer.tasks.post(task)
  await provider.tasks.accept({ taskId, nodeId })
  await provider.tasks.submitResult({ taskId, resultHash: keccak256(toHex('result')), resultURI: 'ipfs://result' })
  await buyer.tasks.approve(taskId)
  return taskId
}

/** The market's whole log, read in one request from the chain's own node. */
export async function wholeLog(chain: TestChain): Promise<MarketEvent[]> {
  const { client } = chain.owner
  const events = (await chain.events()).filter(({ eventName }) => isMarketEventName(eventName))
  return Promise.all(
    events.map(async ({ contract, eventName, args, blockNumber, logIndex }) => {
      const { timestamp } = await getBlock(client, { blockNumber: blockNumber as bigint })
      const place = { contract, time: Number(timestamp), block: Number(blockNumber), index: logIndex }
      return { name: eventName, args, ...place } as unknown as MarketEvent
    }),
  )
}

/** What the market is by its whole log. */
export async function wholeState(chain: TestChain): Promise<MarketState> {
  const { chainId, contracts } = chain.deployment
  const addresses = Object.fromEntries(
    (['nodeRegistry', 'proofOfWorkVerifier', 'escrowManager', 'taskMarketplace'] as const).map((name) => [
      name,
      getAddress(contracts[name]),
    ]),
  )
  return (await wholeLog(chain)).reduce(evolve, createState(undefined, { chainId, ...addresses } as never))
}

/** Everything that a market tells, and the log as its listener would have it by now. */
export function listen(market: Market) {
  const updates: MarketUpdate[] = []
  const log: MarketEvent[] = []
  const complaints: string[] = []
  market.on('event', (update) => {
    updates.push(update)
    log.push(update.event)
  })
  market.on('removed', (update) => {
    updates.push(update)
    if (log.pop() !== update.event) complaints.push(`removed out of order: ${update.event.name}`)
  })
  market.on('restarted', (update) => {
    updates.push(update)
    log.length = 0
  })
  market.on('block', (update) => updates.push(update))
  return { updates, log, complaints }
}

/** Takes blocks back and mines others: one more than before, so that the chain is the longer one. */
export async function reorganise(chain: TestChain, depth: number): Promise<void> {
  await takeBack(chain, depth)
  await chain.increaseTime(1_000 + depth)
  await rpc(chain, 'anvil_mine', [toHex(depth)])
}

export async function takeBack(chain: TestChain, depth: number): Promise<void> {
  await rpc(chain, 'anvil_rollback', [depth])
}

export async function mine(chain: TestChain, blocks: number): Promise<void> {
  await rpc(chain, 'anvil_mine', [toHex(blocks)])
}

async function rpc({ anvil }: TestChain, method: string, params: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(anvil.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { error } = (await response.json()) as { error?: { message: string } }
  if (error) throw new Error(`${method}: ${error.message}`)
}
