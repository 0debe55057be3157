/** A part of a list: entries from `offset` on, at most `limit`. As libraries/Pagination.sol. */
export type Page = { offset: bigint; limit: bigint }

/** The views that take no page answer the whole list. */
export const WHOLE: Page = { offset: 0n, limit: 2n ** 256n - 1n }

export function pageOf<item>(items: readonly item[], { offset, limit }: Page): item[] {
  const start = offset < items.length ? Number(offset) : items.length
  const left = items.length - start
  return items.slice(start, start + (limit < left ? Number(limit) : left))
}
