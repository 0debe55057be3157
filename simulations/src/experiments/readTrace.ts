import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { BaseError } from '@aiigo/core'
import { DuckDBInstance } from '@duckdb/node-api'
import { nearest } from './nearest.ts'
import type { TraceDemand } from './schema.ts'
import { lineOfRecord, lineOfRow } from './traceLines.ts'

/** One row of a trace, in the units of the simulator; a field is missing where the scenario maps no column to it. */
export type TraceRow = {
  /** Unix seconds, with their fraction. */
  time?: number
  /** Seconds. */
  duration?: number
  /** TFLOPS. */
  power?: number
  /** US dollars per hour. */
  price?: number
}

type Field = keyof TraceRow

/**
 * Reads a CSV trace whose columns the scenario maps. Every cell is checked: a trace is somebody else's file.
 *
 * @param path of the file; the header is its first line
 * @throws TraceError for a file that cannot be read, a missing column, a broken row and for rows out of order, with the line
 * @example await readTrace('jobs.csv', { columns: { duration: 'runtime' }, delimiter: ',' })
 */
export async function readTrace(
  path: string,
  demand: Pick<TraceDemand, 'columns' | 'delimiter'>,
  signal?: AbortSignal,
): Promise<TraceRow[]> {
  const header = await readHeader(path, demand.delimiter)
  const mapped = mapColumns(path, header, demand.columns)
  const cells = await readCells(path, header, demand.delimiter, mapped, signal)
  const lineOf = (row: number) => lineOfRow(path, demand.delimiter, row, header.length)
  const rows: TraceRow[] = []
  for (const [i, row] of cells.entries()) {
    const parsed = parseRow(row, mapped)
    if ('broken' in parsed) throw brokenCell(path, await lineOf(i), parsed)
    rows.push(parsed)
  }
  await checkOrder(path, rows, lineOf)
  return rows
}

async function readHeader(path: string, delimiter: string): Promise<string[]> {
  const file = await stat(path).catch((cause) => {
    const seen = cause.code === 'ENOENT' ? 'there is no such file' : cause.code
    throw new TraceError(path, 'Expected: a CSV file', {
      seen,
      hint: 'Name yours: aiigo-sim run … --trace <file>',
      cause,
    })
  })
  if (!file.isFile()) throw new TraceError(path, 'Expected: a CSV file', { seen: 'a folder' })
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    lines.close()
    if (line.includes('\0')) throw notUtf8(path, 'a file in UTF-16')
    if (line.includes('\uFFFD')) throw notUtf8(path, 'line 1: bytes that are not UTF-8')
    return splitHeader(line.replace(/^\uFEFF/, ''), delimiter)
  }
  throw new TraceError(path, 'Expected: a header with the names of the columns', { seen: 'an empty file' })
}

/** The names in a header; between quotes the delimiter is part of a name, and a doubled quote is one. */
function splitHeader(line: string, delimiter: string): string[] {
  const names: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest)
    const end = rest.indexOf(delimiter, quoted?.[0].length)
    const name = quoted ? quoted[1]!.replaceAll('""', '"') : end < 0 ? rest : rest.slice(0, end)
    names.push(name.trim())
    if (end < 0) return names
    rest = rest.slice(end + 1)
  }
}

/** A field of the simulator, and where its numbers come from. */
type Mapped = { field: Field; column: string; index: number; scale: number }

function mapColumns(path: string, header: readonly string[], columns: TraceDemand['columns']): Mapped[] {
  return Object.entries(columns).flatMap(([field, column]) => {
    if (column === undefined) return []
    const { column: name, scale } = typeof column === 'string' ? { column, scale: 1 } : column
    const index = header.indexOf(name)
    if (index >= 0) return [{ field: field as Field, column: name, index, scale }]
    const hint = otherDelimiter(header) ?? meantColumn(name, header)
    throw new TraceError(path, `Expected: a column ${name}, as \`columns.${field}\` of the scenario says`, {
      seen: `the columns ${header.slice(0, 20).join(', ')}`,
      ...(hint ? { hint } : {}),
    })
  })
}

function meantColumn(name: string, header: readonly string[]): string | undefined {
  const meant = nearest(name, header)
  return meant && `Did you mean ${meant}?`
}

/** A header of one name that has another of the usual delimiters in it. */
function otherDelimiter(header: readonly string[]): string | undefined {
  const [only = '', second] = header
  const seen = second === undefined ? /[;,|\t]/.exec(only)?.[0] : undefined
  return seen && `Its columns seem to be delimited otherwise: set \`delimiter: ${JSON.stringify(seen)}\` in \`demand\`.`
}

