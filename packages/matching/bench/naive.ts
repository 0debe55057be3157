// What one writes first: map plain objects to scores, sort them, take ten. It checks nothing at the door, and gives the
// ranking that `rank` gives.
import { type Candidate, defaultWeights, type RankedNode, type Request } from '../src/index.ts'

export function naive(request: Request, candidates: readonly Candidate[], limit: number): RankedNode[] {
  return candidates
    .filter((node) => isEligible(request, node))
    .map((node) => ({ nodeId: node.nodeId, ...scored(request, node) }))
    .sort((a, b) => b.score - a.score || (a.nodeId < b.nodeId ? -1 : 1))
    .slice(0, limit)
}

function isEligible({ regions, minTrustLevel = 1, minUptimeBps = 0, ...request }: Request, node: Candidate): boolean {
  return (
    node.resourceType === request.resourceType &&
    node.status === 2 &&
    !node.suspended &&
    !node.flagged &&
    node.owner !== request.buyer &&
    node.openTasks < 10 &&
    node.trustLevel >= minTrustLevel &&
    node.uptimeBps >= minUptimeBps &&
    (minUptimeBps < 9_999 || node.tier === 1) &&
    (regions === undefined || regions.includes(node.region)) &&
    node.pricePerHour <= request.maxPricePerHour &&
    node.power - node.powerReserved >= request.requiredPower
  )
}

function scored(request: Request, node: Candidate): Omit<RankedNode, 'nodeId'> {
  const free = Number(node.power - node.powerReserved)
  const terms = {
    price: 1 - Number(node.pricePerHour) / Number(request.maxPricePerHour),
    reputation: (4 * node.reputation + (node.trustLevel >= 3 ? 10_000 : 0)) / 50_000,
    latency: 100 / (100 + node.latencyMs),
    uptime: 100 / (10_100 - node.uptimeBps),
    power: free > 0 ? 1 - Number(request.requiredPower) / free : 0,
  }
  const w = defaultWeights
  const standing = w.reputation * terms.reputation + w.latency * terms.latency + w.uptime * terms.uptime
  const score = standing + w.price * terms.price + w.power * terms.power
  return { score, terms }
}
