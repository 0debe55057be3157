import { type Candidate, type Request, rank } from '@aiigo/matching'
import { expect, test } from 'vitest'
import { node } from '../../agents/testing.ts'
import { createChance } from '../chance.ts'
import { toQuery } from './query.ts'
import { createShelves } from './shelves.ts'
import { createStand } from './stand.ts'

const id = (number: number, digits: number) => `0x${number.toString(16).padStart(digits, '0')}` as const
const { status, resourceType } = node()

/** Many nodes that are hardly better than one another, so that the best is in another block than the bounds promise. */
function alike(count: number): Candidate[] {
  const luck = createChance(7).split('stand')
  const some = (from: number, to: number) => from + Math.floor(luck.next() * (to - from))
  return Array.from({ length: count }, (_, i) => ({
    ...{ nodeId: id(i + 1, 64), owner: id(i + 1, 40), status, resourceType, suspended: false, flagged: false },
    ...{ power: BigInt(some(900, 1_100)), powerReserved: BigInt(some(0, 300)), openTasks: some(0, 9) },
    ...{ trustLevel: 2, reputation: some(5_000, 6_000), pricePerHour: BigInt(some(950, 1_050)) },
    ...{ region: 'EU', latencyMs: some(40, 60), uptimeBps: some(9_800, 9_900), tier: 3 },
  }))
}

function request(n: number): Request {
  const power = BigInt(100 + 37 * (n % 11))
  return { buyer: id(9_999, 40), resourceType, requiredPower: power, maxPricePerHour: BigInt(1_000 + 10 * (n % 7)) }
}

test('default: one task after another, the node that `rank` of @aiigo/matching would put first', () => {
  const market = alike(1_000)
  const stand = createStand(createShelves(market)(resourceType), 3)
  for (let n = 0; n < 200; n++) {
    const [best] = rank(request(n), market, { limit: 1 })
    expect(stand.take(toQuery(request(n)))?.nodeId).toBe(best?.nodeId)
    const taken = market.find(({ nodeId }) => nodeId === best?.nodeId)!
    Object.assign(taken, {
      powerReserved: taken.powerReserved + request(n).requiredPower,
      openTasks: taken.openTasks + 1,
    })
  }
})

test('behavior: of nodes with the same score the one whose id comes first, wherever it stands', () => {
  const [one] = alike(1)
  const same = Array.from({ length: 40 }, (_, i) => ({ ...one!, nodeId: id(((i * 7) % 40) + 1, 64) }))
  const stand = createStand(createShelves(same)(resourceType), 3)
  const all = { ...request(0), requiredPower: one!.power - one!.powerReserved, maxPricePerHour: one!.pricePerHour }
  const taken = same.map(() => stand.take(toQuery(all))?.nodeId)
  expect(taken).toEqual(Array.from({ length: 40 }, (_, i) => id(i + 1, 64)))
})
