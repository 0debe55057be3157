import {
  aiigoActions,
  decodeError,
  getNodeCount,
  type MarketEvent,
  postTaskWithPermit,
  waitForEvents,
  watchEvents,
} from '@aiigo/clients'
import { taskMarketplaceAbi } from '@aiigo/clients/abis'
import {
  AssignmentMode,
  DisputeOutcome,
  InvalidArgumentError,
  parameters,
  ResourceType,
  roles,
  TaskStatus,
} from '@aiigo/core'
import { isMarketEventName } from '@aiigo/protocol'
import { testAccount } from '@aiigo/testing'
import {
  createClient,
  createTestClient,
  encodeFunctionData,
  erc20Abi,
  http,
  keccak256,
  parseEther,
  parseSignature,
  publicActions,
  stringToHex,
  type Transport,
  zeroAddress,
  zeroHash,
} from 'viem'
import {
  getTransactionReceipt,
  readContract,
  sendTransaction,
  signTypedData,
  simulateContract,
  writeContract,
} from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAiigo } from '../createAiigo.ts'
import { createTestChain, type TestChain } from './createTestChain.ts'
import { createTestMarket, type TestMarket } from './createTestMarket.ts'

type AnyMarket = Omit<TestChain, 'anvil'>

const metadataURI = 'ipfs://node'
const specificationURI = 'ipfs://task'
const resultHash = keccak256(stringToHex('result'))
const HOUR = 3_600n
const gpuTask = { resourceType: ResourceType.GPU, duration: HOUR, maxPrice: parseEther('0.02'), specificationURI }

/** What a scenario is compared by. */
type Seen = Record<string, unknown>

async function provenNode({ provider }: AnyMarket) {
  const { nodeId } = await provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI })
  await provider.challenges.prove(nodeId)
  return nodeId
}

async function deliveredTask(market: AnyMarket, options: object = {}) {
  const nodeId = await provenNode(market)
  const { taskId, cost } = await market.buyer.tasks.post({ ...gpuTask, ...options })
  await market.provider.tasks.accept({ taskId, nodeId })
  await market.provider.tasks.submitResult({ taskId, resultHash, resultURI: 'ipfs://result' })
  return { nodeId, taskId, cost }
}

async function refusal(call: Promise<unknown>) {
  const error = decodeError(
    await call.then(
      () => new Error('it succeeded'),
      (caught: unknown) => caught,
    ),
  )
  const { name, errorName, kind } = error as { name: string; errorName?: string; kind?: string }
  return { name, errorName, kind }
}

