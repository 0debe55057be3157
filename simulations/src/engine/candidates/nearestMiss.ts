import { type Candidate, type Criterion, explain, type Request } from '@aiigo/matching'
import { isAvailable, levelOf, offeredUptimeBps } from './eligible.ts'

/**
 * The first thing that the node nearest to eligible lacks, as `explain` of @aiigo/matching has it, for a request that no
 * candidate can serve; undefined where there are none.
 *
 * `explain` looks at everything about every candidate. Here it is asked only about those that are as near as any by what
 * it goes by first: whether another request could reach them, the number of criteria that they fail, and by how much.
 */
export function obstacleOf(request: Request, candidates: readonly Candidate[]): Criterion | undefined {
  // A node of another type is never within reach.
  const alike = candidates.filter(({ resourceType }) => resourceType === request.resourceType)
  const reachable = nearest(request, alike)
  const near = reachable.length > 0 ? reachable : candidates
  return explain(request, near).nearestMiss?.shortfalls[0]?.criterion
}

type Miss = { failures: number; total: number }

function nearest(request: Request, candidates: readonly Candidate[]): Candidate[] {
  const wanted = { free: Number(request.requiredPower), price: Number(request.maxPricePerHour) }
  let best: Miss = { failures: Infinity, total: Infinity }
  let near: Candidate[] = []
  for (const candidate of candidates) {
    if (!isReachable(request, candidate)) continue
    const miss = missOf(request, wanted, candidate)
    const difference = miss.failures - best.failures || miss.total - best.total
    if (difference > 0) continue
    if (difference < 0) {
      best = miss
      near = []
    }
    near.push(candidate)
  }
  return near
}

/** Whether some other request of the same buyer for the same resource would match it as it is. */
function isReachable({ buyer }: Request, candidate: Candidate): boolean {
  const { owner, trustLevel, power, powerReserved } = candidate
  return (
    isAvailable(candidate) && trustLevel > 0 && power > powerReserved && owner.toLowerCase() !== buyer.toLowerCase()
  )
}

/** The criteria that it fails, and the sum of by how much, in the order and with the formulas of @aiigo/matching. */
function missOf(request: Request, wanted: { free: number; price: number }, candidate: Candidate): Miss {
  const { minTrustLevel, minUptimeBps = 0, regions } = request
  const miss = { failures: 0, total: 0 }
  const add = (share: number) => {
    miss.failures += 1
    miss.total += share
  }
  const free = candidate.power - candidate.powerReserved
  if (free < request.requiredPower) add(Math.min(1, 1 - Number(free) / wanted.free))
  const level = levelOf(minTrustLevel)
  if (candidate.trustLevel < level) add((level - candidate.trustLevel) / 4)
  if (regions !== undefined && !regions.includes(candidate.region)) add(1)
  if (candidate.pricePerHour > request.maxPricePerHour) add(1 - wanted.price / Number(candidate.pricePerHour))
  const uptimeBps = offeredUptimeBps(candidate)
  if (uptimeBps < minUptimeBps) add((minUptimeBps - uptimeBps) / 10_000)
  return miss
}
