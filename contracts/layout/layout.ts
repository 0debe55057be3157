import { readFileSync } from 'node:fs'
import { keccak_256 } from '@noble/hashes/sha3.js'
import {
  assertStorageUpgradeSafe,
  getContractVersion,
  getErrors,
  getStorageLayout,
  type StorageLayout,
  solcInputOutputDecoder,
  type ValidationRunData,
  validate,
  withValidationDefaults,
} from '@openzeppelin/upgrades-core'
import type { ContractDefinition, StructDefinition } from 'solidity-ast'
import { findAll } from 'solidity-ast/utils.js'
import { type Compilation, compile, type Edit, solcVersion } from './compile.ts'

/** What runs behind a proxy, and the parts that run on the same storage. */
export const parts = {
  NodeRegistry: ['NodeRegistryExtension'],
  ProofOfWorkVerifier: [],
  TaskMarketplace: ['TaskMarketplaceBidsAndDisputes', 'TaskMarketplaceExtension'],
} as const

export type Upgradeable = keyof typeof parts

export const upgradeables = Object.keys(parts) as Upgradeable[]

export interface Upgradeability {
  /** By the contract's or the part's name: every namespace, OpenZeppelin's included, and every type in it. */
  layouts: Record<string, StorageLayout>
  /** What the safety validation objects to: delegatecalls, constructors, initialisers and the like. */
  errors: Record<string, ReturnType<typeof getErrors>>
  /** The namespaces of our own, with the slot that their code uses and the one that ERC-7201 gives. */
  slots: { namespace: string; used: string | undefined; due: string }[]
}

export const releasedFile = new URL('../snapshots/storage-layout.json', import.meta.url)

/** The layouts of the last release. */
export function readReleased(): Record<Upgradeable, StorageLayout> {
  return JSON.parse(readFileSync(releasedFile, 'utf8'))
}

/**
 * Compiles contracts/src and reads what an upgrade depends on.
 * @example inspect((path, text) => (path === 'src/NodeRegistry.sol' ? text.replace('a', 'b') : text)) // as if that were written there
 */
export function inspect(edit?: Edit): Upgradeability {
  const names = upgradeables.flatMap((name) => [name, ...parts[name]])
  const compilation = compile(
    names.map((name) => `src/${name}.sol`),
    edit,
  )
  const { input, output, namespacedOutput } = compilation
  const decoder = solcInputOutputDecoder(input, output)
  const validation = validate(output, decoder, solcVersion, input, namespacedOutput)
  return {
    layouts: Object.fromEntries(names.map((name) => [name, readLayout(validation, name)])),
    errors: Object.fromEntries(names.map((name) => [name, getErrors(validation, version(validation, name))])),
    slots: readSlots(compilation),
  }
}

/** Throws, and says what and why, where code with the second layout would misread what code with the first has written. */
export function assertUpgradeable(from: StorageLayout, to: StorageLayout): void {
  assertStorageUpgradeSafe(from, to, withValidationDefaults({}))
}

/** Without the lines of the source, which move without moving storage. */
export function withoutLines(layout: StorageLayout): StorageLayout {
  return JSON.parse(JSON.stringify(layout, (key, value) => (key === 'src' ? undefined : value)))
}

function version(validation: ValidationRunData, name: string) {
  return getContractVersion(validation, `src/${name}.sol:${name}`)
}

function readLayout(validation: ValidationRunData, name: string): StorageLayout {
  const { storage, types, namespaces = {} } = getStorageLayout(validation, version(validation, name))
  return renumber({ storage, types, namespaces: sortKeys(namespaces) })
}

/** The compiler numbers types across all that it compiles; here they are numbered as they come, so that the same layout is the same text. */
function renumber(layout: StorageLayout): StorageLayout {
  const numbers = new Map<string, number>()
  const number = (id: string) => numbers.get(id) ?? numbers.set(id, numbers.size + 1).get(id)!
  const named = /(t_(?:struct|enum|contract|userDefinedValueType)\([^()]*\))(\d+)/g
  const rename = (text: string) => text.replace(named, (_, type: string, id: string) => type + number(id))
  const used = reach(layout)
  const text = rename(JSON.stringify({ storage: layout.storage, namespaces: layout.namespaces }))
  const types = Object.fromEntries(used.map((id) => [rename(id), JSON.parse(rename(JSON.stringify(layout.types[id])))]))
  return { ...JSON.parse(text), types }
}

/** The types that the layout needs, in the order of their first use. */
function reach({ storage, namespaces = {}, types }: StorageLayout): string[] {
  const found = new Set<string>()
  const visit = (id: string) => {
    if (found.has(id)) return
    for (const part of [id, ...Object.keys(types).filter((other) => other !== id && id.includes(other))]) {
      if (found.has(part)) continue
      found.add(part)
      for (const member of types[part]?.members ?? []) if (typeof member !== 'string') visit(member.type)
    }
  }
  for (const item of [...storage, ...Object.values(namespaces).flat()]) visit(item.type)
  return [...found]
}

function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The annotation is what upgrades-core compares, the constant is what the code uses: they must agree. */
function readSlots({ output }: Compilation): Upgradeability['slots'] {
  const ours = Object.entries(output.sources).filter(([path]) => path.startsWith('src/'))
  return ours.flatMap(([, { ast }]) =>
    [...findAll('ContractDefinition', ast)].flatMap((contract) =>
      [...findAll('StructDefinition', contract)].flatMap((struct) => readSlot(contract, struct)),
    ),
  )
}

function readSlot(contract: ContractDefinition, struct: StructDefinition): Upgradeability['slots'] {
  const documentation = (struct as { documentation?: { text: string } | null }).documentation?.text ?? ''
  const namespace = /@custom:storage-location erc7201:(\S+)/.exec(documentation)?.[1]
  if (namespace === undefined) return []
  const constants = [...findAll('VariableDeclaration', contract)].filter(({ name }) => name.endsWith('_STORAGE'))
  const value = constants.length === 1 ? constants[0]!.value : undefined
  const used = value?.nodeType === 'Literal' ? (value.value ?? undefined) : undefined
  return [{ namespace, used, due: erc7201(namespace) }]
}

/** ERC-7201: keccak256(abi.encode(uint256(keccak256(id)) - 1)) & ~bytes32(uint256(0xff)). */
function erc7201(id: string): string {
  const inner = BigInt(`0x${Buffer.from(keccak_256(Buffer.from(id))).toString('hex')}`) - 1n
  const outer = keccak_256(Buffer.from(inner.toString(16).padStart(64, '0'), 'hex'))
  return `0x${Buffer.from(outer).toString('hex').slice(0, 62)}00`
}