const scenarios: Record<string, (market: AnyMarket) => Promise<Seen>> = {
  'a task that is approved': async (market) => {
    const { nodeId, taskId, cost } = await deliveredTask(market)
    const { payout, fee } = await market.buyer.tasks.approve(taskId)
    const { status, escrowAmount, assignedNode } = await market.buyer.tasks.get(taskId)
    const { reputation, totalTasksCompleted, stakedAmount } = await market.provider.nodes.get(nodeId)
    const quote = await market.buyer.tasks.quote(gpuTask)
    return {
      taskId,
      cost,
      payout,
      fee,
      status,
      escrowAmount,
      assignedNode,
      reputation,
      totalTasksCompleted,
      stakedAmount,
      quote,
    }
  },

  'a dispute that is shared': async (market) => {
    const { taskId } = await deliveredTask(market)
    const { bond } = await market.buyer.tasks.dispute({ taskId, reason: 'wrong' })
    await market.provider.tasks.submitEvidence({ taskId, evidenceURI: 'ipfs://log' })
    const ruling = { outcome: DisputeOutcome.Split, providerShareBps: 4_900n }
    const { payout, refund } = await market.arbitrator.tasks.resolve({ taskId, ...ruling })
    return { bond, payout, refund }
  },

  'a dispute that the provider loses, and one that nobody rules on': async (market) => {
    const lost = await deliveredTask(market)
    await market.buyer.tasks.dispute({ taskId: lost.taskId, reason: '' })
    const ruled = await market.arbitrator.tasks.resolve({ taskId: lost.taskId, outcome: DisputeOutcome.BuyerWins })
    const node = await market.provider.nodes.get(lost.nodeId)
    const stale = await deliveredTask(market)
    await market.buyer.tasks.dispute({ taskId: stale.taskId, reason: '' })
    await market.increaseTime(parameters.disputeWindow + 1n)
    const ended = await market.users[2]?.tasks.resolveStale(stale.taskId)
    return { refund: ruled.refund, stake: node.stakedAmount, reputation: node.reputation, shared: ended?.payout }
  },

  'a task that times out and comes back': async (market) => {
    const nodeId = await provenNode(market)
    const { taskId } = await market.buyer.tasks.post(gpuTask)
    await market.provider.tasks.accept({ taskId, nodeId })
    await market.increaseTime(2n * HOUR)
    const { reopened } = await market.buyer.tasks.timeout(taskId)
    const again = await refusal(market.provider.tasks.accept({ taskId, nodeId }))
    const { refund } = await market.buyer.tasks.cancel(taskId)
    return { reopened, again, refund, stake: (await market.provider.nodes.get(nodeId)).stakedAmount }
  },

  'a task that nobody took, and one that nobody reviewed': async (market) => {
    const { taskId } = await deliveredTask(market)
    const open = await market.buyer.tasks.post({ ...gpuTask, resourceType: ResourceType.CPU })
    await market.increaseTime(parameters.openWindow + 1n)
    const { payout } = await market.provider.tasks.finalize(taskId)
    const { refund } = await market.provider.tasks.expire(open.taskId)
    return { payout, refund }
  },

  'sealed bids': async (market) => {
    const nodeId = await provenNode(market)
    const { taskId } = await market.buyer.tasks.post({ ...gpuTask, mode: AssignmentMode.SealedBid, salt: resultHash })
    const bid = { taskId, nodeId, pricePerHour: parseEther('0.015') }
    const { commitment, round } = await market.provider.bids.commit(bid)
    await market.increaseTime(parameters.commitWindow + 1n)
    const { best } = await market.provider.bids.reveal(bid)
    await market.increaseTime(parameters.revealWindow + 1n)
    await market.buyer.bids.select({ taskId, nodeId })
    await market.provider.tasks.start(taskId)
    await market.provider.tasks.submitResult({ taskId, resultHash, resultURI: '' })
    const { payout } = await market.buyer.tasks.approve(taskId)
    const { status, pricePerHour } = await market.buyer.bids.get({ taskId, round, nodeId })
    return { taskId, commitment, round, best, payout, status, pricePerHour }
  },

  'a task in dollars': async (market) => {
    const { provider, buyer, usdc } = market
    const dollars = { currency: usdc, maxPrice: 20_000_000n, salt: resultHash }
    const poor = await refusal(buyer.tasks.post({ ...gpuTask, ...dollars }))
    await market.mintUsdc(buyer.address, 100_000_000n)
    const { taskId } = await deliveredTask(market, dollars)
    await buyer.tasks.dispute({ taskId, reason: '' })
    await market.arbitrator.tasks.resolve({ taskId, outcome: DisputeOutcome.ProviderWins })
    const balance = (account: `0x${string}`) =>
      readContract(buyer.client, { address: usdc, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
    const accounts = [provider, buyer, market.arbitrator].map(({ address }) => balance(address))
    const { escrowManager } = market.deployment.contracts
    return { poor, taskId, balances: await Promise.all([...accounts, balance(escrowManager)]) }
  },

  'what is refused': async (market) => {
    const { taskId, nodeId } = await deliveredTask(market)
    const { provider, buyer } = market
    return {
      notTheBuyer: await refusal(provider.tasks.approve(taskId)),
      tooEarly: await refusal(buyer.tasks.finalize(taskId)),
      unknown: await refusal(buyer.tasks.get(resultHash)),
      notTheOwner: await refusal(buyer.nodes.deactivate(nodeId)),
      tooSmall: await refusal(buyer.tasks.post({ ...gpuTask, maxPrice: 1n })),
      tooLittle: await refusal(provider.nodes.register({ resourceType: 0, metadataURI, stake: 0n })),
      tooMuch: await refusal(buyer.nodes.register({ resourceType: 0, metadataURI, stake: parseEther('20000') })),
      noUri: await refusal(buyer.nodes.register({ resourceType: 0, metadataURI: '' })),
      cooldown: await refusal(provider.nodes.withdrawStake({ nodeId, amount: 1n })),
    }
  },

  'lists, pages and views': async (market) => {
    const nodeId = await provenNode(market)
    for (let i = 0; i < 3; i++) await market.buyer.tasks.post(gpuTask)
    const posted = await market.buyer.tasks.list({ buyer: market.buyer.address })
    const [first = resultHash, second = resultHash] = posted
    await market.buyer.tasks.cancel(first)
    await market.provider.tasks.accept({ taskId: second, nodeId })
    const client = createClient({ chain: market.chain, transport: transportOf(market) }).extend(
      aiigoActions(market.deployment),
    )
    const page = { offset: 1n, limit: 2n }
    const { resourceType } = gpuTask
    const contract = 'nodeRegistry'
    return {
      posted,
      matching: await market.buyer.tasks.match(posted[2] ?? resultHash),
      running: await market.buyer.tasks.list({ nodeId }),
      open: await client.getOpenTasks({ resourceType, ...page }),
      byBuyer: await client.getTasksByBuyer({ buyer: market.buyer.address, ...page }),
      active: await market.buyer.nodes.list({ resourceType }),
      level: await market.buyer.nodes.trustLevel(nodeId),
      counts: [await client.getTaskCount({ resourceType }), await client.getNodeCount({ resourceType })],
      estimate: await client.estimateTaskCost({ resourceType, requiredPower: 10n ** 18n, duration: HOUR }),
      history: (await market.buyer.challenges.history(nodeId)).map(({ passed }) => passed),
      usd: await client.getUsdValue({ currency: market.usdc, amount: 5n }),
      owner: await client.getOwner({ contract }),
      extension: await refusal(client.getExtension({ contract }).then(() => Promise.reject(new Error('there')))),
      parameters: await client.getTaskMarketplaceParameters(),
      escrow: await client.previewRelease({ taskId: second }),
      treasury: await client.getTreasury({ contract }),
      fees: await client.getAccruedFees({ contract, currency: zeroAddress }),
    }
  },

  'a market that is governed': async (market) => {
    const client = market.owner.client
    const actions = aiigoActions(market.deployment)(client)
    const run = async (sent: Promise<`0x${string}`>) =>
      (await actions.waitForEvents({ hash: await sent })).events.length
    const contract = 'taskMarketplace'
    const paused = await run(actions.pause({ contract }))
    const closed = await refusal(market.buyer.tasks.post(gpuTask))
    await run(actions.unpause({ contract }))
    await run(actions.updatePlatformFee({ feeBps: 500n }))
    await run(actions.grantRole({ contract, role: roles.pauser, account: market.buyer.address }))
    await provenNode(market)
    await run(actions.sweepFees({ contract: 'nodeRegistry', currency: zeroAddress }))
    const members = await actions.getRoleMembers({ contract, role: roles.pauser })
    return {
      paused,
      closed,
      members,
      fee: await actions.getPlatformFeeBps(),
      open: await actions.isPaused({ contract }),
    }
  },
}

function transportOf(market: AnyMarket) {
  return 'transport' in market ? (market as TestMarket).transport : http((market as TestChain).anvil.url)
}

/** Seconds of the clock, what comes of them, and where else a log stands: all that differs from one run to the next. */
function plain(events: readonly MarketEvent[]) {
  return events.map(({ contract, eventName, args }) => {
    const entries = Object.entries(args).filter(([name]) => name !== 'seed' && name !== 'solutionTime')
    return [contract, eventName, Object.fromEntries(entries.map(([name, value]) => [name, timeless(value)]))]
  })
}

function timeless(value: unknown): unknown {
  const isTime = typeof value === 'bigint' && value > 1_600_000_000n && value < 2_200_000_000n
  return isTime ? 'a time' : value
}

let chain: TestChain
beforeAll(async () => {
  chain = await createTestChain()
})
afterAll(() => chain.stop())

async function seenOn(market: AnyMarket, scenario: (market: AnyMarket) => Promise<Seen>) {
  const before = (await market.events()).length
  const seen = await scenario(market)
  const log = plain((await market.events()).slice(before))
  const everybody = [market.owner, market.treasury, market.arbitrator, ...market.users]
  return { seen, log, balances: await Promise.all(everybody.map((user) => user.balance())) }
}

describe('behavior: as on the chain', () => {
  test.each(Object.entries(scenarios))('behavior: %s', async (_name, scenario) => {
    const { revert } = await chain.snapshot()
    const real = await seenOn(chain, scenario)
    await revert()
    expect(await seenOn(await createTestMarket(), scenario)).toEqual(real)
  })

  test('behavior: it begins as a deployment does', async () => {
    const market = await createTestMarket()
    const real = (await chain.events()).filter(({ eventName }) => isMarketEventName(eventName))
    const events = await market.events()
    expect(plain(events)).toEqual(plain(real))
    expect(events.map(({ blockNumber }) => blockNumber)).toEqual(real.map(({ blockNumber }) => blockNumber))
    expect([market.deployment, market.usdc]).toEqual([chain.deployment, chain.usdc])
  })
})

test('default', async () => {
  const { provider, buyer, script } = await createTestMarket()
  const { nodeId } = await provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI })
  await provider.challenges.prove(nodeId)
  script.provider(provider)
  const { taskId } = await buyer.tasks.post(gpuTask)
  const { payout } = await buyer.tasks.approve(taskId)
  expect(payout).toBe(parseEther('0.0184'))
})

