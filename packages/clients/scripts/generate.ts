/**
 * Writes src/generated, the twin's commands and errors, and the test bench's dollar, from forge's output: `node scripts/generate.ts`, and with `--check` only says whether it is up to
 * date (exit code 1 when not). Builds the contracts first.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type AbiItem = { type: string; name?: string; inputs?: AbiParameter[]; stateMutability?: string }
type AbiParameter = { type: string; name: string; internalType?: string; components?: AbiParameter[] }
type Artifact = { abi: AbiItem[]; bytecode: { object: string; linkReferences: object } }

/** What a client calls; where a contract is too large for one, with those that answer for it. */
const contracts: readonly [name: string, ...parts: string[]][] = [
  ['EscrowManager'],
  ['FixedPriceOracle'],
  ['NodeRegistry', 'NodeRegistryExtension'],
  ['ProofOfWorkVerifier'],
  ['TaskMarketplace', 'TaskMarketplaceBidsAndDisputes', 'TaskMarketplaceExtension'],
]

/** What a deployment creates besides, and nobody calls by its own ABI; contracts/script imports it. */
const proxy = 'ERC1967Proxy'

/** The dollar of the contracts' tests, for the test bench. */
const testToken = { source: 'contracts/test/utils/Tokens.sol', file: 'Tokens.sol', name: 'UsdCoin' } as const

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const header = '// Generated from the contracts by `pnpm --filter @aiigo/clients generate`. Do not edit.\n'

/** The generated files by their paths below packages/, as they should be for what forge has built. */
export function generate(): Record<string, string> {
  const abis = contracts.map(([name, ...parts]) => ({
    name: camelCase(name),
    abi: [name, ...parts].flatMap((part, i) =>
      readArtifact(part).abi.filter(({ type }) => i === 0 || type !== 'constructor'),
    ),
  }))
  const created = [...contracts.flat(), proxy].sort(compare)
  return {
    'clients/src/generated/abis.ts': header + abis.map(({ name, abi }) => abiSource(name, abi)).join(''),
    'clients/src/generated/errors.ts': header + errorSource(abis.flatMap(({ abi }) => abi)),
    'clients/src/generated/bytecode.ts':
      header + created.map((name) => bytecodeSource(name, readArtifact(name).bytecode)).join(''),
    'protocol/src/generated/commands.ts': header + commandTypes(abis),
    'protocol/src/generated/errors.ts': header + errorTypes(abis.flatMap(({ abi }) => abi)),
    'testing/src/generated/usdCoin.ts': header + tokenSource(),
  }
}

/** forge with its exit code; see the file. Run it with Node. */
export const forge = join(root, 'contracts/forge.mjs')

