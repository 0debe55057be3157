import { DisputeOutcome, defineParameters, disputeBondUp } from '../packages/core/src/index.ts'
import {
  type Command,
  type Context,
  challengeIdOf,
  countedSaltOf,
  createState,
  decide,
  evolve,
  genesis,
  type MarketState,
  nodeIdOf,
  RefusedError,
  taskIdOf,
} from '../packages/protocol/src/index.ts'

type Address = `0x${string}`

/** A call with what its transaction has besides. */
export type Step = { command: Command; context: Context }

const ETHER = 10n ** 18n
const account = (kind: string, n = 0): Address => `0x${kind}${n.toString(16).padStart(38, '0')}`
const id = (n: number): `0x${string}` => `0x${n.toString(16).padStart(64, '0')}`

const [owner, treasury, arbitrator] = [account('a1'), account('a2'), account('a3')]
const deployment = {
  chainId: 31_337,
  nodeRegistry: account('c1'),
  proofOfWorkVerifier: account('c2'),
  escrowManager: account('c3'),
  taskMarketplace: account('c4'),
}

// Every nonce solves: solving is the miner's work, not the market's.
const parameters = defineParameters({
  ...{ initialDifficulty: [1, 1, 1, 1, 1], solutionsPerChallenge: 1, challengeInterval: 0, challengeTargetTime: 12 },
  ...{ reviewWindow: 3_600, proofValidity: 365 * 86_400 },
})

const NODES = 300
const BUYERS = 500
const BATCH = 1_000
const COST = ETHER / 100n
const ETH_USD = 2_000n * ETHER
const RESULT = id(1)
const hashes = { blockHash: id(2), prevrandao: id(3) }

// Made once, as whoever sends transactions has them: putting an address together again would be measured with its first use.
const providers = Array.from({ length: NODES }, (_, node) => account('d0', node))
const buyers = Array.from({ length: BUYERS }, (_, buyer) => account('b0', buyer))
const nodeIds = providers.map((owner) => nodeIdOf(deployment, owner, 0))
const provider = (node: number) => providers[node]!
const nodeId = (node: number) => nodeIds[node]!

export function deployedMarket(): MarketState {
  const births = genesis({
    ...{ deployer: owner, owner, treasury, arbitrator, parameters },
    deployment: { ...deployment, priceOracle: account('c5') },
  })
  return births.reduce(evolve, createState(parameters, deployment))
}

/** One transaction after another; how many events they made. A refusal would measure something else. */
export function run(state: MarketState, steps: readonly Step[]): number {
  let events = 0
  for (const { command, context } of steps) {
    const decision = decide(state, command, context)
    if (decision instanceof RefusedError) throw decision
    for (const event of decision) evolve(state, event)
    events += decision.length
  }
  return events
}

/** Nodes that register and prove once, with stakes that outlast a hundred timeouts. */
export function openingSteps(time: number): Step[] {
  return Array.from({ length: NODES }, (_, node) => [
    step(
      time,
      provider(node),
      registry('registerNode', { resourceType: 0, metadataURI: 'ipfs://node' }),
      9_000n * ETHER,
    ),
    ...proofSteps(time, node, 0),
  ]).flat()
}

/** Lives of `BATCH` tasks side by side and some proofs, by their number in a row of batches. */
export function batchSteps(begin: number, batch: number): Step[] {
  const tasks = Array.from({ length: BATCH }, (_, i) => taskOf(batch * BATCH + i))
  const those = (...kinds: Kind[]) => tasks.filter(({ kind }) => kinds.includes(kind))
  const proving = [2 * batch, 2 * batch + 1]
  return [
    ...proving.flatMap((n) => proofSteps(begin, n % NODES, Math.floor(n / NODES) + 1)),
    ...tasks.map((task) => step(begin + 20, task.buyer, market('createTask', asked), COST)),
    ...those('cancelled').map(({ buyer, taskId }) => step(begin + 30, buyer, market('cancelTask', { taskId }))),
    ...those('approved', 'finalized', 'retried', 'disputed').map((task) => accepted(begin + 40, task, task.node)),
    ...those('approved', 'finalized', 'disputed').map((task) => submitted(begin + 60, task, task.node)),
    ...those('approved').map(({ buyer, taskId }) => step(begin + 70, buyer, market('approveResult', { taskId }))),
    ...those('disputed').flatMap((task) => disputed(begin + 80, task)),
    ...those('retried').flatMap((task) => retried(begin + 2_000, task)),
    ...those('finalized').map(({ taskId }) => step(begin + LENGTH, treasury, market('finalizeTask', { taskId }))),
  ]
}

