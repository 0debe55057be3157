/** The result of `work`, or the signal's reason as soon as it is aborted; the work itself is not told. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  let onAbort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', onAbort as () => void)
    // Who was aborted does not wait for the work: its own failure would be nobody's.
    work.catch(() => {})
  }
}

/** Waits, in milliseconds. @throws the signal's reason */
export async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  try {
    await abortable(waited, signal)
  } finally {
    clearTimeout(timer)
  }
}

/** `work` for each item, the results in the order of the items; at most `limit` at a time. */
export async function mapBounded<item, result>(
  items: readonly item[],
  limit: number,
  work: (item: item) => Promise<result>,
): Promise<result[]> {
  const results = new Array<result>(items.length)
  let next = 0
  async function run(): Promise<void> {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, run))
  return results
}
