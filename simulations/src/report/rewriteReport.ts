import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Kpis } from './kpis.ts'
import { renderPage } from './page/page.ts'
import { readSeries } from './series.ts'
import { guarded, sqlText } from './tables.ts'

/**
 * Draws a finished run's report.html anew from its kpis.json and series.parquet; the run itself is not touched.
 *
 * @throws RecordingError where one of them is missing, or the page cannot be written
 * @example await rewriteReport('runs/first-week-1')
 */
export async function rewriteReport(folder: string): Promise<void> {
  await guarded(folder, async () => {
    const kpis = JSON.parse(readFileSync(join(folder, 'kpis.json'), 'utf8')) as Kpis
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    try {
      const series = readSeries(connection, `read_parquet(${sqlText(join(folder, 'series.parquet'))})`)
      writeFileSync(join(folder, 'report.html'), await renderPage(kpis, series))
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  })
}