/** Runs `forge build`; what is up to date is not compiled again. */
export function buildContracts(): void {
  execFileSync(process.execPath, [forge, 'build', 'contracts/src', 'contracts/script', testToken.source], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The paths of the committed files that differ from what the contracts give. */
export function outdated(): string[] {
  return Object.entries(generate()).flatMap(([name, text]) => (readIfThere(pathOf(name)) === text ? [] : [name]))
}

function pathOf(name: string): string {
  return join(root, 'packages', name)
}

function readArtifact(name: string, file = `${name}.sol`): Artifact {
  return JSON.parse(readFileSync(join(root, `contracts/out/${file}/${name}.json`), 'utf8'))
}

function tokenSource(): string {
  const { abi, bytecode } = readArtifact(testToken.name, testToken.file)
  return abiSource(camelCase(testToken.name), abi) + bytecodeSource(testToken.name, bytecode)
}

function abiSource(name: string, abi: AbiItem[]): string {
  const sorted = [...abi].sort((a, b) => compare(sortKey(a), sortKey(b)))
  const lines = new Set(sorted.map((item) => `  ${JSON.stringify(item, withoutInternalTypes)},\n`))
  return `\nexport const ${name}Abi = [\n${[...lines].join('')}] as const\n`
}

/** All errors in one: what a contract refuses may come from another one that it calls. */
function errorSource(abi: AbiItem[]): string {
  return abiSource(
    'error',
    abi.filter(({ type }) => type === 'error'),
  )
}

/** What each function that changes something takes, by contract and function, as viem encodes it. */
function commandTypes(abis: readonly { name: string; abi: AbiItem[] }[]): string {
  const isCommand = ({ type, stateMutability }: AbiItem) =>
    type === 'function' && stateMutability !== 'view' && stateMutability !== 'pure'
  const governed = abis.filter(({ abi }) => abi.some(({ name }) => name === 'pause'))
  const blocks = governed.map(
    ({ name, abi }) =>
      `  ${name}: {\n${fieldLines(abi.filter(isCommand))
        .map((line) => `  ${line}`)
        .join('')}  }\n`,
  )
  return `${typeImports}export type CommandArgs = {\n${blocks.join('')}}\n`
}

/** The values of each error as viem decodes them. */
function errorTypes(abi: AbiItem[]): string {
  const lines = fieldLines(abi.filter(({ type }) => type === 'error'))
  return `${typeImports}export type ErrorArgs = {\n${lines.join('')}}\n`
}

const typeImports = "import type { Address, Hex } from '../hex.ts'\n\n"

function fieldLines(items: readonly AbiItem[]): string[] {
  const sorted = [...items].sort((a, b) => compare(sortKey(a), sortKey(b)))
  return [...new Set(sorted.map(({ name, inputs = [] }) => `  ${name}: ${structType(inputs)}\n`))]
}

function structType(fields: readonly AbiParameter[]): string {
  if (fields.length === 0) return '{}'
  return `{ ${fields.map((field) => `${field.name}: ${valueType(field)}`).join('; ')} }`
}

function valueType({ type, components = [] }: AbiParameter): string {
  const [, element] = /^(.*)\[\d*\]$/.exec(type) ?? []
  if (element !== undefined) return `readonly ${valueType({ name: '', type: element, components })}[]`
  if (type === 'tuple') return structType(components)
  if (type === 'address') return 'Address'
  if (type === 'bool') return 'boolean'
  if (type === 'string') return 'string'
  if (/^bytes\d*$/.test(type)) return 'Hex'
  const [, bits] = /^u?int(\d+)$/.exec(type) ?? []
  if (bits === undefined) throw new Error(`A value has the type ${type}, which is not known here`)
  return Number(bits) <= 48 ? 'number' : 'bigint'
}

function bytecodeSource(name: string, bytecode: Artifact['bytecode']): string {
  if (Object.keys(bytecode.linkReferences).length > 0) throw new Error(`${name} needs linking, which is not supported.`)
  return `\nexport const ${camelCase(name)}Bytecode: \`0x\${string}\` =\n  '${bytecode.object}'\n`
}

/** Names of structs are not part of the ABI; without them a renamed one changes nothing here. */
function withoutInternalTypes(key: string, value: unknown): unknown {
  return key === 'internalType' ? undefined : value
}

function sortKey({ type, name = '', inputs = [] }: AbiItem): string {
  return `${type} ${name}(${inputs.map((input) => input.type).join()})`
}

/** By code unit, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z0-9])|^[A-Z]/, (start) => start.toLowerCase())
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function main(): void {
  buildContracts()
  const files = outdated()
  if (process.argv.includes('--check')) {
    if (files.length > 0)
      console.error(`Out of date: ${files.join(', ')}. Run \`pnpm --filter @aiigo/clients generate\`.`)
    process.exitCode = files.length > 0 ? 1 : 0
    return
  }
  for (const [name, text] of Object.entries(generate())) {
    mkdirSync(dirname(pathOf(name)), { recursive: true })
    writeFileSync(pathOf(name), text)
  }
  console.log(files.length > 0 ? `Written: ${files.join(', ')}` : 'Nothing has changed.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
