import { roles } from '@aiigo/core'
import { type AbiParameter, type Hex, numberToHex, zeroAddress, zeroHash } from 'viem'
import { actors, everybody, refusers } from './actors.ts'
import { type Call, functionOf, functions } from './call.ts'
import type { World } from './world.ts'

/** Any function at all, with anything at all, by anybody. */
export function anything(world: World): Call {
  const { luck, state } = world
  const { contract, item } = luck.pick(functions)
  const args = Object.fromEntries(item.inputs.map((input) => [input.name!, anyValue(input, world)]))
  const from = luck.is(0.4) ? luck.pick(actors) : luck.is(0.5) ? state.access[contract].owner : holderOfAny(world)
  const value = luck.is(item.stateMutability === 'payable' ? 0.7 : 0.05) ? luck.pick([1n, 10n ** 18n, 10n ** 20n]) : 0n
  return { contract, name: item.name, args, from, value }
}

const rich = new Set(everybody)

/** Whoever was made an owner by chance may have nothing, and nobody sends what is not there. */
export function withinMeans(call: Call): Call {
  return rich.has(call.from) || call.value === 0n ? call : { ...call, value: 0n }
}

/** Who was given a role, by chance: mostly whoever has them all. */
function holderOfAny({ luck, state }: World): Hex {
  const holders = Object.values(state.access).flatMap(({ roles }) => [...roles.values()].flatMap((one) => [...one]))
  const theirs = new Set<string>(Object.values(state.deployment).map(String))
  return luck.one(holders.filter((holder) => !theirs.has(holder))) ?? luck.pick(actors)
}

/** A call with one thing changed. */
export function spoil(call: Call, world: World): Call {
  const { luck } = world
  const kind = luck.below(4)
  if (kind === 0) return { ...call, from: luck.pick(actors) }
  if (kind === 1) return { ...call, value: spoiledValue(call.value, luck) }
  const inputs = functionOf(call).inputs
  const input = luck.one(inputs)
  if (!input) return { ...call, from: luck.pick(actors) }
  return { ...call, args: { ...call.args, [input.name!]: spoiledArgument(input, call.args[input.name!], world) } }
}

function spoiledValue(value: bigint, luck: World['luck']): bigint {
  return luck.pick(value === 0n ? [1n] : [0n, value - 1n, value + 1n, value * 2n])
}

function spoiledArgument(input: AbiParameter, given: unknown, world: World): unknown {
  const { luck } = world
  if (input.type === 'tuple') {
    const parts = (input as { components: readonly AbiParameter[] }).components
    const part = luck.pick(parts)
    const values = given as Record<string, unknown>
    return { ...values, [part.name!]: spoiledArgument(part, values[part.name!], world) }
  }
  if (typeof given === 'bigint' && luck.is(0.5)) return nextTo(given, input.type, luck)
  return anyValue(input, world)
}

function nextTo(given: bigint, type: string, luck: World['luck']): bigint {
  const next = luck.is(0.5) ? given + 1n : given - 1n
  const most = type.startsWith('int') ? 2n ** 255n : 2n ** BigInt(type.slice(4) || 256)
  const fits = next < most && next >= (type.startsWith('int') ? -most : 0n)
  return fits ? next : given
}

function anyValue(input: AbiParameter, world: World): unknown {
  const { luck } = world
  const array = /^(.*)\[(\d*)\]$/.exec(input.type)
  if (array) {
    const length = array[2] ? Number(array[2]) : luck.below(4)
    return Array.from({ length }, () => anyValue({ ...input, type: array[1]! }, world))
  }
  if (input.type === 'tuple') {
    const parts = (input as { components: readonly AbiParameter[] }).components
    return Object.fromEntries(parts.map((part) => [part.name!, anyValue(part, world)]))
  }
  if (input.type === 'bool') return luck.is(0.5)
  if (input.type === 'string') return luck.pick(texts)
  if (input.type === 'bytes32') return anyId(input.name ?? '', world)
  if (input.type === 'address') return anyAddress(input.name ?? '', world)
  return anyNumber(input.type, world)
}

/** Lengths are of bytes: the third is one too long by its letters' second bytes. */
const texts = [
  '',
  'ipfs://text',
  'ä'.repeat(129),
  'x'.repeat(256),
  'x'.repeat(257),
  'x'.repeat(5_000),
  '€'.repeat(85),
  'half \ud83d',
]

function anyId(name: string, { luck, state }: World): Hex {
  if (luck.is(0.1)) return zeroHash
  if (luck.is(0.1)) return numberToHex(luck.below(2 ** 30), { size: 32 })
  if (/role/i.test(name)) return luck.pick(Object.values(roles))
  if (/node/i.test(name)) return luck.one([...state.nodes.keys()]) ?? zeroHash
  if (/challenge/i.test(name)) return luck.one([...state.challenges.keys()]) ?? zeroHash
  return luck.one([...state.tasks.keys()].slice(-200)) ?? zeroHash
}

/** Where money is pulled from, it has to be allowed: only the actors allow it, and the twin takes it for granted. */
function anyAddress(name: string, { luck, state, usdc }: World): Hex {
  if (name === 'newPriceOracle') return luck.pick([zeroAddress, state.priceOracle])
  if (name === 'currency') return luck.pick([zeroAddress, usdc, usdc, ...actors.slice(0, 2), ...silent(state)])
  if (name === 'buyer' || luck.is(0.7)) return luck.pick(actors)
  return luck.pick([
    zeroAddress,
    usdc,
    state.deployment.nodeRegistry,
    state.deployment.escrowManager,
    state.deployment.taskMarketplace,
  ])
}

/** Contracts that are no currency: whether they have code, and what it answers, decides which error there is. */
function silent({ deployment }: World['state']): Hex[] {
  return [deployment.nodeRegistry, deployment.escrowManager, refusers[0]!]
}

function anyNumber(type: string, { luck, time }: World): bigint | number {
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 256)
  if (bits <= 48) return luck.is(0.9) ? luck.below(7) : Math.min(255, 2 ** bits - 1)
  const sizes = [8n, 40n, 64n, 88n, 104n].flatMap((size) => [2n ** size - 1n, 2n ** size])
  const most = type.startsWith('int') ? 2n ** 255n - 1n : 2n ** BigInt(bits) - 1n
  const all = [0n, 1n, 2n, 10n, 9_800n, 9_801n, 10_001n, 3_600n, 10n ** 18n, BigInt(time), ...sizes, most]
  return luck.pick(all.filter((one) => one <= most))
}
