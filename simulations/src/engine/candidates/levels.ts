/** What of a node decides whether and how well it can serve, each in a column. */
export type Columns = {
  standing: Float64Array
  price: Float64Array
  free: Float64Array
  /** One by it: a division for each that is looked at would be most of what a search takes. */
  inverseFree: Float64Array
  uptimeBps: Float64Array
  trustLevel: Float64Array
}

/** So many in a row make one of the level above. */
export const BLOCK = 8

/**
 * Nodes first; then of each block of them the best that any node in it has, column by column; then of each block of such
 * blocks; and so on until few are left.
 */
export function toLevels(nodes: Columns): Columns[] {
  const levels = [nodes]
  for (let below = nodes; below.standing.length > BLOCK; ) {
    const free = bestOf(below.free, Math.max)
    below = {
      standing: bestOf(below.standing, Math.max),
      price: bestOf(below.price, Math.min),
      free,
      inverseFree: inverseOf(free),
      uptimeBps: bestOf(below.uptimeBps, Math.max),
      trustLevel: bestOf(below.trustLevel, Math.max),
    }
    levels.push(below)
  }
  return levels
}

/** Makes the levels say again what is free after the node in this place has less than before. */
export function update(levels: readonly Columns[], place: number): void {
  for (let level = 1; level < levels.length; level++) {
    place = Math.floor(place / BLOCK)
    const free = bestIn(levels[level - 1]!.free, place, Math.max)
    setFree(levels[level]!, place, free)
  }
}

export function inverseOf(free: Float64Array): Float64Array {
  return free.map((amount) => 1 / amount)
}

export function setFree({ free, inverseFree }: Columns, place: number, amount: number): void {
  free[place] = amount
  inverseFree[place] = 1 / amount
}

/** Where the block ends that begins at `block * BLOCK`. */
export function endOf({ standing }: Columns, block: number): number {
  return Math.min((block + 1) * BLOCK, standing.length)
}

type Better = (a: number, b: number) => number

function bestOf(column: Float64Array, better: Better): Float64Array {
  const best = new Float64Array(Math.ceil(column.length / BLOCK))
  for (let block = 0; block < best.length; block++) best[block] = bestIn(column, block, better)
  return best
}

function bestIn(column: Float64Array, block: number, better: Better): number {
  const end = Math.min((block + 1) * BLOCK, column.length)
  let best = column[block * BLOCK]!
  for (let i = block * BLOCK + 1; i < end; i++) best = better(best, column[i]!)
  return best
}
