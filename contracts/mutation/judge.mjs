// The life of one mutant in one pair of copies.
//
// Without the optimizer solc takes a quarter of the time, and most mutants die in the first test that runs. So they meet the tests twice:
// quickly, as code that is not optimized, the most likely tests first; and, those still alive, thoroughly, as the project compiles it.
import { join } from 'node:path'
import { isSameCode } from './compiler.mjs'
import { patchArtifact, writeWhole } from './copies.mjs'
import { applyMutant } from './mutants.mjs'
import { QUICK, runTests, THOROUGH } from './tests.mjs'
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
  // What no contract has in it is compiled alone, to know whether it compiles.
  const compiled = contracts.length > 0 ? contracts : [`${mutant.file}:${mutant.contract}`]
  const quick = await copy.compiler.compile(compiled, baseline.settings, overrides)
  if (quick.errors.length > 0) return { status: 'invalid' }
  const code = contracts.length > 0 ? quick.contracts : {}
  const isSame = isSameCode(code, baseline.contracts)
  if (isSame && contractsWith(mutant, testUses).length === 0) return { status: 'equivalent' }

  const first = order.first(mutant).filter((file) => files.quick.includes(file))
  const rest = files.quick.filter((file) => !first.includes(file))
  const inQuick = { folder: copy.quick, search: QUICK, timeout: context.timeouts.quick, without: context.sensitive }
  const died = await run([first, rest], code, { mutant, overrides, copy, context, ...inQuick })
  if (died) return died

  const optimized = await compileOptimized(contracts, overrides, copy, context)
  // A library that only tests have in them is no part of any contract, so far, and its tests are all that could notice.
  if (contracts.length > 0 && isSameCode(optimized, context.optimized)) return { status: 'equivalent' }
  await context.checkThorough()
  const inThorough = { folder: copy.thorough, search: THOROUGH, timeout: context.timeouts.thorough, without: [] }
  const diedLate = await run([files.all], optimized, { mutant, overrides, copy, context, ...inThorough })
  return diedLate ?? { status: 'survived' }
}

/** Runs rounds of test files with other code in the artifacts until one fails, and puts back what was there. */
async function run(rounds, code, { mutant, overrides, copy, context, folder, search, timeout, without }) {
  const before = new Map()
  try {
    patch(code)
    for (const files of rounds.filter((round) => round.length > 0)) {
      patch(await testsWith(mutant, files, overrides, copy, context))
      const { failures } = await runTests(folder, files, search, { memory: context.memory, timeout, without })
      if (failures.length > 0) return { status: 'killed', by: failures[0].test, killedIn: failures[0].file }
    }
    return undefined
  } finally {
    for (const [file, content] of before) writeWhole(file, content)
  }

  function patch(contracts) {
    for (const [id, evm] of Object.entries(contracts)) {
      const file = join(folder, context.artifacts.get(id).file)
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

/** As the project compiles it, and the same without the mutant in `context.optimized`. */
async function compileOptimized(contracts, overrides, copy, { project, optimized }) {
  const missing = contracts.filter((id) => optimized[id] === undefined)
  if (missing.length > 0) Object.assign(optimized, (await copy.compiler.compile(missing, project.settings)).contracts)
  return (await copy.compiler.compile(contracts, project.settings, overrides)).contracts
}
