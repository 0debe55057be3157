/** Entries of a list that one view call goes through: well below the gas that nodes give to a call. */
const PAGE = 1_000n

/** Reads a long list page by page, one after the other, so that no single call grows with the market. */
export async function collectPages<item>(
  total: bigint,
  readPage: (page: { offset: bigint; limit: bigint }) => Promise<readonly item[]>,
): Promise<item[]> {
  const items: item[] = []
  for (let offset = 0n; offset < total; offset += PAGE) items.push(...(await readPage({ offset, limit: PAGE })))
  return items
}