test('args: accounts, a time to begin at, and who refuses to be paid', async () => {
  const refusing = new Set<string>()
  const refuses = (_currency: string, account: string) => refusing.has(account)
  const market = await createTestMarket({ accounts: 3, time: 1_800_000_000n, refuses })
  expect(market.users).toHaveLength(3)
  expect(market.time).toBe(1_800_000_000n)
  const { taskId } = await deliveredTask(market)
  refusing.add(market.provider.address)
  const { events } = await market.buyer.tasks.approve(taskId)
  expect(events).toContainEqual(expect.objectContaining({ eventName: 'CreditAdded' }))
})

test('behavior: the clock is turned, and a snapshot turns it back', async () => {
  const market = await createTestMarket()
  const { time } = market
  const { revert } = await market.snapshot()
  await market.setTime(time + 100n)
  await market.increaseTime(50)
  await market.buyer.nodes.register({ resourceType: ResourceType.IoT, metadataURI })
  expect(market.time).toBe(time + 151n)
  await revert()
  expect(market.time).toBe(time)
  expect(await market.buyer.nodes.list({ owner: market.buyer.address })).toEqual([])
  expect(await market.buyer.balance()).toBe(parseEther('10000'))
})

test('behavior: scripted actors take, deliver and rule', async () => {
  const market = await createTestMarket()
  const { provider, buyer, script } = market
  const nodeId = await provenNode(market)
  const leave = script.provider(provider, {
    accept: ({ maxPrice }) => maxPrice >= gpuTask.maxPrice,
    deliver: ({ specificationURI: uri }) => (uri === 'ipfs://hard' ? undefined : { resultHash, resultURI: 'ipfs://r' }),
  })
  script.arbitrator(({ reason, evidence }) =>
    reason === 'wrong' && evidence.length > 0 ? { outcome: DisputeOutcome.BuyerWins } : undefined,
  )
  const [cheap, hard, done] = [
    await buyer.tasks.post({ ...gpuTask, maxPrice: parseEther('0.01') }),
    await buyer.tasks.post({ ...gpuTask, specificationURI: 'ipfs://hard' }),
    await buyer.tasks.post(gpuTask),
  ]
  const statusOf = async ({ taskId }: { taskId: `0x${string}` }) => (await buyer.tasks.get(taskId)).status
  expect(await statusOf(cheap)).toBe(TaskStatus.Open)
  expect(await statusOf(hard)).toBe(TaskStatus.InProgress)
  expect(await statusOf(done)).toBe(TaskStatus.Completed)
  await buyer.tasks.dispute({ taskId: done.taskId, reason: 'wrong' })
  expect(await statusOf(done)).toBe(TaskStatus.Disputed)
  await buyer.tasks.submitEvidence({ taskId: done.taskId, evidenceURI: 'ipfs://log' })
  expect(await statusOf(done)).toBe(TaskStatus.Failed)
  leave()
  expect(await statusOf(await buyer.tasks.post(gpuTask))).toBe(TaskStatus.Open)
  expect(nodeId).toBe((await buyer.tasks.get(hard.taskId)).assignedNode)
})

