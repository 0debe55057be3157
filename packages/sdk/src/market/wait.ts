import { abortable } from '../abortable.ts'

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

/**
 * `work` for each item, the results in the order of the items; at most `limit` at a time. After the first failure, with which
 * it ends, no further item is begun.
 */
export async function mapBounded<item, result>(
  items: readonly item[],
  limit: number,
  work: (item: item) => Promise<result>,
): Promise<result[]> {
  const results = new Array<result>(items.length)
  let next = 0
  async function run(): Promise<void> {
    try {
      for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as item)
    } catch (error) {
      next = items.length
      throw error
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, run))
  return results
}
