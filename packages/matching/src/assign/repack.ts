import { least } from './exchange.ts'
import { fullest, type Item } from './knapsack.ts'
import type { Found, Wishes } from './search.ts'
import { hasRoom, leave, type Seats, sit, tenantsOf, worthNow, worthOf, worthThere } from './seats.ts'

/** So many requests from elsewhere are thought of at a node, those first that gain most for the power they take. */
const guests = 16

/**
 * Lets every node choose anew among its tenants and all who wish for it: two small tasks may come in for a large one, or
 * the other way round, which no exchange of one for one finds.
 *
 * @returns what the batch gains
 */
export function repack(seats: Seats, wishes: Wishes): number {
  let gained = 0
  for (const [node, requests] of wishersByNode(wishes)) {
    const coming = guestsOf(seats, node, requests)
    if (coming.length > 0) gained += chooseAnew(seats, node, coming, wishes)
  }
  return gained
}

function wishersByNode(wishes: Wishes): Map<number, number[]> {
  const wishers = new Map<number, number[]>()
  for (const [request, own] of wishes.entries()) {
    for (const { node } of own) {
      const here = wishers.get(node)
      if (here) here.push(request)
      else wishers.set(node, [request])
    }
  }
  return wishers
}

/** Who would gain by coming. */
function guestsOf(seats: Seats, node: number, requests: readonly number[]): Item[] {
  const others = requests.filter((request) => seats.nodeOf[request] !== node)
  const items = others.map((request): Item => {
    const gain = worthOf(seats, request, node) - worthNow(seats, request)
    return { request, gain, power: seats.required[request]! }
  })
  return items
    .filter(({ gain }) => gain > least)
    .sort(byDensity)
    .slice(0, guests)
}

/** What is gained by each unit of power, the most first. */
function byDensity(a: Item, b: Item): number {
  return b.gain * a.power - a.gain * b.power
}

function chooseAnew(seats: Seats, node: number, coming: readonly Item[], wishes: Wishes): number {
  const { required, left, goal, nodes } = seats
  const tenants = tenantsOf(seats, node)
  const staying = tenants.map((request): Item => {
    const gain = worthNow(seats, request) - (otherWish(seats, request, wishes)?.worth ?? goal.unassigned)
    return { request, gain, power: required[request]! }
  })
  const chosen = fullest(
    [...staying.filter(({ gain }) => gain > 0), ...coming].sort(byDensity),
    tenants.reduce((sum, tenant) => sum + required[tenant]!, left[node]!),
    goal.shares.subarray(nodes.openTasks[node]! + 1),
    staying.reduce((sum, { gain }) => sum + gain, least),
  )
  return chosen ? reseat(seats, node, chosen, wishes) : 0
}

/** The first of its wishes with room beside where it is, and what it would count there. */
function otherWish(seats: Seats, request: number, wishes: Wishes): Found | undefined {
  const own = wishes[request]!
  const free = own.find(({ node }) => node !== seats.nodeOf[request] && hasRoom(seats, request, node))
  return free && { node: free.node, worth: worthThere(seats, request, free.node) }
}

/** Seats those who are chosen, and the former tenants elsewhere; all as it was if, once all have moved, it is no gain. */
function reseat(seats: Seats, node: number, chosen: readonly number[], wishes: Wishes): number {
  const before = total(seats)
  const moving = [...new Set([...chosen, ...tenantsOf(seats, node)])]
  const from = moving.map((request) => seats.nodeOf[request]!)
  for (const request of moving) leave(seats, request)
  for (const request of chosen) if (hasRoom(seats, request, node)) sit(seats, request, node)
  for (const request of moving) {
    const other = seats.nodeOf[request]! < 0 ? otherWish(seats, request, wishes) : undefined
    if (other) sit(seats, request, other.node)
  }
  const gained = total(seats) - before
  if (gained > least) return gained
  for (const request of moving) leave(seats, request)
  for (const [i, request] of moving.entries()) if (from[i]! >= 0) sit(seats, request, from[i]!)
  return 0
}

function total(seats: Seats): number {
  let sum = 0
  for (let request = 0; request < seats.nodeOf.length; request++) sum += worthNow(seats, request)
  return sum
}
