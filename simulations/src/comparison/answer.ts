import type { EventContract } from '@aiigo/protocol'
import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  decodeAbiParameters,
  type Hex,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import { formatAbiItem } from 'viem/utils'
import { abis } from '../ledgers/anvil/encode.ts'
import { contracts } from './call.ts'

type AbiError = Extract<Abi[number], { type: 'error' }>

type Values = Readonly<Record<string, unknown>>

export type Said = { contract: EventContract; name: string; args: Values }

/** What came of a call: what was said, or why it was refused. */
export type Answer = { events: readonly Said[] } | { error: string; args: Values }

// Looked up by what stands on the wire: viem would hash every signature anew for every log.
const items = contracts.flatMap((contract) => abis[contract] as Abi)
const events = new Map(
  items.filter((item): item is AbiEvent => item.type === 'event').map((item) => [toEventSelector(item), item]),
)
const errors = new Map(
  items
    .filter((item): item is AbiError => item.type === 'error')
    .map((item) => [toFunctionSelector(formatAbiItem(item)), item]),
)

/** The language's own. */
const PANIC = '0x4e487b71'

/** Said while the code is put in place, which the twin leaves out. */
const unspoken = new Set(['Upgraded', 'Initialized'])

export function decodeEvent(contract: EventContract, log: { data: Hex; topics: readonly Hex[] }): Said[] {
  const item = events.get(log.topics[0]!)
  if (!item) throw new Error(`${contract} says something that is in no ABI: ${log.topics[0]}`)
  if (unspoken.has(item.name)) return []
  const stated = log.topics.slice(1)
  const indexed = item.inputs.filter((input) => input.indexed)
  const rest = item.inputs.filter((input) => !input.indexed)
  const args = { ...named(rest, log.data), ...Object.assign({}, ...indexed.map((one, i) => named([one], stated[i]!))) }
  return [{ contract, name: item.name, args }]
}

export function decodeRefusal(data: Hex): Answer {
  if (data === '0x') return { error: 'Reverted', args: {} }
  const [selector, values] = [data.slice(0, 10) as Hex, `0x${data.slice(10)}` as Hex]
  if (selector === PANIC) return { error: 'Panic', args: named([{ name: 'code', type: 'uint256' }], values) }
  const item = errors.get(selector)
  return item ? { error: item.name, args: named(item.inputs, values) } : { error: `an unknown one, ${data}`, args: {} }
}

function named(inputs: readonly AbiParameter[], data: Hex): Values {
  if (inputs.length === 0) return {}
  const values = decodeAbiParameters(inputs, data)
  return Object.fromEntries(inputs.map(({ name }, i) => [name, values[i]]))
}

/** A text of whatever calls, events and states are made of: the same for the same. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one) => {
    if (typeof one === 'bigint') return `${one}n`
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** The custom errors of all contracts. */
export const errorNames: readonly string[] = [...new Set([...errors.values()].map(({ name }) => name))]
