import { readFileSync } from 'node:fs'
import { type NodeStatus, type ResourceType, trustLevel } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createIndex, explain, rank } from './index.ts'
import type { Candidate, Request } from './types.ts'

// The same file is read by contracts/test/unit/EligibilityVectors.t.sol and by @aiigo/protocol.
const file = new URL('../../testing/vectors/eligibility.json', import.meta.url)
const { eligibility: vectors } = JSON.parse(readFileSync(file, 'utf8')) as { eligibility: Record<string, never>[] }

const owner = `0x${'a1'.repeat(20)}` as const
const other = `0x${'b2'.repeat(20)}` as const
const nodeId = `0x${'01'.repeat(32)}` as const
const PROOF_VALIDITY = 30 * 86_400

/** As an application makes it of the market's state: freshness, bans and the market's own minimum stake are its to apply. */
function candidateOf(vector: Record<string, never>): Candidate {
  const stakedAmount = BigInt(vector.stakedAmount!)
  const minimumStake = BigInt(vector.minimumStake!)
  const isFresh = Number(vector.proofAge) <= PROOF_VALIDITY
  const node = {
    status: Number(vector.status) as NodeStatus,
    stakedAmount,
    reputation: BigInt(vector.reputation!),
    totalTasksCompleted: BigInt(vector.totalTasksCompleted!),
    totalTasksFailed: BigInt(vector.totalTasksFailed!),
    challengesPassed: BigInt(vector.challengesPassed!),
    hasPartnerSLA: vector.hasPartnerSLA!,
    hasInsuranceBond: BigInt(vector.insuranceBond!) >= 10n ** 18n,
  }
  return {
    ...{ nodeId, owner, status: node.status, reputation: Number(vector.reputation) },
    resourceType: Number(vector.resourceType) as ResourceType,
    suspended: vector.suspended! || vector.ownerBanned!,
    flagged: vector.underReview!,
    power: isFresh ? BigInt(vector.computePower!) : 0n,
    powerReserved: BigInt(vector.reservedPower!),
    trustLevel: stakedAmount < minimumStake ? 0 : trustLevel(node, { minimumStake }),
    openTasks: Number(vector.openTasks),
    ...{ pricePerHour: 1n, region: 'EU', latencyMs: 1, uptimeBps: 10_000, tier: 3 },
  }
}

function requestOf(vector: Record<string, never>): Request {
  return {
    buyer: vector.isOwn ? owner : other,
    resourceType: Number(vector.taskResourceType) as ResourceType,
    requiredPower: BigInt(vector.requiredPower!),
    maxPricePerHour: 1n,
    minTrustLevel: Number(vector.minTrustLevel),
    failedNodes: vector.hasFailed ? [nodeId] : [],
  }
}

test('default: a node matches where matchTask of the contracts lists it', () => {
  expect(vectors.length).toBeGreaterThan(600)
  for (const vector of vectors) {
    const [request, candidates] = [requestOf(vector), [candidateOf(vector)]]
    const seen = [rank(request, candidates), createIndex(candidates).rank(request)].map(({ length }) => length === 1)
    expect(seen, JSON.stringify(vector)).toEqual([vector.matches, vector.matches])
    expect(explain(request, candidates).eligible === 1, JSON.stringify(vector)).toBe(vector.matches)
  }
})
