import { grantRole, issueChallenge, waitForEvents } from '@aiigo/clients'
import { escrowManagerAbi } from '@aiigo/clients/abis'
import { AssignmentMode, parameterBounds, parseEth, ResourceType, roles } from '@aiigo/core'
import type { AuctionState, BidState, ChallengeState, EscrowState, MarketState, NodeState } from '@aiigo/protocol'
import {
  type Address,
  createClient,
  custom,
  decodeFunctionData,
  zeroAddress as ETH,
  encodeFunctionData,
  getAddress,
  type Hex,
  http,
  multicall3Abi,
  toFunctionSelector,
  toHex,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAiigo } from '../createAiigo.ts'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import { createTestMarket } from '../testing/createTestMarket.ts'
import { questionsOf } from './questions/all.ts'
import type { Difference } from './reconcile.ts'
import { activeNode, follower, paidTask, task } from './testing/follower.ts'

const somebody = getAddress(`0x${'5e'.repeat(20)}`)
const nowhere: Hex = `0x${'5e'.repeat(32)}`

// One market in which everything has happened that a state remembers.
let chain: TestChain
let node: Hex
/** Has an open challenge and no tasks. */
let challenged: Hex
let paid: Hex
let abandoned: Hex
let sealed: Hex
beforeAll(async () => {
  chain = await createTestChain()
  const { provider, buyer, usdc } = chain
  node = await activeNode(chain)
  await provider.nodes.addStake({ nodeId: node, amount: parseEth('1') })
  challenged = await challengedNode()
  paid = await paidTask(chain, node)
  sealed = (await buyer.tasks.post({ ...task, mode: AssignmentMode.SealedBid })).taskId
  await provider.bids.commit({ taskId: sealed, nodeId: node, pricePerHour: 1n })
  abandoned = (await buyer.tasks.post(task)).taskId
  await provider.tasks.accept({ taskId: abandoned, nodeId: node })
  await provider.tasks.abandon(abandoned)
  await chain.mintUsdc(buyer.address, 100_000_000n)
  await buyer.tasks.post({ ...task, currency: usdc, maxPrice: 20_000_000n })
  await pauser()
  await refundInVain()
})
afterAll(() => chain.stop())

async function challengedNode(): Promise<Hex> {
  const { client, nodes } = chain.users[2]!
  const { nodeId } = await nodes.register({ resourceType: ResourceType.IoT, metadataURI: 'ipfs://node' })
  const hash = await issueChallenge(client, chain.deployment, { nodeId })
  await waitForEvents(client, chain.deployment, { hash })
  return nodeId
}

async function pauser(): Promise<void> {
  const { deployment, owner } = chain
  const grant = { contract: 'escrowManager', role: roles.pauser, account: somebody } as const
  await waitForEvents(owner.client, deployment, { hash: await grantRole(owner.client, deployment, grant) })
}

/** The buyer takes no payment: what it should get back becomes a credit. */
async function refundInVain(): Promise<void> {
  const { taskId } = await chain.buyer.tasks.post(task)
  const client = createClient({ transport: http(chain.anvil.url) })
  const setCode = (code: Hex) =>
    client.request({ method: 'anvil_setCode', params: [chain.buyer.address, code] } as never)
  await chain.increaseTime(8 * 86_400)
  await setCode('0x60006000fd')
  await chain.provider.tasks.expire(taskId)
  await setCode('0x')
}

test('default', async () => {
  expect(await follower(chain).reconcile()).toEqual([])
})

type Case = [
  what: string,
  spoil: (state: MarketState) => void,
  difference: (state: MarketState) => Pick<Difference, 'view' | 'parameters'> & Partial<Difference>,
]

const nodeIn = ({ nodes }: MarketState) => nodes.get(node) as NodeState
const escrowIn = ({ escrows }: MarketState) => escrows.get(paid) as EscrowState
const auctionIn = ({ auctions }: MarketState) => auctions.get(sealed) as AuctionState
const bidIn = (state: MarketState) => auctionIn(state).rounds[0]?.get(node) as BidState
const challengeIn = ({ challenges }: MarketState) => [...challenges.values()][0] as ChallengeState
const creditsIn = ({ credits }: MarketState) => credits.get(ETH) as Map<Address, bigint>

const registry = { contract: 'nodeRegistry' }
const escrows = { contract: 'escrowManager' }

