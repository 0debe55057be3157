// A market for the benchmarks: the same nodes on every machine, from a small generator with a fixed seed.
import { NodeStatus, ResourceType } from '@aiigo/core'
import type { Candidate, Request } from '../src/index.ts'

const teraflops = 10n ** 18n

export const request: Request = {
  buyer: `0x${'b'.padStart(40, '0')}`,
  resourceType: ResourceType.GPU,
  requiredPower: 20n * teraflops,
  maxPricePerHour: 800_000_000_000_000n,
  minTrustLevel: 2,
  regions: ['eu', 'us'],
  minUptimeBps: 9_500,
}

/** About three in ten of these nodes are eligible for {@link request}. */
export function market(size: number): Candidate[] {
  const draw = xorshift(0x9e3779b9)
  const pick = <T>(values: readonly T[]) => values[draw(values.length)]!
  return Array.from({ length: size }, (_, i): Candidate => {
    const power = BigInt(10 + draw(90)) * teraflops + BigInt(draw(1_000_000))
    return {
      nodeId: `0x${((i * 2_654_435_761) % 2 ** 32).toString(16).padStart(64, '0')}`,
      owner: `0x${draw(size).toString(16).padStart(40, '0')}`,
      resourceType: draw(10) < 8 ? ResourceType.GPU : ResourceType.CPU,
      status: draw(20) < 19 ? NodeStatus.Active : NodeStatus.Inactive,
      suspended: false,
      flagged: false,
      power,
      powerReserved: power / BigInt(1 + draw(9)) / 2n,
      trustLevel: 1 + draw(3),
      reputation: draw(10_001),
      pricePerHour: BigInt(100_000 + draw(1_000_000)) * 1_000_000_000n,
      region: pick(['eu', 'eu', 'us', 'us', 'asia']),
      latencyMs: draw(4_000) / 10,
      uptimeBps: 9_400 + draw(601),
      openTasks: draw(11),
      tier: pick([1, 2, 3, 3]),
    }
  })
}

function xorshift(state: number): (below: number) => number {
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** What differs between requests of one batch: who asks, for how much power, for what price, where, and how well. */
export function batch(size: number): Request[] {
  const draw = xorshift(0x2545f491)
  const pick = <T>(values: readonly T[]) => values[draw(values.length)]!
  return Array.from(
    { length: size },
    (): Request => ({
      buyer: `0x${draw(10_000).toString(16).padStart(40, '0')}`,
      resourceType: ResourceType.GPU,
      requiredPower: BigInt(5 + draw(25)) * teraflops,
      maxPricePerHour: BigInt(400_000 + draw(800_000)) * 1_000_000_000n,
      minTrustLevel: 1 + draw(3),
      regions: pick([undefined, ['eu'], ['us'], ['eu', 'us'], ['asia', 'eu']]),
      minUptimeBps: pick([0, 9_500, 9_800, 9_900]),
    }),
  )
}
