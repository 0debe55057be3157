// Measures what README and the packages claim, prints it and writes bench/results.json. A ratio counts, an absolute time does not.
// With names of suites, only these are measured anew: `pnpm bench simulator`.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { benchmarks as matching } from '../packages/matching/bench/index.ts'
import { benchmarks as pow } from '../packages/pow/bench/rows.ts'
import { benchmarks as gas } from './gas.ts'
import { benchmarks as protocol } from './protocol.ts'
import { benchmarks as simulator } from './simulator.ts'
import { benchmarks as size } from './size.ts'

/** One line of the table: a figure, and what it was measured against in the same run. */
export type Row = { what: string; value: number; unit: string; against?: string; ratio?: number; aim?: string }

/** Where a figure comes from: a part of the table may be measured later than the rest. */
type Dated = Row & { suite: string; commit: string }

const suites = {
  '@aiigo/pow': pow,
  '@aiigo/matching': matching,
  '@aiigo/protocol': protocol,
  gas,
  'bundle sizes': size,
  simulator,
}
const names = Object.keys(suites) as (keyof typeof suites)[]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(names as string[]).includes(name))
if (unknown.length > 0) throw new Error(`no suite ${unknown.join(', ')}; there are: ${names.join(', ')}`)

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const before: Dated[] = wanted.length === 0 ? [] : JSON.parse(readFileSync('bench/results.json', 'utf8')).rows
const rows: Dated[] = []
for (const suite of names) {
  if (wanted.length > 0 && !wanted.includes(suite)) {
    rows.push(...before.filter((row) => row.suite === suite))
    continue
  }
  console.log(`measuring ${suite} …`)
  rows.push(...(await suites[suite]()).map((row) => ({ suite, commit, ...row })))
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

const machine = {
  node: process.version,
  platform: platform(),
  arch: arch(),
  cpu: cpus()[0]?.model,
  cores: cpus().length,
}
writeFileSync('bench/results.json', `${JSON.stringify({ machine, rows }, null, 2)}\n`)
console.log('written to bench/results.json')
