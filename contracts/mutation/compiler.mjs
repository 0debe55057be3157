// Compiles contracts of the project, whole or with a mutant in them, without forge: from the sources to the bytes of an artifact.
import { Worker } from 'node:worker_threads'

const BYTECODE = [
  'evm.bytecode.object',
  'evm.bytecode.linkReferences',
  'evm.deployedBytecode.object',
  'evm.deployedBytecode.linkReferences',
  'evm.deployedBytecode.immutableReferences',
]
const SOURCE_MAPS = ['evm.bytecode.sourceMap', 'evm.deployedBytecode.sourceMap']

/**
 * The optimizer, and the way by Yul, take most of the time and change nothing that a test may rely on. What compiles without is run without,
 * at worst with the part that keeps the stack short, or as the project has it.
 */
export function fastSettings({ settings }) {
  const plain = { enabled: false }
  const shortStack = {
    enabled: false,
    details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: ':' } },
  }
  return [
    { ...settings, viaIR: false, optimizer: plain },
    { ...settings, viaIR: false, optimizer: shortStack },
    settings,
  ]
}

/** Optimized, though not by way of Yul, which would take five times as long: enough to see that two sources come to the same. */
export function optimizingSettings({ settings }) {
  return { ...settings, viaIR: false, optimizer: { enabled: true, runs: 200 } }
}

export function startCompiler({ root }) {
  const thread = new Worker(new URL('./compiler-thread.mjs', import.meta.url), { workerData: { root } })
  const waiting = new Map()
  let last = 0
  thread.on('message', ({ id, output }) => {
    waiting.get(id).resolve(output)
    waiting.delete(id)
  })
  thread.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error)
  })

  function ask(input, overrides = {}) {
    last += 1
    thread.postMessage({ id: last, input, overrides })
    return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }))
  }

  return {
    /** The syntax trees of files and of all that they import. */
    async parse(entries, settings) {
      const output = await ask({ entries, settings: { ...settings, outputSelection: { '*': { '': ['ast'] } } } })
      const [error] = errorsOf(output)
      if (error) throw new Error(error.formattedMessage)
      return Object.fromEntries(Object.entries(output.sources).map(([path, { ast }]) => [path, ast]))
    },

    /**
     * @param {string[]} contracts `path:Name` @param {Record<string, string>} overrides sources that differ from the file, by path
     * @returns {Promise<{ errors: object[], contracts: Record<string, object>, fileIds: Record<string, number> }>} solc's `evm` by `path:Name`
     */
    async compile(contracts, settings, overrides = {}, { sourceMaps = false } = {}) {
      const outputSelection = {}
      for (const [path, name] of contracts.map(split)) {
        outputSelection[path] = {
          ...outputSelection[path],
          [name]: sourceMaps ? [...BYTECODE, ...SOURCE_MAPS] : BYTECODE,
        }
      }
      // No hash of the sources at the end of the code: equal code is to be equal bytes.
      const metadata = { appendCBOR: false, bytecodeHash: 'none' }
      const entries = Object.keys(outputSelection)
      const output = await ask({ entries, settings: { ...settings, metadata, outputSelection } }, overrides)
      return { errors: errorsOf(output), contracts: evmOf(output, contracts), fileIds: idsOf(output) }
    },

    stop: () => thread.terminate(),
  }
}

/** Two compilations of the same contracts to the same bytes. */
export function isSameCode(left, right) {
  return Object.keys(left).every(
    (id) =>
      left[id].bytecode.object === right[id].bytecode.object &&
      left[id].deployedBytecode.object === right[id].deployedBytecode.object,
  )
}

function split(contract) {
  const colon = contract.lastIndexOf(':')
  return [contract.slice(0, colon), contract.slice(colon + 1)]
}

function errorsOf({ errors = [] }) {
  return errors.filter(({ severity }) => severity === 'error')
}

function evmOf(output, contracts) {
  const found = contracts.map((contract) => {
    const [path, name] = split(contract)
    return [contract, output.contracts?.[path]?.[name]?.evm]
  })
  return Object.fromEntries(found.filter(([, evm]) => evm !== undefined))
}

function idsOf({ sources = {} }) {
  return Object.fromEntries(Object.entries(sources).map(([path, { id }]) => [path, id]))
}
