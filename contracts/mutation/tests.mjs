// Runs a part of the project's tests in a copy, and says who noticed.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FORGE, solidityIn } from './project.mjs'

const SOLC = fileURLToPath(new URL('./solc.mjs', import.meta.url))

/** How long the fuzzers search; the limit of gas ends a loop that has none. */
const SEARCH = {
  FOUNDRY_FUZZ_RUNS: '32',
  FOUNDRY_INVARIANT_RUNS: '8',
  FOUNDRY_INVARIANT_DEPTH: '100',
  FOUNDRY_GAS_LIMIT: '4000000000',
}

/**
 * Without those of gas/: that a mutant costs more or less is no bug. And without the walk through the invariants, which asks whether they
 * are about anything, and takes half a minute.
 */
export function testFilesOf(project) {
  const all = solidityIn(project, project.test).filter((file) => file.endsWith('.t.sol'))
  const files = all.filter((file) => !file.includes('/gas/') && !file.endsWith('/invariant/Walk.t.sol'))
  const isInvariant = (file) => file.includes('/invariant/')
  return { plain: files.filter((file) => !isInvariant(file)), invariants: files.filter(isInvariant) }
}

const running = new Set()

/** Ends what runs: the only way to leave nothing behind when the run is broken off. */
export function stopTests() {
  for (const { pid } of running) killGroup(pid)
}

/**
 * @param {string[]} files of tests @param {{ memory: string, timeout: number }} how `timeout` in seconds
 * @returns {Promise<{ failures: { test: string, file?: string }[], seconds: number }>} in the order in which they failed; `test` is
 * `Suite.test`, or "timeout"
 */
export async function runTests(folder, files, { memory, timeout }) {
  const started = performance.now()
  // Mutants are compiled without the optimizer, and may be larger than a chain would take.
  const how = ['--threads', '1', '--code-size-limit', '1000000', '--fail-fast']
  const args = ['test', '--match-path', `{${files.join(',')}}`, ...how]
  const { status, output, isTimeout } = await spawnForge(
    folder,
    args,
    { ...SEARCH, AIIGO_SOLC_MEMORY: memory },
    timeout,
  )
  const seconds = (performance.now() - started) / 1000
  if (isTimeout) return { failures: [{ test: 'timeout' }], seconds }
  const failures = failuresOf(output)
  if (status !== 0 && failures.length === 0)
    throw new Error(`forge ended with ${status}, and no test had failed:\n${output.slice(-2_000)}`)
  return { failures, seconds }
}

/** Brings what forge has compiled up to date. */
export async function build(folder, memory) {
  const { status, output } = await spawnForge(folder, ['build'], { AIIGO_SOLC_MEMORY: memory }, 1_800)
  if (status !== 0) throw new Error(`forge build failed:\n${output.slice(-4_000)}`)
}

/**
 * The tests as forge hands them to the compiler: with the code of the contracts that they create taken out, to be read from the artifacts.
 * @param {string} folder a copy that has nothing compiled
 * @returns {Promise<Record<string, string>>} by path
 */
export async function preprocessedSources(folder, memory) {
  const record = join(folder, 'input.json')
  const { output } = await spawnForge(folder, ['build'], { AIIGO_SOLC_MEMORY: memory, AIIGO_SOLC_RECORD: record }, 600)
  if (!existsSync(record)) throw new Error(`forge did not ask for its tests to be compiled:\n${output.slice(-2_000)}`)
  const { sources } = JSON.parse(readFileSync(record, 'utf8'))
  return Object.fromEntries(Object.entries(sources).map(([path, { content }]) => [path, content]))
}

function spawnForge(folder, args, variables, timeout) {
  const env = {
    ...process.env,
    ...variables,
    FOUNDRY_PROFILE: 'default',
    FOUNDRY_SOLC: SOLC,
    FORGE_SNAPSHOT_CHECK: 'false',
    NO_COLOR: '1',
  }
  // A group of its own: forge and the compiler that it starts end together.
  const child = spawn(process.execPath, [FORGE, ...args], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  return outcomeOf(child, timeout).finally(() => running.delete(child))
}

function outcomeOf(child, timeout) {
  let output = ''
  let isTimeout = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const clock = setTimeout(() => {
    isTimeout = true
    killGroup(child.pid)
  }, timeout * 1000)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(clock)
      resolve({ status, output, isTimeout })
    })
  })
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** The tests that failed, in what forge prints. */
export function failuresOf(output) {
  const failures = []
  let suite
  // A summary repeats them.
  for (const line of output.split(/^Failing tests:$/m)[0].split('\n')) {
    suite = /^Ran \d+ tests? for (.+):(\w+)$/.exec(line) ?? suite
    if (!line.startsWith('[FAIL')) continue
    const test = /\] (\w+)\(/.exec(line)?.[1]
    failures.push({ file: suite?.[1], test: [suite?.[2], test].filter(Boolean).join('.') })
  }
  return failures
}

/** Where a copy keeps what its compiler remembers; it is the project's own, so that the next run finds it. */
export function memoryOf(project) {
  return join(project.root, project.cache, 'mutation', 'solc')
}
