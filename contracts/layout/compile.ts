import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeNamespacedInput, type SolcInput, type SolcOutput } from '@openzeppelin/upgrades-core'
import solc from 'solc'

const contracts = dirname(dirname(fileURLToPath(import.meta.url)))

/** npm's solc, as forge runs it: without the commit. */
export const solcVersion: string = solc.version().split('+')[0]

/** What the compiler was asked and what it said: once as written, once with a variable for each namespaced struct, whose slots it then says. */
export interface Compilation {
  input: SolcInput
  output: SolcOutput
  namespacedOutput: SolcOutput
}

/** Changes the text of a source before it is compiled; the path is relative to contracts/, e.g. `src/NodeRegistry.sol`. */
export type Edit = (path: string, text: string) => string

/**
 * Reads syntax trees and storage layouts out of the compiler, with everything that the entries import. No code is generated: layouts need none,
 * and it would take most of the time.
 */
export function compile(entries: string[], edit: Edit = (_, text) => text): Compilation {
  const sources = readSources(entries, edit)
  const outputSelection = { '*': { '*': ['storageLayout'], '': ['ast'] } }
  const input = { language: 'Solidity', sources, settings: { outputSelection } } as SolcInput
  const output = run(input)
  nameCode(output)
  const namespacedOutput = run(makeNamespacedInput(input, output, solcVersion))
  return { input, output, namespacedOutput }
}

function readSources(entries: string[], edit: Edit): Record<string, { content: string }> {
  const sources: Record<string, { content: string }> = {}
  const open = [...entries]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (sources[path]) continue
    const folder = path.startsWith('@') ? 'node_modules' : '.'
    const content = edit(path, readFileSync(join(contracts, folder, path), 'utf8'))
    sources[path] = { content }
    for (const [, imported] of content.matchAll(/^import\s(?:[^"';]*from\s)?"([^"]+)";/gm)) {
      open.push(imported!.startsWith('.') ? posix.join(posix.dirname(path), imported!) : imported!)
    }
  }
  return sources
}

function run(input: SolcInput): SolcOutput {
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const errors = (output.errors ?? []).filter((error: { severity: string }) => error.severity === 'error')
  if (errors.length !== 0)
    throw new Error(errors.map((error: { formattedMessage: string }) => error.formattedMessage).join('\n'))
  return output
}

/** upgrades-core knows a contract by the hash of its code. There is none, so that its name stands in. */
function nameCode(output: SolcOutput): void {
  for (const [path, contracts] of Object.entries(output.contracts)) {
    for (const [name, contract] of Object.entries(contracts)) {
      const object = Buffer.from(`${path}:${name}`).toString('hex')
      contract.evm = { bytecode: { object, linkReferences: {} } } as unknown as typeof contract.evm
    }
  }
}
