import {
  abandonTask,
  acceptTask,
  approveResult,
  cancelTask,
  computeTaskId,
  createTask,
  disputeTask,
  expireTask,
  finalizeTask,
  type GetTaskDetailsReturnType,
  getDisputeBond,
  getOpenTasks,
  getPlatformFeeBps,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  matchTask,
  postTask,
  resolveDispute,
  resolveStaleDispute,
  startTask,
  submitEvidence,
  submitResult,
  timeoutTask,
} from '@aiigo/clients'
import {
  AssignmentMode,
  checkObject,
  type DisputeOutcome,
  type ResourceType,
  splitPayment,
  taskCostUp,
} from '@aiigo/core'
import { type Address, bytesToHex, type Hash, type Hex, zeroAddress, zeroHash } from 'viem'
import { allow } from './allowance.ts'
import { accountOf, argsOf, type CallOptions, type Context, type Done, done } from './context.ts'
import { collectPages } from './pages.ts'

export type PostTaskOptions = CallOptions & {
  resourceType: ResourceType
  /** Seconds, 60 to 30 days. */
  duration: bigint
  /** Per hour, in the smallest unit of the currency: wei, or 1e-6 USDC. */
  maxPrice: bigint
  /** Where the work is described, 1 to 256 bytes. */
  specificationURI: string
  /** 1e-18 TFLOPS. @default 0n */
  requiredPower?: bigint
  /** 1 to 4. @default 1 */
  minTrustLevel?: number
  /** The escrow manager is allowed to take the cost, where it may not yet. @default the zero address, ETH */
  currency?: Address
  /** Who may take it: the first eligible node, the one whose bid wins, one node. @default AssignmentMode.Instant */
  mode?: AssignmentMode
  /** Whom a task of `AssignmentMode.Direct` is for. */
  directNode?: Hex
  /** 32 bytes of which `idOf` makes the id. A second task with it is refused, so that a retry never posts twice. */
  salt?: Hex
}

export type ListTasksOptions = CallOptions & ({ buyer: Address } | { nodeId: Hex } | { resourceType: ResourceType })

/** What a paid task moved, in wei. */
export type Paid = Done & { readonly payout: bigint; readonly fee: bigint }

