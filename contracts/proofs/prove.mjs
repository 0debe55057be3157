// Proves the arithmetic that splits money and the books of the escrow. `node contracts/proofs/prove.mjs [--quick] [name …]`; with names, only the
// theorems whose name begins so; --quick takes a sample with something of each group. It ends with an error and the list of what is not proved.
//
// Each contract is a theorem, `@custom:engine` above it says who proves it, BMC where nothing is said:
// - BMC looks at one call with all library functions inlined and every argument free, which for functions without state is all there is: what it
//   calls safe holds for all arguments. It gets through products of two unknowns.
// - CHC finds invariants over any number of calls in any order. It does not get through products of two unknowns.
//
// Three questions, so that an answer is worth something:
// 1. Is every target of every theorem proved (assertions, overflow, underflow, division by zero)?
// 2. Is the contrary of every assertion refuted? If not, its `require` lets nothing through, and it says nothing.
// 3. Is everything in FalseProofs.sol refuted?
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const proofs = dirname(fileURLToPath(import.meta.url))
const FALSE_FILE = 'FalseProofs.sol'
const TARGETS = ['assert', 'overflow', 'underflow', 'divByZero']
const TIMEOUT_SECONDS = 600

/** The theorems of a file, in order, with what the comment above each says about how it is proved. */
function theoremsOf(file) {
  const source = readFileSync(join(proofs, file), 'utf8')
  const found = source.matchAll(/((?:^\/\/\/.*\n)*)^contract (\w+)/gm)
  return [...found].map(([, comment, contract]) => ({
    file,
    contract,
    isFalse: file === FALSE_FILE,
    engine: comment.match(/@custom:engine (\w+)/)?.[1] ?? 'bmc',
    targets: comment.match(/@custom:targets (.+)/)?.[1].split(' ') ?? TARGETS,
    isQuick: comment.includes('@custom:quick'),
  }))
}

/** A thread that dies, or does not come to an end, has proved nothing. */
function run(theorem) {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: theorem })
    const fail = (problem) => resolve({ answer: 'none', problems: [problem] })
    const timer = setTimeout(() => fail(`no answer within ${TIMEOUT_SECONDS} s`), TIMEOUT_SECONDS * 1000)
    worker.once('message', resolve)
    worker.once('error', (error) => fail(String(error)))
    worker.once('exit', () => fail('ended without an answer'))
    worker.once('message', () => void worker.terminate())
    worker.once('exit', () => clearTimeout(timer))
  })
}

async function runAll(theorems, report) {
  const queue = [...theorems]
  const work = async () => {
    for (let theorem = queue.shift(); theorem !== undefined; theorem = queue.shift()) {
      const start = performance.now()
      const result = await run(theorem)
      report(theorem, result, (performance.now() - start) / 1000)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
}

async function main(args) {
  const started = performance.now()
  const prefixes = args.filter((arg) => !arg.startsWith('--'))
  const files = readdirSync(proofs).filter((file) => file.endsWith('.sol'))
  const theorems = files.flatMap(theoremsOf).filter(({ contract, isQuick }) => {
    if (args.includes('--quick') && !isQuick) return false
    return prefixes.length === 0 || prefixes.some((prefix) => contract.startsWith(prefix))
  })
  const unproved = []
  await runAll(theorems, ({ contract, engine }, { answer, problems }, seconds) => {
    console.log(`${contract.padEnd(44)} ${engine} ${answer.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s`)
    for (const problem of problems) unproved.push(`${contract}: ${problem}`)
  })
  for (const problem of unproved) console.log(`    ${problem}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${theorems.length} theorems, ${unproved.length} problems, ${seconds} s`)
  process.exit(theorems.length > 0 && unproved.length === 0 ? 0 : 1)
}

await main(process.argv.slice(2))
