/** Consecutive nonces, handed out to one runner. */
export type Range = { start: bigint; tries: number }

/**
 * The book of who tries what. It hands out consecutive ranges and takes their results back in any order; `nonces` holds
 * only what is certain, the solutions below which everything has been tried. So the answer is the same whoever is quick.
 */
export type Ranges = {
  /** The next range of at most `tries` nonces, or undefined when nothing more is worth trying. */
  next(tries: number): Range | undefined
  /** The result of a range: its solutions, ascending, up to the limit at which its search stopped. */
  complete(range: Range, nonces: readonly bigint[]): void
  /** The lowest solutions, at most `count`. */
  readonly nonces: readonly bigint[]
  /** Everything from the start up to here, exclusive, has been tried. */
  readonly frontier: bigint
  readonly isFound: boolean
}

/** Ranges from `start` to `end`, exclusive, until `count` solutions are certain. */
export function createRanges(start: bigint, end: bigint, count: number): Ranges {
  const waiting = new Map<bigint, { tries: number; nonces: readonly bigint[] }>()
  const nonces: bigint[] = []
  let handedOut = start
  let frontier = start
  let known = 0

  function advance(): void {
    for (let done = waiting.get(frontier); done && nonces.length < count; done = waiting.get(frontier)) {
      waiting.delete(frontier)
      nonces.push(...done.nonces.slice(0, count - nonces.length))
      frontier = nonces.length === count ? nonces[count - 1]! + 1n : frontier + BigInt(done.tries)
    }
  }

  return {
    next(tries) {
      // Solutions known anywhere lie below whatever would be handed out now: enough of them, and nothing above matters.
      if (handedOut >= end || known >= count) return undefined
      const left = end - handedOut
      const range = { start: handedOut, tries: left < BigInt(tries) ? Number(left) : tries }
      handedOut += BigInt(range.tries)
      return range
    },
    complete(range, found) {
      known += found.length
      waiting.set(range.start, { tries: range.tries, nonces: found })
      advance()
    },
    nonces,
    get frontier() {
      return frontier
    },
    get isFound() {
      return nonces.length === count
    },
  }
}