const cases: Case[] = [
  [
    'an owner',
    ({ access }) => {
      access.escrowManager.owner = somebody
    },
    () => ({ view: 'getOwner', parameters: escrows, expected: somebody, seen: chain.owner.address }),
  ],
  [
    'an heir',
    ({ access }) => {
      access.nodeRegistry.pendingOwner = somebody
    },
    () => ({ view: 'getPendingDefaultAdmin', parameters: registry, field: 'newAdmin', expected: somebody, seen: ETH }),
  ],
  [
    'when the heir may accept',
    ({ access }) => {
      access.nodeRegistry.pendingSince = 7
    },
    () => ({ view: 'getPendingDefaultAdmin', parameters: registry, field: 'schedule', expected: 7, seen: 0 }),
  ],
  [
    'the end of a pause',
    ({ access }) => {
      access.taskMarketplace.pausedUntil = 7
    },
    () => ({ view: 'getPausedUntil', parameters: { contract: 'taskMarketplace' }, expected: 7n, seen: 0n }),
  ],
  [
    'a role that nobody holds by the state',
    ({ access }) => access.escrowManager.roles.delete(roles.pauser),
    () => {
      const parameters = { ...escrows, role: roles.pauser }
      return { view: 'getRoleMembers', parameters, expected: [], seen: expect.arrayContaining([somebody]) }
    },
  ],
  [
    'a holder of a role too many',
    ({ access }) => access.nodeRegistry.roles.get(roles.verifier)?.add(somebody),
    () => {
      const verifier = chain.deployment.contracts.proofOfWorkVerifier
      const expected = [somebody, verifier].sort()
      return { view: 'getRoleMembers', parameters: { ...registry, role: roles.verifier }, expected, seen: [verifier] }
    },
  ],
  [
    'a role of which nobody has heard',
    ({ access }) => access.nodeRegistry.roles.set(nowhere, new Set([somebody])),
    () => ({ view: 'getRoleMembers', parameters: { ...registry, role: nowhere }, expected: [somebody], seen: [] }),
  ],
  [
    'a treasury',
    ({ treasuries }) => {
      treasuries.nodeRegistry = somebody
    },
    () => ({ view: 'getTreasury', parameters: registry, expected: somebody, seen: chain.treasury.address }),
  ],
  [
    'the arbitrator',
    (state) => {
      state.arbitrator = somebody
    },
    () => ({ view: 'getArbitrator', parameters: {}, expected: somebody, seen: chain.arbitrator.address }),
  ],
  [
    'the price oracle',
    (state) => {
      state.priceOracle = somebody
    },
    () => ({ view: 'getPriceOracle', parameters: {}, expected: somebody }),
  ],
  [
    'a reference price',
    (state) => {
      state.referencePrices = state.referencePrices.with(ResourceType.CPU, 7n) as never
    },
    () => ({ view: 'getReferencePrice', parameters: { resourceType: ResourceType.CPU }, expected: 7n }),
  ],
  [
    'a currency that is accepted no more by the state',
    ({ currencies }) => currencies.delete(chain.usdc),
    () => ({ view: 'isCurrencyAccepted', parameters: { currency: chain.usdc }, expected: false, seen: true }),
  ],
  [
    'a currency that is accepted by the state alone',
    ({ currencies }) => currencies.add(somebody),
    () => ({ view: 'isCurrencyAccepted', parameters: { currency: somebody }, expected: true, seen: false }),
  ],
  [
    'a node',
    (state) => {
      nodeIn(state).reputation += 1
    },
    () => ({ view: 'getNodeDetails', parameters: { nodeId: node }, field: 'reputation' }),
  ],
  [
    'what a node has proven',
    (state) => {
      nodeIn(state).proof.pooledTime += 1n
    },
    () => ({ view: 'getProof', parameters: { nodeId: node }, field: 'pooledTime' }),
  ],
  [
    'a node that is missing',
    ({ nodes }) => nodes.delete(challenged),
    () => ({ view: 'getNodeCount', parameters: { resourceType: ResourceType.IoT }, expected: 0n, seen: 1n }),
  ],
  [
    'how many nodes an owner has registered',
    ({ nodeCounts }) => nodeCounts.set(somebody, 7),
    () => ({ view: 'getOwnerNodeCount', parameters: { owner: somebody }, expected: 7n, seen: 0n }),
  ],
  [
    'a ban',
    ({ bannedOwners }) => bannedOwners.add(somebody),
    () => ({ view: 'isBanned', parameters: { owner: somebody }, expected: true, seen: false }),
  ],
  [
    'an open challenge',
    (state) => {
      challengeIn(state).solved += 1
    },
    (state) => {
      const parameters = { challengeId: challengeIn(state).challengeId }
      return { view: 'getChallengeDetails', parameters, field: 'solved', expected: 1n, seen: 0n }
    },
  ],
  [
    'an open challenge that is missing',
    ({ challenges }) => challenges.clear(),
    ({ nodes }) => {
      const parameters = { challengeId: nodes.get(challenged)?.openChallenge }
      const seen = expect.objectContaining({ nodeId: challenged })
      return { view: 'getChallengeDetails', parameters, expected: undefined, seen }
    },
  ],
  [
    'how a challenge ended',
    ({ endedChallenges }) => endedChallenges.set([...endedChallenges.keys()][0] as Hex, 3),
    ({ endedChallenges }) => {
      const parameters = { challengeId: [...endedChallenges.keys()][0] }
      return { view: 'getChallengeDetails', parameters, field: 'status', expected: 3, seen: 2 }
    },
  ],
  [
    'an id that the chain does not know',
    ({ endedChallenges }) => endedChallenges.set(nowhere, 3),
    () => {
      const parameters = { challengeId: nowhere }
      return { view: 'getChallengeDetails', parameters, expected: { status: 3 }, seen: undefined }
    },
  ],
  [
    'a task that is missing',
    ({ tasks }) => tasks.delete(paid),
    () => ({ view: 'getTaskCount', parameters: { resourceType: task.resourceType }, expected: 4n, seen: 5n }),
  ],
  [
    'a task',
    ({ tasks }) => {
      tasks.get(abandoned)!.attempts += 1
    },
    () => ({ view: 'getTaskDetails', parameters: { taskId: abandoned }, field: 'attempts' }),
  ],
  [
    'a node that may not take a task',
    ({ tasks }) => tasks.get(paid)?.excluded.push(challenged),
    () => ({ view: 'isExcluded', parameters: { taskId: paid, nodeId: challenged }, expected: true, seen: false }),
  ],
  [
    'how many tasks a buyer has posted',
    ({ taskCounts }) => taskCounts.set(chain.buyer.address, 7),
    () => ({ view: 'getBuyerTaskCount', parameters: { buyer: chain.buyer.address }, expected: 7n, seen: 5n }),
  ],
  [
    'an escrow',
    (state) => {
      escrowIn(state).platformFee += 1n
    },
    () => ({ view: 'getEscrowDetails', parameters: { taskId: paid }, field: 'platformFee' }),
  ],
  [
    'an auction',
    (state) => {
      auctionIn(state).revealUntil += 1
    },
    () => ({ view: 'getAuction', parameters: { taskId: sealed }, field: 'revealUntil' }),
  ],
  [
    'a bid',
    (state) => {
      bidIn(state).commitment = nowhere
    },
    () => ({ view: 'getBid', parameters: { taskId: sealed, round: 1n, nodeId: node }, field: 'commitment' }),
  ],
  [
    'a credit',
    (state) => creditsIn(state).set(chain.buyer.address, 7n),
    () => ({ view: 'getCreditOf', parameters: creditOf(chain.buyer.address), expected: 7n }),
  ],
  [
    'a credit that is missing',
    (state) => creditsIn(state).clear(),
    () => ({ view: 'getCreditOf', parameters: creditOf(chain.buyer.address), expected: 0n, seen: parseEth('0.01') }),
  ],
  [
    'a credit of a stake',
    ({ registryCredits }) => registryCredits.set(somebody, 7n),
    () => {
      const parameters = { ...registry, currency: ETH, account: somebody }
      return { view: 'getCreditOf', parameters, expected: 7n, seen: 0n }
    },
  ],
  [
    'fees of tasks',
    ({ fees }) => fees.set(ETH, 7n),
    () => ({ view: 'getAccruedFees', parameters: { ...escrows, currency: ETH }, expected: 7n }),
  ],
  [
    'fees of nodes',
    (state) => {
      state.accrued += 1n
    },
    () => ({ view: 'getAccruedFees', parameters: { ...registry, currency: ETH } }),
  ],
]