/** The transport, and when it has answered a first request of that method. */
function heard(transport: Transport, method: string) {
  let answered = () => {}
  const once = new Promise<void>((resolve) => {
    answered = resolve
  })
  const hearing: Transport = (options) => {
    const inner = transport(options)
    const request = async (asked: { method: string }) => {
      const answer = await inner.request(asked as never)
      if (asked.method === method) answered()
      return answer
    }
    return { ...inner, request: request as never }
  }
  return { once, transport: hearing }
}

test('behavior: a client of one’s own signs, watches and looks back', async () => {
  const market = await createTestMarket()
  const account = testAccount(5)
  const { chain, deployment } = market
  const { once: watching, transport } = heard(market.transport, 'eth_newFilter')
  const client = createClient({ account, chain, transport, pollingInterval: 5, cacheTime: 0 })
  let unwatch = () => {}
  const watched = new Promise<string[]>((resolve) => {
    const onEvents = (events: MarketEvent[]) => resolve(events.map(({ eventName }) => eventName))
    unwatch = watchEvents(client, deployment, { onEvents })
  })
  // What comes before the filter is there is not watched.
  await watching
  await createAiigo({ client, deployment }).nodes.register({ resourceType: ResourceType.GPU, metadataURI })
  expect(await watched).toContain('NodeRegistered')
  unwatch()
  const resourceType = ResourceType.GPU
  expect(await getNodeCount(client, deployment, { resourceType, blockNumber: deployment.block + 10n })).toBe(0n)
  expect(await getNodeCount(client, deployment, { resourceType })).toBe(1n)
})

