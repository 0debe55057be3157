/** A node on its way into a ranking. */
export type Entry = { slot: number; place: number; score: number }

/**
 * The best k of the entries offered: a heap with the worst of them on top, so that most offers are turned away by one
 * comparison and the market is never sorted as a whole. Same as: sort all, take the first k.
 *
 * @param compare negative when the first is better; never 0
 */
export function createTopK(k: number, compare: (a: Entry, b: Entry) => number) {
  const heap: Entry[] = []

  /** Moves the entry at `i` down while one below it is worse. */
  function sink(i: number): void {
    const entry = heap[i]!
    for (;;) {
      let worst = 2 * i + 1
      if (worst >= heap.length) break
      if (worst + 1 < heap.length && compare(heap[worst + 1]!, heap[worst]!) > 0) worst++
      if (compare(heap[worst]!, entry) < 0) break
      heap[i] = heap[worst]!
      i = worst
    }
    heap[i] = entry
  }

  return {
    /** The entry that has to be beaten; undefined while there is room. */
    worst: (): Entry | undefined => (heap.length < k ? undefined : heap[0]),
    /** Takes an entry in; when there is no room, in place of the worst, which the caller has found to be worse. */
    put(entry: Entry): void {
      if (heap.length >= k) {
        heap[0] = entry
        sink(0)
        return
      }
      heap.push(entry)
      if (heap.length === k) for (let i = k >> 1; i-- > 0; ) sink(i)
    },
    /** Best first. */
    sorted: (): Entry[] => heap.sort(compare),
  }
}
