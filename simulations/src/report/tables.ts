import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BaseError } from '@aiigo/core'
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampValue,
} from '@duckdb/node-api'
import type { Cell, Column, ColumnType } from './column.ts'

const sqlTypes: Record<ColumnType, string> = {
  integer: 'BIGINT',
  double: 'DOUBLE',
  wei: 'DECIMAL(38,0)',
  time: 'TIMESTAMP',
  text: 'VARCHAR',
}

/** Rows that wait in memory before they go to the disk. */
const ROWS_IN_MEMORY = 20_000

/** A database in a folder of its own: what is recorded lives there, on the disk, until it is written out as Parquet. */
export type Tables = {
  connection: DuckDBConnection
  open<subject>(name: string, columns: readonly Column<subject>[]): Promise<Table<subject>>
  /** Closes the database and removes its folder. May be called twice. */
  close(): void
}

export type Table<subject> = {
  append(subject: subject): void
  /** Writes all rows to a Parquet file: the same rows give the same bytes. */
  writeParquet(path: string): Promise<void>
}

/** Opens the database; `folder` is made, and belongs to it alone. */
export async function openTables(folder: string): Promise<Tables> {
  return guarded(folder, async () => {
    // What a killed run left behind is of no use to anybody.
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    // One thread keeps the order of rows; the limit makes a long run spill to the disk rather than grow.
    const options = { threads: '1', memory_limit: '256MB', temp_directory: join(folder, 'spill') }
    const instance = await DuckDBInstance.create(join(folder, 'rows.duckdb'), options)
    const connection = await instance.connect()
    let isOpen = true
    return {
      connection,
      open: (name, columns) => guarded(folder, () => openTable({ folder, connection }, name, columns)),
      close: () => {
        if (!isOpen) return
        isOpen = false
        connection.closeSync()
        instance.closeSync()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  })
}

type Place = { folder: string; connection: DuckDBConnection }

async function openTable<subject>(place: Place, name: string, columns: readonly Column<subject>[]) {
  const { folder, connection } = place
  const fields = columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`)
  await connection.run(`CREATE TABLE ${name} (${fields.join(', ')})`)
  const appender = await connection.createAppender(name)
  let waiting = 0
  return {
    append: (subject: subject) => {
      const cells = columns.map((column) => column.read(subject))
      guarded(folder, () => {
        for (const [i, cell] of cells.entries()) appendCell(appender, columns[i]!.type, cell)
        appender.endRow()
        waiting += 1
        if (waiting < ROWS_IN_MEMORY) return
        appender.flushSync()
        waiting = 0
      })
    },
    writeParquet: (path: string) =>
      guarded(folder, async () => {
        appender.closeSync()
        await connection.run(`COPY ${name} TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`)
      }),
  }
}

/** Text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function appendCell(appender: DuckDBAppender, type: ColumnType, cell: Cell): void {
  if (cell === undefined) appender.appendNull()
  else if (type === 'integer') appender.appendBigInt(BigInt(cell))
  else if (type === 'double') appender.appendDouble(Number(cell))
  else if (type === 'wei') appender.appendDecimal(new DuckDBDecimalValue(BigInt(cell), 38, 0))
  else if (type === 'time') appender.appendTimestamp(new DuckDBTimestampValue(BigInt(cell) * 1_000_000n))
  else appender.appendVarchar(String(cell))
}

// The database's own messages name its internals; a full disk or a folder without permission should read as what it is.
export function guarded<result>(folder: string, act: () => result): result {
  try {
    const result = act()
    if (!(result instanceof Promise)) return result
    return result.catch((cause: unknown) => Promise.reject(recordingError(folder, cause))) as result
  } catch (cause) {
    throw recordingError(folder, cause)
  }
}

function recordingError(folder: string, cause: unknown): BaseError {
  return cause instanceof BaseError ? cause : new RecordingError(folder, cause)
}

/** What a run leaves behind could not be written. */
export class RecordingError extends BaseError {
  override name = 'RecordingError'

  constructor(folder: string, cause: unknown) {
    super('The run could not be written down.', {
      details: [
        `Folder: ${folder}`,
        `Reason: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`,
      ],
      hint: 'Check that the disk has room and that the folder can be written to, then run again.',
      cause,
    })
  }
}