function creditOf(account: Address) {
  return { ...escrows, currency: ETH, account }
}

test.each(cases)('behavior: %s', async (_what, spoil, difference) => {
  const market = follower(chain)
  await market.sync()
  const state = market.state() as MarketState
  spoil(state)
  expect(await market.reconcile()).toMatchObject([difference(state)])
})

test('behavior: an auction that is missing', async () => {
  const market = follower(chain)
  await market.sync()
  ;(market.state() as MarketState).auctions.delete(sealed)
  const differences = await market.reconcile()
  expect(differences).toContainEqual(expect.objectContaining({ view: 'getAuction', field: 'round', seen: 1n }))
  for (const { parameters } of differences) expect(parameters).toEqual({ taskId: sealed })
})

test.each(Object.keys(parameterBounds))('behavior: the parameter %s', async (name) => {
  const market = follower(chain)
  await market.sync()
  const state = market.state() as MarketState
  const before = state.parameters[name as keyof typeof parameterBounds]
  const changed = typeof before === 'bigint' ? before + 1n : before.map((one) => one + 1n)
  state.parameters = { ...state.parameters, [name]: changed }
  const view = expect.stringMatching(/Parameters$|^getPlatformFeeBps$/)
  const field = name === 'platformFeeBps' ? undefined : name
  expect(await market.reconcile()).toEqual([{ view, parameters: {}, field, expected: changed, seen: before }])
})