/** Seconds from a batch to the next. */
export const LENGTH = 4_000

/** Of a hundred tasks. */
const kinds = { approved: 84, finalized: 6, retried: 3, disputed: 3, cancelled: 4 }
type Kind = keyof typeof kinds
const kindsInTurn = Object.entries(kinds).flatMap(([kind, count]) => new Array<Kind>(count).fill(kind as Kind))

type Task = ReturnType<typeof taskOf>

function taskOf(n: number) {
  const buyer = buyers[n % BUYERS]!
  const taskId = taskIdOf(deployment, buyer, countedSaltOf(Math.floor(n / BUYERS)))
  // 37 and 100 share no factor: every kind comes in every hundred, and not in a row.
  return { taskId, buyer, node: (7 * n + Math.floor(n / NODES)) % NODES, kind: kindsInTurn[(37 * n) % 100]! }
}

const asked = {
  ...{ resourceType: 0, requiredPower: 1_000n, duration: 3_600n / 4n, maxPrice: 4n * COST, minTrustLevel: 1 },
  specificationURI: 'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
}

function accepted(time: number, { taskId }: Task, node: number): Step {
  return step(time, provider(node), market('acceptTask', { taskId, nodeId: nodeId(node) }))
}

function submitted(time: number, { taskId }: Task, node: number): Step {
  const result = { taskId, resultHash: RESULT, resultURI: 'ipfs://result' }
  return step(time, provider(node), market('submitResult', result))
}

function disputed(time: number, { taskId, buyer }: Task): Step[] {
  const ruling = { taskId, outcome: DisputeOutcome.Split, providerShareBps: 5_000n }
  return [
    step(time, buyer, market('disputeTask', { taskId, reason: 'half of it is missing' }), disputeBondUp(COST)),
    step(time + 10, arbitrator, market('resolveDispute', ruling)),
  ]
}

/** The first node runs out of time; the next delivers. */
function retried(time: number, task: Task): Step[] {
  const next = (task.node + 1) % NODES
  return [
    step(time, treasury, market('timeoutTask', { taskId: task.taskId })),
    accepted(time, task, next),
    submitted(time + 20, task, next),
    step(time + 30, task.buyer, market('approveResult', { taskId: task.taskId })),
  ]
}

function proofSteps(time: number, node: number, number: number): Step[] {
  const challengeId = challengeIdOf(deployment, nodeId(node), number)
  return [
    step(time, provider(node), verifier('issueChallenge', { nodeId: nodeId(node) })),
    step(time + 12, provider(node), verifier('submitSolution', { challengeId, nonce: 1n })),
  ]
}

type Of<contract extends Command['contract']> = Extract<Command, { contract: contract }>
type Maker<contract extends Command['contract']> = <name extends Of<contract>['name']>(
  name: name,
  args: Extract<Of<contract>, { name: name }>['args'],
) => Command

const registry: Maker<'nodeRegistry'> = (name, args) => ({ contract: 'nodeRegistry', name, args }) as Command
const verifier: Maker<'proofOfWorkVerifier'> = (name, args) =>
  ({ contract: 'proofOfWorkVerifier', name, args }) as Command
const market: Maker<'taskMarketplace'> = (name, args) => ({ contract: 'taskMarketplace', name, args }) as Command

function step(time: number, sender: Address, command: Command, value = 0n): Step {
  return { command, context: { sender, value, time, block: time, ...hashes, ethUsd: ETH_USD } }
}
