import { auction } from './auction.ts'
import { augment } from './augment.ts'
import { fill } from './fill.ts'
import { improve } from './improve.ts'
import { forgetPrice, recallPrice } from './nodes.ts'
import { wishesOf } from './search.ts'
import { close, open, type Seats } from './seats.ts'

/** Where nobody pays this part of what prices are measured by, they are measured anew. */
const far = 0.1
/** Nor are prices below this part of the highest that is paid told apart well enough. */
const apart = 1e-4

/**
 * Seats requests at the lowest sum of prices. Amounts differ by more than a double can tell: so prices are measured first
 * by the highest of all, then by the highest that is paid, and when what is dear is settled, by the highest of the rest.
 *
 * A node that is settled keeps as many tasks as it has, whichever they are, and its price counts no more.
 */
export function cheapest(seats: Seats): void {
  const settled = new Map<number, number>()
  const highest = highestAsked(seats)
  seats.inverseBudget.fill(1 / highest)
  const wishes = wishesOf(seats)
  auction(seats, wishes)
  fill(seats)
  for (let scale = highest; scale > 0; scale = nextScale(seats, scale, settled)) {
    seats.inverseBudget.fill(1 / scale)
    improve(seats, wishesOf(seats))
  }
  for (const [node, places] of settled) {
    open(seats, node, places)
    recallPrice(seats.nodes, node)
  }
  seats.inverseBudget.fill(1 / highest)
  fill(seats)
  augment(seats, wishes)
}

function nextScale(seats: Seats, scale: number, settled: Map<number, number>): number {
  const most = highestPaid(seats)
  if (most < far * scale) return most
  for (const [node, tenants] of seats.tenants) {
    if (tenants.length === 0 || settled.has(node) || seats.nodes.priceSlope[node]! < apart * most) continue
    settled.set(node, close(seats, node))
    forgetPrice(seats.nodes, node)
  }
  return highestPaid(seats)
}

/** Of prices that somebody could pay; 1 where there are none. */
function highestAsked({ budget, nodes }: Seats): number {
  const most = budget.reduce((a, b) => Math.max(a, b))
  return nodes.price.reduce((highest, price) => (price > most ? highest : Math.max(highest, price)), 1)
}

function highestPaid({ nodeOf, nodes }: Seats): number {
  return nodeOf.reduce((most, node) => (node < 0 ? most : Math.max(most, nodes.priceSlope[node]!)), 0)
}