/** All cells as texts, row by row: what a cell means is decided in one place, with its line at hand. */
async function readCells(
  path: string,
  header: readonly string[],
  delimiter: string,
  mapped: readonly Mapped[],
  signal?: AbortSignal,
): Promise<(string | null)[][]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    signal?.throwIfAborted()
    // Not `parallel = false`: with it a quote that is never closed swallows the rest of the file without an error. One thread keeps the order.
    const columns = header.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')
    const wanted = mapped.map(({ index }) => `c${index}`).join(', ')
    const reader = await connection.runAndReadAll(
      `SELECT ${wanted} FROM read_csv(${quoted(path)}, columns = {${columns}}, header = true, delim = ${quoted(delimiter)},
        quote = '"', auto_detect = false, strict_mode = true, null_padding = false)`,
    )
    return reader.getRows() as (string | null)[][]
  } catch (cause) {
    signal?.throwIfAborted()
    throw await toTraceError(path, header.length, delimiter, cause)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** The line and the reason out of a page of DuckDB. */
async function toTraceError(path: string, columns: number, delimiter: string, cause: unknown): Promise<TraceError> {
  const message = String((cause as Error).message)
  const record = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const line = record && (await lineOfRecord(path, delimiter, Number(record)))
  if (message.includes('not utf-8 encoded')) return notUtf8(path, `line ${line}: bytes that are not UTF-8`, cause)
  if (message.includes('unterminated quote found')) {
    return new TraceError(path, 'Expected: a closing quote for every opening one', {
      seen: `line ${line}: a quote that is never closed`,
      hint: 'Mend or remove the row.',
      cause,
    })
  }
  // The original line may be several.
  const reason = /^(Expected Number of Columns: .*)$/m.exec(message)?.[1] ?? reasonOf(message)
  return new TraceError(path, `Expected: ${columns} cells in every row, as in the header`, {
    seen: `${line ? `line ${line}: ` : ''}${reason}`,
    cause,
  })
}

function reasonOf(message: string): string {
  return /CSV Error on Line: \d+\n(?:Original Line: .*\n)?(.*)/.exec(message)?.[1] ?? message.split('\n')[0]!
}

function notUtf8(path: string, seen: string, cause?: unknown): TraceError {
  return new TraceError(path, 'Expected: a text in UTF-8', {
    seen,
    hint: 'Save it as UTF-8, or convert it: iconv -f <its encoding, such as LATIN1 or UTF-16> -t UTF-8 <file>.',
    cause,
  })
}

/** A cell that does not say what its column should. */
type BrokenCell = { broken: string; mapped: Mapped }

function parseRow(cells: readonly (string | null)[], columns: readonly Mapped[]): TraceRow | BrokenCell {
  const row: TraceRow = {}
  for (const [i, mapped] of columns.entries()) {
    const { field, scale } = mapped
    const cell = cells[i]?.trim() ?? ''
    const value = field === 'time' ? parseTime(cell, scale) : parseAmount(cell, scale)
    if (value === undefined) return { broken: cell, mapped }
    row[field] = value
  }
  return row
}

function brokenCell(path: string, line: number, { broken, mapped: { field, column } }: BrokenCell): TraceError {
  return new TraceError(path, `Expected: ${field === 'time' ? 'a date or a number of seconds' : 'a number from 0'}`, {
    seen: `line ${line}, column ${column}: ${broken === '' ? 'an empty cell' : JSON.stringify(broken.slice(0, 60))}`,
    hint: 'Mend or remove the row.',
  })
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function parseAmount(cell: string, scale: number): number | undefined {
  const value = Number(cell) * scale
  return NUMBER.test(cell) && Number.isFinite(value) && value >= 0 ? value : undefined
}

/** A number, or a date with up to nine digits behind the second; UTC unless it says otherwise. */
function parseTime(cell: string, scale: number): number | undefined {
  if (NUMBER.test(cell)) return parseAmount(cell, scale)
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(cell)
  if (!match) return undefined
  const [, day, hour = '00:00', fraction = '', zone = 'Z'] = match
  const seconds = Date.parse(`${day}T${hour}${zone === 'UTC' ? 'Z' : zone}`) / 1000
  const exists = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day!) === true
  return Number.isFinite(seconds) && exists ? seconds + Number(`0${fraction}`) : undefined
}

async function checkOrder(
  path: string,
  rows: readonly TraceRow[],
  lineOf: (row: number) => Promise<number>,
): Promise<void> {
  for (let i = 1; i < rows.length; i++) {
    if (rows[i]!.time === undefined || rows[i]!.time! >= rows[i - 1]!.time!) continue
    const early = (rows[i - 1]!.time! - rows[i]!.time!).toFixed(3)
    throw new TraceError(path, 'Expected: rows in the order of their times', {
      seen: `line ${await lineOf(i)} is ${early} s earlier than line ${await lineOf(i - 1)}`,
      hint: 'Sort the file by its time column.',
    })
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A trace cannot be used. */
export class TraceError extends BaseError {
  override name = 'TraceError'

  constructor(path: string, detail: string, more: { seen?: string; hint?: string; cause?: unknown } = {}) {
    const { seen, hint, cause } = more
    super(`The trace ${path} cannot be used.`, {
      details: [detail, ...(seen ? [`Seen: ${seen}`] : [])],
      ...(hint ? { hint } : {}),
      cause,
    })
  }
}
