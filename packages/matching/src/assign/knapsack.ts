/** What may be packed: a request, what is gained by it, and the power that it takes. */
export type Item = { request: number; gain: number; power: number }

/** So many choices are looked at. */
const steps = 1_000

/**
 * The requests that together gain most, if that is more than enough; of all choices if the steps suffice, else of those
 * looked at. Branch and bound, where the bound lets the last item in in part.
 *
 * @param items each of which gains something, most gained by each unit of power first
 * @param shares one for each place: what part counts of the gain of the first chosen, the second, and so on
 */
export function fullest(
  items: readonly Item[],
  power: number,
  shares: Float64Array,
  enough: number,
): number[] | undefined {
  let most = enough
  let best: number[] | undefined
  let stepsLeft = steps
  const chosen: number[] = []

  function visit(i: number, gained: number, left: number): void {
    if (gained > most) {
      most = gained
      best = [...chosen]
    }
    if (i === items.length || chosen.length === shares.length || stepsLeft-- <= 0) return
    const share = shares[chosen.length]!
    if (gained + share * bound(items, i, left) <= most) return
    const item = items[i]!
    if (item.power <= left) {
      chosen.push(item.request)
      visit(i + 1, gained + share * item.gain, left - item.power)
      chosen.pop()
    }
    visit(i + 1, gained, left)
  }
  visit(0, 0, power)
  return best
}

function bound(items: readonly Item[], from: number, left: number): number {
  let sum = 0
  for (let i = from; i < items.length; i++) {
    const { gain, power } = items[i]!
    if (power > left) return sum + (gain * left) / power
    sum += gain
    left -= power
  }
  return sum
}
