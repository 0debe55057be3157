// Asks the SMTChecker of npm's solc (z3 is inside) about one contract in the .sol files beside this one.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'
import { slice } from './slice.mjs'

const proofs = dirname(fileURLToPath(import.meta.url))
const contracts = join(proofs, '..')
const require = createRequire(import.meta.url)
const MATH = '@openzeppelin/contracts/utils/math/Math.sol'

/**
 * @param {{ file: string, contract: string, engine: 'bmc' | 'chc', isFalse: boolean, targets: string[] }} theorem
 * @returns {{ answer: string, problems: string[] }} Nothing among the problems when it is as it should be.
 */
export function prove(theorem) {
  const sources = slice(
    { [theorem.file]: { content: read(`proofs/${theorem.file}`) } },
    theorem.file,
    theorem.contract,
    readImport,
  )
  return theorem.isFalse ? refute(theorem, sources) : proveTrue(theorem, sources)
}

function proveTrue(theorem, sources) {
  const targets = check(theorem, sources)
  const proved = targets.filter(({ verdict }) => verdict === 'proved')
  const problems = targets.filter(({ verdict }) => verdict !== 'proved').map(describe)
  // Proved of each assertion, and not of a part of them: what is not reported is not proved.
  const assertions = sources[theorem.file].content.split('assert(').length - 1
  const isOwn = ({ said, file }) => said.includes('Assertion violation') && file === theorem.file
  const provedAssertions = proved.filter(isOwn).length
  if (assertions === 0 || provedAssertions !== assertions)
    problems.push(`${provedAssertions} of ${assertions} assertions proved`)
  const refuted = refutedAssertions(theorem, sources)
  if (refuted !== assertions) problems.push(`the contrary refuted for ${refuted} of ${assertions} assertions`)
  return { answer: `${proved.length} proved`, problems }
}

function refute(theorem, sources) {
  const targets = check(theorem, sources)
  const refuted = targets.filter(({ verdict }) => verdict === 'refuted').length
  const problems = refuted > 0 ? [] : ['not refuted, though it is false', ...targets.map(describe)]
  return { answer: `${refuted} refuted`, problems }
}

/** How many assertions of the theorem are refuted when each is turned into its contrary. */
function refutedAssertions(theorem, sources) {
  const content = sources[theorem.file].content.replace(/\bassert\((.*)\);/g, 'assert(!($1));')
  const contrary = { ...sources, [theorem.file]: { content } }
  // Without state one call is all there is, and BMC is the faster one to find it.
  const engine = content.includes('function prove(') ? 'bmc' : theorem.engine
  const targets = check({ ...theorem, engine, targets: ['assert'] }, contrary)
  return targets.filter(({ verdict, file }) => verdict === 'refuted' && file === theorem.file).length
}

/** What the checker says of one contract: for each target its verdict and the line it stands in. */
function check({ file, contract, engine, targets }, sources) {
  const modelChecker = {
    engine,
    solvers: ['z3'],
    contracts: { [file]: [contract] },
    targets,
    showProvedSafe: true,
    showUnproved: true,
    showUnsupported: true,
  }
  // BMC unrolls loops; no list in a theorem has more than seven entries.
  if (engine === 'bmc') modelChecker.bmcLoopIterations = 8
  const input = { language: 'Solidity', sources, settings: { modelChecker } }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }))
  return (output.errors ?? []).filter((message) => !isNoise(message)).map(toTarget)
}

function readImport(path) {
  try {
    return { contents: read(path === MATH ? 'proofs/assumed/Math.sol' : path) }
  } catch (error) {
    return { error: String(error) }
  }
}

function read(path) {
  if (path.startsWith('@')) return readFileSync(require.resolve(path), 'utf8')
  return readFileSync(path.includes('/') ? join(contracts, path) : join(proofs, path), 'utf8')
}

/** That BMC will go one day (solc is pinned) is not about a theorem. */
function isNoise({ message }) {
  return message.startsWith('The BMC engine of the SMTChecker is deprecated')
}

/** Anything that is not a clear yes or no counts as unproved: also what the checker does not support, and errors of the compiler. */
function toTarget({ message, formattedMessage, sourceLocation }) {
  const line = formattedMessage.split('\n').find((text) => /^\s*\d+ \|/.test(text)) ?? ''
  const said = message.split('\n')[0]
  const verdict = said.endsWith('check is safe!') ? 'proved' : / happens here\.$/.test(said) ? 'refuted' : 'unproved'
  return { verdict, said, line: line.trim(), file: sourceLocation?.file }
}

function describe({ verdict, said, line }) {
  return `${verdict}: ${said} ${line}`
}