test('behavior: a transaction that fails in its block says why', async () => {
  const { buyer, deployment } = await createTestMarket()
  const data = encodeFunctionData({ abi: taskMarketplaceAbi, functionName: 'cancelTask', args: [resultHash] })
  const hash = await sendTransaction(buyer.client, { to: deployment.contracts.taskMarketplace, data } as never)
  await expect(waitForEvents(buyer.client, deployment, { hash })).rejects.toMatchObject({
    errorName: 'TaskMarketplace_UnknownTask',
  })
})

test('behavior: a permit beside a task is an allowance', async () => {
  const market = await createTestMarket()
  const { buyer, usdc, deployment } = market
  await market.mintUsdc(buyer.address, 20_000_000n)
  const spender = deployment.contracts.escrowManager
  const terms = { owner: buyer.address, spender, value: 20_000_000n, nonce: 0n, deadline: market.time + 100n }
  const signature = parseSignature(
    await signTypedData(buyer.client, {
      ...{ account: buyer.address, primaryType: 'Permit', message: terms },
      domain: { name: 'USD Coin', version: '1', chainId: deployment.chainId, verifyingContract: usdc },
      types: {
        Permit: Object.entries(terms).map(([name, value]) => ({
          name,
          type: typeof value === 'bigint' ? 'uint256' : 'address',
        })),
      },
    }),
  )
  const { value, deadline } = terms
  const permit = { value, deadline, v: Number(signature.v ?? 27n), r: signature.r, s: signature.s }
  const request = { ...gpuTask, requiredPower: 0n, minTrustLevel: 1, mode: 0, directNode: zeroHash, salt: resultHash }
  const whole = { ...request, currency: usdc, maxPrice: 20_000_000n }
  const hash = await postTaskWithPermit(buyer.client, deployment, { request: whole, permit })
  const { events } = await waitForEvents(buyer.client, deployment, { hash })
  expect(events).toContainEqual(expect.objectContaining({ eventName: 'EscrowCurrencySet' }))
})

