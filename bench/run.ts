// Measures what README and the packages claim, prints it and writes bench/results.json. A ratio counts, an absolute time does not.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { benchmarks as matching } from '../packages/matching/bench/index.ts'
import { benchmarks as pow } from '../packages/pow/bench/rows.ts'
import { benchmarks as gas } from './gas.ts'
import { benchmarks as size } from './size.ts'

/** One line of the table: a figure, and what it was measured against in the same run. */
export type Row = { what: string; value: number; unit: string; against?: string; ratio?: number; aim?: string }

const suites = { '@aiigo/pow': pow, '@aiigo/matching': matching, gas, 'bundle sizes': size }

const rows: Row[] = []
for (const [name, measure] of Object.entries(suites)) {
  console.log(`measuring ${name} …`)
  rows.push(...(await measure()))
}

console.table(
  rows.map(({ what, value, unit, against = '', ratio, aim = '' }) => ({
    what,
    measured: `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ${unit}`,
    against,
    ratio: ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    aim,
  })),
)

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const machine = {
  node: process.version,
  platform: platform(),
  arch: arch(),
  cpu: cpus()[0]?.model,
  cores: cpus().length,
}
writeFileSync('bench/results.json', `${JSON.stringify({ commit, machine, rows }, null, 2)}\n`)
console.log('written to bench/results.json')
