import { NodeStatus } from '@aiigo/core'
import { freshPower, trustLevelOf } from '@aiigo/protocol'
import type { Member } from './members.ts'
import type { Observation, RunSetting, Tier } from './observation.ts'
import { markPresent } from './providers.ts'
import { HASHES_PER_TFLOPS, tflopsOf } from './units.ts'

/** The nodes of one tick, counted. Lists by resource type are in the order of the protocol's numbers. */
export type NodeCounts = {
  /** TFLOPS of verified power on machines that are switched on, and of it what worked on tasks, on average over the tick. */
  capacity: Record<Tier, { online: number; busy: number }>
  /** Hashes a second: what the proofs say, and what the machines of the same nodes really make. */
  hashRates: { verified: number; true: number }[]
  /** Nodes by trust level, 0 to 4. */
  trustLevels: [number, number, number, number, number]
  /** Wei. */
  stakes: bigint
  active: number
  online: number
}

export type NodesSource = {
  setting: RunSetting
  members: readonly Member[]
  observation: Observation
}

/** Looks once at every node, marks its provider as present where it is, and begins anew with what it worked. */
export function countNodes(source: NodesSource): NodeCounts {
  const { state } = source.observation
  const counts = noNodes()
  for (const member of source.members) {
    const { node } = member
    counts.trustLevels[trustLevelOf(state, node)] += 1
    counts.stakes += node.stakedAmount
    if (node.status === NodeStatus.Active) countActive(counts, source, member)
    member.worked = 0n
  }
  return counts
}

function countActive(counts: NodeCounts, { setting, observation }: NodesSource, member: Member): void {
  const { node, owner, provider, tier, hashRate, worked } = member
  const scale = setting.hashScale[node.resourceType]
  const power = tflopsOf(freshPower(observation.state, node, observation.time), scale)
  const rates = counts.hashRates[node.resourceType]!
  rates.verified += power * HASHES_PER_TFLOPS
  rates.true += hashRate
  counts.active += 1
  if (!observation.online.has(owner)) return
  counts.online += 1
  const capacity = counts.capacity[tier ?? node.tier]
  capacity.online += power
  if (worked > 0n) capacity.busy += tflopsOf(worked / BigInt(setting.tick), scale)
  if (provider) markPresent(provider, observation.tick)
}

function noNodes(): NodeCounts {
  return {
    capacity: { 1: { online: 0, busy: 0 }, 2: { online: 0, busy: 0 }, 3: { online: 0, busy: 0 } },
    hashRates: [0, 1, 2, 3, 4].map(() => ({ verified: 0, true: 0 })),
    trustLevels: [0, 0, 0, 0, 0],
    stakes: 0n,
    active: 0,
    online: 0,
  }
}
