import { NodeStatus, type ResourceType } from '@aiigo/core'
import { trustLevelOf } from '../decide/trust.ts'
import { type Address, type Hex, NO_ID } from '../hex.ts'
import type { MarketState, NodeState } from '../state.ts'
import { type Page, pageOf, WHOLE } from './page.ts'
import { freshPower } from './power.ts'

// What NodeRegistry's views answer, from the state: the same names as the actions of @aiigo/clients, the same fields and
// types as viem gives.

/** `getNode` at `time` (Unix seconds): the seed design's struct; undefined where the contract reverts. */
export function getNode(state: MarketState, nodeId: Hex, time: number) {
  const node = state.nodes.get(nodeId)
  if (!node) return undefined
  return {
    owner: node.owner,
    nodeId,
    status: node.status,
    resourceType: node.resourceType,
    computePower: freshPower(state, node, time),
    stakedAmount: node.stakedAmount,
    reputation: BigInt(node.reputation),
    totalTasksCompleted: BigInt(node.totalTasksCompleted),
    totalEarnings: node.totalEarnings,
    registeredAt: BigInt(node.registeredAt),
    lastActiveAt: BigInt(node.lastActiveAt),
    metadataURI: '',
  }
}

/** `getNodeDetails` at `time` (Unix seconds): everything about a node; undefined where the contract reverts. */
export function getNodeDetails(state: MarketState, nodeId: Hex, time: number) {
  const node = state.nodes.get(nodeId)
  if (!node) return undefined
  return {
    nodeId,
    owner: node.owner,
    ownerNonce: BigInt(node.ownerNonce),
    status: node.status,
    resourceType: node.resourceType,
    tier: node.tier,
    trustLevel: trustLevelOf(state, node),
    underReview: node.underReview,
    suspended: node.banExecutableFrom !== 0,
    ownerBanned: state.bannedOwners.has(node.owner),
    challengeOpen: node.challengeOpen,
    hasPartnerSLA: node.hasPartnerSLA,
    hasInsuranceBond: node.insuranceBond >= state.parameters.insuranceBond,
    insuranceBond: node.insuranceBond,
    reputation: BigInt(node.reputation),
    computePower: freshPower(state, node, time),
    provenPower: node.computePower,
    provenAt: BigInt(node.provenAt),
    reservedPower: node.reservedPower,
    openTasks: BigInt(node.openTasks),
    stakedAmount: node.stakedAmount,
    totalTasksCompleted: BigInt(node.totalTasksCompleted),
    totalTasksFailed: BigInt(node.totalTasksFailed),
    challengesPassed: BigInt(node.challengesPassed),
    totalEarnings: node.totalEarnings,
    registeredAt: BigInt(node.registeredAt),
    lastActiveAt: BigInt(node.lastActiveAt),
    withdrawableFrom: BigInt(node.withdrawableFrom),
    heldUntil: BigInt(node.heldUntil),
    banExecutableFrom: BigInt(node.banExecutableFrom),
  }
}

/** Ids of the nodes of an owner, in the order of registration. */
export function getNodesByOwner(state: MarketState, owner: Address, page: Page = WHOLE): Hex[] {
  return pageOf(
    idsOf(state, (node) => node.owner === owner),
    page,
  )
}

/** Ids of the active nodes of a type, in the order of registration; a page is one of all nodes of the type. */
export function getActiveNodes(state: MarketState, resourceType: ResourceType, page: Page = WHOLE): Hex[] {
  const all = idsOf(state, (node) => node.resourceType === resourceType)
  return pageOf(all, page).filter((nodeId) => isNodeActive(state, nodeId))
}

/** How many nodes an owner ever registered: the next one's nonce. */
export function getOwnerNodeCount(state: MarketState, owner: Address): bigint {
  return BigInt(state.nodeCounts.get(owner) ?? 0)
}

/** 0 to 4; 0 for an unknown node. */
export function getNodeTrustLevel(state: MarketState, nodeId: Hex): number {
  const node = state.nodes.get(nodeId)
  return node ? trustLevelOf(state, node) : 0
}

/** How many nodes of a type were ever registered. */
export function getNodeCount(state: MarketState, resourceType: ResourceType): bigint {
  return BigInt(idsOf(state, (node) => node.resourceType === resourceType).length)
}

export function isNodeActive(state: MarketState, nodeId: Hex): boolean {
  return state.nodes.get(nodeId)?.status === NodeStatus.Active
}

/** Whether an address was banned: it registers no more, and its nodes take no task. */
export function isBanned(state: MarketState, owner: Address): boolean {
  return state.bannedOwners.has(owner)
}

/** What the verifier knows of a node's challenges; zeros for an unknown node. */
export function getProof(state: MarketState, nodeId: Hex) {
  const node = state.nodes.get(nodeId)
  return {
    nodeId,
    pooledWork: node?.proof.pooledWork ?? 0n,
    pooledTime: node?.proof.pooledTime ?? 0n,
    lastDifficulty: node?.proof.lastDifficulty ?? 0n,
    lastIssuedAt: BigInt(node?.proof.lastIssuedAt ?? 0),
    lastForcedAt: BigInt(node?.proof.lastForcedAt ?? 0),
    challengeCount: BigInt(node?.proof.challengeCount ?? 0),
    openChallengeId: node?.openChallenge ?? NO_ID,
  }
}

function idsOf(state: MarketState, isWanted: (node: NodeState) => boolean): Hex[] {
  return [...state.nodes.values()].filter(isWanted).map(({ nodeId }) => nodeId)
}
