import {
  activateNode,
  addStake,
  appealBan,
  deactivateNode,
  depositInsuranceBond,
  type GetNodeDetailsReturnType,
  getActiveNodes,
  getNodeCount,
  getNodeDetails,
  getNodeRegistryParameters,
  getNodesByOwner,
  getNodeTrustLevel,
  isBanned,
  registerNode,
  updateMetadata,
  withdrawInsuranceBond,
  withdrawStake,
} from '@aiigo/clients'
import { checkAmount, checkChoice, checkObject, ResourceType } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { argsOf, type CallOptions, type Context, type Done, done } from './context.ts'
import { collectPages } from './pages.ts'

export type RegisterOptions = CallOptions & {
  resourceType: ResourceType
  /** Where the machine is described, 1 to 256 bytes. */
  metadataURI: string
  /** wei. @default the minimum stake */
  stake?: bigint
}

export type ListNodesOptions = CallOptions & ({ owner: Address } | { resourceType: ResourceType })

export type Nodes = {
  /** Registers a machine: pays the registration fee and the stake. It is Pending until `challenges.prove(nodeId)`. */
  register(options: RegisterOptions): Promise<{ nodeId: Hex; stake: bigint; fee: bigint; hash: Hash }>
  /** Everything about a node: power in 1e-18 TFLOPS, money in wei, times in seconds, reputation in bps. */
  get(nodeId: Hex, options?: CallOptions): Promise<GetNodeDetailsReturnType>
  /** 0 may take no work, 1 small tasks, 2 all public tasks, 3 enterprise tasks, 4 tasks addressed to it. */
  trustLevel(nodeId: Hex, options?: CallOptions): Promise<number>
  /** Ids of the nodes of an owner, or of the active nodes of a type, in the order of registration. */
  list(options: ListNodesOptions): Promise<readonly Hex[]>
  /** Describes a node anew. */
  updateMetadata(options: CallOptions & { nodeId: Hex; metadataURI: string }): Promise<Done>
  /** Adds wei to the stake. */
  addStake(options: CallOptions & { nodeId: Hex; amount: bigint }): Promise<Done>
  /** Takes wei out of the stake, after deactivation and cooldown. */
  withdrawStake(options: CallOptions & { nodeId: Hex; amount: bigint }): Promise<Done>
  /** Stops the node from taking work; the cooldown of its stake begins. */
  deactivate(nodeId: Hex, options?: CallOptions): Promise<Done & { withdrawableFrom: bigint }>
  /** Lets a node that was stopped take work again. */
  activate(nodeId: Hex, options?: CallOptions): Promise<Done>
  /** Pays wei into the insurance bond that trust level 4 asks for. */
  depositInsuranceBond(options: CallOptions & { nodeId: Hex; amount: bigint }): Promise<Done>
  /** Takes wei out of the insurance bond, under the conditions of the stake. */
  withdrawInsuranceBond(options: CallOptions & { nodeId: Hex; amount: bigint }): Promise<Done>
  /** Answers a proposed ban, of which `get` tells by `suspended` and `banExecutableFrom`. */
  appeal(options: CallOptions & { nodeId: Hex; appealURI: string }): Promise<Done>
  /** Whether an owner was banned: it registers no more, and its nodes take no task. */
  isBanned(owner: Address, options?: CallOptions): Promise<boolean>
}

/** The methods of `aiigo.nodes`. Each waits for its transaction and throws the decoded error, after an abort the signal's reason. */
export function createNodes(context: Context): Nodes {
  const { client, deployment } = context
  return {
    register: (options) => register(context, options),
    get: (nodeId, options) => getNodeDetails(client, deployment, { nodeId, ...options }),
    trustLevel: (nodeId, options) => getNodeTrustLevel(client, deployment, { nodeId, ...options }),
    list: (options) => list(context, options),
    updateMetadata: (options) => done(context, updateMetadata(client, deployment, options), options),
    addStake: async (options) => done(context, addStake(client, deployment, withValue(options)), options),
    withdrawStake: (options) => done(context, withdrawStake(client, deployment, options), options),
    deactivate: async (nodeId, options) => {
      const result = await done(context, deactivateNode(client, deployment, { nodeId, ...options }), options)
      return { ...result, withdrawableFrom: argsOf(result, 'StakeCooldownStarted').withdrawableFrom }
    },
    activate: (nodeId, options) => done(context, activateNode(client, deployment, { nodeId, ...options }), options),
    depositInsuranceBond: async (options) =>
      done(context, depositInsuranceBond(client, deployment, withValue(options)), options),
    withdrawInsuranceBond: (options) => done(context, withdrawInsuranceBond(client, deployment, options), options),
    appeal: (options) => done(context, appealBan(client, deployment, options), options),
    isBanned: (owner, options) => isBanned(client, deployment, { owner, ...options }),
  }
}

function withValue<options extends { amount: bigint }>(options: options): Omit<options, 'amount'> & { value: bigint } {
  const { amount: value, ...rest } = checkObject('options', options)
  return { ...rest, value }
}

async function register(context: Context, options: RegisterOptions) {
  const { client, deployment } = context
  const { stake, signal, ...rest } = checkObject('options', options)
  checkChoice('resourceType', rest.resourceType, ResourceType)
  if (stake !== undefined) checkAmount('stake', stake)
  const abort = signal ? { signal } : {}
  const { registrationFee, minimumStake } = await getNodeRegistryParameters(client, deployment, abort)
  const value = registrationFee + (stake ?? minimumStake)
  const result = await done(context, registerNode(client, deployment, { ...rest, ...abort, value }), abort)
  const { nodeId } = argsOf(result, 'NodeRegistered')
  return { nodeId, stake: value - registrationFee, fee: registrationFee, hash: result.hash }
}

async function list({ client, deployment }: Context, options: ListNodesOptions): Promise<readonly Hex[]> {
  checkObject('options', options)
  if ('owner' in options) return getNodesByOwner(client, deployment, options)
  const total = await getNodeCount(client, deployment, options)
  return collectPages(total, (page) => getActiveNodes(client, deployment, { ...options, ...page }))
}
