import { NodeStatus, parameters, roles } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { requireOwner, requireRole } from '../access.ts'
import { asLogged } from '../byteLength.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { emitStatus, slash, startCooldown } from './changes.ts'
import { nodeOf, ownedNode, refuseStatus, requireNotSuspended, requireUri } from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

export function proposeBan(tx: Transaction, { nodeId, evidenceURI }: Args['proposeBan'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.arbitrator, sender)
  const node = nodeOf(tx, nodeId)
  if (node.status !== NodeStatus.Active && node.status !== NodeStatus.Inactive) refuseStatus(node)
  if (node.owner === sender) refuse('NodeRegistry_ArbitratorIsOwner', { nodeId, arbitrator: sender })
  requireNotSuspended(node)
  requireUri(evidenceURI)
  const banExecutableFrom = BigInt(tx.context.time) + parameters.appealWindow
  tx.emit('nodeRegistry', 'BanProposed', {
    nodeId,
    arbitrator: sender,
    banExecutableFrom,
    evidenceURI: asLogged(evidenceURI),
  })
}

export function appealBan(tx: Transaction, { nodeId, appealURI }: Args['appealBan'], sender: Address): void {
  requireSuspended(ownedNode(tx, nodeId, sender))
  requireUri(appealURI)
  tx.emit('nodeRegistry', 'BanAppealed', { nodeId, owner: sender, appealURI: asLogged(appealURI) })
}

export function cancelBan(tx: Transaction, { nodeId }: Args['cancelBan'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  const from = requireSuspended(nodeOf(tx, nodeId))
  if (tx.context.time >= from) refuse('NodeRegistry_AppealWindowOver', { nodeId, banExecutableFrom: BigInt(from) })
  tx.emit('nodeRegistry', 'BanCancelled', { nodeId })
}

/** Anybody may, once it is time: the owner of the registry had the whole window to find for the node. */
export function executeBan(tx: Transaction, { nodeId }: Args['executeBan']): void {
  const node = nodeOf(tx, nodeId)
  const from = requireSuspended(node)
  if (tx.context.time < from) refuse('NodeRegistry_AppealWindowNotOver', { nodeId, banExecutableFrom: BigInt(from) })
  slash(tx, node, parameters.maxSlashBps, 'misuse')
  if (node.status !== NodeStatus.Slashed) emitStatus(tx, nodeId, node.status, NodeStatus.Slashed)
  startCooldown(tx, nodeId)
  tx.emit('nodeRegistry', 'BanExecuted', { nodeId, owner: node.owner })
}

/** The second from which on the ban may be executed. */
function requireSuspended({ nodeId, banExecutableFrom }: NodeState): number {
  if (banExecutableFrom === 0) refuse('NodeRegistry_NotSuspended', { nodeId })
  return banExecutableFrom
}
