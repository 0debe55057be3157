import {
  abandonTask,
  acceptTask,
  approveResult,
  cancelTask,
  createTask,
  expireTask,
  finalizeTask,
  type GetTaskDetailsReturnType,
  getOpenTasks,
  getPlatformFeeBps,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  matchTask,
  submitResult,
  timeoutTask,
} from '@aiigo/clients'
import { checkObject, type ResourceType, splitPayment, taskCostUp } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { argsOf, type CallOptions, type Context, type Done, done } from './context.ts'
import { collectPages } from './pages.ts'

export type PostTaskOptions = CallOptions & {
  resourceType: ResourceType
  /** Seconds, 60 to 30 days. */
  duration: bigint
  /** wei per hour */
  maxPrice: bigint
  /** Where the work is described, 1 to 256 bytes. */
  specificationURI: string
  /** 1e-18 TFLOPS. @default 0n */
  requiredPower?: bigint
  /** 1 to 4. @default 1 */
  minTrustLevel?: number
}

export type ListTasksOptions = CallOptions & ({ buyer: Address } | { nodeId: Hex } | { resourceType: ResourceType })

/** What a paid task moved, in wei. */
export type Paid = Done & { readonly payout: bigint; readonly fee: bigint }

export type Tasks = {
  /** What a task costs as a whole, and who gets what of it, in wei. */
  quote(
    options: CallOptions & { maxPrice: bigint; duration: bigint },
  ): Promise<{ cost: bigint; provider: bigint; platform: bigint }>
  /** Posts a task and pays exactly its cost into the escrow. The first eligible node may accept it. */
  post(options: PostTaskOptions): Promise<{ taskId: Hex; cost: bigint; hash: Hash }>
  /** Takes an open task with one's node; its time runs from now on. */
  accept(options: CallOptions & { taskId: Hex; nodeId: Hex }): Promise<Done>
  /** Hands in the result, once. `resultHash` is 32 bytes, not zero. */
  submitResult(options: CallOptions & { taskId: Hex; resultHash: Hex; resultURI: string }): Promise<Done>
  /** Accepts the result: the provider is paid. */
  approve(taskId: Hex, options?: CallOptions): Promise<Paid>
  /** Pays the provider of a task whose buyer stayed silent in the review window. Anyone may. */
  finalize(taskId: Hex, options?: CallOptions): Promise<Paid>
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
    accept: (options) => done(context, acceptTask(client, deployment, options), options),
    submitResult: (options) => done(context, submitResult(client, deployment, options), options),
    approve: (taskId, options) => paid(context, approveResult(client, deployment, { taskId, ...options }), options),
    finalize: (taskId, options) => paid(context, finalizeTask(client, deployment, { taskId, ...options }), options),
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
  const parameters = { requiredPower: 0n, minTrustLevel: 1, ...options, value: cost }
  const result = await done(context, createTask(context.client, context.deployment, parameters), options)
  return { taskId: argsOf(result, 'TaskCreated').taskId, cost, hash: result.hash }
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