type Call = { to?: Address; data: Hex }

/** A market behind a client whose calls are looked at. */
function counted(onCall: (call: Call) => void, { anvil, deployment } = chain) {
  const client = createClient({ transport: http(anvil.url) })
  const request = async (asked: { method: string; params?: unknown }) => {
    if (asked.method === 'eth_call') onCall((asked.params as [Call])[0])
    return client.request(asked as never)
  }
  const transport = custom({ request }, { retryCount: 0 })
  return createAiigo({ client: createClient({ transport }), deployment }).market
}

/** How many views a request of viem's multicall asks for; its arguments stand behind the code that is deployed for it. */
function viewsIn({ data }: Call): number {
  const aggregate = data.slice(data.lastIndexOf(toFunctionSelector(multicall3Abi[0]).slice(2)))
  return decodeFunctionData({ abi: [multicall3Abi[0]], data: `0x${aggregate}` }).args[0].length
}

test('behavior: twenty views in each request but the last', async () => {
  const { users } = chain
  const register = () => users[3]!.nodes.register({ resourceType: ResourceType.CPU, metadataURI: 'ipfs://node' })
  for (let i = 0; i < 40; i++) await register()
  const requests: number[] = []
  const market = counted((call) => requests.push(call.to ? 1 : viewsIn(call)))
  expect(await market.reconcile()).toEqual([])
  const views = questionsOf(market.state() as MarketState, market.block()!.time).length
  expect(Math.max(...requests)).toBe(20)
  expect(requests.reduce((sum, each) => sum + each)).toBe(views)
  expect(requests.length).toBe(Math.ceil(views / 20))
})

test('behavior: what is too long for one request with others is asked for alone', async () => {
  await using long = await createTestChain()
  // 32 bytes each: more than the code of a contract may have.
  const granted: Hex[] = []
  for (let i = 1; i <= 800; i++) granted.push(await grantPauser(long, toHex(i, { size: 20 })))
  await waitForEvents(long.owner.client, long.deployment, { hash: granted.at(-1)! })
  let alone = 0
  const market = counted(({ to }) => to && alone++, long)
  expect(await market.reconcile()).toEqual([])
  expect(alone).toBe(20)
})

/** As the owner does it, whose key anvil has, and without what a client asks first. */
async function grantPauser({ anvil, deployment, owner }: TestChain, account: Address): Promise<Hex> {
  const data = encodeFunctionData({ abi: escrowManagerAbi, functionName: 'grantRole', args: [roles.pauser, account] })
  const sent = { from: owner.address, to: deployment.contracts.escrowManager, data } as const
  const transaction = { ...sent, gas: toHex(200_000), gasPrice: '0x0' } as const
  const client = createClient({ transport: http(anvil.url) })
  return client.request({ method: 'eth_sendTransaction', params: [transaction] })
}

test('behavior: a node that takes only calls of contracts is asked for each view alone', async () => {
  const market = counted(({ to }) => {
    if (!to) throw Object.assign(new Error('contract creation is not allowed here'), { code: -32602 })
  })
  await market.sync()
  nodeIn(market.state() as MarketState).reputation += 1
  ;(market.state() as MarketState).endedChallenges.set(nowhere, 3)
  const differences = await market.reconcile()
  expect(differences.map(({ view }) => view)).toEqual(['getNodeDetails', 'getChallengeDetails'])
})

test('behavior: of a market that has no chain below it', async () => {
  const { buyer } = await createTestMarket()
  const { taskId } = await buyer.tasks.post(task)
  expect(await buyer.market.reconcile()).toEqual([])
  ;(buyer.market.state() as MarketState).tasks.get(taskId)!.attempts += 1
  expect(await buyer.market.reconcile()).toMatchObject([{ view: 'getTaskDetails', field: 'attempts' }])
})
