import { maxOpenTasks } from '../criteria.ts'
import { least } from './exchange.ts'
import { type Option, price } from './prices.ts'
import { search } from './search.ts'
import { hasRoom, leave, type Seats, sit, tenantsOf, worthNow, worthOf } from './seats.ts'
import { bestOfSets, few } from './sets.ts'

/** So many requests at most. */
const most = 48
/** So many seats are tried at most, which takes some hundredths of a second. */
const steps = 50_000

/**
 * Branch and bound for a small batch: no assignment is better than the one it leaves, unless it runs out of steps, as where
 * power hardly suffices. Then up to a dozen requests are decided by their sets, as good as can be again; for more, the best
 * of those it saw has to do. A larger batch stays as it is.
 *
 * What is left to look at is bounded by prices of places and power. Where a request does not get the seat that leaves it
 * most, that is a discrepancy; assignments with few of them are looked at first, since the prices are rarely wrong.
 *
 * @see Harvey, Ginsberg, Limited discrepancy search, 1995
 */
export function exhaust(seats: Seats): void {
  const requests = [...seats.nodeOf.keys()]
  if (requests.length > most) return
  const before = [...seats.nodeOf]
  for (const request of requests) leave(seats, request)
  const reached = seatAll(seats, before)
  for (const request of requests) leave(seats, request)
  const options = optionsOf(seats, requests)
  const { best, isProven } = bestPlan(seats, options, reached)
  const plan = isProven || requests.length > few ? best : bestOfSets(seats, options, seat)
  seatAll(seats, plan ?? before)
}

/** As many options as there are requests: the others cannot take them all. Best first. */
function optionsOf(seats: Seats, requests: readonly number[]): Option[][] {
  const at = new Map<number, number>()
  return requests.map((request) => {
    const found = search(seats, request, requests.length, true)
    const options = found.map(({ node, worth }): Option => {
      if (!at.has(node)) at.set(node, at.size)
      const left = seats.left[node]!
      return {
        node,
        at: at.get(node)!,
        surplus: worth - seats.goal.unassigned,
        places: 1 / (maxOpenTasks - seats.openTasks[node]!),
        power: left > 0 ? seats.required[request]! / left : 0,
        reduced: 0,
      }
    })
    return [...options, { node: -1, at: -1, surplus: 0, places: 0, power: 0, reduced: 0 }]
  })
}

/** Where each request sits in an assignment that gains more than has been reached, if there is one. */
type Plan = {
  best: number[] | undefined
  /** Whether none gains more than this one, or than what has been reached. */
  isProven: boolean
}

function bestPlan(seats: Seats, options: Option[][], reached: number): Plan {
  const nodes = 1 + Math.max(...options.flat().map(({ at }) => at))
  const prices = price(options, nodes, reached)
  for (const own of options) own.sort((a, b) => b.reduced - a.reduced)
  const order = [...options.keys()].sort((a, b) => lead(options[b]!) - lead(options[a]!))
  const rest = new Float64Array(order.length + 1)
  for (let depth = order.length - 1; depth >= 0; depth--) {
    rest[depth] = rest[depth + 1]! + options[order[depth]!]![0]!.reduced
  }

  const plan = options.map(() => -1)
  let best: number[] | undefined
  let stepsLeft = steps
  let isCut = true

  function visit(depth: number, bound: number, gained: number, discrepancies: number): void {
    if (bound + rest[depth]! <= reached + least || stepsLeft-- <= 0) return
    const request = order[depth]
    if (request === undefined) {
      if (gained <= reached + least) return
      reached = gained
      best = [...plan]
      return
    }
    let allowed = discrepancies
    for (const { node, reduced } of options[request]!) {
      if (node >= 0 && !hasRoom(seats, request, node)) continue
      if (allowed < 0) {
        isCut = true
        return
      }
      plan[request] = node
      visit(depth + 1, bound + reduced, gained + seat(seats, request, node), allowed)
      leave(seats, request)
      allowed--
    }
  }
  for (let allowed = 0; isCut && stepsLeft > 0; allowed++) {
    isCut = false
    visit(0, prices, 0, allowed)
  }
  return { best, isProven: stepsLeft > 0 }
}

/** How much more the first option leaves than the second: where that is much, there is little to decide. */
function lead([first, second]: readonly Option[]): number {
  return first!.reduced - (second?.reduced ?? 0)
}

/** What the batch gains by it over no seats. */
function seatAll(seats: Seats, plan: readonly number[]): number {
  return plan.reduce((gained, node, request) => gained + seat(seats, request, node), 0)
}

function seat(seats: Seats, request: number, node: number): number {
  if (node < 0) return 0
  if (!seats.goal.isFair) {
    sit(seats, request, node)
    return worthOf(seats, request, node) - seats.goal.unassigned
  }
  // The others at the node may count less from now on.
  const before = worthOfTenants(seats, node)
  sit(seats, request, node)
  return worthOfTenants(seats, node) - before
}

function worthOfTenants(seats: Seats, node: number): number {
  return tenantsOf(seats, node).reduce((sum, tenant) => sum + worthNow(seats, tenant), 0)
}
