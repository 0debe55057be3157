import { NodeStatus, parameters } from '@aiigo/core'
import type { Address, Hex } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { byteLength } from '../byteLength.ts'
import { refuse, type Transaction } from '../transaction.ts'

/** As `_node`. */
export function nodeOf({ state }: Transaction, nodeId: Hex): NodeState {
  return state.nodes.get(nodeId) ?? refuse('NodeRegistry_UnknownNode', { nodeId })
}

/** As `_ownedNode`. */
export function ownedNode(tx: Transaction, nodeId: Hex, sender: Address): NodeState {
  const node = nodeOf(tx, nodeId)
  if (node.owner !== sender) refuse('NodeRegistry_NotNodeOwner', { nodeId, caller: sender, owner: node.owner })
  return node
}

/** As `_requireUri`. */
export function requireUri(uri: string): void {
  const length = byteLength(uri)
  if (length === 0 || length > parameters.maxUriLength)
    refuse('NodeRegistry_InvalidUri', { length: BigInt(length), maximum: parameters.maxUriLength })
}

/** As `_requireNotBanned`. */
export function requireNotBanned({ state }: Transaction, owner: Address): void {
  if (state.bannedOwners.has(owner)) refuse('NodeRegistry_OwnerBanned', { owner })
}

export function refuseStatus({ nodeId, status }: NodeState): never {
  refuse('NodeRegistry_WrongStatus', { nodeId, status })
}

/** Neither slashed nor rejected: the two ends of a node. */
export function requireNotEnded(node: NodeState): void {
  if (node.status === NodeStatus.Slashed || node.status === NodeStatus.Rejected) refuseStatus(node)
}

export function requireNotSuspended({ nodeId, banExecutableFrom }: NodeState): void {
  if (banExecutableFrom !== 0)
    refuse('NodeRegistry_Suspended', { nodeId, banExecutableFrom: BigInt(banExecutableFrom) })
}

export function requireNoOpenTasks({ nodeId, openTasks }: NodeState): void {
  if (openTasks !== 0) refuse('NodeRegistry_HasOpenTasks', { nodeId, openTasks: BigInt(openTasks) })
}

export function requireNoOpenChallenge({ nodeId, challengeOpen }: NodeState): void {
  if (challengeOpen) refuse('NodeRegistry_HasOpenChallenge', { nodeId })
}
