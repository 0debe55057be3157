/** `pnpm --filter @aiigo/pow bench [file]`: the rows as JSON into the file or to stdout, and as a table to stderr. */
import { writeFile } from 'node:fs/promises'
import { benchmarks } from './rows.ts'

const rows = await benchmarks()
for (const { what, value, unit, against, ratio, aim } of rows) {
  const measured = `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ${unit}`
  const factor = ratio === undefined ? '' : `${ratio.toFixed(2)}× `
  console.error(`${what}: ${measured}, ${factor}${against}${aim ? ` (aim ${aim})` : ''}`)
}
const json = `${JSON.stringify(rows, null, 2)}\n`
const [file] = process.argv.slice(2)
if (file) await writeFile(file, json)
else process.stdout.write(json)
