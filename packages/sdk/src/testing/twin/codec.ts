import {
  escrowManagerAbi,
  fixedPriceOracleAbi,
  nodeRegistryAbi,
  proofOfWorkVerifierAbi,
  taskMarketplaceAbi,
} from '@aiigo/clients/abis'
import { usdCoinAbi } from '@aiigo/testing'
import {
  type Abi,
  type AbiEvent,
  type AbiFunction,
  type AbiParameter,
  decodeAbiParameters,
  encodeAbiParameters,
  encodeErrorResult,
  type Hex,
  toEventSelector,
  toFunctionSelector,
} from 'viem'

type AbiError = Extract<Abi[number], { type: 'error' }>

/** The contracts of a test market, its dollar among them. */
export type ContractName = keyof typeof abis

const abis = {
  nodeRegistry: nodeRegistryAbi,
  proofOfWorkVerifier: proofOfWorkVerifierAbi,
  escrowManager: escrowManagerAbi,
  taskMarketplace: taskMarketplaceAbi,
  priceOracle: fixedPriceOracleAbi,
  usdc: usdCoinAbi,
} as const

export type Args = Record<string, unknown>

/** A call, with its arguments by the names that Solidity gives them. */
export type DecodedCall = { item: AbiFunction; args: Args }

const functions = new Map<ContractName, Map<Hex, AbiFunction>>()

/** viem would hash every signature of the ABI again for each call. */
function functionsOf(contract: ContractName): Map<Hex, AbiFunction> {
  const known = functions.get(contract)
  if (known) return known
  const items = (abis[contract] as Abi).filter((item) => item.type === 'function')
  const index = new Map(items.map((item) => [toFunctionSelector(item), item]))
  functions.set(contract, index)
  return index
}

/** Undefined where the contract has no such function, or the arguments are none of it: it reverts without a word. */
export function decodeCall(contract: ContractName, data: Hex): DecodedCall | undefined {
  const item = functionsOf(contract).get(data.slice(0, 10).toLowerCase() as Hex)
  if (!item) return undefined
  if (item.inputs.length === 0) return { item, args: {} }
  try {
    return { item, args: named(item.inputs, decodeAbiParameters(item.inputs, `0x${data.slice(10)}`)) }
  } catch {
    return undefined
  }
}

function named(inputs: readonly AbiParameter[], values: readonly unknown[]): Args {
  return Object.fromEntries(inputs.map(({ name }, i) => [name, values[i]]))
}

/** What a function returns: one value, or a list where it returns several. */
export function encodeResult({ outputs }: AbiFunction, result: unknown): Hex {
  if (outputs.length === 0) return '0x'
  return encodeAbiParameters(outputs, outputs.length === 1 ? [result] : (result as unknown[]))
}

let errors: Map<string, AbiError> | undefined

/** A custom error as a contract returns it. `Reverted` is the revert without a word. */
export function encodeError(errorName: string, args: Args): Hex {
  if (errorName === 'Reverted') return '0x'
  errors ??= new Map(
    Object.values(abis).flatMap((abi) =>
      (abi as Abi).filter((item) => item.type === 'error').map((item) => [item.name, item]),
    ),
  )
  const item = errors.get(errorName) ?? panic
  return encodeErrorResult({ abi: [item], errorName: item.name, args: item.inputs.map(({ name }) => args[name ?? '']) })
}

const panic: AbiError = { type: 'error', name: 'Panic', inputs: [{ name: 'code', type: 'uint256' }] }

type EncodedEvent = { topics: Hex[]; data: Hex }

const events = new Map<string, { item: AbiEvent; selector: Hex }>()

/** An event as it stands in the log. */
export function encodeEvent(contract: ContractName, name: string, args: Args): EncodedEvent {
  const { item, selector } = eventOf(contract, name)
  const indexed = item.inputs.filter((input) => input.indexed)
  const plain = item.inputs.filter((input) => !input.indexed)
  const topics = indexed.map((input) => encodeAbiParameters([input], [args[input.name ?? '']]))
  const values = plain.map((input) => args[input.name ?? ''])
  return { topics: [selector, ...topics], data: encodeAbiParameters(plain, values) }
}

function eventOf(contract: ContractName, name: string): { item: AbiEvent; selector: Hex } {
  const key = `${contract}.${name}`
  const known = events.get(key)
  if (known) return known
  const item = (abis[contract] as Abi).find((entry) => entry.type === 'event' && entry.name === name) as AbiEvent
  const found = { item, selector: toEventSelector(item) }
  events.set(key, found)
  return found
}
