// Proves the arithmetic that splits money, with the SMTChecker of npm's solc (z3 is inside). `node contracts/proofs/prove.mjs [name …]`;
// with names, only the theorems whose name begins so. What is proved, and for which arguments, stands in the .sol files beside this one.
//
// The engine is BMC. It looks at one call with all library functions inlined and every argument free, which for functions without state,
// loops and recursion is all there is: what it calls safe holds for all arguments. CHC, made for invariants over many calls, comes to an end
// on the split in two parts, and not within a minute and a half on those in four; its `timeout` crashes in npm's solc.
//
// Three questions, so that an answer is worth something:
// 1. Is every target of every theorem proved (assertions, overflow, underflow, division by zero)?
// 2. Is the contrary of every assertion refuted? If not, its `require` lets nothing through, and it says nothing.
// 3. Is everything in FalseProofs.sol refuted?
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

const contracts = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const FALSE_FILE = 'FalseProofs.sol'
const TARGETS = ['assert', 'overflow', 'underflow', 'divByZero']

/** What the checker says of one contract: for each target its verdict and the line it stands in. */
function check(file, source, contract, targets = TARGETS) {
  const path = posix.join('proofs', file)
  const modelChecker = {
    engine: 'bmc',
    solvers: ['z3'],
    contracts: { [path]: [contract] },
    targets,
    showProvedSafe: true,
    showUnproved: true,
    showUnsupported: true,
  }
  const input = { language: 'Solidity', sources: { [path]: { content: source } }, settings: { modelChecker } }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  return (output.errors ?? []).filter((message) => !isNoise(message)).map(toTarget)
}

function readImport(path) {
  try {
    const file = path.startsWith('@') ? require.resolve(path) : join(contracts, path)
    return { contents: readFileSync(file, 'utf8') }
  } catch (error) {
    return { error: String(error) }
  }
}

/**
 * Not about a theorem: that BMC will go one day (solc is pinned), and what the checker does not look into in OpenZeppelin's files. It takes
 * that for anything at all, so that more may fail to be proved, and nothing false is.
 */
function isNoise({ message, sourceLocation }) {
  if (message.startsWith('The BMC engine of the SMTChecker is deprecated')) return true
  const isUnsupported = message.startsWith('Inline assembly') || message.startsWith('Assertion checker does not yet')
  return isUnsupported && sourceLocation?.file.startsWith('@openzeppelin/')
}

/** Anything that is not a clear yes or no counts as unproved: also what the checker does not support, and errors of the compiler. */
function toTarget({ message, formattedMessage }) {
  const line = formattedMessage.split('\n').find((text) => /^\s*\d+ \|/.test(text)) ?? ''
  const said = message.split('\n')[0]
  const verdict = said.endsWith('check is safe!') ? 'proved' : / happens here\.$/.test(said) ? 'refuted' : 'unproved'
  return { verdict, isAssertion: said.includes('Assertion violation'), said, line: line.trim() }
}

function contractsOf(source) {
  return [...source.matchAll(/^contract (\w+)/gm)].map(([, name]) => name)
}

function assertionsOf(source, contract) {
  const body = source.slice(source.indexOf(`contract ${contract} `)).split(/^}/m)[0]
  return body.split('assert(').length - 1
}

/** The same theorems with every assertion turned into its contrary. */
function contrary(source) {
  return source.replace(/\bassert\((.*)\);/g, 'assert(!($1));')
}

function prove(file, source, contract) {
  const targets = check(file, source, contract)
  const assertions = assertionsOf(source, contract)
  const proved = targets.filter(({ verdict }) => verdict === 'proved').length
  const problems = targets.filter(({ verdict }) => verdict !== 'proved').map(describe)
  // Proved of each assertion, and not of a part of them: what is not reported is not proved.
  const provedAssertions = targets.filter(({ verdict, isAssertion }) => isAssertion && verdict === 'proved').length
  if (provedAssertions !== assertions) problems.push(`${provedAssertions} of ${assertions} assertions proved`)
  const refuted = refutedAssertions(check(file, contrary(source), contract, ['assert']))
  if (refuted !== assertions) problems.push(`the contrary refuted for ${refuted} of ${assertions} assertions`)
  return { proved, problems }
}

function refute(file, source, contract) {
  const refuted = check(file, source, contract).filter(({ verdict }) => verdict === 'refuted').length
  return { refuted, problems: refuted > 0 ? [] : ['not refuted, though it is false'] }
}

function refutedAssertions(targets) {
  return targets.filter(({ verdict, isAssertion }) => isAssertion && verdict === 'refuted').length
}

function describe({ verdict, said, line }) {
  return `${verdict}: ${said} ${line}`
}

function print(name, answer, seconds, problems) {
  console.log(`${name.padEnd(44)} ${answer.padEnd(12)} ${seconds.toFixed(1).padStart(5)} s`)
  for (const problem of problems) console.log(`    ${problem}`)
}

function main(prefixes) {
  const started = performance.now()
  let theorems = 0
  let failures = 0
  for (const file of readdirSync(join(contracts, 'proofs')).sort()) {
    if (!file.endsWith('.sol')) continue
    const source = readFileSync(join(contracts, 'proofs', file), 'utf8')
    for (const contract of contractsOf(source)) {
      if (prefixes.length > 0 && !prefixes.some((prefix) => contract.startsWith(prefix))) continue
      const start = performance.now()
      const result = file === FALSE_FILE ? refute(file, source, contract) : prove(file, source, contract)
      const answer = file === FALSE_FILE ? `${result.refuted} refuted` : `${result.proved} proved`
      print(contract, answer, (performance.now() - start) / 1000, result.problems)
      theorems += 1
      failures += result.problems.length > 0 ? 1 : 0
    }
  }
  console.log(`${theorems} theorems, ${failures} failed, ${((performance.now() - started) / 1000).toFixed(0)} s`)
  process.exitCode = theorems > 0 && failures === 0 ? 0 : 1
}

main(process.argv.slice(2))
