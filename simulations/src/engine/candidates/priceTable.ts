/** What somebody asks for an hour, and how much of something it has: free power, or all of its power; it as a double too. */
export type Priced = { pricePerHour: bigint; exact: bigint; double: number }

export type PriceRange = {
  /** The highest price that counts. @default any */
  limit?: bigint
  /** The least amount that counts. */
  from: bigint
  /** From this amount on none counts any more. @default none */
  below?: bigint
}

export type PriceTable = {
  /** The median price within a range, as `medianPrice` of @aiigo/pricing has it; undefined where nothing is within it. */
  median(range: PriceRange): bigint | undefined
}

/** Entries of a block: few enough to be looked through, so many that there are few blocks. */
const BLOCK = 64

/**
 * Entries next to each other in the order of prices, and their amounts in an order of their own; the exact ones only where
 * two of them may be one double.
 */
type Block = { start: number; end: number; doubles: Float64Array; amounts: bigint[] | undefined }

/**
 * Answers what the median of the prices within a range is, again and again, without sorting or looking through them all:
 * in the order of prices, and within each block of that order in the order of amounts, so that a block is counted by a
 * search.
 */
export function createPriceTable(entries: readonly Priced[]): PriceTable {
  const sorted = isSorted(entries) ? entries : [...entries].sort((a, b) => compare(a.pricePerHour, b.pricePerHour))
  const blocks: Block[] = []
  for (let start = 0; start < sorted.length; start += BLOCK) blocks.push(toBlock(sorted, start))
  const counts = new Int32Array(blocks.length)

  /** How many entries within the range each of the blocks has, of those that are no dearer than the limit. */
  function count(end: number, { from, below }: PriceRange): number {
    const [least, beyond] = [Number(from), below === undefined ? 0 : Number(below)]
    let total = 0
    for (let i = 0; i < blocks.length && blocks[i]!.start < end; i++) {
      const block = blocks[i]!
      const isWhole = block.end <= end
      const upper = below === undefined ? block.doubles.length : firstFrom(block, below, beyond)
      counts[i] = isWhole
        ? Math.max(0, upper - firstFrom(block, from, least))
        : countBetween(sorted, block.start, end, from, below)
      total += counts[i]!
    }
    return total
  }

  /** The price of the entry that is number `place` (from 0) of those within the range. */
  function priceAt(place: number, { from, below }: PriceRange): bigint {
    let left = place
    let i = 0
    while (left >= counts[i]!) left -= counts[i++]!
    for (let k = blocks[i]!.start; ; k++) {
      const { pricePerHour, exact } = sorted[k]!
      if (exact < from || (below !== undefined && exact >= below)) continue
      if (left-- === 0) return pricePerHour
    }
  }

  return {
    median(range) {
      const total = count(range.limit === undefined ? sorted.length : countUpTo(sorted, range.limit), range)
      if (total === 0) return undefined
      const lower = priceAt((total - 1) >> 1, range)
      return total % 2 === 1 ? lower : (lower + priceAt(total >> 1, range)) / 2n
    },
  }
}

function toBlock(sorted: readonly Priced[], start: number): Block {
  const end = Math.min(start + BLOCK, sorted.length)
  const doubles = new Float64Array(end - start)
  for (let k = start; k < end; k++) doubles[k - start] = sorted[k]!.double
  doubles.sort()
  if (doubles[doubles.length - 1]! <= Number.MAX_SAFE_INTEGER) return { start, end, doubles, amounts: undefined }
  const amounts = sorted.slice(start, end).map(({ exact }) => exact)
  return { start, end, doubles, amounts: amounts.sort(compare) }
}

function isSorted(entries: readonly Priced[]): boolean {
  for (let i = 1; i < entries.length; i++) if (entries[i - 1]!.pricePerHour > entries[i]!.pricePerHour) return false
  return true
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Where the amounts of at least `least` begin. Doubles order as the amounts do unless they are equal; then those decide. */
function firstFrom({ amounts, doubles }: Block, least: bigint, approximately: number): number {
  let low = 0
  let high = doubles.length
  // Most blocks lie on one side as a whole.
  if (doubles[0]! > approximately) return 0
  if (doubles[high - 1]! < approximately) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (doubles[middle]! < approximately) low = middle + 1
    else high = middle
  }
  while (amounts && low < doubles.length && doubles[low] === approximately && amounts[low]! < least) low++
  return low
}

function countBetween(sorted: readonly Priced[], start: number, end: number, from: bigint, below?: bigint): number {
  let count = 0
  for (let k = start; k < end; k++) {
    const { exact } = sorted[k]!
    if (exact >= from && (below === undefined || exact < below)) count++
  }
  return count
}

/** How many prices are no higher than the limit. */
function countUpTo(sorted: readonly Priced[], limit: bigint): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.pricePerHour <= limit) low = middle + 1
    else high = middle
  }
  return low
}
