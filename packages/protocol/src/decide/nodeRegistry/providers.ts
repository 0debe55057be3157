import { NodeStatus, parameters } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import { nodeIdOf } from '../../ids.ts'
import { requireNotPaused } from '../access.ts'
import { asLogged } from '../byteLength.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { activate, emitStatus, startCooldown } from './changes.ts'
import {
  ownedNode,
  refuseStatus,
  requireNoOpenChallenge,
  requireNoOpenTasks,
  requireNotBanned,
  requireUri,
} from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

const LAST_RESOURCE_TYPE = 4

export function registerNode(tx: Transaction, args: Args['registerNode'], sender: Address, value: bigint): void {
  if (args.resourceType > LAST_RESOURCE_TYPE) refuse('Reverted', {})
  requireNotPaused(tx, 'nodeRegistry')
  requireNotBanned(tx, sender)
  requireUri(args.metadataURI)
  const { registrationFee, minimumStake } = tx.state.parameters
  const required = registrationFee + minimumStake
  if (value < required) refuse('NodeRegistry_PaymentTooLow', { paid: value, required })
  const nonce = tx.state.nodeCounts.get(sender) ?? 0
  if (nonce >= parameters.maxNodesPerOwner)
    refuse('NodeRegistry_TooManyNodes', { owner: sender, maximum: parameters.maxNodesPerOwner })
  emitRegistered(tx, args, sender, nonce, value - registrationFee)
}

function emitRegistered(
  tx: Transaction,
  { resourceType, metadataURI }: Args['registerNode'],
  owner: Address,
  nonce: number,
  stake: bigint,
): void {
  const nodeId = nodeIdOf(tx.state.deployment, owner, nonce)
  const { registrationFee } = tx.state.parameters
  tx.emit('nodeRegistry', 'NodeRegistered', { nodeId, owner, resourceType })
  tx.emit('nodeRegistry', 'NodeSpecified', {
    nodeId,
    ownerNonce: BigInt(nonce),
    registrationFee,
    reputation: parameters.initialReputation,
    registeredAt: BigInt(tx.context.time),
  })
  tx.emit('nodeRegistry', 'NodeMetadataUpdated', { nodeId, metadataURI: asLogged(metadataURI) })
  tx.emit('nodeRegistry', 'StakeDeposited', { nodeId, amount: stake, totalStake: stake })
}

export function updateMetadata(tx: Transaction, args: Args['updateMetadata'], sender: Address): void {
  const { nodeId, metadataURI } = args
  ownedNode(tx, nodeId, sender)
  requireUri(metadataURI)
  tx.emit('nodeRegistry', 'NodeMetadataUpdated', { nodeId, metadataURI: asLogged(metadataURI) })
}

export function deactivateNode(tx: Transaction, { nodeId }: Args['deactivateNode'], sender: Address): void {
  const node = ownedNode(tx, nodeId, sender)
  const { status, heldUntil } = node
  if (status !== NodeStatus.Active && status !== NodeStatus.Verified && status !== NodeStatus.Pending)
    refuseStatus(node)
  requireNoOpenTasks(node)
  requireNoOpenChallenge(node)
  if (tx.context.time <= heldUntil) refuse('NodeRegistry_HeldForBid', { nodeId, heldUntil: BigInt(heldUntil) })
  emitStatus(tx, nodeId, status, NodeStatus.Inactive)
  startCooldown(tx, nodeId)
}

export function activateNode(tx: Transaction, { nodeId }: Args['activateNode'], sender: Address): void {
  const node = ownedNode(tx, nodeId, sender)
  requireNotBanned(tx, sender)
  if (node.status !== NodeStatus.Inactive && node.status !== NodeStatus.Verified) refuseStatus(node)
  if (node.challengesPassed === 0) refuse('NodeRegistry_NeverProven', { nodeId })
  activate(tx, node)
}