export type Tasks = {
  /** What a task costs as a whole, and who gets what of it, in wei. */
  quote(
    options: CallOptions & { maxPrice: bigint; duration: bigint },
  ): Promise<{ cost: bigint; provider: bigint; platform: bigint }>
  /** Posts a task and pays exactly its cost into the escrow. */
  post(options: PostTaskOptions): Promise<{ taskId: Hex; cost: bigint; hash: Hash }>
  /** The id of this account's task with that salt, posted or not. */
  idOf(salt: Hex, options?: CallOptions): Promise<Hex>
  /** Takes an open task with one's node; its time runs from now on. */
  accept(options: CallOptions & { taskId: Hex; nodeId: Hex }): Promise<Done>
  /** Begins a task that a bid won; its time runs from now on. */
  start(taskId: Hex, options?: CallOptions): Promise<Done>
  /** Hands in the result, once. `resultHash` is 32 bytes, not zero. */
  submitResult(options: CallOptions & { taskId: Hex; resultHash: Hex; resultURI: string }): Promise<Done>
  /** Accepts the result: the provider is paid. */
  approve(taskId: Hex, options?: CallOptions): Promise<Paid>
  /** Pays the provider of a task whose buyer stayed silent in the review window. Anyone may. */
  finalize(taskId: Hex, options?: CallOptions): Promise<Paid>
  /** Disputes a result, with a bond of 2 % in the task's currency, which is lost when the provider wins. */
  dispute(
    options: CallOptions & { taskId: Hex; reason: string },
  ): Promise<Done & { bond: bigint; disputeUntil: bigint }>
  /** Puts evidence into the log, while the dispute is open; by either side. */
  submitEvidence(options: CallOptions & { taskId: Hex; evidenceURI: string }): Promise<Done>
  /** Rules on a dispute; by the arbitrator. The share in bps is the provider's gross one, in a split only. */
  resolve(
    options: CallOptions & { taskId: Hex; outcome: DisputeOutcome; providerShareBps?: bigint },
  ): Promise<Done & { payout: bigint; refund: bigint }>
  /** Ends a dispute that nobody ruled on in time: half to each side. Anyone may. */
  resolveStale(taskId: Hex, options?: CallOptions): Promise<Done & { payout: bigint; refund: bigint }>
  /** Takes an open task back, for a full refund. */
  cancel(taskId: Hex, options?: CallOptions): Promise<Done & { refund: bigint }>
  /** Refunds a task that no node took in its open window. Anyone may. */
  expire(taskId: Hex, options?: CallOptions): Promise<Done & { refund: bigint }>
  /** Ends the attempt of a node that did not deliver in time. Anyone may. */
  timeout(taskId: Hex, options?: CallOptions): Promise<Done & { reopened: boolean }>
  /** Gives a task up, with the consequences of a timeout at once. */
  abandon(taskId: Hex, options?: CallOptions): Promise<Done & { reopened: boolean }>
  /** Everything about a task: power in 1e-18 TFLOPS, money in wei, times in seconds. */
  get(taskId: Hex, options?: CallOptions): Promise<GetTaskDetailsReturnType>
  /** Ids of the tasks of a buyer, of those assigned to a node, or of the open ones of a type, in the order of posting. */
  list(options: ListTasksOptions): Promise<readonly Hex[]>
  /** Ids of the nodes that could take the task now. */
  match(taskId: Hex, options?: CallOptions): Promise<readonly Hex[]>
}

/** The methods of `aiigo.tasks`. Each waits for its transaction and throws the decoded error, after an abort the signal's reason. */
export function createTasks(context: Context): Tasks {
  const { client, deployment } = context
  return {
    quote: (options) => quote(context, options),
    post: (options) => post(context, options),
    idOf: async (salt, options) =>
      computeTaskId(client, deployment, { buyer: accountOf(context).address, salt, ...options }),
    start: (taskId, options) => done(context, startTask(client, deployment, { taskId, ...options }), options),
    accept: (options) => done(context, acceptTask(client, deployment, options), options),
    submitResult: (options) => done(context, submitResult(client, deployment, options), options),
    approve: (taskId, options) => paid(context, approveResult(client, deployment, { taskId, ...options }), options),
    finalize: (taskId, options) => paid(context, finalizeTask(client, deployment, { taskId, ...options }), options),
    dispute: (options) => dispute(context, options),
    submitEvidence: (options) => done(context, submitEvidence(client, deployment, options), options),
    resolve: async (options) => {
      const ruling = { providerShareBps: 0n, ...checkObject('options', options) }
      return settled(context, resolveDispute(client, deployment, ruling), options)
    },
    resolveStale: (taskId, options) =>
      settled(context, resolveStaleDispute(client, deployment, { taskId, ...options }), options),
    cancel: (taskId, options) => refunded(context, cancelTask(client, deployment, { taskId, ...options }), options),
    expire: (taskId, options) => refunded(context, expireTask(client, deployment, { taskId, ...options }), options),
    timeout: (taskId, options) => failed(context, timeoutTask(client, deployment, { taskId, ...options }), options),
    abandon: (taskId, options) => failed(context, abandonTask(client, deployment, { taskId, ...options }), options),
    get: (taskId, options) => getTaskDetails(client, deployment, { taskId, ...options }),
    list: (options) => list(context, options),
    match: (taskId, options) => matchTask(client, deployment, { taskId, ...options }),
  }
}

