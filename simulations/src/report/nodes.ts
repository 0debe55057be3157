import { NodeStatus, trustLevel } from '@aiigo/core'
import type { NodeState } from '@aiigo/protocol'
import type { Observation, RunSetting, Tier } from './observation.ts'
import { markPresent, onlineKeys, type Providers } from './providers.ts'
import { addressKey, HASHES_PER_TFLOPS, tflopsOf } from './units.ts'

/** The nodes of one tick, counted. Lists by resource type are in the order of the protocol's numbers. */
export type NodeCounts = {
  /** TFLOPS of verified power on machines that are switched on, and of it what open tasks hold. */
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

/** Looks once at every node, and marks its provider as present where it is. */
export function countNodes(setting: RunSetting, providers: Providers, observation: Observation): NodeCounts {
  const online = onlineKeys(observation)
  const counts = noNodes()
  for (const node of observation.state.nodes.values()) {
    const { minimumStake } = observation.state.parameters
    counts.trustLevels[trustLevel(node, { minimumStake })] += 1
    counts.stakes += node.stakedAmount
    if (node.status === NodeStatus.Active) countActive(counts, { setting, providers, observation, online }, node)
  }
  return counts
}

type Place = { setting: RunSetting; providers: Providers; observation: Observation; online: Set<string> }

function countActive(counts: NodeCounts, { setting, providers, observation, online }: Place, node: NodeState): void {
  const owner = addressKey(node.owner)
  const provider = providers.get(owner)
  const scale = setting.hashScale[node.resourceType]
  const rates = counts.hashRates[node.resourceType]!
  rates.verified += tflopsOf(node.computePower, scale) * HASHES_PER_TFLOPS
  rates.true += provider?.setting.hashRate ?? 0
  counts.active += 1
  if (!online.has(owner)) return
  counts.online += 1
  const capacity = counts.capacity[provider?.setting.tier ?? node.tier]
  capacity.online += tflopsOf(node.computePower, scale)
  capacity.busy += tflopsOf(node.reservedPower, scale)
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
