import { readFileSync } from 'node:fs'
import type { Row } from './run.ts'

/** The design's own Solidity, transcribed literally and measured in isolated transactions. */
const literal = { life: 1_112_406, proof: 302_366 + 167_089 + 201_695 }

/** Gas of isolated transactions through the proxies; the forge suite compares these files with what it measures, in every run. */
export async function benchmarks(): Promise<Row[]> {
  const known = measured('task-of-a-known-buyer', 'whole life')
  const fresh = measured('task-of-a-new-buyer', 'whole life')
  const first = measured('task-of-all-the-first', 'whole life')
  const proof = measured('node-1-solution', 'all three')
  return [
    beside('whole life of a task', known, 'the design, literally', literal.life, '≤ 445,000'),
    beside("whole life of a buyer's first task", fresh, 'the design, literally', literal.life, '≤ 445,000'),
    beside("whole life of a market's first task", first, 'the design, literally', literal.life, '≤ 445,000'),
    beside('register, challenge, one solution', proof, 'the design, literally', literal.proof, '≤ 0.70 ×'),
    { what: 'submit 64 solutions, the first time', value: measured('node-64-solutions', '3 submit'), unit, aim },
    { what: 'submit 64 solutions, later', value: measured('node-64-solutions-again', '3 submit'), unit, aim },
  ]
}

const unit = 'gas'
const aim = 'under 150,000'

function measured(file: string, key: string): number {
  return Number(JSON.parse(readFileSync(`contracts/snapshots/${file}.json`, 'utf8'))[key])
}

function beside(what: string, value: number, name: string, base: number, aim: string): Row {
  return { what, value, unit, against: `${name}: ${base.toLocaleString('en')}`, ratio: value / base, aim }
}
