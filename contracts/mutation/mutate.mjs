#!/usr/bin/env node
// Asks of every line of the contracts: would a test notice if it were wrong? `node contracts/mutation/mutate.mjs --help`
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { campaign } from './campaign.mjs'
import { createProgress } from './progress.mjs'
import { fingerprintOf, readProject } from './project.mjs'
import { isEnough, linesOf, summaryOf, toJson, toMarkdown } from './report.mjs'
import { sampleOf } from './sample.mjs'

const HELP = `Makes mutants of the contracts (a sign swapped, a check removed, a number one off), runs the tests against each of them in a copy
of the project, and reports those that no test notices.

  pnpm --filter @aiigo/contracts mutate [options]

  --sample N       N mutants instead of all; those in explanations.json are not drawn. No report is written, unless asked for.
  --seed S         which ones: the same for the same seed (default 1)
  --only NAME      mutants of one contract, library or file: EscrowManager. Also NAME.function. May be given several times.
  --jobs N         copies that work at the same time (default: one for each core, here ${availableParallelism()})
  --resume         goes on with a run that was broken off, if sources and tests are the same
  --again          only what survived in report.json unexplained, or is not in it; the other verdicts are taken over from there
  --report         writes report.json and report.md also of a sample
  --list           says which mutants there are, and runs none
  --help           this text

The exit code is 0 when at least 95 % are killed and every survivor has an explanation (a sample: when nobody survives who has none), 1 when
not, 2 when the run itself fails. explanations.json: { "<key>": "why no test can notice, or need not" }; keys stand in the report.
`

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')

const options = parse()
const controller = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => controller.abort(signal))

try {
  process.exitCode = await main(readProject(root))
} catch (error) {
  const isAborted = controller.signal.aborted
  console.error(
    isAborted ? '\nBroken off; --resume goes on from here.' : error instanceof Error ? error.message : error,
  )
  process.exitCode = isAborted ? 130 : 2
}

async function main(project) {
  const explanations = readJson(join(here, 'explanations.json')) ?? {}
  const progress = createProgress(process.stdout)
  const report = readJson(join(here, 'report.json'))?.mutants ?? []
  const done = createResults(
    project,
    options.again ? report.filter(({ key, status }) => status !== 'survived' || explanations[key] !== undefined) : [],
  )
  const select = (all) => selected(all, explanations)
  const run = (all) => (options.list ? [] : select(all).filter(({ key }) => !done.has(key)))
  const listener = { ...progress, verdict: onVerdict }
  function onVerdict(mutant, verdict) {
    done.add(mutant, verdict)
    progress.verdict(mutant, verdict)
  }
  const earlier = report.filter(({ killedIn }) => killedIn).map(toEarlier)

  const { all, sources } = await campaign(
    project,
    { select: run, jobs: options.jobs, earlier },
    listener,
    controller.signal,
  )
  const chosen = select(all)
  if (options.list) return list(chosen)
  const judged = chosen.map((mutant) => ({
    ...done.get(mutant.key),
    ...mutant,
    ...linesOf(sources[mutant.file].bytes, mutant),
  }))
  const summary = summaryOf(judged, explanations)
  progress.end(summary, stale(all, judged, explanations))
  if (options.report) write(judged, summary, noteOf(judged, all))
  return isEnough(summary) || (options.sample && summary.survivors.every(({ explanation }) => explanation)) ? 0 : 1
}

function selected(all, explanations) {
  const isChosen = ({ file, contract, function: name }) =>
    options.only.some((only) => [contract, `${contract}.${name}`, file].includes(only) || file.endsWith(`/${only}.sol`))
  const chosen = options.only.length === 0 ? all : all.filter(isChosen)
  if (chosen.length === 0)
    throw new Error(`No mutant in ${options.only.join(', ')}: expected the name of a contract in contracts/src`)
  if (options.sample === undefined) return chosen
  return sampleOf(
    chosen.filter(({ key }) => explanations[key] === undefined),
    options.sample,
    options.seed,
  )
}

/**
 * Verdicts so far, and on the disk, where `--resume` finds those of the run before. A part of the mutants leaves the file alone unless
 * it is resumed as well: whoever tries something in between does not lose the hours of a whole run.
 */
function createResults(project, known) {
  const file = join(project.root, project.cache, 'mutation', 'verdicts.jsonl')
  const fingerprint = fingerprintOf(project)
  const results = new Map(known.map(({ key, ...verdict }) => [key, verdict]))
  const isKept = options.resume || (!options.isPart && !options.list)
  const [head, ...verdicts] = options.resume && existsSync(file) ? readLines(file) : []
  if (head?.fingerprint === fingerprint) {
    for (const { key, verdict } of verdicts) results.set(key, verdict)
  } else if (isKept) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify({ fingerprint })}\n`)
  }
  return {
    has: (key) => results.has(key),
    get: (key) => results.get(key),
    add(mutant, { status, by, killedIn }) {
      results.set(mutant.key, { status, by, killedIn })
      if (isKept) appendFileSync(file, `${JSON.stringify({ key: mutant.key, verdict: results.get(mutant.key) })}\n`)
    },
  }
}

function readLines(file) {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

/** Explanations of what is not there any more, or was killed after all. */
function stale(all, judged, explanations) {
  const keys = new Set(all.map(({ key }) => key))
  const died = new Set(judged.filter(({ status }) => status !== 'survived').map(({ key }) => key))
  return Object.keys(explanations).filter((key) => !keys.has(key) || died.has(key))
}

function noteOf(judged, all) {
  if (judged.length === all.length) return `All ${all.length} mutants.`
  const how = options.sample === undefined ? `those in ${options.only.join(', ')}` : `a sample, seed ${options.seed}`
  return `${judged.length} of ${all.length} mutants: ${how}.`
}

function write(judged, summary, note) {
  writeFileSync(join(here, 'report.json'), toJson(judged, summary, note))
  writeFileSync(join(here, 'report.md'), toMarkdown(summary, note))
  console.log(`Written: ${relative(process.cwd(), join(here, 'report.md'))}`)
}

function list(mutants) {
  for (const { line, key } of mutants) console.log(`${String(line).padStart(4)}  ${key}`)
  console.log(`${mutants.length} mutants`)
  return 0
}

function toEarlier({ key, killedIn }) {
  const [file, name] = key.split(' | ')
  return { file, function: name, killedIn }
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function parse() {
  const { values } = readArguments()
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const sample = wholeNumber('--sample', values.sample)
  const isPart = sample !== undefined || values.only !== undefined
  return {
    sample,
    seed: values.seed,
    only: values.only ?? [],
    jobs: wholeNumber('--jobs', values.jobs) ?? availableParallelism(),
    resume: values.resume,
    again: values.again,
    isPart,
    report: values.report || !isPart,
    list: values.list,
  }
}

function readArguments() {
  const flag = { type: 'boolean', default: false }
  const text = { type: 'string' }
  const args = { sample: text, seed: { ...text, default: '1' }, only: { ...text, multiple: true }, jobs: text }
  try {
    return parseArgs({
      options: { ...args, resume: flag, again: flag, report: flag, list: flag, help: { ...flag, short: 'h' } },
    })
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    process.exit(2)
  }
}

function wholeNumber(name, text) {
  if (text === undefined) return undefined
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  console.error(`${name}: expected a whole number from 1, got ${text}`)
  process.exit(2)
}
