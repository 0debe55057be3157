import type { CallOptions } from '../context.ts'
import { checkFollowOptions } from './checkOptions.ts'
import type { Engine } from './engine.ts'
import { UnsettledChainError } from './errors.ts'
import { questionsOf } from './questions/all.ts'
import { createAsk } from './questions/ask.ts'
import { retry } from './retry.ts'
import { sync } from './sync.ts'
import { mapBounded } from './wait.ts'

/** Views that are asked for at a time: eight requests. */
const VIEWS = 160

/** Where a view of the contracts answers something else than the state. */
export type Difference = {
  /** The action of @aiigo/clients that asks for it. */
  readonly view: string
  /** What it was asked with, such as `{ nodeId }`. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Of a struct the field; undefined where the answer is one value. */
  readonly field: string | undefined
  /** By the events. */
  readonly expected: unknown
  /** By the contract; undefined where it refuses to answer, as for an id that it does not know. */
  readonly seen: unknown
}

/** Reads to the newest block, asks there, and does all of it again when the block was taken back meanwhile. */
export async function reconcile(engine: Engine, options?: CallOptions): Promise<Difference[]> {
  const { signal } = checkFollowOptions(options)
  const { policy, reader } = engine
  const compare = async () => {
    const { number, hash, time } = await sync(engine, options)
    // All that is expected is computed at once, before the state goes on.
    const questions = questionsOf(reader.window.state, time)
    const ask = createAsk(engine, { blockNumber: number, signal })
    const found = await mapBounded(questions, VIEWS, async (question) => {
      const { view, parameters, expected } = question
      return differencesOf(expected, await ask(question)).map((rest) => ({ view, parameters, ...rest }))
    })
    const seen = await reader.chain.block(number, signal)
    if (seen?.hash !== hash) throw new UnsettledChainError(`block ${number} to be ${hash}`, seen?.hash ?? 'no block')
    return found.flat()
  }
  return retry(compare, { policy, signal, isPassing: (error) => error instanceof UnsettledChainError })
}

type Struct = Readonly<Record<string, unknown>>

/** The fields in which two answers differ; one that only one of them has is a difference too. */
function differencesOf(expected: unknown, seen: unknown): Pick<Difference, 'field' | 'expected' | 'seen'>[] {
  if (!isStruct(expected) || !isStruct(seen)) {
    return isSame(expected, seen) ? [] : [{ field: undefined, expected, seen }]
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(seen)])]
    .filter((field) => !isSame(expected[field], seen[field]))
    .map((field) => ({ field, expected: expected[field], seen: seen[field] }))
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Addresses differ in nothing but their case; lists are of numbers, addresses and ids. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]))
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b
}
