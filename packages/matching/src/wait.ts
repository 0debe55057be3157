import type { Query } from './checkRequest.ts'
import { failureMask, freePower } from './criteria.ts'
import type { Candidate, Hex } from './types.ts'

/** A node that matches the request as it is when some of what it does has come to an end. */
export type Wait = {
  nodeId: Hex
  /** What its open tasks have to release of its power; 0n where it only has too many of them. */
  power: bigint
}

/** The bits of `power` and `capacity` in a failure mask: what open tasks can be the reason of. */
const HELD = (1 << 1) | (1 << 6)

/** The node that has to release least, ties by node id; undefined where one matches already, or waiting helps nobody. */
export function leastWait(query: Query, candidates: readonly Candidate[]): Wait | undefined {
  let least: Wait | undefined
  for (const candidate of candidates) {
    const mask = failureMask(query, candidate)
    if (mask === 0) return undefined
    if (mask & ~HELD || candidate.power < query.requiredPower || candidate.power === 0n) continue
    const missing = query.requiredPower - freePower(candidate)
    const wait = { nodeId: candidate.nodeId, power: missing > 0n ? missing : 0n }
    if (!least || isLess(wait, least)) least = wait
  }
  return least
}

function isLess(a: Wait, b: Wait): boolean {
  return a.power === b.power ? a.nodeId.toLowerCase() < b.nodeId.toLowerCase() : a.power < b.power
}
