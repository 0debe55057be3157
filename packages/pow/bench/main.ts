/** `pnpm --filter @aiigo/pow bench [file]`: the rows as JSON into the file or to stdout, and as a table to stderr. */
import { writeFile } from 'node:fs/promises'
import { benchmarks } from './rows.ts'

const rows = await benchmarks()
for (const { what, value, against, ratio, aim } of rows) {
  const factor = `${ratio?.toFixed(2)}×${aim ? ` (aim ${aim})` : ''}`
  console.error(`${what}: ${(value / 1e6).toFixed(2)} MH/s, ${factor} ${against}`)
}
const json = `${JSON.stringify(rows, null, 2)}\n`
const [file] = process.argv.slice(2)
if (file) await writeFile(file, json)
else process.stdout.write(json)
