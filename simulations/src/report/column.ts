/** What a cell holds: undefined is an empty one. */
export type Cell = bigint | number | string | undefined

export type ColumnType = 'integer' | 'double' | 'wei' | 'time' | 'text'

/** One column of a table, read from a subject; the same entry writes the file and the report's glossary. */
export type Column<subject> = {
  name: string
  type: ColumnType
  unit: string
  meaning: string
  read: (subject: subject) => Cell
}

/** `{"b":1,"a":2}` as `{"a":2,"b":1}`, amounts as decimal strings: the same text for the same content. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(sortKeys(value), undefined, indent)
}

function sortKeys(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
