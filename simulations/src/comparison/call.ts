import type { EventContract } from '@aiigo/protocol'
import { type Abi, type AbiFunction, concat, encodeAbiParameters, type Hex, toFunctionSelector } from 'viem'
import { abis } from '../ledgers/anvil/encode.ts'
import { neverAsked } from '../ledgers/views/questions.ts'

/** One call of a contract's function, as both the chain and the twin are told it. */
export type Call = {
  contract: EventContract
  name: string
  args: Readonly<Record<string, unknown>>
  from: Hex
  value: bigint
}

/** What is to be mined together, in this order. */
export type Block = { time: number; calls: readonly Call[] }

export const contracts = Object.keys(abis) as EventContract[]

/** Code that is replaced, and delays that are zero here: the twin does not follow them, see `Beyond` in its deciders. */
const beyond = new Set(['initialize', 'upgradeToAndCall', 'changeDefaultAdminDelay', 'rollbackDefaultAdminDelay'])

/** Every function that changes something. */
export const functions: readonly { contract: EventContract; item: AbiFunction }[] = contracts.flatMap((contract) =>
  (abis[contract] as Abi)
    .filter((item): item is AbiFunction => item.type === 'function')
    .filter(({ name, stateMutability }) => !['view', 'pure'].includes(stateMutability) && !beyond.has(name))
    .map((item) => ({ contract, item })),
)

/** Every view that tells what may change, by its contract. */
export const views: readonly string[] = contracts.flatMap((contract) =>
  (abis[contract] as Abi)
    .filter((item): item is AbiFunction => item.type === 'function')
    .filter(({ name, stateMutability }) => ['view', 'pure'].includes(stateMutability) && !neverAsked.has(name))
    .map(({ name }) => `${contract}.${name}`),
)

// viem hashes a function's signature at every call; hundreds of thousands of calls are encoded here.
const known = new Map(
  functions.map(({ contract, item }) => [`${contract}.${item.name}`, { item, selector: toFunctionSelector(item) }]),
)

export function functionOf({ contract, name }: Pick<Call, 'contract' | 'name'>): AbiFunction {
  return lookUp(contract, name).item
}

function lookUp(contract: EventContract, name: string) {
  const found = known.get(`${contract}.${name}`)
  if (!found) throw new Error(`${contract} has no function ${name}`)
  return found
}

export function encodeCall({ contract, name, args }: Call): Hex {
  const { item, selector } = lookUp(contract, name)
  const values = item.inputs.map((input) => args[input.name!])
  return concat([selector, encodeAbiParameters(item.inputs, values)])
}