test('behavior: money moves beside the market too', async () => {
  const market = await createTestMarket()
  const { provider, buyer, usdc, deployment } = market
  await sendTransaction(buyer.client, { to: provider.address, value: 5n } as never)
  expect(await provider.balance()).toBe(parseEther('10000') + 5n)
  const hash = await sendTransaction(buyer.client, { to: deployment.contracts.nodeRegistry, value: 5n } as never)
  expect((await getTransactionReceipt(buyer.client, { hash })).status).toBe('reverted')
  await market.mintUsdc(buyer.address, 10n)
  const token = { address: usdc, abi: erc20Abi, chain: market.chain } as const
  await writeContract(buyer.client, {
    ...token,
    account: buyer.address,
    functionName: 'transfer',
    args: [provider.address, 3n],
  })
  await writeContract(provider.client, {
    ...token,
    account: provider.address,
    functionName: 'approve',
    args: [buyer.address, 2n],
  })
  const moved = [provider.address, buyer.address, 2n] as const
  await writeContract(buyer.client, { ...token, account: buyer.address, functionName: 'transferFrom', args: moved })
  const again = simulateContract(buyer.client, {
    ...token,
    account: buyer.address,
    functionName: 'transferFrom',
    args: moved,
  })
  await expect(again).rejects.toThrow('transferFrom')
  expect(await readContract(buyer.client, { ...token, functionName: 'balanceOf', args: [buyer.address] })).toBe(9n)
})

test('behavior: it answers a test client', async () => {
  const { chain, transport, time } = await createTestMarket()
  const client = createTestClient({ mode: 'anvil', chain, transport }).extend(publicActions)
  const id = await client.snapshot()
  await client.increaseTime({ seconds: 60 })
  await client.request({ method: 'evm_mine' } as never)
  expect((await client.getBlock()).timestamp).toBe(time + 60n)
  await client.revert({ id })
  const { timestamp, hash } = await client.getBlock()
  expect(timestamp).toBe(time)
  expect((await client.getBlock({ blockHash: hash as `0x${string}` })).number).toBe(12n)
  expect(await client.getLogs({ blockHash: hash as `0x${string}` })).not.toHaveLength(0)
  expect(await client.getFeeHistory({ blockCount: 2, rewardPercentiles: [50] })).toMatchObject({ oldestBlock: 11n })
})

test('error: a time that is over, an option out of its bounds, an abort', async () => {
  const market = await createTestMarket()
  await expect(market.setTime(market.time)).rejects.toThrow(InvalidArgumentError)
  await expect(createTestMarket({ parameters: { attempts: 11n } })).rejects.toThrow(InvalidArgumentError)
  await expect(createTestMarket({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
})

test('error: what only a chain can answer', async () => {
  const { provider, buyer } = await createTestMarket()
  await expect(provider.client.request({ method: 'eth_getProof' } as never)).rejects.toMatchObject({
    cause: expect.objectContaining({ name: 'UnsupportedByTestMarketError' }),
  })
  const signing = signTypedData(buyer.client, {
    account: zeroAddress,
    domain: {},
    types: { A: [] },
    primaryType: 'A',
    message: {},
  })
  await expect(signing).rejects.toThrow('a signature of')
})
