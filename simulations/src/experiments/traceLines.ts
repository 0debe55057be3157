import { createReadStream } from 'node:fs'

// A row of a CSV file may take several lines (a line break between quotes), and a line may be no row (an empty one). Who
// mends a file wants the line that the editor shows; it is looked for only when there is something to mend.

/** A row of the file, the header and empty lines among them, and the line on which it begins; both count from 1. */
type CsvRecord = { number: number; line: number; isEmpty: boolean }

/** The line on which the record of this number begins; empty lines count as records, as they do for DuckDB. */
export async function lineOfRecord(path: string, delimiter: string, number: number): Promise<number> {
  for await (const record of records(path, delimiter)) if (record.number === number) return record.line
  return number
}

/** The line of a row below the header, from 0. An empty line is a row only where a row has no more than one cell. */
export async function lineOfRow(path: string, delimiter: string, row: number, columns: number): Promise<number> {
  let seen = -2
  for await (const { line, isEmpty } of records(path, delimiter)) {
    if (!isEmpty || columns === 1) seen++
    if (seen === row) return line
  }
  return row + 2
}

async function* records(path: string, delimiter: string): AsyncGenerator<CsvRecord> {
  let [number, line, begin, isEmpty] = [1, 1, 1, true]
  let [isQuoted, isCellStart, isAfterReturn] = [false, true, false]
  for await (const chunk of createReadStream(path, 'utf8')) {
    for (const sign of chunk as string) {
      const isSecondHalf = sign === '\n' && isAfterReturn
      isAfterReturn = sign === '\r'
      if (isSecondHalf) continue
      const isBreak = sign === '\n' || sign === '\r'
      if (isBreak) line++
      if (isBreak && !isQuoted) {
        yield { number, line: begin, isEmpty }
        ;[number, begin, isEmpty, isCellStart] = [number + 1, line, true, true]
        continue
      }
      isEmpty = false
      // Between quotes a doubled quote closes and opens again, which comes to the same.
      if (sign === '"' && (isQuoted || isCellStart)) isQuoted = !isQuoted
      else if (!isQuoted) isCellStart = sign === delimiter || (isCellStart && sign === ' ')
    }
  }
  if (!isEmpty) yield { number, line: begin, isEmpty }
}
