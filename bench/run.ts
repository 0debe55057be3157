// Measures what README and the packages claim, prints it and writes bench/results.json. A ratio counts, an absolute time does not.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'

/** One line of the table: a figure, and what it was measured against in the same run. */
export type Row = { what: string; value: number; unit: string; against?: string; ratio?: number; aim?: string }

const suites = ['pow', 'matching'] as const

const rows: Row[] = []
for (const suite of suites) {
  console.log(`measuring @aiigo/${suite} …`)
  const { benchmarks } = (await import(`../packages/${suite}/bench/index.ts`)) as { benchmarks: () => Promise<Row[]> }
  rows.push(...(await benchmarks()))
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
const machine = { node: process.version, platform: platform(), arch: arch(), cpu: cpus()[0]?.model, cores: cpus().length }
writeFileSync('bench/results.json', `${JSON.stringify({ commit, machine, rows }, null, 2)}\n`)
console.log('written to bench/results.json')