async function quote({ client, deployment }: Context, quoted: CallOptions & { maxPrice: bigint; duration: bigint }) {
  const { maxPrice, duration, ...options } = checkObject('options', quoted)
  const cost = taskCostUp(maxPrice, duration)
  return { cost, ...splitPayment(cost, await getPlatformFeeBps(client, deployment, options)) }
}

async function post(context: Context, options: PostTaskOptions) {
  const { maxPrice, duration } = checkObject('options', options)
  const cost = taskCostUp(maxPrice, duration)
  const { currency = zeroAddress, mode, directNode, salt, ...task } = options
  const parameters = { requiredPower: 0n, minTrustLevel: 1, ...task }
  const isPlain = currency === zeroAddress && [mode, directNode, salt].every((term) => term === undefined)
  const sent = isPlain
    ? createTask(context.client, context.deployment, { ...parameters, value: cost })
    : postWhole(context, { ...parameters, currency, mode, directNode, salt }, cost)
  const result = await done(context, sent, options)
  return { taskId: argsOf(result, 'TaskCreated').taskId, cost, hash: result.hash }
}

type Whole = Required<Omit<PostTaskOptions, 'mode' | 'directNode' | 'salt' | 'signal'>> & {
  [name in 'mode' | 'directNode' | 'salt']: PostTaskOptions[name] | undefined
} & CallOptions

async function postWhole(context: Context, whole: Whole, cost: bigint): Promise<Hash> {
  const { signal, mode, directNode, salt, ...task } = whole
  const abort = signal ? { signal } : {}
  const terms = { mode: mode ?? AssignmentMode.Instant, directNode: directNode ?? zeroHash, salt: salt ?? randomSalt() }
  const value = task.currency === zeroAddress ? cost : 0n
  await allow(context, task.currency, cost, abort)
  return postTask(context.client, context.deployment, { request: { ...task, ...terms }, value, ...abort })
}

function randomSalt(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
}

async function dispute(context: Context, options: CallOptions & { taskId: Hex; reason: string }) {
  const { taskId, reason, ...rest } = checkObject('options', options)
  const { client, deployment } = context
  const { currency } = await getTaskDetails(client, deployment, { taskId, ...rest })
  const bond = await getDisputeBond(client, deployment, { taskId, ...rest })
  await allow(context, currency, bond, rest)
  const value = currency === zeroAddress ? bond : 0n
  const result = await done(context, disputeTask(client, deployment, { taskId, reason, value, ...rest }), rest)
  return { ...result, bond, disputeUntil: argsOf(result, 'DisputeOpened').disputeUntil }
}

async function settled(context: Context, sent: Promise<Hash>, options?: CallOptions) {
  const result = await done(context, sent, options)
  const { providerPayout, buyerPayout } = argsOf(result, 'DisputeSettled')
  return { ...result, payout: providerPayout, refund: buyerPayout }
}

async function paid(context: Context, sent: Promise<Hash>, options?: CallOptions): Promise<Paid> {
  const result = await done(context, sent, options)
  const { providerPayout, platformFee } = argsOf(result, 'EscrowReleased')
  return { ...result, payout: providerPayout, fee: platformFee }
}

async function refunded(context: Context, sent: Promise<Hash>, options?: CallOptions) {
  const result = await done(context, sent, options)
  return { ...result, refund: argsOf(result, 'TaskCancelled').refundAmount }
}

async function failed(context: Context, sent: Promise<Hash>, options?: CallOptions) {
  const result = await done(context, sent, options)
  return { ...result, reopened: result.events.some(({ eventName }) => eventName === 'TaskReopened') }
}

async function list({ client, deployment }: Context, options: ListTasksOptions): Promise<readonly Hex[]> {
  checkObject('options', options)
  if ('buyer' in options) return getTasksByBuyer(client, deployment, options)
  if ('nodeId' in options) return getTasksByProvider(client, deployment, options)
  const total = await getTaskCount(client, deployment, options)
  return collectPages(total, (page) => getOpenTasks(client, deployment, { ...options, ...page }))
}
