// All mutants of a project, in as many copies as there are workers.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fastSettings, optimizingSettings, startCompiler } from './compiler.mjs'
import { artifactsIn, copyProject, createFolder, patchArtifact, removeFolder } from './copies.mjs'
import { judge } from './judge.mjs'
import { enumsOf, mutantsOf } from './mutants.mjs'
import { createOrder } from './order.mjs'
import { solidityIn } from './project.mjs'
import { build, memoryOf, preprocessedSources, runTests, stopTests, testFilesOf } from './tests.mjs'
import { usesOfArtifacts, usesOfContracts } from './uses.mjs'

/**
 * @param {object} project see {readProject}
 * @param {object} options `select(mutants)` says which ones to run; `jobs`, `earlier` ({ file, function, killedIn }[], to learn from)
 * @param {object} listener `step(text)`, `start(mutants)`, `verdict(mutant, verdict)`, as things happen
 * @param {AbortSignal} signal ends the run: what was asked is thrown, and nothing is left behind
 * @returns {Promise<{ all: object[], sources: object }>} all mutants there are, and the sources
 */
export async function campaign(project, options, listener, signal) {
  const folder = createFolder()
  const compilers = []
  const stop = () => {
    stopTests()
    for (const compiler of compilers) compiler.stop()
  }
  signal.addEventListener('abort', stop)
  try {
    const aborted = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    return await Promise.race([aborted, run(project, options, listener, { folder, compilers, signal })])
  } finally {
    stop()
    signal.removeEventListener('abort', stop)
    removeFolder(folder)
  }
}

async function run(project, options, listener, { folder, compilers, signal }) {
  const open = (name) => {
    const compiler = startCompiler(project)
    compilers.push(compiler)
    return { folder: join(folder, name), compiler }
  }
  const first = open('0')
  listener.step('reading the sources')
  const code = await readSources(project, first)
  const all = mutantsOf(code.sources, code.enums)
  const mutants = options.select(all)
  if (mutants.length === 0) return { all, sources: code.sources }

  const context = await prepare(project, folder, first, code, listener)
  for (const { file, function: name, killedIn } of options.earlier ?? [])
    context.order.learn({ file, function: name }, killedIn)
  const copies = [first]
  for (let i = 1; i < Math.min(options.jobs, mutants.length); i++) {
    const copy = open(String(i))
    copyProject({ ...project, root: first.folder }, copy.folder)
    copies.push(copy)
  }
  listener.start(mutants)
  const queue = mutants.values()
  // One queue for all: an iterator hands each mutant to one copy only.
  await Promise.all(copies.map((copy) => work(queue, copy, context, listener, signal)))
  return { all, sources: code.sources }
}

async function work(queue, copy, context, listener, signal) {
  for (const mutant of queue) {
    signal.throwIfAborted()
    const verdict = await judge(mutant, copy, context)
    if (verdict.killedIn) context.order.learn(mutant, verdict.killedIn)
    listener.verdict(mutant, verdict)
  }
}

/** What mutants are made from: everything in src but the interfaces, which have no code. */
async function readSources(project, { compiler }) {
  const files = solidityIn(project, project.src)
  const asts = await compiler.parse(files, project.settings)
  const mutated = files.filter((file) => !file.includes('/interfaces/'))
  const sources = Object.fromEntries(
    mutated.map((file) => [file, { ast: asts[file], bytes: readFileSync(join(project.root, file)) }]),
  )
  return { asts, sources, enums: enumsOf(Object.values(asts)) }
}

/** The first copy, and all that is known before there is a mutant in them. */
async function prepare(project, folder, copy, { asts, sources }, listener) {
  const memory = memoryOf(project)
  mkdirSync(memory, { recursive: true })
  listener.step('copying the project, and compiling what has changed')
  copyProject(project, copy.folder)
  await build(copy.folder, memory)
  const bare = join(folder, 'bare')
  copyProject(project, bare, { bare: true })

  const artifacts = artifactsIn(project, copy.folder)
  const baseline = await compileBaseline(project, copy, contractsIn(asts, Object.keys(sources)))
  for (const [id, evm] of Object.entries(baseline.contracts))
    patchArtifact(join(copy.folder, artifacts.get(id).file), evm)
  const files = testFilesOf(project)
  const context = {
    project,
    memory,
    sources,
    artifacts,
    baseline,
    testUses: usesOfArtifacts(project, copy.folder, outside(artifacts, project.src)),
    preprocessed: await preprocessedSources(bare, memory),
    optimizing: optimizingSettings(project),
    optimized: {},
    files,
    order: createOrder(project, asts, files.plain),
  }
  listener.step('running the tests without a mutant')
  return { ...context, timeout: await timeoutOf(context, copy.folder) }
}

/** How long the tests may take, with room for a machine that is busy with other things later on. A test that fails without a mutant would kill every one. */
async function timeoutOf({ memory, files }, folder) {
  const every = [...files.plain, ...files.invariants]
  const { failures, seconds } = await runTests(folder, every, { memory, timeout: 3_600 })
  const [failure] = failures
  if (failure) throw new Error(`A test fails without any mutant: ${failure.test} in ${failure.file}`)
  return Math.max(60, 10 * seconds)
}

async function compileBaseline(project, copy, contracts) {
  let failure
  for (const settings of fastSettings(project)) {
    const built = await copy.compiler.compile(contracts, settings, {}, { sourceMaps: true })
    if (built.errors.length === 0) return { settings, contracts: built.contracts, uses: usesOfContracts(built) }
    failure = built.errors[0].formattedMessage
  }
  throw new Error(failure)
}

/** Contracts that have code of their own; libraries of internal functions have none that anybody calls. */
function contractsIn(asts, files) {
  return files.flatMap((file) =>
    asts[file].nodes
      .filter(
        ({ nodeType, contractKind, abstract }) =>
          nodeType === 'ContractDefinition' && contractKind === 'contract' && !abstract,
      )
      .map(({ name }) => `${file}:${name}`),
  )
}

function outside(artifacts, folder) {
  return new Map([...artifacts].filter(([id]) => !id.startsWith(`${folder}/`)))
}
