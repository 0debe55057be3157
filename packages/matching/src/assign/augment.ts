import { type Found, type Spares, spareOf, type Wishes, wishCount } from './search.ts'
import { hasRoom, hasRoomWithout, leave, type Seats, sit, tenantsOf } from './seats.ts'

/** Who has been found to move on, and whose seat each of them would leave to whom. The first leaves a seat to nobody. */
type Movers = { all: number[]; successors: Map<number, number> }

/** A free node, and the mover who would take it. */
type End = { mover: number; node: number }

type Ways = {
  wishes: Wishes
  spares: Spares
  /** Nodes from which no way leads to a seat that is cheaper than what any request that is still to come has. */
  barren: Set<number>
}

/**
 * Finds cheaper seats for requests, and any for those that have none, by letting others move on: augmenting paths. All that
 * changes in sum is that the request's seat is left and the one at the end of the path taken, so that prices need only be
 * compared, and are as they are. Where places are what is short, no seating of as many requests is cheaper after that, and
 * none has more, as far as those who move on keep to their wishes.
 */
export function augment(seats: Seats, wishes: Wishes): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    // What is left in one turn is no cheaper than what the requests to come have: no spare of theirs gets better.
    const ways: Ways = { wishes, spares: [], barren: new Set() }
    for (const request of dearestFirst(seats)) isChanged = moveToCheaper(seats, request, ways) || isChanged
  }
}

function dearestFirst(seats: Seats): number[] {
  return [...seats.nodeOf.keys()].sort((a, b) => compare(seats, seats.nodeOf[b]!, seats.nodeOf[a]!) || a - b)
}

/** Below 0 where the first node is cheaper, or of a tier that comes earlier. To have none (−1) is worst. */
function compare({ nodes, goal }: Seats, a: number, b: number): number {
  if (a < 0 || b < 0) return Math.sign(b) - Math.sign(a)
  const { exactPrice, numbers } = nodes.columns
  const [one, other] = [nodes.slot[a]!, nodes.slot[b]!]
  const bonus = (slot: number) => goal.tierBonus[numbers.tier[slot]!]!
  return (
    bonus(other) - bonus(one) ||
    Number(exactPrice[one]! > exactPrice[other]!) - Number(exactPrice[one]! < exactPrice[other]!)
  )
}

function moveToCheaper(seats: Seats, request: number, ways: Ways): boolean {
  const movers: Movers = { all: [request], successors: new Map() }
  const seen = new Set<number>()
  let best: End | undefined
  for (const mover of movers.all) {
    for (const { node } of choicesOf(seats, mover, ways)) {
      if (seen.has(node) || node === seats.nodeOf[mover]) continue
      if (hasRoom(seats, mover, node)) {
        if (compare(seats, node, best?.node ?? seats.nodeOf[request]!) < 0) best = { mover, node }
      } else if (!ways.barren.has(node)) {
        seen.add(node)
        addTenants(seats, movers, mover, node)
      }
    }
  }
  if (best) moveOn(seats, best, movers)
  else for (const node of seen) ways.barren.add(node)
  return best !== undefined
}

/** Its wishes; and where these are not all that there is, and taken, the best of the others that has room. */
function choicesOf(seats: Seats, mover: number, { wishes, spares }: Ways): readonly Found[] {
  const own = wishes[mover]!
  if (own.length < wishCount || own.some(({ node }) => hasRoom(seats, mover, node))) return own
  const spare = spareOf(seats, mover, spares)
  return spare ? [...own, spare] : own
}

function addTenants(seats: Seats, { all, successors }: Movers, mover: number, node: number): void {
  for (const tenant of tenantsOf(seats, node)) {
    if (tenant === all[0] || successors.has(tenant) || !hasRoomWithout(seats, mover, node, tenant)) continue
    successors.set(tenant, mover)
    all.push(tenant)
  }
}

/** The mover takes the free seat, its successor the mover's, and so on. */
function moveOn(seats: Seats, { mover, node }: End, { successors }: Movers): void {
  for (let who: number | undefined = mover, to = node; who !== undefined; who = successors.get(who)) {
    const left = seats.nodeOf[who]!
    leave(seats, who)
    sit(seats, who, to)
    to = left
  }
}
