#!/usr/bin/env node
// Every line, branch and function of contracts/src has to be reached by a test; lists those that none reaches, and ends with 1 then.
//
// Without the optimizer and the way by Yul, as forge measures it. Gas is not measured here, and the invariants come after the tests of branches.
// That a line was reached does not say that a test would notice if it were wrong: that is what mutation/ asks.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const lcov = join(root, 'contracts/cache/lcov.info')

console.log('Compiling for coverage and running the tests: some three minutes')
const forge = spawnSync(
  process.execPath,
  [
    'contracts/forge.mjs',
    'coverage',
    ...['--report', 'lcov', '--report-file', lcov],
    ...['--no-match-path', 'contracts/test/{gas,invariant}/**'],
    ...['--no-match-coverage', 'contracts/(test|script|proofs)'],
  ],
  // What is reached with 256 inputs is reached with 10,000.
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, FOUNDRY_FUZZ_RUNS: '256' } },
)
if (forge.status !== 0) {
  console.error(
    'forge coverage failed: expected every test to pass. Run `node contracts/forge.mjs test` to see which does not.',
  )
  process.exit(2)
}

const files = readFileSync(lcov, 'utf8').split('end_of_record').slice(0, -1).map(coverageOf)
const kinds = ['lines', 'branches', 'functions']
for (const { file, ...counts } of files)
  console.log(`${file.padEnd(50)} ${kinds.map((kind) => show(counts[kind])).join('  ')}`)
const missed = files.flatMap(({ missed }) => missed)
for (const place of missed) console.log(`not reached: ${place}`)
const total = kinds.map((kind) => `${kind} ${sum(kind, 'hit')} of ${sum(kind, 'found')}`).join(', ')
console.log(`${missed.length === 0 ? 'Everything is reached' : 'Not everything is reached'}: ${total}`)
process.exit(files.length > 0 && missed.length === 0 ? 0 : 1)

/** One record of lcov's format (geninfo(1)): `DA:line,hits`, `BRDA:line,block,branch,hits or -`, `FNDA:hits,name`. */
function coverageOf(record) {
  const entries = record.split('\n').map((line) => line.split(/[:,]/))
  const file = entries.find(([tag]) => tag === 'SF')[1]
  const of = (tag) => entries.filter(([name]) => name === tag)
  const isHit = (hits) => Number(hits) > 0
  const lines = of('DA').map(([, line, hits]) => ({ place: `${file}:${line}`, hit: isHit(hits) }))
  const branches = of('BRDA').map(([, line, , branch, hits]) => ({
    place: `${file}:${line}, branch ${branch}`,
    hit: isHit(hits),
  }))
  const functions = of('FNDA').map(([, hits, name]) => ({ place: `${file}, ${name}`, hit: isHit(hits) }))
  return {
    file,
    lines: count(lines),
    branches: count(branches),
    functions: count(functions),
    missed: [...lines, ...branches, ...functions].filter(({ hit }) => !hit).map(({ place }) => place),
  }
}

function count(parts) {
  return { found: parts.length, hit: parts.filter(({ hit }) => hit).length }
}

function show({ hit, found }) {
  return `${hit}/${found}`.padStart(9)
}

function sum(kind, field) {
  return files.reduce((total, counts) => total + counts[kind][field], 0)
}
