// The life of one mutant in one copy.
//
// Without the optimizer solc takes a quarter of the time, and means the same. The most likely tests come first, and most mutants die there;
// the invariants come last. What nobody notices may be the same code once it is optimized: then there is nothing to notice.
import { join } from 'node:path'
import { isSameCode } from './compiler.mjs'
import { patchArtifact, writeWhole } from './copies.mjs'
import { applyMutant } from './mutants.mjs'
import { runTests } from './tests.mjs'
import { contractsWith, contractsWithFile } from './uses.mjs'

/**
 * @typedef {object} Verdict
 * @property {'killed' | 'survived' | 'equivalent' | 'invalid'} status equivalent: the compiler makes the same code of it; invalid: none
 * @property {string} [by] the first test that failed, or "timeout" @property {string} [killedIn] the file that it stands in
 */

/** @returns {Promise<Verdict>} */
export async function judge(mutant, copy, context) {
  const { sources, baseline, order, files, testUses } = context
  const overrides = { [mutant.file]: applyMutant(sources[mutant.file].bytes, mutant).toString('utf8') }
  const contracts = contractsWith(mutant, baseline.uses)
  const likely = order.first(mutant).filter((file) => files.plain.includes(file))
  const early = await judgeLibrary(likely, { mutant, overrides, copy, context })
  if (early) return early
  // What no contract has in it is compiled alone, to know whether it compiles.
  const compiled = contracts.length > 0 ? contracts : [`${mutant.file}:${mutant.contract}`]
  const quick = await copy.compiler.compile(compiled, baseline.settings, overrides)
  if (quick.errors.length > 0) return { status: 'invalid' }
  const code = contracts.length > 0 ? quick.contracts : {}
  const isSame = isSameCode(code, baseline.contracts)
  if (isSame && contractsWith(mutant, testUses).length === 0) return { status: 'equivalent' }

  const rounds = [likely, files.plain.filter((file) => !likely.includes(file)), files.invariants]
  const died = await run(rounds, code, { mutant, overrides, copy, context })
  if (died) return died
  // A library that only tests have in them is no part of any contract, so far, and its tests are all that could notice.
  if (contracts.length > 0 && (await isSameOptimized(contracts, overrides, copy, context)))
    return { status: 'equivalent' }
  return { status: 'survived' }
}

/** A test that calls a library has it in its own code: where one of the likely ones fails, no contract has to be compiled. */
async function judgeLibrary(likely, { mutant, overrides, copy, context }) {
  const callers = contractsWithFile(mutant, context.testUses)
  const own = likely.filter((file) => callers.some((id) => id.startsWith(`${file}:`)))
  if (own.length === 0) return undefined
  const { errors } = await copy.compiler.compile(
    [`${mutant.file}:${mutant.contract}`],
    context.baseline.settings,
    overrides,
  )
  if (errors.length > 0) return { status: 'invalid' }
  return run([own], {}, { mutant, overrides, copy, context })
}

/** Runs rounds of test files with other code in the artifacts until one fails, and puts back what was there. */
async function run(rounds, code, { mutant, overrides, copy, context }) {
  const before = new Map()
  try {
    patch(code)
    for (const files of rounds.filter((round) => round.length > 0)) {
      patch(await testsWith(mutant, files, overrides, copy, context))
      const { failures } = await runTests(copy.folder, files, context)
      if (failures.length > 0) return { status: 'killed', by: failures[0].test, killedIn: failures[0].file }
    }
    return undefined
  } finally {
    for (const [file, content] of before) writeWhole(file, content)
  }

  function patch(contracts) {
    for (const [id, evm] of Object.entries(contracts)) {
      const file = join(copy.folder, context.artifacts.get(id).file)
      const content = patchArtifact(file, evm)
      if (!before.has(file)) before.set(file, content)
    }
  }
}

/**
 * Tests that have the mutant in their own code (they call the library that it is in) are compiled with it, as forge would: a copy of the
 * library that stayed as it was would find mutants that no run of forge finds.
 */
async function testsWith(mutant, files, overrides, copy, { testUses, baseline, preprocessed }) {
  const contracts = contractsWithFile(mutant, testUses).filter((id) => files.includes(id.slice(0, id.lastIndexOf(':'))))
  if (contracts.length === 0) return {}
  const { errors, contracts: code } = await copy.compiler.compile(contracts, baseline.settings, {
    ...preprocessed,
    ...overrides,
  })
  if (errors.length > 0) throw new Error(`The tests do not compile with ${mutant.key}: ${errors[0].formattedMessage}`)
  return code
}

/** `context.optimized` keeps what the contracts are without a mutant. */
async function isSameOptimized(contracts, overrides, copy, { optimizing, optimized }) {
  const missing = contracts.filter((id) => optimized[id] === undefined)
  if (missing.length > 0) Object.assign(optimized, (await copy.compiler.compile(missing, optimizing)).contracts)
  return isSameCode((await copy.compiler.compile(contracts, optimizing, overrides)).contracts, optimized)
}
