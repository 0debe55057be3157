import { least } from './exchange.ts'

/** A seat that a request may get, or none (node −1). */
export type Option = {
  node: number
  /** Which of the nodes at hand it is, from 0 on. */
  at: number
  /** What the batch gains by it over no seat. */
  surplus: number
  /** What part it takes of the places that the node has left, and of its power. */
  places: number
  power: number
  /** What of the surplus is left when both are paid for. */
  reduced: number
}

/** For each node at hand the price of all its places, and of all its power. */
type Prices = { places: Float64Array; power: Float64Array }

const rounds = 60

/**
 * Lagrangian relaxation: prices at which the requests together ask for little more than there is, found by the
 * subgradient method. Sets what each option leaves when they are paid.
 *
 * @param reached what has been gained already, which says how far to go
 * @returns the sum of all prices. With the most that is left to each request it bounds what any assignment gains
 * @see Held, Wolfe, Crowder, Validation of subgradient optimization, 1974
 */
export function price(options: readonly Option[][], nodes: number, reached: number): number {
  let prices: Prices = { places: new Float64Array(nodes), power: new Float64Array(nodes) }
  let best = { bound: Infinity, prices }
  let length = 1
  let idle = 0
  for (let round = 0; round < rounds && best.bound > reached + least; round++) {
    const { bound, excess } = demand(options, prices)
    if (bound < best.bound) {
      best = { bound, prices }
      idle = 0
    } else if (++idle === 5) {
      length /= 2
      idle = 0
    }
    prices = raise(prices, excess, length * (bound - reached))
  }
  for (const option of options.flat()) option.reduced = reduce(option, best.prices)
  return sum(best.prices.places) + sum(best.prices.power)
}

/** Every request takes what leaves it most. The excess is above 0 where they take more than there is. */
function demand(options: readonly Option[][], prices: Prices): { bound: number; excess: Prices } {
  const excess = { places: prices.places.map(() => -1), power: prices.power.map(() => -1) }
  let bound = sum(prices.places) + sum(prices.power)
  for (const own of options) {
    let most = 0
    let taken: Option | undefined
    for (const option of own) {
      const reduced = reduce(option, prices)
      if (reduced <= most) continue
      most = reduced
      taken = option
    }
    bound += most
    if (!taken) continue
    excess.places[taken.at]! += taken.places
    excess.power[taken.at]! += taken.power
  }
  return { bound, excess }
}

function raise(prices: Prices, excess: Prices, distance: number): Prices {
  // A price of nothing cannot fall, and what is not asked for need not have one.
  const counts = (column: keyof Prices) =>
    excess[column].map((each, i) => (each > 0 || prices[column][i]! > 0 ? each : 0))
  const squares = sum(counts('places').map((each) => each * each)) + sum(counts('power').map((each) => each * each))
  if (squares === 0) return prices
  const next = (column: keyof Prices) =>
    prices[column].map((price, i) => Math.max(0, price + (distance / squares) * excess[column][i]!))
  return { places: next('places'), power: next('power') }
}

function reduce({ at, surplus, places, power }: Option, prices: Prices): number {
  return at < 0 ? 0 : surplus - prices.places[at]! * places - prices.power[at]! * power
}

function sum(column: Float64Array): number {
  return column.reduce((sum, each) => sum + each, 0)
}
