// What is deployed is compiled by way of Yul (`via_ir`) and optimized: smaller, cheaper to use, and long in the making. Tests have no use for
// that, and there are more of them: they are compiled at the same time the short way, without the optimizer, which took four fifths of
// all the compiler's time. Scripts are not: what they deploy is in their own code. Nor are the two files with which the tests deploy a market
// and its dollar, whose gas is measured.

const DEPLOYED = new Set(['contracts/test/utils/TestDeployer.sol', 'contracts/test/utils/Tokens.sol'])

const isTest = (path) => path.startsWith('contracts/test/') && !DEPLOYED.has(path)

/** Splits the compiler's input into what is compiled by way of Yul and what is not. Both see all sources, so that their numbers agree. */
export function parts(input) {
  const { settings } = input
  const selection = Object.entries(settings.outputSelection ?? {})
  if (!settings.viaIR || !selection.some(([path]) => isTest(path))) return [input]
  return [true, false].flatMap((viaIR) => {
    const chosen = selection.filter(([path]) => isTest(path) !== viaIR)
    if (chosen.length === 0) return []
    const how = viaIR ? {} : { viaIR: false, optimizer: { enabled: false } }
    return { ...input, settings: { ...settings, ...how, outputSelection: Object.fromEntries(chosen) } }
  })
}

/** Joins the outputs for the parts. What both complain about is said once. */
export function whole(outputs) {
  const errors = new Map(outputs.flatMap(({ errors = [] }) => errors).map((error) => [error.formattedMessage, error]))
  const sources = {}
  const contracts = {}
  for (const output of outputs) {
    for (const [path, source] of Object.entries(output.sources ?? {})) sources[path] = { ...sources[path], ...source }
    for (const [path, named] of Object.entries(output.contracts ?? {}))
      contracts[path] = { ...contracts[path], ...named }
  }
  return { errors: [...errors.values()], sources, contracts }
}
