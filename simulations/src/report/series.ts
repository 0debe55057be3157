import type { DuckDBConnection } from '@duckdb/node-api'

/** The columns of a series, a row a tick, read one by one so that a long run need not fit into memory at once. */
export type Series = {
  /** Numbers, null where the cell is empty; times as Unix milliseconds, amounts as floats. */
  numbers(name: string): Promise<(number | null)[]>
  texts(name: string): Promise<string[]>
}

/** Reads the series from a table, or from `read_parquet('…')`. */
export function readSeries(connection: DuckDBConnection, source: string): Series {
  const read = async (expression: string) => {
    const result = await connection.runAndReadAll(`SELECT ${expression} FROM ${source} ORDER BY tick`)
    return result.getColumnsJS()[0] ?? []
  }
  return {
    numbers: async (name) => {
      const cell = name === 'time' ? `epoch_ms("${name}")` : `"${name}"`
      return (await read(`CAST(${cell} AS DOUBLE)`)) as (number | null)[]
    },
    texts: async (name) => (await read(`"${name}"`)) as string[],
  }
}
