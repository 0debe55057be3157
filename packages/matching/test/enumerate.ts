// The cheapest assignment that there is, by trying every one, in whole numbers: for batches of a few requests.
import { rank } from '../src/index.ts'
import type { Batch } from './batches.ts'

export type Cheapest = { served: number; price: bigint }

export function cheapest({ requests, candidates }: Batch): Cheapest {
  const nodes = new Map(
    candidates.map(({ nodeId, power, powerReserved, openTasks, pricePerHour }) => {
      return [nodeId, { power: power - powerReserved, places: 10 - openTasks, price: pricePerHour }]
    }),
  )
  const eligible = requests.map((request) => rank(request, candidates).map(({ nodeId }) => nodes.get(nodeId)!))
  let best: Cheapest = { served: 0, price: 0n }

  function visit(request: number, served: number, price: bigint): void {
    const most = served + requests.length - request
    if (most < best.served || (most === best.served && price >= best.price)) return
    if (request === requests.length) {
      best = { served, price }
      return
    }
    const { requiredPower } = requests[request]!
    for (const node of eligible[request]!) {
      if (node.places === 0 || node.power < requiredPower) continue
      node.places--
      node.power -= requiredPower
      visit(request + 1, served + 1, price + node.price)
      node.places++
      node.power += requiredPower
    }
    visit(request + 1, served, price)
  }
  visit(0, 0, 0n)
  return best
}
